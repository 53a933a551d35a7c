"""Re-anchoring: where the passages of an earlier text stand in a later one, if that is beyond doubt.

The rules are stated in docs/annotation-files.md, under "When the article changed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from copydesk.text.anchors import CONTEXT
from copydesk.text.common_runs import CommonRuns, Run
from copydesk.text.edited import find_edited
from copydesk.text.folding import Folded
from copydesk.text.intervals import covering, meeting
from copydesk.text.recollection import Recollection
from copydesk.text.witnesses import Witnesses

PROVEN = 0.75
"""The share of its context that a passage must have around it to be proven by that alone."""

SUPPORTED = 0.4
"""The share that is enough where a proven passage near it says the same."""

BETWEEN = 0.5
"""The share that is enough where it stands between the proven passages before and after it."""

UNCHANGED = 0.9
"""The share that is needed where it has a rival, but only one place fits the proven passages on both sides."""

MARGIN = 16
"""By how many code points of context a place must be better than any rival."""

SMALL_MARGIN = 6
"""The same where a proven passage near it says so too."""

LONG_CONTEXT = 64
"""So much unbroken context beside a passage proves it, whatever became of the rest."""

LONG_WORDS = 40
"""A passage of so many code points needs no context where a proven passage near it says the same."""

LEAST_CONTEXT = 8
"""Less context than this proves nothing."""

_ROOM = 24
_RIVAL = 24
_PIECE = 4
_SENTENCE_ENDED = re.compile(r"[.!?]['\")\]]*\s*['\"(\[]*")
_SENTENCE_END = re.compile(r"['\")\]]*[.!?]['\")\]]*(?:\s|\Z)")
_ROUNDS = 3


class Passage(NamedTuple):
    """A passage to find again.

    Attributes:
        start: First code point, in the recollection.
        end: One past the last.
        source: Where it began in the earlier text, in code points; -1 where that is not known.
        twin: Whether that text had the same words in the same context more than once.
    """

    start: int
    end: int
    source: int
    twin: bool = False


class Place(NamedTuple):
    """Where a passage stands in the later text.

    Attributes:
        start: First code point, in the folded later text.
        end: One past the last.
        score: How like the words there are to those of the passage: 1 for the same but for their writing.
        whole: Whether nearly all of their context stands around them too.
    """

    start: int
    end: int
    score: float = 1.0
    whole: bool = False


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


class _Verdict(NamedTuple):
    """The best candidate of a passage, and what stands against it: other places, and other words for its place.

    Attributes:
        best: The best candidate.
        lead: By how many code points of context it is better than any rival.
        challenged: Whether a rival has all the context of one side: it may be the place, and this a copy of it.
    """

    best: Candidate
    lead: int
    challenged: bool


class Reanchoring:
    """Finds passages of an earlier text in a later one.

    Args:
        known: What is known of the earlier text.
        length: Its code points.
        text: The later text.
        passages: What to find.
    """

    def __init__(self, known: Recollection, length: int, text: str, passages: Sequence[Passage]) -> None:
        self.later = Folded(text)
        self._known, self._old, self._new = known, known.text, self.later.text
        self._length, self._text, self._passages = length, text, passages
        self._common = CommonRuns(self._old, self._new, self._likely_places())
        self._runs = sorted(self._common.runs)
        self._placed: dict[int, Place] = {}

    def places(self) -> list[Place | None]:
        """Where each passage stands, or None where it is not beyond doubt."""
        found = self._candidates()
        verdicts = self._judge(found)
        numbers = range(len(self._passages))
        self._take({number: self._proven(number, verdicts[number]) for number in numbers})
        rest = [number for number in numbers if number not in self._placed]
        for _ in range(_ROUNDS):
            witnesses = self._witnesses()
            self._take({number: self._supported(number, verdicts[number], found[number], witnesses) for number in rest})
            rest = [number for number in rest if number not in self._placed]
        self._take(self._edited(rest, found))
        return [self._placed.get(number) for number in numbers]

    def source(self, place: Place) -> tuple[int, int]:
        """The half-open range of the later text that a place is."""
        return self.later.source_range(place.start, place.end)

    def _likely_places(self) -> Iterator[tuple[int, int]]:
        """Where each island would stand, were it where it was, counted from the start and from the end."""
        for shift in dict.fromkeys((0, len(self._text) - self._length)):
            for island in self._known.islands:
                last = len(island.words.text) - 1
                for offset in (0, last) if last >= 0 else ():
                    source = island.source + island.words.source_range(offset, offset + 1)[0] + shift
                    if 0 <= source < len(self._text):
                        yield island.start + offset, self.later.folded_range(source, source + 1)[0]

    def _candidates(self) -> list[list[Candidate]]:
        """The places at which the words of each passage stand, as whole words as before."""
        ranges = [(passage.start, passage.end) for passage in self._passages]
        intervals = [(run.old, run.old + run.length, run) for run in self._runs]
        found: list[list[Candidate]] = []
        for (start, end), runs in zip(ranges, covering(intervals, ranges), strict=True):
            seen = [self._weigh(run, start, end) for run in runs if self._is_whole(run.shift, start, end)]
            if seen and not any(each.weight == each.known for each in seen):
                seen = [self._weigh_all(each, start, end) for each in seen]
            else:
                seen = [self._weigh_all(each, start, end) if each.weight >= _RIVAL else each for each in seen]
            found.append(seen)
        return found

    def _judge(self, found: Sequence[Sequence[Candidate]]) -> list[_Verdict | None]:
        """The best candidate of each passage, among those found for it."""
        best = [max(each, key=lambda one: (one.weight, one.left + one.right), default=None) for each in found]
        places = {
            number: (one.start, one.start + passage.end - passage.start)
            for number, (one, passage) in enumerate(zip(best, self._passages, strict=True))
            if one
        }
        there = dict(zip(places, covering(self._by_new, list(places.values())), strict=True))
        judged: list[_Verdict | None] = []
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
            judged.append(_Verdict(one, lead, any(max(each.left, each.right) >= CONTEXT for each in rivals)))
        return judged

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

    def _context(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of what is known of the context of a range of the old text, and the range itself."""
        island = self._known.island(start)
        return max(island.start, start - CONTEXT), min(island.end, end + CONTEXT)

    def _weigh(self, run: Run, start: int, end: int) -> Candidate:
        """The candidate that a run makes of a range of the old text, with the context that is in the run."""
        low, high = self._context(start, end)
        left, right = start - run.old, run.old + run.length - end
        weight = min(left, start - low) + min(right, high - end)
        return Candidate(start + run.shift, run.shift, left, right, weight, start - low + high - end)

    def _weigh_all(self, each: Candidate, start: int, end: int) -> Candidate:
        """The same with the context that stands beyond an edit."""
        low, high = self._context(start, end)
        weight = each.weight
        first, last = start - each.left, end + each.right
        if first > low:
            until = first + each.shift
            weight += _shared(self._old[low:first], self._new[max(0, until - (first - low) - _ROOM) : until])
        if last < high:
            since = last + each.shift
            weight += _shared(self._old[last:high], self._new[since : since + high - last + _ROOM])
        return each._replace(weight=weight)

    def _proven(self, number: int, verdict: _Verdict | None) -> Place | None:
        """The place of a passage that its words and context prove."""
        passage = self._passages[number]
        if not verdict or verdict.lead < MARGIN or verdict.challenged or passage.twin:
            return None
        best = verdict.best
        if not self._common.is_telling(*self._context(passage.start, passage.end)) and best.known > LEAST_CONTEXT:
            return None
        needed = UNCHANGED if passage.source < 0 else PROVEN
        is_long = max(best.left, best.right) >= LONG_CONTEXT and self._is_tied_in(passage, best)
        return self._place(passage, best) if best.share >= needed or (passage.source >= 0 and is_long) else None

    def _supported(
        self, number: int, verdict: _Verdict | None, found: Sequence[Candidate], witnesses: Witnesses
    ) -> Place | None:
        """The place of a passage that the proven passages near it support."""
        passage = self._passages[number]
        if not verdict or passage.source < 0:
            return None
        best, lead, challenged = verdict
        at = self._source(best.start)
        is_long = passage.end - passage.start >= LONG_WORDS
        needed = MARGIN if challenged else SMALL_MARGIN
        if not passage.twin and lead >= needed and (is_long or self._is_tied_in(passage, best)):
            enough = is_long or best.share >= (PROVEN if challenged else SUPPORTED)
            near = enough and witnesses.near_in_step(passage.source, at)
            between = (
                best.share >= BETWEEN and lead >= MARGIN and not challenged and witnesses.between(passage.source, at)
            )
            if near or between:
                return self._place(passage, best)
        fits = [
            each
            for each in found
            if each.share >= UNCHANGED and witnesses.in_step(passage.source, self._source(each.start))
        ]
        return self._place(passage, fits[0]) if len(fits) == 1 else None

    def _is_tied_in(self, passage: Passage, best: Candidate) -> bool:
        """Whether a passage still has to do with what stands unchanged beside it.

        A name at the start of a sentence has not, where only the sentence before stands and its own is another now.
        """
        if best.right < _PIECE and _ends_sentence(self._old, passage.start):
            return False
        return best.left >= _PIECE or not _SENTENCE_END.match(self._old, passage.end)

    def _edited(self, rest: Sequence[int], found: Sequence[Sequence[Candidate]]) -> dict[int, Place | None]:
        """The places of passages whose words were edited, or so much around them that only both sides tell."""
        placed: dict[int, Place | None] = {}
        passages = [self._passages[number] for number in rest]
        contexts = [self._context(passage.start, passage.end) for passage in passages]
        edits = find_edited(self._old, self._new, self._runs, passages, contexts)
        there = covering(self._by_new, [(edit.start, edit.end) if edit else (0, 0) for edit in edits])
        for number, passage, edit, runs in zip(rest, passages, edits, there, strict=True):
            if edit and not passage.twin and passage.source >= 0:
                rivals = [each for each in found[number] if not edit.start <= each.start < edit.end]
                rivals += [self._weigh(run, edit.start - run.shift, edit.end - run.shift) for run in runs]
                if all(edit.weight - each.weight >= MARGIN for each in rivals):
                    placed[number] = Place(edit.start, edit.end, edit.score)
        return placed

    def _place(self, passage: Passage, each: Candidate) -> Place:
        return Place(each.start, each.start + passage.end - passage.start, whole=each.share >= UNCHANGED)

    def _source(self, start: int) -> int:
        """Where the code point of the folded later text stands in the later text."""
        return self.later.source_range(start, start + 1)[0]

    def _witnesses(self) -> Witnesses:
        pairs = [
            (self._passages[number].source, self._source(place.start))
            for number, place in self._placed.items()
            if self._passages[number].source >= 0
        ]
        return Witnesses(pairs, self._length, len(self._text))

    def _take(self, places: Mapping[int, Place | None]) -> None:
        """Add places; but words that were apart never come to stand on the same words."""
        new = {number: place for number, place in places.items() if place}
        everything = {**self._placed, **new}
        refused: set[int] = set()
        for one, other in meeting((place.start, place.end, number) for number, place in everything.items()):
            first, second = self._passages[one], self._passages[other]
            together = first.start < second.end and second.start < first.end
            if not together and min(first.source, second.source) >= 0 and first.source != second.source:
                refused |= {one, other} & new.keys()
        self._placed |= {number: place for number, place in new.items() if number not in refused}


def _ends_sentence(text: str, edge: int) -> bool:
    """Whether a sentence ended just before an offset."""
    return any(_SENTENCE_ENDED.fullmatch(text, start, edge) for start in range(max(0, edge - _PIECE), edge))


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
