"""Recovery: what a killed session had not written comes back, and damage is kept aside and said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import (
    Now,
    Session,
    edit_elsewhere,
    on_disk,
)

from copydesk.annotation.snapshot import Snapshot
from copydesk.store.corpus.article import Article


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
