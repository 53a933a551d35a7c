"""Bringing work along: what was done to an article and not written before the article was changed. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from copydesk.annotation.edit import same
from copydesk.annotation.orphan import ANCHOR, ANCHOR_SCORE, Orphan, looked_at
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.work.journal_content import JournalContent
from copydesk.store.work.merge import Item, Merged, difference, items_of, merge

if TYPE_CHECKING:
    from copydesk.store.annotations.reanchoring import Reanchored

Find = Callable[[AnnotationFile], "Reanchored"]
"""Finds annotations that were made in an earlier text in the article as it is now."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Work that was brought to the article as it is now.

    Attributes:
        base: What it began with, as that stands in the article now.
        merged: It, and what the annotation file says.
        orphans: How many of the annotations that it is about are not found any more.
    """

    base: Snapshot
    merged: Merged
    orphans: int


def bring_along(
    content: JournalContent, at: int, then: Snapshot, file: Snapshot, find: Find, *, met: bool = False
) -> Brought | None:
    """Bring what a journal says to another text than it is about: each annotation is proved as one of a file is.

    Args:
        content: What the journal says.
        at: After which of its steps the annotation file was written.
        then: The annotations after that step.
        file: What the annotation file says, in the article as it is now.
        find: Finds annotations there.
        met: Whether the file was written by another, and taken in: it has nothing of ours since that step.

    Returns:
        None when the journal does not know on what words something stood.
    """
    final = content.after(len(content.steps))
    old, new, there = items_of(then), items_of(final), items_of(file)
    ids = {id for id in old.keys() | new.keys() if not same(old.get(id), new.get(id))}
    if met:
        ids |= new.keys() - there.keys()
    anchors = {id: anchor for step in content.anchors[at:] for id, anchor in step.items()}
    spans = [item for id in ids if isinstance(item := new.get(id), Span)]
    if not anchors.keys() >= {span.id for span in spans}:
        return None
    found = find(
        AnnotationFile(
            Snapshot(spans=tuple(sorted(spans, key=lambda span: span.order))),
            "",
            content.document_sha256,
            content.document_length,
            {id: anchor for id, (anchor, _) in anchors.items()},
            {id: twins for id, (_, twins) in anchors.items() if twins},
        )
    )
    ours = {id: item for id, item in new.items() if id in ids} | items_of(found.snapshot)
    base = {id: item for id, item in old.items() if id in ids}
    for id in ids & there.keys():
        was, now, they = old.get(id), new.get(id), there[id]
        if not any(each and same(_placeless(each), _placeless(they)) for each in (was, now)):
            continue
        base[id] = they
        if was is None:
            ours[id] = they  # it was taken in from the file
        elif isinstance(was, Span) and isinstance(now, Span) and was.pieces == now.pieces:
            ours[id] = _in_place_of(now, they)
    began = _with(file, ids, base, then)
    merged = merge(began, _with(file, ids, ours, final), file)
    orphans = sum(isinstance(ours.get(id), Orphan) for id in ids if isinstance(new.get(id), Span))
    return Brought(began, merged, orphans)


def unwritten(then: Snapshot, final: Snapshot, taken_in: Snapshot | None) -> bool:
    """Whether there is work that the annotation file does not know.

    Args:
        then: The annotations when it was written last.
        final: The annotations after all that was done.
        taken_in: What the file says, if another wrote it since and it was taken in.
    """
    kept = taken_in is not None and not items_of(taken_in).keys() >= items_of(final).keys()
    return kept or difference(then, final, "unwritten") is not None


def _placeless(item: Item) -> Item:
    """An annotation without its place and how that was found: two that are equal so are one, in two texts."""
    if isinstance(item, Relation):
        return item
    span = item.span if isinstance(item, Orphan) else item
    return replace(looked_at(span), start=0, end=1, fragments=())


def _in_place_of(span: Span, other: Item) -> Item:
    """An annotation that was changed but not moved, where the other was found; without a place, if that has none."""
    if isinstance(other, Orphan):
        return replace(other, span=replace(span, start=other.span.start, end=other.span.end))
    if not isinstance(other, Span):
        return span
    how = {key: other.extra[key] for key in (ANCHOR, ANCHOR_SCORE) if key in other.extra}
    extra = {**looked_at(span).extra, **how}
    return replace(span, start=other.start, end=other.end, fragments=other.fragments, extra=extra)


def _with(file: Snapshot, ids: set[str], changed: dict[str, Item], facts: Snapshot) -> Snapshot:
    """What a file says, with other items for some ids, and the status and labels of the article of a snapshot."""
    items = {id: item for id, item in items_of(file).items() if id not in ids} | changed
    spans = (item for item in items.values() if isinstance(item, Span))
    orphans = (item for item in items.values() if isinstance(item, Orphan))
    relations = (item for item in items.values() if isinstance(item, Relation))
    return replace(
        file,
        spans=tuple(sorted(spans, key=lambda span: span.order)),
        orphans=tuple(sorted(orphans, key=lambda orphan: orphan.span.order)),
        relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        status=facts.status,
        labels=facts.labels,
    )
