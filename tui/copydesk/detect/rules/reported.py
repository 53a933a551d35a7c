"""Reported clauses: what words of saying report without quotation marks, for a key to select; nothing is proposed."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.detect.rules import cue_verbs as verbs
from copydesk.detect.rules.cues import CueFinder
from copydesk.detect.rules.grammar import DETERMINERS, PREPOSITIONS, PRONOUNS
from copydesk.detect.rules.passage import Passage
from copydesk.detect.rules.quote_marks import quoted_pieces
from copydesk.detect.rules.tokens import tokenize
from copydesk.text.sentences import sentences

Range = tuple[int, int]

_OPENING = frozenset("that whether how why".split())
_QUESTIONS = frozenset("if what where when who which".split())
_NO_CLAUSE = frozenset("nothing something anything little much more so".split())
_OBJECTS = frozenset("him her them me us you it".split())
_ADDING = frozenset("but and so yet".split())
_JOINING = frozenset("but and though although while".split())
_NO_SUBJECT = PREPOSITIONS | frozenset("in at on to when while as by for with from about of".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today week month year".split())
_BEFORE_A_DAY = frozenset("on in this last late early".split())
_MARKS = {ord(mark): " " for mark in ".,:;!?…\"'“”‘’«»()[]—–-"}
_SAYING = verbs.INTRODUCING | {"according", "clear"}
_REACH = 14
"""Words after a verb among which what it reports begins, and before it among which its subject does."""
_DATELINE = 12
"""Words among which a dash ends a dateline."""
_NEXT_VERB = 8
"""Words after a conjunction among which another verb of saying shows that a clause has ended before it."""
_FEWEST = 2


def reported_clauses(text: str, start: int, end: int) -> list[Range]:
    """The clauses in a half-open range, one paragraph, that somebody is reported to have said, in order.

    What stands in quotation marks is none. A clause begins with its `that`, and ends before its full stop or before
    who said it. The rules are made for English, and linear in the length of the range.
    """
    if _SAYING.isdisjoint(text[start:end].lower().translate(_MARKS).split()):
        return []
    quoted = [(start + each.start, start + each.end) for each in quoted_pieces(text[start:end]) if each.depth == 0]
    passage = Passage(text, tokenize(text, start, end), (), quoted)
    reader = _Reader(passage)
    found: dict[Range, None] = {}
    for first, last in sentences(text, start, end):
        found |= dict.fromkeys(reader.read(passage.index(first), passage.index(last)))
    return sorted(found)


class _Reader:
    """Reads sentences of a passage; places are indices of its tokens."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._cues = CueFinder(passage)

    def read(self, first: int, stop: int) -> Iterator[Range]:
        """The clauses that are reported in a sentence."""
        tokens = self._passage.tokens
        while stop > first and not tokens[stop - 1].word and tokens[stop - 1].text not in ")%":
            stop -= 1
        begun = first = self._after_dateline(first, stop)
        for index in range(first, stop):
            if index < begun or self._passage.quoted[index]:
                continue
            if self._passage.word(index) == "according":
                yield from self._according(begun, index, stop)
            elif self._reports(index, first):
                content = None if self._is_passive(index, first) else self._after(index, stop)
                if content is not None:
                    yield from self._clause(content, self._end(content, stop))
                    begun = content
                    continue
                comma = self._comma_before(begun, index)
                if comma is not None and self._passage.word(index) in verbs.STATING:
                    yield from self._clause(begun, comma)
                    if index + 1 < stop and tokens[index + 1].text == ",":
                        begun = index + 2
                        yield from self._clause(begun, stop)

    def _after_dateline(self, first: int, stop: int) -> int:
        """Where a sentence begins after the place and agency that open a report."""
        for index in range(first, min(stop, first + _DATELINE)):
            token = self._passage.tokens[index]
            if token.text in "—–" and index > first and self._passage.tokens[first].text.isupper():
                return index + 1
        return first

    def _reports(self, index: int, first: int) -> bool:
        """Whether a word is a verb of saying, or the last of a phrase that says."""
        word = self._passage.word(index)
        if word == "clear":
            return index + 1 < len(self._passage.tokens) and self._passage.word(index + 1) == "that"
        if word not in verbs.INTRODUCING or self._cues.is_noun_like(index, first):
            return False
        return word not in verbs.INTRODUCING_BARE or word == "forecast" or self._cues.has_plural_subject(index)

    def _is_passive(self, index: int, first: int) -> bool:
        return not self._passage.word(index).endswith("ing") and (
            self._passage.word(index) != "clear" and self._cues.is_passive(index, first)
        )

    def _according(self, begun: int, index: int, stop: int) -> Iterator[Range]:
        """`It is late, according to her` · `According to her, it is late`."""
        if index + 1 >= stop or self._passage.word(index + 1) != "to":
            return
        if index > begun and self._passage.tokens[index - 1].text == ",":
            yield from self._clause(begun, index - 1)
        elif index == begun:
            comma = next((at for at in range(index, stop) if self._passage.tokens[at].text == ","), stop)
            yield from self._clause(comma + 1, stop)

    def _comma_before(self, begun: int, index: int) -> int | None:
        """The comma before the subject of a verb, or before the verb: `It is late, she said`."""
        for at in range(index - 1, max(begun, index - _REACH) - 1, -1):
            text = self._passage.tokens[at].text
            if self._passage.quoted[at] or text in ";:—–":
                return None
            if text == ",":
                return at if at > begun and not self._passage.quoted[at - 1] else None
        return None

    def _after(self, verb: int, stop: int) -> int | None:
        """Where the clause begins that follows a verb, if one does."""
        passage, at = self._passage, verb + 1
        if at >= stop or passage.quoted[at] or (verb and passage.quoted[verb - 1]):
            return None
        said, mark = passage.word(verb), passage.tokens[at].text
        if mark == ":":
            return at + 1 if at + 1 < stop and not passage.quoted[at + 1] else None
        if mark == ",":  # She noted, however, that …
            if at + 2 >= stop or passage.tokens[at + 2].text != ",":
                return None
            at += 3
        for index in range(at, min(stop, at + _REACH)):
            word = passage.word(index)
            if passage.quoted[index]:
                return None
            if word in _OPENING:
                return index
            if word == "to" and said in verbs.WITH_INFINITIVE and self._is_infinitive(index, stop):
                return index - 1 if index > at and passage.word(index - 1) == "not" else index
            if word in _QUESTIONS and index <= at + 2 and said in verbs.WITH_QUESTION:
                return index
            if word in ",;:" or (word in verbs.INTRODUCING and word not in verbs.INTRODUCING_BARE):
                break
        inverted = verb > 0 and passage.tokens[verb - 1].text == ","
        return None if inverted or said not in verbs.STATING else self._bare(verb, at, stop)

    def _is_infinitive(self, index: int, stop: int) -> bool:
        if index + 1 >= stop or not self._passage.tokens[index + 1].text.islower():
            return False
        return self._passage.word(index + 1) not in DETERMINERS | PRONOUNS | _OBJECTS

    def _bare(self, verb: int, at: int, stop: int) -> int | None:
        """Where a clause without `that` begins, after whoever is told and when."""
        passage = self._passage
        if passage.word(verb) in verbs.WITH_HEARER:
            if at < stop and passage.word(at) in _OBJECTS:
                at += 1
            else:
                hearer = at
                at = next((n for n in range(at + 1, min(stop, at + _NEXT_VERB)) if self._is_subject(n)), stop)
                if not (passage.tokens[hearer].capital or passage.word(hearer) in DETERMINERS):
                    return None
        while at + 1 < stop and passage.word(at) in _BEFORE_A_DAY and passage.word(at + 1) in _DAYS:
            at += 2
        while at < stop and passage.word(at) in _DAYS:
            at += 1
        if at < stop and passage.word(at) in _NO_SUBJECT:
            far = range(at + 1, min(stop, at + _REACH))
            at = next((n for n in far if passage.word(n) in PRONOUNS - {"who"}), stop)
        return at if at + _FEWEST < stop and passage.word(at) not in _NO_CLAUSE else None

    def _is_subject(self, index: int) -> bool:
        return self._passage.word(index) in PRONOUNS | DETERMINERS

    def _end(self, content: int, stop: int) -> int:
        """Where a clause ends that begins somewhere: before a quotation, or before what somebody else says."""
        for index in range(content, stop):
            before = self._passage.word(index - 1)
            if self._passage.quoted[index] and index > content and (before in ",:" or before in _JOINING):
                return index - 1
            if self._passage.word(index) in _JOINING and before == ",":
                after = range(index + 1, min(stop, index + _NEXT_VERB))
                if any(self._passage.word(n) in verbs.INTRODUCING - verbs.INTRODUCING_BARE for n in after):
                    return index - 1
        return stop

    def _clause(self, first: int, stop: int) -> Iterator[Range]:
        """What stands between two tokens without conjunctions and marks at its ends, if that is a clause."""
        passage = self._passage
        while first < stop and not passage.quoted[first]:
            if passage.tokens[first].word and passage.word(first) not in _ADDING:
                break
            first += 1
        while first < stop and not (passage.tokens[stop - 1].word or passage.quoted[stop - 1]):
            if passage.tokens[stop - 1].text in ")%":
                break
            stop -= 1
        if stop - first >= _FEWEST and not passage.quoted[first]:
            yield passage.tokens[first].start, passage.tokens[stop - 1].full
