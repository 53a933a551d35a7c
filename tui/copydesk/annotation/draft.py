"""An edit in the making: collects changes, and keeps what belongs together together."""

from __future__ import annotations

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.edit import Edit, OrphanChange, RelationChange, SpanChange, StatusChange
from copydesk.annotation.labels import DEPENDENT, LabelSet
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.span import Relation, Span


class Draft:
    """Changes of an annotation set that become one edit.

    A removed span takes its relations along, and a relation its own cue or speaker; an accepted span takes the place
    of a rejection that says the contrary; a relation is made once, and only where the label set allows it.

    Args:
        annotations: What is there; it is not changed.
        labels: The label set, or None where any relation will do.
    """

    def __init__(self, annotations: AnnotationSet, labels: LabelSet | None) -> None:
        self._annotations = annotations
        self._labels = labels
        self._spans: dict[str, SpanChange] = {}
        self._made: list[Relation] = []
        self._dropped: dict[str, Relation] = {}
        self._orphans: dict[str, OrphanChange] = {}

    def add(self, span: Span) -> None:
        """Add a span."""
        self._spans[span.id] = SpanChange(None, span)
        self._contradict(span)

    def replace(self, before: Span, after: Span) -> None:
        """Replace a span; relations that its new label does not allow are dropped."""
        self._spans[before.id] = SpanChange(before, after)
        self._contradict(after)
        if before.label != after.label:
            for relation in self._annotations.relations_of(before.id):
                if self._fits(relation, before) and not self._fits(relation, after):
                    self.drop(relation)

    def remove(self, span: Span) -> None:
        """Remove a span with its relations."""
        self._spans[span.id] = SpanChange(span, None)
        for relation in self._annotations.relations_of(span.id):
            self.drop(relation)

    def place(self, orphan: Orphan, span: Span) -> None:
        """Put a span of its id in the place of an orphan; its relations stay."""
        self._orphans[orphan.id] = OrphanChange(orphan, None)
        self.add(span)

    def discard(self, orphan: Orphan) -> None:
        """Remove an orphan with its relations."""
        self._orphans[orphan.id] = OrphanChange(orphan, None)
        for relation in self._annotations.relations_of(orphan.id):
            self.drop(relation)

    def drop(self, relation: Relation) -> None:
        """Remove a relation, and the cue or speaker that it led to where nothing else is related to that."""
        self._dropped[relation.id] = relation
        span, orphan = self._annotations.get(relation.tail), self._annotations.orphan(relation.tail)
        tail = span or (orphan.span if orphan else None)
        if tail is None or tail.label not in DEPENDENT or tail.id in self._spans or tail.id in self._orphans:
            return
        if all(other.id in self._dropped for other in self._annotations.relations_of(tail.id)):
            if span:
                self._spans[span.id] = SpanChange(span, None)
            elif orphan:
                self._orphans[orphan.id] = OrphanChange(orphan, None)

    def relate(self, type: str, head: Span, tail: Span) -> bool:
        """Add a relation; whether it was not there yet and may be."""
        arrow = (type, head.id, tail.id)
        there = (each for each in self._annotations.relations_of(head.id) if each.id not in self._dropped)
        if head.id == tail.id or not self.allows(type, head.label, tail.label):
            return False
        if any((each.type, each.head, each.tail) == arrow for each in (*there, *self._made)):
            return False
        self._made.append(Relation(type=type, head=head.id, tail=tail.id))
        return True

    def allows(self, type: str, head: str, tail: str) -> bool:
        """Whether a relation may go from one label to another."""
        return self._labels is None or self._labels.allows(type, head, tail)

    def edit(self, title: str, offset: int, status: StatusChange | None = None) -> Edit:
        """The changes as one edit."""
        relations = [RelationChange(each, None) for each in self._dropped.values()]
        relations += [RelationChange(None, each) for each in self._made]
        return Edit(title, tuple(self._spans.values()), tuple(relations), status, offset, tuple(self._orphans.values()))

    def _contradict(self, span: Span) -> None:
        if span.status != "accepted":
            return
        for other in self._annotations.index.on(*span.range):
            contrary = other.status == "rejected" and other.label == span.label and other.pieces == span.pieces
            if contrary and other.id not in self._spans:
                self.remove(other)

    def _fits(self, relation: Relation, span: Span) -> bool:
        """Whether a relation may be with a span as one of its ends."""
        head, tail = (span if id == span.id else self._annotations.get(id) for id in (relation.head, relation.tail))
        return head is not None and tail is not None and self.allows(relation.type, head.label, tail.label)
