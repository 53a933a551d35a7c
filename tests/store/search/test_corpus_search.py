"""Searching a corpus: every hit in its order with its context, whatever the files are like."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article_list import Run
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.search import corpus_search
from copydesk.store.search.concordance import MOST_IN_ONE, Hit, Question, search_files
from copydesk.store.search.corpus_search import CorpusSearch, Found, files_of
from copydesk.text.document import Document
from copydesk.text.needle import Needle
from copydesk.text.search import Search


def articles(tmp_path: Path, **texts: str | bytes) -> Corpus:
    folder = tmp_path / "news"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Corpus.open([folder])


def run(search: CorpusSearch) -> list[Found]:
    search.start()
    found: list[Found] = []
    while not search.is_done:
        found += search.take(10.0)
    found += search.take()
    search.close()
    return found


def search(corpus: Corpus, text: str, workers: int = 2, regex: bool = False) -> list[tuple[str, str]]:
    """The ids of the articles and the words found there, in order."""
    found = run(CorpusSearch(Question(text, regex), files_of(corpus), workers=workers))
    return [(corpus.articles.id(each.number), hit.match) for each in found for hit in each.hits]


letters = st.text('aAkKsSiIzZ éÉßſıİKµÅ—-“"’\n\t\ufeff\ufffd語', max_size=12)


@given(letters, letters, letters)
def test_the_quick_test_never_says_no_to_what_stands_there(before: str, needle: str, after: str) -> None:
    for text in (before + needle + after, before + needle.upper() + after, before + needle.lower() + after):
        if next(Search(needle).matches(text), None):
            assert Needle(needle).test(text.encode())


@given(st.binary(max_size=40), letters)
def test_the_quick_test_agrees_with_what_is_read_of_broken_bytes(content: bytes, needle: str) -> None:
    if next(Search(needle).matches(Document.from_bytes(content).text), None):
        assert Needle(needle).test(content)


def test_the_quick_test_says_no_to_most() -> None:
    text = "The ferry – “a relief” – sails from Lorvik.".encode()
    assert not Needle("harbor").test(text)
    assert not Needle("Ferry").test(text)
    assert Needle("ferry").test(text)
    assert Needle('"a relief"').test(text)
    assert Needle("RELIEF".lower()).test(text)


def test_hits_come_in_the_order_of_the_articles_with_their_context(tmp_path: Path) -> None:
    corpus = articles(tmp_path, a10="The pier.\n\nThe Pier again.", a2="No pier\there.", b="Nothing.")
    found = run(CorpusSearch(Question("pier"), files_of(corpus)))
    assert [(corpus.articles.id(each.number), len(each.hits)) for each in found] == [("a2", 1), ("a10", 2)]
    assert found[0].hits == [Hit(3, 7, "No ", "pier", " here.")]
    assert found[1].hits[1] == Hit(15, 19, "The pier. The ", "Pier", " again.")


@pytest.mark.parametrize("workers", [1, 3])
def test_many_articles_are_searched_in_order_by_several_processes(tmp_path: Path, workers: int) -> None:
    corpus = articles(tmp_path, **{f"n{number}": f"word {number % 7}" for number in range(1500)})
    found = search(corpus, "word 3", workers)
    assert found == [(f"n{number}", "word 3") for number in range(1500) if number % 7 == 3]


def test_capitals_matter_only_if_one_is_typed(tmp_path: Path) -> None:
    corpus = articles(tmp_path, a="May I? In may, MAY.")
    assert [words for _, words in search(corpus, "may")] == ["May", "may", "MAY"]
    assert [words for _, words in search(corpus, "May")] == ["May"]


def test_a_pattern_is_searched_for_when_asked(tmp_path: Path) -> None:
    corpus = articles(tmp_path, a="Call 555-0100 or 555-0199.\nEnd", b="x.")
    assert [words for _, words in search(corpus, r"\d{3}-\d{4}", regex=True)] == ["555-0100", "555-0199"]
    assert [words for _, words in search(corpus, r"^\S+$", regex=True)] == ["End", "x."]
    assert search(corpus, "x*", regex=True) == [("b", "x")]
    assert search(corpus, r"\d{3}-\d{4}") == []
    for broken in ("(", "a{99999999999}", "[z-a]"):
        with pytest.raises(InputError, match="no regular expression"):
            CorpusSearch(Question(broken, regex=True), [])
    with pytest.raises(InputError, match="nothing to search for"):
        CorpusSearch(Question(" "), [])


def test_what_cannot_be_read_is_counted_and_the_rest_searched(tmp_path: Path) -> None:
    corpus = articles(tmp_path, a="pier", b="pier", c="pier", d=b"pier\0", e=b"\xff pier", f=b"\xef\xbb\xbfpier")
    folder = tmp_path / "news"
    (folder / "b.txt").unlink()
    (folder / "c.txt").unlink()
    os.mkfifo(folder / "c.txt")
    search = CorpusSearch(Question("pier"), files_of(corpus))
    found = run(search)
    assert [(corpus.articles.id(each.number), each.hits[0].start) for each in found] == [("a", 0), ("e", 2), ("f", 0)]
    assert search.unreadable == 1
    assert search.files == 6
    assert [
        each.is_unreadable
        for each in search_files(
            [Run("/dev", [0], ["zero"]), Run(str(tmp_path), [1], ["news"])], Question("x").finder()
        )
    ] == [
        True,
        True,
    ]


def test_a_long_article_is_read_to_its_end_and_its_hits_are_bounded(tmp_path: Path) -> None:
    corpus = articles(tmp_path, a="x" * 200_000 + " pier", b="pier " * (MOST_IN_ONE + 10))
    found = run(CorpusSearch(Question("pier"), files_of(corpus)))
    assert [len(each.hits) for each in found] == [1, MOST_IN_ONE]


def test_a_search_with_too_many_hits_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_search, "MOST_HITS", 500)
    corpus = articles(tmp_path, **{f"n{number}": "pier " * 100 for number in range(600)})
    search = CorpusSearch(Question("pier"), files_of(corpus))
    found = run(search)
    assert search.is_cut
    assert search.problem == ""
    assert sum(len(each.hits) for each in found) == search.hits == 500
    assert [each.number for each in found] == list(range(5))


def test_a_search_is_ended_at_any_time(tmp_path: Path) -> None:
    corpus = articles(tmp_path, a="a" * 40 + "b", b="a")
    search = CorpusSearch(Question(r"^(a+)+$", regex=True), files_of(corpus))
    search.start()
    assert search.take(0.3) == []
    search.close()
    while not search.is_done:
        search.take(1.0)
    assert "ended before" in search.problem


def test_articles_that_are_listed_meanwhile_are_searched_too(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    for name in ("a/1", "b/2", "c/3"):
        (folder / name).parent.mkdir(parents=True)
        (folder / f"{name}.txt").write_text("pier")
    corpus = Corpus.open([folder], at_once=1)
    search = CorpusSearch(Question("pier"), files_of(corpus))
    search.start()
    while corpus.list_more():
        pass
    found = []
    while not search.is_done:
        found += search.take(5.0)
    assert [each.number for each in found + search.take()] == [0, 1, 2]
    search.close()
    stopped = threading.Event()
    stopped.set()
    assert list(files_of(Corpus.open([folder], at_once=1), stopped)) == [Run(str(folder / "a"), range(1), ["1.txt"])]


def test_annotations_are_found_by_their_label_and_their_words(tmp_path: Path) -> None:
    text = "Ada Quill met Ben in Lorvik."
    spans = (
        Span(label="PERSON", start=0, end=9),
        Span(label="GPE", start=21, end=27),
        Span(label="PERSON", start=14, end=17, status="rejected"),
    )
    path = tmp_path / "a.toml"
    path.write_text(render_annotation_file(Snapshot(spans=spans), Document.from_text(text), "a.txt"))
    (tmp_path / "broken.toml").write_text("[x")
    runs = [Run(str(tmp_path), [0, 3], ["a.toml", "broken.toml"])]

    def found(words: str, label: str = "") -> list[Hit]:
        return [
            hit for each in run(CorpusSearch(Question(words, annotated=True, label=label), runs)) for hit in each.hits
        ]

    assert found("", "PERSON") == [Hit(0, 9, "", "Ada Quill", " met Ben in Lorvik.", "PERSON")]
    assert [hit.match for hit in found("lorvik")] == ["Lorvik"]
    assert found("lorvik", "PERSON") == []
    assert found("met") == []
