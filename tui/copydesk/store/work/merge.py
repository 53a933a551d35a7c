"""Three-way merge by id: annotations of two people, or of a person and a script, who began with the same file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from copydesk.annotation.edit import Edit, LabelsChange, OrphanChange, RelationChange, SpanChange, StatusChange, same
from copydesk.annotation.orphan import Orphan, still_orphaned
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span

Side = Literal["ours", "theirs"]
Item = Span | Orphan | Relation
Kind = TypeVar("Kind", Span, Orphan, Relation)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One id that both sides changed, each differently.

    A span or orphan that one side removed while the other related something to it is such a conflict too. So is a
    label of the article, which has its name for an id, and no items.

    Attributes:
        id: Of a span, orphan or relation, or the name of a label of the article.
        base: What both began with; None where it was not there.
        ours: What we made of it; None where we removed it.
        theirs: What they made of it; None where they removed it.
    """

    id: str
    base: Item | None
    ours: Item | None
    theirs: Item | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge.

    Attributes:
        snapshot: Both sides' changes; where they conflict, the side that was preferred.
        conflicts: Where they do, spans and orphans by place, then relations.
    """

    snapshot: Snapshot
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Snapshot, ours: Snapshot, theirs: Snapshot, prefer: Side = "ours") -> Merged:
    """Bring both sides' changes of `base` together.

    Of what no edit changes (unknown keys) the other side's is taken, unless only ours changed.

    Args:
        base: What both began with.
        ours: What we made of it.
        theirs: What they made of it.
        prefer: Whose version a conflict is given to.
    """
    before, mine, other = items_of(base), items_of(ours), items_of(theirs)
    merged: dict[str, Item] = {}
    conflicts: dict[str, Conflict] = {}
    for id in sorted(before.keys() | mine.keys() | other.keys()):
        was, we, they = before.get(id), mine.get(id), other.get(id)
        if same(we, they) or same(was, they):
            found = we
        elif same(was, we):
            found = they
        else:
            conflicts[id] = Conflict(id, was, we, they)
            found = we if prefer == "ours" else they
        if found:
            merged[id] = found
    preferred = mine if prefer == "ours" else other
    for relation in [item for item in merged.values() if isinstance(item, Relation)]:
        for end in (relation.head, relation.tail):
            sides = [each for each in (mine.get(end), other.get(end)) if isinstance(each, (Span, Orphan))]
            if not sides or isinstance(merged.get(end), (Span, Orphan)) or merged.get(relation.id) is not relation:
                continue
            conflicts.setdefault(end, Conflict(end, before.get(end), mine.get(end), other.get(end)))
            if relation.id in preferred:
                merged[end] = sides[0]
            else:
                del merged[relation.id]
    labels = _labels(base.labels, ours.labels, theirs.labels, prefer, conflicts)
    spans = [item for item in merged.values() if isinstance(item, Span)]
    relations = [item for item in merged.values() if isinstance(item, Relation)]
    orphans = [item for item in merged.values() if isinstance(item, Orphan)]
    snapshot = replace(
        ours if same(base, theirs) else theirs,
        spans=tuple(sorted(spans, key=lambda span: span.order)),
        relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        orphans=tuple(sorted(orphans, key=lambda orphan: orphan.span.order)),
        status=ours.status if theirs.status == base.status else theirs.status,
        labels=labels,
    )
    return Merged(snapshot, tuple(sorted(conflicts.values(), key=_place)))


def _labels(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    prefer: Side,
    conflicts: dict[str, Conflict],
) -> dict[str, Any]:
    """The labels of the article, each by itself; what both sides changed differently is noted in `conflicts`."""
    merged: dict[str, Any] = {}
    for name in dict.fromkeys((*theirs, *ours)):
        was, we, they = base.get(name), ours.get(name), theirs.get(name)
        if same(we, they) or same(was, they):
            found = we
        elif same(was, we):
            found = they
        else:
            conflicts[name] = Conflict(name, None, None, None)
            found = we if prefer == "ours" else they
        if found is not None:
            merged[name] = found
    return merged


def difference(before: Snapshot, after: Snapshot, title: str) -> Edit | None:
    """The edit that makes one snapshot of another; None where no edit is needed."""
    old, new = items_of(before), items_of(after)
    spans: list[SpanChange] = []
    orphans: list[OrphanChange] = []
    relations: list[RelationChange] = []
    for id in sorted(old.keys() | new.keys()):
        was, now = old.get(id), new.get(id)
        if was is now or same(was, now):
            continue
        if isinstance(was, Span) or isinstance(now, Span):
            spans.append(SpanChange(_kind(was, Span), _kind(now, Span)))
        if isinstance(was, Orphan) or isinstance(now, Orphan):
            orphans.append(OrphanChange(_kind(was, Orphan), _kind(now, Orphan)))
        if isinstance(was, Relation) or isinstance(now, Relation):
            relations.append(RelationChange(_kind(was, Relation), _kind(now, Relation)))
    status = StatusChange(before.status, after.status) if before.status != after.status else None
    labels = LabelsChange(before.labels, after.labels) if not same(before.labels, after.labels) else None
    if not (spans or orphans or relations or status or labels):
        return None
    spans.sort(key=lambda change: (change.after or change.before or _NOWHERE).order)
    offset = next(((change.after or change.before or _NOWHERE).start for change in spans), 0)
    return Edit(title, tuple(spans), tuple(relations), status, offset, tuple(orphans), labels)


_NOWHERE = Span(id="", label="-", start=0, end=1)


def items_of(snapshot: Snapshot) -> dict[str, Item]:
    """Spans, orphans and relations by id."""
    found: dict[str, Item] = {span.id: span for span in snapshot.spans}
    found.update((orphan.id, orphan) for orphan in still_orphaned(snapshot.orphans, found.keys()))
    found.update((relation.id, relation) for relation in snapshot.relations)
    return found


def _place(conflict: Conflict) -> tuple[bool, Any]:
    item = conflict.ours or conflict.theirs or conflict.base
    if isinstance(item, Orphan):
        item = item.span
    return (False, item.order) if isinstance(item, Span) else (True, conflict.id)


def _kind(item: Item | None, kind: type[Kind]) -> Kind | None:
    return item if isinstance(item, kind) else None
