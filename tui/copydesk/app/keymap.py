"""The keymap: which key runs which command or gives which label, and what of the configuration does not fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, Keys

from copydesk.annotation.labels import LabelSet
from copydesk.app.commands import BY_ID, COMMANDS, Command, key_name

_WRITTEN = {"pgdn": "pagedown", "pgup": "pageup", "esc": "escape", "return": "enter"}
"""Keys that a person may write in another way than Textual."""


_NAMED = frozenset(key.value for key in Keys)


def key_of(written: str) -> str:
    """A key as a person writes it (`?`, `ctrl+/`, `pgdn`), in Textual's name."""
    *modifiers, name = written.split("+") if len(written) > 1 and not written.endswith("+") else [written]
    if len(name) == 1 and not name.isalnum():
        spelled = unicodedata.name(name, name).lower().replace("-", "_").replace(" ", "_")
        name = KEY_NAME_REPLACEMENTS.get(spelled, spelled)
    return "+".join([*modifiers, _WRITTEN.get(name, name)])


@dataclass(frozen=True)
class Keymap:
    """Keys in Textual's names, and what they do.

    Attributes:
        commands: From a key to its command.
        labels: From a character to the label that it gives.
        problems: What of the configuration or the label set does not fit, a sentence each.
    """

    commands: Mapping[str, Command]
    labels: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys of a command, in the order of the table or the configuration."""
        return self._keys.get(id, ())

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        keys: dict[str, tuple[str, ...]] = {}
        for key, command in self.commands.items():
            keys[command.id] = (*keys.get(command.id, ()), key)
        return keys

    @classmethod
    def build(cls, labels: LabelSet, remapped: Mapping[str, str | Sequence[str]] | None = None) -> Keymap:
        """The keymap of a label set and the configuration's table of keys.

        Args:
            labels: Labels with their keys; a command's key is never taken by a label.
            remapped: From the id of a command to its key, or keys, instead of the default ones; `none` for no key.
        """
        remapped = dict(remapped or {})
        problems = [f"There is no command {id!r} to put on a key" for id in remapped if id not in BY_ID]
        problems += [
            f"No terminal sends the key {key!r} of {id}"
            for id in remapped
            for key in _keys(remapped[id], ())
            if not _can_be_typed(key)
        ]
        commands: dict[str, Command] = {}
        chosen = sorted(COMMANDS, key=lambda command: command.id not in remapped)
        for command in chosen:
            for key in _keys(remapped.get(command.id), command.keys):
                taken = commands.get(key)
                if taken is None:
                    commands[key] = command
                elif command.id in remapped:
                    problems.append(f"The key {key_name(key)} is {taken.id} already, not {command.id}")
        by_character: dict[str, str] = {}
        for label in labels:
            if not label.key:
                continue
            command_there = commands.get(key_of(label.key))
            if command_there:
                problems.append(f"The key {label.key} of {label.name} is {command_there.id}: t still finds the label")
            else:
                by_character[label.key] = label.name
        ordered = {key: commands[key] for key in sorted(commands, key=lambda key: COMMANDS.index(commands[key]))}
        return cls(ordered, by_character, tuple(problems))


def _can_be_typed(key: str) -> bool:
    """Whether a key has a name that Textual knows, or is a character."""
    name = key.rsplit("+", 1)[-1]
    return len(name) == 1 or name in _NAMED or name in KEY_TO_UNICODE_NAME or name in KEY_NAME_REPLACEMENTS.values()


def _keys(configured: str | Sequence[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    if configured is None:
        return default
    keys = [configured] if isinstance(configured, str) else list(configured)
    return tuple(key_of(key) for key in keys if key not in ("", "none"))
