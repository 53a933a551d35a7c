"""Linked reading: what else lights up while the cursor is on a name or in a quote, in every open pane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import is_not, itemgetter
from sys import maxsize
from typing import TYPE_CHECKING

from copydesk.annotation.labels import PASSAGES
from copydesk.annotation.span import Span
from copydesk.app.painter import Piece
from copydesk.app.reading import Reading
from copydesk.app.shades import Layer

if TYPE_CHECKING:
    from copydesk.detect.linking.article_names import ArticleNames
    from copydesk.detect.linking.mentions import Mention, Mentions
    from copydesk.detect.linking.referents import Name

STRETCH = 15_000
"""Code points; of a text in pages the names in the stretch of that length that is read, and in both beside it, are
linked: there may be a hundred thousand of them in all."""
LIT = Layer("lit")


class Linked:
    """The names in the open articles, grouped; kept while annotations and proposals come and go.

    Nothing is grouped before the cursor first comes to a name, and then only what changed since.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._versions: tuple[tuple[str, int, int, int], ...] = ()
        self._mentions: Mentions | None = None
        self._shown: tuple[Mention, ...] = ()
        self._pieces: dict[str, tuple[Piece, ...]] = {}

    def mentions(self, reading: Reading, readings: Sequence[Reading]) -> tuple[Mention, ...]:
        """The mentions of who or what is under a reading's cursor, in all readings, in order; else empty.

        That is a name, a speaker whose name is known, or, where no span is, a description such as "the mayor".
        """
        here = [span for span in reading.here if span.label not in PASSAGES]
        if not here and self._mentions is None:
            return ()
        mentions = self._grouped(readings)
        article_id = _id(reading)
        found = next(filter(None, (mentions.of(article_id, span) for span in here)), ())
        return found if here else mentions.at(article_id, reading.caret.offset)

    def grouped(self, readings: Sequence[Reading]) -> Mentions:
        """The names of some readings as they are now, grouped into who or what they name."""
        return self._grouped(readings)

    def count(self, mentions: Sequence[Mention], reading: Reading) -> tuple[int, int]:
        """How many of the mentions are in a reading, and how many in the others."""
        article_id = _id(reading)
        inside = sum(each.article_id == article_id for each in mentions)
        return inside, len(mentions) - inside

    def lit(self, reading: Reading, active: bool, mentions: tuple[Mention, ...]) -> tuple[Piece, ...]:
        """What glows in a reading: the mentions, and in the active one what the spans here are related to."""
        if mentions is not self._shown:
            self._shown, self._pieces = mentions, {}
        article_id = _id(reading)
        pieces = self._pieces.get(article_id)
        if pieces is None:
            pieces = tuple((each.start, each.end, LIT) for each in mentions if each.article_id == article_id)
            self._pieces[article_id] = pieces
        ends = _ends(reading) if active else []
        return tuple(sorted((*pieces, *ends), key=itemgetter(0))) if ends else pieces

    def _grouped(self, readings: Sequence[Reading]) -> Mentions:
        """The names of some readings as they are now."""
        versions = tuple((_id(each), each.desk.version, *_stretch(each)) for each in readings)
        if self._mentions is None or versions != self._versions:
            from copydesk.detect.linking.mentions import Mentions

            known = {_id(each): self._known.get(_id(each)) or _Known(each) for each in readings}
            changed = [each.update() for each in known.values()]
            if self._mentions is None or any(changed) or list(known) != list(self._known):
                self._mentions = Mentions([(article_id, each.names) for article_id, each in known.items()])
            self._known, self._versions = known, versions
        return self._mentions


def _ends(reading: Reading) -> list[Piece]:
    """Both ends of the relations of what is under the caret: where they lead to, and where they come from."""
    desk = reading.desk
    found: dict[Piece, None] = {}
    for item in reading.here:
        for kind, spans in (("end", desk.links_of(item)), ("head", desk.links_to(item))):
            for _, span in spans:
                found |= {(start, end, Layer(kind, span.label)): None for start, end in span.pieces}
    return list(found)


class _Known:
    """The names of one reading, and the spans that they were taken from."""

    def __init__(self, reading: Reading) -> None:
        from copydesk.detect.linking.article_names import ArticleNames
        from copydesk.detect.linking.article_text import ArticleText

        self._reading = reading
        self._version = -1
        self._stretch = (0, 0)
        self._annotations: list[Span] = []
        self._open: list[Span] = []
        self._counts: Counter[Name] = Counter()
        self.names: ArticleNames = ArticleNames(ArticleText(reading.document.view))

    def update(self) -> bool:
        """Take in what changed on the desk; whether that changed a name.

        A proposal that is accepted as it is changes none, which is what happens most.
        """
        from copydesk.detect.linking.article_names import names_among

        desk, stretch = self._reading.desk, _stretch(self._reading)
        if (desk.version, stretch) == (self._version, self._stretch):
            return False
        if stretch[1] < maxsize:
            annotations, open_ = list(desk.annotations.overlapping(*stretch)), list(desk.open.overlapping(*stretch))
        else:
            annotations, open_ = list(desk.annotations), list(desk.open)
        change: Counter[Name] = Counter()
        for before, after in ((self._annotations, annotations), (self._open, open_)):
            left, right = _changed(before, after)
            change.subtract(names_among(span for span in left if span.status != "rejected"))
            change.update(names_among(span for span in right if span.status != "rejected"))
        self._version, self._stretch = desk.version, stretch
        self._annotations, self._open = annotations, open_
        come = [name for name, number in change.items() if number > 0 and not self._counts[name]]
        self._counts.update(change)
        gone = [name for name, number in change.items() if number < 0 and not self._counts[name]]
        for name in gone:
            del self._counts[name]
        if gone or come:
            self.names = self.names.changed(gone, come)
        return bool(gone or come)


def _stretch(reading: Reading) -> tuple[int, int]:
    """The half-open range whose names are linked: all of a text that is held whole, else what is around the caret."""
    if isinstance(reading.document.view, str):
        return 0, maxsize
    here = reading.caret.offset // STRETCH
    return max(0, here - 1) * STRETCH, (here + 2) * STRETCH


def _id(reading: Reading) -> str:
    return str(id(reading))


def _changed(before: list[Span], after: list[Span]) -> tuple[list[Span], list[Span]]:
    """Two lists without what is the very same at their beginnings and at their ends."""
    start = _same(before, after)
    before, after = before[start:], after[start:]
    end = _same(before[::-1], after[::-1])
    return before[: len(before) - end], after[: len(after) - end]


def _same(one: list[Span], other: list[Span]) -> int:
    """How many spans two lists begin with that are the very same."""
    differ = list(map(is_not, one, other))
    return differ.index(True) if True in differ else len(differ)
