"""Reading JSON that somebody else wrote: a complaint names file, line and key; depth and numbers are bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from copydesk.errors import InputError
from copydesk.formats.imports.input_file import LARGEST_WHOLE, decode, read_lines, read_text, read_whole
from copydesk.formats.imports.reading import Findings

_LONGEST_TOLD = 60
_BLANK = " \t\r\n"


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(parse_constant=_constant)


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of JSON, whose getters check what they give.

    Attributes:
        data: What it says.
        path: The file.
        line: Its line, if that is known.
    """

    data: Mapping[str, Any]
    path: Path
    line: int | None = None

    def fail(self, problem: str, remedy: str = "") -> NoReturn:
        """Complain.

        Raises:
            InputError: Always.
        """
        raise InputError(problem, path=self.path, line=self.line, remedy=remedy)

    def has(self, *keys: str) -> bool:
        """Whether it has all of these keys, none of them null."""
        return all(self.data.get(key) is not None for key in keys)

    def string(self, key: str, default: str | None = None) -> str:
        """A string; without a default it must be there."""
        value = self.data.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            self.fail(f"{key} must be a string, not {shown(value)}")
        return value

    def name(self, key: str) -> str:
        """A string or a whole number, as a string; empty where there is none."""
        value = self.data.get(key)
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

    def offset(self, key: str) -> int:
        """A whole number that is not negative; one that is written as `3.0` or `"3"` is taken too."""
        value = self.data.get(key)
        if (isinstance(value, float) and value.is_integer()) or (
            isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19
        ):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(f"{key} must be a whole number that is not negative, not {shown(value)}")
        return value

    def items(self, key: str) -> list[Any]:
        """An array; empty where there is none."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fail(f"{key} must be an array, not {shown(value)}")
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        """An object; empty where there is none."""
        value = self.data.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fail(f"{key} must be an object, not {shown(value)}")
        return value

    def fields(self, key: str) -> Fields:
        """An object, to be read further; an empty one where there is none."""
        return Fields(self.mapping(key), self.path, self.line)

    def each(self, key: str) -> Iterator[Fields]:
        """The objects of an array."""
        return (self.part(item, key) for item in self.items(key))

    def part(self, value: Any, what: str) -> Fields:
        """Something in it that must be an object."""
        if not isinstance(value, dict):
            self.fail(f"{what} must be objects, not {shown(value)}")
        return Fields(value, self.path, self.line)


def shown(value: Any) -> str:
    """A value as a complaint shows it."""
    if value is None:
        return "nothing"
    try:
        words = repr(value) if isinstance(value, (str, int, float, bool)) else type(value).__name__
    except ValueError:  # a number of thousands of digits
        words = "a number"
    return words if len(words) <= _LONGEST_TOLD else f"{words[: _LONGEST_TOLD - 1]}…"


def parse_json(source: str, path: Path, line: int = 1) -> Any:
    """A value of JSON.

    Raises:
        InputError: When it is none, with the line; or lies too deep, or has a number without end.
    """
    value, end = _decode(source, _skip(source, 0), path, line)
    if _skip(source, end) < len(source):
        raise InputError("it is not JSON: more follows", path=path, line=line + source.count("\n", 0, end))
    return value


def read_json(path: Path) -> Any:
    """The value of a whole file.

    Raises:
        InputError: When it cannot be read or is not JSON, with the line.
    """
    return parse_json(read_text(path), path)


def read_records(path: Path, findings: Findings) -> Iterator[Fields]:
    """The objects of a file of JSON Lines, of an array of objects, or of one object, with their lines.

    Lines are read as they are asked for; a line that is damaged is a problem and passed over. A damaged array ends
    there.

    Raises:
        InputError: When it cannot be read, or is no JSON of that kind.
    """
    lines = read_lines(path)
    first = next(((number, line) for number, line in lines if line.strip()), None)
    if first is None:
        return
    number, head = first
    if head.lstrip(b"\xef\xbb\xbf \t\r").startswith(b"["):
        yield from _elements(read_text(path), path)
        return
    if head.strip().startswith(b"{") and not _is_complete(head) and path.stat().st_size <= LARGEST_WHOLE:
        # Either one object over several lines, or a damaged first line.
        try:
            value = parse_json(decode(read_whole(path), path), path)
        except InputError:
            value = None
        if isinstance(value, dict):
            yield Fields(value, path, number)
            return
    yield from _line(number, head, path, findings)
    for number, line in lines:
        if line.strip():
            yield from _line(number, line, path, findings)


def _is_complete(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _line(number: int, line: bytes, path: Path, findings: Findings) -> Iterator[Fields]:
    """The object of a line, if it is one."""
    with findings.skipping():
        value = parse_json(decode(line, path, number), path, number)
        yield Fields({}, path, number).part(value, "lines")


def _elements(source: str, path: Path) -> Iterator[Fields]:
    """The objects of an array, one after the other."""
    at = _skip(source, source.index("[") + 1)
    line, counted = 1, 0
    while at < len(source) and source[at] != "]":
        line, counted = line + source.count("\n", counted, at), at
        value, at = _decode(source, at, path, line)
        yield Fields({}, path, line).part(value, "elements")
        at = _skip(source, at)
        if source[at : at + 1] == ",":
            at = _skip(source, at + 1)
        elif source[at : at + 1] != "]":
            break
    if source[at : at + 1] != "]" or _skip(source, at + 1) < len(source):
        raise InputError("it is not JSON: the array does not end well", path=path, line=source.count("\n", 0, at) + 1)


def _decode(source: str, at: int, path: Path, line: int) -> tuple[Any, int]:
    """The value at a place, and where it ends; `line` is that of the place."""
    try:
        return _DECODER.raw_decode(source, at)
    except RecursionError as error:
        raise InputError("its objects or arrays lie in each other too deep", path=path, line=line) from error
    except json.JSONDecodeError as error:
        where = line + source.count("\n", at, error.pos)
        raise InputError(f"it is not JSON: {error.msg.lower()}", path=path, line=where) from error
    except ValueError as error:  # a constant such as NaN, or thousands of digits
        raise InputError(f"it is not JSON: {str(error).partition(';')[0]}", path=path, line=line) from error


def _skip(source: str, at: int) -> int:
    """Where the next character stands that is not blank."""
    while at < len(source) and source[at] in _BLANK:
        at += 1
    return at
