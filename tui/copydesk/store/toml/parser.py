"""Parsing TOML: by rtoml, where it is installed and must agree with the standard library's parser, else by that one.

rtoml is ten times as fast, but reads TOML 1.1 and keeps a carriage return in a string of several lines. What it could
take otherwise is left to `tomllib`, as is whatever it refuses: the complaint names the line there.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, time, timedelta, timezone
from functools import cache
from types import ModuleType
from typing import Any

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
"""A string on one line."""
_SEVERAL_LINES = re.compile("\"\"\"|'''")
_NEW_ESCAPE = re.compile(r"\\[ex]")
_NEW_COMMA = re.compile(r",\s*\}")
_NEW_TIME = re.compile(r"(?<![\d:])\d\d:\d\d(?![\d:])")
_MARK = "\ufeff"
"""A byte-order mark, which rtoml drops even after another."""
_ANY_TIME = re.compile(r"\d\d:\d\d:\d\d")


LONG = 1 << 15
"""Characters of a source from which on annotations as this program writes them are first taken out of it."""


def loads(source: str) -> dict[str, Any]:
    """What a source says, as `tomllib.loads` would give it.

    Raises:
        ValueError: When it is not TOML 1.0, as `tomllib.loads` raises it.
    """
    if len(source) >= LONG:
        from copydesk.store.toml.regular_tables import take_out_regular

        found = take_out_regular(source)
        if found and found[1]:
            rest, regular = found
            with suppress(ValueError):  # the complaint is to count the lines of the whole
                data = _parsed(rest)
                tables = data.get("annotation", {})
                if isinstance(tables, dict) and regular.keys().isdisjoint(tables):
                    return {**data, "annotation": {**regular, **tables}}
    return _parsed(source)


def _parsed(source: str) -> dict[str, Any]:
    fast = _rtoml()
    bare = _without_strings(source) if fast else None
    if fast and bare is not None:
        try:
            data: dict[str, Any] = fast.loads(source)
        except (ValueError, RecursionError):
            pass
        else:
            return _with_zones(data) if _ANY_TIME.search(bare) else data
    import tomllib

    return tomllib.loads(source)


@cache
def _rtoml() -> ModuleType | None:
    try:
        import rtoml
    except ImportError:
        return None
    return rtoml


def _without_strings(source: str) -> str | None:
    """The source without what is in its strings; None where TOML 1.0 and 1.1 could differ about it."""
    if source.startswith(_MARK) or _SEVERAL_LINES.search(source) or _NEW_ESCAPE.search(source):
        return None
    bare = _STRING.sub("", source)
    if _NEW_COMMA.search(bare) or _NEW_TIME.search(bare):
        return None
    if "{" in bare and any(line.count("{") != line.count("}") for line in bare.split("\n")):
        return None  # an inline table on several lines
    return bare


def _with_zones(found: Any) -> Any:
    """The data with the time zones of the standard library in place of rtoml's own."""
    if isinstance(found, dict):
        return {key: _with_zones(item) for key, item in found.items()}
    if isinstance(found, list):
        return [_with_zones(item) for item in found]
    if isinstance(found, (datetime, time)) and found.tzinfo is not None:
        offset = found.utcoffset()
        return found.replace(tzinfo=timezone(offset or timedelta()))
    return found
