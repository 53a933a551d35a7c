"""Writing annotation files: fixed order of keys, one block per annotation, unknown keys kept.

Each annotation is rendered on its own and the block kept, so that a save renders only what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args
from weakref import WeakKeyDictionary

from copydesk.annotation.orphan import ANCHOR, ORPHANED, Orphan, looked_at, still_orphaned
from copydesk.annotation.set_aside import EntryKind, SetAside, still_aside
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.annotations.annotation_file import (
    ANNOTATION_KEYS,
    DOCUMENT_KEYS,
    FORMAT,
    RELATION_KEYS,
    TAKEN_FORMAT,
    TOP_KEYS,
)
from copydesk.store.toml import output as toml_output
from copydesk.text.anchors import Anchor, anchor_of, twin_count
from copydesk.text.document import Document
from copydesk.text.paged_text import Text

_blocks: WeakKeyDictionary[Document, dict[str, tuple[Span, str]]] = WeakKeyDictionary()
"""The blocks of the last rendering of each document that is still in use, by id, with the span they were made of."""


def render_annotation_file(snapshot: Snapshot, document: Document, path: str) -> str:
    """An annotation file, whole.

    Args:
        snapshot: What to write. Proposals do not belong into a file.
        document: The article it is about.
        path: Of the article, from the file's folder, with POSIX separators.

    Raises:
        ValueError: When the file could not be read again: a proposal, a range outside the text, an id used twice, or
            a relation to a span that is not there.
    """
    _prove(snapshot, document)
    extra = {key: item for key, item in snapshot.extra.items() if key not in TOP_KEYS}
    before, tables = toml_output.sections(extra)
    kept = _blocks.get(document, {})
    blocks: dict[str, tuple[Span, str]] = {}
    for span in sorted(snapshot.spans, key=lambda span: span.order):
        known = kept.get(span.id)
        blocks[span.id] = known if known and known[0] is span else (span, render_span(span, document.view))
    _blocks[document] = blocks
    parts = [
        toml_output.line("format", snapshot.extra.get(TAKEN_FORMAT, FORMAT)),
        before,
        "\n",
        _render_document(snapshot, document, path),
    ]
    parts += [f"\n{block}" for _, block in blocks.values()]
    orphans = sorted(still_orphaned(snapshot.orphans, blocks), key=lambda orphan: orphan.span.order)
    parts += [f"\n{render_orphan(orphan)}" for orphan in orphans]
    parts += [f"\n{render_relation(relation)}" for relation in sorted(snapshot.relations, key=lambda item: item.id)]
    annotations = (*blocks, *(orphan.id for orphan in orphans))
    aside = still_aside(snapshot.aside, annotations, (relation.id for relation in snapshot.relations))
    return "".join([*parts, render_aside(aside), tables])


def render_span(span: Span, text: Text) -> str:
    """The block of one annotation: its table's header and keys.

    Args:
        span: The annotation.
        text: The text it is about, from which its words and their neighbourhood are copied.
    """
    anchor = anchor_of(text, span.start, span.end)
    return _render(span, anchor, twin_count(text, span.start, span.end))


def render_orphan(orphan: Orphan) -> str:
    """The block of an annotation without a place: as it was, and marked as such."""
    block = _render(looked_at(orphan.span), orphan.anchor, orphan.twins)
    return f"{block}{toml_output.line(ANCHOR, ORPHANED)}"


def _render(span: Span, anchor: Anchor, twins: int) -> str:
    """The block of an annotation with the words it stood on."""
    plain: dict[str, str | int | float | bool] = {
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "status": span.status,
        "source": span.source,
    }
    if span.score is not None:
        plain["score"] = span.score
    if span.by:
        plain["by"] = span.by
    parts = [f"[annotation.{toml_output.key(span.id)}]\n", toml_output.scalars(plain)]
    if span.created:
        parts.append(toml_output.moment("created", span.created))
    if span.changed:
        parts.append(toml_output.moment("changed", span.changed))
    if span.note:
        parts.append(toml_output.line("note", span.note))
    if span.attrs:
        parts.append(toml_output.line("attrs", span.attrs))
    if span.fragments:
        parts.append(toml_output.line("fragments", span.fragments))
    if twins:
        parts.append(toml_output.line("twins", twins))
    # An annotation with a place is no orphan, whatever it carries along.
    further = (
        (key, item)
        for key, item in span.extra.items()
        if key not in ANNOTATION_KEYS and (key, item) != (ANCHOR, ORPHANED)
    )
    parts.append(toml_output.lines(further))
    return "".join(parts)


def render_relation(relation: Relation) -> str:
    """The block of one relation."""
    known = {"type": relation.type, "from": relation.head, "to": relation.tail}
    further = ((key, item) for key, item in relation.extra.items() if key not in RELATION_KEYS)
    return f"[relation.{toml_output.key(relation.id)}]\n{toml_output.scalars(known)}{toml_output.lines(further)}"


def render_aside(aside: Sequence[SetAside]) -> str:
    """The blocks of entries that cannot be used; those that are no tables are lines of the table that they stand in."""
    parts: list[str] = []
    for kind in get_args(EntryKind):
        lines = [(each.id, each.data) for each in aside if each.kind == kind and not isinstance(each.data, dict)]
        parts += [f"\n[{kind}]\n{toml_output.lines(lines)}"] if lines else []
        for each in aside:
            if each.kind == kind and isinstance(each.data, dict):
                header = f"\n[{kind}.{toml_output.key(each.id)}]\n"
                parts.append(f"{header}{toml_output.lines(each.data.items())}")
    return "".join(parts)


def _render_document(snapshot: Snapshot, document: Document, path: str) -> str:
    known: dict[str, str | int | float | bool] = {
        "path": path,
        "sha256": document.sha256,
        "length": document.length,
        "status": snapshot.status,
    }
    labels = toml_output.line("labels", snapshot.labels) if snapshot.labels else ""
    further = ((key, item) for key, item in snapshot.document_extra.items() if key not in DOCUMENT_KEYS)
    return f"[document]\n{toml_output.scalars(known)}{labels}{toml_output.lines(further)}"


def _prove(snapshot: Snapshot, document: Document) -> None:
    """Refuse what the reader would refuse: a file that cannot be read again is worse than none."""
    ids = {span.id for span in snapshot.spans}
    orphans = still_orphaned(snapshot.orphans, ids)
    ids |= {orphan.id for orphan in orphans}
    blocks = len(snapshot.spans) + len(orphans) + len(snapshot.relations)
    if len(ids | {relation.id for relation in snapshot.relations}) < blocks:
        raise ValueError("an id is used twice")
    for span in snapshot.spans:
        if span.status == "proposed":
            raise ValueError(f"the span {span.id} is only proposed")
        if span.end > document.length:
            raise ValueError(
                f"the span {span.id} ends at {span.end}, outside the {document.length} code points there are"
            )
    for relation in snapshot.relations:
        if relation.head not in ids or relation.tail not in ids:
            raise ValueError(f"the relation {relation.id} joins spans that are not there")
