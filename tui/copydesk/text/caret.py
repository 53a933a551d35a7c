"""The caret: the cursor of a reader, what is selected from it, and the window that follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from copydesk.text.blocks import Blocks
from copydesk.text.cells import Measure, default_measure
from copydesk.text.document import Document
from copydesk.text.graphemes import next_boundary, previous_boundary, snap, trim
from copydesk.text.layout import Layout, Line
from copydesk.text.motions import Motions
from copydesk.text.viewport import Viewport
from copydesk.text.words import word_at

Motion = Literal[
    "left", "right", "line_up", "line_down", "line_start", "line_end", "word_left", "word_right", "word_end",
    "sentence_left", "sentence_right", "paragraph_left", "paragraph_right", "top", "end",
    "half_up", "half_down", "page_up", "page_down",
]  # fmt: skip
"""The names of the motions: those of `text.motions`, and those that need rows."""

_ROWS: dict[str, int] = {"line_up": -1, "line_down": 1}
_WINDOWS: dict[str, float] = {"half_up": -0.5, "half_down": 0.5, "page_up": -1, "page_down": 1}
KEPT_ROWS = 2
"""Rows of the last window that are still on the screen after a page."""


class Caret:
    """Stands on a grapheme cluster; a selection covers the clusters from its anchor to it, both included.

    Args:
        document: What is read.
        measure: Gives widths in cells.

    Attributes:
        offset: The first code point of the cluster it stands on.
        anchor: Where the selection was begun, or None.
        visual: Whether plain motions extend the selection.
        viewport: The rows on the screen.
    """

    def __init__(self, document: Document, measure: Measure = default_measure) -> None:
        self._text = document.view
        self._document = document
        self._measure = measure
        self.blocks = Blocks(document)
        self.motions = Motions(document, self.blocks)
        self.viewport = Viewport(Layout(document, self.blocks, 76, measure), 24)
        self.offset = self.motions.first
        self.anchor: int | None = None
        self.visual = False
        self._goal: int | None = None
        self._grown: list[tuple[int, int]] = []

    def resize(self, width: int, height: int) -> None:
        """Lay the text out for a window of cells and rows; what was at its top stays there."""
        layout = self.viewport.layout
        if width == layout.width and height == self.viewport.height:
            return
        top = self._top_offset()
        if width != layout.width:
            layout = Layout(self._document, self.blocks, width, self._measure)
        self.viewport = Viewport(layout, height, top)
        self._goal = None
        self.viewport.scroll(0)

    def _top_offset(self) -> int:
        layout, line = self.viewport.layout, self.viewport.top
        if not self.blocks:
            return 0
        found = layout.range(line)
        return found[0] if found else layout.offset_at(layout.step(line, 1, blank=False), 0)

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected half-open range, cut at no cluster, or None."""
        if self.anchor is None:
            return None
        low, high = sorted((self.anchor, self.offset))
        return snap(self._text, low, next_boundary(self._text, high))

    def move(self, motion: Motion, *, extend: bool = False) -> None:
        """Move; the selection goes along where one is being made, else it is given up."""
        if extend and self.anchor is None:
            self.anchor = self.offset
        elif not extend and not self.visual:
            self.anchor = None
        self._grown.clear()
        if motion in _ROWS:
            self._move_rows(_ROWS[motion])
        elif motion in _WINDOWS:
            self._move_window(_WINDOWS[motion])
        else:
            self.offset = self._target(motion)
            self._goal = None
        self.viewport.show(self.offset)

    def _target(self, motion: Motion) -> int:
        if motion == "top":
            return self.motions.first
        if motion == "end":
            return self.motions.last
        if motion in ("line_start", "line_end"):
            layout = self.viewport.layout
            return layout.offset_at(layout.place(self.offset).line, 0 if motion == "line_start" else layout.width)
        go: Callable[[int], int] = getattr(self.motions, motion)
        return go(self.offset)

    def _move_rows(self, delta: int) -> None:
        layout = self.viewport.layout
        place = layout.place(self.offset)
        goal = self._keep_goal(place.cell)
        line = layout.step(place.line, delta, blank=False)
        if line != place.line:
            self.offset = layout.offset_at(line, goal)

    def _move_window(self, part: float) -> None:
        layout = self.viewport.layout
        place = layout.place(self.offset)
        goal = self._keep_goal(place.cell)
        rows = max(1, round((self.viewport.height - (KEPT_ROWS if abs(part) == 1 else 0)) * abs(part)))
        delta = rows if part > 0 else -rows
        y = self.viewport.y_of(place.line)
        moved = self.viewport.scroll(delta)
        line = self.viewport.line_at(y) if moved and y is not None else layout.step(place.line, delta)
        self.offset = layout.offset_at(self._with_text(line, delta), goal)

    def _with_text(self, line: Line, delta: int) -> Line:
        """The line, or if it is blank the next one in a direction that is not."""
        layout = self.viewport.layout
        if not self.blocks or layout.range(line):
            return line
        return layout.step(line, 1, blank=False) if delta > 0 else Line(line.block, len(layout.rows(line.block)) - 1)

    def _keep_goal(self, cell: int) -> int:
        """The cell that moves up and down aim at: the one where the first of them began."""
        if self._goal is None:
            self._goal = cell
        return self._goal

    def go(self, offset: int, *, keep_selection: bool = False) -> None:
        """Go to an offset and show it."""
        if not keep_selection:
            self.anchor, self.visual = None, False
        self._settle(offset)
        self._grown.clear()

    def restore(self, offset: int, anchor: int | None, visual: bool) -> None:
        """Go back to where it was, with the selection there was."""
        self.go(offset)
        self.anchor, self.visual = anchor, visual

    def _settle(self, offset: int) -> None:
        self.offset = self.motions.settle(offset)
        self._goal = None
        self.viewport.show(self.offset)

    def show(self, start: int, end: int) -> None:
        """Show the end of a half-open range too, where the window is tall enough for both ends."""
        layout, before = self.viewport.layout, self.viewport.top
        if self.viewport.y_of(layout.place(end - 1).line) is None:
            self.viewport.show(end - 1)
            if self.viewport.y_of(layout.place(start).line) is None:
                self.viewport.top = before

    def scroll(self, delta: int) -> bool:
        """Move the window by rows; the caret comes along so that it stays in sight. Says whether it did."""
        self.viewport.scroll(delta)
        layout = self.viewport.layout
        place = layout.place(self.offset)
        if not self.blocks or self.viewport.y_of(place.line) is not None:
            return False
        above = place.line < self.viewport.top
        line = self.viewport.top if above else self.viewport.line_at(self.viewport.height - 1)
        self.offset = layout.offset_at(self._with_text(line, 1 if above else -1), place.cell)
        return True

    def drag(self, offset: int) -> None:
        """Select from where the caret was to an offset."""
        if self.anchor is None:
            self.anchor = self.offset
        self._settle(offset)

    def toggle_selection(self) -> None:
        """Start a selection here, or end the one there is."""
        if self.anchor is None:
            self.anchor, self.visual = self.offset, True
        elif not self.visual:
            self.visual = True
        else:
            self.anchor, self.visual = None, False
        self._grown.clear()

    def drop_selection(self) -> None:
        """Select nothing."""
        self.anchor, self.visual = None, False
        self._grown.clear()

    def select(self, start: int, end: int) -> None:
        """Select a half-open range; the caret goes to its last cluster."""
        self.anchor = start
        self._settle(previous_boundary(self._text, end))

    def grow(self, units: Iterable[tuple[int, int]]) -> bool:
        """Select the next larger unit; says whether there was one.

        Args:
            units: Half-open ranges to choose from beside word, sentence, paragraph and the whole text.
        """
        start, end = current = self.selection or (self.offset, self.offset)
        word = word_at(self._text, start)
        candidates = [
            *units,
            *([word] if word else []),
            self.motions.sentence_around(start),
            self.motions.paragraph_around(start),
        ]
        larger = [unit for unit in candidates if unit[0] <= start and end <= unit[1] and unit != current]
        if not larger:
            whole = trim(self._text, 0, len(self._text))
            larger = [whole] if whole[0] <= start and end <= whole[1] and whole != current else []
        if not larger:
            return False
        kept = [*self._grown, current]
        self.select(*min(larger, key=lambda unit: unit[1] - unit[0]))
        self._grown = kept
        return True

    def shrink(self) -> bool:
        """Go back to what was selected before the last growth; says whether there was anything."""
        if not self._grown:
            return False
        *kept, (start, end) = self._grown
        if start == end:
            self.go(start)
        else:
            self.select(start, end)
        self._grown = kept
        return True
