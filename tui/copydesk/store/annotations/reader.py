"""Reading annotation files: everything is checked, and whatever is wrong is named with its annotation and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from copydesk.annotation.orphan import ANCHOR, ORPHANED, Orphan, looked_at
from copydesk.annotation.set_aside import EntryKind, SetAside, still_aside
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.store.annotations.annotation_file import (
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
from copydesk.store.toml.input import LARGEST, Table, TomlInput, read_bounded
from copydesk.text.anchors import Anchor, stands
from copydesk.text.document import Document

if TYPE_CHECKING:
    from copydesk.store.annotations.file_cache import FileCache
    from copydesk.store.toml.repeated_tables import Repeated

LONGEST_SHOWN = 40
"""Code points of a value that a complaint shows."""
KEPT = "Repair it; until then it is kept as it is"
ORPHAN = "It is an orphan until it is given a place, or the file is repaired"

_FORMAT = re.compile(r"([^/]{1,99})/([0-9]{1,9})(?:\.[0-9]{1,9}){0,9}")


def read_annotation_file(
    path: Path, document: Document | None = None, cache: FileCache | None = None
) -> AnnotationFile:
    """Read an annotation file.

    An entry that cannot be used is set aside; one whose place is impossible, or whose words do not stand there, is an
    orphan. Each of them is a problem of the file, and all others are read.

    Args:
        path: The file.
        document: Its article: if that is the very one that was annotated, the words are proved in it.
        cache: Where to look for what was read before, and to keep what took a parser.

    Raises:
        InputError: When it cannot be read, is not TOML, is of an unknown format, or is impossible as a whole.
        FileNotFoundError: When there is no such file.
    """
    return parse_annotation_file(read_bounded(path), path, document, cache)


def parse_annotation_file(
    content: bytes, path: Path, document: Document | None = None, cache: FileCache | None = None
) -> AnnotationFile:
    """The same for the bytes of a file; `path` is only named in complaints.

    Raises:
        InputError: When it is not TOML, is of an unknown format, or is impossible as a whole.
    """
    file = _read_regular(content, document) or (cache and cache.get(content, path, document))
    if not file:
        file = parse_carefully(content, path, document)
        if cache:
            cache.put(content, path, document, file)
    return file


def _read_regular(content: bytes, document: Document | None) -> AnnotationFile | None:
    if len(content) > LARGEST:
        return None
    try:
        source = content.decode()
    except UnicodeDecodeError:
        return None
    from copydesk.store.annotations.regular_file import read_regular  # where nothing was annotated, nothing needs it

    return read_regular(source, document)


def parse_carefully(content: bytes, path: Path, document: Document | None = None) -> AnnotationFile:
    """The same for a file that may be otherwise than this program writes it.

    Raises:
        InputError: When it is not TOML, is of an unknown format, or is impossible as a whole.
    """
    file, repeated = _parse(content, path)
    top = file.table()
    written_format = _check_format(top)
    top.require("document")
    table = file.table("document")
    table.require("path", "sha256", "length")
    sha256, length = table.string("sha256"), table.integer("length")
    known = document if document and document.sha256 == sha256 else None
    entries = _Entries(file, repeated, known.length if known else length, known)
    if known and known.length != length:
        entries.problems.append(
            InputError(
                f"length is {length}, but the article has {known.length}",
                path=path,
                line=file.line_of(("document",), "length"),
                remedy="It is put right when the file is written",
            )
        )
    extra = top.rest(TOP_KEYS)
    if written_format != FORMAT:
        extra[TAKEN_FORMAT] = written_format
    snapshot = Snapshot(
        spans=tuple(sorted(entries.spans, key=lambda span: span.order)),
        relations=tuple(sorted(entries.relations, key=lambda relation: relation.id)),
        orphans=tuple(sorted(entries.orphans, key=lambda orphan: orphan.span.order)),
        status=_one_of(table, "status", "open", get_args(ArticleStatus)),
        labels=table.mapping("labels"),
        extra=extra,
        document_extra=table.rest(DOCUMENT_KEYS),
        aside=still_aside(entries.aside, (), ()),
    )
    return AnnotationFile(
        snapshot,
        table.string("path"),
        sha256,
        known.length if known else length,
        entries.anchors,
        entries.twins,
        tuple(sorted(entries.problems, key=lambda problem: problem.line or 0)),
        frozenset(entries.doubted),
    )


def _parse(content: bytes, path: Path) -> tuple[TomlInput, dict[tuple[str, str], Repeated]]:
    """A file, and those of its entries that repeat the id of another: they have ids of their own here."""
    import tomllib

    try:
        return TomlInput.parse(content, path), {}
    except InputError as error:
        if not isinstance(error.__cause__, tomllib.TOMLDecodeError):
            raise
        from copydesk.store.toml.repeated_tables import take_out_repeated

        source, repeated = take_out_repeated(content.decode("utf-8-sig"))
        if not repeated:
            raise
    file = TomlInput.parse(source.encode(), path)
    data = {**file.data, **{kind: dict(file.table(kind).data) for kind in get_args(EntryKind)}}
    taken = {id for kind in get_args(EntryKind) for id in data[kind]} | {each.id for each in repeated}
    named: dict[tuple[str, str], Repeated] = {}
    for each in repeated:
        id = next(id for number in count(2) if (id := f"{each.id}-{number}") not in taken)
        taken.add(id)
        data[each.kind][id] = each.data
        named[each.kind, id] = each
    file = replace(file, data=data)
    file.prove()
    return file, named


class _Entries:
    """The annotations and relations of a file, each by itself: what is wrong with one is no matter of the others.

    Args:
        file: The file.
        repeated: Which of them repeat the id of another, by kind and the id they have here.
        length: Of the article's text.
        document: The article, if it is the very one that was annotated.
    """

    def __init__(
        self, file: TomlInput, repeated: Mapping[tuple[str, str], Repeated], length: int, document: Document | None
    ) -> None:
        self.spans: list[Span] = []
        self.orphans: list[Orphan] = []
        self.relations: list[Relation] = []
        self.aside: list[SetAside] = []
        self.anchors: dict[str, Anchor] = {}
        self.twins: dict[str, int] = {}
        self.problems: list[InputError] = []
        self.doubted: set[str] = set()
        self._file, self._repeated, self._length, self._document = file, repeated, length, document
        for name, data in file.table("annotation").data.items():
            with self._set_aside_if_wrong("annotation", name, data):
                self._take(name, file.table("annotation", name))
        usable = self.anchors.keys() | {orphan.id for orphan in self.orphans}
        for name, data in file.table("relation").data.items():
            with self._set_aside_if_wrong("relation", name, data):
                self._relate(name, file.table("relation", name), usable)

    def _take(self, name: str, table: Table) -> None:
        span = _span(name, table)
        anchor = Anchor(table.string("exact"), table.string("prefix"), table.string("suffix"))
        twins = table.integer("twins")
        doubt = self._doubt(table, span, anchor)
        if doubt:
            self.problems.append(doubt)
            self.doubted.add(name)
        if doubt or table.data.get(ANCHOR) == ORPHANED:
            self.orphans.append(Orphan(looked_at(span), anchor, twins))
            return
        self.spans.append(span)
        self.anchors[name] = anchor
        if twins:
            self.twins[name] = twins

    def _doubt(self, table: Table, span: Span, anchor: Anchor) -> InputError | None:
        """Why an annotation cannot be where the file says."""
        repeated = self._repeated.get(("annotation", span.id))
        if repeated:
            return self._told_of(repeated, f"It is an orphan now, {span.id}: place or remove it, or repair the file")
        if table.data.get(ANCHOR) == ORPHANED:
            return None
        if span.end > self._length:
            return table.complaint("end", f"is {span.end}, but the text has only {self._length} code points", ORPHAN)
        text = self._document.view if self._document else None
        if text is not None and not stands(text, span.start, span.end, anchor.exact, span.fragments):
            words = anchor.exact if len(anchor.exact) <= LONGEST_SHOWN else f"{anchor.exact[: LONGEST_SHOWN - 1]}…"
            problem = f"does not stand at {span.start} to {span.end}: {span.label} {words!r}"
            return table.complaint("", problem, ORPHAN)
        return None

    def _relate(self, name: str, table: Table, usable: Set[str]) -> None:
        table.require("type", "from", "to")
        if name in self._file.table("annotation").data:
            table.fail("", "has the id of an annotation; ids are used once in a file")
        for key in ("from", "to"):
            id = table.string(key)
            if id not in usable:
                is_aside = id in self._file.table("annotation").data
                what = "was set aside" if is_aside else "is no annotation of this file"
                table.fail(key, f"names {id}, which {what}", "Repair that one" if is_aside else "Remove the relation")
        self.relations.append(_relation(name, table))
        repeated = self._repeated.get(("relation", name))
        if repeated:
            self.problems.append(self._told_of(repeated, f"It is {name} now: remove it if it should not be"))

    @contextmanager
    def _set_aside_if_wrong(self, kind: EntryKind, name: str, data: Any) -> Iterator[None]:
        try:
            yield
        except InputError as error:
            self.aside.append(SetAside(kind, name, data))
            repeated = self._repeated.get((kind, name))
            line = repeated.line if repeated else error.line
            remedy = f"{error.remedy}; until then it is kept as it is" if error.remedy else KEPT
            self.problems.append(InputError(error.problem, path=error.path, line=line, remedy=remedy))

    def _told_of(self, each: Repeated, remedy: str) -> InputError:
        problem = f"{each.kind} {each.id} is there already, on line {each.first}; ids are used once in a file"
        return InputError(problem, path=self._file.path, line=each.line, remedy=remedy)


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


def _span(name: str, table: Table) -> Span:
    table.require("label", "start", "end", "exact")
    start, end = table.integer("start"), table.integer("end")
    if not 0 <= start < end:
        table.fail("", f"has an impossible range: start {start}, end {end}")
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
            extra=table.rest(ANNOTATION_KEYS),
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


def _relation(name: str, table: Table) -> Relation:
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
