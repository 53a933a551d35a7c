"""The side: which panel is open beside the text, what it shows, and which keys go to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from copydesk.app.arrangement import NARROWEST_PANE
from copydesk.app.panels.panel import Entry, Panel

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

BESIDE_CELLS = 40
"""The width of a panel beside the panes."""
ROOMY_CELLS = 56
"""Its width where there is plenty of room."""
PLENTY = 180
"""Cells of the screen from which on there is."""
LEAST_ROWS = 5
SHARE = 0.4
"""The part of the rows that a panel takes where there is no room beside the text."""
BARS = 3
LONG = 300
"""Entries from which on a list is made anew only after a pause."""
PAUSE = 0.3
"""Seconds of that pause."""


@dataclass(frozen=True, slots=True)
class View:
    """One kind of panel.

    Attributes:
        title: What stands above it.
        entries: What it shows now.
        state: What that depends on; while it is the same the entries are not asked for again.
        lists: Whether it is a list that keys go to.
    """

    title: str
    entries: Callable[[ReadingScreen], tuple[Entry, ...]]
    state: Callable[[ReadingScreen], object]
    lists: bool = False


_STEPS: Final = {"line_down": 1, "line_up": -1, "next_proposal": 1, "previous_proposal": -1}
_ENDS: Final = {"top": 0, "end": -1}
_PAGES: Final = {"page_down": 1.0, "page_up": -1.0, "half_down": 0.5, "half_up": -0.5}
_THROUGH: Final = frozenset({"palette", "help", "quit", "theme"})
"""Commands that work as ever while a list has the keys."""


class Side:
    """The panel of a reading screen.

    A list has the keys from when it is opened until an entry is chosen or escape closes it; what it has no use for
    does nothing then, so that nothing is tagged by accident. The other panels follow the cursor.

    Args:
        screen: Whose panel it is.

    Attributes:
        panel: The widget.
        name: The view that is open, or empty.
        listening: Whether keys go to it.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self.panel = Panel()
        self.name = ""
        self.listening = False
        self._screen = screen
        self._entries: tuple[Entry, ...] = ()
        self._state: object = None
        self._marked = 0
        self._waiting = False
        self._due = False

    @property
    def _view(self) -> View | None:
        return _views().get(self.name)

    def toggle(self, name: str) -> str:
        """Open a view; close it if it is open and, being a list, has the keys."""
        view = _views()[name]
        if self.name == name and (self.listening or not view.lists):
            self.close()
            return ""
        same = self.name == name
        self.name, self.listening = name, view.lists
        if not same:
            self._state, self._marked = None, 0
            self._screen.rearrange()
        return ""

    def open(self, name: str) -> None:
        """Open a view as it was left, without keys going to it; one that there is not is passed over."""
        if name in _views():
            self.name, self.listening, self._state = name, False, None

    def close(self) -> None:
        """Close the panel; the text keeps its place."""
        self.name, self.listening = "", False
        self._screen.rearrange()

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """Place the panel on a screen of cells and rows; answers with the room that is left for the panes.

        It stands beside them where one still has its room, else below.
        """
        self.panel.set_class(bool(self.name), "-open")
        if not self.name:
            return width, height
        styles = self.panel.styles
        bars = BARS if height >= LEAST_ROWS + BARS + 1 else 1
        cells = ROOMY_CELLS if width >= PLENTY else BESIDE_CELLS
        if width - cells >= NARROWEST_PANE:
            styles.dock, styles.width, styles.height, styles.margin = "right", cells, height - bars, 0
            return width - cells, height
        rows = max(LEAST_ROWS, round(height * SHARE))
        styles.dock, styles.width, styles.height, styles.margin = "bottom", "1fr", rows, (0, 0, bars, 0)
        return width, height - rows

    def takes(self, command: str) -> bool:
        """Whether a key is for the panel; if so it does what it does there.

        Args:
            command: The id of the command that the key is for, or empty.
        """
        if not self.listening or command in _THROUGH or command in _views():
            return False
        if command == "cancel":
            self.close()
        elif command == "accept":
            self.choose(self._marked)
        elif command in ("other_pane", "left"):
            self.listening = False
            self._screen.refresh_look()
        else:
            self._move(command)
            self._screen.refresh_look()
        return True

    def choose(self, index: int) -> None:
        """Go where an entry leads; keys go to the text again."""
        target = self._entries[index].target if index < len(self._entries) else None
        if target is None:
            return
        self._marked = index
        self.listening = False
        if not self._screen.go_to(target):
            self._screen.say("That article is in no pane any more")

    def refresh(self) -> None:
        """Show what is to be seen now."""
        view = self._view
        if view is None:
            return
        screen = self._screen
        state = (self.name, view.state(screen), screen.shades)
        if state != self._state and self._may_wait(view):
            if not self._waiting:
                self._waiting = True
                screen.set_timer(PAUSE, self._catch_up)
        elif state != self._state:
            self._state, self._entries = state, view.entries(screen)
            self._marked = _nearest(self._entries, self._marked)
        marked = self._marked if view.lists else None
        self.panel.put(view.title, self._entries, marked, self.listening, screen.shades)

    def _may_wait(self, view: View) -> bool:
        """Whether a long list is only looked at: while keys go to the text, it is made anew after a pause."""
        return view.lists and not self.listening and not self._due and len(self._entries) > LONG

    def _catch_up(self) -> None:
        self._waiting, self._due = False, True
        self.refresh()
        self._due = False

    def _move(self, command: str) -> None:
        """Mark another entry that leads somewhere."""
        leading = [index for index, entry in enumerate(self._entries) if entry.target]
        if not leading:
            return
        at = leading.index(self._marked) if self._marked in leading else 0
        if command in _STEPS:
            at += _STEPS[command]
        elif command in _PAGES:
            at += round(_PAGES[command] * self.panel.page)
        elif command in _ENDS:
            at = _ENDS[command] % len(leading)
        self._marked = leading[max(0, min(at, len(leading) - 1))]


def _nearest(entries: Sequence[Entry], marked: int) -> int:
    """The entry that leads somewhere nearest to one that was marked."""
    leading = [index for index, entry in enumerate(entries) if entry.target]
    return min(leading, key=lambda index: abs(index - marked), default=0)


def _views() -> Mapping[str, View]:
    from copydesk.app.panels.views import VIEWS

    return VIEWS
