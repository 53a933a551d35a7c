"""What real programs write is imported, and what is exported they read to the last character."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.nasty import NASTY, accepted, continuous
from tests.formats.round_trip import export_to, import_from, imported

from copydesk.formats.known.brat import BREAKS

WITH_TEXT = [made for made in NASTY if made.document.text]
ONE_PIECE = continuous(accepted(WITH_TEXT))


def test_bioc_reads_brat_exactly(tmp_path: Path) -> None:
    brat = pytest.importorskip("bioc.brat")
    out, records = export_to(tmp_path, "brat", WITH_TEXT)
    trimmed = {record.annotation for record in records if record.reason == "white-space"}
    for made in accepted(WITH_TEXT):
        with (
            (out / f"{made.id}.txt").open(encoding="utf-8", newline="") as text,
            (out / f"{made.id}.ann").open(encoding="utf-8") as notes,
        ):
            document = brat.load(text, notes)
        assert document.text == made.document.text
        ids = {
            note.refid: json.loads(note.text)["id"]
            for note in document.annotations
            if getattr(note, "type", "") == "Copydesk"
        }
        found = {
            ids[entity.id]: (entity.type, sorted((each.begin, each.end) for each in entity.locations), entity.text)
            for entity in document.entities
        }
        for span in made.snapshot.spans:
            if span.id in trimmed:
                continue
            label, ranges, words = found.pop(span.id)
            assert label == span.label
            assert (ranges[0][0], ranges[-1][1]) == span.range
            assert " ".join(document.text[start:end] for start, end in ranges).rstrip() == words
            covered = "".join(document.text[start:end] for start, end in ranges)
            assert covered == "".join(BREAKS.sub("", words) for words in span.texts(document.text))
        assert not found.keys() - trimmed
        expected = {(each.type, each.head, each.tail) for each in made.snapshot.relations}
        arguments = [each.arguments for each in document.relations]
        assert {
            (each.type, ids[ends["Arg1"]], ids[ends["Arg2"]])
            for each, ends in zip(document.relations, arguments, strict=True)
        } == expected


def test_label_studios_own_interface_accepts_what_is_exported(tmp_path: Path) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    labels = sorted({span.label for made in ONE_PIECE for span in made.snapshot.spans})
    config = (
        '<View><Text name="text" value="$text"/><Labels name="label" toName="text">'
        + "".join(f'<Label value="{label}"/>' for label in labels)
        + '</Labels><Relations><Relation value="speaker"/><Relation value="cue"/></Relations>'
        '<Choices name="topic" toName="text"><Choice value="politics"/></Choices></View>'
    )
    project = interface.LabelInterface(config)
    out, _ = export_to(tmp_path, "labelstudio", ONE_PIECE)
    tasks = json.loads(out.read_text(encoding="utf-8"))
    assert len(tasks) == len(ONE_PIECE)
    for task, made in zip(tasks, ONE_PIECE, strict=True):
        (annotation,) = task["annotations"]
        results = [each for each in annotation["result"] if each["type"] != "relation"]
        assert project.validate_prediction({"model_version": "x", "score": 1.0, "result": results}) is True
        text = task["data"]["text"]
        assert text == made.document.text
        spans = [each for each in results if each["type"] == "labels"]
        found = [(each["value"]["labels"][0], each["value"]["start"], each["value"]["end"]) for each in spans]
        assert found == [(span.label, span.start, span.end) for span in made.snapshot.spans]
        assert all(text[each["value"]["start"] : each["value"]["end"]] == each["value"]["text"] for each in spans)


def test_the_tokens_of_prodigy_are_the_text(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    tokens = pytest.importorskip("spacy.tokens")
    out, _ = export_to(tmp_path, "prodigy", ONE_PIECE)
    tasks = [json.loads(line) for line in out.read_bytes().split(b"\n") if line]
    for task, made in zip(tasks, ONE_PIECE, strict=True):
        parts = task["tokens"]
        doc = tokens.Doc(
            spacy.blank("en").vocab, words=[each["text"] for each in parts], spaces=[each["ws"] for each in parts]
        )
        assert doc.text == task["text"] == made.document.text
        for span, record in zip(made.snapshot.spans, task["spans"], strict=True):
            found = doc[record["token_start"] : record["token_end"] + 1]
            assert (found.start_char, found.end_char, record["label"]) == (span.start, span.end, span.label)
            assert doc.char_span(span.start, span.end) is not None


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_web_annotations(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    out, _ = export_to(tmp_path, "w3c", [made for made in ONE_PIECE if made.id in ("plain", "emoji", "crlf")])
    page = json.loads(out.read_text(encoding="utf-8"))
    page["@context"] = CONTEXT
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld", base="https://example.org/")
    found = {
        (str(exact), int(start), int(end))
        for exact, start, end in graph.query(
            """PREFIX oa: <http://www.w3.org/ns/oa#>
            SELECT ?exact ?start ?end WHERE { ?target oa:hasSelector ?quote, ?place .
            ?quote oa:exact ?exact . ?place oa:start ?start ; oa:end ?end }"""
        )
    }
    assert found == {
        (made.document.text[span.start : span.end], span.start, span.end)
        for made in ONE_PIECE
        if made.id in ("plain", "emoji", "crlf")
        for span in made.snapshot.spans
    }


CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "type": "@type",
    "id": "@id",
    "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@set"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": "oa:start",
    "end": "oa:end",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Annotation": "oa:Annotation",
}
"""What the test needs of the context of the Recommendation, which is not fetched."""


def test_what_dkpro_cassis_writes_is_imported_as_xmi_and_as_json(tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    types = cassis.TypeSystem()
    layer = types.create_type("webanno.custom.Person", "uima.tcas.Annotation")
    types.create_feature(layer, "value", "uima.cas.String")
    types.create_feature(layer, "kind", "uima.cas.String")
    arrow = types.create_type("webanno.custom.Rel", "uima.tcas.Annotation")
    for end in ("Governor", "Dependent"):
        types.create_feature(arrow, end, layer)
    types.create_feature(arrow, "value", "uima.cas.String")
    for made in ONE_PIECE:
        if made.id == "controls" or any(
            ord(char) in (*range(9), 11, 12, *range(14, 32)) for char in made.document.text
        ):
            continue  # XML has no such characters
        cas = cassis.Cas(types)
        cas.sofa_string = made.document.text
        cas.sofa_mime = "text/plain"
        written = {}
        for span in made.snapshot.spans:
            written[span.id] = layer(begin=span.start, end=span.end, value=span.label, kind="k")
            cas.add(written[span.id])
        for each in made.snapshot.relations:
            ends = {"Governor": written[each.head], "Dependent": written[each.tail]}
            cas.add(arrow(begin=0, end=1, value=each.type, **ends))
        for suffix in ("xmi", "json"):
            file = tmp_path / suffix / f"{made.id}.{suffix}"
            file.parent.mkdir(exist_ok=True)
            getattr(cas, f"to_{suffix}")(str(file))
            plan, findings = import_from(file, "cas", tmp_path / f"from_{suffix}" / "articles")
            assert findings.problems == []
            (receipt,) = plan.receipts
            assert receipt.document.text == made.document.text
            snapshot = receipt.snapshot
            spans = snapshot.spans if snapshot else ()
            assert sorted((each.label, each.range) for each in spans) == sorted(
                {(each.label, each.range) for each in made.snapshot.spans}
            )
            assert len(snapshot.relations if snapshot else ()) == len(made.snapshot.relations)


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_lines_that_slate_writes_are_imported(tmp_path: Path) -> None:
    data = pytest.importorskip("slate.data")
    text = tmp_path / "a.txt"
    text.write_text("Ana Ruiz met\n\nBo 北京 Ek.\nNaïve 👩🏽‍🚀 end\n", encoding="utf-8")
    document = data.Document(str(text))

    def item(scope: str, place: Any, label: str) -> str:
        return str(data.Item(document, data.Span(scope, document, place), label))

    lines = [
        item("token", ((0, 0), (0, 1)), "PERSON"),
        item("token", (2, 1), "GPE"),
        item("character", ((3, 0, 1), (3, 1, 0)), "PART"),
        item("line", ((2,), (3,)), "LINES"),
        item("line", (2,), "LINE"),
    ]
    links = [data.Span("token", document, place) for place in ((0, 0), (2, 0))]
    lines.append(str(data.Item(document, links)))
    file = tmp_path / "a.txt.annotations"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    _, findings = import_from(file, "slate", tmp_path / "articles")
    assert findings.problems == []
    words, snapshot = imported(tmp_path / "articles")["a"]
    assert {(span.label, words[span.start : span.end]) for span in snapshot.spans} == {
        ("PERSON", "Ana Ruiz"),
        ("GPE", "北京"),
        ("PART", "aïve 👩"),
        ("LINES", "Bo 北京 Ek.\nNaïve 👩🏽‍🚀 end"),
        ("LINE", "Bo 北京 Ek."),
        ("LINKED", "Ana"),
        ("LINKED", "Bo"),
    }
    assert [each.type for each in snapshot.relations] == ["link"]


def test_a_docbin_of_a_stock_tokenizer_is_imported(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    tokens = pytest.importorskip("spacy.tokens")
    nlp = spacy.blank("en")
    docs = tokens.DocBin()
    doc = nlp.make_doc("Ana Ruiz met 👩🏽‍🚀 Bo.")
    doc.ents = [doc.char_span(0, 8, "PERSON")]
    doc.spans["sc"] = [doc.char_span(0, 8, "PERSON"), doc.char_span(0, 3, "GIVEN")]
    doc.spans["others"] = [doc.char_span(4, 8, "FAMILY", kb_id="Q1"), doc.char_span(9, 12)]
    doc.cats = {"NEWS": 1.0, "SPORT": 0.0}
    docs.add(doc)
    file = tmp_path / "dev.spacy"
    docs.to_disk(file)
    _, findings = import_from(file, "spacy", tmp_path / "articles")
    assert findings.problems == []
    text, snapshot = imported(tmp_path / "articles")["dev-1"]
    assert text == doc.text
    assert [(span.label, span.range, span.attrs) for span in snapshot.spans] == [
        ("PERSON", (0, 8), {}),
        ("GIVEN", (0, 3), {}),
        ("FAMILY", (4, 8), {"kb_id": "Q1"}),
        ("others", (9, 12), {}),
    ]
    assert snapshot.labels == {"category": "NEWS"}
    (tmp_path / "bad.spacy").write_bytes(b"not a DocBin")
    _, findings = import_from(tmp_path / "bad.spacy", "spacy", tmp_path / "articles")
    assert [each.problem for each in findings.problems] == ["it is no DocBin of spaCy's, or damaged"]
