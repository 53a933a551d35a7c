"""Edges: a range with one of its ends moved by a grapheme cluster or by a word."""

from __future__ import annotations

from typing import Literal

from copydesk.text.blocks import LINE_BREAK
from copydesk.text.graphemes import next_boundary, previous_boundary
from copydesk.text.paged_text import Text, excerpt, has
from copydesk.text.words import words

Edge = Literal["start", "end"]
REACH = 2048
"""Code points around an edge in which the next word is looked for."""


def by_grapheme(text: Text, start: int, end: int, edge: Edge, delta: int) -> tuple[int, int]:
    """A half-open range with one edge moved by a grapheme cluster, and on over the white space that follows."""
    step = next_boundary if delta > 0 else previous_boundary
    low, high = (0, end) if edge == "start" else (start, len(text))
    moved = step(text, start if edge == "start" else end)
    while low < moved < high and text[moved if edge == "start" else moved - 1].isspace():
        moved = step(text, moved)
    return (moved, end) if edge == "start" else (start, moved)


def by_word(text: Text, start: int, end: int, edge: Edge, delta: int) -> tuple[int, int]:
    """A half-open range with one edge moved to that of the next word; where there is none the range stays.

    The start goes to where a word begins, the end to where one ends; neither leaves the paragraph. A range that would
    lose its last word becomes empty.
    """
    at = start if edge == "start" else end
    low, high = _line(text, at, edge)
    if edge == "start":
        starts = [left for left, _ in words(text, low, high)]
        if delta > 0:
            return next((left for left in starts if left > at), end), end
        return next((left for left in reversed(starts) if left < at), at), end
    ends = [right for _, right in words(text, low, high)]
    if delta > 0:
        return start, next((right for right in ends if right > at), at)
    return start, next((right for right in reversed(ends) if right < at), start)


def _line(text: Text, at: int, edge: Edge) -> tuple[int, int]:
    """The line around an edge, cut at white space where it is endless."""
    inside = at if edge == "start" else max(0, at - 1)
    low, high = max(0, inside - REACH), at + REACH if has(text, at + REACH) else len(text)
    while 0 < low < inside and not text[low - 1].isspace():
        low += 1
    piece, base = excerpt(text, low, high)
    for match in LINE_BREAK.finditer(piece, low - base, high - base):
        if base + match.end() <= inside:
            low = base + match.end()
        elif base + match.start() >= inside:
            high = base + match.start()
            break
    return low, high
