"""Kept rows: a widget that draws row by row, and keeps its rows as finished strips.

Textual asks a widget for all of its rows whenever one of them changed. They are answered without a look at any but the
changed ones, and a row that only moved is not even encoded again.
"""

from __future__ import annotations

from typing import Self

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class KeptRows(Widget):
    """A widget without border or padding that says what is in each of its rows, and which of them changed.

    Attributes:
        strips: The rows that were painted and did not change since, by number.
    """

    def __init__(self) -> None:
        self.strips: dict[int, Strip] = {}
        self._strip_cells = 0
        super().__init__()

    def row_segments(self, y: int) -> list[Segment]:
        """Paint a row: segments of exactly the widget's width."""
        raise NotImplementedError

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have some rows, or without regions all of them, painted anew."""
        if not regions:
            self.strips.clear()
        for region in regions:
            for y in region.line_range:
                self.strips.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_row(self, y: int) -> None:
        """Have a row painted anew."""
        self.refresh(Region(0, y, self.outer_size.width, 1))

    def render_line(self, y: int) -> Strip:
        """A row as Textual's own widgets answer it."""
        return Strip(self.row_segments(y), self.outer_size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget: those that were painted before, and those that are painted now."""
        width = self.outer_size.width
        if self._strip_cells != width:
            self.strips.clear()
            self._strip_cells = width
        strips = self.strips
        missing = [y for y in crop.line_range if y not in strips]
        if missing:
            filters, background = self.get_line_filters(), self.background_colors[1]
            for y in missing:
                segments = self.row_segments(y)
                for each in filters:
                    segments = each.apply(segments, background)
                strips[y] = Strip(segments, width)
        found = [strips[y] for y in crop.line_range]
        return found if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in found]
