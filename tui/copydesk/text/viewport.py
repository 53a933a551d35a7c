"""Viewport: which rows of a layout are on the screen; its position is an anchor, not a row number."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.text.blocks import Block
from copydesk.text.layout import Layout, Line

MARGIN = 2
"""Rows kept above and below the cursor where there are any."""


class Viewport:
    """A window of some height on to a layout. Nothing before it is ever wrapped to know where it is.

    Args:
        layout: What is looked at.
        height: Rows of the window.
        top: Offset of a code point to be shown in the first row.
    """

    def __init__(self, layout: Layout, height: int, top: int = 0) -> None:
        self.layout = layout
        self.height = max(1, height)
        self.top: Line = layout.place(top).line
        self._seen: tuple[Layout, Line, int] | None = None
        self._range = (0, 0)

    def lines(self) -> Iterator[Line]:
        """The rows on the screen from the first; fewer than its height at the end of the document."""
        if not self.layout.blocks:
            return
        row, left = self.top.row, self.height
        block: Block | None = self.layout.blocks.at(self.top.block)
        while left > 0 and block:
            height = self.layout.height(block.start)
            for current in range(row, min(height, row + left)):
                yield Line(block.start, current)
            left -= max(0, height - row)
            block, row = self.layout.blocks.after(block), 0

    def y_of(self, line: Line) -> int | None:
        """The row of the screen, counted from 0, that shows a row of the layout; None when it is outside."""
        if line < self.top or not self.layout.blocks:
            return None
        y = -self.top.row
        block: Block | None = self.layout.blocks.at(self.top.block)
        while block and block.start < line.block:
            y += self.layout.height(block.start)
            if y >= self.height:
                return None
            block = self.layout.blocks.after(block)
        y += line.row
        return y if y < self.height else None

    def line_at(self, y: int) -> Line:
        """The row of the layout shown in a row of the screen; below the text, its last row."""
        return self.layout.step(self.top, y)

    @property
    def has_more(self) -> bool:
        """Whether there is text below the window."""
        return not self.layout.walk(self.top, self.height)[1]

    def range(self) -> tuple[int, int]:
        """The half-open range of offsets that the window reaches over."""
        state = (self.layout, self.top, self.height)
        if state != self._seen:
            ranges = [found for line in self.lines() if (found := self.layout.range(line))]
            self._seen, self._range = state, (ranges[0][0], ranges[-1][1]) if ranges else (0, 0)
        return self._range

    def scroll(self, delta: int) -> bool:
        """Move the window by rows, but not past the end of the text; says whether it moved."""
        before = self.top
        self.top = self._limited(self.layout.step(self.top, delta), before)
        return self.top != before

    def show(self, offset: int) -> bool:
        """Move the window as little as needed to show an offset with some rows around it; says whether it moved."""
        layout, before = self.layout, self.top
        line = layout.place(offset).line
        margin = min(MARGIN, (self.height - 1) // 2)
        y = self.y_of(line)
        if y is not None and margin <= y < self.height - margin:
            return False
        if y is not None and y < margin:
            top = min(before, layout.step(line, -margin))
        elif y is not None:
            top = max(before, layout.step(line, margin + 1 - self.height))
        elif self._far(before, line) or self._far(line, before):
            top = layout.step(line, -(self.height // 2))
        else:
            top = min(max(before, layout.step(line, margin + 1 - self.height)), layout.step(line, -margin))
        self.top = self._limited(top)
        return self.top != before

    def _far(self, upper: Line, lower: Line) -> bool:
        """Whether two rows are more than two windows apart: a jump, after which the place is shown in the middle."""
        return self.layout.step(upper, 2 * self.height) < lower

    def _limited(self, top: Line, least: Line | None = None) -> Line:
        """A first row, but no lower than where the last row of the text is at the bottom of the window, or `least`.

        The end of the text is looked for only where it is near.
        """
        _, missing = self.layout.walk(top, self.height - 1)
        if not missing:
            return top
        lowest = self.layout.step(self.layout.bottom(), 1 - self.height)
        return min(top, max(lowest, least) if least else lowest)
