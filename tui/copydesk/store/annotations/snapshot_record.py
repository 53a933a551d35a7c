"""Snapshots, spans and relations as JSON data and back, without loss; what has its default value is left out.

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
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.text.anchors import Anchor

Data = dict[str, Any]

_PLAIN = {"status": "accepted", "source": "human", "score": None, "by": "", "note": ""}
"""The fields of a span that JSON says as they are, with their defaults."""
_TYPES = {"id": str, "label": str, "start": int, "end": int, "status": str, "source": str, "by": str, "note": str}
_MOMENTS = ("created", "changed")
_MAPPINGS = ("attrs", "extra")
_TIMES = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}


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
        data["labels"] = encode(snapshot.labels)
    return data


def read_snapshot(data: Data) -> Snapshot:
    """A snapshot from JSON data.

    Raises:
        ValueError: When it is none.
        LookupError: When something is missing.
        TypeError: When something is of another type.
    """
    status = data.get("status", "open")
    if status not in ("open", "done"):
        raise ValueError(f"no article is {status}")
    snapshot = Snapshot(
        spans=tuple(map(read_span, data["spans"])),
        relations=tuple(map(read_relation, data.get("relations", ()))),
        orphans=tuple(map(read_orphan, data.get("orphans", ()))),
        status=status,
        labels=read_mapping(data.get("labels", {})),
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
            data[name] = encode(mapping)
    return data


def read_span(data: Data) -> Span:
    """A span from JSON data; raises as `read_snapshot` does."""
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
    given |= {name: decode(data[name]) for name in _MAPPINGS if name in data}
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
    """An orphan from JSON data; raises as `read_snapshot` does."""
    exact, prefix, suffix = data["anchor"]
    return Orphan(read_span(data["span"]), Anchor(exact, prefix, suffix), int(data["twins"]))


def relation_data(relation: Relation) -> Data:
    """A relation as JSON data."""
    data: Data = {"id": relation.id, "type": relation.type, "head": relation.head, "tail": relation.tail}
    if relation.extra:
        data["extra"] = encode(relation.extra)
    return data


def read_relation(data: Data) -> Relation:
    """A relation from JSON data; raises as `read_snapshot` does."""
    return Relation(
        id=data["id"], type=data["type"], head=data["head"], tail=data["tail"], extra=decode(data.get("extra", {}))
    )


def read_mapping(data: Any) -> dict[str, Any]:
    """A mapping from what `encode` made of it; raises as `read_snapshot` does."""
    found = decode(data)
    if not isinstance(found, dict):
        raise TypeError("it is no mapping")
    return found


def encode(value: Any) -> Any:
    """Any value that TOML has as JSON data."""
    if isinstance(value, Mapping):
        if any(key.startswith("$") for key in value):
            return {"$map": _pairs(value.items())}
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": repr(value)}
    if isinstance(value, (date, time)):
        return {"$at": [type(value).__name__, value.isoformat()]}
    return value


def _pairs(items: Iterable[tuple[str, Any]]) -> list[list[Any]]:
    return [[key, encode(item)] for key, item in items]


def decode(value: Any) -> Any:
    """What `encode` made JSON data of; raises as `read_snapshot` does."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$map" in value:
        return {key: decode(item) for key, item in value["$map"]}
    if "$float" in value:
        return float(value["$float"])
    if "$at" in value:
        kind, written = value["$at"]
        return _TIMES[kind](written)
    return {key: decode(item) for key, item in value.items()}
