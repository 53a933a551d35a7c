"""Edits and snapshots as JSON data and back, without loss; what has its default value is left out.

The values of `attrs` and `extra` may be whatever TOML can say. What JSON cannot is an object with one key: `{"$at": …}`
a date or time, `{"$float": …}` a number that is none, `{"$map": [[key, value], …]}` a mapping with a key that begins
with `$`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.edit import Edit, LabelsChange, OrphanChange, RelationChange, SpanChange, StatusChange
from copydesk.annotation.history import Step
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.text.anchors import Anchor, anchor_of, twin_count
from copydesk.text.paged_text import Text

Data = dict[str, Any]

_PLAIN = {"status": "accepted", "source": "human", "score": None, "by": "", "note": ""}
"""The fields of a span that JSON says as they are, with their defaults."""
_TYPES = {"id": str, "label": str, "start": int, "end": int, "status": str, "source": str, "by": str, "note": str}
_MOMENTS = ("created", "changed")
_MAPPINGS = ("attrs", "extra")
_KINDS = ("do", "undo", "redo")
_TIMES = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}


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
        data["labels"] = [_encode(edit.labels.before), _encode(edit.labels.after)]
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
        LabelsChange(*(_mapping(each) for each in labels)) if labels else None,
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


def snapshot_data(snapshot: Snapshot) -> Data:
    """What edits can change of a snapshot: spans, orphans, relations, status, labels."""
    data: Data = {"spans": list(map(span_data, snapshot.spans))}
    if snapshot.orphans:
        data["orphans"] = list(map(orphan_data, snapshot.orphans))
    if snapshot.relations:
        data["relations"] = list(map(relation_data, snapshot.relations))
    if snapshot.status != "open":
        data["status"] = snapshot.status
    if snapshot.labels:
        data["labels"] = _encode(snapshot.labels)
    return data


def read_snapshot(data: Data) -> Snapshot:
    """A snapshot from JSON data; raises as `read_step` does."""
    status = data.get("status", "open")
    if status not in ("open", "done"):
        raise ValueError(f"no article is {status}")
    snapshot = Snapshot(
        spans=tuple(map(read_span, data["spans"])),
        relations=tuple(map(read_relation, data.get("relations", ()))),
        orphans=tuple(map(read_orphan, data.get("orphans", ()))),
        status=status,
        labels=_mapping(data.get("labels", {})),
    )
    AnnotationSet(snapshot)
    return snapshot


def span_data(span: Span) -> Data:
    """A span as JSON data."""
    data: Data = {"id": span.id, "label": span.label, "start": span.start, "end": span.end}
    if span.fragments:
        data["fragments"] = [list(piece) for piece in span.fragments]
    for name, default in _PLAIN.items():
        value = getattr(span, name)
        if value != default:
            data[name] = value
    for name in _MOMENTS:
        moment = getattr(span, name)
        if moment is not None:
            data[name] = moment.isoformat()
    for name in _MAPPINGS:
        mapping = getattr(span, name)
        if mapping:
            data[name] = _encode(mapping)
    return data


def read_span(data: Data) -> Span:
    """A span from JSON data; raises as `read_step` does."""
    for name, expected in _TYPES.items():
        if name in data and type(data[name]) is not expected:
            raise TypeError(f"{name} is no {expected.__name__}")
    if type(data.get("score", 0.0)) not in (int, float) or not math.isfinite(data.get("score", 0.0)):
        raise ValueError("the score is no number")
    if any(type(edge) is not int for piece in data.get("fragments", ()) for edge in piece):
        raise TypeError("an edge of a fragment is no whole number")
    given: Data = {name: data[name] for name in ("id", "label", "start", "end")}
    given |= {name: data[name] for name in _PLAIN if name in data}
    given |= {name: datetime.fromisoformat(data[name]) for name in _MOMENTS if name in data}
    given |= {name: _decode(data[name]) for name in _MAPPINGS if name in data}
    return Span(**given, fragments=tuple((left, right) for left, right in data.get("fragments", ())))


def orphan_data(orphan: Orphan) -> Data:
    """An orphan as JSON data."""
    anchor = orphan.anchor
    return {
        "span": span_data(orphan.span),
        "anchor": [anchor.exact, anchor.prefix, anchor.suffix],
        "twins": orphan.twins,
    }


def read_orphan(data: Data) -> Orphan:
    """An orphan from JSON data; raises as `read_step` does."""
    exact, prefix, suffix = data["anchor"]
    return Orphan(read_span(data["span"]), Anchor(exact, prefix, suffix), int(data["twins"]))


def _anchor_data(text: Text, span: Span) -> list[str | int]:
    anchor = anchor_of(text, span.start, span.end)
    return [anchor.exact, anchor.prefix, anchor.suffix, twin_count(text, span.start, span.end)]


def relation_data(relation: Relation) -> Data:
    """A relation as JSON data."""
    data: Data = {"id": relation.id, "type": relation.type, "head": relation.head, "tail": relation.tail}
    if relation.extra:
        data["extra"] = _encode(relation.extra)
    return data


def read_relation(data: Data) -> Relation:
    """A relation from JSON data; raises as `read_step` does."""
    return Relation(
        id=data["id"], type=data["type"], head=data["head"], tail=data["tail"], extra=_decode(data.get("extra", {}))
    )


def _mapping(data: Any) -> dict[str, Any]:
    found = _decode(data)
    if not isinstance(found, dict):
        raise TypeError("the labels are no mapping")
    return found


def _maybe(convert: Any, value: Any) -> Any:
    return None if value is None else convert(value)


def _encode(value: Any) -> Any:
    if isinstance(value, Mapping):
        if any(key.startswith("$") for key in value):
            return {"$map": _pairs(value.items())}
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_encode(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": repr(value)}
    if isinstance(value, (date, time)):
        return {"$at": [type(value).__name__, value.isoformat()]}
    return value


def _pairs(items: Iterable[tuple[str, Any]]) -> list[list[Any]]:
    return [[key, _encode(item)] for key, item in items]


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$map" in value:
        return {key: _decode(item) for key, item in value["$map"]}
    if "$float" in value:
        return float(value["$float"])
    if "$at" in value:
        kind, written = value["$at"]
        return _TIMES[kind](written)
    return {key: _decode(item) for key, item in value.items()}
