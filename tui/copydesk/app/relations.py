"""Relations: how one span of a reading is related to another, to words, or to nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEPENDENT, PASSAGES, LabelSet
from copydesk.annotation.relating import allowed, can_be_related, fitting
from copydesk.annotation.span import Span
from copydesk.app.read_only import decides
from copydesk.text.graphemes import snap, trim
from copydesk.text.words import word_at

if TYPE_CHECKING:
    from copydesk.app.reading import Reading


class Relations:
    """Relates what is annotated in a reading. Methods answer with a sentence for the person, or empty.

    Args:
        reading: The reading.

    Attributes:
        begun: The span at which a relation was begun, or None.
        draft: Where that was at a selection, the quotation that comes to be with the relation.
    """

    def __init__(self, reading: Reading) -> None:
        self.begun: Span | None = None
        self.draft: Span | None = None
        self._reading = reading

    @property
    def read_only(self) -> str:
        """Why nothing may be related here, or empty."""
        return self._reading.read_only

    @property
    def _desk(self) -> Desk:
        return self._reading.desk

    @property
    def _labels(self) -> LabelSet:
        return self._reading.labels

    def attribute(self, quote: Span) -> str:
        """Give a quotation that has none the speaker and the cue that the words beside it name; what was given."""
        from copydesk.app.proposing.attributing import attribution_here

        found = None if self._desk.links_of(quote) else attribution_here(self._reading, *quote.range)
        if found is None or found.speaker is None:
            return ""
        given = []
        for type, label, place in (("speaker", "SPEAKER", found.speaker), ("cue", "CUE", found.cue)):
            if place is None:
                continue
            fits = [span for span in self._desk.here(place[0]) if span.range == place and self._may(type, quote, span)]
            if fits:
                self._desk.relate(type, quote, self._accepted(fits[0]))
            elif label in self._labels and self._labels.allows(type, quote.label, label):
                self._desk.relate_to(type, quote, *place, label)
            else:
                continue
            given.append(f"{type} “{self._reading.document.view[slice(*place)]}”")
        return f"{', '.join(given)}: r names another, R takes it away" if given else ""

    def speaker_at(self, start: int, end: int, label: str) -> Span | None:
        """The speaker without a name on exactly a half-open range that may as well be an entity of a label.

        A speaker who is an entity is that entity, and no span of its own.
        """
        if label in PASSAGES or label in DEPENDENT:
            return None
        for span in self._desk.annotations.index.on(start, end):
            if span.status == "accepted" and span.label in DEPENDENT:
                heads = self._desk.links_to(span)
                if heads and all(self._labels.allows(type, head.label, label) for type, head in heads):
                    return span
        return None

    def _may(self, type: str, head: Span, tail: Span) -> bool:
        return self._labels.allows(type, head.label, tail.label)

    @decides
    def relate(self) -> str:
        """Begin a relation at the selection or the span here, or end the one that was begun.

        Proposals at its ends are accepted. It may also end at a selection, or a word of which nothing is said: that
        becomes a speaker. A selection of which nothing is said becomes a quotation once its speaker is named.
        """
        if self.begun:
            return self.join(self.other_end)
        self.draft = None
        selection = self._selected()
        if selection:
            return self._begin_at(*selection)
        types = self._labels.relations
        heads = (each for each in self._reading.here if any(type.allows_head(each.label) for type in types))
        item = self._reading.focused or next(heads, self._reading.item)
        if item is None:
            return "No span here to relate: select what was said, or go to what is tagged"
        if not can_be_related(self._labels, item.label):
            return f"Nothing is related to a {item.label}: {allowed(self._labels)}"
        self.begun = item
        return f"From {item.label} to …: go to the other span or word and press the key again"

    def _begin_at(self, start: int, end: int) -> str:
        """Begin at what is tagged or proposed exactly there, else at a quotation that is still to be made."""
        there = (span for span in self._reading.here if span.range == (start, end))
        item = next((span for span in there if can_be_related(self._labels, span.label)), None)
        if item is None:
            if "QUOTE" not in self._labels or not can_be_related(self._labels, "QUOTE"):
                return f"A selection is related to nothing here: {allowed(self._labels)}"
            item = self.draft = Span(label="QUOTE", start=start, end=end, status="proposed")
            self._reading.go(start)
        else:
            self._reading.focus(item)
        self.begun = item
        what = "a new QUOTE" if self.draft else item.label
        return f"From {what} to …: go to the other span or word and press the key again"

    @property
    def other_end(self) -> Span | tuple[int, int] | None:
        """What the relation that was begun would end at here: a span, or a half-open range that is to be a speaker."""
        begun, reading = self.begun, self._reading
        if begun is None or (self.draft and begun.start <= reading.caret.offset < begun.end):
            return None
        selection, word = self._selected(), word_at(reading.document.view, reading.caret.offset)
        if selection:
            return next((span for span in reading.here if span.range == selection), selection)
        there = next((span for span in reading.here if fitting(self._labels, begun.label, span.label)), None)
        untagged = all(
            each.id != begun.id and (each.status == "proposed" or each.label in PASSAGES) for each in reading.here
        )
        bare = untagged and self._speaker_type(begun)
        return there or (snap(reading.document.view, *word) if word and bare else reading.item)

    def _selected(self) -> tuple[int, int] | None:
        """The selection without white space at its ends, or None."""
        text, selection = self._reading.document.view, self._reading.caret.selection
        start, end = trim(text, *selection) if selection else (0, 0)
        return snap(text, start, end) if start < end else None

    def _speaker_type(self, head: Span) -> str:
        """The first type of relation that may go from a span to a speaker, or empty."""
        if "SPEAKER" not in self._labels:
            return ""
        return next((each.name for each in self._labels.relations if each.allows(head.label, "SPEAKER")), "")

    @decides
    def join(self, end: Span | tuple[int, int] | None, type: str = "") -> str:
        """Make the relation that was begun, to a span or to words; of a type, or the first one that fits.

        Proposals at its ends are accepted. Where that relates the first to somebody else in the same way, as the
        detector proposed it, this takes the place of that. Where it was begun at a proposal, the caret hops on.
        """
        begun, self.begun = self.begun, None
        if begun is None:
            return "No relation was begun"
        if end is None:
            return "No span or word here to relate to"
        one = self._kept(begun)
        if one is None:
            return "The span it started from is gone"
        self._reading.caret.drop_selection()
        if begun is self.draft:
            return self._join_draft(begun, end, type)
        said = self._relate_to(one, end, type)
        following = self._desk.to_decide.after(begun.order) if begun.status == "proposed" else None
        if following:
            self._reading.focus(following)
        return said

    def _join_draft(self, draft: Span, end: Span | tuple[int, int], type: str) -> str:
        """Make a quotation with its relation, in one step."""
        with self._desk.together(self._reading.tagging(draft.label, *draft.range), draft.start):
            said = self._relate_to(draft, end, type)
        there = self._desk.annotations.index.on(*draft.range)
        quote = next((each for each in there if each.label == draft.label), None)
        if quote:
            self._reading.remember(draft.label)
            self._reading.rest_on(quote.start, quote.id)
        return said

    def _relate_to(self, one: Span, end: Span | tuple[int, int], type: str) -> str:
        if isinstance(end, tuple):
            name = self._speaker_type(one)
            if not name:
                only = allowed(self._labels, one.label)
                return f"No relation goes from {one.label} to words that are not tagged: {only}"
            head = self._accepted(one)
            self._desk.relate_to(name, head, *end, "SPEAKER")
            return f"{name}: {head.label} → SPEAKER"
        fits = [fit for fit in fitting(self._labels, one.label, end.label) if type in ("", fit.type)]
        if not fits or end.id == one.id:
            return f"Nothing relates {one.label} and {end.label}: {allowed(self._labels, one.label)}"
        both = one.status == end.status == "accepted"
        one, other = self._accepted(one), self._accepted(end)
        head, tail = (other, one) if fits[0].turned else (one, other)
        name = fits[0].type
        made = self._desk.relate(name, head, tail)
        return "They are so related already" if made is None and both else f"{name}: {head.label} → {tail.label}"

    def _kept(self, span: Span) -> Span | None:
        """A span that was here as it is now: the annotation, the open proposal, or what that was accepted as."""
        if span is self.draft:
            return span
        if span.status == "accepted":
            return self._desk.annotations.get(span.id)
        there = self._desk.here(span.start)
        same = next((each for each in there if each.id == span.id), None)
        return same or next((each for each in there if each.range == span.range and each.label == span.label), None)

    def _accepted(self, span: Span) -> Span:
        """A span as an annotation: an open proposal is accepted, a draft is made, with the cue beside it."""
        now = self._kept(span) or span
        if now is self.draft:
            edit = self._desk.tag(*now.range, now.label)
            quote = self._desk.annotations.get(edit.made) if edit and edit.made else None
            if quote and self._reading.attributes:
                self.attribute(quote)
            return quote or now
        if now.status == "proposed":
            made = self._desk.accept(now).made
            now = (self._desk.annotations.get(made) if made else None) or self._kept(now) or now
        return self._desk.annotations.get(now.id) or now

    @decides
    def unrelate(self, type: str, head: Span, tail: Span) -> str:
        """Take a relation away."""
        edit = self._desk.unrelate(type, head, tail)
        return edit.sentence if edit else "That relation is gone already"
