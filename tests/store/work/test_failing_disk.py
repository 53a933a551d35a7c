"""A failing disk: what cannot be written is said, kept safe elsewhere, and written when it can be."""

from __future__ import annotations

from pathlib import Path

from tests.store.work.desk_work import (
    TEXT,
    Faulty,
    Session,
    broken,
    full,
    on_disk,
)

from copydesk.store.corpus.article import Article
from copydesk.store.files.atomic import OperatingSystem
from copydesk.store.work.working_copy import WorkState


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
