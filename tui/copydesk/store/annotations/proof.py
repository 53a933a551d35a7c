"""Proving annotation files: whether each can be read, belongs to its article, and its passages stand there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError, InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.loading import check_owner
from copydesk.store.annotations.reader import read_annotation_file
from copydesk.store.annotations.reanchoring import Move, reanchor_article
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import STANDARD_INPUT, Article
from copydesk.store.files.guarded_file import ChangedElsewhere, GuardedFile
from copydesk.store.files.locks import LockHeld, acquire
from copydesk.store.labels.label_file import NAME as LABEL_FILE
from copydesk.store.labels.label_file import read_label_file
from copydesk.store.work.workplace import LOCK, work_folders, work_name
from copydesk.text.document import Document

LONGEST_SHOWN = 60
"""How many code points of a passage are shown."""


Fix = Literal["certain", "close"]
"""What may be written: what is certain, or close matches too."""


@dataclass(frozen=True)
class Proof:
    """What was found about one annotation file.

    Attributes:
        annotations: How many annotations it has, orphans included.
        problems: What is wrong with the file itself, each with its name.
        unproved: Whether its article was piped in, so that there is nothing to prove it by.
        moves: The annotations that are not exactly where the file says, and its orphans.
        left: Those of them that are still so: all, unless they were to be fixed.
        written: Whether the file was brought up to its article.
    """

    annotations: int = 0
    problems: tuple[CopydeskError, ...] = ()
    unproved: bool = False
    moves: tuple[Move, ...] = ()
    left: tuple[Move, ...] = ()
    written: bool = False


def prove(path: Path, folder: Path, article: Article | None = None, fix: Fix | None = None) -> Proof:
    """Read an annotation file and prove each passage in the article that it names.

    Args:
        path: The file.
        folder: The folder of annotations, out of which no link may lead.
        article: Whose file it ought to be; None for whichever it names.
        fix: Whether to write what is found. A file is written whole or not at all: with a close match in it, it is
            left as it is unless these may be written; and so it is while somebody is at work on its article.
    """
    guarded = GuardedFile(path, folder)
    try:
        sha256 = guarded.digest()
        file = read_annotation_file(path)
    except (InputError, FileNotFoundError) as error:
        return Proof(problems=(error if isinstance(error, InputError) else InputError("it is gone", path=path),))
    count = _count(file)
    try:
        if article is None:
            if file.path == STANDARD_INPUT:
                return Proof(count, file.problems, unproved=True)
            article = _article_of(path, folder, file)
        check_owner(article, file)
        document = article.read()
        if file.sha256 == document.sha256 and not _agrees(file, document):
            file = read_annotation_file(path, document)
    except (InputError, FileNotFoundError) as error:
        problem = error if isinstance(error, InputError) else InputError("it is gone", path=path)
        return Proof(count, (*file.problems, problem))
    known = [orphan for orphan in file.snapshot.orphans if orphan.id not in file.doubted]
    if file.sha256 == document.sha256:
        orphaned = tuple(map(_orphaned, known))
        return Proof(count, file.problems, moves=orphaned, left=orphaned)
    reanchored = reanchor_article(article, document, file)
    moved = {move.id for move in reanchored.moves}
    moves = (*reanchored.moves, *(_orphaned(each) for each in known if each.id not in moved))
    is_close = any(move.proof == "close" for move in moves)
    if fix is None or (is_close and fix != "close"):
        return Proof(count, file.problems, moves=moves, left=moves)
    try:
        _write(article, document, reanchored.snapshot, guarded, sha256)
    except CopydeskError as error:
        return Proof(count, (*file.problems, error), moves=moves, left=moves)
    left = tuple(move for move in moves if move.new is None)
    return Proof(count, file.problems, moves=moves, left=left, written=True)


def _agrees(file: AnnotationFile, document: Document) -> bool:
    """Whether a file says nothing that the article speaks against, nor anything that is wrong in itself."""
    return not file.problems and file.length == document.length and not file.moved(document.text)


def _count(file: AnnotationFile) -> int:
    """How many annotations a file has, orphans and what cannot be used included."""
    aside = sum(each.kind == "annotation" for each in file.snapshot.aside)
    return len(file.snapshot.spans) + len(file.snapshot.orphans) + aside


def _write(article: Article, document: Document, snapshot: Snapshot, file: GuardedFile, sha256: str) -> None:
    """Write an annotation file, unless somebody is at work on it or it is not what it was.

    Raises:
        CopydeskError: When it was not written.
    """
    path = article.annotation_path
    if document.damaged is not None:
        raise InputError("it is not UTF-8 and cannot be annotated", path=article.path, remedy="Convert it to UTF-8")
    try:
        lock = acquire(work_folders(), f"{work_name(path)}{LOCK}")
    except LockHeld as held:
        raise InputError(
            f"it is not written, because {held.holder} is at work on it",
            path=path,
            remedy="Leave the article there, and check again",
        ) from held
    try:
        file.replace(render_annotation_file(snapshot, document, article.document_path).encode(), sha256)
    except ChangedElsewhere:
        raise InputError("it was changed meanwhile, and is left as it is", path=path, remedy="Check again") from None
    finally:
        lock.release()


def _orphaned(orphan: Orphan) -> Move:
    """An orphan of an earlier change."""
    return Move(orphan.id, orphan.span.label, orphan.anchor.exact, orphan.span.range, None, "orphaned", 0.0)


def prove_labels(folder: Path) -> tuple[CopydeskError, ...]:
    """What is wrong with the label file of a folder of annotations."""
    try:
        read_label_file(folder / LABEL_FILE)
    except InputError as error:
        return (error,)
    return ()


def annotation_files(folder: Path, annotator: str = "") -> Iterator[Path]:
    """The annotation files in a folder of annotations and below, or of one annotator, in order; no hidden ones."""
    for here, folders, names in os.walk(folder / annotator):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            is_label_file = name == LABEL_FILE and Path(here) == folder
            if name.endswith(".toml") and not name.startswith(".") and not is_label_file:
                yield Path(here, name)


def _article_of(path: Path, folder: Path, file: AnnotationFile) -> Article:
    """The article that a file names.

    Raises:
        InputError: When it does not exist.
    """
    named = Path(os.path.normpath(Path(os.path.realpath(path.parent), file.path)))
    try:
        exists = named.is_file()
    except (OSError, ValueError):
        exists = False
    if not exists:
        raise InputError(f"its article, {file.path}, is not there", path=path)
    return Article(path.stem, named, path, annotations=folder)


def shorten(words: str) -> str:
    """The words of a passage as they are shown: in quotes, control characters escaped, long ones cut."""
    return repr(words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…")
