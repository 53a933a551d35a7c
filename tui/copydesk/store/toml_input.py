"""Reading TOML that a person may have edited: a complaint names the file, the table and, if it is found, the line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from copydesk.errors import InputError

_TOLD_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class TomlInput:
    """A parsed TOML file and its source.

    Attributes:
        path: Where it came from.
        source: Its text.
        data: What it says.
    """

    path: Path
    source: str
    data: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> TomlInput:
        """Read and parse a file.

        Raises:
            InputError: When it cannot be read or is not TOML.
            FileNotFoundError: When there is no such file.
        """
        try:
            return cls.parse(path.read_bytes(), path)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error

    @classmethod
    def parse(cls, content: bytes, path: Path) -> TomlInput:
        """Parse the bytes of a file; a byte-order mark is dropped.

        Raises:
            InputError: When they are not UTF-8 or not TOML, with the line.
        """
        import tomllib

        try:
            source = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise InputError("it is not TOML: not UTF-8", path=path, line=line) from error
        try:
            return cls(path, source, tomllib.loads(source))
        except RecursionError as error:
            raise InputError("it is not TOML that can be read: nested too deeply", path=path) from error
        except ValueError as error:  # TOMLDecodeError, and what int() says of thousands of digits
            said = str(error)
            told = _TOLD_LINE.search(said)
            at_end = source.count("\n") + 1 if "end of document" in said else None
            line_told = int(told[1]) if told else at_end
            raise InputError(
                f"it is not TOML: {_TOLD_LINE.sub('', said).strip()}",
                path=path,
                line=line_told,
                remedy="Repair that line, or restore the file from a copy",
            ) from error

    def line_of(self, names: tuple[str, ...], key: str = "") -> int | None:
        """The line of a table's header, or of a key in it, counted from 1; None where it is not found (best effort)."""
        start = 0
        if names:
            dotted = r"[ \t]*\.[ \t]*".join(map(_key_pattern, names))
            found = re.search(rf"^[ \t]*\[[ \t]*{dotted}[ \t]*\]", self.source, re.MULTILINE)
            if not found:
                return None
            start = found.end()
        line = self.source.count("\n", 0, start) + 1 if names else None
        if key:
            following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(self.source, start)
            until = following.start() if following else len(self.source)
            pair = re.compile(r"^[ \t]*" + _key_pattern(key) + r"[ \t]*[=.]", re.MULTILINE).search(
                self.source, start, until
            )
            if pair:
                line = self.source.count("\n", 0, pair.end()) + 1
        return line

    def table(self, *names: str) -> Table:
        """The table at that place; an empty one where there is none.

        Raises:
            InputError: When something else stands there.
        """
        found: Any = self.data
        for depth, name in enumerate(names, start=1):
            found = found.get(name, {})
            if not isinstance(found, dict):
                Table(self, names[: depth - 1], {}).fail(name, "must be a table")
        return Table(self, names, found)


@dataclass(frozen=True)
class Table:
    """One table of a TOML file, whose getters check what they give.

    Attributes:
        file: The file.
        names: The table's dotted name, empty for the top level.
        data: What it says.
    """

    file: TomlInput
    names: tuple[str, ...]
    data: Mapping[str, Any]

    def fail(self, key: str, problem: str, remedy: str = "") -> NoReturn:
        """Complain about a key of this table, or with an empty key about the table.

        Raises:
            InputError: Always.
        """
        table = " ".join(self.names)
        what = f"{table}: {key} {problem}" if table and key else f"{table or key} {problem}"
        raise InputError(what, path=self.file.path, line=self.file.line_of(self.names, key), remedy=remedy)

    def require(self, *keys: str) -> None:
        """Complain about the first of these keys that is missing."""
        for key in keys:
            if key not in self.data:
                self.fail("", f"has no {key}")

    def string(self, key: str, default: str = "") -> str:
        """A string."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.fail(key, "must be a string")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """An array of strings; empty where there is none."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, "must be an array of strings")
        return tuple(value)

    def integer(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self.data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail(key, "must be a whole number")
        return value

    def number(self, key: str) -> float | None:
        """A number, or None where there is none."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            self.fail(key, "must be a number")
        return float(value)

    def moment(self, key: str) -> datetime | None:
        """A date with a time, or None where there is none."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, datetime):
            self.fail(key, "must be a date with a time, such as 2026-11-21T10:00:00Z")
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        """A table as a plain dictionary; empty where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fail(key, "must be a table")
        return value

    def rest(self, known: frozenset[str]) -> dict[str, Any]:
        """The keys that this version does not know, with their values."""
        return {key: value for key, value in self.data.items() if key not in known}


def _key_pattern(name: str) -> str:
    """A pattern for a key as it may be written: bare or quoted, without regard to escapes."""
    return r"[\"']?" + re.escape(name) + r"[\"']?"
