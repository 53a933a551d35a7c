"""Known names: what an article's annotations and proposals name, kept up with them change by change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import is_not
from sys import maxsize
from typing import TYPE_CHECKING

from copydesk.annotation.span import Span
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.linking.article_names import ArticleNames
    from copydesk.detect.linking.referents import Name

STRETCH = 15_000
"""Code points; of a text in pages the names in the stretch of that length that is read, and in both beside it, are
linked: there may be a hundred thousand of them in all."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is on a desk at one moment, to be looked at in a thread.

    Attributes:
        version: Of the desk.
        stretch: The half-open range that is linked.
        annotations: The annotations in it, in order.
        open: The proposals in it, in order.
    """

    version: int
    stretch: tuple[int, int]
    annotations: list[Span]
    open: list[Span]


def stretch(reading: Reading) -> tuple[int, int]:
    """The half-open range whose names are linked: all of a text that is held whole, else what is around the caret."""
    if isinstance(reading.document.view, str):
        return 0, maxsize
    here = reading.caret.offset // STRETCH
    return max(0, here - 1) * STRETCH, (here + 2) * STRETCH


def taken(reading: Reading) -> Taken:
    """What is on a reading's desk now."""
    desk, part = reading.desk, stretch(reading)
    if part[1] < maxsize:
        return Taken(desk.version, part, list(desk.annotations.overlapping(*part)), list(desk.open.overlapping(*part)))
    return Taken(desk.version, part, list(desk.annotations), list(desk.open))


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of one reading, and the spans that they were taken from.

    Attributes:
        reading: Whose names.
        names: The names, grouped.
        taken: What they were taken from.
        counts: How many spans say each of them.
    """

    reading: Reading
    names: ArticleNames
    taken: Taken
    counts: Counter[Name]

    @classmethod
    def none(cls, reading: Reading) -> KnownNames:
        """A reading of which no names are known yet."""
        from copydesk.detect.linking.article_names import ArticleNames
        from copydesk.detect.linking.article_text import ArticleText

        return cls(reading, ArticleNames(ArticleText(reading.document.view)), Taken(-1, (0, 0), [], []), Counter())

    def after(self, now: Taken) -> KnownNames:
        """The names that are known once something else is on the desk; `names` is the very same if none changed.

        A proposal that is accepted as it is changes none, which is what happens most.
        """
        from copydesk.detect.linking.article_names import names_among

        before = self.taken
        if (now.version, now.stretch) == (before.version, before.stretch):
            return self
        change: Counter[Name] = Counter()
        for old, new in ((before.annotations, now.annotations), (before.open, now.open)):
            left, right = _changed(old, new)
            change.subtract(names_among(span for span in left if span.status != "rejected"))
            change.update(names_among(span for span in right if span.status != "rejected"))
        come = [name for name, number in change.items() if number > 0 and not self.counts[name]]
        counts = self.counts.copy()
        counts.update(change)
        gone = [name for name, number in change.items() if number < 0 and not counts[name]]
        for name in gone:
            del counts[name]
        names = self.names.changed(gone, come) if gone or come else self.names
        return KnownNames(self.reading, names, now, counts)


def _changed(before: list[Span], after: list[Span]) -> tuple[Sequence[Span], Sequence[Span]]:
    """Two lists without what is the very same at their beginnings and at their ends."""
    start = _same(before, after)
    before, after = before[start:], after[start:]
    end = _same(before[::-1], after[::-1])
    return before[: len(before) - end], after[: len(after) - end]


def _same(one: list[Span], other: list[Span]) -> int:
    """How many spans two lists begin with that are the very same."""
    differ = list(map(is_not, one, other))
    return differ.index(True) if True in differ else len(differ)
