"""The help: every key, from the table of commands."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from copydesk.annotation.labels import LabelSet
from copydesk.app.drawing.bottom import harmless
from copydesk.app.keys.commands import COMMANDS, GROUPS
from copydesk.app.keys.key_names import key_names
from copydesk.app.keys.keymap import Keymap

KEY_CELLS = 18
WIDEST = 100
"""Cells that the help takes at most."""
FRAME = 6
"""Cells of its padding and its scrollbar."""


class HelpScreen(ModalScreen[None]):
    """Shows every command with its keys, and every label with its own.

    Args:
        keymap: The keys in force.
        labels: The label set in force.
    """

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen VerticalScroll {
        width: 90%; max-width: 100; height: 90%; background: $surface; padding: 1 2;
        scrollbar-size-vertical: 1; scrollbar-color: $foreground 40%; scrollbar-background: $surface;
        scrollbar-color-hover: $foreground 60%; scrollbar-background-hover: $surface;
        scrollbar-color-active: $foreground 60%; scrollbar-background-active: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        Binding("j", "scroll_help(1)", show=False),
        Binding("k", "scroll_help(-1)", show=False),
    ]

    def __init__(self, keymap: Keymap, labels: LabelSet) -> None:
        super().__init__()
        self._keymap = keymap
        self._labels = labels

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll():
            yield Static(markup=False)

    def on_resize(self) -> None:
        """Set the text for the width that there is."""
        self.query_one(Static).update(self.text(min(round(self.size.width * 0.9), WIDEST) - FRAME))

    def text(self, width: int) -> Content:
        """The whole help in rows of so many cells, which hang from where their keys end."""
        lines: list[Content] = [Content.styled(harmless(problem), "bold reverse") for problem in self._keymap.problems]
        lines += [Content("")] if lines else []
        for group in GROUPS:
            lines.append(Content.styled(group, "bold underline"))
            for command in COMMANDS:
                if command.group == group:
                    keys = key_names(self._keymap.keys_of(command.id))
                    lines.append(_entry(keys, command.help, width))
            lines.append(Content(""))
        lines.append(Content.styled("Labels", "bold underline"))
        key_of = {label: key for key, label in self._keymap.labels.items()}
        for label in self._labels:
            key = key_of.get(label.name, "t")
            lines.append(_entry(key, harmless(f"{label.name}: {label.description}"), width))
        lines += [
            Content(""),
            Content("A label key gives the label to the selection, to what is under the cursor, or to the word."),
        ]
        lines.append(Content("The mouse works too: click, drag, double click a word, triple click a sentence."))
        return Content("\n").join(lines)

    def action_scroll_help(self, delta: int) -> None:
        """Scroll by rows."""
        self.query_one(VerticalScroll).scroll_relative(y=delta, animate=False)


def _entry(keys: str, sentence: str, width: int) -> Content:
    """Keys with what they do, in rows of so many cells."""
    first, *others = wrap(sentence, max(1, width - KEY_CELLS)) or [""]
    rows = [Content.assemble((keys.ljust(KEY_CELLS), "bold"), first)]
    return Content("\n").join([*rows, *(Content(" " * KEY_CELLS + row) for row in others)])
