"""Loading and saving the annotations of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.store.article import Article
from copydesk.store.articles import load, save
from copydesk.store.atomic import StoreError
from copydesk.store.corpus import Corpus
from copydesk.text.document import Document

TEXT = "Ana Ruiz said: “We will rebuild.”\r\n"
SPAN = Span(id="7k3m9x2e", label="PERSON", start=0, end=8)
ANNOTATED = Snapshot(spans=(SPAN,))


@pytest.fixture
def article(tmp_path: Path) -> Article:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_bytes(TEXT.encode())
    return Corpus.open([tmp_path / "seeds"]).articles[0]


def test_what_is_saved_is_loaded(article: Article) -> None:
    document = article.read()
    assert save(article, document, ANNOTATED)
    loaded = load(article, document)
    assert loaded.snapshot == ANNOTATED
    assert not loaded.rebased
    assert loaded.file is not None
    assert loaded.file.path == "../seeds/a.txt"


def test_visiting_writes_nothing(article: Article, tmp_path: Path) -> None:
    document = article.read()
    assert load(article, document).snapshot == Snapshot()
    assert not save(article, document, Snapshot())
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]


def test_removing_the_last_annotation_empties_the_file(article: Article) -> None:
    document = article.read()
    save(article, document, ANNOTATED)
    assert save(article, document, Snapshot())
    assert load(article, document).snapshot == Snapshot()


def test_done_without_annotations_is_saved(article: Article) -> None:
    document = article.read()
    assert save(article, document, Snapshot(status="done"))
    assert load(article, document).snapshot.status == "done"


def test_an_article_that_changed_elsewhere_keeps_its_annotations(article: Article) -> None:
    save(article, article.read(), ANNOTATED)
    article.path.write_bytes(TEXT.encode() + b"More.")
    document = article.read()
    loaded = load(article, document)
    assert (loaded.snapshot, loaded.rebased) == (ANNOTATED, True)
    save(article, document, loaded.snapshot)
    assert not load(article, document).rebased


def test_a_passage_that_is_gone_is_loaded_as_an_orphan(article: Article) -> None:
    save(article, article.read(), Snapshot(spans=(SPAN, Span(id="gone", label="GPE", start=9, end=13))))
    before = article.annotation_path.read_bytes()
    article.path.write_bytes(TEXT.replace("said", "shouts").encode())
    loaded = load(article, article.read())
    assert [span.id for span in loaded.snapshot.spans] == [SPAN.id]
    assert [orphan.id for orphan in loaded.snapshot.orphans] == ["gone"]
    assert [(move.id, move.new) for move in loaded.moves] == [("gone", None)]
    assert article.annotation_path.read_bytes() == before


def test_a_file_whose_words_were_edited_is_told_from_an_article_that_changed(article: Article) -> None:
    document = article.read()
    save(article, document, ANNOTATED)
    source = article.annotation_path.read_text(encoding="utf-8")
    article.annotation_path.write_text(source.replace("end = 8", "end = 9"), encoding="utf-8")
    with pytest.raises(InputError, match="the file was damaged"):
        load(article, document)


@pytest.mark.parametrize("content", [b"not TOML", b'format = "copydesk/2"\n', b'format = "copydesk/1"\n', b""])
def test_a_file_that_cannot_be_read_is_never_replaced(article: Article, content: bytes) -> None:
    article.annotation_path.parent.mkdir()
    article.annotation_path.write_bytes(content)
    with pytest.raises(InputError):
        load(article, article.read())
    with pytest.raises(InputError):
        save(article, article.read(), ANNOTATED)
    assert article.annotation_path.read_bytes() == content


def test_a_file_of_another_article_is_never_taken_over(article: Article, tmp_path: Path) -> None:
    save(article, article.read(), ANNOTATED)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_bytes(TEXT.encode())
    (other,) = Corpus.open([tmp_path / "other"]).articles
    assert other.annotation_path == article.annotation_path
    for attempt in (lambda: load(other, other.read()), lambda: save(other, other.read(), Snapshot(status="done"))):
        with pytest.raises(InputError, match=r"another article, ../seeds/a.txt. Use -a"):
            attempt()
    article.path.unlink()
    assert load(other, other.read()).snapshot == ANNOTATED


def test_standard_input_and_a_file_do_not_take_each_others_place(article: Article, tmp_path: Path) -> None:
    piped = Article("a", Path("-"), article.annotation_path, TEXT.encode())
    save(piped, piped.read(), ANNOTATED)
    assert load(piped, piped.read()).snapshot == ANNOTATED
    with pytest.raises(InputError, match="another article, -"):
        load(article, article.read())


def test_a_damaged_article_is_for_reading_only(article: Article) -> None:
    article.path.write_bytes(b"Ana \xff Ruiz")
    with pytest.raises(InputError, match="not UTF-8"):
        save(article, article.read(), ANNOTATED)
    assert not article.annotation_path.exists()


def test_a_place_that_cannot_be_written_is_a_plain_message(article: Article, tmp_path: Path) -> None:
    (tmp_path / "annotations").write_bytes(b"a file")
    assert load(article, article.read()).snapshot == Snapshot()
    with pytest.raises(StoreError, match="could not be written"):
        save(article, article.read(), ANNOTATED)


def test_the_path_in_the_file_leads_from_the_file_through_links(article: Article, tmp_path: Path) -> None:
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "annotations").symlink_to(tmp_path / "far" / "away")
    document = article.read()
    save(article, document, ANNOTATED)
    loaded = load(article, document)
    assert loaded.file is not None
    assert loaded.file.path == "../../seeds/a.txt"
    assert (tmp_path / "far" / "away" / loaded.file.path).samefile(article.path)


def test_an_impossible_snapshot_leaves_the_file(article: Article) -> None:
    document = article.read()
    save(article, document, ANNOTATED)
    with pytest.raises(ValueError, match="outside"):
        save(article, Document("short", document.sha256), ANNOTATED)
    assert load(article, document).snapshot == ANNOTATED
