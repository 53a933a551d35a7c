"""The floor of the start: the smallest Textual app that shows a text."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One static text."""

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Static("READY")


if __name__ == "__main__":
    Bare().run()
