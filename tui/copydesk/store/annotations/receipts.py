"""Receipts: articles and annotations that were made elsewhere come onto the disk, each article whole or not at all.

Of a new article the annotation file takes its name first, and is on the disk before the article has its own: whoever
finds the article finds its annotations, whenever the work was cut off. An annotation file that waits for its article
is read and completed by the next import.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError, InputError
from copydesk.store.annotations.loading import LoadedAnnotations
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import Article
from copydesk.store.files.atomic import REAL, FileSystem, make_folders
from copydesk.store.files.atomic_batch import THREADS, AtomicBatch, Leftovers, Staged
from copydesk.store.files.guarded_file import ChangedElsewhere, GuardedFile, refuse_outside
from copydesk.store.files.locks import Lock, LockHeld, acquire, refuse_held
from copydesk.store.work.keeper import read_annotations
from copydesk.store.work.workplace import LOCK, work_folders, work_name
from copydesk.text.document import Document
from copydesk.text.paged_text import BOM

AT_ONCE = 200
"""Articles that are written together: the lock of each is an open file, and some systems allow 256."""


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
    try:
        refuse_held(work_folders(), _lock_name(article))
    except LockHeld as held:
        raise _at_work(article, held) from held
    return read_annotations(article, document)


def write_receipts(
    receipts: Iterable[Receipt], *, files: FileSystem = REAL, threads: int = THREADS
) -> Iterator[CopydeskError]:
    """Write new articles, and annotation files, unless one of them is not what it was.

    Args:
        receipts: What to write, each article once; taken as they are written.
        files: The file system, for tests.
        threads: How many files are forced to the disk side by side.

    Yields:
        Why something was not written. All else is on the disk when the iterator has ended.
    """
    left = Leftovers(files)
    waiting = iter(receipts)
    while together := [_Writing(each, files) for each in islice(waiting, AT_ONCE)]:
        batch = AtomicBatch(files, threads)
        try:
            _write(together, batch, left)
        finally:
            try:
                batch.close()
            finally:
                for each in together:
                    each.lock.release()
        yield from (each.problem for each in together if each.problem)


class _Writing:
    """One article while it is written; after a problem nothing more is done with it.

    Args:
        receipt: What is to be written.
        files: The file system.
    """

    def __init__(self, receipt: Receipt, files: FileSystem) -> None:
        self.lock = Lock()
        self.problem: CopydeskError | None = None
        self.annotations: Staged | None = None
        self.text: Staged | None = None
        self._receipt, self._article, self._files = receipt, receipt.article, files
        self._guard = GuardedFile(self._article.annotation_path, self._article.annotation_folder, files)

    def attempt(self, step: Callable[[_Writing], None]) -> None:
        """Take a step, unless there was a problem before."""
        if self.problem:
            return
        try:
            step(self)
        except ChangedElsewhere:
            problem = "it was changed meanwhile, and is left as it is"
            self.problem = InputError(problem, path=self._article.annotation_path, remedy="Import again")
        except CopydeskError as error:
            self.problem = error

    def stage(self, batch: AtomicBatch, left: Leftovers) -> None:
        """Lock the article, and write the bytes of its files beside where they belong."""
        article, receipt = self._article, self._receipt
        try:
            self.lock = acquire(work_folders(), _lock_name(article))
        except LockHeld as held:
            raise _at_work(article, held) from held
        if receipt.snapshot is not None:
            refuse_outside(article.annotation_path, article.annotation_folder)
            content = render_annotation_file(receipt.snapshot, receipt.document, article.document_path).encode()
            make_folders(article.annotation_path.parent, files=self._files)
            left.remove(article.annotation_path)
            self.annotations = batch.stage(article.annotation_path, content)
        if receipt.content is not None:
            refuse_outside(article.path, article.path.parents[article.id.count("/")])
            make_folders(article.path.parent, files=self._files)
            left.remove(article.path)
            self.text = batch.stage(article.path, receipt.content)

    def publish_annotations(self, batch: AtomicBatch) -> None:
        """Let the annotation file take its name, if it still is what was read."""
        if self.annotations:
            if self.text:
                self._refuse_new()
            batch.publish(self.annotations, lambda: self._guard.refuse_changed(self._receipt.known))
            self._guard.confirm_replaced(self._receipt.known)

    def publish_article(self, batch: AtomicBatch) -> None:
        """Let a new article take its name, if nothing came to be there meanwhile."""
        if self.text:
            batch.publish(self.text, self._refuse_new)

    def _refuse_new(self) -> None:
        path = self._article.path
        if os.path.lexists(path):
            raise InputError("it came into being meanwhile, and is left as it is", path=path, remedy="Import again")


def _write(together: list[_Writing], batch: AtomicBatch, left: Leftovers) -> None:
    """Write some articles: all bytes, then the names of annotation files, then those of articles."""
    for each in together:
        each.attempt(lambda each: each.stage(batch, left))
    _fail(together, batch.sync())
    for each in together:
        each.attempt(lambda each: each.publish_annotations(batch))
    _fail(together, batch.sync_folders(each.annotations for each in together if each.annotations and not each.problem))
    for each in together:
        each.attempt(lambda each: each.publish_article(batch))
    _fail(together, batch.sync_folders(each.text for each in together if each.text and not each.problem))


def _fail(together: Iterable[_Writing], failed: Mapping[Staged, CopydeskError]) -> None:
    """Tell articles which of their files failed."""
    for each in together:
        for staged in (each.annotations, each.text):
            if staged and not each.problem:
                each.problem = failed.get(staged)


def _lock_name(article: Article) -> str:
    return f"{work_name(article.annotation_path)}{LOCK}"


def _at_work(article: Article, held: LockHeld) -> InputError:
    return InputError(
        f"nothing is imported, because {held.holder} is at work on it",
        path=article.path,
        remedy="Leave the article there, and import again",
    )
