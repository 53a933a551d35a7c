"""The chooser: a few entries at the bottom of the screen, each taken with one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from copydesk.app.drawing.bottom import harmless

HINTS = "1234567890abcdefghilmnopqrstuvwxyz"
"""The keys of the entries in order; `j` and `k` move."""


class Chooser(ModalScreen["int | None"]):
    """Answers with the index of the entry that was chosen, or None.

    Args:
        title: What is chosen.
        entries: What is shown of each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("tab", "move(1)", show=False),
        Binding("shift+tab", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Chooser { align: left bottom; background: transparent; }
    Chooser Label { width: 100%; padding: 0 1; text-style: bold; background: $surface; }
    Chooser OptionList, Chooser OptionList:focus {
        width: 100%; height: auto; max-height: 60%; border: none; padding: 0; background: $surface;
    }
    """

    def __init__(self, title: str, entries: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._entries = entries
        self.answers = frozenset(HINTS[: len(entries)])

    def compose(self) -> ComposeResult:
        """The title and the entries with their keys."""
        yield Label(Content(harmless(self._title)))
        options = [Option(Content(f" {hint}  {harmless(entry)}")) for hint, entry in self._hinted()]
        yield OptionList(*options, markup=False)

    def _hinted(self) -> list[tuple[str, str]]:
        hints = f"{HINTS[: len(self._entries)]:<{len(self._entries)}}"
        return list(zip(hints, self._entries, strict=True))

    def on_mount(self) -> None:
        """Mark the first entry."""
        self.query_one(OptionList).highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Choose by an entry's key, or leave."""
        if event.key == "escape":
            self.dismiss(None)
        elif event.character and event.character in self.answers:
            self.dismiss(HINTS.index(event.character))
        else:
            return
        event.stop()
        event.prevent_default()

    def action_move(self, delta: int) -> None:
        """Mark the next or the previous entry."""
        options = self.query_one(OptionList)
        if delta > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what is marked, or by mouse."""
        self.dismiss(event.option_index)
