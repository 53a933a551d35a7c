"""Edits as JSON data and back, without loss; `snapshot_record` says what becomes of the spans in them."""

from __future__ import annotations

from typing import Any

from copydesk.annotation.edit import Edit, LabelsChange, OrphanChange, RelationChange, SpanChange, StatusChange
from copydesk.annotation.history import Step
from copydesk.annotation.span import Span
from copydesk.store.annotations.snapshot_record import (
    Data,
    encode,
    orphan_data,
    read_mapping,
    read_orphan,
    read_relation,
    read_span,
    relation_data,
    span_data,
)
from copydesk.text.anchors import Anchor, anchor_of, twin_count
from copydesk.text.paged_text import Text

_KINDS = ("do", "more", "undo", "redo")


def step_data(step: Step, number: int, text: Text | None = None) -> Data:
    """A step as JSON data.

    Args:
        step: The step.
        number: Its number in the journal, from 1.
        text: The article, from which the words of the spans that it leaves and their context are copied: should it
            change before they are in the annotation file, they are found again as those of the file are.
    """
    edit = step.edit
    data: Data = {"k": step.kind, "n": number, "title": edit.title}
    if edit.offset:
        data["offset"] = edit.offset
    if edit.spans:
        data["spans"] = [[_maybe(span_data, change.before), _maybe(span_data, change.after)] for change in edit.spans]
    if edit.relations:
        data["relations"] = [
            [_maybe(relation_data, change.before), _maybe(relation_data, change.after)] for change in edit.relations
        ]
    if edit.orphans:
        data["orphans"] = [
            [_maybe(orphan_data, change.before), _maybe(orphan_data, change.after)] for change in edit.orphans
        ]
    if edit.status:
        data["status"] = [edit.status.before, edit.status.after]
    if edit.labels:
        data["labels"] = [encode(edit.labels.before), encode(edit.labels.after)]
    left = [change.after for change in step.change.spans if change.after]
    if left and text is not None and text[0:1]:
        data["anchors"] = {span.id: _anchor_data(text, span) for span in left}
    return data


def read_step(data: Data) -> Step:
    """A step from JSON data.

    Raises:
        ValueError: When it is none.
        LookupError: When something is missing.
        TypeError: When something is of another type.
    """
    status, labels = data.get("status"), data.get("labels")
    edit = Edit(
        str(data["title"]),
        tuple(
            SpanChange(_maybe(read_span, before), _maybe(read_span, after)) for before, after in data.get("spans", ())
        ),
        tuple(
            RelationChange(_maybe(read_relation, before), _maybe(read_relation, after))
            for before, after in data.get("relations", ())
        ),
        StatusChange(*status) if status else None,
        int(data.get("offset", 0)),
        tuple(
            OrphanChange(_maybe(read_orphan, before), _maybe(read_orphan, after))
            for before, after in data.get("orphans", ())
        ),
        LabelsChange(*(read_mapping(each) for each in labels)) if labels else None,
    )
    if data["k"] not in _KINDS:
        raise ValueError(f"no step is a {data['k']}")
    return Step(data["k"], edit)


def read_anchors(data: Data) -> dict[str, tuple[Anchor, int]]:
    """The anchors of the spans that a step leaves, by id, each with its twins; raises as `read_step` does."""
    given = data.get("anchors", {}).items()
    found = {str(id): (Anchor(exact, prefix, suffix), twins) for id, (exact, prefix, suffix, twins) in given}
    for anchor, twins in found.values():
        if type(twins) is not int or any(
            type(each) is not str for each in (anchor.exact, anchor.prefix, anchor.suffix)
        ):
            raise TypeError("an anchor is no words")
    return found


def _anchor_data(text: Text, span: Span) -> list[str | int]:
    anchor = anchor_of(text, span.start, span.end)
    return [anchor.exact, anchor.prefix, anchor.suffix, twin_count(text, span.start, span.end)]


def _maybe(convert: Any, value: Any) -> Any:
    return None if value is None else convert(value)
