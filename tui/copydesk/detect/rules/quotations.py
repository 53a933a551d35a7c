"""The detector of quotations: what stands between quotation marks, which kind it is, who said it and by which word."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.annotation.span import Relation, Span
from copydesk.detect.linking.pronouns import named
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.rules.attribution import Attribution, AttributionFinder
from copydesk.detect.rules.paragraphs import paragraphs
from copydesk.detect.rules.passage import SPEAKING_LABELS, Passage
from copydesk.detect.rules.quote_marks import Quoted, quoted_pieces
from copydesk.detect.rules.tokens import tokenize

if TYPE_CHECKING:
    from copydesk.text.document import Document

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_UTTERANCE_END = re.compile(r"[.,!?…—–-]['’\"”»›)\]]*\s*\Z")
_SHORT = 4
"""A fragment of up to so many words without a cue is a term, a title or irony."""
_LONGEST_TITLE = 8
"""Words of a quoted title at most."""
_BEFORE = re.compile(r"([\w'’]+)\s\Z")
_BEFORE_TITLES = frozenset(
    """
    the a an on in of with for his her their its my our this that to from at by film movie show book song album series
    programme program podcast novel magazine play called named titled entitled dubbed and or as new latest
    """.split()
)
_SMALL_WORDS = frozenset("a an the of in on and or to for with from at by is it as but nor".split())
"""Words that a title writes small."""
_TAG = 100
"""Code points of an attribution after a quotation at most, where the next paragraph goes on with the same speaker."""
_GAP = re.compile(r"[^.!?\n]{0,120}[.,;:!?]?\s*\Z")


class Quotations:
    """Quotations with their speakers and cues.

    Kinds: `direct` (a whole utterance), `mixed` (quoted words inside a reporting clause), `scare` (a title, a term,
    irony: nobody is credited).

    Args:
        known: What is known of who said a piece; it goes before what the rules make of the words around it.
    """

    name = "quotes"
    version = "2"

    def __init__(self, known: Callable[[Quoted], Attribution | None] | None = None) -> None:
        self._known = known

    def propose(self, document: Document, found: Proposals) -> Proposals:
        """Quotations of the document; speakers point at entities of `found` where the mention is one."""
        return named(document.text, self.attributed(document.text, found))

    def attributed(self, text: str, found: Proposals) -> Proposals:
        """The same, without the names that pronouns stand for."""
        ranges = paragraphs(text)
        pieces = quoted_pieces(text, ranges)
        if not pieces:
            return Proposals()
        source = f"{self.name}@{self.version}"
        entities = [span for span in found.spans if span.label in SPEAKING_LABELS]
        finders = _Finders(text, ranges, pieces, entities)
        by_range = {span.range: span for span in entities}
        spans: list[Span] = []
        relations: list[Relation] = []
        previous: tuple[Quoted, Attribution] | None = None
        for piece in pieces:
            attribution = None
            if piece.depth == 0 and not _is_title(text, piece):
                said = self._known(piece) if self._known else None
                attribution = _attribution(text, finders.of(piece), piece, ranges, previous, said)
                previous = (piece, attribution) if attribution else None
            kind, score = _kind(text, piece, attribution)
            quote = proposed("QUOTE", piece.start, piece.end, source=source, score=score, attrs={"kind": kind})
            spans.append(quote)
            if attribution is None or kind == "scare":
                continue
            for type_, label, place in (("cue", "CUE", attribution.cue), ("speaker", "SPEAKER", attribution.speaker)):
                if place is None:
                    continue
                tail = by_range.get(place) if label == "SPEAKER" else None
                if tail is None:
                    tail = proposed(label, *place, source=source, score=attribution.score)
                    spans.append(tail)
                relations.append(related(type_, quote, tail))
        known = {span.id for span in spans}
        spans += [span for span in entities if span.id not in known]
        return arranged(spans, relations)


class _Finders:
    """One finder of attributions for each stretch of paragraphs that a quotation lies in, made when it is needed."""

    def __init__(
        self, text: str, ranges: Sequence[tuple[int, int]], pieces: Sequence[Quoted], entities: Sequence[Span]
    ) -> None:
        self._text = text
        self._ranges = ranges
        self._entities = entities
        self._starts = [span.start for span in entities]
        self._outer = [piece for piece in pieces if piece.depth == 0]
        self._outer_starts = [piece.start for piece in self._outer]
        self._stretch = (0, -1)
        self._finder: AttributionFinder | None = None

    def of(self, piece: Quoted) -> AttributionFinder:
        """The finder for the paragraphs of a piece; pieces are asked about in order."""
        stretch = (piece.first, piece.last)
        if self._finder is None or stretch != self._stretch:
            start, end = self._ranges[self._opening(piece.first)][0], self._ranges[piece.last][1]
            first, last = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
            left, right = bisect.bisect_left(self._outer_starts, start), bisect.bisect_left(self._outer_starts, end)
            self._finder = AttributionFinder(
                Passage(
                    self._text,
                    tokenize(self._text, start, end),
                    self._entities[first:last],
                    [(each.start, each.end) for each in self._outer[max(0, left - 1) : right]],
                )
            )
            self._stretch = stretch
        return self._finder

    def _opening(self, paragraph: int) -> int:
        """The paragraph where the words about a quotation begin: the one before, if it ends with a colon."""
        if paragraph == 0:
            return 0
        start, end = self._ranges[paragraph - 1]
        return paragraph - 1 if self._text[max(start, end - 20) : end].rstrip().endswith(":") else paragraph


def _attribution(
    text: str,
    finder: AttributionFinder,
    piece: Quoted,
    ranges: Sequence[tuple[int, int]],
    previous: tuple[Quoted, Attribution] | None,
    known: Attribution | None,
) -> Attribution | None:
    """The attribution of an outer piece: its own, or that of the piece which it continues."""
    own = _joined(known, finder.find(piece.start, piece.end))
    if own is not None and own.attached and own.speaker:
        return own
    if previous is not None and previous[0].last == piece.first and previous[1].speaker:
        between = text[previous[0].end : piece.start]
        if previous[1].attached and _continues(between) and _is_utterance(text, piece):
            return previous[1]
    carried = _carried(text, piece, ranges, previous)
    return own or carried


def _joined(known: Attribution | None, own: Attribution | None) -> Attribution | None:
    """What is known, completed by what the rules say."""
    if known is None or own is None:
        return known or own
    if own.attached and own.cue is None and own.speaker:  # `“…” — Ana Lopez`, which needs no word
        return own
    speaker = known.speaker or own.speaker
    agreed = own.speaker == speaker and own.cue is not None
    return Attribution(
        cue=own.cue if agreed else known.cue or own.cue,
        speaker=speaker,
        score=max(known.score, own.score) if own.speaker == speaker else known.score,
        attached=known.attached or own.attached,
    )


def _carried(
    text: str, piece: Quoted, ranges: Sequence[tuple[int, int]], previous: tuple[Quoted, Attribution] | None
) -> Attribution | None:
    """The attribution of the paragraph before, for a paragraph that is nothing but a quotation."""
    if previous is None or previous[0].last + 1 != piece.first or not previous[1].attached or not previous[1].speaker:
        return None
    start, end = ranges[piece.first][0], ranges[piece.last][1]
    alone = not text[start : piece.start].strip() and not text[piece.end : end].strip()
    rest = text[previous[0].end : ranges[previous[0].last][1]]
    if not alone or len(rest) > _TAG or not _is_utterance(text, piece):
        return None
    return replace(previous[1], score=0.6)


def _is_title(text: str, piece: Quoted) -> bool:
    """Whether a short piece is a title or a term rather than what somebody said: `on ABC's “This Week”`."""
    inside = text[piece.start + len(piece.mark) : piece.end - len(piece.mark)]
    words = _WORD.findall(inside[:100])
    if not words or len(words) > _LONGEST_TITLE or len(inside) > 80 or inside.rstrip()[-1:] in "!?":
        return False
    before = _BEFORE.search(text, max(0, piece.start - 30), piece.start)
    if (
        not before
        or not all(word[0].isupper() or word in _SMALL_WORDS or word[0].isdigit() for word in words)
        or not words[0][0].isupper()
    ):
        return False
    return before[1].lower() in _BEFORE_TITLES or before[1].endswith(("'s", "’s"))


def _continues(between: str) -> bool:
    """Whether only one attribution, such as `, he said. `, lies between two pieces."""
    return len(between) < 300 and sum(between.count(mark) for mark in ".!?") <= 3 and bool(_GAP.search(between))


def _is_utterance(text: str, piece: Quoted) -> bool:
    inside = text[piece.start + len(piece.mark) : piece.end - 1]
    return inside[:1].isupper() or len(_WORD.findall(inside, 0, 200)) >= _SHORT


def _kind(text: str, piece: Quoted, attribution: Attribution | None) -> tuple[str, float]:
    """The kind of a quoted piece and how sure it is."""
    inside = text[piece.start + len(piece.mark) : piece.end - len(piece.mark)]
    words = _WORD.findall(inside[:400])
    whole = bool(inside[:1].isupper() or inside[:1] in "[….'‘0123456789$" or piece.last > piece.first) and bool(
        _UTTERANCE_END.search(inside)
    )
    outside_stop = text[piece.end : piece.end + 1] in (",", ".") and inside[:1].isupper()
    if attribution is not None and attribution.attached:
        if whole or (outside_stop and len(words) > _SHORT) or len(words) > 12:
            return "direct", 0.97 if attribution.speaker else 0.9
        if attribution.score >= 0.9 and inside[:1].isupper() and len(words) > 2:
            return "direct", 0.85
        return "mixed", 0.85
    if len(words) > 2 and (whole or piece.last > piece.first):
        return "direct", 0.9 if len(words) > _SHORT else 0.75
    if attribution is not None and attribution.speaker:
        return "mixed", 0.8 if len(words) > 1 else 0.6
    if len(words) > 8:
        return "direct" if inside[:1].isupper() else "mixed", 0.75
    if len(words) > _SHORT and not inside[:1].isupper():
        return "mixed", 0.6
    return "scare", 0.6 if piece.depth == 0 else 0.4
