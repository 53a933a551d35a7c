"""Blocks: what a document is shown in, one for each line of its source that is not blank."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import count, pairwise, takewhile

from copydesk.text.document import Document
from copydesk.text.graphemes import is_boundary, next_boundary
from copydesk.text.paged_text import Text, has

LINE_BREAK = re.compile("[\n\r\u0085\u2028\u2029](?:(?<=\r)\n)?")
"""A line break, CRLF as one; it begins with a class of characters, which `re` searches for much faster."""

_BREAKS = "\n\r\u0085\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")

LONGEST_BLOCK = 8192
"""Code points of the longest line that is one block. A longer one is continued in further blocks, so that none is ever
dear to wrap; only a cluster without end makes a longer block."""

GRID = 4096
"""An endless line is cut near the offsets that are multiples of this, wherever it began: so where it is cut is found
without looking at more of it than is around the place."""

LEAST_PIECE = 1024
"""Code points at the ends of an endless line that are never cut off."""

KNOWN = 4096
"""Blocks that are remembered at most."""

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

    They are found where they are looked for: no block needs what stands before it, but for a few thousand code points
    and the lines at the top. The white space in an endless line is no block where a whole piece of it is nothing else.

    Args:
        document: The document to cut.
    """

    def __init__(self, document: Document) -> None:
        self._text: Text = document.view
        self._known: dict[int, Block] = {}
        self._starts: list[int] = []
        self._after: dict[int, Block | None] = {}
        self._before: dict[int, Block | None] = {}
        self._cuts: dict[int, int] = {}

    def __bool__(self) -> bool:
        return self.first is not None

    def __iter__(self) -> Iterator[Block]:
        block = self.first
        while block:
            yield block
            block = self.after(block)

    @cached_property
    def first(self) -> Block | None:
        """The first block, if there is one."""
        return self._from(0)

    @cached_property
    def last(self) -> Block | None:
        """The last block, if there is one; the whole text has to be scanned for it."""
        return self._to(len(self._text))

    def at(self, offset: int) -> Block:
        """The block that holds an offset, or else the one before it, or the first.

        Raises:
            LookupError: When there is no block at all.
        """
        offset = max(0, offset)
        if not has(self._text, offset):
            offset = len(self._text)
        found = self._remembered(offset) or self._holding(offset) or self._to(offset) or self.first
        if found is None:
            raise LookupError("the document has no blocks")
        return found

    def after(self, block: Block) -> Block | None:
        """The block after one, if there is one."""
        if block.start not in self._after:
            self._after[block.start] = self._from(block.end)
        return self._after[block.start]

    def before(self, block: Block) -> Block | None:
        """The block before one, if there is one."""
        if block.start not in self._before:
            self._before[block.start] = self._to(block.start)
        return self._before[block.start]

    def clamp(self, offset: int) -> int:
        """The nearest offset of a code point that is in a block: itself, or the last one before it, or the first."""
        if not self:
            return 0
        block = self.at(offset)
        return min(max(offset, block.start), block.end - 1)

    def line(self, block: Block) -> tuple[int, int]:
        """The half-open range of the whole line that a block is, or is a piece of."""
        start, end = block.start, block.end
        while (begin := self._line_start(start, GRID)) is None:
            start -= GRID
        while (stop := self._line_end(end, GRID)) is None:
            end += GRID
        return begin, stop

    def _remembered(self, offset: int) -> Block | None:
        place = bisect_right(self._starts, offset) - 1
        block = self._known[self._starts[place]] if place >= 0 else None
        return block if block and offset < block.end else None

    def _from(self, offset: int) -> Block | None:
        """The first block of which a code point that is no white space stands at or after an offset."""
        while part := self._text[offset : offset + GRID]:
            blank = len(part) - len(part.lstrip())
            if blank < len(part):
                return self._holding(offset + blank)
            offset += GRID
        return None

    def _to(self, offset: int) -> Block | None:
        """The last block of which a code point that is no white space stands before an offset."""
        while offset > 0:
            low = max(0, offset - GRID)
            filled = len(self._text[low:offset].rstrip())
            if filled:
                return self._holding(low + filled - 1)
            offset = low
        return None

    def _holding(self, offset: int) -> Block | None:
        """The block that holds a code point; none where that is a line break or in nothing but white space."""
        if not has(self._text, offset) or self._text[offset] in _BREAKS:
            return None
        start = self._line_start(offset, LONGEST_BLOCK)
        end = None if start is None else self._line_end(offset, start + LONGEST_BLOCK + 1 - offset)
        if start is not None and end is not None:
            block = None if self._text[start:end].isspace() else self._whole(start, end)
        else:
            block = self._piece(offset)
        if block:
            self._remember(block)
        return block

    def _remember(self, block: Block) -> None:
        if len(self._known) >= KNOWN:
            for each in (self._known, self._starts, self._after, self._before, self._cuts):
                each.clear()
        if block.start not in self._known:
            insort(self._starts, block.start)
        self._known[block.start] = block

    def _whole(self, start: int, end: int) -> Block:
        kind, gap = self._masthead.get(start, (Kind.BODY, 1))
        return Block(start, end, kind, gap)

    def _piece(self, offset: int) -> Block | None:
        """The piece of an endless line that holds a code point; none where it is nothing but white space."""
        start, end = self._piece_start(offset), self._piece_end(offset)
        if self._text[start:end].isspace():
            return None
        continued = start > 0 and self._text[start - 1] not in _BREAKS
        ends = not has(self._text, end) or self._text[end] in _BREAKS
        return Block(start, end, Kind.BODY, 1 if ends else 0, continued)

    def _piece_start(self, offset: int) -> int:
        """The last cut at or before an offset, or the start of its line."""
        for number in range(offset // GRID + 1, 0, -1):
            cut = self._cut(number)
            if cut <= offset:
                start = self._line_start(offset, offset - cut)
                if start is not None:
                    return start
                if self._may_cut(cut):
                    return cut
        return self._line_start(offset, offset) or 0

    def _piece_end(self, offset: int) -> int:
        """The first cut after an offset, or the end of its line."""
        for number in count(max(1, offset // GRID)):
            cut = self._cut(number)
            if cut > offset:
                end = self._line_end(offset, cut - offset)
                if end is not None:
                    return end
                if self._may_cut(cut):
                    return cut
        raise AssertionError("a text ends somewhere")

    def _may_cut(self, cut: int) -> bool:
        """Whether a cut is in the middle of a line, and far enough from both of its ends."""
        return self._line_start(cut, LEAST_PIECE) is None and self._line_end(cut, LEAST_PIECE) is None

    def _cut(self, number: int) -> int:
        """Where an endless line is cut near a multiple of `GRID`: after a space, or else between clusters."""
        cut = self._cuts.get(number)
        if cut is None:
            place = number * GRID
            space = self._text[place - GRID // 2 : place].rfind(" ")
            cut = place - GRID // 2 + space + 1
            if space < 0 or not is_boundary(self._text, cut):
                cut = next_boundary(self._text, place - 1) if has(self._text, place) else place
            self._cuts[number] = cut
        return cut

    def _line_start(self, offset: int, reach: int) -> int | None:
        """Where the line of an offset begins, when that is within so many code points before it."""
        low = max(0, offset - reach)
        part = self._text[low:offset]
        place = max(map(part.rfind, _BREAKS)) + 1
        return low + place if place or not low else None

    def _line_end(self, offset: int, reach: int) -> int | None:
        """Where the line of an offset ends, when that is within less than so many code points after it."""
        part = self._text[offset : offset + reach]
        found = _BREAK.search(part)
        return offset + found.start() if found else offset + len(part) if len(part) < reach else None

    @cached_property
    def _masthead(self) -> dict[int, tuple[Kind, int]]:
        """The kinds of the lines at the top, and the blank rows after them, by where they start."""
        lines: list[tuple[int, int]] = []
        offset = 0
        while len(lines) <= MASTHEAD_LINES and (line := self._short_line(offset)):
            lines.append(line)
            offset = line[1]
        kinds = _masthead([self._text[start:end] for start, end in lines])
        kinds += [Kind.BODY] * (len(lines) + 1 - len(kinds))
        return {
            line[0]: (kind, 0 if after is Kind.BYLINE and kind is not Kind.BODY else 1)
            for line, (kind, after) in zip(lines, pairwise(kinds), strict=True)
        }

    def _short_line(self, offset: int) -> tuple[int, int] | None:
        """The first line from an offset on that is not blank, cut off where it is too long to be at the top."""
        text = self._text
        while part := text[offset : offset + GRID]:
            blank = len(part) - len(part.lstrip())
            if blank < len(part):
                found = offset + blank
                start = self._line_start(found, LONGEST_BLOCK)
                end = self._line_end(found, 2 * HEADLINE)
                return found if start is None else start, found + 2 * HEADLINE if end is None else end
            offset += GRID
        return None


def _masthead(lines: list[str]) -> list[Kind]:
    """The kinds of the lines at the top: a headline, and by-lines under it.

    A headline is short and has no full stop at its end. It may ask or exclaim where a by-line follows.
    """
    if len(lines) < 2 or len(lines[0]) > HEADLINE:
        return []
    bylines = list(takewhile(_is_byline, lines[1:MASTHEAD_LINES]))
    end = _SENTENCE_END.search(lines[0].rstrip())
    if end and not (bylines and end[0][0] in "!?！？"):
        return []
    return [Kind.HEADLINE, *(Kind.BYLINE for _ in bylines)]


def _is_byline(line: str) -> bool:
    if len(line) > SHORT_LINE:
        return False
    found = line.strip()
    return bool(_BYLINE.search(found)) and not (_SENTENCE_END.search(found) and not _ABBREVIATED.search(found))
