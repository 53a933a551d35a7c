"""A list of any length on the screen: one row for each entry, painted when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from copydesk.app.drawing.bottom import Words

WHEEL_ROWS = 3

Paint = Callable[[int, int, bool], Sequence[Words]]
"""Gives the pieces of an entry's row: which entry, how many cells there are, and whether it is marked."""


class LineList(Widget):
    """Shows entries by their numbers, one of them marked.

    Args:
        paint: Paints an entry.

    Attributes:
        mark: The entry that is marked; -1 where there is none.
        top: The entry in the first row.
    """

    DEFAULT_CSS = "LineList { width: 100%; height: 1fr; background: $background; }"
    ALLOW_SELECT = False

    class Moved(Message):
        """Another entry is marked, or others are seen."""

    class Chosen(Message):
        """An entry was chosen by a double click."""

    def __init__(self, paint: Paint) -> None:
        super().__init__()
        self.mark = -1
        self.top = 0
        self._paint = paint
        self._count = 0

    def set_count(self, count: int, mark: int) -> None:
        """Show so many entries, one of them marked, and paint everything."""
        self._count = count
        self.mark = max(0, min(mark, count - 1)) if count else -1
        self._bring()
        self.refresh()

    def press(self, key: str) -> bool:
        """Move the mark by a key (in Textual's name); whether it is one that moves it."""
        page = max(1, self.size.height - 1)
        steps = {
            "down": 1,
            "ctrl+n": 1,
            "up": -1,
            "ctrl+p": -1,
            "pagedown": page,
            "pageup": -page,
            "home": -self._count,
            "end": self._count,
            "ctrl+home": -self._count,
            "ctrl+end": self._count,
        }
        if key in steps:
            self.move(steps[key])
        return key in steps

    def move(self, entries: int) -> None:
        """Move the mark by so many entries."""
        if self._count:
            before, top = self.mark, self.top
            self.mark = max(0, min(self._count - 1, before + entries))
            self._bring()
            if self.top != top:
                self.refresh()
            elif before != self.mark:
                for entry in (before, self.mark):
                    self.refresh(Region(0, entry - top, self.size.width, 1))
            self.post_message(self.Moved())

    @property
    def seen(self) -> range:
        """The entries on the screen."""
        return range(self.top, min(self._count, self.top + max(1, self.size.height)))

    def on_resize(self) -> None:
        """Keep the mark in sight."""
        self._bring()
        self.post_message(self.Moved())

    def _bring(self) -> None:
        """Bring the mark into sight, and leave no empty rows below the last entry."""
        height = max(1, self.size.height)
        self.top = min(self.top, max(0, self._count - height))
        if self.mark >= 0:
            self.top = max(self.mark - height + 1, min(self.top, self.mark))

    def render_line(self, y: int) -> Strip:
        """Paint a row."""
        width, entry = self.size.width, self.top + y
        if entry >= self._count:
            return Strip.blank(width, self.visual_style.rich_style)
        return fitted(self._paint(entry, width, entry == self.mark), width)

    def on_click(self, event: events.Click) -> None:
        """Mark by a click, choose by two."""
        event.stop()
        entry = self.top + event.y
        if 0 <= entry < self._count:
            self.move(entry - self.mark)
            if event.chain > 1:
                self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down by some rows."""
        event.stop()
        self.move(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up by some rows."""
        event.stop()
        self.move(-WHEEL_ROWS)


def fitted(words: Sequence[Words], width: int) -> Strip:
    """A row of so many cells: its pieces, cut where they do not fit; the rest has the last piece's background."""
    segments: list[Segment] = []
    used = 0
    for text, style in words:
        cells = min(cell_len(text), width - used)
        segments.append(Segment(text if cells == cell_len(text) else set_cell_size(text, cells), style))
        used += cells
        if used >= width:
            break
    fill = words[-1][1] if words else Style.null()
    return Strip([*segments, Segment(" " * (width - used), fill)], width)


def cut_left(text: str, cells: int) -> str:
    """The end of a text in exactly so many cells, after an ellipsis where something was cut off, else before blanks."""
    if cell_len(text) <= cells:
        return text + " " * (cells - cell_len(text))
    kept = text[-cells:] if cells > 1 else ""
    while cell_len(kept) > cells - 1:
        kept = kept[1:]
    return f"…{kept}" + " " * (cells - 1 - cell_len(kept))
