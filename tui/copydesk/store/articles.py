"""Loading and saving the annotations of one article."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import InputError
from copydesk.store.annotation_file import AnnotationFile
from copydesk.store.annotation_reader import read_annotation_file
from copydesk.store.annotation_writer import render_annotation_file
from copydesk.store.article import STANDARD_INPUT, Article
from copydesk.store.atomic import REAL, FileSystem, make_folders, write_atomically
from copydesk.text.document import Document

if TYPE_CHECKING:
    from copydesk.store.reanchoring import Move

_Signature = tuple[int, int, int]
_known: dict[str, tuple[str, _Signature]] = {}
"""The files that this process has read or written, with their article's path and as they were then: it may replace
them for that article without reading them again."""


@dataclass(frozen=True)
class LoadedAnnotations:
    """The annotations of an article as they were on the disk.

    Attributes:
        snapshot: The annotations; empty where there is no file.
        file: What the file says, or None where there is none.
        rebased: Whether the article changed since it was annotated. The snapshot is of the article as it is now;
            nothing of that is written until it is saved.
        moves: What is then not exactly where the file says, and how it was found, or that it was not.
    """

    snapshot: Snapshot
    file: AnnotationFile | None = None
    rebased: bool = False
    moves: tuple[Move, ...] = ()


def load(article: Article, document: Document) -> LoadedAnnotations:
    """Read the annotations of an article; where it changed since, each is found again or kept as an orphan.

    Args:
        article: Whose annotations.
        document: The article, as `article.read()` gave it.

    Raises:
        InputError: When the file cannot be used: it is not TOML, of an unknown format, says something impossible,
            belongs to another article, lies outside the folder of annotations, or does not agree with the article
            though that is the one that was annotated. The article can then be read but must not be annotated, and
            `save` refuses to replace the file.
    """
    path = article.annotation_path
    check_place(article)
    signature = _signature(path)
    try:
        file = read_annotation_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return LoadedAnnotations(Snapshot())
    except InputError as error:
        if isinstance(error.__cause__, NotADirectoryError):
            return LoadedAnnotations(Snapshot())
        raise
    check_owner(article, file)
    snapshot = file.snapshot
    moves: tuple[Move, ...] = ()
    changed = file.sha256 != document.sha256
    if changed:
        # Late: most articles are what they were, and are opened without it.
        from copydesk.store.reanchoring import reanchor_article

        reanchored = reanchor_article(article, document, file)
        snapshot, moves = reanchored.snapshot, reanchored.moves
    elif moved := file.moved(document.text):
        first = moved[0]
        words = file.anchors[first.id].exact
        shown = words if len(words) <= 40 else f"{words[:39]}…"
        raise InputError(
            "the article is the one that was annotated, but the file was damaged: "
            f"{len(moved)} of {len(file.snapshot.spans)} passages do not stand where it says "
            f"(first: {first.id}, {first.label} {shown!r})",
            path=path,
            remedy="Restore the file; it is not touched",
        )
    if signature is not None:
        _known[os.path.realpath(path)] = (article.document_path, signature)
    return LoadedAnnotations(snapshot, file, changed, moves)


def save(article: Article, document: Document, snapshot: Snapshot, *, files: FileSystem = REAL) -> bool:
    """Write the annotations of an article, atomically; an empty snapshot makes no file where there is none.

    Args:
        article: Whose annotations.
        document: The article as it was read when it was annotated.
        snapshot: All that is to be in the file.
        files: The file system, for tests.

    Returns:
        Whether something was written.

    Raises:
        InputError: When the file that is there must not be replaced, for the reasons for which `load` refuses it; or
            when the article is damaged and hence only for reading.
        StoreError: When it could not be written; what was there is still there.
        ValueError: When the snapshot is impossible (see `render_annotation_file`).
    """
    path = article.annotation_path
    if document.damaged is not None:
        raise InputError("it is not UTF-8 and cannot be annotated", path=article.path, remedy="Convert it to UTF-8")
    check_place(article)
    signature = _signature(path)
    if signature is None:
        if snapshot == Snapshot():
            return False
        make_folders(path.parent, files=files)
    elif _known.get(os.path.realpath(path)) != (article.document_path, signature):
        load(article, document)
    content = render_annotation_file(snapshot, document, article.document_path).encode()
    write_atomically(path, content, files=files)
    written = _signature(path)
    if written is not None:
        _known[os.path.realpath(path)] = (article.document_path, written)
    return True


def check_place(article: Article) -> None:
    """Refuse annotations that a link would lead out of their folder; the folder itself may be a link."""
    path = article.annotation_path
    folder = path.parents[article.id.count("/")]
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(folder)):
        raise InputError(
            f"a link leads outside the folder of annotations, to {real}",
            path=path,
            remedy="Put the file in the place of the link",
        )


def check_owner(article: Article, file: AnnotationFile) -> None:
    """Refuse a file that names another article which exists: it is never taken over."""
    if file.path == article.document_path:
        return
    same = False
    if STANDARD_INPUT not in (file.path, article.document_path):
        owner = Path(os.path.realpath(article.annotation_path.parent), file.path)
        try:
            if not owner.exists():
                return
            same = owner.samefile(article.path)
        except (OSError, ValueError):
            return
    if not same:
        raise InputError(
            f"the file keeps the annotations of another article, {file.path}",
            path=article.annotation_path,
            remedy="Use -a to keep the annotations of this one in another folder",
        )


def _signature(path: Path) -> _Signature | None:
    """What tells whether a file is still the one it was, or None where there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
    return (found.st_mtime_ns, found.st_size, found.st_ino)
