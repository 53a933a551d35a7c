"""Three-way merge by id: annotations of two people, or of a person and a script, who began with the same file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from copydesk.annotation.edit import Edit, RelationChange, SpanChange, StatusChange
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span

Side = Literal["ours", "theirs"]
Item = Span | Relation


@dataclass(frozen=True, slots=True)
class Conflict:
    """One id that both sides changed, each differently.

    A span that one side removed while the other related something to it is such a conflict too.

    Attributes:
        id: Of a span or relation.
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
        conflicts: Where they do, spans by place, then relations.
    """

    snapshot: Snapshot
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Snapshot, ours: Snapshot, theirs: Snapshot, prefer: Side = "ours") -> Merged:
    """Bring both sides' changes of `base` together.

    Of what no edit changes (labels of the document, unknown keys) the other side's is taken, unless only ours changed.

    Args:
        base: What both began with.
        ours: What we made of it.
        theirs: What they made of it.
        prefer: Whose version a conflict is given to.
    """
    before, mine, other = _items(base), _items(ours), _items(theirs)
    merged: dict[str, Item] = {}
    conflicts: dict[str, Conflict] = {}
    for id in before.keys() | mine.keys() | other.keys():
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
            we, they = mine.get(end), other.get(end)
            if end in merged or (we is None and they is None):
                continue
            conflicts.setdefault(end, Conflict(end, before.get(end), we, they))
            kept = we or they
            if relation.id in preferred and kept:
                merged[end] = kept
            else:
                merged.pop(relation.id, None)
    spans = [item for item in merged.values() if isinstance(item, Span)]
    relations = [item for item in merged.values() if isinstance(item, Relation)]
    snapshot = replace(
        ours if same(base, theirs) else theirs,
        spans=tuple(sorted(spans, key=lambda span: span.order)),
        relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        status=ours.status if theirs.status == base.status else theirs.status,
    )
    return Merged(snapshot, tuple(sorted(conflicts.values(), key=_place)))


def difference(before: Snapshot, after: Snapshot, title: str) -> Edit | None:
    """The edit that makes one snapshot of another; None where no edit is needed."""
    old, new = _items(before), _items(after)
    spans: list[SpanChange] = []
    relations: list[RelationChange] = []
    for id in sorted(old.keys() | new.keys()):
        was, now = old.get(id), new.get(id)
        if was is now or same(was, now):
            continue
        if isinstance(was or now, Span):
            spans.append(SpanChange(_span(was), _span(now)))
        else:
            relations.append(RelationChange(_relation(was), _relation(now)))
    status = StatusChange(before.status, after.status) if before.status != after.status else None
    if not (spans or relations or status):
        return None
    spans.sort(key=lambda change: (change.after or change.before or _NOWHERE).order)
    offset = next(((change.after or change.before or _NOWHERE).start for change in spans), 0)
    return Edit(title, tuple(spans), tuple(relations), status, offset)


def same(one: object, other: object) -> bool:
    """Whether two values are equal, a number that is none (`nan` in an annotation file) being equal to itself."""
    return one == other or (one is not None and other is not None and repr(one) == repr(other))


_NOWHERE = Span(id="", label="-", start=0, end=1)


def _items(snapshot: Snapshot) -> Mapping[str, Item]:
    found: dict[str, Item] = {span.id: span for span in snapshot.spans}
    found.update((relation.id, relation) for relation in snapshot.relations)
    return found


def _place(conflict: Conflict) -> tuple[bool, Any]:
    item = conflict.ours or conflict.theirs or conflict.base
    return (False, item.order) if isinstance(item, Span) else (True, conflict.id)


def _span(item: Item | None) -> Span | None:
    if isinstance(item, Relation):
        raise ValueError(f"{item.id} is a relation on one side and an annotation on the other")
    return item


def _relation(item: Item | None) -> Relation | None:
    if isinstance(item, Span):
        raise ValueError(f"{item.id} is a relation on one side and an annotation on the other")
    return item
