"""An index of spans by place: what overlaps a range, what comes next, kept in order while spans come and go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from copydesk.annotation.span import Span

LEVEL_BITS = 3
"""The lengths in one tier differ by a factor of less than two to this power."""

_order = attrgetter("order")


class SpanIndex:
    """Spans sorted by start, longest first, then id, and once more in tiers of similar length.

    What overlaps a range begins in it, or before it by less than its own length. A tier knows its greatest possible
    length, so that a query looks only at spans that nearly overlap, however many long ones cover the whole text.
    Finding, adding and removing one takes some tens of microseconds among 100,000.

    Args:
        spans: What to start with.

    Raises:
        ValueError: When two of them share range and id.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._all = _Run()
        self._tiers: dict[int, _Run] = {}
        self._fill(sorted(spans, key=_order))

    @classmethod
    def in_order(cls, spans: Iterable[Span]) -> SpanIndex:
        """An index of spans that come in the order of `Span.order`, made without sorting them.

        Raises:
            ValueError: When two of them share range and id.
        """
        index = cls()
        index._fill(list(spans))
        return index

    def _fill(self, spans: list[Span]) -> None:
        before: Span | None = None
        for span in spans:
            if before and before.id == span.id and before.range == span.range:
                raise ValueError(f"the span {span.id} is in the index twice")
            before = span
        self._all.put(0, spans)
        for level, tier in _by_level(spans).items():
            self._tiers[level] = _Run()
            self._tiers[level].put(0, tier)

    def __len__(self) -> int:
        return len(self._all.spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._all.spans)

    def __contains__(self, span: object) -> bool:
        """Whether there is a span of this range and id."""
        return isinstance(span, Span) and self._all.has(span)

    def add(self, span: Span) -> None:
        """Put a span in its place.

        Raises:
            ValueError: When one of its range and id is there already.
        """
        if self._all.has(span):
            raise ValueError(f"the span {span.id} is in the index already")
        self._all.add(span)
        self._tier(span).add(span)

    def add_all(self, spans: Iterable[Span]) -> None:
        """Put some spans in their places: at once where they lie side by side, with none of the others between them.

        Raises:
            ValueError: When one of their ranges and ids is there already, or twice among them.
        """
        added = sorted(spans, key=_order)
        if not added:
            return
        place = self._all.place(added[0])
        following = self._all.spans[place : place + 1]
        if following and following[0].order <= added[-1].order:
            for span in added:
                self.add(span)
            return
        for before, span in pairwise(added):
            if before.order == span.order:
                raise ValueError(f"the span {span.id} is in the index already")
        self._all.put(place, added)
        for level, some in _by_level(added).items():
            tier = self._tiers.setdefault(level, _Run())
            tier.put(tier.place(some[0]), some)

    def remove(self, span: Span) -> None:
        """Take the span of this range and id out.

        Raises:
            KeyError: When it is not in the index.
        """
        if not self._all.has(span):
            raise KeyError(span.id)
        self._all.remove(span)
        self._tier(span).remove(span)

    def overlapping(self, start: int, end: int) -> Iterator[Span]:
        """The spans whose envelope shares a code point with a half-open range, in order, as they are when asked."""
        if start >= end:
            return iter(())
        found: list[Span] = []
        runs = 0
        for level, tier in self._tiers.items():
            first = bisect_right(tier.starts, start - _longest(level))
            last = bisect_left(tier.starts, end, first)
            if first < last:
                found += [span for span in tier.spans[first:last] if span.end > start]
                runs += 1
        if runs > 1:
            found.sort(key=_order)
        return iter(found)

    def on(self, start: int, end: int) -> list[Span]:
        """The spans whose envelope is exactly a half-open range, by id."""
        spans = self._all.spans
        low, high = self._all.starting(start)
        first = bisect_left(spans, (start, -end, ""), low, high, key=_order) if low < high else low
        last = first
        while last < high and spans[last].end == end:
            last += 1
        return spans[first:last]

    def at(self, offset: int) -> list[Span]:
        """The spans with a piece over the code point at an offset, the shortest first."""
        found = [span for span in self.overlapping(offset, offset + 1) if span.covers(offset)]
        return sorted(found, key=lambda span: (span.end - span.start, span.order))

    def after(self, order: tuple[int, int, str]) -> Span | None:
        """The first span whose `Span.order` is greater."""
        spans = self._all.spans
        place = bisect_right(spans, order, key=_order)
        return spans[place] if place < len(spans) else None

    def before(self, order: tuple[int, int, str]) -> Span | None:
        """The last span whose `Span.order` is smaller."""
        spans = self._all.spans
        place = bisect_left(spans, order, key=_order)
        return spans[place - 1] if place else None

    def first(self) -> Span | None:
        """The first span, if there is one."""
        return self._all.spans[0] if self._all.spans else None

    def last(self) -> Span | None:
        """The last span, if there is one."""
        return self._all.spans[-1] if self._all.spans else None

    def _tier(self, span: Span) -> _Run:
        return self._tiers.setdefault(_level(span), _Run())


