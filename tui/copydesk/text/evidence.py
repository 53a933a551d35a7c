"""Evidence: where the words of passages stand in a later text, and how much of their context stands around them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cached_property
from typing import NamedTuple

from copydesk.text.anchors import CONTEXT
from copydesk.text.common_runs import Run
from copydesk.text.intervals import covering
from copydesk.text.recollection import Recollection

LEAST_CONTEXT = 8
"""Less context than this proves nothing."""

BESIDE = 4
"""So many code points beside the words stand unchanged where anything does."""

HELD = 12
"""So many must on one side, where what stood just beside the words on the other does not."""

_ROOM = 24
_RIVAL = 24
_SENTENCE_ENDED = re.compile(r"[.!?:]['\")\]]*\s*['\"(\[]*")
_SENTENCE_END = re.compile(r"['\")\]]*[.!?]['\")\]]*(?:\s|\Z)")
_OPENED = re.compile(r"\s*['\"(\[]*")
_CLOSED = re.compile(r"['\")\]]*")

Range = tuple[int, int]


class Candidate(NamedTuple):
    """A place at which the words of a passage stand, and how much of their context stands around them.

    Attributes:
        start: First code point in the folded later text.
        shift: How much further on than in the recollection that is.
        left: Code points just before the words that are those that stood there; as many as there are.
        right: The same after them.
        weight: Code points of the context that stand around them, in order, near them; at most twice `CONTEXT`.
        known: Code points of the context that are known; at most as many.
    """

    start: int
    shift: int
    left: int
    right: int
    weight: int
    known: int

    @property
    def share(self) -> float:
        """The share of the context that stands."""
        return self.weight / self.known if self.weight >= min(self.known, LEAST_CONTEXT) > 0 else 0.0

    def lead(self, other: Candidate) -> int:
        """By how many code points of context this is better than a rival."""
        return self.weight - other.weight


class Verdict(NamedTuple):
    """The best candidate of a passage, and what stands against it: other places, and other words for its place.

    Attributes:
        best: The best candidate.
        lead: By how many code points of context it is better than any rival.
        left_challenged: Whether a rival has all the context before the words: it may be the place, and this a copy.
        right_challenged: The same of the context after them.
    """

    best: Candidate
    lead: int
    left_challenged: bool
    right_challenged: bool

    @property
    def challenged(self) -> bool:
        """Whether there is such a rival."""
        return self.left_challenged or self.right_challenged


class Evidence:
    """Weighs the places at which words of an earlier text stand in a later one.

    Args:
        known: What is known of the earlier text; ranges of it count in its folded text.
        new: The later text, folded.
        runs: What they share.
    """

    def __init__(self, known: Recollection, new: str, runs: Sequence[Run]) -> None:
        self._known, self._old, self._new, self._runs = known, known.text, new, runs

    def candidates(self, ranges: Sequence[Range]) -> list[list[Candidate]]:
        """The places at which the words of each range stand, as whole words if they were."""
        intervals = sorted((run.old, run.old + run.length, run) for run in self._runs)
        found: list[list[Candidate]] = []
        for (start, end), runs in zip(ranges, covering(intervals, ranges), strict=True):
            seen = [self._weigh(run, start, end) for run in runs if self._is_whole(run.shift, start, end)]
            if seen and not any(each.weight == each.known for each in seen):
                seen = [self._weigh_all(each, start, end) for each in seen]
            else:
                seen = [self._weigh_all(each, start, end) if each.weight >= _RIVAL else each for each in seen]
            found.append(seen)
        return found

    def judge(self, ranges: Sequence[Range], found: Sequence[Sequence[Candidate]]) -> list[Verdict | None]:
        """The best of the candidates of each range, and what stands against it."""
        best = [max(each, key=lambda one: (one.weight, one.left + one.right), default=None) for each in found]
        places = {
            number: (one.start, one.start + end - start)
            for number, (one, (start, end)) in enumerate(zip(best, ranges, strict=True))
            if one
        }
        there = dict(zip(places, covering(self._by_new, list(places.values())), strict=True))
        judged: list[Verdict | None] = []
        for number, one in enumerate(best):
            if not one:
                judged.append(None)
                continue
            start, end = places[number]
            rivals = [other for other in found[number] if other.start != one.start]
            for run in there[number]:
                if run.shift != one.shift:
                    rival = self._weigh(run, start - run.shift, end - run.shift)
                    if rival.weight >= _RIVAL:
                        rival = self._weigh_all(rival, start - run.shift, end - run.shift)
                    rivals.append(rival)
            lead = min(map(one.lead, rivals), default=2 * CONTEXT)
            left = any(each.left >= CONTEXT for each in rivals)
            right = any(each.right >= CONTEXT for each in rivals)
            judged.append(Verdict(one, lead, left, right))
        return judged

    def others(self, places: Sequence[Range]) -> list[list[Candidate]]:
        """What of the earlier text would stand, word for word, at each of some ranges of the later one."""
        return [
            [self._weigh(run, start - run.shift, end - run.shift) for run in runs]
            for (start, end), runs in zip(places, covering(self._by_new, places), strict=True)
        ]

    @cached_property
    def _by_new(self) -> list[tuple[int, int, Run]]:
        """What the texts share, by where it stands in the later one."""
        return sorted((run.new, run.new + run.length, run) for run in self._runs)

    def _is_whole(self, shift: int, start: int, end: int) -> bool:
        """Whether words that stand at a shift did not become part of other words."""
        for edge in (start, end):
            was_inside = _inside_word(self._old, edge)
            if not was_inside and _inside_word(self._new, edge + shift):
                return False
        return True

    def context(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of what is known of the context of a range of the old text, and the range itself."""
        island = self._known.island(start)
        return max(island.start, start - CONTEXT), min(island.end, end + CONTEXT)

    def _weigh(self, run: Run, start: int, end: int) -> Candidate:
        """The candidate that a run makes of a range of the old text, with the context that is in the run."""
        low, high = self.context(start, end)
        left, right = start - run.old, run.old + run.length - end
        weight = min(left, start - low) + min(right, high - end)
        return Candidate(start + run.shift, run.shift, left, right, weight, start - low + high - end)

    def _weigh_all(self, each: Candidate, start: int, end: int) -> Candidate:
        """The same with the context that stands beyond an edit."""
        low, high = self.context(start, end)
        weight = each.weight
        first, last = start - each.left, end + each.right
        if first > low:
            until = first + each.shift
            weight += _shared(self._old[low:first], self._new[max(0, until - (first - low) - _ROOM) : until])
        if last < high:
            since = last + each.shift
            weight += _shared(self._old[last:high], self._new[since : since + high - last + _ROOM])
        return each._replace(weight=weight)

    def is_tied_in(self, start: int, end: int, place: Candidate) -> bool:
        """Whether the words of a range still have to do with what stands unchanged beside them; see `is_tied_in`."""
        return is_tied_in(self._old, self._known.line_ends, start, end, place.left, place.right)


