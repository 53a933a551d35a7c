"""Changes from outside: what other programs write to an annotation file or its article is merged or asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import (
    Crash,
    Faulty,
    Session,
    edit_elsewhere,
    names,
    on_disk,
)

from copydesk.annotation.snapshot import Snapshot
from copydesk.store.corpus.article import Article
from copydesk.store.files.atomic import OperatingSystem
from copydesk.store.work.working_copy import WorkState


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


def test_a_file_that_another_broke_is_no_concern_of_who_only_reads(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    article.annotation_path.parent.mkdir()
    article.annotation_path.write_text("broken")
    session.copy.look()
    assert session.copy.state == WorkState()
    session.tag(0)
    session.copy.write()
    assert "it is not TOML" in session.copy.state.problem
    assert f"the work is safe in {places[0]}" in session.copy.state.problem
    session.die()
    again = Session(article, places)
    assert "it is not TOML" in again.copy.read_only
    assert again.copy.close() == ""
