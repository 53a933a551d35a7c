"""Natural order: `a2` before `a10`, capitals beside small letters, and nothing ties."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIGITS = re.compile(r"\d+")
_ASCII_DIGITS = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 1000
"""Digits that are read as a number; Python refuses to read several thousand."""


def natural_keys(names: Sequence[str]) -> list[str]:
    """The sort key of each name: numbers compare by their value, letters without regard to case.

    Names that share a key are put in order by themselves.
    """
    joined = "\n".join(names).casefold()
    digits = _ASCII_DIGITS if joined.isascii() else _DIGITS
    keys = digits.sub(_comparable, joined).split("\n")
    if len(keys) == len(names):
        return keys
    return [_DIGITS.sub(_comparable, name.casefold()) for name in names]  # some have line breaks in them


def in_order(names: Sequence[str]) -> list[int]:
    """The indexes of some names in natural order."""
    keys = natural_keys(names)
    if len(set(keys)) == len(keys):
        return sorted(range(len(keys)), key=keys.__getitem__)  # texts compare several times faster than pairs of them
    return sorted(range(len(keys)), key=lambda index: (keys[index], names[index]))


def _comparable(match: re.Match[str]) -> str:
    """A number as text that sorts by its value, and before any letter: how many digits it has, then the digits."""
    digits = match[0]
    if len(digits) > _LONGEST_NUMBER:
        return digits
    value = digits.lstrip("0") if digits.isascii() else str(int(digits))
    return f"\0{chr(len(value) + 1)}{value}"
