"""The dispatcher: from a key to the command that it runs, or the label that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from copydesk.app.keys.commands import BY_ID

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

LEAVING = frozenset({"quit", "tutorial"})
"""Commands that leave what is read."""


class Dispatcher:
    """Runs what keys ask of a reading screen.

    Args:
        screen: The screen.

    Attributes:
        warned: Whether it was just said that leaving loses work, so that the same key again leaves.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self.warned = False
        self._screen = screen

    def press(self, key: str, character: str | None) -> None:
        """Take a key (in Textual's name): run its command, give the label of its character, or wait for the next."""
        screen = self._screen
        if screen.mode:
            screen.mode.press(key, character)
            screen.refresh_look()
            return
        waited = screen.key_reader.waiting
        typed = screen.key_reader.read(key, character)
        if screen.side.takes(typed.command.id if typed.command else ""):
            return
        if typed.command:
            self.run(typed.command.id, typed.count)
        elif typed.label:
            self.give(typed.label)
        elif typed.said or waited:
            screen.say(typed.said)

    def run(self, id: str, times: int = 1) -> None:
        """Run a command of the table by its id, so many times or until nothing changes any more."""
        self._screen.message = ""
        self.warned = self.warned and id in LEAVING
        for _ in range(times):
            before = self._standing() if times > 1 else None
            self._run_once(id)
            if times > 1 and self._standing() == before:
                break
        self._screen.refresh_look()

    def _run_once(self, id: str) -> None:
        from copydesk.app.keys.reading_commands import READING_COMMANDS
        from copydesk.app.keys.screen_commands import SCREEN_COMMANDS

        screen, reading = self._screen, self._screen.reading
        edits = reading.desk.edits if reading else 0
        if id in SCREEN_COMMANDS:
            screen.message = SCREEN_COMMANDS[id](screen) or screen.message
        elif reading:
            screen.message = READING_COMMANDS[id](reading)
        else:
            screen.message = f"{BY_ID[id].label}: no article is open here"
        if id in ("undo", "redo") and reading and reading.desk.edits > edits:
            self._follow("undo" if id == "undo" else "redo")

    def _follow(self, direction: Literal["undo", "redo"]) -> None:
        """What was decided in several articles at once is undone and redone in all of them."""
        screen = self._screen
        assert screen.reading
        history = screen.reading.desk.history
        edit = (history.undone if direction == "undo" else history.done)[-1]
        screen.message += screen.elsewhere.follow(direction, edit)

    def _standing(self) -> tuple[object, ...]:
        """What a command that is repeated changes."""
        reading = self._screen.reading
        if reading is None:
            return ()
        item, caret = reading.item, reading.caret
        return (self._screen.current, caret.offset, caret.selection, reading.desk.version, item and item.id)

    def give(self, label: str) -> None:
        """Give a label in the active pane."""
        self.warned = False
        if self._screen.reading:
            self._screen.say(self._screen.reading.give(label))
