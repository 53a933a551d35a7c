"""The panel: entries beside or below the text, wrapped to its width; one of them may be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from copydesk.app.drawing.bottom import Words
from copydesk.app.drawing.shades import Shades
from copydesk.app.reading import Reading
from copydesk.text.wrap import Rows

HANGING = 2
"""Cells by which the further rows of an entry are set in."""
WHEEL_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Target:
    """Where an entry leads.

    Attributes:
        reading: The article.
        start: First code point.
        end: One past the last.
    """

    reading: Reading
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; its words are shown as they are, so they must be harmless.

    Attributes:
        words: Pieces with their styles, or what makes them once the entry is in sight.
        target: Where it leads, if anywhere; what leads nowhere is passed over by the keys.
        indent: Cells that it is set in by.
    """

    words: tuple[Words, ...] | Callable[[], tuple[Words, ...]] = ()
    target: Target | None = None
    indent: int = 0

    @property
    def shown(self) -> tuple[Words, ...]:
        """The pieces with their styles."""
        return self.words() if callable(self.words) else self.words


class Panel(Widget):
    """Shows entries under a title, from the one at its top on."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Panel { display: none; background: $background; }
    Panel.-open { display: block; }
    """

    class Chosen(Message):
        """An entry was clicked.

        Attributes:
            index: Of the entry.
        """

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._entries: Sequence[Entry] = ()
        self._marked: int | None = None
        self._lit = False
        self._top = 0
        self._shades: Shades | None = None
        self._rows: list[tuple[int, list[Segment]]] = []

    def put(self, title: str, entries: Sequence[Entry], marked: int | None, lit: bool, shades: Shades) -> None:
        """Show entries from now on.

        Args:
            title: What stands above them.
            entries: All of them.
            marked: The index of the one that is marked and kept in sight, or None.
            lit: Whether keys go to the panel.
            shades: The styles in force.
        """
        state = (title, marked, lit, shades)
        if entries is self._entries and state == (self._title, self._marked, self._lit, self._shades):
            return
        if entries is not self._entries and marked is None:
            self._top = 0
        self._entries = entries
        self._title, self._marked, self._lit, self._shades = state
        self._lay_out()
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._lay_out()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint a row: the title, or a row of an entry."""
        width, shades = self.size.width, self._shades
        if shades is None:
            return Strip.blank(width)
        if y == 0:
            style = shades.title if self._lit else shades.title_dim
            return Strip([Segment("│", shades.faint), Segment(f" {self._title}", style)]).adjust_cell_length(
                width, style
            )
        edge = [Segment("│ ", shades.faint)]
        if y - 1 >= len(self._rows):
            return Strip(edge).adjust_cell_length(width, shades.base)
        return Strip([*edge, *self._rows[y - 1][1]]).adjust_cell_length(width, shades.base)

    def on_click(self, event: events.Click) -> None:
        """Tell which entry was clicked."""
        event.stop()
        if 0 < event.y <= len(self._rows):
            self.post_message(self.Chosen(self._rows[event.y - 1][0]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_entries(WHEEL_ENTRIES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_entries(-WHEEL_ENTRIES)

    def scroll_entries(self, delta: int) -> None:
        """Move by entries, whatever is marked."""
        self._top = max(0, min(self._top + delta, len(self._entries) - 1))
        self._rows = self._from(self._top)
        self.refresh()

    @property
    def page(self) -> int:
        """How many entries are shown at once, about."""
        return max(1, len({index for index, _ in self._rows}))

    def _lay_out(self) -> None:
        """Choose the top so that what is marked is in sight, and wrap what is shown."""
        room = self.size.height - 1
        if room <= 0 or self._shades is None:
            self._rows = []
            return
        self._top = max(0, min(self._top, len(self._entries) - 1))
        marked = self._marked
        if marked is not None and marked < len(self._entries):
            if marked < self._top:
                self._top = marked
            self._rows = self._from(self._top)
            while self._top < marked and not self._whole(marked):
                self._top += 1 if marked - self._top < 2 * room else marked - self._top - room
                self._rows = self._from(self._top)
        self._rows = self._from(self._top)

    def _whole(self, index: int) -> bool:
        """Whether all rows of an entry are shown."""
        shown = sum(at == index for at, _ in self._rows)
        return 0 < shown == len(self._wrapped(index))

    def _from(self, top: int) -> list[tuple[int, list[Segment]]]:
        rows: list[tuple[int, list[Segment]]] = []
        for index in range(top, len(self._entries)):
            rows += [(index, segments) for segments in self._wrapped(index)]
            if len(rows) >= self.size.height - 1:
                break
        return rows[: max(0, self.size.height - 1)]

    def _wrapped(self, index: int) -> list[list[Segment]]:
        """The rows of an entry."""
        assert self._shades is not None
        entry = self._entries[index]
        pieces = entry.shown
        text = "".join(words for words, _ in pieces)
        room = max(4, self.size.width - 3 - entry.indent - HANGING)
        marked = index == self._marked and self._lit
        extra = self._shades.here if marked else Style.null()
        if not text:
            return [[]]
        rows = Rows(text, room, cell_len)
        lines: list[list[Segment]] = []
        for row in range(len(rows)):
            start, end = rows.range(row)
            margin = " " * (entry.indent + (HANGING if row else 0))
            line = [Segment(margin, self._shades.base)]
            at = 0
            for words, style in pieces:
                piece = words[max(0, start - at) : max(0, end - at)]
                at += len(words)
                if piece:
                    line.append(Segment(piece, style + extra))
            lines.append(line)
        return lines
