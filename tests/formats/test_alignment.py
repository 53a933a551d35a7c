"""Token alignment and overlap: what is altered is reported, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.articles import annotated_articles, article, span

from copydesk.formats.format import Align, ExportArticle, Overlap
from copydesk.formats.report import Record, Report
from copydesk.formats.tokenized.alignment import align
from copydesk.formats.tokenized.overlap import flatten
from copydesk.formats.tokenized.tokens import tokens

TEXT = "unbelievable;Bob met Al-Amin"
#       0           12  16  20


def aligned(made: ExportArticle, mode: Align) -> tuple[list[str], list[Record], list[str]]:
    records: list[Record] = []
    text = made.document.text
    cells, found = align(made, made.snapshot.spans, tokens(text), mode, Report(records.append))
    return [text[item.start : item.end] for item in found], records, [text[start:end] for start, end in cells]


def test_split_cuts_the_token_and_reports_nothing() -> None:
    made = article(TEXT, span(TEXT, "believ"), span(TEXT, "Amin"))
    assert aligned(made, "split") == (
        ["believ", "Amin"],
        [],
        ["un", "believ", "able", ";", "Bob", "met", "Al-", "Amin"],
    )


@pytest.mark.parametrize(
    ("mode", "words", "texts", "action"),
    [
        ("strict", "believ", [], "refused"),
        ("drop", "believ", [], "omitted"),
        ("expand", "believ", ["unbelievable"], "expanded"),
        ("contract", "believ", [], "omitted"),
        ("contract", "able;Bob met Al", [";Bob met"], "contracted"),
        ("contract", "able;Bob", [";Bob"], "contracted"),
        ("expand", "Bob met Al", ["Bob met Al-Amin"], "expanded"),
    ],
)
def test_other_modes_alter_and_say_so(mode: Align, words: str, texts: list[str], action: str) -> None:
    found, records, _ = aligned(article(TEXT, span(TEXT, words, id="x")), mode)
    assert found == texts
    (record,) = records
    assert (record.article, record.annotation, record.reason, record.action) == ("a", "x", "subtoken", action)
    assert record.before["text"] == words
    assert (record.after or {}).get("text") == (texts[0] if texts else None)


@pytest.mark.parametrize("mode", ["split", "strict", "expand", "contract", "drop"])
def test_a_span_on_token_edges_is_left_alone(mode: Align) -> None:
    found, records, _ = aligned(article(TEXT, span(TEXT, ";Bob met"), span(TEXT, " met ")), mode)
    assert (found, records) == ([";Bob met", " met "], [])


def test_a_span_of_white_space_is_left_out_and_reported() -> None:
    found, records, _ = aligned(article("a  b", span("a  b", "  ")), "split")
    assert found == []
    assert [(record.reason, record.action) for record in records] == [("white-space", "omitted")]


@given(annotated_articles(), st.sampled_from(["split", "strict", "expand", "contract", "drop"]))
def test_every_span_is_exact_or_reported(made: ExportArticle, mode: Align) -> None:
    records: list[Record] = []
    cells, found = align(made, made.snapshot.spans, tokens(made.document.text), mode, Report(records.append))
    reported = {record.annotation for record in records}
    kept = {item.span.id: item for item in found}
    for each in made.snapshot.spans:
        item = kept.get(each.id)
        exact = item is not None and (item.start, item.end) == each.range
        assert exact != (each.id in reported)
        if item:
            assert cells[item.first][0] >= item.start
            assert cells[item.last - 1][1] <= item.end
            assert item.first == 0 or cells[item.first - 1][1] <= item.start
            assert item.last == len(cells) or cells[item.last][0] >= item.end
    if mode == "split":
        assert all(record.reason == "white-space" for record in records)


NESTED = "the University of North Bend said"


def flattened(policy: Overlap) -> tuple[list[str], list[tuple[str, str]]]:
    made = article(
        NESTED,
        span(NESTED, "the", id="the"),
        span(NESTED, "University of North Bend", id="org"),
        span(NESTED, "North Bend", id="gpe"),
        span(NESTED, "the University", id="odd"),
        span(NESTED, "said", id="cue"),
    )
    records: list[Record] = []
    report = Report(records.append)
    _, found = align(made, made.snapshot.spans, tokens(NESTED), "split", report)
    flat = flatten(made, found, policy, report)
    return [item.span.id for item in flat], [(record.annotation, record.action) for record in records]


def test_refuse_lists_every_span_that_overlaps() -> None:
    kept, records = flattened("refuse")
    assert kept == ["cue"]
    assert records == [(name, "refused") for name in ("odd", "the", "org", "gpe")]


def test_longest_and_first_keep_one_layer_and_report_the_rest() -> None:
    assert flattened("longest") == (["the", "org", "cue"], [("odd", "omitted"), ("gpe", "omitted")])
    assert flattened("first") == (["odd", "gpe", "cue"], [("the", "omitted"), ("org", "omitted")])


@given(annotated_articles(), st.sampled_from(["refuse", "longest", "first"]))
def test_what_remains_is_one_layer_and_the_rest_is_reported(made: ExportArticle, policy: Overlap) -> None:
    records: list[Record] = []
    report = Report(records.append)
    _, found = align(made, made.snapshot.spans, tokens(made.document.text), "split", Report())
    flat = flatten(made, found, policy, report)
    at = 0
    for item in flat:
        assert item.first >= at
        at = item.last
    assert sorted(record.annotation for record in records) == sorted(
        {item.span.id for item in found} - {item.span.id for item in flat}
    )
