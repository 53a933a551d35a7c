"""Kept orphans: placing and deleting one is journalled, undone over restarts, and merged with what others did."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import (
    Session,
    new_article,
    on_disk,
)

from copydesk.annotation.edit import Edit, SpanChange
from copydesk.store.corpus.article import Article


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
