"""Attribution: who said what is quoted, and by which word, where a cue makes it plain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copydesk.detect.rules.cue_verbs import BARE, PARTICIPLES, PAST_OR_PRESENT, STRONG
from copydesk.detect.rules.cues import CueFinder
from copydesk.detect.rules.passage import Passage
from copydesk.detect.rules.speakers import SpeakerFinder

_SENTENCE_END = frozenset(".!?…")
_WINDOW = 60
"""Tokens looked at on either side of a quoted piece."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What attributes a quoted piece.

    Attributes:
        cue: Half-open range of the cue, or None where only a colon stands.
        speaker: Half-open range of the speaker's mention, or None where it is not plain.
        score: How sure, from 0 to 1.
        attached: Whether it stands right beside the piece, as in `“…,” she said`.
    """

    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None
    score: float
    attached: bool


class AttributionFinder:
    """Reads the words around the quoted pieces of a passage."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._cues = CueFinder(passage)
        self._speakers = SpeakerFinder(passage)

    def find(self, start: int, end: int) -> Attribution | None:
        """The attribution of the quoted piece [start, end), or None."""
        after = self._after(start, end)
        if after is not None and after.attached and after.speaker:
            return after
        before = self._before(start)
        if before is not None and (after is None or before.attached or before.score >= after.score):
            return before
        return after

    def _after(self, start: int, end: int) -> Attribution | None:
        """`“…,” she said` · `“…,” said the minister` · `“…”, according to the report`."""
        first = self._passage.index(end)
        stop = first
        while stop < len(self._passage.tokens) and stop < first + _WINDOW:
            if self._passage.quoted[stop] or (
                self._passage.tokens[stop].text in _SENTENCE_END and not self._abbreviation(stop)
            ):
                break
            stop += 1
        inner = self._passage.text[max(start, end - 6) : end].rstrip("\"”’'»›“` ")[-1:]
        ended = inner in (".", "…")
        position = first
        while position < stop and self._passage.tokens[position].text in ",-–—―":
            position += 1
        if position >= stop:
            return None
        word = self._passage.tokens[position].text
        joined = position > first or inner in tuple(",?!…—–-.")
        if not joined and not self._cues.is_strong(position) and word.lower() != "according":
            return None
        named = self._passage.entity_starts.get(position)
        if named and position > first and self._passage.tokens[position - 1].text in "-–—―":
            behind = self._passage.index(named.end)
            if behind >= len(self._passage.tokens) or self._passage.tokens[behind].text in ".,(":
                return Attribution(None, named.range, 0.8, attached=True)
        if ended and self._passage.tokens[position].capital and not self._short_tag(position, stop):
            return None
        according = self._according(position, stop)
        if according:
            return according
        if self._cues.is_strong(position):
            speaker = self._speakers.after_cue(position + 1, stop)
            return Attribution(self._passage.range(position), speaker, 0.95 if speaker else 0.7, attached=True)
        verb = self._cues.finite_verb(position, stop)
        if verb is not None:
            speaker = self._speakers.of_verb(position, verb)
            if speaker:
                return Attribution(
                    self._passage.range(verb), speaker, 0.95 if verb - position < 8 else 0.8, attached=True
                )
        return None

    def _before(self, start: int) -> Attribution | None:
        """`She said: “…”` · `…, adding that “…”` · `According to X, “…”` · `Smith: “…”`."""
        last = self._passage.index(start) - 1
        first = last
        while first >= 0 and first > last - _WINDOW:
            if self._passage.quoted[first] or (
                self._passage.tokens[first].text in _SENTENCE_END and not self._abbreviation(first)
            ):
                break
            first -= 1
        first += 1
        if first > last:
            return None
        text = self._passage.tokens[last].text
        name = self._passage.entity_ends.get(last - 1) if text == ":" else None
        if name and name.label in ("PERSON", "ORG"):
            beginning = self._passage.index(name.start)
            if (
                beginning == first
                or self._passage.tokens[beginning - 1].text in "-–—~•*|"
                or self._passage.word(first) == "more"
            ):
                return Attribution(None, name.range, 0.9, attached=True)
        if self._passage.tokens[first].text == "According":
            found = self._according(first, last + 1)
            if found:
                return replace(found, attached=text == ",")
        return self._cue_before(first, last)

    def _cue_before(self, first: int, last: int) -> Attribution | None:
        if self._passage.tokens[first].capital and self._cues.is_strong(first) and first + 1 < last:
            speaker = self._speakers.after_cue(first + 1, last + 1)
            if speaker:
                return Attribution(
                    self._passage.range(first), speaker, 0.9, attached=self._passage.tokens[last].text in ",:"
                )
        attached = self._passage.tokens[last].text in ",:" or self._passage.word(last) in (
            "that",
            *PAST_OR_PRESENT,
            *PARTICIPLES,
        )
        for index in range(last, first - 1, -1):
            word = self._passage.word(index)
            if word in PARTICIPLES and (index > first) and (word in STRONG or last - index <= 3):
                speaker = self._speakers.of_participle(first, index)
                score = 0.85 if attached else 0.6
                return Attribution(self._passage.range(index), speaker, score if speaker else score - 0.2, attached)
            if (word in PAST_OR_PRESENT or self._cues.is_phrasal(index)) and not self._cues.is_noun_like(index, first):
                if self._cues.is_passive(index, first):
                    continue
                if word not in STRONG and not self._cues.is_phrasal(index) and last - index > 8:
                    continue
                speaker = self._speakers.of_verb(first, index)
                if speaker:
                    return Attribution(
                        self._passage.range(index), speaker, 0.92 if attached and last - index < 6 else 0.7, attached
                    )
            elif word in BARE and word in STRONG and index > first and self._cues.has_plural_subject(index):
                speaker = self._speakers.of_verb(first, index)
                if speaker:
                    return Attribution(self._passage.range(index), speaker, 0.8, attached)
        return None

    def _according(self, position: int, stop: int) -> Attribution | None:
        if (
            position + 2 < stop
            and self._passage.word(position) == "according"
            and self._passage.tokens[position + 1].text == "to"
        ):
            speaker = self._speakers.after_cue(position + 2, stop)
            cue = (self._passage.tokens[position].start, self._passage.tokens[position + 1].end)
            return Attribution(cue, speaker, 0.9, attached=True)
        return None

    def _short_tag(self, position: int, stop: int) -> bool:
        """Whether what follows a finished quotation is nothing but who said it: `“….” Trump said.`."""
        if self._passage.word(position) in ("said", "says"):
            return True
        verb = self._cues.finite_verb(position, stop)
        return (
            verb is not None
            and verb - position <= 6
            and stop - verb <= 4
            and "that" not in (t.text for t in self._passage.tokens[verb:stop])
        )

    def _abbreviation(self, index: int) -> bool:
        """Whether the full stop at `index` ends no sentence."""
        if self._passage.tokens[index].text != "." or index + 1 >= len(self._passage.tokens):
            return False
        following = self._passage.tokens[index + 1]
        return not following.initial or following.text in ",;)" or following.text[0].islower()
