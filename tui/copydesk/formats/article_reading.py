"""Reading the articles of a corpus with their annotations, one by one: in this process, or in several others."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Literal

from copydesk.errors import InputError
from copydesk.formats.format import ExportArticle
from copydesk.formats.report import Report
from copydesk.store.annotations.file_cache import FileCache, personal_cache
from copydesk.store.annotations.loading import load
from copydesk.store.corpus.article import Article

if TYPE_CHECKING:
    from concurrent.futures import Future

Wanted = Literal["all", "done"]
"""Which articles: all, or those marked done, in which what is not annotated is a true negative."""

BATCH = 32
"""Articles that are handed to another process at once."""
AHEAD = 3
"""Batches in flight for each process: what bounds the memory."""


def annotated_articles(
    articles: Iterable[Article], wanted: Wanted, report: Report, jobs: int = 1
) -> Iterator[ExportArticle]:
    """The articles with their annotations, in order, and counted in the report.

    Args:
        articles: Of a corpus; few are taken ahead.
        wanted: Which of them.
        report: Where they are counted.
        jobs: How many processes read; with 1, this one does.

    Raises:
        InputError: When an article or its annotations cannot be used.
    """
    for made in _read(articles, jobs) if jobs > 1 else _read_each(articles):
        if made.snapshot.status != "done":
            if wanted == "done":
                continue
            report.open += 1
            report.bare += not made.snapshot.spans
        report.articles += 1
        yield made


def read_article(article: Article, cache: FileCache | None = None) -> ExportArticle:
    """An article with its annotations.

    Args:
        article: The article.
        cache: Where to look for what was read before.

    Raises:
        InputError: When one of them cannot be used.
    """
    document = article.read()
    if document.damaged is not None:
        raise InputError(
            f"it is not UTF-8 at byte {document.damaged}", path=article.path, remedy="Convert it, or leave it out"
        )
    return ExportArticle(article.id, article.path.as_posix(), document, load(article, document, cache).snapshot)


def _read(articles: Iterable[Article], jobs: int) -> Iterator[ExportArticle]:
    """The articles, read in processes of their own."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: deque[Future[list[ExportArticle]]] = deque()
    left = iter(articles)
    pool = ProcessPoolExecutor(jobs, get_context("spawn"))
    try:
        while batch := list(islice(left, BATCH)):
            with _deaf_to_interrupts():
                waiting.append(pool.submit(_read_batch, batch))
            if len(waiting) >= AHEAD * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started meanwhile do not hear ctrl+c, which a terminal sends to all: this one ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its start would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read_batch(articles: list[Article]) -> list[ExportArticle]:
    return list(_read_each(articles))


def _read_each(articles: Iterable[Article]) -> Iterator[ExportArticle]:
    cache = personal_cache()
    return (read_article(article, cache) for article in articles)
