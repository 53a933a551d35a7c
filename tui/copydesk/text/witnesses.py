"""Witnesses: passages that are known to stand somewhere, and what they say about one that may stand near them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

NEAR = 400
"""Within how many code points a proven passage bears witness for another."""

DRIFT = 50
"""Two passages are in step when their distance changed by less than one in so many code points."""

MOST_DRIFT = 16
"""But never by more than this."""

RESPELLED = 2
"""And by no more than this in any case: an accent or a line end written otherwise."""

_STRETCH = 3


class Witnesses:
    """Proven passages.

    Args:
        places: Where each began in the earlier text, and where it begins in the later one, in code points.
        length: Code points of the earlier text.
        later_length: Code points of the later one.
    """

    def __init__(self, places: Iterable[tuple[int, int]], length: int, later_length: int) -> None:
        self._places = sorted(set(places))
        self._starts = [old for old, _ in self._places]
        self._ends = (length, later_length)

    def _before(self, source: int) -> tuple[int, int] | None:
        """The last that began before an offset of the earlier text."""
        number = bisect_left(self._starts, source)
        return self._places[number - 1] if number else None

    def _after(self, source: int) -> tuple[int, int] | None:
        """The first that began after an offset of the earlier text."""
        number = bisect_right(self._starts, source)
        return self._places[number] if number < len(self._places) else None

    def in_step(self, source: int, place: int) -> bool:
        """Whether the nearest on both sides moved as a passage would; one of them may be an end of the text."""
        before, after = self._before(source), self._after(source)
        if not before and not after:
            return False
        return _moved_alike(before or (0, 0), (source, place)) and _moved_alike((source, place), after or self._ends)

    def near_in_step(self, source: int, place: int) -> tuple[bool, bool]:
        """Whether the nearest before and after are not far off, and moved as a passage would.

        An end of the text counts as one.
        """
        before, after = self._before(source) or (0, 0), self._after(source) or self._ends
        near_before, near_after = (abs(source - other[0]) <= NEAR for other in (before, after))
        return (
            near_before and _moved_alike(before, (source, place)),
            near_after and _moved_alike((source, place), after),
        )

    def between(self, source: int, place: int) -> bool:
        """Whether a passage would still stand between the nearest on both sides, and these did not part."""
        before, after = self._before(source), self._after(source)
        if not before or not after or not before[1] <= place <= after[1]:
            return False
        return after[1] - before[1] <= _STRETCH * (after[0] - before[0])


def _moved_alike(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether the distance of two places is what it was, or nearly so where line ends or letters were respelled."""
    was, is_now = second[0] - first[0], second[1] - first[1]
    return abs(is_now - was) <= RESPELLED + min(MOST_DRIFT, abs(was) // DRIFT)
