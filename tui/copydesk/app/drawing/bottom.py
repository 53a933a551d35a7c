"""The rows below the text: the legend of labels, the status, the bar of keys; drawn by one widget."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from copydesk.app.drawing.kept_rows import KeptRows
from copydesk.text.cells import shown
from copydesk.text.graphemes import clusters

Words = tuple[str, Style]
"""A piece of a row and its style."""

Row = tuple[tuple[Words, ...], tuple[Words, ...], Style]
"""What stands at the left, what at the right, and the style between them."""


GAP = 2
"""Cells that stay free at least between what stands at the left and what stands at the right."""


@lru_cache(1024)
def harmless(text: str) -> str:
    """A text on one row, with what is invisible or would act on the terminal shown by its code."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """A text without line breaks as it is, with what is invisible or would act on the terminal shown by its code."""
    return "".join(shown(text[start:end], cell_len)[0] for start, end in clusters(text))


class Bottom(KeptRows):
    """Rows at the bottom; each is cut with an ellipsis where it does not fit, and painted only when it changed.

    Args:
        rows: How many there are.
    """

    DEFAULT_CSS = "Bottom { dock: bottom; width: 100%; }"
    ALLOW_SELECT = False

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows: list[Row] = [((), (), Style.null())] * rows
        self.styles.height = rows
        self._shown = list(range(rows))

    def show_only(self, rows: Sequence[int]) -> None:
        """Show some of the rows, because the screen is too low for all."""
        if self._shown != list(rows):
            self._shown = list(rows)
            self.styles.height = len(self._shown)
            self.refresh()

    def put(self, row: int, left: Sequence[Words], right: Sequence[Words], fill: Style) -> None:
        """Set what a row shows: pieces at the left, pieces that keep their place at the right."""
        content = (tuple(left), tuple(right), fill)
        if content != self._rows[row]:
            self._rows[row] = content
            if row in self._shown:
                self.refresh_row(self._shown.index(row))

    def row_segments(self, y: int) -> list[Segment]:
        """Paint a row."""
        width = self.outer_size.width
        if y >= len(self._shown):
            return [Segment(" " * width)]
        left, right, fill = self._rows[self._shown[y]]
        right_cells = sum(cell_len(text) for text, _ in right)
        if right_cells > width // 2:
            right, right_cells = (), 0
        segments, used = _fitted(left, width - right_cells - (GAP if right else 0))
        return [*segments, Segment(" " * (width - right_cells - used), fill), *_segments(right)]


def _segments(words: Sequence[Words]) -> list[Segment]:
    return [Segment(text, style) for text, style in words]


def _fitted(words: Sequence[Words], room: int) -> tuple[list[Segment], int]:
    """The pieces that fit into so many cells, the last of them cut, and the cells they take."""
    segments: list[Segment] = []
    used = 0
    for text, style in words:
        cells = cell_len(text)
        if used + cells > room:
            if room > used:
                segments.append(Segment(set_cell_size(text, room - used - 1) + "…", style))
            return segments, room
        segments.append(Segment(text, style))
        used += cells
    return segments, used
