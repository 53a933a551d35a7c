"""Attributing: who said a passage that a person marked as quoted, and by which word; and who around it may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.annotation.span import Span
from copydesk.detect.rules.attribution import Attribution, AttributionFinder
from copydesk.detect.rules.cue_verbs import BARE, INTRODUCING, INTRODUCING_BARE, PAST_OR_PRESENT, STRONG
from copydesk.detect.rules.cues import CueFinder
from copydesk.detect.rules.grammar import PRONOUNS
from copydesk.detect.rules.passage import Passage
from copydesk.detect.rules.quote_marks import quoted_pieces
from copydesk.detect.rules.speakers import SpeakerFinder
from copydesk.detect.rules.tokens import tokenize

_BARE = (BARE & STRONG) | INTRODUCING_BARE
_FINITE = PAST_OR_PRESENT | (INTRODUCING - INTRODUCING_BARE)
_RELATIVE = frozenset(("who", "it"))
_SENTENCE_END = frozenset(".!?…")

Range = tuple[int, int]


def attribution_of(text: str, quote: Range, around: Range, entities: Sequence[Span]) -> Attribution | None:
    """What attributes a passage, if the words beside it make that plain.

    Args:
        text: The text.
        quote: The passage, a half-open range of code points.
        around: The paragraphs it lies in, which are all that is read.
        entities: The names in them, annotated or proposed, in order and apart.
    """
    found = AttributionFinder(_passage(text, quote, around, entities)).find(*quote)
    return found if found and found.speaker else None


def possible_speakers(text: str, quote: Range, around: Range, entities: Sequence[Span]) -> Iterator[Range]:
    """The pronouns, and the subjects of verbs of saying or finding, that may have said a passage; names left out.

    Args:
        text: The text.
        quote: The passage, a half-open range of code points.
        around: The paragraphs that are read.
        entities: The names in them, annotated or proposed, in order and apart.
    """
    passage = _passage(text, quote, around, entities)
    finder, cues = SpeakerFinder(passage), CueFinder(passage)
    named = {span.range for span in entities}
    seen: set[Range] = set()
    first = 0
    for index, token in enumerate(passage.tokens):
        if token.text in _SENTENCE_END:
            first = index + 1
        if passage.quoted[index]:
            continue
        found: list[Range | None] = []
        word = token.text.lower()
        if word in PRONOUNS - _RELATIVE:
            found.append((token.start, token.end))
        elif word == "according":
            found.append(finder.after_cue(index + 2, len(passage.tokens)))
        elif word in _FINITE or (word in _BARE and cues.has_plural_subject(index)):
            found += [finder.of_verb(first, index), finder.after_cue(index + 1, len(passage.tokens))]
        for each in found:
            if each and each not in named and each not in seen and not passage.quoted[passage.index(each[0])]:
                seen.add(each)
                yield each


def _passage(text: str, quote: Range, around: Range, entities: Sequence[Span]) -> Passage:
    """The words around a passage, which counts as quoted though it has no marks."""
    outer = [
        (around[0] + piece.start, around[0] + piece.end)
        for piece in quoted_pieces(text[slice(*around)])
        if piece.depth == 0
    ]
    apart = [each for each in outer if each[1] <= quote[0] or quote[1] <= each[0]]
    return Passage(text, tokenize(text, *around), entities, sorted((*apart, quote)))
