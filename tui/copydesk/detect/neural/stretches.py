"""Stretches: a long text in parts that are read one by one, so that memory does not grow with its length."""

from __future__ import annotations

import re

LONGEST = 150_000
"""Code points in a stretch at most; an article of the news has a few thousand."""
_BREAKS = (
    re.compile(r"\n[^\S\n]*\n\s*|\r\n\r\n\s*"),
    re.compile(r"\n\s*|\r\s*"),
    re.compile(r"[.!?][\"”’')\]]*\s+"),
    re.compile(r"\s+"),
)
"""Where a text may be cut, the best places first: blank lines, line ends, sentence ends, white space."""


def stretches(text: str, longest: int = LONGEST) -> list[tuple[int, int]]:
    """The text as half-open ranges of code points, in order, side by side, none longer than `longest`.

    Each ends where a paragraph does if one ends in its second half, else where a line, a sentence or a word does.
    """
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start + longest // 2, start + longest)
        found.append((start, end))
        start = end
    if start < len(text):
        found.append((start, len(text)))
    return found


def _cut(text: str, least: int, most: int) -> int:
    for pattern in _BREAKS:
        place = 0
        for match in pattern.finditer(text, least, most):
            place = match.end()
        if place:
            return place
    return most
