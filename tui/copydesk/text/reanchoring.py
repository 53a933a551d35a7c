"""Re-anchoring: where the passages of an earlier text stand in a later one, if that is beyond doubt.

The rules are stated in docs/annotation-files.md, under "When the article changed".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.text.common_runs import CommonRuns
from copydesk.text.edited import find_edited
from copydesk.text.evidence import LEAST_CONTEXT, Candidate, Evidence, Verdict
from copydesk.text.folding import Folded
from copydesk.text.intervals import meeting
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
        self._evidence = Evidence(known, self._new, self._runs)
        self._placed: dict[int, Place] = {}

    def places(self) -> list[Place | None]:
        """Where each passage stands, or None where it is not beyond doubt."""
        ranges = [(passage.start, passage.end) for passage in self._passages]
        found = self._evidence.candidates(ranges)
        verdicts = self._evidence.judge(ranges, found)
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

    def _proven(self, number: int, verdict: Verdict | None) -> Place | None:
        """The place of a passage that its words and context prove."""
        passage = self._passages[number]
        if not verdict or verdict.lead < MARGIN or verdict.challenged or passage.twin:
            return None
        best = verdict.best
        if (
            not self._common.is_telling(*self._evidence.context(passage.start, passage.end))
            and best.known > LEAST_CONTEXT
        ):
            return None
        needed = UNCHANGED if passage.source < 0 else PROVEN
        is_long = max(best.left, best.right) >= LONG_CONTEXT and self._evidence.is_tied_in(
            passage.start, passage.end, best
        )
        return self._place(passage, best) if best.share >= needed or (passage.source >= 0 and is_long) else None

    def _supported(
        self, number: int, verdict: Verdict | None, found: Sequence[Candidate], witnesses: Witnesses
    ) -> Place | None:
        """The place of a passage that the proven passages near it support."""
        passage = self._passages[number]
        if not verdict or passage.source < 0:
            return None
        best, lead, *_ = verdict
        size = passage.end - passage.start
        at, is_long = self._source(best.start), size >= LONG_WORDS
        if not passage.twin and (is_long or self._evidence.is_tied_in(passage.start, passage.end, best)):
            before, after = witnesses.near_in_step(passage.source, at)
            if verdict.challenged:
                # What a rival has too says nothing: the witness on that side has to.
                near = (before or not verdict.left_challenged) and (after or not verdict.right_challenged)
                near = near and lead >= MARGIN and (is_long or best.share >= PROVEN)
                between = False
            else:
                near = (before or after) and lead >= SMALL_MARGIN and (is_long or best.share >= SUPPORTED)
                between = best.share >= BETWEEN and lead >= MARGIN and witnesses.between(passage.source, at)
            if near or between:
                return self._place(passage, best)
        fits = [
            each
            for each in found
            if each.share >= UNCHANGED and witnesses.in_step(passage.source, self._source(each.start))
        ]
        return self._place(passage, fits[0]) if len(fits) == 1 else None

    def _edited(self, rest: Sequence[int], found: Sequence[Sequence[Candidate]]) -> dict[int, Place | None]:
        """The places of passages whose words were edited, or so much around them that only both sides tell."""
        placed: dict[int, Place | None] = {}
        passages = [self._passages[number] for number in rest]
        contexts = [self._evidence.context(passage.start, passage.end) for passage in passages]
        edits = find_edited(self._old, self._known.line_ends, self._new, self._runs, passages, contexts)
        others = self._evidence.others([(edit.start, edit.end) if edit else (0, 0) for edit in edits])
        for number, passage, edit, there in zip(rest, passages, edits, others, strict=True):
            if edit and not passage.twin and passage.source >= 0:
                rivals = [each for each in found[number] if not edit.start <= each.start < edit.end]
                if all(edit.weight - each.weight >= MARGIN for each in (*rivals, *there)):
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
