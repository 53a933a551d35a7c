"""Receiving articles and annotations that were made elsewhere: where they belong, and how they come onto the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import InputError
from copydesk.store.annotations.loading import LoadedAnnotations
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import SUFFIXES, Article
from copydesk.store.corpus.corpus import FOLDER, Corpus, check_annotator
from copydesk.store.corpus.listing import article_names, plain_ids, walk
from copydesk.store.files.atomic import make_folders, write_atomically
from copydesk.store.files.guarded_file import ChangedElsewhere, GuardedFile, refuse_outside
from copydesk.store.files.locks import Lock, LockHeld, acquire
from copydesk.store.work.keeper import read_annotations
from copydesk.store.work.workplace import LOCK, work_folders, work_name
from copydesk.text.document import Document
from copydesk.text.paged_text import BOM

_SUFFIX = SUFFIXES[0]


class ReceivingFolder:
    """A folder of articles that others are added to, with its annotations.

    Args:
        articles: The folder of articles, whether or not it exists.
        annotations: The folder of annotations; by default the one beside it.
        annotator: Whose annotations.

    Raises:
        InputError: When the annotator's name or the folder cannot be used.
    """

    def __init__(self, articles: Path, annotations: Path | None = None, annotator: str = "") -> None:
        check_annotator(annotator)
        self.folder = articles
        self.annotations = annotations if annotations is not None else articles.parent / FOLDER
        self._annotator = annotator
        if os.path.lexists(articles) and not articles.is_dir():
            raise InputError("it is no folder", path=articles, remedy="Name a folder with --articles")
        skipped = frozenset({os.path.realpath(self.annotations)})
        has_some = articles.is_dir() and next(walk(articles, skipped), None) is not None
        existing = Corpus.open([articles], self.annotations, annotator).articles if has_some else ()
        self.existing: Sequence[Article] = existing
        self._by_id = {article.id: article for article in existing}
        self._taken = {name.casefold() for id in self._by_id for name in (id, f"{id}{_SUFFIX}")}

    def __iter__(self) -> Iterator[Article]:
        return iter(self.existing)

    def get(self, id: str) -> Article | None:
        """The article of that id that was there from the start."""
        return self._by_id.get(id)

    def new(self, id: str) -> Article:
        """A new article, numbered where its id is taken; nothing is written.

        Args:
            id: A relative path without a suffix, safe for any file system.

        Raises:
            InputError: When a link leads out of the folder.
        """
        name = id
        number = 1
        while not self._is_free(name):
            number += 1
            name = f"{id}-{number}"
        self._taken.update((name.casefold(), f"{name}{_SUFFIX}".casefold()))
        path = self.folder / f"{name}{_SUFFIX}"
        refuse_outside(path, self.folder)
        kept = self.annotations / self._annotator / f"{name}.toml"
        return Article(name, path, kept, annotations=self.annotations)

    def _is_free(self, name: str) -> bool:
        """Whether a file of that name gets that id, and takes nobody else's."""
        if name.casefold() in self._taken or os.path.lexists(self.folder / f"{name}{_SUFFIX}"):
            return False
        folder, _, last = name.rpartition("/")
        file = f"{last}{_SUFFIX}"
        return plain_ids([file])[file] == last and self._occupied(folder).isdisjoint((last.casefold(), file.casefold()))

    def _occupied(self, folder: str) -> set[str]:
        """The names of the articles in a folder, with and without their suffixes, in lower case."""
        if folder not in self._listed:
            try:
                names = article_names(self.folder / folder)
            except OSError:
                names = []
            self._listed[folder] = {each.casefold() for name in names for each in (name, Path(name).stem)}
        return self._listed[folder]

    @cached_property
    def _listed(self) -> dict[str, set[str]]:
        return {}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is to be written for one article.

    Attributes:
        article: The article.
        document: Its text.
        snapshot: All its annotations, those that were there included; None where none is to be written.
        known: The digest of its annotation file as it was read; `NO_FILE` where there is none.
        content: The bytes of the article, if it is new.
    """

    article: Article
    document: Document
    snapshot: Snapshot | None
    known: str
    content: bytes | None = None


def content_of(text: str) -> bytes:
    """The bytes of a file whose text is this; a byte-order mark that belongs to the text has one before it.

    Raises:
        ValueError: When UTF-8 cannot say it.
    """
    content = text.encode()
    return BOM + content if content.startswith(BOM) else content


def read_existing(article: Article, document: Document) -> tuple[LoadedAnnotations, str]:
    """The annotations that an article has, and the digest of their file.

    Raises:
        InputError: When the file cannot be used, or somebody is at work on it.
    """
    _lock(article).release()
    return read_annotations(article, document)


def write_receipt(receipt: Receipt) -> None:
    """Write a new article, and the annotation file, unless either is not what it was.

    Raises:
        CopydeskError: When it was not written.
    """
    article = receipt.article
    lock = _lock(article)
    try:
        if receipt.content is not None:
            refuse_outside(article.path, article.path.parents[article.id.count("/")])
            make_folders(article.path.parent)
            write_atomically(article.path, receipt.content, check=_absent(article.path))
        if receipt.snapshot is not None:
            content = render_annotation_file(receipt.snapshot, receipt.document, article.document_path).encode()
            GuardedFile(article.annotation_path, article.annotation_folder).replace(content, receipt.known)
    except ChangedElsewhere:
        problem = "it was changed meanwhile, and is left as it is"
        raise InputError(problem, path=article.annotation_path, remedy="Import again") from None
    finally:
        lock.release()


def _absent(path: Path) -> Callable[[], None]:
    """A last look: a file that came into being meanwhile is not replaced."""

    def check() -> None:
        if os.path.lexists(path):
            raise InputError("it came into being meanwhile, and is left as it is", path=path, remedy="Import again")

    return check


def _lock(article: Article) -> Lock:
    try:
        return acquire(work_folders(), f"{work_name(article.annotation_path)}{LOCK}")
    except LockHeld as held:
        raise InputError(
            f"nothing is imported, because {held.holder} is at work on it",
            path=article.path,
            remedy="Leave the article there, and import again",
        ) from held
