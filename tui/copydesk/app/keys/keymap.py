"""The keymap: which keys run which command or give which label, and what of the configuration does not fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME, Keys

from copydesk.annotation.labels import LabelSet
from copydesk.app.keys.commands import BY_ID, COMMANDS, Command
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.key_presets import DEFAULT_PRESET, PRESETS

_WRITTEN = {"pgdn": "pagedown", "pgup": "pageup", "esc": "escape", "return": "enter"}
"""Keys that a person may write in another way than Textual."""


KEPT = frozenset("jkhlwbegGJKxvtrcuoODfnNq")
"""Letters that a label may not take from the commands that everybody's fingers know."""
_NAMED = frozenset(key.value for key in Keys)


def key_of(written: str) -> str:
    """Keys as a person writes them (`?`, `ctrl+/`, `i p`, one after the other), in Textual's names."""
    return " ".join(map(_one_key_of, written.split())) or _one_key_of(written)


def _one_key_of(written: str) -> str:
    *modifiers, name = written.split("+") if len(written) > 1 and not written.endswith("+") else [written]
    if len(name) == 1 and not name.isalnum():
        spelled = unicodedata.name(name, name).lower().replace("-", "_").replace(" ", "_")
        name = KEY_NAME_REPLACEMENTS.get(spelled, spelled)
    return "+".join([*modifiers, _WRITTEN.get(name, name)])


@dataclass(frozen=True)
class Keymap:
    """Keys in Textual's names, and what they do.

    Attributes:
        commands: From a key, or several that are typed one after the other with a space between, to the command.
        labels: From a character to the label that it gives.
        problems: What of the configuration or the label set does not fit, a sentence each.
    """

    commands: Mapping[str, Command]
    labels: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys of a command, in the order of the table or the configuration."""
        return self._keys.get(id, ())

    def begins(self, keys: str) -> bool:
        """Whether further keys after these run a command."""
        return keys in self._beginnings

    def after(self, keys: str) -> list[tuple[str, Command]]:
        """The keys that go on after some keys, with what they run; one command for each next key."""
        found: dict[str, Command] = {}
        for key, command in self.commands.items():
            if key.startswith(f"{keys} "):
                found.setdefault(key[len(keys) + 1 :].split(" ")[0], command)
        return list(found.items())

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        keys: dict[str, tuple[str, ...]] = {}
        for key, command in self.commands.items():
            keys[command.id] = (*keys.get(command.id, ()), key)
        return keys

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(begin for key in self.commands for begin in _beginnings(key))

    @classmethod
    def build(
        cls,
        labels: LabelSet,
        remapped: Mapping[str, str | Sequence[str]] | None = None,
        preset: str = DEFAULT_PRESET,
        places: Mapping[str, str] | None = None,
    ) -> Keymap:
        """The keymap of a label set and the configuration's table of keys.

        Args:
            labels: Labels with their keys. A label takes a letter from a command, which the palette still finds, unless
                it is one of KEPT, or the configuration gives it to that command.
            remapped: From the id of a command to its key, or keys, instead of those of the preset; `none` for no key.
            preset: The name of a preset, see `key_presets`.
            places: From the id of a command in `remapped` (and `preset`) to file and line, for what does not fit.
        """
        remapped, places = dict(remapped or {}), places or {}
        chosen = PRESETS.get(preset or DEFAULT_PRESET)
        problems = [] if chosen is not None else [_at(places, "preset") + _no_preset(preset)]
        for id in remapped:
            if id not in BY_ID:
                problems.append(_at(places, id) + _no_command(id))
            problems += [
                f"{_at(places, id)}No terminal sends the key {key!r} of {id}"
                for keys in _keys(remapped[id], ())
                for key in keys.split(" ")
                if not _can_be_typed(key)
            ]
        commands: dict[str, Command] = {}
        beginnings: dict[str, Command] = {}
        for command in sorted(COMMANDS, key=lambda command: command.id not in remapped):
            usual = (chosen or {}).get(command.id, command.keys)
            wanted = _keys(remapped.get(command.id), usual)
            typable = tuple(each for each in wanted if all(map(_can_be_typed, each.split(" "))))
            for key in typable or (usual if wanted else ()):
                taken = commands.get(key) or beginnings.get(key)
                taken = taken or next((commands[each] for each in _beginnings(key) if each in commands), None)
                if taken is None:
                    commands[key] = command
                    beginnings |= dict.fromkeys(_beginnings(key), command)
                elif command.id in remapped and taken is not command:
                    problems.append(
                        f"{_at(places, command.id)}The key {key_name(key)} is {taken.id} already, not {command.id}"
                    )
        by_character: dict[str, str] = {}
        for label in labels:
            if not label.key:
                continue
            key = key_of(label.key)
            command_there = commands.get(key) or beginnings.get(key)
            if command_there and key in commands and _is_free(key) and command_there.id not in remapped:
                del commands[key]
                command_there = None
            if command_there:
                problems.append(f"The key {label.key} of {label.name} is {command_there.id}: t still finds the label")
            else:
                by_character[label.key] = label.name
        ordered = {key: commands[key] for key in sorted(commands, key=lambda key: COMMANDS.index(commands[key]))}
        return cls(ordered, by_character, tuple(problems))


def _is_free(key: str) -> bool:
    """Whether a label may take a key from a command."""
    return len(key) == 1 and key.isalpha() and key not in KEPT


def _at(places: Mapping[str, str], id: str) -> str:
    """Where in the configuration something stands, before what is said of it."""
    return f"{places[id]}: " if id in places else ""


def _no_command(id: str) -> str:
    near = get_close_matches(id[:80], BY_ID, 1)
    return f"There is no command {id!r} to put on a key" + (f"; did you mean {near[0]}?" if near else "")


def _no_preset(preset: str) -> str:
    return f"There are no keys {preset!r}: choose one of {', '.join(PRESETS)}"


def _beginnings(key: str) -> Iterator[str]:
    """What is typed of several keys before the last of them."""
    parts = key.split(" ")
    return (" ".join(parts[:number]) for number in range(1, len(parts)))


def _can_be_typed(key: str) -> bool:
    """Whether a key has a name that Textual knows, or is a character, or is called by a character's name."""
    name = key.rsplit("+", 1)[-1]
    known = len(name) == 1 or name in _NAMED or name in KEY_TO_UNICODE_NAME or name in KEY_NAME_REPLACEMENTS.values()
    return known or _names_a_character(name)


def _names_a_character(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True


def _keys(configured: str | Sequence[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    if configured is None:
        return default
    keys = [configured] if isinstance(configured, str) else list(configured)
    return tuple(key_of(key) for key in keys if key not in ("", "none"))
