"""Layout: a document cut into blocks and rows at one width, and the way from an offset to its place and back."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from copydesk.text.blocks import Blocks
from copydesk.text.cells import Measure, default_measure
from copydesk.text.document import Document
from copydesk.text.wrap import Rows

CACHED_BLOCKS = 512


class Line(NamedTuple):
    """One row of the endless sheet that a document is shown on.

    Attributes:
        block: Where a block starts: its first code point.
        row: A row of it; from the number of its rows on, the blank rows after it.
    """

    block: int
    row: int


class Place(NamedTuple):
    """Where an offset is shown.

    Attributes:
        line: Its row.
        cell: The cell in that row, counted from the left edge of the text.
    """

    line: Line
    cell: int


class Layout:
    """A document at a width; blocks are wrapped when they are first asked for.

    Args:
        document: What to lay out.
        blocks: Its blocks.
        width: The cells of a row, at least 1.
        measure: Gives widths in cells.
    """

    def __init__(self, document: Document, blocks: Blocks, width: int, measure: Measure = default_measure) -> None:
        self.document = document
        self.blocks = blocks
        self.width = max(1, width)
        self._measure = measure
        self._rows: OrderedDict[int, Rows] = OrderedDict()

    def rows(self, block: int) -> Rows:
        """The rows of the block that starts at an offset; its offsets are counted from there."""
        rows = self._rows.get(block)
        if rows is None:
            place = self.blocks.at(block)
            rows = Rows(self.document.view[place.start : place.end], self.width, self._measure)
            self._rows[block] = rows
            if len(self._rows) > CACHED_BLOCKS:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(block)
        return rows

    def height(self, block: int) -> int:
        """The rows of a block and the blank ones after it; none are kept after the last."""
        place = self.blocks.at(block)
        return len(self.rows(block)) + (place.gap if place.gap and self.blocks.after(place) else 0)

    def range(self, line: Line) -> tuple[int, int] | None:
        """The half-open range of offsets of a row, or None for a blank one."""
        if not self.blocks:
            return None
        rows = self.rows(line.block)
        if line.row >= len(rows):
            return None
        start, end = rows.range(line.row)
        return line.block + start, line.block + end

    def place(self, offset: int) -> Place:
        """Where the cluster that holds an offset is shown; offsets between blocks are clamped into one."""
        if not self.blocks:
            return Place(Line(0, 0), 0)
        offset = self.blocks.clamp(offset)
        start = self.blocks.at(offset).start
        rows = self.rows(start)
        return Place(Line(start, rows.row_of(offset - start)), rows.cell_of(offset - start))

    def offset_at(self, line: Line, cell: int) -> int:
        """The start of the cluster in a cell of a row; from a blank row the last cluster of its block."""
        if not self.blocks:
            return 0
        rows = self.rows(line.block)
        if line.row >= len(rows):
            return line.block + rows.offset_at(len(rows) - 1, rows.width)
        return line.block + rows.offset_at(line.row, cell)

    def top(self) -> Line:
        """The first row."""
        return Line(self.blocks.first.start, 0) if self.blocks.first else Line(0, 0)

    def bottom(self) -> Line:
        """The last row of text."""
        last = self.blocks.last
        return Line(last.start, len(self.rows(last.start)) - 1) if last else Line(0, 0)

    def step(self, line: Line, delta: int, *, blank: bool = True) -> Line:
        """The row `delta` rows further down (or up), stopping at the ends.

        Args:
            line: Where to start.
            delta: How many rows.
            blank: Whether the blank rows between blocks count.
        """
        return self.walk(line, delta, blank=blank)[0]

    def walk(self, line: Line, delta: int, *, blank: bool = True) -> tuple[Line, int]:
        """The same as `step`, and how many rows were missing where an end came first."""
        if not self.blocks:
            return Line(0, 0), abs(delta)
        start, row = line
        while delta > 0:
            height = self.height(start) if blank else len(self.rows(start))
            if row + delta < height:
                return Line(start, row + delta), 0
            following = self.blocks.after(self.blocks.at(start))
            if following is None:
                return Line(start, height - 1), delta - max(0, height - 1 - row)
            delta -= max(1, height - row)
            start, row = following.start, 0
        while delta < 0:
            if row + delta >= 0:
                return Line(start, row + delta), 0
            before = self.blocks.before(self.blocks.at(start))
            if before is None:
                return Line(start, 0), -delta - row
            delta += row + 1
            start = before.start
            row = (self.height(start) if blank else len(self.rows(start))) - 1
        return Line(start, row), 0
