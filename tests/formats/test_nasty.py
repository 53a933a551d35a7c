"""The nasty articles lie on the disk as they are in memory."""

from __future__ import annotations

from pathlib import Path

from tests.formats.nasty import NASTY, write_corpus

from copydesk.store.annotations.loading import load


def test_the_annotation_files_of_the_nasty_articles_say_what_the_articles_say(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    made = {article.id: article for article in NASTY}
    assert len(corpus) == len(made) == len(NASTY)
    for article in corpus:
        document = article.read()
        loaded = load(article, document)
        assert (document, loaded.problems, loaded.moves) == (made[article.id].document, (), ())
        assert loaded.snapshot == made[article.id].snapshot
