"""UTF-16 offsets, in which the formats of Java and JavaScript tools count, from and to code points."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")
"""What takes two units of UTF-16."""


class Utf16:
    """The offsets of one text in both counts.

    Args:
        text: The text.
    """

    __slots__ = ("_length", "_points", "_units")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._points = [] if text.isascii() else [found.start() for found in _WIDE.finditer(text)]
        self._units = [point + number for number, point in enumerate(self._points)]

    @property
    def length(self) -> int:
        """The number of UTF-16 units."""
        return self._length + len(self._points)

    def unit(self, point: int) -> int:
        """The offset in UTF-16 units of an offset in code points."""
        return point + bisect_left(self._points, point)

    def point(self, unit: int) -> int | None:
        """The offset in code points of one in UTF-16 units; None between the halves of a character or outside."""
        if not 0 <= unit <= self.length:
            return None
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            return None
        return unit - before
