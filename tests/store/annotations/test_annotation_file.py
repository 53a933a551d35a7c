"""The annotation file: what is written is read again, and what is wrong is named."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.annotations.writer import render_annotation_file, render_span
from copydesk.text.document import Document

TEXT = "Ana Ruiz said: “We will rebuild.”\r\n“Soon,” she added.\n"
DOCUMENT = Document.from_text(TEXT)
HERE = Path("a.toml")


def span(start: int = 0, end: int = 8, **more: Any) -> Span:
    return Span(**{"id": "7k3m9x2e", "label": "PERSON", "start": start, "end": end, **more})


def render(snapshot: Snapshot, document: Document = DOCUMENT) -> str:
    return render_annotation_file(snapshot, document, "../articles/a.txt")


def read(source: str) -> Snapshot:
    return parse_annotation_file(source.encode(), HERE).snapshot


def test_a_file_looks_as_the_format_says() -> None:
    when = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    snapshot = Snapshot(
        spans=(
            span(
                15,
                42,
                id="8h2d4c1b",
                label="QUOTE",
                source="quotes@1",
                score=0.91,
                by="ana",
                created=when,
                changed=when,
                note="two parts",
                attrs={"kind": "direct", "certainty": 3},
                fragments=((15, 33), (35, 42)),
            ),
            span(),
        ),
        relations=(Relation(id="5t1n8w6p", type="speaker", head="8h2d4c1b", tail="7k3m9x2e"),),
        status="done",
        labels={"topic": "building"},
    )
    assert render(snapshot) == (
        'format = "copydesk/1"\n'
        "\n"
        "[document]\n"
        'path = "../articles/a.txt"\n'
        f'sha256 = "{DOCUMENT.sha256}"\n'
        "length = 54\n"
        'status = "done"\n'
        'labels = { topic = "building" }\n'
        "\n"
        "[annotation.7k3m9x2e]\n"
        'label = "PERSON"\n'
        "start = 0\n"
        "end = 8\n"
        'exact = "Ana Ruiz"\n'
        'prefix = ""\n'
        'suffix = " said: “We will rebuild.”\\r\\n“Soon"\n'
        'status = "accepted"\n'
        'source = "human"\n'
        "\n"
        "[annotation.8h2d4c1b]\n"
        'label = "QUOTE"\n'
        "start = 15\n"
        "end = 42\n"
        'exact = "“We will rebuild.”\\r\\n“Soon,”"\n'
        'prefix = "Ana Ruiz said: "\n'
        'suffix = " she added.\\n"\n'
        'status = "accepted"\n'
        'source = "quotes@1"\n'
        "score = 0.91\n"
        'by = "ana"\n'
        "created = 2026-11-21T10:00:00Z\n"
        "changed = 2026-11-21T10:00:00Z\n"
        'note = "two parts"\n'
        'attrs = { kind = "direct", certainty = 3 }\n'
        "fragments = [[15, 33], [35, 42]]\n"
        "\n"
        "[relation.5t1n8w6p]\n"
        'type = "speaker"\n'
        'from = "8h2d4c1b"\n'
        'to = "7k3m9x2e"\n'
    )


def test_annotations_are_ordered_by_start_then_the_longer_then_the_id() -> None:
    snapshot = Snapshot(spans=(span(4, 8, id="a"), span(0, 3, id="c"), span(0, 8, id="z"), span(0, 3, id="b")))
    assert [item.id for item in read(render(snapshot)).spans] == ["z", "b", "c", "a"]
    headers = [line for line in render(snapshot).splitlines() if line.startswith("[annotation")]
    assert headers == ["[annotation.z]", "[annotation.b]", "[annotation.c]", "[annotation.a]"]


TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("aZ \"'\\“”\r\n\t\x00\x07\x1b\x7f\x85\u2028\u2029\ufeff\u0301\u200d👩🏽🚀🇫🇷e中א")),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=40,
)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), TEXTS, st.datetimes()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Document, Snapshot]:
    text = draw(TEXTS)
    spans = []
    for name in draw(st.lists(TEXTS, max_size=4, unique=True)):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        inner = draw(st.integers(start + 1, end - 1)) if end - start > 2 else 0
        spans.append(
            Span(
                id=name,
                label=draw(TEXTS),
                start=start,
                end=end,
                fragments=((start, inner), (inner + 1, end)) if start < inner < end - 1 else (),
                status=draw(st.sampled_from(["accepted", "rejected"])),
                source=draw(st.just("human") | TEXTS),
                score=draw(st.none() | st.floats(0, 1)),
                by=draw(st.just("") | TEXTS),
                created=draw(MOMENTS),
                changed=draw(MOMENTS),
                note=draw(st.just("") | TEXTS),
                attrs=draw(st.dictionaries(TEXTS, VALUES, max_size=2)),
                extra=draw(st.dictionaries(TEXTS.map("x".__add__), VALUES, max_size=2)),
            )
        )
    relations = []
    if spans:
        ends = st.sampled_from([item.id for item in spans])
        relations = [
            Relation(id=f"relation {number}", type=draw(TEXTS), head=draw(ends), tail=draw(ends))
            for number in range(draw(st.integers(0, 2)))
        ]
    further = st.dictionaries(TEXTS.map("x".__add__), VALUES, max_size=2)
    snapshot = Snapshot(
        spans=tuple(sorted(spans, key=lambda item: item.order)),
        relations=tuple(relations),
        status=draw(st.sampled_from(["open", "done"])),
        labels=draw(st.dictionaries(TEXTS, VALUES, max_size=2)),
        extra=draw(further),
        document_extra=draw(further),
    )
    return Document.from_text(text), snapshot


@settings(max_examples=40)
@given(annotated())
def test_what_is_written_is_read_again(made: tuple[Document, Snapshot]) -> None:
    document, snapshot = made
    source = render(snapshot, document)
    again = parse_annotation_file(source.encode(), HERE)
    assert again.snapshot == snapshot
    assert (again.sha256, again.length) == (document.sha256, document.length)
    assert again.moved(document.text) == ()
    assert render(again.snapshot, document) == source


@settings(max_examples=40)
@given(annotated())
def test_each_value_stands_on_one_line(made: tuple[Document, Snapshot]) -> None:
    document, snapshot = made
    for item in snapshot.spans:
        block = render_span(item, document.text)
        assert block.endswith("\n")
        assert len(tomllib.loads(block)["annotation"][item.id]) == block.count("\n") - 1


def test_another_parser_reads_the_same() -> None:
    rtoml = pytest.importorskip("rtoml")
    text = "👩🏽‍🚀 e\u0301 \u2028\x07\x7f\\\"'\r\n中文"
    snapshot = Snapshot(spans=(span(0, len(text), attrs={"kind": "direct", "a b": [1, 2]}, note="\t“x”"),))
    source = render(snapshot, Document.from_text(text))
    assert rtoml.loads(source) == tomllib.loads(source)
    assert rtoml.loads(source)["annotation"]["7k3m9x2e"]["exact"] == text


STRANGE = """\
format = "copydesk/1.3"
mood = "calm"
since = 1979-05-27
numbers = [{ a = 1 }, { a = 2 }]

