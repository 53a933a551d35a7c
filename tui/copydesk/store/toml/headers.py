"""Where the tables of a TOML source begin: its headers, found without parsing what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_STRINGS = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3}|\Z)|'{3}(?:[^']|'(?!''))*+(?:'{3}|\Z)|"""
    r""""(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|#[^\n]*+""",
    re.DOTALL,
)
"""Strings and comments. It never goes back, so that its time grows with the file and no faster."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BRACKETS = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        start: The offset of its line.
        end: One past the end of its line.
        line: The line's number, counted from 1.
        names: The parts of the table's name; none where the line is no sound header.
        is_array: Whether it begins a further table of an array of tables.
    """

    start: int
    end: int
    line: int
    names: tuple[str, ...]
    is_array: bool


def without_strings(source: str) -> str:
    """The source with strings and comments blanked out, code point for code point; line ends stay."""
    return _STRINGS.sub(lambda match: "\n".join("_" * len(line) for line in match[0].split("\n")), source)


def headers(source: str) -> Iterator[Header]:
    """The headers, in order; what looks like one in a string or in an array of several lines is none."""
    depth = 0
    for number, match in enumerate(_LINE.finditer(without_strings(source)), 1):
        line = match[0]
        if depth == 0 and line.lstrip(" \t").startswith("["):
            yield Header(match.start(), match.end(), number, *_names(source[match.start() : match.end()]))
        for bracket in _BRACKETS.findall(line):
            depth = max(0, depth + (1 if bracket in "[{" else -1))


def _names(line: str) -> tuple[tuple[str, ...], bool]:
    """The parts of the name in a header's line, and whether it is that of an array of tables."""
    import tomllib

    try:
        data: Any = tomllib.loads(line)
    except (ValueError, RecursionError):
        return (), False
    names: list[str] = []
    while isinstance(data, dict) and data:
        ((name, data),) = data.items()
        names.append(name)
    return tuple(names), data == [{}]
