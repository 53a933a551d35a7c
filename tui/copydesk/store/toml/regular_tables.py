"""Regular tables: annotations as this program writes them, read without a TOML parser, which takes 50 times as long.

Whatever is not exactly as this program writes it is left to the parser: what both say together is what the parser
would say of the whole.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from copydesk.store.toml.regular_values import INTEGER, KEY, MOMENT, NUMBER, STRING, string_in

_KEYS = ("label", "start", "end", "exact", "prefix", "suffix", "status", "source")
_FURTHER = ("score", "by", "created", "changed", "note")
_ALL = (*_KEYS, *_FURTHER)
_FORMS = {"start": INTEGER, "end": INTEGER, "score": NUMBER, "created": MOMENT, "changed": MOMENT}
_TABLE = re.compile(
    rf"^\[annotation\.{KEY}\]\n"
    + "".join(rf"{key} = {_FORMS.get(key, STRING)}\n" for key in _KEYS)
    + "".join(rf"(?:{key} = {_FORMS.get(key, STRING)}\n)?" for key in _FURTHER)
    + rf"(?:attrs = \{{ {KEY} = {STRING} \}}\n)?"
    + rf"(?:twins = {INTEGER}\n)?"
    + r"(?=\n*(?:\[|\Z))",
    re.MULTILINE,
)
"""One table. What follows must be another or the end: a key further down would belong to it."""


def take_out_regular(source: str) -> tuple[str, dict[str, dict[str, Any]]] | None:
    """The annotations of a file that are as this program writes them, and the rest of it.

    Args:
        source: The text of the file.

    Returns:
        What is left for the parser, and the tables by id, in order; None where they cannot be told apart for certain:
        an id comes twice, or there are strings of several lines.
    """
    if '"""' in source or "'''" in source:
        return None
    tables: dict[str, dict[str, Any]] = {}
    rest: list[str] = []
    at = 0
    for match in _TABLE.finditer(source):
        id, *values, attribute, attributed, twins = match.groups()
        if id in tables:
            return None
        try:
            table = {key: _value(key, value) for key, value in zip(_ALL, values, strict=True) if value is not None}
        except ValueError:  # a day that no month has
            continue
        if attribute:
            table["attrs"] = {attribute: string_in(attributed)}
        if twins:
            table["twins"] = int(twins)
        tables[id] = table
        rest.append(source[at : match.start()])
        at = match.end()
    return "".join([*rest, source[at:]]), tables


def _value(key: str, value: str) -> Any:
    if key in ("start", "end"):
        return int(value)
    if key in ("created", "changed"):
        return datetime.fromisoformat(value)
    return float(value) if key == "score" else string_in(value)