[document]
path = "a.txt"
sha256 = "x"
length = 54
language = "en"
read = [[0, 5]]

[annotation.a]
label = "PERSON"
start = 0
end = 3
exact = "Ana"
weight = 3.5
seen = 2026-01-02T03:04:05.678+02:00

[annotation.a.history]
old = "ORG"
deep.deeper = [1, { two = 2 }]

[annotation.b]
label = "QUOTE"
start = 15
end = 33
exact = "“We will rebuild.”"

[relation.r]
type = "speaker"
from = "b"
to = "a"
certainty = "low"

[tool.other]
key = "value"
at = 07:32:00

[[event]]
name = "one"
[[event]]
name = "two"
"""


def test_what_this_version_does_not_know_survives_a_rewrite() -> None:
    before, after = tomllib.loads(STRANGE), tomllib.loads(render(read(STRANGE)))
    after["document"] |= {"path": "a.txt", "sha256": "x"}
    for table in (after["document"], *after["annotation"].values()):
        for key in ("prefix", "suffix", "status", "source"):
            table.pop(key, None)
    assert after == before
    assert render(read(render(read(STRANGE)))) == render(read(STRANGE))


def test_a_block_is_rendered_again_only_when_its_span_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    from copydesk.store.annotations import writer as annotation_writer

    rendered = []

    def counting(item: Span, text: str) -> str:
        rendered.append(item.id)
        return render_span(item, text)

    monkeypatch.setattr(annotation_writer, "render_span", counting)
    document = Document.from_text(TEXT + " ")
    one, two = span(id="one"), span(4, 8, id="two")
    render(Snapshot(spans=(one, two)), document)
    source = render(Snapshot(spans=(one, span(4, 8, id="two", note="new"))), document)
    assert rendered == ["one", "two", "two"]
    assert 'note = "new"' in source


@pytest.mark.parametrize(
    ("change", "line", "problem"),
    [
        (('"copydesk/1.3"', '"copydesk/2"'), 1, "format 'copydesk/2' is unknown"),
        (('"copydesk/1.3"', '"brat/1"'), 1, "format 'brat/1' is unknown"),
        (('"copydesk/1.3"', "1"), 1, "format 1 is unknown"),
        (('format = "copydesk/1.3"', ""), None, "format is missing"),
        (("[document]", "[documents]"), None, "no document"),
        (("length = 54", ""), 6, "document has no length"),
        (('language = "en"', 'status = "shut"'), 10, "document: status is 'shut'"),
        (('label = "QUOTE"', "label = QUOTE"), 26, "not TOML"),
        (('label = "QUOTE"', 'label = "QUOTE"\nlabel = "CLAIM"'), 27, "not TOML"),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_named_with_its_line(
    change: tuple[str, str], line: int | None, problem: str
) -> None:
    assert change[0] in STRANGE
    with pytest.raises(InputError, match=r".") as caught:
        read(STRANGE.replace(*change, 1))
    assert problem in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith("a.toml")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"a = ", b"[" * 3000, b"x = " + b"[" * 100_000, b"x = " + b"9" * 5000, b"\0"]
)
def test_what_is_no_annotation_file_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        parse_annotation_file(content, HERE)


def test_a_byte_order_mark_and_crlf_do_no_harm() -> None:
    assert parse_annotation_file(b"\xef\xbb\xbf" + STRANGE.replace("\n", "\r\n").encode(), HERE).snapshot == read(
        STRANGE
    )


@pytest.mark.parametrize(
    "snapshot",
    [
        Snapshot(spans=(span(status="proposed"),)),
        Snapshot(spans=(span(0, 55),)),
        Snapshot(spans=(span(), span())),
        Snapshot(spans=(span(),), relations=(Relation(type="speaker", head="7k3m9x2e", tail="gone"),)),
    ],
)
def test_what_could_not_be_read_again_is_not_written(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match=r"."):
        render(snapshot)


def test_a_passage_that_moved_is_found_out() -> None:
    file = parse_annotation_file(render(Snapshot(spans=(span(), span(15, 33, id="q")))).encode(), HERE)
    assert [item.id for item in file.moved(TEXT.replace("rebuild", "restore"))] == ["q"]
    assert [item.id for item in file.moved("The " + TEXT)] == ["7k3m9x2e", "q"]
    assert file.moved(TEXT + "More.") == ()


def test_what_lies_between_the_pieces_of_a_passage_may_change() -> None:
    pieces = span(0, 13, fragments=((0, 3), (9, 13)))
    file = parse_annotation_file(render(Snapshot(spans=(pieces,))).encode(), HERE)
    assert file.moved(TEXT.replace("Ruiz", "Diaz")) == ()
    assert file.moved(TEXT.replace("said", "says")) == (pieces,)


def test_the_example_in_the_documentation_is_what_is_written() -> None:
    page = Path(__file__).parents[3] / "docs" / "annotation-files.md"
    example = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    file = parse_annotation_file(example.encode(), page)
    assert file.moved(TEXT) == ()
    assert render_annotation_file(file.snapshot, DOCUMENT, file.path) == example
