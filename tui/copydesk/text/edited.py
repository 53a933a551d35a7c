"""Edited passages: those whose words were touched, found between what stands unchanged before and after them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import product, takewhile
from typing import NamedTuple, Protocol

from copydesk.text.common_runs import Run
from copydesk.text.evidence import BESIDE, HELD, is_tied_in
from copydesk.text.intervals import covering
from copydesk.text.likeness import likeness

ENOUGH = 0.6
"""The share of the context that must stand on the two sides of a passage that was edited."""

MARGIN = 16
"""By how many code points of context its place must be better than any rival."""

_LEAST = 8
_GAP = 16
_ROOM = 32
_SLACK = 12
_WORD = re.compile(r"\S+")
_INSIDE = re.compile(r"\w+|[^\w\s]")


class _Range(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Edit(NamedTuple):
    """Where an edited passage stands.

    Attributes:
        start: First code point, in the new text.
        end: One past the last.
        score: How like it is, from 0 to 1.
        weight: Code points of its context that stand beside it.
    """

    start: int
    end: int
    score: float
    weight: int


class _Bracket(NamedTuple):
    """What stands before and after a passage, and how much of its context that is."""

    before: Run
    after: Run
    left: int
    right: int


def find_edited(
    old: str,
    line_ends: Container[int],
    new: str,
    runs: Sequence[Run],
    passages: Sequence[_Range],
    contexts: Sequence[tuple[int, int]],
) -> list[Edit | None]:
    """Where passages whose words were edited stand; None where it is not beyond doubt.

    Args:
        old: The old text, folded.
        line_ends: Where it has a space that was the end of a line.
        new: The new text, folded.
        runs: What the texts share, in order.
        passages: What to find, as half-open ranges of the old text.
        contexts: Of each, the half-open range of it and what is known of its context.
    """
    by_end = sorted(runs, key=lambda run: run.old + run.length)
    ends = [run.old + run.length for run in by_end]
    starts = [run.old for run in runs]
    edits: list[Edit | None] = []
    chosen: list[_Bracket | None] = []
    for passage, (low, high) in zip(passages, contexts, strict=True):
        before = [
            run
            for run in by_end[bisect_left(ends, passage.start - _GAP) : bisect_left(ends, passage.end)]
            if run.old <= passage.start - _LEAST
        ]
        after = [
            run
            for run in runs[bisect_left(starts, passage.start + 1) : bisect_left(starts, passage.end + _GAP + 1)]
            if run.old + run.length >= passage.end + _LEAST
        ]
        found: dict[tuple[int, int], tuple[Edit, _Bracket]] = {}
        for bracket in _brackets(passage, before, after, low, high):
            edit = _look(old, line_ends, new, passage, bracket)
            known = passage.start - low + high - passage.end
            if edit and edit.weight >= ENOUGH * known:
                best = found.get((edit.start, edit.end))
                if not best or best[0].weight < edit.weight:
                    found[edit.start, edit.end] = edit, bracket
        ranked = sorted(found.values(), key=lambda each: -each[0].weight)
        alone = ranked and all(ranked[0][0].weight - edit.weight >= MARGIN for edit, _ in ranked[1:])
        edits.append(ranked[0][0] if alone else None)
        chosen.append(ranked[0][1] if alone else None)
    return _without_rivals(runs, edits, chosen)


def _brackets(passage: _Range, before: Sequence[Run], after: Sequence[Run], low: int, high: int) -> Iterator[_Bracket]:
    for left, right in product(before[-_ROOM:], after[:_ROOM]):
        stood = min(left.old + left.length, passage.start) - max(left.old, low)
        follows = min(right.old + right.length, high) - max(right.old, passage.end)
        yield _Bracket(left, right, stood, follows)


def _look(old: str, line_ends: Container[int], new: str, passage: _Range, bracket: _Bracket) -> Edit | None:
    """The passage between what stands before and after it, if it is there."""
    first, last = bracket.before, bracket.after
    old_start = min(first.old + first.length, passage.start)
    old_end = max(last.old, passage.end)
    start, end = old_start + first.shift, old_end + last.shift
    words = old[passage.start : passage.end]
    room = new[start:end] if start < end else ""
    if not room or abs(len(room) - old_end + old_start) > _SLACK + (old_end - old_start) // 4:
        return None
    weight = bracket.left + bracket.right
    exact = _occurrences(words, room)
    if exact:
        alone = len(exact) == 1 and len(_occurrences(words, old[old_start:old_end])) == 1
        at = start + exact[0]
        after = at + len(words)
        left, right = _beside(old, new, (passage.start, passage.end), (at, after))
        tied = max(left, right) >= BESIDE and is_tied_in(old, line_ends, passage.start, passage.end, left, right)
        return Edit(at, after, 1.0, weight) if alone and tied else None
    is_pinned = (old_start, old_end) == (passage.start, passage.end)
    ranges = [(0, len(room))] if is_pinned else _word_ranges(room)
    scored = sorted(((likeness(words, room[left:right].strip()), left, right) for left, right in ranges), reverse=True)
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    score, left, right = scored[0]
    inner = room[left:right]
    left += len(inner) - len(inner.lstrip())
    right -= len(inner) - len(inner.rstrip())
    place = (start + left, start + right)
    if min(_beside(old, new, (passage.start, passage.end), place)) < BESIDE:
        return None
    return Edit(*place, score, weight)


def _beside(old: str, new: str, passage: tuple[int, int], place: tuple[int, int]) -> tuple[int, int]:
    """How many code points just before and after stand unchanged, an end of the text too; `HELD` at most."""
    before = (old[max(0, passage[0] - HELD) : passage[0]][::-1], new[max(0, place[0] - HELD) : place[0]][::-1])
    after = (old[passage[1] : passage[1] + HELD], new[place[1] : place[1] + HELD])
    left, right = (HELD if one == other else _alike(one, other) for one, other in (before, after))
    return left, right


def _alike(one: str, other: str) -> int:
    """How many code points two pieces of text begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _occurrences(words: str, text: str) -> list[int]:
    """Where words stand in a text as whole words."""
    return [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def _word_ranges(room: str) -> list[tuple[int, int]]:
    """The half-open ranges that begin and end with a word, near the ends of a piece of text."""
    words = [match.span() for match in _INSIDE.finditer(room)]
    starts = [start for start, _ in words if start <= _ROOM]
    ends = [end for _, end in words if end >= len(room) - _ROOM]
    return [(start, end) for start, end in product(starts, ends) if start < end]


def _without_rivals(
    runs: Sequence[Run], edits: Sequence[Edit | None], brackets: Sequence[_Bracket | None]
) -> list[Edit | None]:
    """Only those whose place could not as well be that of other words: no other run goes as far on both sides."""
    by_new = sorted((run.new, run.new + run.length, run) for run in runs)
    sides: list[tuple[int, int]] = []
    for bracket in brackets:
        if bracket:
            before, after = bracket.before, bracket.after
            end = before.new + before.length
            sides += [(end - _LEAST, end), (after.new, after.new + _LEAST)]
    there = iter(covering(by_new, sides))
    kept: list[Edit | None] = []
    for edit, bracket in zip(edits, brackets, strict=True):
        if not edit or not bracket:
            kept.append(None)
            continue
        before, after = bracket.before, bracket.after
        end = before.new + before.length
        left = max((end - run.new for run in next(there) if run.shift != before.shift), default=0)
        right = max((run.new + run.length - after.new for run in next(there) if run.shift != after.shift), default=0)
        rival = min(left, bracket.left) + min(right, bracket.right)
        kept.append(edit if edit.weight - rival >= MARGIN else None)
    return kept
