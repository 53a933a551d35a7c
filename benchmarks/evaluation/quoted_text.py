"""Quoted text: the paragraphs of a quotation, what quotation marks enclose, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

Range = tuple[int, int]
"""A half-open range of code points."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DOUBLE = re.compile(r"[“”„«»\"]|``|''")
_SINGLE = re.compile(r"(?<![\w'])['‘](?=[^\s\d'])[^\r\n]*?(?<=[^\s'])['’](?![\w'])")
_OPENERS = frozenset({"“", "„", "«", "``"})


class Stretch(NamedTuple):
    """What quotation marks enclose, with the marks.

    Attributes:
        start: First code point.
        end: One past the last code point.
        closed: Whether both marks are there.
    """

    start: int
    end: int
    closed: bool


def pieces(text: str, ranges: Iterable[Range]) -> Iterator[Range]:
    """What lies in one paragraph each, without white space around it; blank pieces are left out."""
    for start, end in ranges:
        for line in _LINE.finditer(text, start, end):
            piece = line[0]
            left = line.start() + len(piece) - len(piece.lstrip())
            right = line.end() - len(piece) + len(piece.rstrip())
            if left < right:
                yield left, right


def quoted_stretches(text: str, start: int, end: int) -> list[Stretch]:
    """What quotation marks enclose in a piece of one paragraph: the outer ones, in order.

    A mark without a partner encloses all up to the end of the piece, or from its start. Single marks count where no
    double ones are, and only in pairs, so that no apostrophe is taken for one.
    """
    found: list[Stretch] = []
    opened: int | None = None
    depth = 0
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if not _closes(text, mark, start, end):
                opened, depth = mark.start(), 1
            elif not found:
                found.append(Stretch(start, mark.end(), False))
        elif _closes(text, mark, start, end):
            depth -= 1
            if depth == 0:
                found.append(Stretch(opened, mark.end(), True))
                opened = None
        elif mark[0] in _OPENERS:
            depth += 1
    if opened is not None:
        found.append(Stretch(opened, end, False))
    return found or [Stretch(*single.span(), True) for single in _SINGLE.finditer(text, start, end)]


def _closes(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark closes: by its shape; or by what stands around it, if it is straight, or opens by its shape."""
    if mark[0] in "”»":
        return True
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if before.isspace() or before in "([—–-":
        return False
    return after.isspace() if mark[0] in _OPENERS else not after.isalnum()


def words(text: str, ranges: Iterable[Range]) -> set[int]:
    """The words in some ranges, each as the offset of its first code point."""
    return {match.start() for start, end in ranges for match in _WORD.finditer(text, start, end)}


def shared(one: Iterable[Range], other: Iterable[Range]) -> int:
    """How many code points two lists of ranges have in common; neither list may overlap itself."""
    others = list(other)
    return sum(max(0, min(end, right) - max(start, left)) for start, end in one for left, right in others)


def touch(one: Iterable[Range], other: Iterable[Range]) -> bool:
    """Whether two lists of ranges have a code point in common."""
    others = list(other)
    return any(start < right and left < end for start, end in one for left, right in others)
