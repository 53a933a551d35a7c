"""Linked reading: what else lights up while the cursor is on a name or in a quote, in every open pane."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from copydesk.annotation.labels import PASSAGES
from copydesk.annotation.span import Span
from copydesk.app.drawing.painter import Piece
from copydesk.app.drawing.shades import Layer
from copydesk.app.known_names import KnownNames, Taken, stretch, taken
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.linking.mentions import Mention, Mentions

SMALL = 150
"""Annotations and proposals of all open articles up to which names are grouped while a key waits, in few ms."""
PAUSE = 0.15
"""Seconds after the last key at which more of them are grouped, in a thread."""
SHARE = 4
"""The pause is at least so many times as long as the last grouping took."""
LIT = Layer("lit")


class Linked:
    """The names in the open articles, grouped; kept while annotations and proposals come and go.

    Nothing is grouped before the cursor first comes to a name, and then only what changed since. Where there are many
    names, no key waits for it: they are grouped in a thread when the keys pause, and until then what was known counts.

    Args:
        told: Called when names were grouped in a thread.
    """

    def __init__(self, told: Callable[[], object] = lambda: None) -> None:
        self._told = told
        self._known: dict[str, KnownNames] = {}
        self._versions: tuple[tuple[str, int, int, int], ...] = ()
        self._mentions: Mentions | None = None
        self._shown: tuple[Mention, ...] = ()
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._work: asyncio.Task[None] | None = None
        self._took = 0.0

    def mentions(self, reading: Reading, readings: Sequence[Reading]) -> tuple[Mention, ...]:
        """The mentions of who or what is under a reading's cursor, in all readings, in order; else empty.

        That is a name, a speaker whose name is known, or, where no span is, a description such as "the mayor".
        """
        here = _names_here(reading)
        if not here and self._mentions is None:
            return ()
        return _found(self.grouped(readings), reading, here)

    def glance(self, reading: Reading, readings: Sequence[Reading]) -> tuple[Mention, ...]:
        """The same as far as it is known; where names must first be grouped that takes long, `told` is called later."""
        here = _names_here(reading)
        if not here and self._mentions is None:
            return ()
        if self._mentions is None or _versions(readings) != self._versions:
            if sum(len(each.desk.annotations) + len(each.desk.open) for each in readings) <= SMALL:
                return _found(self.grouped(readings), reading, here)
            self._wait(readings)
        return _found(self._mentions, reading, here) if self._mentions else ()

    def grouped(self, readings: Sequence[Reading]) -> Mentions:
        """The names of some readings as they are now, grouped into who or what they name."""
        versions = _versions(readings)
        if self._mentions is None or versions != self._versions:
            known, mentions = _group([(each, taken(each)) for each in readings], self._known, self._mentions)
            self._known, self._mentions, self._versions = known, mentions, versions
        return self._mentions

    def close(self) -> None:
        """Group nothing more."""
        if self._timer:
            self._timer.cancel()
        if self._work:
            self._work.cancel()

    def _wait(self, readings: Sequence[Reading]) -> None:
        """Group in a thread after a pause; each key begins it anew."""
        if self._timer:
            self._timer.cancel()
        pause = max(PAUSE, SHARE * self._took)
        self._timer = asyncio.get_running_loop().call_later(pause, self._begin, tuple(readings))

    def _begin(self, readings: Sequence[Reading]) -> None:
        if self._work is None or self._work.done():
            self._work = asyncio.ensure_future(self._regroup(readings))
        else:
            self._wait(readings)

    async def _regroup(self, readings: Sequence[Reading]) -> None:
        before, began = self._known, time.monotonic()
        versions, now = _versions(readings), [(each, taken(each)) for each in readings]
        known, mentions = await asyncio.to_thread(_group, now, before, self._mentions)
        self._took = time.monotonic() - began
        if self._known is before:
            self._known, self._mentions, self._versions = known, mentions, versions
        self._told()

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


def _names_here(reading: Reading) -> list[Span]:
    return [span for span in reading.here if span.label not in PASSAGES]


def _found(mentions: Mentions, reading: Reading, here: Sequence[Span]) -> tuple[Mention, ...]:
    """The mentions of what spans name; without spans, of whom a description at the caret means."""
    article_id = _id(reading)
    found = next(filter(None, (mentions.of(article_id, span) for span in here)), ())
    return found if here else mentions.at(article_id, reading.caret.offset)


def _versions(readings: Sequence[Reading]) -> tuple[tuple[str, int, int, int], ...]:
    """What the grouping of the names of some readings depends on."""
    return tuple((_id(each), each.desk.version, *stretch(each)) for each in readings)


def _group(
    articles: Sequence[tuple[Reading, Taken]], before: Mapping[str, KnownNames], mentions: Mentions | None
) -> tuple[dict[str, KnownNames], Mentions]:
    """The names of articles, and the same grouped; of what was known before, what did not change is kept."""
    from copydesk.detect.linking.mentions import Mentions

    known = {_id(each): (before.get(_id(each)) or KnownNames.none(each)).after(now) for each, now in articles}
    same = list(known) == list(before) and all(known[each].names is before[each].names for each in known)
    if mentions is None or not same:
        mentions = Mentions([(article_id, each.names) for article_id, each in known.items()])
    return known, mentions


def _ends(reading: Reading) -> list[Piece]:
    """Both ends of the relations of what is under the caret: where they lead to, and where they come from."""
    desk = reading.desk
    found: dict[Piece, None] = {}
    for item in reading.here:
        for kind, spans in (("end", desk.links_of(item)), ("head", desk.links_to(item))):
            for _, span in spans:
                found |= {(start, end, Layer(kind, span.label)): None for start, end in span.pieces}
    return list(found)


def _id(reading: Reading) -> str:
    return str(id(reading))