def is_tied_in(text: str, line_ends: Container[int], start: int, end: int, left: int, right: int) -> bool:
    """Whether words still have to do with what stands unchanged beside them.

    A name at the start of a sentence, a line or after a colon has not, where only what stands before is the same and
    its own sentence is another now; nor has one that is left with no more than its title.

    Args:
        text: The old text, folded.
        line_ends: Where it has a space that was the end of a line.
        start: First code point of the words.
        end: One past the last.
        left: How many code points before them stand unchanged.
        right: How many after them.
    """
    if right < BESIDE:
        if left < min(HELD, start):
            return False
        # A quotation after a colon is known by its own words; a name there, such as who answers, is not.
        introduced = end - start > _RIVAL and text[max(0, start - BESIDE) : start].rstrip().endswith(":")
        return introduced or not _ended_before(text, line_ends, start)
    if left < BESIDE:
        return right >= min(HELD, len(text) - end) and not _ends_after(text, line_ends, end)
    return True


def _ended_before(text: str, line_ends: Container[int], edge: int) -> bool:
    """Whether a sentence or a line ended just before an offset."""
    return any(
        _SENTENCE_ENDED.fullmatch(text, start, edge) or (start in line_ends and _OPENED.fullmatch(text, start, edge))
        for start in range(max(0, edge - BESIDE), edge)
    )


def _ends_after(text: str, line_ends: Container[int], edge: int) -> bool:
    """Whether a sentence or a line ends just after an offset."""
    if _SENTENCE_END.match(text, edge):
        return True
    return any(end in line_ends and _CLOSED.fullmatch(text, edge, end) for end in range(edge, edge + BESIDE))


def _inside_word(text: str, edge: int) -> bool:
    """Whether an offset is between two letters or digits."""
    return 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum()


def _shared(old: str, new: str) -> int:
    """How much of a piece of the old text stands in a piece of the new one: the code points of words, in order.

    The heaviest common subsequence of the words. The first and the last may have been cut, and need only end or
    begin alike.
    """
    words, others = old.split(), new.split()
    both = set(words).intersection(others)
    words, others = [word for word in words if word in both], [word for word in others if word in both]
    row = [0] * (len(others) + 1)
    for word in words:
        before = best = 0
        for column, other in enumerate(others, 1):
            above = row[column]
            if word == other:
                best = max(best, before + len(word) + 1)
            best = row[column] = max(best, above)
            before = above
    return min(row[-1], len(old))
