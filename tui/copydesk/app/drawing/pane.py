"""The pane: one article on the screen, drawn row by row; only rows that look different are painted again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from sys import maxsize

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from copydesk.app.drawing.bottom import harmless
from copydesk.app.drawing.kept_rows import KeptRows
from copydesk.app.drawing.painter import MARGIN_CELLS, Look, Painter, joined
from copydesk.app.drawing.shades import Shades
from copydesk.app.reading import Reading
from copydesk.text.layout import Line
from copydesk.text.wrap import Rows

HEADER_ROWS = 2
"""The title, and a row of air."""
SCROLLBAR_CELLS = 1
WHEEL_ROWS = 3


class Pane(KeptRows):
    """Shows a reading; what the mouse does is told upwards.

    Args:
        measure: The widest a row of text may be, in cells.
        divided: Whether a line is drawn at its left edge.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Pane { width: 1fr; height: 1fr; background: $background; }
    """

    class Pointed(Message):
        """The mouse pointed at a place of the text.

        Attributes:
            offset: The code point there.
            clicks: 1 for a click, 2 for a word, 3 for a sentence; 0 while dragging.
        """

        def __init__(self, pane: Pane, offset: int, clicks: int) -> None:
            super().__init__()
            self.pane = pane
            self.offset = offset
            self.clicks = clicks

    class Wheeled(Message):
        """The wheel of the mouse turned over the pane, by rows."""

        def __init__(self, pane: Pane, rows: int) -> None:
            super().__init__()
            self.pane = pane
            self.rows = rows

    def __init__(self, *, measure: int, divided: bool) -> None:
        super().__init__()
        self.measure = measure
        self.divided = divided
        self.painter: Painter | None = None
        self.title = ""
        self.notice = ""
        self.active = False
        self._look = Look()
        self._top: Line | None = None
        self._indent = 0
        self._thumb = range(0)
        self._lines: list[Line] = []
        self._ranges: list[tuple[int, int, int]] = []
        self._pressed: tuple[int, int] | None = None
        self._dragging = False

    def show(self, reading: Reading | None, shades: Shades | None, letters: dict[str, str], notice: str = "") -> None:
        """Show a reading (or, without one, a notice) from now on."""
        self.painter = Painter(reading, shades, letters) if reading and shades else None
        self.notice = notice
        self._look = Look()
        self._fit()
        self.repaint()

    def set_measure(self, cells: int) -> None:
        """Let a row of text be so wide at most; the place at the top of the window stays."""
        if cells != self.measure:
            self.measure = cells
            self.on_resize()

    def set_title(self, title: str, *, active: bool) -> None:
        """Set what stands above the text."""
        if (title, active) != (self.title, self.active):
            self.title, self.active = title, active
            self.refresh_row(0)

    def repaint(self) -> None:
        """Paint everything again: the layout, the theme or the window changed."""
        self._index()
        self.refresh()

    def update(self, look: Look, changed: Iterable[tuple[int, int]] = ()) -> None:
        """Paint what looks different from before.

        Args:
            look: What is shown over the text now.
            changed: Half-open ranges in which annotations or proposals changed.
        """
        if self.painter is None:
            return
        before, self._look = self._look, look
        changed = tuple(changed)
        if look == before and not changed and self.painter.reading.caret.viewport.top == self._top:
            return
        if before.needle != look.needle or ((before.kept is None) != (look.kept is None)):
            self.repaint()
            return
        moved = self.painter.reading.caret.viewport.top != self._top
        strips = self._shifted() if moved else {}
        dirty = [(start, end) for start, end, _ in before.differs(look)]
        rows = {y for start, end in (*dirty, *changed) for y in self._rows_of(start, end)}
        if moved:
            self.refresh()
            self.strips = {y: strip for y, strip in strips.items() if y not in rows}
        else:
            for y in sorted(rows):
                self.refresh_row(y)

    def _shifted(self) -> dict[int, Strip]:
        """The strips of the rows that are still shown after the window moved, by where they stand now."""
        before = {line: y for y, line in enumerate(self._lines, HEADER_ROWS)}
        thumb = self._thumb
        self._index()
        found = {y: self.strips[y] for y in range(HEADER_ROWS) if y in self.strips}
        for y, line in enumerate(self._lines, HEADER_ROWS):
            was = before.get(line, -1)
            same_bar = (was - HEADER_ROWS in thumb) == (y - HEADER_ROWS in self._thumb)
            if was in self.strips and same_bar:
                found[y] = self.strips[was]
        return found

    def _rows_of(self, start: int, end: int) -> Iterable[int]:
        """The rows of the widget that show a part of a half-open range."""
        at = max(
            0,
            bisect_right(self._ranges, (start, maxsize, 0)) - 1,
        )
        while at < len(self._ranges) and self._ranges[at][0] < end:
            if self._ranges[at][1] > start:
                yield self._ranges[at][2]
            at += 1

    def _fit(self) -> None:
        """Lay the reading out for the size of the widget; its text stands in the middle of a wide one."""
        free = self.outer_size.width - MARGIN_CELLS - SCROLLBAR_CELLS
        text_width = max(1, min(self.measure, free - int(self.divided) - 1))
        self._indent = max(int(self.divided), (free - text_width) // 2 - 1)
        if self.painter and self.outer_size.width > 0 and self.size.height > 0:
            self.painter.reading.caret.resize(text_width, max(1, self.size.height - HEADER_ROWS))

    def _index(self) -> None:
        """Remember which row of the layout, and which offsets, each row of the widget shows."""
        self._lines, self._ranges = [], []
        if self.painter is None:
            return
        viewport = self.painter.reading.caret.viewport
        self._top = viewport.top
        self._lines = list(viewport.lines())
        for y, line in enumerate(self._lines, HEADER_ROWS):
            found = viewport.layout.range(line)
            if found:
                self._ranges.append((*found, y))
        self._thumb = self._scrolled()

    def on_resize(self) -> None:
        """Lay out again; the place at the top of the window stays."""
        self._fit()
        if self.painter:
            reading = self.painter.reading
            reading.caret.viewport.show(reading.caret.offset)
        self.repaint()

    def row_segments(self, y: int) -> list[Segment]:
        """Paint one row of the widget: segments of exactly its width."""
        width = self.outer_size.width
        if self.painter is None:
            return self._notice_row(y, width)
        shades = self.painter.shades
        if y == 0:
            return self._header(width)
        inner = width - self._indent - SCROLLBAR_CELLS
        at = y - HEADER_ROWS
        if 0 <= at < len(self._lines):
            row = self.painter.row(self._lines[at], inner, self._look)
        else:
            row = [Segment(" " * inner, shades.base)]
        bar = Segment("▐", shades.dim) if at in self._thumb else Segment(" ", shades.base)
        divider = [Segment("│", shades.faint)] if self.divided else []
        return joined([*divider, Segment(" " * (self._indent - len(divider)), shades.base), *row, bar])

    def _header(self, width: int) -> list[Segment]:
        assert self.painter is not None
        shades = self.painter.shades
        style = shades.title if self.active else shades.title_dim
        left = [Segment("│", shades.faint)] if self.divided else []
        room, title = width - len(left), f" {self.title} "
        if cell_len(title.rstrip()) > room > 0:
            title = set_cell_size(title, room - 1) + "…"
        return list(Strip([*left, Segment(title, style)]).adjust_cell_length(width, style))

    def _notice_row(self, y: int, width: int) -> list[Segment]:
        """A row of the notice, which is wrapped and stands in the middle."""
        room = max(1, min(self.measure, width - 2))
        lines: list[str] = []
        for paragraph in map(harmless, self.notice.split("\n")):
            rows = Rows(paragraph, room, cell_len)
            lines += [paragraph[slice(*rows.range(row))].rstrip() for row in range(len(rows))]
        at = y - max(0, (self.size.height - len(lines)) // 2)
        text = lines[at] if 0 <= at < len(lines) else ""
        row = Strip([Segment(" " * ((width - room) // 2) + text, self.rich_style)])
        return list(row.adjust_cell_length(width, self.rich_style))

    def _scrolled(self) -> range:
        """The rows of the window beside which the scrollbar's thumb stands; none when all of the text is in sight.

        It is placed by offsets, so that no row outside the window need be wrapped.
        """
        assert self.painter is not None
        caret = self.painter.reading.caret
        length, height = self.painter.reading.document.about, caret.viewport.height
        if not self._ranges:
            return range(0)
        first, last = self._ranges[0][0], self._ranges[-1][1]
        if first <= caret.motions.first and not caret.viewport.has_more:
            return range(0)
        rows = min(height, max(1, round(height * (last - first) / length)))
        start = min(round(height * first / length), height - rows)
        return range(start, start + rows)

    def offset_at(self, x: int, y: int) -> int:
        """The code point shown in a cell of the widget, or the nearest one."""
        assert self.painter is not None
        viewport = self.painter.reading.caret.viewport
        line = viewport.line_at(max(0, y - HEADER_ROWS))
        return viewport.layout.offset_at(line, x - self._indent - MARGIN_CELLS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start a click or a drag."""
        if self.painter and event.button == 1:
            self._pressed, self._dragging = (event.x, event.y), False
            self.capture_mouse()
            self.post_message(self.Pointed(self, self.offset_at(event.x, event.y), 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag a selection, once the mouse has left the cell where it was pressed."""
        self._dragging = self._dragging or (self._pressed or (event.x, event.y)) != (event.x, event.y)
        if self._pressed and self._dragging and self.painter:
            self.post_message(self.Pointed(self, self.offset_at(event.x, event.y), 0))

    def on_mouse_up(self) -> None:
        """End a drag."""
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word or a sentence by a double or triple click."""
        event.prevent_default()
        if self.painter and event.chain > 1:
            self.post_message(self.Pointed(self, self.offset_at(event.x, event.y), min(event.chain, 3)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.post_message(self.Wheeled(self, WHEEL_ROWS))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.post_message(self.Wheeled(self, -WHEEL_ROWS))
