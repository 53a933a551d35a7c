"""Speakers: the mention that is the subject of a cue, as a half-open range of code points."""

from __future__ import annotations

from copydesk.annotation.span import Span
from copydesk.detect.rules.cue_verbs import PAST_OR_PRESENT, SPEECH_NOUNS
from copydesk.detect.rules.grammar import (
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    HUMAN,
    NP_LINKS,
    PREPOSITIONS,
    PRONOUNS,
)
from copydesk.detect.rules.name_words import HONORIFICS, NOT_NAMES, TITLES
from copydesk.detect.rules.passage import SPEAKING_LABELS, Passage


class SpeakerFinder:
    """Finds subjects without a parser: entities, pronouns and noun phrases beside a cue.

    A mention that is an entity has the entity's range.
    """

    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    def of_verb(self, first: int, verb: int) -> tuple[int, int] | None:
        """The mention that is the subject of the verb at `verb`, looked for to its left down to `first`."""
        index = verb - 1
        while index >= first and self._passage.word(index) in AUXILIARIES:
            index -= 1
        if index < first:
            return None
        last = self._passage.tokens[index]
        if last.text in ("and", "but") and index > first:
            return self._coordinated(first, index)
        if last.text.lower() == "to" and index > first:
            return self._coordinated(first, index)
        if last.text in (",", ")", "—", "–", "-"):
            return self._before_apposition(first, index)
        found = self._mention_ending(first, index)
        if found and self._passage.text[found[0] : found[1]].lower() in ("who", "that", "which"):
            return (
                self._mention_ending(first, index - 2)
                if index - 1 >= first and self._passage.tokens[index - 1].text == ","
                else self._mention_ending(first, index - 1)
            )
        return found

    def of_participle(self, first: int, participle: int) -> tuple[int, int] | None:
        """The subject of the clause that a participle continues."""
        index = participle - 1
        if index < first:
            return None
        if self._passage.tokens[index].text != ",":
            near = self._mention_ending(first, index)
            if near and (
                self._passage.word(index) in HUMAN | SPEECH_NOUNS | PRONOUNS or index in self._passage.entity_ends
            ):
                return near
        return self._mention_starting(first, participle)

    def after_cue(self, position: int, stop: int) -> tuple[int, int] | None:
        """The mention that follows a cue: `said Anna Berg, a …` · `said a spokesman for …` · `according to police`."""
        index = position
        while index < stop and self._passage.word(index) in ("by", "in", "both", "then"):
            index += 1
        if index >= stop:
            return None
        first = index
        if self._passage.word(index) in PRONOUNS:
            return (self._passage.tokens[index].start, self._passage.tokens[index].end)
        best: Span | None = None
        end = index
        while end < stop and end - first < 14:
            token = self._passage.tokens[end]
            entity = self._passage.entity_starts.get(end)
            if entity:
                after = self._passage.index(entity.end)
                if not self._passage.tokens[after - 1].possessive:
                    if entity.label == "PERSON":
                        best = entity
                        break
                    if best is None and (end == first or (self._passage.word(end - 1) == "the" and end - 1 == first)):
                        best = entity
                end = after
                continue
            if not token.word or token.text.lower() in CLAUSE_WORDS or token.text.lower() in PAST_OR_PRESENT:
                break
            end += 1
        if best and (best.label == "PERSON" or end - self._passage.index(best.end) <= 0):
            return best.range
        if end > first:
            words = [self._passage.tokens[i] for i in range(first, end)]
            head = words[-1].text.lower()
            if words[0].text.lower() in DETERMINERS | HUMAN or head in HUMAN or words[0].capital:
                if (
                    head
                    in (
                        "monday",
                        "tuesday",
                        "wednesday",
                        "thursday",
                        "friday",
                        "saturday",
                        "sunday",
                        "yesterday",
                        "today",
                    )
                    and len(words) > 1
                ):
                    words = words[:-1]
                if words[-1].text.lower() in DETERMINERS or (
                    words[0].text.lower() in NOT_NAMES - {"The", "A"} and len(words) == 1
                ):
                    return None
                return (words[0].start, words[-1].end)
        return best.range if best else None

    def _mention_ending(self, first: int, index: int) -> tuple[int, int] | None:
        """The entity, pronoun or noun phrase whose last word is the token at `index`."""
        if index < first:
            return None
        token = self._passage.tokens[index]
        entity = self._passage.entity_ends.get(index)
        if entity and not token.possessive and entity.label in SPEAKING_LABELS:
            governed = self._governing_phrase(first, self._passage.index(entity.start))
            return governed or entity.range
        if token.text.lower() in PRONOUNS:
            return (token.start, token.end)
        if not token.word:
            return None
        return self._noun_phrase(first, index)

    def _governing_phrase(self, first: int, entity: int) -> tuple[int, int] | None:
        """`a spokesman for X`: the phrase that X only belongs to, or None."""
        index = entity - 1
        while index >= first and (
            self._passage.word(index) in ("the", "a", "an", "former")
            or self._passage.tokens[index].text in TITLES | HONORIFICS
        ):
            index -= 1
        if index <= first or self._passage.word(index) not in ("for", "of", "from", "at", "with", "in"):
            return None
        head = index - 1
        if self._passage.quoted[head] or not self._passage.tokens[head].word:
            return None
        if self._passage.word(head) not in HUMAN:
            start = self._start_of_phrase(first, head)
            if start is None or self._passage.word(start) not in DETERMINERS:
                return None
        return self._noun_phrase(first, head)

    def _noun_phrase(self, first: int, last: int) -> tuple[int, int] | None:
        """The noun phrase that ends with the token at `last`, with the noun it belongs to."""
        start = self._start_of_phrase(first, last)
        if start is None:
            return None
        determiner = self._passage.word(start) in DETERMINERS
        if start == last and determiner:
            return None
        head = self._passage.word(last)
        if (
            head not in HUMAN
            and not head.endswith("-old")
            and not determiner
            and not self._passage.tokens[last].capital
            and not head.endswith("s")
        ):
            return None
        if head in ("it", "this", "that", "day", "week", "year", "month", "time", "today", "yesterday") or (
            head[0].isdigit() and not head.endswith("-old")
        ):
            return None
        link = start - 1
        if link > first and self._passage.word(link) in NP_LINKS:
            outer = self._outer_phrase(first, link)
            if outer is not None:
                return (outer, self._passage.tokens[last].end)
            if self._passage.word(link) != "and":
                return None
        if link >= first and self._passage.word(link) in PREPOSITIONS:
            return None
        if self._passage.tokens[last].possessive:
            return None
        return (self._passage.tokens[start].start, self._passage.tokens[last].end)

    def _start_of_phrase(self, first: int, last: int) -> int | None:
        """Where the noun phrase that ends at `last` begins: at its determiner, or after what cannot belong to it."""
        index = last
        while index >= first and last - index < 8:
            token = self._passage.tokens[index]
            word = token.text.lower()
            if (
                not token.word
                or self._passage.quoted[index]
                or word in PRONOUNS
                or word in CLAUSE_WORDS
                or word in AUXILIARIES
            ):
                break
            if index < last and (
                word in PAST_OR_PRESENT and not token.capital and index not in self._passage.entity_at
            ):
                break
            index -= 1
            if word in DETERMINERS:
                break
        return index + 1 if index < last else None

    def _outer_phrase(self, first: int, link: int) -> int | None:
        """Where `a spokesman` of `a spokesman for the ministry` begins, given the place of "for"."""
        if self._passage.word(link) == "and" or self._passage.word(link - 1) not in HUMAN:
            return None
        index = link - 1
        while index >= first and link - index < 6:
            token = self._passage.tokens[index]
            word = token.text.lower()
            if not token.word or word in CLAUSE_WORDS or word in PRONOUNS:
                break
            index -= 1
            if word in DETERMINERS:
                break
        return self._passage.tokens[index + 1].start

    def _before_apposition(self, first: int, comma: int) -> tuple[int, int] | None:
        """The mention before `, who …,` or `, a …,` or `(…)`, where the inserted part ends at `comma`."""
        opening = {")": "("}.get(self._passage.tokens[comma].text, self._passage.tokens[comma].text)
        for index in range(comma - 1, max(first - 1, comma - 26), -1):
            if self._passage.tokens[index].text == opening:
                found = self._mention_ending(first, index - 1)
                if found is None or index - 1 < first:
                    continue
                entity = self._passage.entity_ends.get(index - 1)
                lower = self._passage.text[found[0] : found[1]].lower()
                if (entity and entity.label == "PERSON") or lower in PRONOUNS:
                    return found
                earlier = self._before_apposition(first, index) if opening == "," and index - first > 2 else None
                return earlier or found
        return self._mention_starting(first, comma)

    def _coordinated(self, first: int, index: int) -> tuple[int, int] | None:
        """The subject of a clause whose second verb it is: `Smith laughed and said`."""
        clause = next(
            (i + 1 for i in range(index - 1, max(first, index - 12), -1) if self._passage.tokens[i].text == ","), first
        )
        return self._mention_starting(clause, index) or self._mention_starting(first, index)

    def _mention_starting(self, first: int, stop: int) -> tuple[int, int] | None:
        """The clause's subject: its first pronoun or person, unless a noun phrase that speaks stands before it."""
        for index in range(first, min(stop, first + 24)):
            token = self._passage.tokens[index]
            if self._passage.quoted[index]:
                return None
            entity = self._passage.entity_starts.get(index)
            after = self._passage.index(entity.end) if entity else 0
            if (
                entity
                and entity.label in ("PERSON", "ORG", "GPE")
                and not (after <= len(self._passage.tokens) and after and self._passage.tokens[after - 1].possessive)
            ):
                before = self._passage.word(index - 1) if index > first else ""
                if entity.label == "ORG" and before in DETERMINERS - {"the"}:
                    continue
                if before in CLAUSE_WORDS - {"and", "but", "as", "when", "while", "after"}:
                    continue
                return entity.range
            if token.text.lower() in PRONOUNS - {"it", "you", "who"}:
                return (token.start, token.end)
            if token.text.lower() in HUMAN and index > first and self._passage.word(index - 1) in DETERMINERS:
                return (self._passage.tokens[index - 1].start, token.end)
        return None