def index_by_label(spans: Iterable[Span]) -> dict[str, SpanIndex]:
    """An index for each label that occurs."""
    return {label: SpanIndex.in_order(group) for label, group in by_label(sorted(spans, key=_order)).items()}


def by_label(spans: Iterable[Span]) -> dict[str, list[Span]]:
    """The spans of each label that occurs, in the order in which they come."""
    groups: dict[str, list[Span]] = {}
    for span in spans:
        groups.setdefault(span.label, []).append(span)
    return groups


def meetings(ones: SpanIndex, others: SpanIndex) -> Iterator[tuple[Span, Span]]:
    """All pairs of spans, one of each index, whose envelopes share a code point; in one go through both."""
    following = iter(others)
    waiting = next(following, None)
    near: list[Span] = []
    for one in ones:
        near = [other for other in near if other.end > one.start]
        while waiting and waiting.start < one.end:
            if waiting.end > one.start:
                near.append(waiting)
            waiting = next(following, None)
        for other in near:
            if other.start < one.end:
                yield one, other


class _Run:
    """Spans in order, and beside them where each starts, which is quick to search."""

    __slots__ = ("spans", "starts")

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.starts: list[int] = []

    def starting(self, start: int) -> tuple[int, int]:
        """The half-open range of places of the spans with a start."""
        low = bisect_left(self.starts, start)
        return low, bisect_right(self.starts, start, low)

    def has(self, span: Span) -> bool:
        place = self.place(span)
        return place < len(self.spans) and self.spans[place].order == span.order

    def add(self, span: Span) -> None:
        place = self.place(span)
        self.spans.insert(place, span)
        self.starts.insert(place, span.start)

    def put(self, place: int, spans: list[Span]) -> None:
        self.spans[place:place] = spans
        self.starts[place:place] = [span.start for span in spans]

    def remove(self, span: Span) -> None:
        place = self.place(span)
        del self.spans[place], self.starts[place]

    def place(self, span: Span) -> int:
        """Where a span is, or would be put."""
        low, high = self.starting(span.start)
        return bisect_left(self.spans, span.order, low, high, key=_order) if low < high else low


def _by_level(spans: Iterable[Span]) -> dict[int, list[Span]]:
    """The spans of each tier, in the order in which they come."""
    tiers: dict[int, list[Span]] = {}
    for span in spans:
        level = ((span.end - span.start).bit_length() - 1) // LEVEL_BITS  # as `_level`: this loop is what laying costs
        if level in tiers:
            tiers[level].append(span)
        else:
            tiers[level] = [span]
    return tiers


def _level(span: Span) -> int:
    """The tier of spans of its length."""
    return ((span.end - span.start).bit_length() - 1) // LEVEL_BITS


def _longest(level: int) -> int:
    """The greatest length in a tier, in code points."""
    return (1 << LEVEL_BITS * (level + 1)) - 1
