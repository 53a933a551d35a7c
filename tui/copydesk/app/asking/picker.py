"""The picker: type to find one entry of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from copydesk.app.drawing.bottom import harmless

LONGEST_LIST = 200
"""Entries shown at once; typing narrows them down."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was answered.

    Attributes:
        index: Of the entry.
        remove: Whether it is to be removed.
    """

    index: int
    remove: bool = False


class Picker(ModalScreen["Picked | None"]):
    """Answers with the entry that was chosen, or None.

    Args:
        title: What is chosen.
        entries: What is shown of each entry, in the order of preference.
        can_remove: Whether a key removes the entry that is marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete", "remove", priority=True, show=False)]

    DEFAULT_CSS = """
    Picker { align: center middle; background: $background 60%; }
    Picker > Vertical { width: 80%; max-width: 90; height: auto; max-height: 80%; background: $surface; padding: 0 1; }
    Picker Input { margin: 0 0 1 0; }
    Picker OptionList {
        border: none; height: auto; max-height: 20; background: $surface; padding: 0;
        scrollbar-size-vertical: 1; scrollbar-color: $foreground 40%; scrollbar-background: $surface;
    }
    """

    def __init__(self, title: str, entries: Sequence[str], *, can_remove: bool = False) -> None:
        super().__init__()
        self._title = f"{title}: type to find" + ("; del removes it" if can_remove else "")
        self._can_remove = can_remove
        self._entries = entries
        self._shown: list[int] = []
        self._typed: str | None = None

    def compose(self) -> ComposeResult:
        """A line to type in, and the entries that fit."""
        with Vertical():
            yield Input(placeholder=self._title, compact=True, max_length=LONGEST_LIST)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Show all entries."""
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the entries that hold every word typed; those that begin with it first."""
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        if typed == self._typed:
            return
        self._typed = typed
        words = typed.lower().split()
        folded = {index: entry.lower() for index, entry in enumerate(self._entries)}
        fitting = [index for index, entry in folded.items() if all(word in entry for word in words)]
        if words:
            fitting.sort(key=lambda index: not folded[index].startswith(words[0]))
        self._shown = fitting[:LONGEST_LIST]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(Content(harmless(self._entries[index]))) for index in self._shown)
        if self._shown:
            options.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing, choose, or leave."""
        options = self.query_one(OptionList)
        moves = {"down": options.action_cursor_down, "up": options.action_cursor_up}
        moves |= {
            "ctrl+n": options.action_cursor_down,
            "ctrl+p": options.action_cursor_up,
            "tab": options.action_cursor_down,
        }
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self._choose_marked()
        elif event.key in moves:
            moves[event.key]()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self) -> None:
        """Choose the entry that is marked."""
        self._choose_marked()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose by mouse."""
        self._choose(event.option_index)

    def _choose_marked(self) -> None:
        # A key typed fast comes before the message of the one before it that the line has changed.
        self._narrow(self.query_one(Input).value)
        self._choose(self.query_one(OptionList).highlighted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key that removes is the line's own where nothing can be removed."""
        return self._can_remove if action == "remove" else super().check_action(action, parameters)

    def action_remove(self) -> None:
        """Answer that the entry that is marked is to be removed."""
        self._narrow(self.query_one(Input).value)
        self._choose(self.query_one(OptionList).highlighted, remove=True)

    def _choose(self, index: int | None, *, remove: bool = False) -> None:
        chosen = index is not None and index < len(self._shown)
        self.dismiss(Picked(self._shown[index], remove) if index is not None and chosen else None)
