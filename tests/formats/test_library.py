"""The library: a corpus with its annotations, lazily read, gone through as often as one likes."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest
from tests.formats.nasty import NASTY, accepted, continuous, facts, write_corpus
from tests.store.work.desk_work import save

import copydesk
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError, MissingExtra
from copydesk.formats.registry import MODULES
from copydesk.store.corpus.corpus import Corpus

TEXT = "Ana Ruiz said: “We will rebuild.”\n"


@pytest.fixture
def nasty(tmp_path: Path) -> copydesk.AnnotatedCorpus:
    write_corpus(tmp_path)
    return copydesk.load(tmp_path / "articles")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("a", "b", "c"):
        (seeds / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    article = Corpus.open([seeds]).articles[1]
    spans = (
        Span(id="p", label="PERSON", start=0, end=8),
        Span(id="x", label="GPE", start=0, end=3, status="rejected"),
        Span(id="q", label="QUOTE", start=15, end=33, attrs={"kind": "direct"}),
    )
    relations = (Relation(id="r", type="speaker", head="q", tail="p"), Relation(id="s", type="odd", head="q", tail="x"))
    snapshot = Snapshot(spans=spans, relations=relations, status="done", labels={"topic": "flood"})
    save(article, article.read(), snapshot)
    return seeds


def test_every_span_of_every_article_is_there_and_again_the_second_time(nasty: copydesk.AnnotatedCorpus) -> None:
    made = {article.id: article for article in accepted(NASTY)}
    for _ in range(2):
        articles = list(nasty)
        assert [article.id for article in articles] == list(nasty.ids)
        assert {article.id for article in articles} == made.keys()
        for article in articles:
            found = [(span.label, span.start, span.end, article.text[span.start : span.end]) for span in article.spans]
            assert found == facts(made[article.id])
            assert article.document.sha256 == made[article.id].document.sha256


def test_an_article_has_its_annotations_resolved(folder: Path) -> None:
    article = copydesk.load(folder)["b"]
    person, quote = article.spans
    assert (person.label, person.text, person.start, person.end) == ("PERSON", "Ana Ruiz", 0, 8)
    assert (quote.text, quote.attrs, quote.related("speaker")) == ("“We will rebuild.”", {"kind": "direct"}, (person,))
    (relation,) = article.relations
    assert (relation.id, relation.type, relation.head, relation.tail) == ("r", "speaker", quote, person)
    assert quote.related() == (person,)
    assert quote.related("cue") == person.related() == ()
    assert [span.label for span in article.rejected] == ["GPE"]
    assert (article.status, article.labels, article.path) == ("done", {"topic": "flood"}, folder / "b.txt")
    assert "Ana Ruiz" in repr(person)
    assert repr(relation) == "<speaker '“We will rebuild.”' → 'Ana Ruiz'>"
    with pytest.raises(KeyError):
        copydesk.load(folder)["d"]


def test_the_words_of_a_discontinuous_span_are_joined(nasty: copydesk.AnnotatedCorpus) -> None:
    quote = nasty["pieces"].spans[0]
    assert quote.text == "“We will,” “rebuild it all.”"
    assert len(quote.fragments) == 2


def test_nothing_is_read_before_it_is_asked_for_nor_kept(folder: Path) -> None:
    corpus = copydesk.load(folder)
    (folder / "a.txt").write_text("Other words.", encoding="utf-8")
    assert corpus["a"].text == "Other words."
    seen = []
    for article in corpus:
        seen.append(weakref.ref(article))
    del article
    gc.collect()
    assert [each() for each in seen] == [None, None, None]


def test_a_bad_article_is_named_and_hides_no_other(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\xff\xfe")
    (folder.parent / "annotations" / "c.toml").write_text("format = 7\n", encoding="utf-8")
    with pytest.warns(copydesk.CorpusWarning) as caught:
        articles = list(copydesk.load(folder))
    assert [article.id for article in articles] == ["b"]
    assert [str(each.message).split(":")[0] for each in caught] == [
        str(folder / "a.txt"),
        str(folder.parent / "annotations" / "c.toml"),
    ]
    assert caught[0].filename == __file__
    assert [article.id for article in copydesk.load(folder, problems="ignore")] == ["b"]
    with pytest.raises(InputError, match="not UTF-8"):
        list(copydesk.load(folder, problems="raise"))
    with pytest.raises(InputError, match="not UTF-8"):
        _ = copydesk.load(folder)["a"].spans


def test_a_bad_annotation_is_named_and_hides_no_other(folder: Path) -> None:
    file = folder.parent / "annotations" / "b.toml"
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace("end = 8", "end = 3000"), encoding="utf-8")
    with pytest.warns(copydesk.CorpusWarning, match="p") as caught:
        article = list(copydesk.load(folder))[1]
    assert [span.id for span in article.spans] == ["q"]
    assert all("b.toml" in str(each.message) for each in caught)
    assert article.problems


def test_a_missing_package_is_asked_for_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = copydesk.load(folder)
    for name in ("spacy", "spacy.tokens", "pyarrow", "pandas"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"copydesk\[spacy\]"):
        list(corpus.to_spacy())
    with pytest.raises(MissingExtra, match=r"copydesk\[parquet\]"):
        corpus.to_arrow()
    with pytest.raises(MissingExtra, match=r"copydesk\[pandas\]"):
        corpus.to_pandas()


def test_spacy_docs_have_exactly_the_spans(nasty: copydesk.AnnotatedCorpus) -> None:
    pytest.importorskip("spacy")
    made = {article.id: article for article in continuous(accepted(NASTY))}
    for doc in nasty.to_spacy():
        article = made[doc.user_data["copydesk"]["id"]]
        assert doc.text == article.document.text
        found = [(span.label_, span.start_char, span.end_char, span.text) for span in doc.spans["sc"]]
        assert sorted(found) == sorted(each for each in facts(article) if not each[3].isspace())


def test_spacy_entities_are_filled_on_demand_in_the_vocabulary_of_a_pipeline(folder: Path) -> None:
    spacy: Any = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    doc = list(copydesk.load(folder).to_spacy(nlp, overlap="longest", labels=["PERSON"]))[1]
    assert doc.vocab is nlp.vocab
    assert [(each.text, each.label_) for each in doc.ents] == [("Ana Ruiz", "PERSON")]


@pytest.mark.skipif("parquet" not in MODULES, reason="there is no parquet format")
def test_an_arrow_table_has_a_row_for_each_article(nasty: copydesk.AnnotatedCorpus) -> None:
    pytest.importorskip("pyarrow")
    rows = {row["id"]: row for row in nasty.to_arrow().to_pylist()}
    for article in accepted(NASTY):
        row = rows[article.id]
        assert row["text"] == article.document.text
        assert [(each["label"], each["start"], each["end"]) for each in row["spans"]] == [
            each[:3] for each in facts(article)
        ]


def test_a_data_frame_has_a_row_for_each_span(nasty: copydesk.AnnotatedCorpus, folder: Path) -> None:
    pytest.importorskip("pandas")
    frame = nasty.to_pandas()
    made = {article.id: facts(article) for article in accepted(NASTY)}
    assert len(frame) == sum(map(len, made.values()))
    for row in frame.itertuples():
        assert (row.label, row.start, row.end) in [each[:3] for each in made[row.article]]
    small = copydesk.load(folder).to_pandas(labels=["PERSON", "GPE"], rejected=True)
    assert list(small.status) == ["accepted", "rejected"]
    assert list(small.columns)[:6] == ["article", "id", "label", "start", "end", "text"]
