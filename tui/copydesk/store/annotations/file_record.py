"""What an annotation file says, as JSON data and back, without loss; a span is a row, since there may be many."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from copydesk.annotation.set_aside import SetAside
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.snapshot_record import (
    Data,
    decode,
    encode,
    orphan_data,
    read_mapping,
    read_orphan,
    read_relation,
    relation_data,
)
from copydesk.text.anchors import Anchor


def file_data(file: AnnotationFile) -> Data:
    """What an annotation file says; its problems without the path that they name."""
    snapshot = file.snapshot
    return {
        "path": file.path,
        "sha256": file.sha256,
        "length": file.length,
        "status": snapshot.status,
        "spans": [_row(span, file.anchors[span.id]) for span in snapshot.spans],
        "relations": list(map(relation_data, snapshot.relations)),
        "orphans": list(map(orphan_data, snapshot.orphans)),
        "labels": encode(snapshot.labels),
        "extra": encode(snapshot.extra),
        "document_extra": encode(snapshot.document_extra),
        "aside": [[each.kind, each.id, encode(each.data)] for each in snapshot.aside],
        "twins": dict(file.twins),
        "problems": [[each.problem, each.line, each.remedy] for each in file.problems],
        "doubted": sorted(file.doubted),
    }


def read_file(data: Data, path: Path) -> AnnotationFile:
    """What an annotation file says from JSON data of it.

    Args:
        data: What `file_data` made.
        path: The file, which its problems name.

    Raises:
        ValueError: When it is no such data.
        LookupError: When something is missing.
        TypeError: When something is of another type.
    """
    spans = tuple(_span(*row) for row, _ in data["spans"])
    snapshot = Snapshot(
        spans=spans,
        relations=tuple(map(read_relation, data["relations"])),
        orphans=tuple(map(read_orphan, data["orphans"])),
        status="done" if data["status"] == "done" else "open",
        labels=read_mapping(data["labels"]),
        extra=read_mapping(data["extra"]),
        document_extra=read_mapping(data["document_extra"]),
        aside=tuple(SetAside(kind, id, decode(item)) for kind, id, item in data["aside"]),
    )
    return AnnotationFile(
        snapshot,
        data["path"],
        data["sha256"],
        data["length"],
        {span.id: Anchor(*anchor) for span, (_, anchor) in zip(spans, data["spans"], strict=True)},
        data["twins"],
        tuple(InputError(problem, path=path, line=line, remedy=remedy) for problem, line, remedy in data["problems"]),
        frozenset(data["doubted"]),
    )


def _row(span: Span, anchor: Anchor) -> list[list[Any]]:
    """A span, with an empty value for what it lacks, and its anchor."""
    created = span.created.isoformat() if span.created else ""
    changed = span.changed.isoformat() if span.changed else ""
    place = [span.id, span.label, span.start, span.end, span.fragments]
    made = [span.status, span.source, span.score, span.by, created, changed, span.note]
    further = [encode(mapping) if mapping else 0 for mapping in (span.attrs, span.extra)]
    return [[*place, *made, *further], [anchor.exact, anchor.prefix, anchor.suffix]]


def _span(
    id: str,
    label: str,
    start: int,
    end: int,
    fragments: list[list[int]],
    status: str,
    source: str,
    score: float | None,
    by: str,
    created: str,
    changed: str,
    note: str,
    attrs: Any,
    extra: Any,
) -> Span:
    return Span(
        id=id,
        label=label,
        start=start,
        end=end,
        fragments=tuple((left, right) for left, right in fragments) if fragments else (),
        status="rejected" if status == "rejected" else "accepted",
        source=source,
        score=score,
        by=by,
        created=datetime.fromisoformat(created) if created else None,
        changed=datetime.fromisoformat(changed) if changed else None,
        note=note,
        attrs=read_mapping(attrs) if attrs else {},
        extra=read_mapping(extra) if extra else {},
    )
