"""Old journals go when all they hold is in the annotation file, and only then."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest
from tests.store.work.desk_work import Session, names, new_article

from copydesk.store.corpus.article import Article
from copydesk.store.work import journal_pruning
from copydesk.store.work.journal_pruning import OLD, prune

LATER = 4_000_000_000.0
"""A moment long after any test."""


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return new_article(tmp_path)


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    return [tmp_path / "state", tmp_path / "spare"]


def work(article: Article, places: list[Path], *, killed: bool = False) -> Path:
    """Tag something in an article and leave it; its journal."""
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    if killed:
        session.tag(1)
        session.die()
    else:
        session.copy.close()
    return next(places[0].glob("*.journal"))


def test_an_old_journal_whose_work_is_saved_goes_and_nothing_else(article: Article, places: list[Path]) -> None:
    journal = work(article, places)
    saved = article.annotation_path.read_bytes()
    changed = journal.stat().st_mtime
    assert prune(places, changed + OLD - 1) == 0
    assert prune(places, changed + OLD + 1) == 1
    assert names(places[0]) == []
    assert article.annotation_path.read_bytes() == saved
    session = Session(article, places)
    assert session.copy.notices == ()
    assert session.words() == [(0, 2, "PERSON")]
    assert not session.desk.undo()


def test_work_that_was_not_saved_stays_however_old(article: Article, places: list[Path]) -> None:
    work(article, places, killed=True)
    assert prune(places, LATER) == 0
    assert len(Session(article, places).desk.annotations) == 2


def test_the_journal_of_an_open_article_stays(article: Article, places: list[Path]) -> None:
    work(article, places)
    session = Session(article, places)
    assert prune(places, LATER) == 0
    assert session.desk.undo()
    session.copy.close()
    assert prune(places, LATER) == 1


@pytest.mark.parametrize("how", ["changed", "removed", "unreadable", "a folder"])
def test_a_journal_stays_when_the_file_is_not_what_was_saved(article: Article, places: list[Path], how: str) -> None:
    journal = work(article, places)
    path = article.annotation_path
    if how == "changed":
        path.write_bytes(path.read_bytes() + b"# more\n")
    else:
        path.unlink()
        if how != "removed":
            os.mkfifo(path) if how == "unreadable" else path.mkdir()
    assert prune(places, LATER) == 0
    assert journal.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-5],
        lambda content: content.replace(b'"n":1', b'"n":2'),
        lambda content: content.replace(b'"saved"', b'"saver"'),
        lambda content: b"",
        lambda content: b"\0" * 100,
        lambda content: content + b"x",
    ],
)
def test_a_damaged_journal_stays(article: Article, places: list[Path], damage: object) -> None:
    journal = work(article, places)
    journal.write_bytes(damage(journal.read_bytes()))  # type: ignore[operator]
    assert prune(places, LATER) == 0
    assert journal.exists()


def test_a_journal_under_another_name_or_in_two_places_stays(article: Article, places: list[Path]) -> None:
    journal = work(article, places)
    other = journal.with_name("0" * 32 + ".journal")
    journal.rename(other)
    assert prune(places, LATER) == 0
    other.rename(journal)
    places[1].mkdir()
    (places[1] / journal.name).write_bytes(journal.read_bytes())
    assert prune(places, LATER) == 0
    (places[1] / journal.name).unlink()
    assert prune(places, LATER) == 1


def test_the_annotations_are_found_from_any_folder(
    tmp_path: Path, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = new_article(tmp_path)
    monkeypatch.chdir(article.path.parent)
    from copydesk.store.corpus.corpus import Corpus

    work(Corpus.open(["a.txt"]).articles[0], places)
    monkeypatch.chdir(tmp_path)
    assert prune(places, LATER) == 1


def test_few_are_looked_into_at_a_time_and_none_is_left_out_for_ever(
    tmp_path: Path, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_pruning, "MOST", 2)
    monkeypatch.setattr(journal_pruning, "PAUSE", 0)
    for number in range(5):
        work(new_article(tmp_path), places, killed=number < 2)
    assert prune(places, LATER) <= 2
    for _ in range(100):
        prune(places, LATER)
    assert len(list(places[0].glob("*.journal"))) == 2
    stop = Event()
    stop.set()
    work(new_article(tmp_path), places)
    assert prune(places, LATER, stop) == 0


def test_what_is_larger_than_any_journal_is_not_read(
    article: Article, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_pruning, "LARGEST", 10)
    work(article, places)
    assert prune(places, LATER) == 0


def test_where_there_is_nothing_nothing_is_made(tmp_path: Path) -> None:
    assert prune([tmp_path / "none"]) == 0
    assert names(tmp_path) == []
