"""UIMA CAS: what a reader of XMI finds is what was annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from tests.formats.articles import annotated_articles, article, span, write_folder
from tests.formats.nasty import NASTY, accepted, continuous, facts

from copydesk.annotation.span import Relation
from copydesk.formats.format import ExportArticle
from copydesk.formats.known import uima
from copydesk.formats.known.cas import render
from copydesk.formats.utf16 import Utf16
from copydesk.formats.xml_text import FORBIDDEN, REPLACEMENT

WHOLE = continuous(accepted(NASTY))
CUSTOM = "{http:///custom.ecore}"
SEGMENTATION = "{http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore}"


def spans_of(made: ExportArticle, source: str) -> list[tuple[str, int, int, str]]:
    """What the standard library's parser finds, in code points."""
    root = ET.fromstring(source)
    sofa = root.find("{http:///uima/cas.ecore}Sofa")
    assert sofa is not None
    text = sofa.get("sofaString", "")
    assert text == FORBIDDEN.sub(REPLACEMENT, made.document.text)
    units = Utf16(text)
    found = []
    for each in root.iter(f"{CUSTOM}Span"):
        start, end = units.point(int(each.get("begin", ""))), units.point(int(each.get("end", "")))
        assert start is not None
        assert end is not None
        found.append((each.get("label", ""), start, end, made.document.text[start:end]))
    return found


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.id)
def test_the_spans_of_every_nasty_article_come_back(made: ExportArticle) -> None:
    source = render(made, made.snapshot.spans, made.snapshot.relations)
    assert sorted(spans_of(made, source)) == sorted(facts(made))


@given(annotated_articles())
def test_so_do_those_of_any_article(made: ExportArticle) -> None:
    source = render(made, made.snapshot.spans, ())
    assert sorted(spans_of(made, source)) == sorted(facts(made))


def test_tokens_meet_the_edges_of_spans_and_no_sentence_ends_inside_one() -> None:
    text = "unbelievable. “We go.\n“We stay,” she said. Then."
    made = article(text, span(text, "believ"), span(text, "“We go.\n“We stay,”", "QUOTE"))
    root = ET.fromstring(render(made, made.snapshot.spans, ()))
    edges = {each.get(name) for each in root.iter(f"{SEGMENTATION}Token") for name in ("begin", "end")}
    for each in made.snapshot.spans:
        assert {str(each.start), str(each.end)} <= edges
    sentences = [
        text[int(each.get("begin", "")) : int(each.get("end", ""))] for each in root.iter(f"{SEGMENTATION}Sentence")
    ]
    assert sentences == ["unbelievable.", "“We go.\n“We stay,” she said.", "Then."]


def test_what_does_not_fit_is_reported(tmp_path: Path) -> None:
    records, report = write_folder("cas", tmp_path, *NASTY)
    told = {(each.article, each.reason, each.action) for each in records}
    assert told == {
        ("pieces", "discontinuous", "omitted"),
        ("pieces", "relation", "omitted"),
        ("controls", "control-character", "replaced"),
        ("crlf", "control-character", "replaced"),
        ("decided", "labels", "omitted"),
    }
    assert report.spans == sum(len(facts(made)) for made in WHOLE)
    (whole,) = [each for each in records if each.article == "controls" and not each.annotation]
    assert whole.before["characters"][0] == {"at": 3, "character": "U+0007"}
    (ana,) = [each for each in records if each.article == "controls" and each.annotation]
    assert (ana.before["text"], (ana.after or {})["text"]) == ("Ana\x07 Ruiz", "Ana\ufffd Ruiz")


def test_ids_attributes_notes_and_relations_go_along() -> None:
    text = "“No,” said Ana"
    quote = span(text, "“No,”", "QUOTE", id="q", attrs={"kind": "direct"}, note="so", source="x@1", score=0.5)
    who = span(text, "Ana", id="p")
    made = article(text, quote, who, relations=[Relation(id="r", type="speaker", head="q", tail="p")])
    root = ET.fromstring(render(made, made.snapshot.spans, made.snapshot.relations))
    first, second = root.iter(f"{CUSTOM}Span")
    assert json.loads(first.get("attributes", "")) == {"kind": "direct"}
    assert [first.get(name) for name in ("identifier", "note", "source", "score")] == ["q", "so", "x@1", "0.5"]
    (relation,) = root.iter(f"{CUSTOM}Relation")
    xmi = "{http://www.omg.org/XMI}id"
    assert (relation.get("Governor"), relation.get("Dependent")) == (first.get(xmi), second.get(xmi))
    assert (relation.get("label"), relation.get("identifier")) == ("speaker", "r")


def test_dkpro_cassis_reads_the_same_spans_and_relations(tmp_path: Path) -> None:
    cassis: Any = pytest.importorskip("cassis")
    write_folder("cas", tmp_path, *WHOLE)
    with (tmp_path / uima.TYPE_SYSTEM_FILE).open("rb") as file:
        types = cassis.load_typesystem(file)
    for made in WHOLE:
        with (tmp_path / f"{made.id}.xmi").open("rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
        assert (cas.sofa_string or "") == FORBIDDEN.sub(REPLACEMENT, made.document.text)
        found = [
            (each.label, each.begin, each.end, made.document.text[each.begin : each.end])
            for each in cas.select(uima.SPAN)
        ]
        assert sorted(found) == sorted(facts(made))
        related = {
            (each.identifier, each.Governor.identifier, each.Dependent.identifier) for each in cas.select(uima.RELATION)
        }
        assert related == {(each.id, each.head, each.tail) for each in made.snapshot.relations}
