"""Reading annotation files: everything is checked, and whatever is wrong is named with its annotation and line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

from copydesk.annotation.orphan import ANCHOR, ORPHANED, Orphan
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.store.annotation_file import (
    ANNOTATION_KEYS,
    DOCUMENT_KEYS,
    FORMAT,
    FORMAT_NAME,
    MAJOR,
    RELATION_KEYS,
    TAKEN_FORMAT,
    TOP_KEYS,
    AnnotationFile,
)
from copydesk.store.toml_input import Table, TomlInput
from copydesk.text.anchors import Anchor

LONGEST_SHOWN = 40
"""Code points of a value that a complaint shows."""

_FORMAT = re.compile(r"([^/]{1,99})/([0-9]{1,9})(?:\.[0-9]{1,9}){0,9}")


def read_annotation_file(path: Path) -> AnnotationFile:
    """Read an annotation file.

    Raises:
        InputError: When it cannot be read, is not TOML, is of an unknown format, or says something impossible.
        FileNotFoundError: When there is no such file.
    """
    return _interpret(TomlInput.read(path))


def parse_annotation_file(content: bytes, path: Path) -> AnnotationFile:
    """The same for the bytes of a file; `path` is only named in complaints.

    Raises:
        InputError: When it is not TOML, is of an unknown format, or says something impossible.
    """
    return _interpret(TomlInput.parse(content, path))


def _interpret(file: TomlInput) -> AnnotationFile:
    top = file.table()
    written_format = _check_format(top)
    top.require("document")
    document = file.table("document")
    document.require("path", "sha256", "length")
    length = document.integer("length")
    spans: list[Span] = []
    orphans: list[Orphan] = []
    anchors: dict[str, Anchor] = {}
    twins: dict[str, int] = {}
    for name in file.table("annotation").data:
        table = file.table("annotation", name)
        is_orphan = table.data.get(ANCHOR) == ORPHANED
        span = _span(name, table, None if is_orphan else length)
        anchor = Anchor(table.string("exact"), table.string("prefix"), table.string("suffix"))
        if is_orphan:
            orphans.append(Orphan(span, anchor, table.integer("twins")))
        else:
            spans.append(span)
            anchors[name] = anchor
            if table.integer("twins"):
                twins[name] = table.integer("twins")
    ids = frozenset(file.table("annotation").data)
    relations = [_relation(name, file.table("relation", name), ids) for name in file.table("relation").data]
    extra = top.rest(TOP_KEYS)
    if written_format != FORMAT:
        extra[TAKEN_FORMAT] = written_format
    snapshot = Snapshot(
        spans=tuple(sorted(spans, key=lambda span: span.order)),
        relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        orphans=tuple(sorted(orphans, key=lambda orphan: orphan.span.order)),
        status=_one_of(document, "status", "open", get_args(ArticleStatus)),
        labels=document.mapping("labels"),
        extra=extra,
        document_extra=document.rest(DOCUMENT_KEYS),
    )
    return AnnotationFile(snapshot, document.string("path"), document.string("sha256"), length, anchors, twins)


def _check_format(top: Table) -> str:
    """The format line, when this version can read that format."""
    written = top.data.get("format")
    parts = _FORMAT.fullmatch(written) if isinstance(written, str) else None
    if parts and parts[1] == FORMAT_NAME and int(parts[2]) == MAJOR:
        return parts[0]
    if written is None:
        top.fail("format", f"is missing; a file of annotations begins with it: {FORMAT!r}", "The file is left as it is")
    remedy = "The file is left as it is"
    if parts and parts[1] == FORMAT_NAME and int(parts[2]) > MAJOR:
        remedy = f"A newer Copydesk wrote it: install that one. {remedy}"
    shown = repr(written)
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"
    raise InputError(
        f"the format {shown} is unknown; this version reads {FORMAT}",
        path=top.file.path,
        line=top.file.line_of((), "format"),
        remedy=remedy,
    )


def _span(name: str, table: Table, length: int | None) -> Span:
    """An annotation; one whose text has gone (an orphan's) may end anywhere."""
    table.require("label", "start", "end", "exact")
    start, end = table.integer("start"), table.integer("end")
    if not 0 <= start < end:
        table.fail("", f"has an impossible range: start {start}, end {end}")
    if length is not None and end > length:
        table.fail("end", f"is {end}, but the text has only {length} code points")
    if not table.string("label"):
        table.fail("label", "is empty")
    try:
        return Span(
            id=name,
            label=table.string("label"),
            start=start,
            end=end,
            fragments=_fragments(table),
            status=_one_of(table, "status", "accepted", ("accepted", "rejected")),
            source=table.string("source", "human"),
            score=table.number("score"),
            by=table.string("by"),
            created=table.moment("created"),
            changed=table.moment("changed"),
            note=table.string("note"),
            attrs=table.mapping("attrs"),
            extra=table.rest(ANNOTATION_KEYS | ({ANCHOR} if length is None else set())),
        )
    except ValueError as error:
        table.fail("", f"is impossible: {error}")


def _fragments(table: Table) -> tuple[tuple[int, int], ...]:
    found = table.data.get("fragments", [])
    whole = isinstance(found, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(type(edge) is int for edge in pair) for pair in found
    )
    if not whole:
        table.fail("fragments", "must be an array of [start, end] pairs")
    return tuple((left, right) for left, right in found)


def _relation(name: str, table: Table, annotations: frozenset[str]) -> Relation:
    table.require("type", "from", "to")
    if name in annotations:
        table.fail("", "has the id of an annotation; ids are used once in a file")
    for key in ("from", "to"):
        if table.string(key) not in annotations:
            table.fail(key, f"names {table.string(key)}, which is no annotation of this file", "Remove the relation")
    return Relation(
        id=name,
        type=table.string("type"),
        head=table.string("from"),
        tail=table.string("to"),
        extra=table.rest(RELATION_KEYS),
    )


def _one_of(table: Table, key: str, default: str, allowed: tuple[str, ...]) -> Any:
    found = table.string(key, default)
    if found not in allowed:
        table.fail(key, f"is {found!r}, not one of: {', '.join(allowed)}")
    return found
