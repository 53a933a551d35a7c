"""Blocks: what a document is shown in, one for each line of its source that is not blank."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import takewhile

from copydesk.text.document import Document
from copydesk.text.graphemes import is_boundary, next_boundary

LINE_BREAK = re.compile("[\n\r\u0085\u2028\u2029](?:(?<=\r)\n)?")
"""A line break, CRLF as one; it begins with a class of characters, which `re` searches for much faster."""

_LINE = re.compile("[^\n\r\u0085\u2028\u2029]+")

LONGEST_BLOCK = 8192
"""Code points after which an endless line is continued in a further block, so that no block is ever dear to wrap."""

SHORT_LINE = 60
HEADLINE = 160
MASTHEAD_LINES = 12

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[ap]\.m|[A-Z]|Jr|Sr|Inc|Co|Ltd|Corp)\.$")
_BYLINE = re.compile(
    r"^(?:[-–—•*·]\s+\S"
    r"|(?:by|von|par|por)\s+\S"
    r"|\W*(?:updated|published|posted)\b"
    r"|\W*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\W*\d{4}-\d{2}-\d{2}\b"
    r"|\W*(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,4}\b"
    r"|\W*\d+\s*min(?:ute)?s?\s+read\b)",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a block is in the make-up of an article."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the source, without its line break.

    Attributes:
        start: First code point.
        end: One past the last.
        kind: Headline, by-line, or body.
        gap: Blank rows shown after it.
        continued: Whether it goes on with the line of the block before it.
    """

    start: int
    end: int
    kind: Kind = Kind.BODY
    gap: int = 1
    continued: bool = False


class Blocks:
    """The blocks of a document, in order; they never overlap, and all that is outside them is white space.

    Args:
        document: The document to cut.
    """

    def __init__(self, document: Document) -> None:
        text = document.text
        lines = list(_lines(text))
        kinds = _masthead(text, lines)
        kinds += [Kind.BODY] * (len(lines) + 1 - len(kinds))
        self.blocks: list[Block] = []
        for (start, end), kind, after in zip(lines, kinds, kinds[1:], strict=False):
            gap = 0 if after is Kind.BYLINE and kind is not Kind.BODY else 1
            if end - start <= LONGEST_BLOCK:
                self.blocks.append(Block(start, end, kind, gap))
            else:
                self.blocks += [
                    Block(left, right, kind, gap if right == end else 0, left > start)
                    for left, right in _pieces(text, start, end)
                ]
        self._starts = [block.start for block in self.blocks]

    def __len__(self) -> int:
        return len(self.blocks)

    def __getitem__(self, index: int) -> Block:
        return self.blocks[index]

    def at(self, offset: int) -> int:
        """The index of the block that holds `offset`, or else of the one before it; 0 before the first."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def clamp(self, offset: int) -> int:
        """The nearest offset of a code point that is in a block: itself, or the last one before it, or the first."""
        if not self.blocks:
            return 0
        block = self.blocks[self.at(offset)]
        return min(max(offset, block.start), block.end - 1)

    def pieces(self, index: int) -> range:
        """The indexes of the blocks that the line of a block is cut into: mostly that one alone."""
        first = last = index
        while self.blocks[first].continued:
            first -= 1
        while last + 1 < len(self.blocks) and self.blocks[last + 1].continued:
            last += 1
        return range(first, last + 1)

    def line(self, index: int) -> tuple[int, int]:
        """The half-open range of the whole line that a block is, or is a piece of."""
        pieces = self.pieces(index)
        return self.blocks[pieces[0]].start, self.blocks[pieces[-1]].end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that are not blank, without their line breaks."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        if not text[start].isspace() or not text[start:end].isspace():
            yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_BLOCK:
        cut = text.rfind(" ", start + LONGEST_BLOCK // 2, start + LONGEST_BLOCK) + 1
        if not cut or not is_boundary(text, cut):
            cut = next_boundary(text, start + LONGEST_BLOCK, start)
        if cut >= end:
            break
        yield start, cut
        start = cut
    yield start, end


def _masthead(text: str, lines: list[tuple[int, int]]) -> list[Kind]:
    """The kinds of the lines at the top: a headline, and by-lines under it.

    A headline is short and has no full stop at its end. It may ask or exclaim where a by-line follows.
    """
    if len(lines) < 2 or lines[0][1] - lines[0][0] > HEADLINE:
        return []
    bylines = list(takewhile(partial(_is_byline, text), lines[1:MASTHEAD_LINES]))
    end = _SENTENCE_END.search(text[slice(*lines[0])].rstrip())
    if end and not (bylines and end[0][0] in "!?！？"):
        return []
    return [Kind.HEADLINE, *(Kind.BYLINE for _ in bylines)]


def _is_byline(text: str, line: tuple[int, int]) -> bool:
    start, end = line
    if end - start > SHORT_LINE:
        return False
    found = text[start:end].strip()
    return bool(_BYLINE.search(found)) and not (_SENTENCE_END.search(found) and not _ABBREVIATED.search(found))
