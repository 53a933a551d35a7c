"""A full screen with a list: a line to type into above it, its keys below it. What is listed is another matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from copydesk.app.asking.typed_line import TypedLine
from copydesk.app.corpus.line_list import LineList
from copydesk.app.drawing.bars import ROOMY
from copydesk.app.drawing.bottom import Bottom, Words

if TYPE_CHECKING:
    from copydesk.app.drawing.shades import Shades
    from copydesk.app.screen import ReadingScreen

CARET = "▏"


class ListScreen(Screen[None]):
    """What the list of articles and the list of search results have in common.

    It takes keys itself: none is ever lost between it and the reading screen, however fast they come.

    Args:
        reading_screen: The screen below, for which something is chosen.
        rows: How many rows stand above the list.

    Attributes:
        typed: What was typed.
        list: The list.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "ListScreen { background: $background; overflow: hidden hidden; }"

    def __init__(self, reading_screen: ReadingScreen, rows: int) -> None:
        super().__init__()
        self.below = reading_screen
        self.typed = TypedLine()
        self.list = LineList(self.paint)
        self.top = Bottom(rows)
        self.top.styles.dock = "top"
        self.foot = Bottom(1)
        self.is_left = False

    def compose(self) -> ComposeResult:
        """The rows above, the list, the keys below."""
        yield self.top
        yield self.foot
        yield self.list

    def on_mount(self) -> None:
        """Show everything."""
        self.show()

    def on_resize(self) -> None:
        """Set the rows anew."""
        self.show()

    @property
    def shades(self) -> Shades:
        """The styles in force."""
        return self.below.shades

    def paint(self, entry: int, width: int, marked: bool) -> Sequence[Words]:
        """The row of an entry."""
        raise NotImplementedError

    def show(self) -> None:
        """Set the rows above and below the list."""
        raise NotImplementedError

    def changed(self) -> None:
        """What was typed has changed."""
        raise NotImplementedError

    def choose(self, *, elsewhere: bool) -> None:
        """Choose the entry that is marked.

        Args:
            elsewhere: For the other pane, not the one that was active.
        """
        raise NotImplementedError

    def command(self, key: str) -> bool:
        """Do what a key of this list alone does; whether it is one."""
        raise NotImplementedError

    def press(self, key: str, character: str | None) -> None:
        """Take a key (in Textual's name)."""
        if key == "enter":
            self.choose(elsewhere=False)
        elif key == "ctrl+o":
            self.choose(elsewhere=True)
        elif key == "escape" and self.typed.text:
            self.typed = TypedLine()
            self.changed()
        elif key == "escape":
            self.leave()
        elif not self.list.press(key) and not self.command(key) and self.typed.press(key, character):
            self.changed()

    def leave(self) -> None:
        """Go back to the reading screen, once."""
        if not self.is_left:
            self.is_left = True
            self.app.pop_screen()

    def on_paste(self, event: events.Paste) -> None:
        """Take in a paste."""
        event.stop()
        self.typed.add(event.text)
        self.changed()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Choose by the mouse."""
        event.stop()
        self.choose(elsewhere=False)

    def line(self, title: str) -> list[Words]:
        """The line to type into."""
        from copydesk.app.drawing.bottom import harmless

        shades = self.shades
        shown = harmless(self.typed.text) + (" " if self.typed.text.endswith(" ") else "")
        return [(f" {title} ", shades.bar_dim), (shown, shades.bar), (CARET, shades.bar)]

    def keys(self, *pairs: tuple[str, str]) -> list[Words]:
        """The bar of keys: pairs of a key and what it does."""
        gap = "  " if self.size.width >= ROOMY else " "
        words: list[Words] = [(" ", self.shades.base)]
        for key, does in pairs:
            words += [(key, self.shades.key), (f" {does}{gap}", self.shades.dim)]
        return words
