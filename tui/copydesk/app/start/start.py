"""The start screen: asks what to open when there is nothing to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.corpus.line_list import fitted
from copydesk.app.drawing.theming import choose_theme, theme_shades
from copydesk.app.keys.keymap import Keymap
from copydesk.app.start.start_page import WIDEST, Choice, Line, StartPage
from copydesk.store.personal.config import Config
from copydesk.store.personal.recent import Recent

LEAVING = frozenset({"q", "escape", "ctrl+q", "ctrl+c"})
STEPS = {"down": 1, "j": 1, "tab": 1, "up": -1, "k": -1, "shift+tab": -1}


class StartScreen(Widget, can_focus=True):
    """Draws the page in the middle of the screen, and takes every key.

    Args:
        page: What it shows.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "StartScreen { width: 100%; height: 100%; background: $background; }"

    def __init__(self, page: StartPage) -> None:
        super().__init__()
        self._page = page
        self._mark = 0
        self._lines: list[Line] = []
        self._base = Style.null()

    def on_resize(self) -> None:
        """Set the lines anew."""
        self._show()

    def _show(self) -> None:
        shades = theme_shades(self.app, DEFAULT_LABELS)
        self._lines = self._page.lines(shades, self.size.width, self.size.height - 1, self._mark)
        self._base = shades.base
        self.refresh()

    @property
    def _above(self) -> int:
        """Empty rows above the page: a third of those that are free."""
        return max(1, (self.size.height - len(self._lines)) // 3)

    def render_line(self, y: int) -> Strip:
        """Paint a row."""
        at, width = y - self._above, self.size.width
        left = " " * max(1, (width - WIDEST) // 2)
        words = self._lines[at].words if 0 <= at < len(self._lines) else ()
        return fitted([(left, self._base), *words, ("", self._base)], width)

    def on_key(self, event: events.Key) -> None:
        """Mark or choose something, or leave."""
        event.stop()
        event.prevent_default()
        chosen = self._page.index_of(event.character or "")
        if event.key in LEAVING:
            self.app.exit()
        elif event.key in STEPS:
            self._mark = (self._mark + STEPS[event.key]) % len(self._page.choices)
            self._show()
        elif event.key == "enter" or chosen >= 0:
            self._choose(self._mark if chosen < 0 else chosen)

    def on_click(self, event: events.Click) -> None:
        """Choose by the mouse."""
        at = event.y - self._above
        if 0 <= at < len(self._lines) and self._lines[at].choice >= 0:
            self._choose(self._lines[at].choice)

    def _choose(self, index: int) -> None:
        self.app.exit(self._page.choices[index][1])


class StartApp(App[Choice]):
    """Asks what to open; it is left with what was chosen.

    Args:
        config: The person's preferences.
        recent: What was opened before, the newest first.
        notice: Why there is nothing to read.

    Raises:
        InputError: When there is no such theme as the configuration names.
    """

    TITLE = "Copydesk"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, config: Config, recent: Sequence[Recent], notice: str) -> None:
        super().__init__()
        choose_theme(self, config)
        self._page = StartPage(recent, notice, Keymap.build(DEFAULT_LABELS, config.keys, config.preset))

    def compose(self) -> ComposeResult:
        """The page alone."""
        yield StartScreen(self._page)
