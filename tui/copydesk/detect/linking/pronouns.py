"""Pronouns: the name that a speaker's "he" or "she" stands for, where that is plain."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from copydesk.annotation.span import Span
from copydesk.detect.linking.article_names import ArticleNames, names_among
from copydesk.detect.linking.article_text import ArticleText
from copydesk.detect.linking.gender import gender_of_title
from copydesk.detect.linking.mentions import Group, Mentions
from copydesk.detect.linking.name_forms import is_acronym
from copydesk.detect.linking.referents import Name
from copydesk.detect.proposals import Proposals
from copydesk.detect.rules.cue_verbs import PAST_OR_PRESENT
from copydesk.detect.rules.name_words import LOWER_TITLES
from copydesk.detect.rules.paragraphs import paragraphs
from copydesk.text.sentences import sentences

_TAG = 100
"""Code points outside quotations in a paragraph that is nothing but a quotation and who said it, at most."""
_REACH = 4000
"""Code points before a pronoun that are read at most."""
_NEAR = 60
"""Code points before a name that are read to tell whether it is a subject."""
_DEEPEST = 4
"""Pronouns that may lead back to one another."""
_NOUNS = (LOWER_TITLES - {"star", "champion", "veteran", "residents"}) | frozenset(
    "man woman official person boy girl witness victim suspect doctor patient owner organizer organiser".split()
)
_MEN = frozenset("man boy father husband son brother uncle".split())
_WOMEN = frozenset("woman girl mother wife daughter sister aunt".split())
_DETERMINER = re.compile(r"\b(?:an?|the|one|another|his|her|their|whose)(?= )", re.IGNORECASE)
_NEXT_WORD = re.compile(r" ([^\W_](?:[\w’'-]*\w)?)(?! [A-Z])")
_BEFORE_NOUN = 3
"""Words between a determiner and its noun, at most."""
_OBJECT = re.compile(
    r"\b(?:of|to|with|for|by|from|about|against|on|in|at|than|like|between|and|or|including|over|after|behind|beat|beats"
    r"|told|tells|met|meets|is|was|be|been|as|became|\w{2,}(?:ed|ing))"
    r"(?: (?:the|a|an|his|her|their|former|then|late|president|sen\.|gov\.|rep\.|[A-Z][\w.]*))*\s*\Z"
)
"""What stands before somebody who is no subject."""
_SUBORDINATE = re.compile(
    r"(?:After|When|While|As|Although|Though|If|Before|Because|Since|With|Once|Until|Unless|Where)\b"
)
_VERB = re.compile(r"(?:, [^,]{1,80},)?(?: (?:also|has|had|then|later|recently))* (\w+)\b")
_PLURAL = re.compile(r" (?:\w+ly )?(?:have|are|were|say|think|believe|do)\b")
"""What follows "who" where it stands for several."""
_GOES_ON = re.compile(r"(?:(?:But|And|Then|Later|Still|Yet|So|Also),? )?(?P<word>he|she)\b(?!['’])", re.IGNORECASE)


class _Place(NamedTuple):
    """A mention outside quotations.

    Attributes:
        start: First code point.
        end: One past the last code point.
        group: Who is mentioned.
        subject: Whether it may be the subject of its clause.
    """

    start: int
    end: int
    group: Group
    subject: bool


def named(text: str, proposals: Proposals) -> Proposals:
    """The proposals, with the name it stands for as the attribute `name` of each SPEAKER for which that is plain.

    The name is the fullest form in the article. "He" and "she" stand for a person of fitting gender who spoke last or
    was the subject of the sentence before, with nobody else in between who might be meant; "who" for the person right
    before it; "the minister" for the one person whom the article calls so. Any other speaker stays as it is: "they"
    and "it" are hardly ever plain.

    Args:
        text: The text.
        proposals: Entities, and quotations with their speakers.
    """
    spans = {span.id: span for span in proposals.spans}
    tails = {relation.tail for relation in proposals.relations if relation.type == "speaker"}
    speakers = sorted((spans[tail] for tail in tails), key=lambda span: span.order)
    if not any(span.label == "SPEAKER" for span in speakers):
        return proposals
    antecedents = _Antecedents(text, proposals.spans)
    for span in speakers:
        group = antecedents.of(span)
        if group and span.label == "SPEAKER" and "name" not in span.attrs:
            spans[span.id] = replace(span, attrs={**span.attrs, "name": group.written})
    return replace(proposals, spans=tuple(spans[span.id] for span in proposals.spans))


class _Antecedents:
    """Whom the speakers of one article mean; they are asked about in order.

    Args:
        text: The text.
        spans: Its proposals, in order.
    """

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._article = ArticleText(text)
        self._mentions = Mentions([("", ArticleNames(self._article, names_among(spans)))])
        self._paragraphs = paragraphs(text)
        self._starts = [start for start, _ in self._paragraphs]
        self._quotes = _merged(span.range for span in spans if span.label == "QUOTE")
        self._people = [span for span in spans if span.label == "PERSON"]
        self._people_starts = [span.start for span in self._people]
        self._spoke: list[tuple[int, Group | None]] = []

    def of(self, speaker: Span) -> Group | None:
        """Whom a speaker means, or None where that is not plain."""
        group = self._named(speaker)
        if group is None and speaker.label == "SPEAKER":
            word = self._text[speaker.start : speaker.end].lower()
            if word == "who":
                group = self._before_who(*speaker.range)
            elif word in ("he", "she") and self._in_running_text(speaker.start):
                group = self._meant(word, speaker.start)
        self._spoke.append((speaker.start, group))
        return group

    def _named(self, span: Span) -> Group | None:
        """Who bears a name, or is described by a speaker's span; None where that is not certain."""
        group = self._mentions.group("", span)
        return group if group and group.certain else None

    def _in_running_text(self, offset: int) -> bool:
        """Whether a pronoun is written small or begins a sentence; otherwise it stands in a headline."""
        before = self._text[max(0, offset - 3) : offset]
        return self._text[offset].islower() or "\n" in before or not before.strip()[-1:].isalnum()

    def _before_who(self, start: int, end: int) -> Group | None:
        at = bisect.bisect_left(self._people_starts, start) - 1
        if at < 0 or self._text[self._people[at].end : start] not in (", ", " ") or _PLURAL.match(self._text, end):
            return None
        return self._named(self._people[at])

    def _meant(self, word: str, offset: int, depth: int = 0) -> Group | None:
        """Whom a pronoun at an offset means."""
        start = self._window(offset)
        places = [place for place in self._places(start, offset) if _fits(place.group, word)]
        last, speaker = next(((at, group) for at, group in reversed(self._spoke) if at < offset), (-1, None))
        if last < start:
            last, speaker = -1, None
        if speaker and _fits(speaker, word):
            rivals = any(place.start > last and place.subject and place.group is not speaker for place in places)
            if not rivals and not self._somebody_else(last, offset, speaker, word):
                return speaker
        for left, right in self._sentences_before(start, offset):
            again = _GOES_ON.match(self._text, left, right)
            if again and last < again.start("word") < offset and not self._quoted(left) and depth < _DEEPEST:
                return self._meant(word, again.start("word"), depth + 1) if again["word"].lower() == word else None
            inside = [place for place in places if left <= place.start < right]
            if inside:
                found = self._subject(inside, left, right)
                if (
                    found is None
                    or last > inside[-1].start
                    or self._somebody_else(found.end, offset, found.group, word)
                ):
                    return None
                return found.group if found.group.certain else None
        return None

    def _window(self, offset: int) -> int:
        """Where the paragraph before that of an offset begins, or the one before if that only quotes; not far off."""
        number = max(0, bisect.bisect_right(self._starts, offset) - 2)
        if number > 0 and self._only_quotes(*self._paragraphs[number]):
            number -= 1
        return max(self._starts[number], offset - _REACH)

    def _only_quotes(self, start: int, end: int) -> bool:
        low = bisect.bisect_left(self._quotes, (start,))
        quoted = 0
        for left, right in self._quotes[low:]:
            if left >= end:
                break
            quoted += min(end, right) - left
        return quoted > 0 and end - start - quoted <= _TAG

    def _sentences_before(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences that begin between two offsets, the last first."""
        found: list[tuple[int, int]] = []
        for number in range(bisect.bisect_right(self._starts, start) - 1, bisect.bisect_left(self._starts, end)):
            left, right = self._paragraphs[number]
            found += sentences(self._text, max(left, start), min(right, end))
        return found[::-1]

    def _places(self, start: int, end: int) -> list[_Place]:
        """The mentions outside quotations between two offsets, in order: names, and speakers whose name is known."""
        low, high = bisect.bisect_left(self._people_starts, start), bisect.bisect_left(self._people_starts, end)
        found = {
            span.start: _Place(span.start, span.end, group, self._is_subject(span))
            for span in self._people[low:high]
            if not self._quoted(span.start) and (group := self._mentions.group("", span))
        }
        for at, group in reversed(self._spoke):
            if at < start:
                break
            if group and at < end:
                found[at] = _Place(at, found[at].end if at in found else at + 1, group, subject=True)
        return [found[at] for at in sorted(found)]

    def _is_subject(self, span: Span) -> bool:
        begin, _ = self._article.bare(Name(span.start, span.end, span.label))
        if self._text[span.end : span.end + 2] in ("'s", "’s"):
            return False
        return not _OBJECT.search(self._text, max(0, begin - _NEAR), begin)

    def _subject(self, places: Sequence[_Place], start: int, end: int) -> _Place | None:
        """The mention in a sentence, or in its part before a pronoun, that is its subject, where that is plain."""
        first = next((place for place in places if place.subject), None)
        if first is None or all(place.group is first.group for place in places):
            return first
        if _SUBORDINATE.match(self._text, start) or self._text[end - 1].isalnum():
            return None  # `After Quill left, Tarn …`; `Quill said Tarn was right when …`
        verb = _VERB.match(self._text, first.end)
        return first if verb and verb[1] in PAST_OR_PRESENT else None

    def _somebody_else(self, start: int, end: int, group: Group, word: str) -> bool:
        """Whether a noun outside quotations between two offsets may be another person whom the pronoun can mean."""
        low, high = (bisect.bisect_left(group.mentions, ("", offset)) for offset in (start, end))
        own = group.mentions[low:high]
        for match in _DETERMINER.finditer(self._text, start, end):
            noun = _noun(self._text, match.end(), end)
            if noun is None or self._quoted(match.start()) or _gender(noun[1]) not in (word, ""):
                continue
            if any(mention.start <= noun[0] < mention.end for mention in own):
                continue
            beside = match.start() == start + 2 and self._text.startswith(", ", start)  # `Ada Quill, a teacher, `
            if not beside and not _OBJECT.search(self._text, max(start, match.start() - _NEAR), match.start()):
                return True
        return False

    def _quoted(self, offset: int) -> bool:
        at = bisect.bisect_right(self._quotes, (offset, len(self._text) + 1)) - 1
        return at >= 0 and offset < self._quotes[at][1]


def _noun(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The noun for a person that goes with the determiner before `start`: where it stands, and it in lower case."""
    for _ in range(_BEFORE_NOUN + 1):
        match = _NEXT_WORD.match(text, start, end)
        if match is None:
            return None
        if match[1].lower() in _NOUNS:
            return match.start(1), match[1].lower()
        start = match.end()
    return None


def _gender(noun: str) -> str:
    return "he" if noun in _MEN else "she" if noun in _WOMEN else gender_of_title([noun])


def _fits(group: Group, word: str) -> bool:
    return group.kind == "PERSON" and group.gender in (word, "") and not is_acronym(group.written)


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open ranges, those that touch made one, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
