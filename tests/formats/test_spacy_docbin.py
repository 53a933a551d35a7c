"""spaCy's DocBin: spaCy reads the same text and the same spans."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from tests.formats.articles import annotated_articles, article, span, write

from copydesk.annotation.span import Relation
from copydesk.errors import MissingExtra
from copydesk.formats.format import ExportArticle

TEXT = "unbelievable;Bob met  the 北京 team 👩🏽‍🚀.\r\n\r\n“Wo\u00adw,” said Al-Amin \n"


def docs(data: bytes) -> list[Any]:
    tokens = pytest.importorskip("spacy.tokens")
    spacy = pytest.importorskip("spacy")
    return list(tokens.DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def spans(doc: Any, key: str = "sc") -> list[tuple[str, str, int, int]]:
    return [(each.id_, each.label_, each.start_char, each.end_char) for each in doc.spans[key]]


def expected(made: ExportArticle) -> list[tuple[str, str, int, int]]:
    return [(each.id, each.label, each.start, each.end) for each in made.snapshot.spans]


def test_texts_and_overlapping_spans_inside_words_are_exact() -> None:
    pytest.importorskip("spacy")
    made = article(
        TEXT,
        *(
            span(TEXT, words)
            for words in ("Bob", "believ", "京", "the 北京 team", "team 👩🏽‍🚀", "“Wo\u00adw,”", "Amin")
        ),
        *(span(TEXT, words, "ODD") for words in (" met", "met ", "met  ", "\r\n\r\n“", "Amin \n", "Bob", "👩🏽‍🚀")),
    )
    data, records, report = write("spacy", made)
    (doc,) = docs(data)
    assert doc.text == TEXT
    assert spans(doc) == expected(made)
    assert doc.spans["sc"][0].text == "believ"
    assert (records, report.spans) == ([], 14)
    assert not doc.has_annotation("ENT_IOB")


@settings(max_examples=60)
@given(annotated_articles())
def test_every_span_is_exact_or_reported(made: ExportArticle) -> None:
    pytest.importorskip("spacy")
    data, records, _ = write("spacy", made)
    (doc,) = docs(data)
    assert doc.text == made.document.text
    omitted = {record.annotation for record in records}
    assert spans(doc) == [each for each in expected(made) if each[0] not in omitted]
    assert all(record.reason == "white-space" for record in records)


def test_entities_are_one_layer_by_the_policy_and_unknown_elsewhere_unless_done() -> None:
    pytest.importorskip("spacy")
    chosen = [span(TEXT, "Bob"), span(TEXT, "the 北京 team", "ORG"), span(TEXT, "北京", "GPE")]
    data, records, _ = write(
        "spacy", article(TEXT, *chosen), article(TEXT, *chosen, status="done", name="b"), overlap="longest"
    )
    unfinished, done = docs(data)
    for doc in (unfinished, done):
        assert [(each.text, each.label_) for each in doc.ents] == [("Bob", "PERSON"), ("the 北京 team", "ORG")]
        assert len(doc.spans["sc"]) == 3
    assert [record.reason for record in records] == ["overlap", "overlap"]
    assert unfinished[0].ent_iob_ == ""
    assert done[0].ent_iob_ == "O"


def test_what_spacy_has_no_place_for_is_in_its_user_data() -> None:
    pytest.importorskip("spacy")
    made = article(
        TEXT,
        span(TEXT, "Bob", id="p", attrs={"kind": "nick"}),
        span(TEXT, "“Wo\u00adw,”", "QUOTE", id="q"),
        span(TEXT, "team", id="n", status="rejected"),
        relations=[Relation(id="r", type="speaker", head="q", tail="p")],
        labels={"topic": "space"},
    )
    data, records, report = write("spacy", made, rejected=True)
    (doc,) = docs(data)
    facts: Mapping[str, Any] = doc.user_data["copydesk"]
    assert facts["id"] == "a"
    assert facts["labels"] == {"topic": "space"}
    assert facts["attrs"] == {"p": {"kind": "nick"}}
    relations: Sequence[Mapping[str, str]] = facts["relations"]
    assert [dict(each) for each in relations] == [{"id": "r", "type": "speaker", "from": "q", "to": "p"}]
    assert [each[0] for each in spans(doc, "rejected")] == ["n"]
    assert (records, report.relations) == ([], 1)


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "spacy":
            raise ImportError(name)
        return real(name, *rest)

    for name in [name for name in sys.modules if name.partition(".")[0] == "spacy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(MissingExtra, match=r"copydesk\[spacy\]"):
        write("spacy", article(TEXT))
