"""Tags, layers and the choice of tokens in formats of tokens; reading in several processes."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.articles import TEXTS, annotated_articles, article, span, write
from tests.formats.nasty import NASTY, write_corpus

import copydesk
from copydesk.cli.main import main
from copydesk.errors import InputError
from copydesk.formats.datasets.spool import Spool
from copydesk.formats.format import ExportArticle
from copydesk.formats.report import Report
from copydesk.formats.tokenized.alignment import align
from copydesk.formats.tokenized.overlap import layered
from copydesk.formats.tokenized.tokens import characters, get_tokenizer, runs, tokens

TEXT = "Ana Ruiz’s team, e.g. «Zoë\u0308»."


def test_bioes_marks_the_last_token_and_single_ones() -> None:
    data, _, _ = write(
        "bioes", article("Ana Ruiz met Bo", span("Ana Ruiz met Bo", "Ana Ruiz"), span("Ana Ruiz met Bo", "Bo"))
    )
    assert data.decode() == "-DOCSTART- -X- O O\n\nAna B-PERSON\nRuiz E-PERSON\nmet O\nBo S-PERSON\n\n"


def test_layers_are_columns_of_all_lines_outermost_first() -> None:
    text = "the University of North Bend said"
    nested = article(
        text,
        span(text, "University of North Bend", "ORG"),
        span(text, "North Bend", "GPE"),
        span(text, "Bend", "CLAIM"),
    )
    data, records, report = write("iob2", article("Hi Bo", span("Hi Bo", "Bo"), name="b"), nested, overlap="layers")
    assert data.decode() == (
        "-DOCSTART- -X- O O\n\nHi O O O\nBo B-PERSON O O\n\n"
        "-DOCSTART- -X- O O\n\nthe O O O\nUniversity B-ORG O O\nof I-ORG O O\n"
        "North I-ORG B-GPE O\nBend I-ORG I-GPE B-CLAIM\nsaid O O O\n\n"
    )
    assert (records, report.spans) == ([], 4)


@given(annotated_articles())
def test_layers_keep_every_span_and_none_overlaps_in_its_layer(made: ExportArticle) -> None:
    _, aligned = align(made, made.snapshot.spans, tokens(made.document.text), "split", Report())
    layers = layered(aligned)
    assert sorted(item.span.id for layer in layers for item in layer) == sorted(item.span.id for item in aligned)
    for layer in layers:
        assert all(left.last <= right.first for left, right in pairwise(layer))
    most = max(
        (sum(item.first <= at < item.last for item in aligned) for at in range(len(made.document.text))), default=0
    )
    assert len(layers) == most


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("words", ["Ana", "Ruiz", "’s", "team", ",", "e.g.", "«", "Zoë\u0308", "»", "."]),
        ("whitespace", ["Ana", "Ruiz’s", "team,", "e.g.", "«Zoë\u0308»."]),
        ("characters", [*"AnaRuiz’steam,e.g.«Zo", "ë\u0308", "»", "."]),
    ],
)
def test_what_a_token_is_can_be_chosen(name: str, expected: list[str]) -> None:
    assert [TEXT[start:end] for start, end in get_tokenizer(name)(TEXT)] == expected


@given(TEXTS, st.sampled_from([runs, characters]))
def test_tokens_of_each_kind_cover_all_but_white_space(text: str, kind: object) -> None:
    found = kind(text)  # type: ignore[operator]
    assert "".join(text[start:end] for start, end in found) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(TEXTS)
def test_the_tokens_of_spacy_lie_in_order_without_white_space_at_their_ends(text: str) -> None:
    pytest.importorskip("spacy")
    at = 0
    for start, end in get_tokenizer("spacy:en")(text):
        assert at <= start < end
        assert text[start:end] == text[start:end].strip()
        at = end


def test_spacy_writes_the_tokens_that_its_own_tokenizer_makes() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    text = "Ana  doesn't know\n\nwho's there:  $5bn… \tBob@lund.org"
    data, _, _ = write("spacy", article(text, span(text, "Ana")), tokens="spacy:en")
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab)
    assert [token.text_with_ws for token in doc] == [token.text_with_ws for token in spacy.blank("en")(text)]


@pytest.mark.parametrize("name", ["word", "spacy:", "spacy:no_such_pipeline"])
def test_tokens_that_do_not_exist_are_refused(name: str) -> None:
    if name.startswith("spacy"):
        pytest.importorskip("spacy")
    with pytest.raises(InputError):
        get_tokenizer(name)


@pytest.mark.parametrize(("to", "problem"), [("jsonl", "has no layers"), ("spacy", "has no layers")])
def test_layers_are_refused_where_there_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str, problem: str
) -> None:
    write_corpus(tmp_path, NASTY[:1])
    assert (
        main(["export", str(tmp_path / "articles"), "--to", to, "-o", str(tmp_path / "x"), "--overlap", "layers"]) == 2
    )
    assert problem in capsys.readouterr().err


def test_an_option_that_means_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path, NASTY[:1])
    arguments = ["--to", "jsonl", "-o", str(tmp_path / "x"), "--tokens", "characters", "--overlap", "first"]
    assert main(["export", str(tmp_path / "articles"), *arguments]) == 0
    said = capsys.readouterr().err
    assert "--tokens means nothing to jsonl" in said
    assert "--overlap means nothing to jsonl" in said
    assert "--align" not in said


def test_several_processes_read_the_same_as_one(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    for jobs in (1, 2):
        copydesk.export(tmp_path / "articles", to="jsonl", out=tmp_path / f"{jobs}.jsonl", jobs=jobs)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    lines = (tmp_path / "1.jsonl").read_text(encoding="utf-8").split("\n")
    assert len([json.loads(line) for line in lines if line]) == len(NASTY)


def test_an_error_in_another_process_is_told_as_here(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    (tmp_path / "annotations" / "plain.toml").write_text("format =\n")
    with pytest.raises(InputError, match=r"plain\.toml:1: it is not TOML"):
        copydesk.export(tmp_path / "articles", to="jsonl", out=tmp_path / "x", jobs=2)
    assert not (tmp_path / "x").exists()


@given(st.lists(st.text()))
def test_a_spool_gives_back_what_it_was_given_as_often_as_asked(items: list[str]) -> None:
    with Spool[str]() as spool:
        spool.extend(items)
        assert list(spool) == list(spool) == items
        assert len(spool) == len(items)
