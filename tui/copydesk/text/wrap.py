"""Wrapping: where a block of text is broken into rows, and which offset stands in which cell of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from string import ascii_letters, digits

from copydesk.text.cells import TAB_STOP, Glyph, Glyphs, Measure, default_measure

_BREAK_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
_BREAK_AFTER = _BREAK_SPACES | {"<200b>", "<ad>"}
"""What a row may end with: white space, and the signs for a zero-width space and a soft hyphen."""

_GLUE = frozenset({"\u00a0", "\u2007", "\u2011", "\u202f", "<2060>", "<feff>"})
_NOT_FIRST = _GLUE | frozenset(
    "、。，．！？：；）〕］｝〉》」』】・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ％”’»…‥,.!?:;)]}%"
)
_NOT_LAST = _GLUE | frozenset("（〔［｛〈《「『【“‘«￥＄£([{$")

_INERT = frozenset(ascii_letters + digits)
"""What no row is broken between; most of a text is."""

_HYPHENS = frozenset("-‐–")
_EM_DASH = "—"
_OPENERS = frozenset("“‘«(")
_DASH = re.compile(r"(?<=[^\W_])[-‐–](?=[^\W_])|—(?=[^\W_]|[“‘«(])")
"""A dash after which a row may end; what `_may_break` says of dashes, for simple text."""


class Rows:
    """The rows of one block; they tile it, and white space at a row's end belongs to that row.

    Args:
        text: The text of the block; offsets are counted from its start.
        width: The cells of a row, at least 1; white space at a row's end may hang over it.
        measure: Gives widths in cells.
    """

    __slots__ = ("glyphs", "starts", "text", "width")

    def __init__(self, text: str, width: int, measure: Measure = default_measure) -> None:
        if width < 1:
            raise ValueError("a row needs at least one cell")
        self.text = text
        self.width = width
        self.glyphs = Glyphs(text, measure)
        self.starts: Sequence[int] = _wrap_simple(text, width) if self.glyphs.simple else _wrap(self.glyphs, width)

    def __len__(self) -> int:
        return len(self.starts)

    def range(self, row: int) -> tuple[int, int]:
        """The half-open range of offsets of a row."""
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return self.starts[row], end

    def row_of(self, offset: int) -> int:
        """The row that holds an offset; the end of the block is on its last row."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def cell_of(self, offset: int) -> int:
        """The cell, counted from the row's start, in which the cluster that holds an offset begins."""
        start = self.starts[self.row_of(offset)]
        if self.glyphs.is_simple(start, offset):
            return offset - start
        column = 0
        for glyph in self.glyphs.between(start, self.glyphs.boundary(offset)):
            column += advance(glyph, column)
        return column

    def offset_at(self, row: int, cell: int) -> int:
        """The start of the cluster shown in a cell of a row; past the row's end, that of its last cluster."""
        start, end = self.range(row)
        if end <= start:
            return start
        if self.glyphs.is_simple(start, end):
            return min(start + max(0, cell), end - 1)
        column, offset = 0, start
        for glyph in self.glyphs.between(start, end):
            offset = glyph.start
            column += advance(glyph, column)
            if column > cell:
                break
        return offset


def advance(glyph: Glyph, column: int) -> int:
    """The cells that a glyph takes when it begins in a column (a tab reaches to the next stop)."""
    return TAB_STOP - column % TAB_STOP if glyph.shown == "\t" else glyph.cells


def _wrap_simple(text: str, width: int) -> list[int]:
    """Row starts for a text of one-cell clusters, found by searching from the right edge of each row."""
    starts = [0]
    start, length = 0, len(text)
    while length - start > width:
        start = _cut_before(text, start, start + width)
        while start < length and text[start] == " ":
            start += 1
        if start == length:
            break
        starts.append(start)
    return starts


def _cut_before(text: str, start: int, limit: int) -> int:
    """The last place in a row after which it may be broken, or its edge when there is none."""
    if text[limit] == " ":
        return limit
    cut = text.rfind(" ", start, limit) + 1
    if not cut or (text[start] == " " and text[start:cut].isspace()):
        cut = start
    for match in _DASH.finditer(text, cut, limit + 1):
        cut = match.end()
    return cut if cut > start else limit


def _wrap(glyphs: Glyphs, width: int) -> list[int]:
    """Row starts for any text: glyph by glyph where a row is not simple."""
    starts: list[int] = []
    start, length = 0, len(glyphs.text)
    while start < length or not starts:
        starts.append(start)
        start = _simple_row(glyphs, start, width) or _row(glyphs, start, width)
    return starts


def _simple_row(glyphs: Glyphs, start: int, width: int) -> int:
    """Where the row ends that starts at an offset, as `_wrap_simple` has it; 0 where that takes a look at glyphs."""
    text, length = glyphs.text, len(glyphs.text)
    end = length
    if length - start > width:
        if not glyphs.is_simple(start, start + width + 1):
            return 0
        end = _cut_before(text, start, start + width)
        while end < length and text[end] == " ":
            end += 1
    return end if glyphs.is_simple(start, min(end + 1, length)) else 0


def _row(glyphs: Glyphs, start: int, width: int) -> int:
    """Where the row ends that starts at an offset; white space hangs over the edge; no break follows an indent."""
    length, reach = len(glyphs.text), 2 * width
    before = glyphs.boundary(start - 1) if start else start
    while True:
        some = glyphs.between(before, start + reach)
        end = _row_among(some, int(before < start), width)
        if end is not None:
            return end
        if start + reach >= length:
            return length
        reach *= 4


def _row_among(glyphs: Sequence[Glyph], first: int, width: int) -> int | None:
    """The same among glyphs of which one begins the row; None where it does not end there."""
    candidate = column = 0
    indent = True
    for index in range(first, len(glyphs)):
        glyph = glyphs[index]
        cells = advance(glyph, column)
        if glyph.shown not in _BREAK_SPACES:
            if index > first and not indent and _may_break(glyphs, index):
                candidate = index
            if column + cells > width and index > first:
                return glyphs[candidate if candidate > first else index].start
            indent = False
        column += cells
    return None


def _may_break(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether a row may end before a glyph that is not white space."""
    before, after = glyphs[index - 1], glyphs[index]
    if after.shown in _INERT and before.shown in _INERT:
        return False
    if before.shown in _BREAK_AFTER:
        return True
    if before.shown in _HYPHENS:
        return index > 1 and glyphs[index - 2].shown[0].isalnum() and after.shown[0].isalnum()
    if before.shown == _EM_DASH:
        return after.shown[0].isalnum() or after.shown in _OPENERS
    if after.shown in _NOT_FIRST or before.shown in _NOT_LAST:
        return False
    return _ideographic(before) or _ideographic(after)


def _ideographic(glyph: Glyph) -> bool:
    return glyph.cells == 2 and glyph.shown[0] >= "\u2e80"
