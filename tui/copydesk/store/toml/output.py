"""TOML values on one line, so that annotation files read well in diffs; written as tomli-w writes them.

What an annotation file has most of, plain strings, whole numbers and moments, is formatted here, much faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

_BARE = re.compile("[A-Za-z0-9_-]+")
_SPECIAL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
"""What only tomli-w escapes."""


def value(data: Any) -> str:
    """Any value on one line; tomli-w alone would spread an array over several.

    Raises:
        TypeError: When TOML cannot say it.
    """
    if isinstance(data, Mapping):
        return "{ " + ", ".join(f"{key(name)} = {value(item)}" for name, item in data.items()) + " }" if data else "{}"
    if isinstance(data, (list, tuple)):
        return "[" + ", ".join(map(value, data)) + "]"
    if type(data) is str and not _SPECIAL.search(data):
        escaped = data.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if type(data) is int:
        return str(data)
    return _dumps({"v": data})[len("v = ") : -1]


def key(name: str) -> str:
    """A key, quoted where it must be."""
    return name if _BARE.fullmatch(name) else _dumps({name: 0})[: -len(" = 0\n")]


def line(name: str, data: Any) -> str:
    """A key and its value, with the line's end."""
    return f"{key(name)} = {value(data)}\n"


def lines(pairs: Iterable[tuple[str, Any]]) -> str:
    """Several of them."""
    return "".join(line(name, data) for name, data in pairs)


def scalars(data: Mapping[str, str | int | float | bool]) -> str:
    """Keys with plain values, one a line."""
    return lines(data.items())


def moment(name: str, when: datetime) -> str:
    """A key with a date and time as RFC 3339 prefers it: `2026-11-21T10:00:00Z`."""
    return f"{name} = {when.isoformat().replace('+00:00', 'Z')}\n"


def sections(data: Mapping[str, Any]) -> tuple[str, str]:
    """Unknown top-level keys: those that must stand before the first table, and the tables."""
    before: list[str] = []
    tables: list[str] = []
    for name, item in data.items():
        written = _dumps({name: item})
        if written.startswith("["):
            tables.append(f"\n{written}")
        else:
            before.append(line(name, item))
    return "".join(before), "".join(tables)


def _dumps(data: Mapping[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(data)
