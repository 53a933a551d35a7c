"""Layout: a document cut into blocks and rows at one width, and the way from an offset to its place and back."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from copydesk.text.blocks import Block, Blocks
from copydesk.text.cells import Measure, default_measure
from copydesk.text.document import Document
from copydesk.text.wrap import Rows

CACHED_BLOCKS = 512


class Line(NamedTuple):
    """One row of the endless sheet that a document is shown on.

    Attributes:
        block: The index of a block.
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
        """The rows of a block; its offsets are counted from the block's start."""
        rows = self._rows.get(block)
        if rows is None:
            place: Block = self.blocks[block]
            rows = Rows(self.document.text[place.start : place.end], self.width, self._measure)
            self._rows[block] = rows
            if len(self._rows) > CACHED_BLOCKS:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(block)
        return rows

    def height(self, block: int) -> int:
        """The rows of a block and the blank ones after it; none are kept after the last."""
        return len(self.rows(block)) + (self.blocks[block].gap if block + 1 < len(self.blocks) else 0)

    def range(self, line: Line) -> tuple[int, int] | None:
        """The half-open range of offsets of a row, or None for a blank one."""
        if not self.blocks:
            return None
        rows = self.rows(line.block)
        if line.row >= len(rows):
            return None
        base = self.blocks[line.block].start
        start, end = rows.range(line.row)
        return base + start, base + end

    def place(self, offset: int) -> Place:
        """Where the cluster that holds an offset is shown; offsets between blocks are clamped into one."""
        if not self.blocks:
            return Place(Line(0, 0), 0)
        offset = self.blocks.clamp(offset)
        index = self.blocks.at(offset)
        rows = self.rows(index)
        inside = offset - self.blocks[index].start
        return Place(Line(index, rows.row_of(inside)), rows.cell_of(inside))

    def offset_at(self, line: Line, cell: int) -> int:
        """The start of the cluster in a cell of a row; from a blank row the last cluster of its block."""
        if not self.blocks:
            return 0
        rows = self.rows(line.block)
        base = self.blocks[line.block].start
        if line.row >= len(rows):
            return base + rows.offset_at(len(rows) - 1, rows.width)
        return base + rows.offset_at(line.row, cell)

    def step(self, line: Line, delta: int, *, blank: bool = True) -> Line:
        """The row `delta` rows further down (or up), stopping at the ends.

        Args:
            line: Where to start.
            delta: How many rows.
            blank: Whether the blank rows between blocks count.
        """
        if not self.blocks:
            return Line(0, 0)
        block, row = line
        while delta > 0:
            height = self.height(block) if blank else len(self.rows(block))
            if row + delta < height:
                return Line(block, row + delta)
            if block + 1 >= len(self.blocks):
                return Line(block, height - 1)
            delta -= max(1, height - row)
            block, row = block + 1, 0
        while delta < 0:
            if row + delta >= 0:
                return Line(block, row + delta)
            if block == 0:
                return Line(0, 0)
            delta += row + 1
            block -= 1
            row = (self.height(block) if blank else len(self.rows(block))) - 1
        return Line(block, row)
