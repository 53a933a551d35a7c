"""The prompt: one line at the bottom of the screen to type into."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Label

LONGEST_ANSWER = 2000
"""Code points that can be typed or pasted."""


class Prompt(ModalScreen["str | None"]):
    """Answers with what was typed, or None when it was left with escape.

    Args:
        title: What is asked for.
        text: What stands there at first.
        typed: Called with what stands there after each key.
    """

    DEFAULT_CSS = """
    Prompt { align: left bottom; background: transparent; }
    Prompt Horizontal { dock: bottom; height: 1; background: $surface; }
    Prompt Label { width: auto; padding: 0 1; text-style: bold; }
    Prompt Input { width: 1fr; background: $surface; }
    """

    def __init__(self, title: str, text: str, typed: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._typed = typed

    def compose(self) -> ComposeResult:
        """A title and a line to type in."""
        with Horizontal():
            yield Label(self._title, markup=False)
            yield Input(self._text, compact=True, max_length=LONGEST_ANSWER)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what stands there now."""
        if self._typed and event.value != self._text:
            self._text = event.value
            self._typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """Leave with escape."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
