"""TEI: the text is the string value of its element, and XPath leads from each span to its words."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from tests.formats.articles import annotated_articles, article, span, write
from tests.formats.nasty import LABELS, NASTY, accepted

from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import ExportArticle
from copydesk.formats.xml_text import FORBIDDEN, REPLACEMENT

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def root_of(*made: ExportArticle, **options: Any) -> ET.Element:
    return ET.fromstring(write("tei", *made, **options)[0])


def found_in(tei: ET.Element) -> tuple[str, list[tuple[str, tuple[tuple[int, int], ...]]]]:
    """The text of an article, and the label and the ranges of each span."""
    block = tei.find(f"{TEI}text/{TEI}body/{TEI}ab")
    assert block is not None
    text = block.text or ""
    places = {}
    for anchor in block:
        places[f"#{anchor.get(ID)}"] = len(text)
        text += anchor.tail or ""
    spans = {f"#{each.get(ID)}": each for each in tei.iter(f"{TEI}span")}
    found = []
    for each in spans.values():
        if each.get("prev"):
            continue
        ranges = []
        piece: ET.Element | None = each
        while piece is not None:
            ranges.append((places[piece.get("from", "")], places[piece.get("to", "")]))
            piece = spans.get(piece.get("next", ""))
        found.append((each.get("n", ""), tuple(ranges)))
    return text, found


def prove(made: ExportArticle) -> None:
    (tei,) = root_of(made, label_set=LABELS).iter(f"{TEI}TEI")
    text, found = found_in(tei)
    assert text == FORBIDDEN.sub(REPLACEMENT, made.document.text)
    assert found == [(span.label, span.pieces) for span in made.snapshot.spans]


@pytest.mark.parametrize("made", accepted(NASTY), ids=lambda made: made.id)
def test_the_text_and_the_spans_of_every_nasty_article_come_back(made: ExportArticle) -> None:
    prove(made)


@given(annotated_articles())
def test_so_do_those_of_any_article(made: ExportArticle) -> None:
    prove(made)


def test_xpath_leads_to_the_words_of_a_span_and_to_its_category() -> None:
    etree: Any = pytest.importorskip("lxml.etree")
    data, _, _ = write("tei", *accepted(NASTY), label_set=LABELS)
    root = etree.fromstring(data)
    space = {"t": TEI.strip("{}"), "xml": "http://www.w3.org/XML/1998/namespace"}
    words = "//t:ab/text()[preceding::t:anchor[@xml:id=$from]][following::t:anchor[@xml:id=$to]]"
    (tei,) = [each for each in root.iter(f"{TEI}TEI") if "plain" in each.findtext(f".//{TEI}title")]
    found = []
    for each in tei.iter(f"{TEI}span"):
        ends = {"from": each.get("from")[1:], "to": each.get("to")[1:]}
        label = root.xpath("//t:category[@xml:id=$id]/@n", namespaces=space, id=each.get("ana").split()[0][1:])
        assert label == [each.get("n")]
        found.append("".join(tei.xpath(words, namespaces=space, **ends)))
    made = next(each for each in NASTY if each.id == "plain")
    assert found == [made.document.text[each.start : each.end] for each in made.snapshot.spans]


def test_ids_are_names_and_used_once() -> None:
    text = "a b c"
    pieces = Span(id="a", label="X", start=0, end=5, fragments=((0, 1), (4, 5)), attrs={"k": "v"})
    made = article(text, pieces, span(text, "b", id="a-1"), span(text, "c", id="ü <&>"), span(text, "b", id="a.fs"))
    ids = [each.get(ID) for each in root_of(made, label_set=LABELS).iter() if each.get(ID)]
    assert len(ids) == len(set(ids))
    assert all(id and id[0].isalpha() and set(id) <= set(map(chr, range(45, 123))) for id in ids)


def test_attributes_notes_relations_and_labels_of_articles_go_along() -> None:
    text = "“No,” said Ana"
    quote = span(text, "“No,”", "QUOTE", id="q", attrs={"kind": "direct", "sure": True, "a b": [1]}, note="a <note>")
    made = article(
        text,
        quote,
        span(text, "Ana", id="p"),
        relations=[Relation(id="r", type="speaker", head="q", tail="p")],
        labels={"topic": "war"},
    )
    root = root_of(made)
    (link,) = root.iter(f"{TEI}link")
    assert (link.get("n"), link.get("target")) == ("speaker", "#a1.q #a1.p")
    assert [each.text for each in root.iter(f"{TEI}span")] == ["a <note>", None]
    (features,) = root.iter(f"{TEI}fs")
    assert [(each.get("name"), each[0].get("value") or each[0].text) for each in features] == [
        ("kind", "direct"),
        ("sure", "true"),
        ("attribute2", "[1]"),
    ]
    assert [(each.get("n"), each.text) for each in root.iter(f"{TEI}term")] == [("topic", "war")]


def test_what_xml_cannot_say_is_reported() -> None:
    _, records, report = write("tei", *NASTY)
    assert {(each.article, each.reason, each.action) for each in records} == {
        ("controls", "control-character", "replaced"),
        ("crlf", "control-character", "replaced"),
    }
    assert report.spans == sum(len(made.snapshot.spans) for made in accepted(NASTY))
