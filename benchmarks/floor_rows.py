"""The floor of a key: a Line-API widget that fills the screen and repaints rows; `j` two of them, `p` all."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

SEGMENTS = 10
STYLES = [[Style(color=f"color({16 + each})", reverse=reverse) for each in range(200)] for reverse in (False, True)]


class Rows(Widget, can_focus=True):
    """A cursor that walks down rows of plain segments."""

    DEFAULT_CSS = "Rows { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.row = 0
        self.page = 0

    def render_line(self, y: int) -> Strip:
        """A row of segments that differ in their colours."""
        width = self.size.width
        cells = width // SEGMENTS
        styles = STYLES[y == self.row][self.page % 100 :][:SEGMENTS]
        segments = [Segment(f"READY {self.page} {y}".ljust(cells)[:cells], style) for style in styles]
        return Strip([*segments, Segment(" " * (width - cells * SEGMENTS))], width)

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, or turn the page."""
        if event.key == "j":
            before, self.row = self.row, (self.row + 1) % self.size.height
            for row in (before, self.row):
                self.refresh(Region(0, row, self.size.width, 1))
        elif event.key == "p":
            self.page += 1
            self.refresh()


class Floor(App[None]):
    """The rows and nothing else."""

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Rows()

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Rows).focus()


if __name__ == "__main__":
    Floor().run()
