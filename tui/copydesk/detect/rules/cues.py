"""Cues: which words of a passage attribute what is quoted."""

from __future__ import annotations

from copydesk.detect.rules.cue_verbs import BARE, PAST_OR_PRESENT, PHRASAL, SPEECH_NOUNS, STRONG
from copydesk.detect.rules.grammar import AUXILIARIES, DETERMINERS
from copydesk.detect.rules.passage import Passage


class CueFinder:
    """Tells verbs of saying from nouns, passives and other uses of the same words."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    def finite_verb(self, position: int, stop: int) -> int | None:
        """The first verb of saying in [position, stop) that has something before it and is in no relative clause."""
        relative = False
        for index in range(position + 1, min(stop, position + 40)):
            word = self._passage.word(index)
            if word in ("who", "whose", "which"):
                relative = True
            if word == "," and relative:
                relative = False
            plain = self.is_phrasal(index) or (word in PAST_OR_PRESENT and (word in STRONG or index - position <= 4))
            if (
                plain
                and not relative
                and not self.is_noun_like(index, position)
                and not self.is_passive(index, position)
            ):
                return index
            if word in BARE and word in STRONG and index - position <= 5 and self.has_plural_subject(index):
                return index
        return None

    def is_strong(self, index: int) -> bool:
        """Whether a word hardly does anything but attribute."""
        word = self._passage.word(index)
        return (word in PAST_OR_PRESENT and word in STRONG) or self.is_phrasal(index)

    def is_phrasal(self, index: int) -> bool:
        """Whether a verb attributes together with the word after it: `shot back`, `put it`."""
        if not 0 < index + 1 < len(self._passage.tokens):
            return False
        if self._passage.tokens[index + 1].text in PHRASAL.get(self._passage.word(index), ()):
            return True
        return self._passage.tokens[index].text == "reads" and self._passage.word(index - 1) in SPEECH_NOUNS

    def is_noun_like(self, index: int, first: int) -> bool:
        """Whether what may be a verb of saying is a noun or part of a name here: `the report`, `State`."""
        token = self._passage.tokens[index]
        if token.possessive or (token.capital and not token.initial):
            return True
        if index in self._passage.entity_at:
            return True
        if index == first:
            return False
        before = self._passage.tokens[index - 1]
        if token.text.lower() in (
            "claims",
            "comments",
            "reports",
            "notes",
            "remarks",
            "charges",
            "demands",
            "posts",
            "statements",
            "states",
            "points",
            "questions",
            "answers",
            "orders",
            "promises",
            "stresses",
            "warns",
            "quotes",
            "calls",
            "adds",
        ) and (
            before.text.lower() in DETERMINERS
            or before.possessive
            or before.text.lower() in ("of", "and", "to", "in", "on", "from", "with")
        ):
            return True
        return before.text.lower() in ("the", "a", "an") or before.text == "-"

    def is_passive(self, index: int, first: int) -> bool:
        """Whether a past form is a passive (`was told`, `have been criticized`), whose subject does not speak."""
        for step in range(index - 1, max(first - 1, index - 4), -1):
            word = self._passage.word(step)
            if word in ("was", "were", "is", "are", "been", "being", "be", "get", "got"):
                return True
            if word not in AUXILIARIES:
                return False
        return False

    def has_plural_subject(self, index: int) -> bool:
        """Whether a bare form such as `say` can be finite, or follows an auxiliary: `voters say`, `she would say`."""
        before = self._passage.word(index - 1) if index else ""
        return before in (
            "they",
            "we",
            "i",
            "you",
            "people",
            "who",
            "to",
            "would",
            "will",
            "did",
            "could",
            "might",
        ) or (len(before) > 3 and before.endswith("s") and not before.endswith("ss"))
