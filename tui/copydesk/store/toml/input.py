"""Reading TOML that a person may have edited: a complaint names the file, the table and, if it is found, the line.

It may also come from a stranger: its size, its nesting and its numbers are bounded, so that reading it ends.
"""

from __future__ import annotations

import math
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from copydesk.errors import InputError

if TYPE_CHECKING:
    from copydesk.store.toml.headers import Header

LARGEST = 64 << 20
"""Bytes in a file at most: some 200,000 annotations, which take a minute to read."""
DEEPEST = 64
"""How deep tables and arrays may lie in each other."""
_LONGEST_TOLD = 200
"""Code points of a name or a problem that are told; a key may be as long as the file."""
_INTEGERS = range(-(1 << 63), 1 << 63)
"""What TOML promises of whole numbers; the longest can be read, but not even be written as decimals again."""
_REPAIR = "Repair it, or restore the file from a copy"

_TOLD_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_BETWEEN_SIGNS = re.compile(r"[^=\[\]{},\n]+")


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
        return cls.parse(read_bounded(path), path)

    @classmethod
    def parse(cls, content: bytes, path: Path) -> TomlInput:
        """Parse the bytes of a file; a byte-order mark is dropped.

        Raises:
            InputError: When they are not UTF-8 or not TOML, with the line; or when there are more than `LARGEST`,
                tables or arrays lie in each other more than `DEEPEST` deep, or a whole number has more than 64 bits.
        """
        from copydesk.store.toml import parser as toml_parser

        if len(content) > LARGEST:
            raise _too_large(path)
        try:
            source = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise InputError("it is not TOML: not UTF-8", path=path, line=line) from error
        if long_key := _long_key(source):
            raise _too_deep(path, source.count("\n", 0, long_key) + 1)
        try:
            data = toml_parser.loads(source)
        except RecursionError as error:
            raise _too_deep(path) from error
        except ValueError as error:  # TOMLDecodeError, and what int() says of thousands of digits
            said = str(error)
            told = _TOLD_LINE.search(said)
            at_end = source.count("\n") + 1 if "end of document" in said else None
            line_told = int(told[1]) if told else at_end
            raise InputError(
                f"it is not TOML: {_short(_TOLD_LINE.sub('', said).strip())}",
                path=path,
                line=line_told,
                remedy="Repair that line, or restore the file from a copy",
            ) from error
        file = cls(path, source, data)
        file.prove()
        return file

    def prove(self) -> None:
        """Refuse what is nested too deeply to be walked, and numbers too large to be written again.

        Raises:
            InputError: When there is any.
        """
        waiting: list[tuple[tuple[str, ...], Any]] = [((), self.data)]
        while waiting:
            names, found = waiting.pop()
            if len(names) > DEEPEST:
                raise _too_deep(self.path, self.line_of(names[:1]) or self.line_of((), names[0]))
            for name, item in _items(found):
                if isinstance(item, (dict, list)):
                    waiting.append(((*names, name), item))
                elif type(item) is int and item not in _INTEGERS:
                    where = " ".join((*names, name))
                    line = self.line_of(names, name) or self.line_of(names)
                    raise InputError(
                        f"{_short(where)} is a number of more than 64 bits", path=self.path, line=line, remedy=_REPAIR
                    )

    def line_of(self, names: tuple[str, ...], key: str = "") -> int | None:
        """The line of a table's header, or of a key in it, counted from 1; None where it is not found (best effort)."""
        start, line = 0, None
        if names:
            header = self._headers.get(names)
            if header is None:  # an inline table is a key of the one around it
                return self.line_of(names[:-1], names[-1]) if names[1:] else None
            start, line = header.end, header.line
        if key and len(key) <= _LONGEST_TOLD:
            following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(self.source, start)
            until = following.start() if following else len(self.source)
            pattern = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.]", re.MULTILINE)
            pair = pattern.search(self.source, start, until)
            if pair:
                line = (line or 0) + 1 + self.source.count("\n", start, pair.end())
        return line

    @cached_property
    def _headers(self) -> dict[tuple[str, ...], Header]:
        """The headers of tables by name, each the first of its name."""
        from copydesk.store.toml.headers import headers  # for complaints alone, so not at the start

        return {header.names: header for header in reversed(list(headers(self.source)))}

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

    def complaint(self, key: str, problem: str, remedy: str = "") -> InputError:
        """What is wrong with a key of this table, or with an empty key with the table."""
        table, shown = _short(" ".join(self.names)), _short(key)
        problem = _short(problem)
        what = f"{table}: {shown} {problem}" if table and key else f"{table or shown} {problem}"
        return InputError(what, path=self.file.path, line=self.file.line_of(self.names, key), remedy=remedy)

    def fail(self, key: str, problem: str, remedy: str = "") -> NoReturn:
        """Complain about a key of this table, or with an empty key about the table.

        Raises:
            InputError: Always.
        """
        raise self.complaint(key, problem, remedy)

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
        if not math.isfinite(value):
            self.fail(key, f"is {value}, which is no number")
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


def read_bounded(path: Path) -> bytes:
    """The bytes of a file of no more than `LARGEST`; pipes and devices are refused before they can block.

    Raises:
        InputError: When it cannot be read, is no ordinary file, or is too large.
        FileNotFoundError: When there is no such file.
    """
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise InputError("it is a pipe or a device, not a file", path=path)
        if found.st_size > LARGEST:
            raise _too_large(path)
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
    except ValueError as error:  # a NUL in the name
        raise InputError("it is no path", path=repr(str(path))) from error


def _items(found: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Any]]:
    """What a table or an array holds, by name or empty names."""
    return iter(found.items()) if isinstance(found, dict) else (("", item) for item in found)


def _long_key(source: str) -> int:
    """Where a dotted key has too many parts, or 0: the time that `tomllib` takes grows with the square of them."""
    if all(line.count(".") < DEEPEST for line in source.split("\n")):
        return 0
    from copydesk.store.toml.headers import without_strings  # hardly ever needed, so not at the start

    bare = without_strings(source)  # a quoted part of a key stays a part
    found = (run.start() for run in _BETWEEN_SIGNS.finditer(bare) if run[0].count(".") >= DEEPEST)
    return next(found, -1) + 1


def _too_large(path: Path) -> InputError:
    problem = f"it is larger than the {LARGEST >> 20} MiB that are read"
    return InputError(problem, path=path, remedy="Split it, or make it smaller")


def _too_deep(path: Path, line: int | None = None) -> InputError:
    return InputError(
        f"tables or arrays lie in each other more than {DEEPEST} deep", path=path, line=line, remedy=_REPAIR
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_TOLD else f"{words[: _LONGEST_TOLD - 1]}…"
