"""Measuring agreement for a dataset card: between the files of several annotators of the same articles."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from copydesk.annotation.agreement import Agreement
from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.store.annotations.annotators import annotation_paths
from copydesk.store.annotations.file_cache import FileCache, personal_cache
from copydesk.store.annotations.reader import read_annotation_file
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.file_bytes import may_exist

ENOUGH = 2
"""Named annotators of an article from which on its file without a name is what they agreed on, and not compared."""


def measure(corpus: Corpus, labels: Collection[str] | None = None) -> Agreement:
    """How far the annotators of a corpus agree.

    An article counts for two annotators when both marked it done: in another, what one of them lacks may be missing.

    Args:
        corpus: Its articles; whoever it was opened for, everybody's files are compared.
        labels: Only these labels.
    """
    found = Agreement()
    cache = personal_cache()
    for article, paths in annotation_paths(corpus):
        if len(paths) < ENOUGH:
            continue
        there = {name: path for name, path in paths.items() if may_exist(path)}
        if len(there) > ENOUGH:
            there.pop("", None)
        if len(there) >= ENOUGH:
            found.shared += 1
            found.add(_said(article, there, cache, found), labels)
    return found


def _said(article: Article, paths: dict[str, Path], cache: FileCache, found: Agreement) -> dict[str, tuple[Span, ...]]:
    """What each annotator who is done said of an article."""
    said: dict[str, tuple[Span, ...]] = {}
    try:
        document = article.read()
    except InputError:
        return said
    for name, path in paths.items():
        try:
            file = read_annotation_file(path, document, cache)
        except (InputError, FileNotFoundError):
            found.passed_over += 1
            continue
        if file.snapshot.status != "done":
            continue
        if file.sha256 != document.sha256:
            found.passed_over += 1
            continue
        said[name] = file.snapshot.spans
    return said
