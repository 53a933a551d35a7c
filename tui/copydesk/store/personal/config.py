"""The configuration: what a person prefers everywhere; the command line overrides it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copydesk.store.personal.locations import CONFIG_VARIABLE, config_file
from copydesk.store.toml.input import Table, TomlInput

DEFAULT_MEASURE = 76
NARROWEST, WIDEST = 20, 400
LONGEST_SHOWN = 40
"""Code points of a key that a warning shows."""
_TOLD = 20
"""How many unknown keys are told one by one."""
_KEYS = ("annotator", "annotations", "theme", "measure", "engine", "patience", "restore", "activity", "keys")
DEFAULT_ENGINE = "auto"
DEFAULT_PATIENCE = 20.0
SHORTEST_PATIENCE, LONGEST_PATIENCE = 1.0, 86400.0
_ONE_ENGINE = r"[\w.-]+(?::[^+\s][^+\0-\x1f\x7f]*)?"
"""A pattern for the name of an engine, perhaps with what it is to use after a colon."""


@dataclass(frozen=True)
class Config:
    """Preferences.

    Attributes:
        annotator: Who annotates, or empty.
        annotations: The folder of annotations, or None for the one beside the articles. A relative path in the file
            is taken from the file's folder.
        theme: The app's theme, or empty for its default.
        measure: The width of a line of text at most, in cells.
        engine: What detects: `auto` (the best that can be had), `rules`, `neural`, `spacy:PIPELINE`, the name of an
            engine that is installed, or several of these joined by `+`.
        patience: Seconds that an engine may take for an article before it is given up, besides one for every 1,000
            code points.
        restore: Whether the next start finds articles, cursor and panel as they were left.
        activity: Whether keys and active seconds are counted, for oneself alone; see `store.activity`.
        keys: Keys by command id, as the file has them: one key or several for each command.
        preset: The keys to begin with, by the name of a preset; empty for the default ones.
        key_places: Where each of them, and `preset`, stands: file and line.
        warnings: What in the file is not understood and was passed over, one sentence each.
    """

    annotator: str = ""
    annotations: Path | None = None
    theme: str = ""
    measure: int = DEFAULT_MEASURE
    engine: str = DEFAULT_ENGINE
    patience: float = DEFAULT_PATIENCE
    restore: bool = True
    activity: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preset: str = ""
    key_places: Mapping[str, str] = field(default_factory=dict, compare=False)
    warnings: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path | None = None) -> Config:
        """Read the configuration; where there is none, the defaults hold.

        Args:
            path: The file; by default that of `COPYDESK_CONFIG`, or the one in the platform's folder.

        Raises:
            InputError: When it cannot be read, is not TOML, or a value has the wrong type; with the line.
        """
        path = path or config_file()
        try:
            file = TomlInput.read(path)
        except FileNotFoundError:
            if os.environ.get(CONFIG_VARIABLE):
                return cls(warnings=(f"{path}: {CONFIG_VARIABLE} names this file, but there is none",))
            return cls()
        top = file.table()
        measure = top.integer("measure", DEFAULT_MEASURE)
        if not NARROWEST <= measure <= WIDEST:
            top.fail("measure", f"is {measure}; it must be from {NARROWEST} to {WIDEST} cells")
        preset, keys = _preset_and_keys(file)
        return cls(
            annotator=top.string("annotator"),
            annotations=_folder(top, "annotations"),
            theme=top.string("theme"),
            measure=measure,
            engine=_engine(top),
            patience=_patience(top),
            restore=_flag(top, "restore", True),
            activity=_flag(top, "activity", True),
            keys=keys,
            preset=preset,
            key_places={id: _place(file, id) for id in (*keys, "preset")},
            warnings=_unknown(top),
        )


def _folder(top: Table, key: str) -> Path | None:
    """A folder, from the file's own where it is relative; None where none is named."""
    named = top.string(key)
    if not named:
        return None
    if "\0" in named:
        top.fail(key, "is no path")
    try:
        return top.file.path.parent / Path(named).expanduser()
    except RuntimeError:  # the home of somebody who is not known here
        top.fail(key, f"is {named}, but there is no such home folder")


def _engine(top: Table) -> str:
    """The name of an engine, or several; whether there are such engines only the detecting process finds out."""
    named = top.string("engine", DEFAULT_ENGINE)
    if named != DEFAULT_ENGINE and not re.fullmatch(rf"{_ONE_ENGINE}(?:\+{_ONE_ENGINE})*", named):
        top.fail("engine", "must be the name of an engine such as rules, or several as in rules+spacy:en_core_web_sm")
    return named


def _patience(top: Table) -> float:
    """Seconds, in bounds in which a limit still means something."""
    seconds = top.number("patience")
    if seconds is None:
        return DEFAULT_PATIENCE
    if not SHORTEST_PATIENCE <= seconds <= LONGEST_PATIENCE:
        top.fail("patience", f"is {seconds:g}; it must be from {SHORTEST_PATIENCE:g} to {LONGEST_PATIENCE:g} seconds")
    return seconds


def _preset_and_keys(file: TomlInput) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The preset and the keys on top of it: `keys = "emacs"`, or a table of keys with `preset` among them."""
    if isinstance(file.data.get("keys"), str):
        return file.table().string("keys"), {}
    table = file.table("keys")
    preset = table.string("preset")
    return preset, _keys(Table(file, table.names, {id: each for id, each in table.data.items() if id != "preset"}))


def _place(file: TomlInput, id: str) -> str:
    """File and line of a command's keys, or of the preset."""
    line = (
        file.line_of(("keys",), id)
        or file.line_of((), f"keys.{id}")
        or file.line_of(("keys",), id.partition(".")[0])
        or file.line_of((), "keys")
    )
    return f"{file.path}:{line}" if line else str(file.path)


def _flag(top: Table, key: str, default: bool) -> bool:
    """Whether something is wanted."""
    value = top.data.get(key, default)
    if not isinstance(value, bool):
        top.fail(key, "must be true or false")
    return value


def _keys(table: Table, prefix: str = "") -> dict[str, tuple[str, ...]]:
    """Keys by command id; an id with dots may be written bare, which TOML takes for tables in tables."""
    found: dict[str, tuple[str, ...]] = {}
    for command, value in table.data.items():
        if isinstance(value, dict):
            found |= _keys(Table(table.file, (*table.names, command), value), f"{prefix}{command}.")
        else:
            found[prefix + command] = (value,) if isinstance(value, str) else table.strings(command)
    return found


def _unknown(top: Table) -> tuple[str, ...]:
    """A warning for each key that means nothing, with the nearest that does."""
    unknown = list(top.rest(frozenset(_KEYS)))
    if not unknown:
        return ()
    from difflib import get_close_matches

    warnings = []
    for name in unknown[:_TOLD]:
        near = get_close_matches(name[:_TOLD], _KEYS, 1)
        line = top.file.line_of((name,)) or top.file.line_of((), name)
        where = f"{top.file.path}:{line}" if line else str(top.file.path)
        shown = name if len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 1]}…"
        warnings.append(f"{where}: {shown} is no setting" + (f"; did you mean {near[0]}?" if near else ""))
    if len(unknown) > _TOLD:
        warnings.append(f"{top.file.path}: {len(unknown) - _TOLD} more keys are no settings")
    return tuple(warnings)
