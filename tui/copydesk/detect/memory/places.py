"""Places: where names that were tagged before stand in one text, as names of their own."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copydesk.annotation.decision import LONGEST_NAME
from copydesk.detect.memory.surfaces import SurfaceTable, slices, surface_key
from copydesk.detect.rules.name_words import (
    EVENT_HEADS,
    FAC_HEADS,
    GPE_HEADS,
    HONORIFICS,
    LOC_HEADS,
    NOT_NAMES,
    ORG_OPENERS,
    TITLES,
)
from copydesk.text.paged_text import Text, has

PROBED = 100_000
"""Code points at the start of an article that are searched for a word without a capital."""

AROUND = 250_000
"""Code points of a text in pages that are searched before and after where it is read."""

_BEFORE = re.compile(r"(?:([^\W_][\w’'.-]*) (of (?:the )?)?|[/\\@#_=])\Z")
_AFTER = re.compile(r" ([^\W_][\w’']*)|[/\\@_=]")
_INSIDE = re.compile(r"[\w-]")
_REACH = 40
"""Code points beside a name that are looked at."""
_LEAD_UP = HONORIFICS | TITLES | NOT_NAMES
"""Words with a capital that may stand before a name without being a part of it."""
_HEADS = ORG_OPENERS | GPE_HEADS | FAC_HEADS | LOC_HEADS | EVENT_HEADS
"""Words of which "of" makes a longer name."""


class Place(NamedTuple):
    """Where a name stands.

    Attributes:
        start: First code point.
        end: One past the last code point.
        key: Of the name, see `surfaces.surface_key`.
        written: How it is written, see `surfaces.written`.
    """

    start: int
    end: int
    key: str
    written: str

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range."""
        return self.start, self.end

    @property
    def rank(self) -> tuple[int, int, str]:
        """Of places that overlap the one with the greatest rank is the name: the longest, of those the first."""
        return self.end - self.start, -self.start, self.written


class Places:
    """The places of one text that were found so far, in order.

    Args:
        text: The text.

    Attributes:
        focus: The offset around which a text in pages is searched.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self.focus = 0
        self._probed = text[0:PROBED]
        self._all: list[Place] = []
        self._of: dict[str, set[Place]] = {}
        self._common: dict[str, bool] = {}

    def __iter__(self) -> Iterator[Place]:
        return iter(self._all)

    def __contains__(self, place: Place) -> bool:
        return place in self._of.get(place.key, ())

    def search(self, table: SurfaceTable) -> Iterator[list[Place]]:
        """Look for known surfaces, a piece of the text with each step; what is found that was not known.

        A place that is likely a part of something longer, of an address or of another name, does not count.
        """
        for start, end in self._slices() if len(table) else ():
            found = []
            for occurrence in table.find(self._text, start, end):
                place = Place(occurrence.start, occurrence.end, surface_key(occurrence.written), occurrence.written)
                if place not in self and not self._is_part(place):
                    self._of.setdefault(place.key, set()).add(place)
                    insort(self._all, place)
                    found.append(place)
            yield found

    def _slices(self) -> Iterator[tuple[int, int]]:
        """What is searched, in short half-open ranges: all of a text that is held whole."""
        if isinstance(self._text, str):
            return slices(self._text)
        low, high = self.focus - AROUND, self.focus + AROUND
        low = self._text.find(" ", low) + 1 if low > 0 else 0
        return slices(self._text, start=low, end=high if has(self._text, high) else len(self._text))

    def of(self, key: str) -> list[Place]:
        """The places of a name."""
        return list(self._of.get(key, ()))

    def forget(self, place: Place) -> None:
        """Take a place away."""
        self._of[place.key].remove(place)
        del self._all[bisect_left(self._all, place)]

    def meeting(self, ranges: Iterable[tuple[int, int]]) -> list[Place]:
        """The places that overlap one of some half-open ranges, each once."""
        found: dict[Place, None] = {}
        for start, end in ranges:
            first = bisect_left(self._all, (start - LONGEST_NAME,))
            last = bisect_left(self._all, (end,), first)
            found.update((place, None) for place in self._all[first:last] if place.end > start)
        return list(found)

    def is_common(self, name: str) -> bool:
        """Whether the text has a single word without its capital too."""
        if name not in self._common:
            lower = name.lower()
            single = " " not in name and lower != name and lower in self._probed
            self._common[name] = single and _has_word(self._probed, lower)
        return self._common[name]

    def _is_part(self, place: Place) -> bool:
        before = _BEFORE.search(self._text[max(0, place.start - _REACH) : place.start])
        after = _AFTER.match(self._text[place.end : place.end + _REACH])
        if (before and not before[1]) or (after and not after[1]):
            return True
        if after and after[1][0].isupper() and after[1] not in NOT_NAMES:
            return True
        if before and before[2]:
            return before[1] in _HEADS
        return bool(before and before[1][0].isupper() and before[1] not in _LEAD_UP)


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word that stands alone."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (_INSIDE.match(text[end : end + 1]) or _INSIDE.match(text[max(0, start - 1) : start])):
            return True
        start = text.find(word, end)
    return False
