"""Voting: what is proposed for one article once a person's memory has had its say, kept up to date as that grows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from copydesk.annotation.decision import is_name
from copydesk.annotation.index import SpanIndex
from copydesk.annotation.span import Span
from copydesk.detect.memory.memory import Memory
from copydesk.detect.memory.places import Place, Places
from copydesk.detect.memory.surfaces import SurfaceTable, surface_key
from copydesk.detect.memory.verdict import NOTHING, Verdict, on_place, on_proposal
from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.text.paged_text import Text

NAME = "memory"
SOURCE = f"{NAME}@1"
"""The source of what memory proposes itself, or under another label than the detector."""
MANY = 64
"""For so many names and more a text is searched for everything that is known."""


class Change(NamedTuple):
    """How the proposals differ from before.

    Attributes:
        come: What is proposed now, or in another way than before under the same id.
        gone: What is no longer proposed, as it was.
    """

    come: tuple[Span, ...] = ()
    gone: tuple[Span, ...] = ()


class Voting:
    """The names proposed for one article: the detectors', some under another label or left out, and memory's own.

    Memory proposes nothing that overlaps another name, proposed or tagged, and leaves alone what was decided here.

    Args:
        memory: What the person decided so far.
        article: The name under which memory knows the article.
        text: The article's text.
        annotations: What is annotated in it; always as it is now.

    Attributes:
        begun: Whether the detectors spoke yet; a search before would propose what they are about to.
    """

    def __init__(self, memory: Memory, article: str, text: Text, annotations: SpanIndex | None = None) -> None:
        self._memory = memory
        self._article = article
        self._text = text
        self._annotations = SpanIndex() if annotations is None else annotations
        self.begun = False
        self._names: dict[str, Span] = {}
        self._index = SpanIndex()
        self._by_key: dict[str, dict[str, Span]] = {}
        self._shown: dict[str, Span] = {}
        self._places = Places(text)
        self._added: dict[Place, Span] = {}

    def look_at(self, offset: int) -> None:
        """Say where the text is read: one in pages is searched around there."""
        self._places.focus = offset

    def is_name(self, span: Span) -> bool:
        """Whether a proposal is one that is voted on."""
        return not span.fragments and is_name(self._text[span.start : span.end], span.label)

    def begin(self, names: Iterable[Span]) -> tuple[Span, ...]:
        """Put the detectors' names in the place of those before; what is to be proposed instead."""
        self._names, self._index, self._by_key, self._shown, self._added = {}, SpanIndex(), {}, {}, {}
        voted = self.amend(names).come
        return (*voted, *self._update((), self._places).come)

    def amend(self, names: Iterable[Span], gone: Iterable[str] = ()) -> Change:
        """Add names of the detectors, and take some away by their ids; what changes on the whole."""
        self.begun = True
        come = {span.id: span for span in names}
        left: list[Span] = []
        ranges = [span.range for span in come.values()]
        for id in [each for each in dict.fromkeys((*gone, *come)) if each in self._names]:
            span = self._names.pop(id)
            self._index.remove(span)
            del self._by_key[self._key(span)][id]
            ranges.append(span.range)
            if id not in come and (shown := self._shown.pop(id, None)):
                left.append(shown)
        self._names |= come
        self._index.add_all(come.values())
        for span in come.values():
            self._by_key.setdefault(self._key(span), {})[span.id] = span
        change = self._update(come.values(), self._places.meeting(ranges))
        return Change(change.come, (*left, *change.gone))

    def reconsider(self, keys: Iterable[str], ranges: Iterable[tuple[int, int]] = ()) -> Change:
        """Vote again, because memory changed or annotations did.

        Args:
            keys: The names of which memory has learned something.
            ranges: The half-open ranges in which annotations came or went.
        """
        names: dict[str, Span] = {}
        places: dict[Place, None] = {}
        ranges = list(ranges)
        for start, end in ranges:
            names.update((span.id, span) for span in self._index.overlapping(start, end))
        for key in keys:
            names.update(self._by_key.get(key, {}))
            known = self._memory.surfaces(key)
            for place in self._places.of(key):
                ranges.append(place.range)
                if place.written not in known:
                    self._places.forget(place)
                    places[place] = None
        return self._update(names.values(), [*places, *self._places.meeting(ranges)])

    def search(self, keys: Collection[str] | None = None) -> Iterator[Change]:
        """Look for remembered names in the text, a piece of it with each step; what changes by that.

        Args:
            keys: The names to look for; all where None.
        """
        if keys is None or len(keys) > MANY:
            table = self._memory.table
        else:
            table = SurfaceTable(written for key in keys for written in self._memory.surfaces(key))
        for found in self._places.search(table):
            yield self._update((), self._places.meeting([place.range for place in found]))

    def _key(self, span: Span) -> str:
        return surface_key(self._text[span.start : span.end])

    def _update(self, names: Iterable[Span], places: Iterable[Place]) -> Change:
        """Vote on names and places; how what is proposed changes."""
        come: list[Span] = []
        gone: list[Span] = []
        for span in names:
            after = self._voted(span)
            before = self._shown.pop(span.id, None)
            if after:
                self._shown[span.id] = after
            _note(before, after, come, gone)
        for place in places:
            after = self._proposed(place)
            before = self._added.pop(place, None)
            if after:
                self._added[place] = after
            _note(before, after, come, gone)
        return Change(tuple(come), tuple(gone))

    def _voted(self, span: Span) -> Span | None:
        """A detector's proposal as it is to be proposed; None where it is left out."""
        name = self._text[span.start : span.end]
        opinion = self._memory.opinion(surface_key(name), self._article)
        if opinion is None:
            return span
        for annotation in self._tagged_names(span.start, span.end):
            if annotation.status == "accepted":
                return self._shown.get(span.id, span)
            if annotation.range == span.range:
                was_ours = annotation.source == SOURCE and annotation.label != span.label
                return self._as_ours(span, annotation.label, annotation.score) if was_ours else span
        verdict = on_proposal(name, span.label, span.score or 0.0, opinion)
        if verdict.label == span.label:
            return span
        return self._as_ours(span, verdict.label, verdict.score) if verdict.label else None

    def _as_ours(self, span: Span, label: str, score: float | None) -> Span:
        return replace(span, label=label, source=SOURCE, score=score)

    def _proposed(self, place: Place) -> Span | None:
        """What memory proposes at a place; None for nothing."""
        verdict = self._verdict(place)
        if not verdict.label or next(self._index.overlapping(place.start, place.end), None):
            return None
        for annotation in self._tagged_names(place.start, place.end):
            if annotation.status == "accepted" or annotation.range == place.range:
                return None
        for other in self._places.meeting([place.range]):
            if other.rank > place.rank and self._verdict(other).label:
                return None
        return proposed(verdict.label, place.start, place.end, source=SOURCE, score=verdict.score or 0.0)

    def _verdict(self, place: Place) -> Verdict:
        if place not in self._places:
            return NOTHING
        opinion = self._memory.opinion(place.key, self._article)
        return on_place(place.written, opinion, common=self._places.is_common(place.written)) if opinion else NOTHING

    def _tagged_names(self, start: int, end: int) -> Iterator[Span]:
        """The annotations of names, accepted or rejected, that overlap a half-open range."""
        return (span for span in self._annotations.overlapping(start, end) if self.is_name(span))


def vote(
    memory: Memory, article: str, text: str, proposals: Proposals, annotations: SpanIndex | None = None
) -> Proposals:
    """All proposals for an article once memory has had its say.

    Args:
        memory: What the person decided so far.
        article: The name under which memory knows the article.
        text: The article's text.
        proposals: What the detectors propose.
        annotations: What is annotated in the article.
    """
    voting = Voting(memory, article, text, annotations)
    names = {span.id: span for span in voting.begin(span for span in proposals.spans if voting.is_name(span))}
    for change in voting.search():
        names.update((span.id, span) for span in change.come)
        for span in change.gone:
            del names[span.id]
    others = (span for span in proposals.spans if not voting.is_name(span))
    return arranged((*others, *names.values()), proposals.relations, proposals.problems)


def _note(before: Span | None, after: Span | None, come: list[Span], gone: list[Span]) -> None:
    """Take down how a proposal changed."""
    if before and (after is None or after.id != before.id):
        gone.append(before)
    if after and after != before:
        come.append(after)
