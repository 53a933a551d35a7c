"""The key reader: puts keys that belong together together: a count, keys that are typed one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.app.keys.commands import Command
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.keymap import Keymap

MOST_TIMES = 9999
"""The largest count."""

_MODIFIED = ("ctrl+", "alt+", "super+", "hyper+", "meta+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a key completed.

    Attributes:
        command: The command to run, if any.
        count: How many times.
        label: The label to give, or empty.
        said: What to tell the person, or empty.
    """

    command: Command | None = None
    count: int = 1
    label: str = ""
    said: str = ""


class KeyReader:
    """Reads keys one by one.

    Digits are label keys, so a count is begun by a command of its own; until it is ended by a command, digits belong
    to it. Only commands that move, extend, nudge, hop or undo take a count.

    Args:
        keymap: The keys in force.
    """

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self._keys = ""
        self._count: str | None = None

    @property
    def waiting(self) -> bool:
        """Whether a key was typed that others are to follow."""
        return bool(self._keys) or self._count is not None

    def begin_count(self) -> str:
        """Let digits be a count from now on; what to tell the person."""
        self._count = ""
        return self.said()

    def reset(self) -> None:
        """Forget what was typed so far."""
        self._keys, self._count = "", None

    def said(self) -> str:
        """What was typed so far."""
        times = "" if self._count is None else f"{self._count or '#'} times … "
        if not self._keys:
            return f"{times}digits, then a key that moves, extends, nudges or undoes" if times else ""
        return f"{times}{key_name(self._keys)} … and which?  esc leaves"

    def choices(self) -> list[tuple[str, str]] | None:
        """The keys that go on after what was typed, each with a word; None while nothing was."""
        if not self._keys:
            return None
        return [
            (key_name(key), self._word(command, more=self.keymap.begins(f"{self._keys} {key}")))
            for key, command in self.keymap.after(self._keys)
        ]

    def _word(self, command: Command, *, more: bool) -> str:
        """A word for a command among its like: the last of its name, or the first where several begin alike."""
        words = command.label.lower().split()
        return f"{words[0]} …" if more else words[-1]

    def read(self, key: str, character: str | None) -> Typed:
        """Take a key (in Textual's name) with its character; a key with ctrl or alt stands for no character."""
        if key.startswith(_MODIFIED):
            character = None
        if self._count is not None and not self._keys:
            if character and character in "0123456789":
                self._count = str(min(MOST_TIMES, int(self._count + character)))
                return Typed(said=self.said())
            if key == "backspace":
                self._count = self._count[:-1]
                return Typed(said=self.said())
        found = next((each for each in self._spelled(key, character) if each in self.keymap.commands), None)
        if found:
            return self._run(self.keymap.commands[found])
        begun = next((each for each in self._spelled(key, character) if self.keymap.begins(each)), None)
        if begun:
            self._keys = begun
            return Typed(said=self.said())
        if self.waiting:
            left = key_name(self._keys) if self._keys else "The count"
            self.reset()
            return Typed(said="" if key == "escape" else f"{left} was left: {key_name(key)} is nothing after it")
        label = self.keymap.labels.get(character) if character else None
        return Typed(label=label or "")

    def _spelled(self, key: str, character: str | None) -> list[str]:
        """What the keys so far and this one may be called in the keymap."""
        begun = f"{self._keys} " if self._keys else ""
        return [begun + each for each in (key, character or "") if each.strip()]

    def _run(self, command: Command) -> Typed:
        count = self._count
        self.reset()
        if count is None or command.id == "cancel":
            return Typed(command if count is None else None)
        if not command.repeats:
            return Typed(said=f"{command.label} takes no count")
        return Typed(command, max(1, int(count or 1)))
