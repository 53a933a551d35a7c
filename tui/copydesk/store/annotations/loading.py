"""Loading the annotations of one article."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.reader import read_annotation_file
from copydesk.store.corpus.article import STANDARD_INPUT, Article
from copydesk.store.files.guarded_file import refuse_outside
from copydesk.text.document import Document

if TYPE_CHECKING:
    from copydesk.store.annotations.file_cache import FileCache
    from copydesk.store.annotations.reanchoring import Move


@dataclass(frozen=True)
class LoadedAnnotations:
    """The annotations of an article as they were on the disk.

    Attributes:
        snapshot: The annotations; empty where there is no file.
        file: What the file says, or None where there is none.
        rebased: Whether the article changed since it was annotated. The snapshot is of the article as it is now;
            nothing of that is written until it is saved.
        moves: What is then not exactly where the file says, and how it was found, or that it was not.
        problems: What is wrong with single entries of the file: they are set aside in the snapshot, or orphans.
    """

    snapshot: Snapshot
    file: AnnotationFile | None = None
    rebased: bool = False
    moves: tuple[Move, ...] = ()
    problems: tuple[InputError, ...] = ()


def load(article: Article, document: Document, cache: FileCache | None = None) -> LoadedAnnotations:
    """Read the annotations of an article; where it changed since, each is found again or kept as an orphan.

    Args:
        article: Whose annotations.
        document: The article, as `article.read()` gave it.
        cache: Where to look for what was read before; for whoever reads many articles, as often as they like.

    Raises:
        InputError: When the file cannot be used: it is not TOML, of an unknown format, belongs to another article, or
            lies outside the folder of annotations. The article can then be read but must not be annotated.
    """
    path = article.annotation_path
    refuse_outside(path, article.annotation_folder)
    try:
        file = read_annotation_file(path, document, cache)
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
        from copydesk.store.annotations.reanchoring import reanchor_article

        reanchored = reanchor_article(article, document, file)
        snapshot, moves = reanchored.snapshot, reanchored.moves
    return LoadedAnnotations(snapshot, file, changed, moves, file.problems)


def _is_beside(article: Article, path: str) -> bool:
    """Whether a path from the folder of the annotation file leads to the article, as far as one look tells."""
    if article.content is not None or path == STANDARD_INPUT:
        return False
    named = f"{article.annotation_path.parent}{os.sep}{path}"
    try:
        return os.path.samefile(named, article.path)  # noqa: PTH121 - hot
    except (OSError, ValueError):
        return False


def check_owner(article: Article, file: AnnotationFile) -> None:
    """Refuse a file that names another article which exists: it is never taken over."""
    if _is_beside(article, file.path) or file.path == article.document_path:
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
