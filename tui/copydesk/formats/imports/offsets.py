r"""Offsets in other units as offsets in code points: UTF-16, bytes of UTF-8, texts whose `\r\n` was read as `\n`.

A file seldom says in which unit it counts; the words that it says stand somewhere do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Literal

from copydesk.formats.utf16 import Utf16
from copydesk.text.anchors import Anchor

Unit = Literal["code points", "UTF-16", "bytes", "LF"]
"""What is counted; `LF` is code points of the text with each `\\r\\n` as one `\\n`."""

Place = tuple[Sequence[tuple[int, int]], str | None]
"""The half-open ranges of one annotation in some unit, and what stands there, if that is known."""

_BLANKS = re.compile(r"\s+")


class Offsets:
    """The offsets of one text.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def convert(self, offset: int, unit: Unit) -> int | None:
        """An offset in code points; None when it is outside of the text or inside of a character."""
        if unit == "UTF-16":
            return self._utf16.point(offset)
        starts = self._starts(unit)
        at = bisect_left(starts, offset)
        return at if at < len(starts) and starts[at] == offset else None

    def converted(self, ranges: Sequence[tuple[int, int]], unit: Unit) -> list[tuple[int, int]] | None:
        """Half-open ranges in code points; None when one is empty or has an edge that is no place of the text."""
        found = []
        for start, end in ranges:
            left, right = self.convert(start, unit), self.convert(end, unit)
            if left is None or right is None or left >= right:
                return None
            found.append((left, right))
        return found

    def proves(self, place: Place, unit: Unit) -> bool:
        """Whether the words of a place stand there."""
        ranges, words = place
        found = self.converted(ranges, unit)
        return found is not None and (words is None or same_words(words, pieces(self.text, found)))

    def unit_of(self, places: Iterable[Place], units: Sequence[Unit]) -> Unit:
        """The unit in which most of the places are proved; the first of those that are as good as another.

        A text in which no two of the units differ is not looked at.
        """
        if not self._differs(units):
            return units[0]
        known = [place for place in places if place[1] is not None]
        counts = [sum(self.proves(place, unit) for place in known) for unit in units]
        return units[counts.index(max(counts))]

    def _differs(self, units: Sequence[Unit]) -> bool:
        astral = not self.text.isascii() and max(self.text) > "\uffff"
        wide: dict[Unit, Callable[[], bool]] = {
            "code points": lambda: False,
            "UTF-16": lambda: astral,
            "bytes": lambda: not self.text.isascii(),
            "LF": lambda: "\r\n" in self.text,
        }
        return any(wide[unit]() for unit in units)

    def _starts(self, unit: Unit) -> Sequence[int]:
        """Where each code point begins in a unit, and the end."""
        if unit == "code points":
            return range(len(self.text) + 1)
        return self._byte_starts if unit == "bytes" else self._lf_starts

    @cached_property
    def _utf16(self) -> Utf16:
        return Utf16(self.text)

    @cached_property
    def _byte_starts(self) -> Sequence[int]:
        return _sums(1 + (char > "\x7f") + (char > "\u07ff") + (char > "\uffff") for char in self.text)

    @cached_property
    def _lf_starts(self) -> Sequence[int]:
        # bisect_left finds the first of equals: where `\r` stands, so that a range never ends between the two.
        following = [*self.text[1:], ""]
        return _sums(not (char == "\r" and after == "\n") for char, after in zip(self.text, following, strict=True))


def pieces(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The words of half-open ranges of code points, joined by spaces."""
    return " ".join(text[start:end] for start, end in ranges)


def find_words(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where words stand with their context, if that is one place; white space of any kind and length is alike."""
    if not anchor.exact.strip():
        return None
    pattern = re.compile(f"{_loose(anchor.prefix)}({_loose(anchor.exact)}){_loose(anchor.suffix)}")
    found = pattern.search(text)
    if found is None or pattern.search(text, found.start() + 1):
        return None
    return found.span(1)


def _loose(words: str) -> str:
    """A pattern for words with any white space between them."""
    return r"\s+".join(map(re.escape, _BLANKS.split(words)))


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words: white space of any kind and length is one space, at the ends none."""
    return one == other or _BLANKS.sub(" ", one).strip() == _BLANKS.sub(" ", other).strip()


def _sums(lengths: Iterable[int]) -> list[int]:
    """Where each begins, and the end."""
    starts, at = [], 0
    for length in lengths:
        starts.append(at)
        at += length
    starts.append(at)
    return starts
