"""Loading the annotations of an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import Session, save

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.store.annotations.loading import load
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus

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
    save(article, document, ANNOTATED)
    loaded = load(article, document)
    assert loaded.snapshot == ANNOTATED
    assert not loaded.rebased
    assert loaded.problems == ()
    assert loaded.file is not None
    assert loaded.file.path == "../seeds/a.txt"


def test_loading_writes_nothing(article: Article, tmp_path: Path) -> None:
    assert load(article, article.read()).snapshot == Snapshot()
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]


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


def test_what_is_wrong_with_the_file_is_told_from_an_article_that_changed(article: Article) -> None:
    document = article.read()
    save(article, document, ANNOTATED)
    source = article.annotation_path.read_text(encoding="utf-8")
    source = source.replace("end = 8", "end = 9").replace("length = 35", "length = 3")
    article.annotation_path.write_text(source, encoding="utf-8")
    loaded = load(article, document)
    assert not loaded.rebased
    assert loaded.moves == ()
    assert [orphan.id for orphan in loaded.snapshot.orphans] == [SPAN.id]
    assert [(each.line, each.problem) for each in loaded.problems] == [
        (6, "length is 3, but the article has 35"),
        (9, "annotation 7k3m9x2e does not stand at 0 to 9: PERSON 'Ana Ruiz'"),
    ]


@pytest.mark.parametrize("content", [b"not TOML", b'format = "copydesk/2"\n', b'format = "copydesk/1"\n', b""])
def test_a_file_that_cannot_be_read_is_never_replaced(article: Article, content: bytes, tmp_path: Path) -> None:
    article.annotation_path.parent.mkdir()
    article.annotation_path.write_bytes(content)
    with pytest.raises(InputError):
        load(article, article.read())
    assert Session(article, [tmp_path / "state"]).copy.read_only
    assert article.annotation_path.read_bytes() == content


def test_a_file_of_another_article_is_never_taken_over(article: Article, tmp_path: Path) -> None:
    save(article, article.read(), ANNOTATED)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_bytes(TEXT.encode())
    (other,) = Corpus.open([tmp_path / "other"]).articles
    assert other.annotation_path == article.annotation_path
    with pytest.raises(InputError, match=r"another article, ../seeds/a.txt. Use -a"):
        load(other, other.read())
    article.path.unlink()
    assert load(other, other.read()).snapshot == ANNOTATED


def test_standard_input_and_a_file_do_not_take_each_others_place(article: Article, tmp_path: Path) -> None:
    piped = Article("a", Path("-"), article.annotation_path, TEXT.encode())
    save(piped, piped.read(), ANNOTATED)
    assert load(piped, piped.read()).snapshot == ANNOTATED
    with pytest.raises(InputError, match="another article, -"):
        load(article, article.read())


def test_the_path_in_the_file_leads_from_the_file_through_links(article: Article, tmp_path: Path) -> None:
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "annotations").symlink_to(tmp_path / "far" / "away")
    document = article.read()
    save(article, document, ANNOTATED)
    loaded = load(article, document)
    assert loaded.file is not None
    assert loaded.file.path == "../../seeds/a.txt"
    assert (tmp_path / "far" / "away" / loaded.file.path).samefile(article.path)
