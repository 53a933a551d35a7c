"""Layers: which spans lie over each piece of a text, and which need a number to be told apart.

The rule for nested and overlapping spans: a text is cut at every edge of every span. Each piece bears all spans over
it, outermost first: that is the one that begins first, of those the longest, of those the one with the lower id, as in
annotation files. A discontinuous span lies over its fragments only.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from copydesk.annotation.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that no edge of a span falls into.

    Attributes:
        start: First code point.
        end: One past the last; equal to `start` only where a text is empty.
        spans: What lies over it, outermost first.
        opening: The spans of which a fragment begins with it, outermost first.
        closing: The spans of which a fragment ends with it, innermost first.
    """

    start: int
    end: int
    spans: tuple[Span, ...] = ()
    opening: tuple[Span, ...] = ()
    closing: tuple[Span, ...] = ()


def pieces(length: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The pieces of a text of that many code points, which tile it."""
    begins: dict[int, list[Span]] = {}
    ends: dict[int, list[Span]] = {}
    for span in sorted(spans, key=attrgetter("order")):
        for start, end in span.pieces:
            begins.setdefault(start, []).append(span)
            ends.setdefault(end, []).append(span)
    edges = sorted({0, length, *begins, *ends})
    over: list[Span] = []
    for start, end in pairwise(edges):
        for span in ends.get(start, ()):
            over.remove(span)
        for span in begins.get(start, ()):
            insort(over, span, key=attrgetter("order"))
        closing = tuple(reversed(ends.get(end, ())))
        yield Piece(start, end, tuple(over), tuple(begins.get(start, ())), closing)


def numbers(spans: Sequence[Span]) -> dict[str, int]:
    """A number for each span that brackets alone do not tell apart, by its id: fragments, and spans that cross.

    Two spans cross when each has something that the other has not, and both share something.
    """
    ordered = sorted(spans, key=attrgetter("order"))
    marked = {span.id for span in ordered if span.fragments}
    open_: list[Span] = []
    for span in ordered:
        open_ = [each for each in open_ if each.end > span.start]
        crossed = [each for each in open_ if each.end < span.end]
        if crossed:
            marked |= {span.id, *(each.id for each in crossed)}
        open_.append(span)
    return {span.id: number for number, span in enumerate((span for span in ordered if span.id in marked), 1)}
