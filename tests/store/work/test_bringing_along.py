"""Work that was not written when its article was changed: brought along, orphaned or asked about, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import Session, new_article, on_disk, save

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.store.corpus.article import Article


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


def test_work_on_words_that_are_gone_becomes_orphans(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(20)
    session.die()
    words = session.document.text[40:42]
    article.path.write_text("Short and other words, which is not what was tagged at all.", encoding="utf-8")
    again = Session(article, places)
    assert len(again.desk.annotations) == 0
    (orphan,) = again.copy.snapshot.orphans
    assert (orphan.anchor.exact, orphan.span.label, orphan.span.range) == (words, "PERSON", (40, 42))
    (notice,) = again.copy.notices
    assert notice.kind == "recovered"
    assert "1 annotation of them not found in the article, which was changed" in notice.text
    again.copy.close()
    assert [each.id for each in on_disk(article).orphans] == [orphan.id]
    assert list(places[0].glob("*.aside")) == []


def test_work_on_words_that_moved_is_brought_along(tmp_path: Path, places: list[Path]) -> None:
    article = new_article(tmp_path, "Ana Ruiz said: “We will rebuild.”")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.write()
    quote = session.desk.tag(15, 33, "QUOTE").made  # type: ignore[union-attr]
    session.desk.relate("speaker", *sorted(session.desk.annotations, key=lambda span: -span.start))
    session.die()
    article.path.write_text("Lund, Monday. Ana Ruiz said: “We will rebuild.” More.", encoding="utf-8")
    again = Session(article, places)
    assert again.words() == [(14, 22, "PERSON"), (29, 47, "QUOTE")]
    assert [each.head for each in again.copy.snapshot.relations] == [quote]
    assert [notice.kind for notice in again.copy.notices] == ["recovered"]
    again.desk.undo()
    assert again.words() == [(14, 22, "PERSON")]
    again.desk.redo()
    again.die()
    third = Session(article, places)
    assert third.words() == [(14, 22, "PERSON"), (29, 47, "QUOTE")]
    third.copy.close()
    assert [span.range for span in on_disk(article).spans] == [(14, 22), (29, 47)]
    assert on_disk(article).relations == again.copy.snapshot.relations


def test_a_changed_label_goes_where_its_words_moved(tmp_path: Path, places: list[Path]) -> None:
    article = new_article(tmp_path, "Ana Ruiz said: “We will rebuild.”")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.desk.tag(15, 33, "QUOTE")
    session.copy.write()
    session.desk.relabel(next(iter(session.desk.annotations)), "ORG")
    session.desk.remove(list(session.desk.annotations)[1])
    session.die()
    article.path.write_text("Lund. Ana Ruiz said: “We will rebuild.” More.", encoding="utf-8")
    again = Session(article, places)
    assert again.words() == [(6, 14, "ORG")]
    assert [notice.kind for notice in again.copy.notices] == ["recovered"]


def test_work_that_another_contradicts_is_asked_about_in_a_changed_article_too(
    tmp_path: Path, places: list[Path]
) -> None:
    article = new_article(tmp_path, "Ana Ruiz said: “We will rebuild.”")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.write()
    session.desk.relabel(next(iter(session.desk.annotations)), "ORG")
    session.die()
    path = article.annotation_path
    path.write_text(path.read_text(encoding="utf-8").replace('"PERSON"', '"GPE"'), encoding="utf-8")
    article.path.write_text("Lund. Ana Ruiz said: “We will rebuild.” More.", encoding="utf-8")
    for number in (8, 9):  # the question outlives a kill
        again = Session(article, places)
        assert again.copy.state.outside
        assert (6, 14, "ORG") in again.words()
        again.tag(number)
        again.die()
    again = Session(article, places)
    assert again.take_in() == 1
    assert again.take_in("theirs") == 0
    made = [(6, 14, "GPE"), (16, 18, "PERSON"), (18, 20, "PERSON")]
    assert again.words() == made
    again.copy.close()
    assert [(*span.range, span.label) for span in on_disk(article).spans] == made


def test_unwritten_work_is_not_put_on_the_same_word_elsewhere(tmp_path: Path, places: list[Path]) -> None:
    article = new_article(tmp_path, "Now he went. Then he came, and all was well in the town of Lund by the sea.")
    session = Session(article, places)
    session.desk.tag(18, 20, "PERSON")
    session.die()
    article.path.write_text("Cold and wet day: he said to nobody in particular; the bus was late.", encoding="utf-8")
    assert article.read().text[18:20] == "he"
    again = Session(article, places)
    assert again.words() == []
    assert [orphan.span.range for orphan in again.copy.snapshot.orphans] == [(18, 20)]


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_damaged_journal_puts_nothing_on_wrong_words_of_a_changed_article(
    line: int, tmp_path: Path, places: list[Path]
) -> None:
    article = new_article(tmp_path, "Ana Ruiz said: “We will rebuild.” Bo Ek agreed, and so did the others in Lund.")
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.write()
    session.desk.tag(34, 39, "PERSON")
    session.die()
    journal = next(places[0].glob("*.journal"))
    lines = journal.read_bytes().split(b"\n")
    lines[line] = lines[line].replace(b'"k"', b'"q"')
    journal.write_bytes(b"\n".join(lines))
    article.path.write_text("Lund. Ana Ruiz said: “We will rebuild.” Bo Ek agreed, and so did the others in Lund.")
    again = Session(article, places)
    text = again.document.text
    assert {text[start:end] for start, end, _ in again.words()} <= {"Ana Ruiz", "Bo Ek"}
    assert "aside" in [notice.kind for notice in again.copy.notices]


def test_annotations_of_the_changed_text_keep_their_places_and_the_work_joins_them(
    tmp_path: Path, places: list[Path]
) -> None:
    text = "Ana Ruiz said: “We will rebuild.”"
    article = new_article(tmp_path, text)
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.write()
    changed = f"Lund, Monday. {text} Bo Ek agreed."
    article.path.write_text(changed, encoding="utf-8")  # and so do its annotations: another branch is checked out
    others = Snapshot(spans=(Span(id="b", label="PERSON", start=48, end=53),))
    save(article, article.read(), others)
    written = article.annotation_path.read_bytes()
    session.desk.tag(15, 33, "QUOTE")
    session.copy.write()
    assert "the article was changed, and its annotations with it" in session.copy.state.problem
    assert session.copy.close() == session.copy.state.problem
    assert article.annotation_path.read_bytes() == written
    again = Session(article, places)
    assert (29, 47, "QUOTE") in again.words()
    assert (48, 53, "PERSON") in again.words()
    again.copy.close()
    assert {changed[span.start : span.end] for span in on_disk(article).spans} == {"“We will rebuild.”", "Bo Ek"}
    assert on_disk(article).orphans == ()


def test_work_from_before_another_wrote_is_brought_along_too(tmp_path: Path, places: list[Path]) -> None:
    text = "Ana Ruiz said: “We will rebuild.” Bo Ek agreed, and so did all the others in Lund."
    article = new_article(tmp_path, text)
    session = Session(article, places)
    session.desk.tag(0, 8, "PERSON")
    session.copy.write()
    session.desk.tag(34, 39, "PERSON")
    session.die()
    path = article.annotation_path
    path.write_text(path.read_text(encoding="utf-8").replace('"PERSON"', '"ORG"'), encoding="utf-8")
    session = Session(article, places)  # takes in what the other wrote, and has not written itself
    assert session.words() == [(0, 8, "ORG"), (34, 39, "PERSON")]
    session.desk.tag(77, 81, "GPE")
    session.die()
    article.path.write_text(f"Lund. {text}", encoding="utf-8")
    again = Session(article, places)
    assert again.words() == [(6, 14, "ORG"), (40, 45, "PERSON"), (83, 87, "GPE")]
    assert [notice.kind for notice in again.copy.notices] == ["recovered"]
