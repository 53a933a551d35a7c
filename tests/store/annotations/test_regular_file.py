"""Annotation files read by pattern: they say what the reader says of them, or are left to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.reader import parse_annotation_file, parse_carefully
from copydesk.store.annotations.regular_file import read_regular
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.text.document import Document

TEXT = 'Ada Quill said “yes” in Lorvik.\r\n\r\nBen\tTarrow "agreed" \\ twice. 👩🏽‍🚀 \x07 \u2028 北京\n'
DOCUMENT = Document.from_text(TEXT)
OTHER = Document.from_text("Another text.")
HERE = Path("a.toml")

WHEN = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ODD = ["", "ana", 'a "b"', "two\nlines", "\x01 and \x7f", "é \\u0041 \u2028 🚀", "tab\t"]
VALUES = st.sampled_from([*ODD, 3, -1, True, False, 0.5, 1e-9, [1, "x"], {"deep": 1}, WHEN])
MAPPINGS = st.dictionaries(st.sampled_from(["kind", "n", "a b", "anchor", "mine"]), VALUES, max_size=3)
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 3))
    end = draw(st.integers(start + 1, len(TEXT)))
    inner = draw(st.none() | st.integers(start + 1, end - 2)) if end - start > 3 else None
    return Span(
        id=draw(st.text("abc23-_é", min_size=1, max_size=4)),
        label=draw(st.sampled_from(["PERSON", "ORG", 'A"B', "Ж\n"])),
        start=start,
        end=end,
        fragments=((start, inner), (inner + 1, end)) if inner is not None else (),
        status=draw(st.sampled_from(["accepted", "rejected"])),
        source=draw(st.sampled_from(["human", "names@1", ""])),
        score=draw(st.sampled_from([None, 0.0, 0.91, 1e-9, 1.0])),
        by=draw(st.sampled_from(ODD)),
        created=draw(MOMENTS),
        changed=draw(MOMENTS),
        note=draw(st.sampled_from(ODD)),
        attrs=draw(MAPPINGS),
        extra=draw(st.just({}) | MAPPINGS),
    )


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    found = draw(st.lists(spans(), max_size=5, unique_by=lambda span: span.id))
    ids = [span.id for span in found]
    relations = st.builds(
        Relation,
        id=st.text("xyz", min_size=1, max_size=3),
        type=st.sampled_from(["speaker", "cue", 'a "b"']),
        head=st.sampled_from(ids or [""]),
        tail=st.sampled_from(ids or [""]),
    )
    return Snapshot(
        spans=tuple(found),
        relations=tuple(draw(st.lists(relations, max_size=4, unique_by=lambda item: item.id))) if ids else (),
        status=draw(st.sampled_from(["open", "done"])),
        labels=draw(MAPPINGS),
    )


def carefully(source: str, document: Document | None) -> AnnotationFile | None:
    """What the reader says, or None where it refuses the file or has to say something of it."""
    try:
        file = parse_carefully(source.encode(), HERE, document)
    except InputError:
        return None
    return None if file.problems else file


def prove(source: str) -> None:
    """Read by pattern, a file says what it says to the reader, or nothing."""
    for document in (DOCUMENT, None, OTHER):
        found = read_regular(source, document)
        assert found is None or found == carefully(source, document)


@given(snapshots())
def test_it_says_what_the_reader_says(snapshot: Snapshot) -> None:
    prove(render_annotation_file(snapshot, DOCUMENT, 'articles/a "1".txt'))


@given(snapshots(), st.data())
def test_a_file_that_somebody_edited_is_read_alike_or_left_to_the_reader(
    snapshot: Snapshot, data: st.DataObject
) -> None:
    lines = render_annotation_file(snapshot, DOCUMENT, "articles/a.txt").split("\n")
    places = st.integers(0, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 3))):
        kind, at = data.draw(st.sampled_from(["drop", "double", "swap", "alter", "insert"])), data.draw(places)
        at = min(at, len(lines) - 1)
        if kind == "drop":
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[data.draw(places) % len(lines)])
        elif kind == "swap":
            other = data.draw(places) % len(lines)
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "insert":
            lines.insert(at, data.draw(st.sampled_from(["mine = 1", "# a remark", "", '"""', "[more]", "x = 'y'"])))
        else:
            place = data.draw(st.integers(0, len(lines[at])))
            some = data.draw(st.sampled_from(['"', "\\", "0", "-", "]", "\t", "\r", "}", ", ", "e", "'", "\x00", "5"]))
            lines[at] = lines[at][:place] + some + lines[at][place + data.draw(st.integers(0, 1)) :]
        lines = lines or [""]
    prove("\n".join(lines))


USUAL = Snapshot(
    spans=(
        Span(
            id="aa", label="PERSON", start=0, end=9, by="ana", created=WHEN, changed=WHEN, source="names@1", score=0.9
        ),
        Span(id="bb", label="QUOTE", start=15, end=30, fragments=((15, 20), (24, 30)), attrs={"kind": "direct"}),
        Span(id="cc", label="GPE", start=24, end=30, status="rejected", note='a "note"', attrs={"n": 3, "sure": True}),
    ),
    relations=(Relation(id="r1", type="speaker", head="bb", tail="aa"),),
    status="done",
    labels={"topic": "ferries"},
)


@pytest.mark.parametrize("document", [DOCUMENT, None, OTHER])
def test_what_this_program_writes_is_not_left_to_the_parser(document: Document | None) -> None:
    found = read_regular(render_annotation_file(USUAL, DOCUMENT, "articles/a.txt"), document)
    assert found is not None
    assert found.snapshot == USUAL


def test_a_file_with_thousands_of_relations_is_not_left_to_the_parser() -> None:
    many = tuple(Relation(id=f"r{number}", type="cue", head="bb", tail="aa") for number in range(3000))
    snapshot = Snapshot(spans=USUAL.spans, relations=tuple(sorted(many, key=lambda each: each.id)))
    found = read_regular(render_annotation_file(snapshot, DOCUMENT, "articles/a.txt"), DOCUMENT)
    assert found is not None
    assert found.snapshot.relations == snapshot.relations


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("end = 9", "end = 8"),
        ("end = 9", "end = 0"),
        ("end = 9", "end = 900"),
        ("length = ", "length = 1"),
        ("[annotation.cc]", "[annotation.aa]"),
        ("[relation.r1]", "[relation.aa]"),
        ('to = "aa"', 'to = "zz"'),
        ('label = "GPE"', 'label = ""'),
        ("2026-11-21T", "2026-02-30T"),
        ("[[15, 20], [24, 30]]", "[[15, 20], [19, 30]]"),
        ('status = "rejected"', 'status = "maybe"'),
        ('format = "copydesk/1"', 'format = "copydesk/2"'),
    ],
)
def test_what_something_must_be_said_of_is_left_to_the_reader(old: str, new: str) -> None:
    source = render_annotation_file(USUAL, DOCUMENT, "articles/a.txt")
    assert old in source
    edited = source.replace(old, new)
    assert read_regular(edited, DOCUMENT) is None
    assert outcome(parse_annotation_file, edited) == outcome(parse_carefully, edited)


def outcome(read: object, source: str) -> object:
    assert callable(read)
    try:
        file = read(source.encode(), HERE, DOCUMENT)
    except InputError as error:
        return str(error)
    return file, [str(problem) for problem in file.problems]
