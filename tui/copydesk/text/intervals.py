"""Intervals: which of many half-open ranges cover others, or meet each other, in one go through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def covering(intervals: Sequence[tuple[int, int, Item]], ranges: Sequence[tuple[int, int]]) -> list[list[Item]]:
    """What belongs to the intervals that cover each range.

    Args:
        intervals: Half-open ranges, by their start, and what belongs to each.
        ranges: Half-open ranges, in any order.
    """
    found: list[list[Item]] = [[] for _ in ranges]
    active: list[tuple[int, int, Item]] = []
    following = 0
    for number in sorted(range(len(ranges)), key=lambda number: ranges[number]):
        start, end = ranges[number]
        while following < len(intervals) and intervals[following][0] <= start:
            active.append(intervals[following])
            following += 1
        active = [interval for interval in active if interval[1] > start]
        found[number] = [item for _, stop, item in active if stop >= end]
    return found


def meeting(intervals: Iterable[tuple[int, int, Item]]) -> Iterator[tuple[Item, Item]]:
    """The pairs of those whose half-open ranges have something in common."""
    active: list[tuple[int, int, Item]] = []
    for interval in sorted(intervals, key=lambda interval: interval[:2]):
        active = [other for other in active if other[1] > interval[0]]
        yield from ((other[2], interval[2]) for other in active)
        active.append(interval)
