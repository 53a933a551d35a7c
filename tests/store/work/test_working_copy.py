"""The working copy: what is done is on the disk, comes back with its undo history, and mixes with nobody else's."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from tests.store.work.desk_work import (
    TEXT,
    Crash,
    Faulty,
    Now,
    Session,
    broken,
    full,
    names,
    new_article,
    save,
    wait_for,
)

from copydesk.annotation.edit import Edit, SpanChange
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.annotations.loading import load
from copydesk.store.corpus.article import Article
from copydesk.store.files.atomic import OperatingSystem
from copydesk.store.work import keeper
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy, WorkState


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return new_article(tmp_path)


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    return [tmp_path / "state", tmp_path / "spare"]


def on_disk(article: Article) -> Snapshot:
    return load(article, article.read()).snapshot


def edit_elsewhere(article: Article, old: str, new: str) -> None:
    source = article.annotation_path.read_text(encoding="utf-8")
    assert old in source
    article.annotation_path.write_text(source.replace(old, new), encoding="utf-8")


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


def test_what_a_killed_session_had_not_written_is_recovered_and_said(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    session.tag(1)
    session.tag(2)
    session.desk.undo()
    made = session.desk.annotations.snapshot()
    session.die()
    assert len(on_disk(article).spans) == 1

    again = Session(article, places)
    assert again.desk.annotations.snapshot() == made
    (notice,) = again.copy.notices
    assert (notice.kind, notice.count) == ("recovered", 3)
    assert again.copy.close() == ""
    assert on_disk(article) == made
    third = Session(article, places)
    assert third.copy.notices == ()
    assert third.desk.redo()


def test_recovered_work_reaches_the_annotation_file_without_another_edit(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.die()
    again = Session(article, places)
    assert isinstance(again.saver, Now)
    again.saver.write_all()
    assert on_disk(article) == again.desk.annotations.snapshot() != Snapshot()


def test_a_line_that_was_cut_off_is_dropped(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.tag(1)
    session.die()
    journal = next(places[0].glob("*.journal"))
    journal.write_bytes(journal.read_bytes()[:-20])
    again = Session(article, places)
    assert len(again.desk.annotations) == 1
    assert [notice.kind for notice in again.copy.notices] == ["recovered"]
    again.tag(5)
    again.tag(6)
    again.die()
    assert len(Session(article, places).desk.annotations) == 3


def test_a_damaged_middle_is_kept_aside_and_said(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    for number in range(4):
        session.tag(number)
    session.die()
    journal = next(places[0].glob("*.journal"))
    damaged = journal.read_bytes().replace(b'"n":3', b'"n":7')
    journal.write_bytes(damaged)
    again = Session(article, places)
    assert len(again.desk.annotations) == 2
    assert [notice.kind for notice in again.copy.notices] == ["recovered", "aside", "aside"]
    (aside,) = places[0].glob("*.aside")
    assert aside.read_bytes() == damaged
    assert str(aside) in again.copy.notices[-1].text
    again.copy.close()
    assert len(on_disk(article).spans) == 2


def test_what_follows_old_damage_is_still_recovered(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    session.tag(1)
    session.desk.undo()
    session.tag(2)
    made = session.desk.annotations.snapshot()
    session.die()
    journal = next(places[0].glob("*.journal"))
    journal.write_bytes(journal.read_bytes().replace(b'"n":1', b'"n":9', 1))
    again = Session(article, places)
    assert again.desk.annotations.snapshot() == made
    assert list(places[0].glob("*.aside"))


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"{}\n", b'["00000000",{}]\n', b"\xff\xfe\n\n"])
def test_a_journal_that_is_none_is_kept_aside(article: Article, places: list[Path], content: bytes) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.close()
    next(places[0].glob("*.journal")).write_bytes(content)
    again = Session(article, places)
    assert again.desk.annotations.snapshot() == on_disk(article)
    assert not again.desk.undo()
    assert {notice.kind for notice in again.copy.notices} == {"aside"}


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


def test_a_full_disk_is_said_the_work_is_safe_elsewhere_and_written_later(article: Article, places: list[Path]) -> None:
    class Full(OperatingSystem):
        on = True

        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            if self.on and places[1] not in path.parents:
                raise full()
            return super().write(descriptor, data)

    files = Full()
    session = Session(article, places, files=files)
    session.tag(0)
    session.copy.write()
    state = session.copy.state
    assert not state.pending
    assert "the disk is full" in state.problem
    assert f"safe in {places[1]}" in state.problem
    assert session.copy.close() == state.problem

    assert len(Session(article, places, files=files).desk.annotations) == 1


def test_what_failed_is_written_when_it_can_be(article: Article, places: list[Path], tmp_path: Path) -> None:
    article.annotation_path.parent.write_bytes(b"in the way")
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    assert "could not be written" in session.copy.state.problem
    article.annotation_path.parent.unlink()
    session.copy.write()
    assert session.copy.state.problem == ""
    assert len(on_disk(article).spans) == 1


def test_without_a_place_for_the_journal_the_file_is_written_at_once(article: Article, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    session = Session(article, [tmp_path / "file" / "a", tmp_path / "file" / "b"])
    session.tag(0)
    assert session.copy.state == WorkState()
    assert len(on_disk(article).spans) == 1


def test_when_nothing_can_be_written_it_is_said_and_kept(article: Article, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    article.annotation_path.parent.write_bytes(b"in the way")
    session = Session(article, [tmp_path / "file" / "a"])
    session.tag(0)
    assert session.copy.state.pending
    assert "nowhere but in memory" in session.copy.state.problem
    article.annotation_path.parent.unlink()
    session.copy.write()
    assert session.copy.state == WorkState()


def test_a_journal_that_vanished_is_written_anew(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    next(places[0].glob("*.journal")).unlink()
    session.tag(1)
    session.die()
    assert len(Session(article, places).desk.annotations) == 2


def test_a_failed_sync_is_never_trusted_again(article: Article, places: list[Path]) -> None:
    class BadSync(OperatingSystem):
        on = False

        def sync(self, descriptor: int) -> None:
            if self.on:
                self.on = False
                raise broken()
            super().sync(descriptor)

    files = BadSync()
    session = Session(article, places, files=files)
    session.tag(0)
    before = next(places[0].glob("*.journal")).stat().st_ino
    files.on = True
    session.tag(1)
    assert session.copy.state == WorkState()
    assert next(places[0].glob("*.journal")).stat().st_ino != before


def test_changes_from_outside_are_merged_by_id(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.tag(1)
    session.copy.write()
    edit_elsewhere(article, 'label = "PERSON"\nstart = 0\n', 'label = "ORG"\nstart = 0\n')
    session.tag(2)
    session.copy.write()
    assert session.copy.state.outside
    assert "ORG" in article.annotation_path.read_text()
    assert session.take_in() == 0
    assert not session.copy.state.outside
    assert [label for _, _, label in session.words()] == ["ORG", "PERSON", "PERSON"]
    session.copy.write()
    assert on_disk(article) == session.desk.annotations.snapshot()
    assert session.desk.undo()
    assert [label for _, _, label in session.words()] == ["PERSON"] * 3
    session.copy.close()
    assert on_disk(article) == session.desk.annotations.snapshot()


def test_a_change_is_noticed_by_looking(article: Article, places: list[Path]) -> None:
    seen = []
    session = Session(article, places, on_change=lambda copy: seen.append(copy.state))
    session.tag(0)
    session.copy.write()
    session.copy.look()
    assert not session.copy.state.outside
    edit_elsewhere(article, "PERSON", "ORG")
    session.copy.look()
    assert seen[-1].outside
    assert session.take_in() == 0
    assert session.words() == [(0, 2, "ORG")]


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_a_conflict_is_asked_about_and_their_file_stays_until_then(
    article: Article, places: list[Path], prefer: str
) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    edit_elsewhere(article, "PERSON", "ORG")
    theirs = article.annotation_path.read_bytes()
    session.desk.relabel(next(iter(session.desk.annotations)), "GPE")
    session.copy.write()
    assert session.take_in() == 1
    session.tag(5)
    session.copy.write()
    assert article.annotation_path.read_bytes() == theirs
    assert not session.copy.state.pending
    assert session.take_in(prefer) == 0
    session.copy.write()
    expected = "GPE" if prefer == "ours" else "ORG"
    assert [label for _, _, label in session.words()] == [expected, "PERSON"]
    assert on_disk(article) == session.desk.annotations.snapshot()


def test_a_conflict_outlives_a_quit(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    edit_elsewhere(article, "PERSON", "ORG")
    theirs = article.annotation_path.read_bytes()
    session.desk.relabel(next(iter(session.desk.annotations)), "GPE")
    session.copy.close()
    assert article.annotation_path.read_bytes() == theirs
    again = Session(article, places)
    assert again.words() == [(0, 2, "GPE")]
    assert again.copy.state.outside
    assert again.take_in() == 1
    assert again.take_in("theirs") == 0
    assert again.words() == [(0, 2, "ORG")]
    again.copy.close()
    assert Session(article, places).copy.notices == ()


def test_changes_between_sessions_are_one_step_that_can_be_undone(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.close()
    edit_elsewhere(article, "PERSON", "ORG")
    again = Session(article, places)
    assert again.words() == [(0, 2, "ORG")]
    assert [(notice.kind, notice.count) for notice in again.copy.notices] == [("merged", 1)]
    again.desk.undo()
    assert again.words() == [(0, 2, "PERSON")]
    again.desk.undo()
    assert again.words() == []
    again.copy.close()
    assert on_disk(article) == Snapshot()


def test_a_change_at_the_very_last_moment_is_not_overwritten(article: Article, places: list[Path]) -> None:
    class Racing(OperatingSystem):
        theirs = b""

        def sync(self, descriptor: int) -> None:
            super().sync(descriptor)
            if self.theirs and Path(f"/proc/self/fd/{descriptor}").readlink().parent == article.annotation_path.parent:
                article.annotation_path.write_bytes(self.theirs)

    files = Racing()
    session = Session(article, places, files=files)
    session.tag(0)
    session.copy.write()
    files.theirs = article.annotation_path.read_bytes().replace(b"PERSON", b"ORG")
    session.tag(1)
    session.copy.write()
    assert article.annotation_path.read_bytes() == files.theirs
    assert session.copy.state.outside
    assert session.take_in() == 0
    assert [label for _, _, label in session.words()] == ["ORG", "PERSON"]
    assert names(article.annotation_path.parent) == ["a.toml"]


def test_a_crash_just_after_the_file_took_its_name_is_no_recovery(article: Article, places: list[Path]) -> None:
    class Dying(Faulty):
        def __init__(self) -> None:
            super().__init__()
            real = self.replace

            def replace(source: Path, target: Path) -> None:
                real(source, target)
                self.dead = target.suffix == ".toml"

            self.replace = replace  # type: ignore[method-assign]

    session = Session(article, places, files=Dying())
    session.tag(0)
    with pytest.raises(Crash):
        session.copy.write()
    session.die()
    again = Session(article, places)
    assert again.copy.notices == ()
    assert len(again.desk.history) == 1


def test_an_old_version_put_back_is_not_overwritten_by_the_journal(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    old = article.annotation_path.read_bytes()
    session.tag(1)
    session.copy.write()
    session.tag(2)
    session.die()
    article.annotation_path.write_bytes(old)
    again = Session(article, places)
    assert again.words() == [(0, 2, "PERSON"), (4, 6, "PERSON")]
    assert [notice.kind for notice in again.copy.notices] == ["recovered", "merged"]


def test_a_removed_file_is_asked_about(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    article.annotation_path.unlink()
    session.copy.look()
    assert session.take_in() == 1
    assert session.take_in("ours") == 0
    session.copy.write()
    assert len(on_disk(article).spans) == 1


def test_a_file_that_became_unreadable_is_left_alone(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    good = article.annotation_path.read_bytes()
    article.annotation_path.write_bytes(b"<<<<<<< HEAD\n" + good)
    session.tag(1)
    session.copy.write()
    assert "not TOML" in session.copy.state.problem
    assert f"safe in {places[0]}" in session.copy.state.problem
    assert article.annotation_path.read_bytes().startswith(b"<<<<")
    article.annotation_path.write_bytes(good)
    session.copy.write()
    assert session.copy.state == WorkState()
    assert len(on_disk(article).spans) == 2


def test_what_no_edit_changes_is_taken_from_the_disk(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.write()
    edit_elsewhere(article, 'status = "open"', 'status = "open"\nlabels = { topic = "x" }')
    session.copy.look()
    session.take_in()
    session.tag(1)
    session.copy.close()
    assert on_disk(article).labels == {"topic": "x"}
    session = Session(article, places)
    session.tag(3)
    session.copy.close()
    assert on_disk(article).labels == {"topic": "x"}


def test_a_changed_article_starts_undo_anew_and_keeps_work_whose_words_stand(
    tmp_path: Path, places: list[Path]
) -> None:
    article = new_article(tmp_path, "Ana Ruiz said: “We will rebuild.”")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.write()
    session.desk.tag(15, 33, "QUOTE")
    session.die()
    article.path.write_bytes(article.path.read_bytes() + b" More.")
    again = Session(article, places)
    assert again.words() == [(0, 8, "PERSON"), (15, 33, "QUOTE")]
    assert [notice.kind for notice in again.copy.notices] == ["recovered"]
    again.desk.undo()
    assert not again.desk.undo()


def test_work_on_words_that_are_gone_is_kept_aside(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(20)
    session.die()
    article.path.write_text("Short and other words, which is not what was tagged at all.", encoding="utf-8")
    again = Session(article, places)
    assert len(again.desk.annotations) == 0
    assert [notice.kind for notice in again.copy.notices] == ["aside", "aside"]
    assert len(list(places[0].glob("*.aside"))) == 1


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


def test_undo_leads_back_to_an_orphan_also_after_a_restart(tmp_path: Path, places: list[Path]) -> None:
    article = new_article(tmp_path, "Ana Ruiz said: “We will rebuild.”")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.close()
    article.path.write_text("Nobody at all was there, and nothing was said of it to anyone.", encoding="utf-8")
    session = Session(article, places)
    (orphan,) = session.copy.snapshot.orphans
    session.desk._make(Edit("re-anchored", (SpanChange(None, orphan.reanchored(0, 6)),)))
    session.copy.close()
    assert on_disk(article).orphans == ()
    session = Session(article, places)
    assert session.words() == [(0, 6, "PERSON")]
    session.desk.undo()
    session.copy.close()
    assert [each.id for each in on_disk(article).orphans] == [orphan.id]


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


def test_faults_are_counted_where_they_should_be(article: Article, places: list[Path]) -> None:
    files = Faulty()
    session = Session(article, places, files=files)
    session.tag(0)
    assert files.calls[-1] == "sync_folder"
    count = len(files.calls)
    session.tag(1)
    assert files.calls[count:] == ["append", "write", "sync"]
    count = len(files.calls)
    session.tag(2)
    assert files.calls[count:] == ["write", "sync"]
    assert len(TEXT) > 100


def orphaned_speaker(tmp_path: Path, places: list[Path]) -> tuple[Article, Session]:
    """An article that changed, so that the speaker of its quote has no place any more."""
    article = new_article(tmp_path, "Ana Ruiz said to us: “We will rebuild what was here before.”")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.desk.tag(21, 60, "QUOTE")
    person, quote = session.desk.annotations
    session.desk.relate("speaker", quote, person)
    session.copy.close()
    article.path.write_text("Bo Ek said to us: “We will rebuild what was here before.”", encoding="utf-8")
    return article, Session(article, places)


def test_undoing_the_place_of_a_related_orphan_works_after_a_restart(tmp_path: Path, places: list[Path]) -> None:
    article, session = orphaned_speaker(tmp_path, places)
    (orphan,) = session.desk.orphans
    session.desk.reanchor(orphan, 0, 5)
    session.copy.close()
    session = Session(article, places)
    assert session.desk.undo()
    assert session.desk.orphans == (orphan,)
    assert len(session.desk.annotations.relations) == 1
    session.copy.close()
    assert on_disk(article).orphans == (orphan,)


@pytest.mark.parametrize("end", ["quit", "kill"])
def test_a_deleted_orphan_is_gone_from_the_file_and_comes_back_by_undo(
    tmp_path: Path, places: list[Path], end: str
) -> None:
    article, session = orphaned_speaker(tmp_path, places)
    (orphan,) = session.desk.orphans
    session.desk.discard(orphan, 0)
    session.copy.close() if end == "quit" else session.die()
    session = Session(article, places)
    assert not session.desk.orphans
    assert not session.desk.annotations.relations
    session.copy.write()
    assert on_disk(article).orphans == ()
    assert session.desk.undo()
    assert session.desk.orphans == (orphan,)
    session.copy.close()
    kept = on_disk(article)
    assert (kept.orphans, len(kept.relations)) == ((orphan,), 1)


def test_an_orphan_that_another_program_deleted_or_added_is_merged(tmp_path: Path, places: list[Path]) -> None:
    article, session = orphaned_speaker(tmp_path, places)
    session.tag(12)
    session.copy.write()
    (orphan,) = session.desk.orphans
    source = article.annotation_path.read_text(encoding="utf-8")
    start = source.index(f"[annotation.{orphan.id}]")
    block = source[start : source.index("\n\n", start) + 2]
    rest = source.replace(block, "")
    article.annotation_path.write_text(rest[: rest.index("\n[relation")], encoding="utf-8")
    session.copy.look()
    session.take_in()
    assert not session.desk.orphans
    assert not session.desk.annotations.relations
    session.desk.undo()
    assert session.desk.orphans == (orphan,)
    session.copy.close()
    assert on_disk(article).orphans == (orphan,)


def test_an_annotation_with_a_number_that_is_none_is_recovered_too(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(0)
    session.copy.close()
    edit_elsewhere(article, 'source = "human"', 'source = "human"\nattrs = { certainty = nan }')
    session = Session(article, places)
    (span,) = session.desk.annotations
    session.desk.annotate(span, "a comment")
    session.desk.undo()
    session.desk.redo()
    session.die()
    again = Session(article, places)
    assert [notice.kind for notice in again.copy.notices] == ["merged", "recovered"][-len(again.copy.notices) :]
    assert [each.note for each in again.desk.annotations] == ["a comment"]
