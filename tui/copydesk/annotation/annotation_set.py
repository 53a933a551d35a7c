"""The annotation set of one article: spans, relations and orphans, found by id and by place, changed by edits only."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from copydesk.annotation.edit import Edit, same
from copydesk.annotation.index import SpanIndex, index_by_label
from copydesk.annotation.orphan import Orphan, still_orphaned
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span

_id = attrgetter("id")


class AnnotationSet:
    """What is annotated in one article, accepted and rejected alike; overlaps and nesting are all allowed.

    A relation always has both its ends here, spans or orphans, except one that came without: it is kept as it is.

    Args:
        snapshot: What to start with.

    Attributes:
        status: Whether the article is done.
        labels: The labels of the whole article.
        accepted: How many accepted spans there are.

    Raises:
        ValueError: When two of its spans or relations share an id, or a span is only proposed.
    """

    def __init__(self, snapshot: Snapshot | None = None) -> None:
        self._base = snapshot or Snapshot()
        spans, relations = self._base.spans, self._base.relations
        self._spans = {span.id: span for span in spans}
        if len(self._spans.keys() | {each.id for each in relations}) != len(spans) + len(relations):
            raise ValueError("two annotations share an id")
        if any(span.status == "proposed" for span in spans):
            raise ValueError("a proposal is no annotation")
        self._index = SpanIndex(spans)
        self._by_label = index_by_label(spans)
        self._orphans = {orphan.id: orphan for orphan in self._base.orphans}
        self._ordered_orphans = _in_order(self._orphans.values())
        self._relations: dict[str, Relation] = {}
        self._touching: dict[str, set[str]] = {}
        self._ordered = sorted(relations, key=_id)
        for relation in relations:
            self._link(relation)
        there = self._spans.keys() | self._orphans.keys()
        self._adrift = {each.id: each for each in relations if not there >= {each.head, each.tail}}
        self.status = self._base.status
        self.labels = self._base.labels
        self.accepted = sum(span.status == "accepted" for span in spans)

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._index)

    def __contains__(self, id: object) -> bool:
        return id in self._spans

    def get(self, id: str) -> Span | None:
        """The span of an id, if there is one."""
        return self._spans.get(id)

    def overlapping(self, start: int, end: int) -> Iterator[Span]:
        """The spans whose envelope shares a code point with a half-open range, in order."""
        return self._index.overlapping(start, end)

    @property
    def index(self) -> SpanIndex:
        """The spans by place; for reading only."""
        return self._index

    def labelled(self, label: str) -> SpanIndex:
        """The spans of one label by place; for reading only."""
        return self._by_label.get(label) or SpanIndex()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All relations, by id."""
        return tuple(self._ordered)

    def relations_of(self, id: str) -> tuple[Relation, ...]:
        """The relations that start or end at a span, by id."""
        return tuple(self._relations[each] for each in sorted(self._touching.get(id, ())))

    def apply(self, edit: Edit) -> None:
        """Make the changes of an edit, all of them or none.

        Raises:
            ValueError: When what the edit says was there before is not there, when it adds what only a proposal can
                be, or when it would leave a relation without one of its ends.
        """
        self._check(edit)
        for change in edit.spans:
            if change.before:
                del self._spans[change.id]
                self._index.remove(change.before)
                self._by_label[change.before.label].remove(change.before)
                self.accepted -= change.before.status == "accepted"
            if change.after:
                self._spans[change.id] = change.after
                self._index.add(change.after)
                self._by_label.setdefault(change.after.label, SpanIndex()).add(change.after)
                self.accepted += change.after.status == "accepted"
        for link in edit.relations:
            if link.before:
                self._unlink(link.before)
            if link.after:
                self._link(link.after)
                insort(self._ordered, link.after, key=_id)
        for each in edit.orphans:
            self._orphans.pop(each.id, None)
            if each.after:
                self._orphans[each.id] = each.after
        if edit.orphans:
            self._ordered_orphans = _in_order(self._orphans.values())
        if edit.status:
            self.status = edit.status.after
        if edit.labels:
            self.labels = edit.labels.after

    def _check(self, edit: Edit) -> None:
        """Raise unless an edit fits."""
        if edit.status and edit.status.before != self.status:
            raise ValueError(f"the article is {self.status}, not {edit.status.before} as the edit expects it")
        if edit.labels and not same(edit.labels.before, self.labels):
            raise ValueError("the labels of the article are not as the edit expects them")
        free_spans = {change.id for change in edit.spans if not change.after}
        free_relations = {link.id for link in edit.relations if not link.after}
        for change in edit.spans:
            is_taken = change.id in self._relations and change.id not in free_relations
            if is_taken or not same(self._spans.get(change.id), change.before):
                raise ValueError(f"the annotation {change.id} is not as the edit expects it")
            if change.after and change.after.status == "proposed":
                raise ValueError(f"the annotation {change.id} is only proposed")
        for link in edit.relations:
            is_taken = link.id in self._spans and link.id not in free_spans
            if is_taken or not same(self._relations.get(link.id), link.before):
                raise ValueError(f"the relation {link.id} is not as the edit expects it")
        for each in edit.orphans:
            if not same(self._orphans.get(each.id), each.before):
                raise ValueError(f"the orphan {each.id} is not as the edit expects it")
        self._check_ends(edit)

    def _check_ends(self, edit: Edit) -> None:
        """Raise if a relation would lose an end; one that had none at the start may be without it."""
        made = {change.id for change in edit.spans if change.after}
        made |= {change.id for change in edit.orphans if change.after}
        lost_spans = {change.id for change in edit.spans if not change.after}
        lost_orphans = {change.id for change in edit.orphans if not change.after}
        changed = {link.id for link in edit.relations}
        stay = [each for id in lost_spans | lost_orphans for each in self.relations_of(id) if each.id not in changed]
        for relation in (*stay, *(link.after for link in edit.relations if link.after)):
            for end in (relation.head, relation.tail):
                is_span = end in self._spans and end not in lost_spans
                is_orphan = end in self._orphans and end not in lost_orphans
                if not (end in made or is_span or is_orphan) and not same(self._adrift.get(relation.id), relation):
                    raise ValueError(f"the relation {relation.id} would lose its end {end}")

    @property
    def orphans(self) -> tuple[Orphan, ...]:
        """The annotations whose words were not found again, by the place that they had."""
        return still_orphaned(self._ordered_orphans, self._spans)

    def orphan(self, id: str) -> Orphan | None:
        """The orphan of an id, if there is one."""
        return None if id in self._spans else self._orphans.get(id)

    def snapshot(self) -> Snapshot:
        """All of it, frozen, for files and formats."""
        return replace(
            self._base,
            spans=tuple(self._index),
            relations=self.relations,
            orphans=self._ordered_orphans,
            status=self.status,
            labels=self.labels,
        )

    def _link(self, relation: Relation) -> None:
        self._relations[relation.id] = relation
        for end in (relation.head, relation.tail):
            self._touching.setdefault(end, set()).add(relation.id)

    def _unlink(self, relation: Relation) -> None:
        del self._relations[relation.id]
        del self._ordered[bisect_left(self._ordered, relation.id, key=_id)]
        for end in {relation.head, relation.tail}:
            self._touching[end].remove(relation.id)
            if not self._touching[end]:
                del self._touching[end]


def _in_order(orphans: Iterable[Orphan]) -> tuple[Orphan, ...]:
    return tuple(sorted(orphans, key=lambda orphan: orphan.span.order))
