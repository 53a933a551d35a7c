"""Reading articles in processes of their own."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from copydesk.formats.article_reading import annotated_articles
from copydesk.formats.report import Report
from copydesk.store.corpus.article import Article
from copydesk.text.document import Document


class Listening(Article):
    """An article that says whether the process that reads it would hear ctrl+c."""

    def read(self) -> Document:
        """One word."""
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [])
        return Document.from_text("deaf" if signal.SIGINT in blocked else "hears")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there are no signal masks here")
def test_other_processes_leave_an_interrupt_to_the_one_that_started_them(tmp_path: Path) -> None:
    """Each would end with a traceback of its own on the terminal, which sends ctrl+c to all of them."""
    articles = [Listening(str(n), tmp_path / f"{n}.txt", tmp_path / f"{n}.toml") for n in range(70)]
    found = [each.document.text for each in annotated_articles(articles, "all", Report(), jobs=2)]
    assert found == ["deaf"] * 70
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
