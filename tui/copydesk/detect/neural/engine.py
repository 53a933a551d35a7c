"""The neural engine: the network's names and attributions, with the rules' quotation marks, dates and amounts."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from copydesk.annotation.span import Relation, Span
from copydesk.detect.detector import source_of
from copydesk.detect.linking.pronouns import named
from copydesk.detect.neural.attributions import AttributionReader, Linked
from copydesk.detect.neural.features import features
from copydesk.detect.neural.names import Name, names
from copydesk.detect.neural.network import Network
from copydesk.detect.neural.stretches import stretches
from copydesk.detect.proposals import Proposals, arranged, proposed, related, short_id
from copydesk.detect.rules.attribution import Attribution
from copydesk.detect.rules.bylines import find_bylines
from copydesk.detect.rules.credits import find_credits, find_datelines
from copydesk.detect.rules.entities import Entities
from copydesk.detect.rules.name_words import HONORIFICS
from copydesk.detect.rules.passage import SPEAKING_LABELS
from copydesk.detect.rules.quotations import Quotations
from copydesk.detect.rules.quote_marks import Quoted, quoted_pieces
from copydesk.text.document import Document

if TYPE_CHECKING:
    from copydesk.detect.registry import Detector

_BY_RULES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "EVENT"})
"""Labels that the rules are surer of."""
_LEAST_SAID = 0.4
"""Less sure indirect speech is not proposed."""
_FEWEST_WORDS = 2
"""Indirect speech of fewer words is not proposed: `it`, `so`."""
_LINKED = 0.5
"""A link that is at least so sure needs no rule."""


@cache
def _network() -> Network:
    return Network()


def detectors() -> tuple[Detector, ...]:
    """The detectors of the engine, ready to run.

    Raises:
        InputError: When onnxruntime cannot be imported, or the model's file is missing or damaged.
    """
    return (Neural(_network()),)


class Neural:
    """Names, quotations and indirect speech with their speakers and cues. English is served.

    Args:
        network: The network.
    """

    name = "neural"

    def __init__(self, network: Network) -> None:
        self._network = network
        self.version = str(network.settings["version"])

    def propose(self, document: Document, found: Proposals) -> Proposals:
        """Everything at once; what other detectors found is left alone."""
        parts = stretches(document.text)
        if len(parts) == 1:
            return self._proposed(document)
        everything = [
            _moved(self._proposed(Document.from_text(document.text[start:end])), start) for start, end in parts
        ]
        return arranged(
            (span for part in everything for span in part.spans),
            (relation for part in everything for relation in part.relations),
        )

    def _proposed(self, document: Document) -> Proposals:
        text = document.text
        quoted = quoted_pieces(text)
        words = features(text, self._network.vocabulary, quoted)
        if not len(words):
            return Proposals()
        begun = self._network.begin(words)
        source = f"{self.name}@{self.version}"
        patterns = _patterns(document)
        reading = begun()
        entities = _merged(names(text, words, reading.entities), patterns, source)
        attributions = AttributionReader(words, reading)
        speakers = _Speakers(text, entities)

        def known(piece: Quoted) -> Attribution | None:
            return speakers.attribution(attributions.linked(piece.start, piece.end), piece.start, piece.end)

        direct = Quotations(known).attributed(text, arranged(entities))
        indirect = _indirect(attributions, speakers, quoted, entities, source)
        together = arranged((*direct.spans, *indirect.spans, *entities), (*direct.relations, *indirect.relations))
        return named(text, together)


def _moved(part: Proposals, by: int) -> Proposals:
    """The proposals of a stretch at their places in the whole text."""
    spans = {
        span.id: replace(
            span, id=short_id(span.label, span.start + by, span.end + by), start=span.start + by, end=span.end + by
        )
        for span in part.spans
    }
    relations = (related(each.type, spans[each.head], spans[each.tail]) for each in part.relations)
    return Proposals(tuple(spans.values()), tuple(relations))


def _merged(found: Iterable[Name], patterns: Sequence[Span], source: str) -> list[Span]:
    """The network's names beside the rules' dates and amounts; where they overlap the rules have their way."""
    starts = [span.start for span in patterns]
    kept: list[Span] = []
    for name in found:
        near = bisect.bisect_left(starts, name.end) - 1
        if near >= 0 and patterns[near].end > name.start:
            continue
        kept.append(proposed(name.label, name.start, name.end, source=source, score=name.score))
    return sorted([*kept, *patterns], key=lambda span: span.order)


def _patterns(document: Document) -> list[Span]:
    """What the rules are surest of, in order and apart: dates, amounts, events, and who is credited."""
    text = document.text
    rules = Entities()
    credited = [
        proposed(label, start, end, source=source_of(rules), score=score)
        for label, start, end, score in (
            *((each.label, each.start, each.end, each.score) for each in find_bylines(text)),
            *find_credits(text),
            *find_datelines(text),
        )
    ]
    found = (span for span in rules.propose(document, Proposals()).spans if span.label in _BY_RULES)
    kept: list[Span] = []
    for span in sorted((*credited, *found), key=lambda span: span.order):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _indirect(
    attributions: AttributionReader,
    speakers: _Speakers,
    quoted: Sequence[Quoted],
    entities: Sequence[Span],
    source: str,
) -> Proposals:
    """What is said in other words: contents that no quotation mark touches."""
    outer = [piece for piece in quoted if piece.depth == 0]
    starts = [piece.start for piece in outer]
    by_range = {span.range: span for span in entities if span.label in SPEAKING_LABELS}
    spans: list[Span] = []
    relations: list[Relation] = []
    for content in attributions.contents():
        near = bisect.bisect_left(starts, content.end) - 1
        if (
            content.score < _LEAST_SAID
            or content.words < _FEWEST_WORDS
            or (near >= 0 and outer[near].end > content.start)
        ):
            continue
        attribution = speakers.attribution(attributions.linked(content.start, content.end), content.start, content.end)
        if attribution is None:
            continue
        quote = proposed(
            "QUOTE", content.start, content.end, source=source, score=content.score, attrs={"kind": "indirect"}
        )
        spans.append(quote)
        for type_, label, place in (("cue", "CUE", attribution.cue), ("speaker", "SPEAKER", attribution.speaker)):
            if place is None:
                continue
            tail = by_range.get(place) if label == "SPEAKER" else None
            if tail is None:
                tail = proposed(label, *place, source=source, score=attribution.score)
                spans.append(tail)
            relations.append(related(type_, quote, tail))
    known = {span.id for span in spans}
    return arranged((*spans, *(span for span in entities if span.id not in known)), relations)


class _Speakers:
    """Who is meant by the network's sources: the entity, where the mention is one.

    Args:
        text: The text.
        entities: Its entities in order.
    """

    def __init__(self, text: str, entities: Iterable[Span]) -> None:
        self._text = text
        self._entities = [span for span in entities if span.label in SPEAKING_LABELS]
        self._starts = [span.start for span in self._entities]

    def attribution(self, linked: Linked, start: int, end: int) -> Attribution | None:
        """What the network knows of the content [start, end), in the terms of the rules; None where it is silent."""
        if linked.source is None and linked.cue is None:
            return None
        speaker = self.mention(*linked.source) if linked.source else None
        near = [place for place in (linked.source, linked.cue) if place]
        attached = linked.score >= _LINKED and any(
            "\n" not in self._text[min(end, place[1]) : max(start, place[0])] for place in near
        )
        return Attribution(linked.cue, speaker, round(linked.score, 2), attached)

    def mention(self, start: int, end: int) -> tuple[int, int]:
        """The range of the person named in a source, else of the organisation or place that it is, else its own."""
        end = self._with_name(start, end)
        inside = list(self._inside(start, end))
        for span in inside:
            if span.label == "PERSON" and not _owns(self._text, span.end):
                return span.range
        stop = _clause_end(self._text, start, end)
        for span in reversed(inside):
            if span.end == stop and (span.label != "NORP" or span.start == start):
                before = self._text[start : span.start].lower().split()
                if not before or before == ["the"]:
                    return span.range
        return start, stop

    def _with_name(self, start: int, end: int) -> int:
        """Where a source ends that the network cut after the honorific: `Mrs.`, `Sen.`."""
        if self._text[start:end].rstrip(".") not in HONORIFICS:
            return end
        following = bisect.bisect_left(self._starts, end)
        if following < len(self._entities) and self._text[end : self._starts[following]].strip(". ") == "":
            return self._entities[following].end
        return end

    def _inside(self, start: int, end: int) -> Iterator[Span]:
        for index in range(bisect.bisect_left(self._starts, start), len(self._entities)):
            span = self._entities[index]
            if span.start >= end:
                return
            if span.end <= end:
                yield span


def _owns(text: str, end: int) -> bool:
    return text[end : end + 2].lower() in ("'s", "’s")


_COMMA = re.compile(r"\s*[,(–—]")


def _clause_end(text: str, start: int, end: int) -> int:
    """Where a source ends before what is added about it: `a spokesman for the ministry, who …`."""
    match = _COMMA.search(text, start + 1, end)
    return match.start() if match and match.start() > start else end
