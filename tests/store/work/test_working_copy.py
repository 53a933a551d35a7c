"""The working copy: what is done is on the disk at once, and comes back with its undo history."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from tests.store.work.desk_work import (
    Now,
    Session,
    names,
    on_disk,
    save,
    wait_for,
)

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.corpus.article import Article
from copydesk.store.files.atomic import OperatingSystem
from copydesk.store.work import keeper
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy, WorkState


def test_visiting_leaves_nothing_behind(article: Article, places: list[Path], tmp_path: Path) -> None:
    before = names(tmp_path)
    session = Session(article, places)
    session.copy.write()
    session.copy.look()
    assert session.copy.close() == ""
    assert names(tmp_path) == before


def test_an_edit_is_in_the_journal_before_it_counts_as_saved(article: Article, places: list[Path]) -> None:
    held = Now()
    session = Session(article, places, held)
    seen = []
    session.copy._on_change = lambda copy: seen.append((copy.state.pending, names(places[0])))
    session.tag(0)
    assert not session.copy.state.pending
    assert [name.partition(".")[2] for name in names(places[0])] == ["journal", "lock"]
    assert not article.annotation_path.exists()
    assert held.again is not None
    assert 0 < held.again <= keeper.QUIET
    held.write_all()
    assert on_disk(article) == session.desk.annotations.snapshot()


def test_after_a_quit_only_the_annotation_file_and_the_history_are_there(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.tag(1)
    assert session.copy.close() == ""
    assert names(article.annotation_path.parent) == ["a.toml"]
    assert [name.partition(".")[2] for name in names(places[0])] == ["journal"]
    assert names(places[0].parent / "spare") == []


def test_work_without_a_trace_leaves_no_journal(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.close()
    journal = next(places[0].glob("*.journal"))
    journal.unlink()
    session = Session(article, places)
    session.copy.close()
    assert names(places[0]) == []


def test_undo_and_redo_survive_a_restart(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    for number in range(5):
        session.tag(number)
    session.desk.undo()
    session.desk.undo()
    session.copy.close()

    session = Session(article, places)
    assert session.copy.notices == ()
    assert len(session.desk.annotations) == 3
    assert session.desk.redo()
    assert session.desk.redo()
    assert not session.desk.redo()
    assert len(session.desk.annotations) == 5
    while session.desk.undo():
        pass
    assert len(session.desk.annotations) == 0
    session.copy.close()
    assert on_disk(article) == Snapshot()

    session = Session(article, places)
    for _ in range(5):
        assert session.desk.redo()
    assert len(session.desk.annotations) == 5


def test_a_second_one_reads_only_and_takes_over_when_the_first_is_gone(article: Article, places: list[Path]) -> None:
    first = Session(article, places)
    first.tag(0)
    second = Session(article, places)
    assert second.copy.holder is not None
    assert second.copy.holder.pid == os.getpid()
    assert second.copy.read_only.startswith("Read-only: another Copydesk (process")
    with pytest.raises(RuntimeError, match="cannot be kept"):
        second.copy.record(first.copy.history.steps()[0])
    assert second.copy.close() == ""
    first.copy.close()
    third = Session(article, places)
    assert third.copy.read_only == ""
    assert len(third.desk.annotations) == 1


def test_taking_over_is_a_matter_of_asking_again(article: Article) -> None:
    saver = Saver()
    first = WorkingCopy.open(article, article.read(), saver)
    second = WorkingCopy.open(article, article.read(), saver)
    assert second.reopen() is None
    first.close()
    third = second.reopen()
    assert third is not None
    assert third.read_only == ""
    third.close()
    saver.close()


def test_a_damaged_article_or_file_is_for_reading_only(article: Article, places: list[Path]) -> None:
    article.annotation_path.parent.mkdir()
    article.annotation_path.write_text("<<<<<<< ours", encoding="utf-8")
    assert "not TOML" in Session(article, places).copy.read_only
    article.annotation_path.unlink()
    article.path.write_bytes(b"Ana \xff")
    assert "not UTF-8" in Session(article, places).copy.read_only
    assert names(places[0]) == []


def test_relations_and_the_status_are_journalled(article: Article, places: list[Path]) -> None:
    save(
        article,
        article.read(),
        Snapshot(spans=(Span(id="q", label="QUOTE", start=0, end=3), Span(id="p", label="PERSON", start=4, end=8))),
    )
    session = Session(article, places)
    quote, person = list(session.desk.annotations)
    session.desk.relate("speaker", quote, person)
    session.desk.mark(True, 0)
    made = session.desk.annotations.snapshot()
    session.die()
    again = Session(article, places)
    assert again.desk.annotations.snapshot() == made
    assert isinstance(made.relations[0], Relation)
    assert made.status == "done"


def test_a_slow_disk_never_blocks_a_key(article: Article, places: list[Path]) -> None:
    going = threading.Event()

    class Slow(OperatingSystem):
        def sync(self, descriptor: int) -> None:
            assert going.wait(20)
            super().sync(descriptor)

    saver = Saver()
    session = Session(article, places, saver, Slow())
    for number in range(50):
        session.tag(number)
    assert session.copy.state.pending
    assert "still being written" in session.copy.close(timeout=0.01)
    going.set()
    assert session.copy.close() == ""
    saver.close()
    assert len(on_disk(article).spans) == 50


def test_the_annotation_file_follows_by_itself_a_little_later(article: Article, places: list[Path]) -> None:
    saver = Saver()
    session = Session(article, places, saver)
    session.tag(0)
    assert wait_for(article.annotation_path.exists)
    assert wait_for(lambda: session.copy.state == WorkState())
    session.copy.close()
    saver.close()


def test_the_history_of_a_long_life_is_bounded(
    article: Article, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "HISTORY_BYTES", 2000)
    session = Session(article, places)
    for number in range(50):
        session.tag(number)
    session.copy.close()
    again = Session(article, places)
    assert len(again.desk.annotations) == 50
    assert 3 <= len(again.copy.history) <= 15
    while again.desk.undo():
        pass
    again.copy.close()
    assert on_disk(article) == again.desk.annotations.snapshot()


def test_undoing_and_redoing_for_ever_does_not_fill_the_disk(
    article: Article, places: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SLACK", 20)
    session = Session(article, places)
    session.tag(0)
    for _ in range(100):
        session.desk.undo()
        session.desk.redo()
        session.copy.write()
    assert next(places[0].glob("*.journal")).stat().st_size < 40_000
    session.die()
    assert len(Session(article, places).desk.annotations) == 1


def test_temporary_files_of_a_crash_are_swept_and_those_of_others_stay(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.close()
    folder = article.annotation_path.parent
    from copydesk.store.files.atomic import temporary_prefix

    (folder / f"{temporary_prefix(article.annotation_path)}0123.tmp").write_bytes(b"")
    other = folder / f"{temporary_prefix(folder / 'b.toml')}0123.tmp"
    other.write_bytes(b"")
    Session(article, places).copy.close()
    assert names(folder) == sorted([other.name, "a.toml"])
