"""JSON Lines: what is written is what was annotated."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.articles import annotated_articles, article, span, write

from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import ExportArticle

TEXT = "Ana Ruiz: “We will.” 👩🏽‍🚀 “Soon.”"


def test_a_line_has_the_agreed_shape() -> None:
    quote = Span(
        id="q",
        label="QUOTE",
        start=10,
        end=len(TEXT),
        fragments=((10, 20), (26, len(TEXT))),
        source="quotes@1",
        score=0.5,
        attrs={"kind": "direct", "on": date(2026, 1, 2), "odd": float("nan")},
        note="not exported",
    )
    made = article(
        TEXT,
        span(TEXT, "Ana Ruiz", id="p"),
        quote,
        span(TEXT, "Soon", "GPE", id="x", status="rejected"),
        relations=[
            Relation(id="r", type="speaker", head="q", tail="p"),
            Relation(id="s", type="speaker", head="x", tail="p"),
        ],
    )
    data, records, report = write("jsonl", made)
    assert data.endswith(b"}\n")
    assert json.loads(data) == {
        "id": "a",
        "path": "seeds/a.txt",
        "sha256": made.document.sha256,
        "text": TEXT,
        "spans": [
            {"id": "p", "start": 0, "end": 8, "label": "PERSON", "text": "Ana Ruiz", "source": "human"},
            {
                "id": "q",
                "start": 10,
                "end": len(TEXT),
                "label": "QUOTE",
                "text": "“We will.” “Soon.”",
                "score": 0.5,
                "source": "quotes@1",
                "attrs": {"kind": "direct", "on": "2026-01-02", "odd": "nan"},
                "fragments": [[10, 20], [26, len(TEXT)]],
            },
        ],
        "relations": [{"id": "r", "type": "speaker", "from": "q", "to": "p"}],
    }
    assert [(each.annotation, each.reason, each.action) for each in records] == [("q", "note", "stripped")]
    assert (report.spans, report.relations) == (2, 1)


def test_rejected_spans_come_only_when_asked_for_and_marked() -> None:
    made = article(TEXT, span(TEXT, "Ana", status="rejected"), span(TEXT, "Ruiz"))
    assert len(json.loads(write("jsonl", made)[0])["spans"]) == 1
    spans = json.loads(write("jsonl", made, rejected=True)[0])["spans"]
    assert [each.get("status") for each in spans] == ["rejected", None]


def test_only_the_labels_asked_for_and_relations_between_them() -> None:
    made = article(
        TEXT,
        span(TEXT, "Ana", id="p"),
        span(TEXT, "Soon", "DATE", id="d"),
        relations=[Relation(id="r", type="when", head="p", tail="d")],
    )
    record = json.loads(write("jsonl", made, labels=frozenset({"DATE"}))[0])
    assert [each["id"] for each in record["spans"]] == ["d"]
    assert record["relations"] == []


def test_labels_of_the_article_have_no_place_and_are_reported() -> None:
    _, records, _ = write("jsonl", article(TEXT, labels={"topic": "space"}))
    assert [(record.reason, record.action, record.before) for record in records] == [
        ("labels", "omitted", {"labels": {"topic": "space"}})
    ]


@given(st.lists(annotated_articles(), max_size=3))
def test_spans_and_texts_are_read_back_exactly(made: list[ExportArticle]) -> None:
    data, records, _ = write("jsonl", *made)
    lines = data.split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == len(made)
    assert records == []
    for line, each in zip(lines, made, strict=True):
        record = json.loads(line)
        assert record["text"] == each.document.text
        found = [(item["id"], item["label"], item["start"], item["end"]) for item in record["spans"]]
        assert found == [(item.id, item.label, item.start, item.end) for item in each.snapshot.spans]
        assert all(item["text"] == record["text"][item["start"] : item["end"]] for item in record["spans"])
