"""Proving annotation files: whether each can be read, belongs to its article, and its passages stand there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import CopydeskError, InputError
from copydesk.store.annotation_file import AnnotationFile
from copydesk.store.annotation_reader import read_annotation_file
from copydesk.store.article import STANDARD_INPUT, Article
from copydesk.store.articles import check_owner
from copydesk.store.label_file import NAME as LABEL_FILE
from copydesk.store.label_file import read_label_file

LONGEST_SHOWN = 60
"""How many code points of a passage are shown."""


@dataclass(frozen=True)
class Proof:
    """What was found about one annotation file.

    Attributes:
        annotations: How many annotations it has.
        problems: What is wrong, each with the file's name.
        unproved: Whether its article was piped in, so that there is nothing to prove it by.
    """

    annotations: int = 0
    problems: tuple[CopydeskError, ...] = ()
    unproved: bool = False


def prove(path: Path, article: Article | None = None) -> Proof:
    """Read an annotation file and prove each passage in the article that it names.

    Args:
        path: The file.
        article: Whose file it ought to be; None for whichever it names.
    """
    try:
        file = read_annotation_file(path)
    except (InputError, FileNotFoundError) as error:
        return Proof(problems=(error if isinstance(error, InputError) else InputError("it is gone", path=path),))
    count = len(file.snapshot.spans)
    try:
        if article is None:
            if file.path == STANDARD_INPUT:
                return Proof(count, unproved=True)
            article = _article_of(path, file)
        check_owner(article, file)
        document = article.read()
    except InputError as error:
        return Proof(count, (error,))
    problems = [
        InputError(
            f"annotation {span.id}: {span.label} {_short(file.anchors[span.id].exact)} does not stand at"
            f" {span.start} to {span.end}",
            path=path,
        )
        for span in file.moved(document.text)
    ]
    if file.sha256 == document.sha256 and file.length != document.length:
        problems.append(InputError(f"length is {file.length}, but the article has {document.length}", path=path))
    return Proof(count, tuple(problems))


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


def _article_of(path: Path, file: AnnotationFile) -> Article:
    """The article that a file names.

    Raises:
        InputError: When it does not exist.
    """
    named = Path(os.path.normpath(Path(os.path.realpath(path.parent), file.path)))
    try:
        exists = named.is_file()
    except ValueError:
        exists = False
    if not exists:
        raise InputError(f"its article, {file.path}, is not there", path=path)
    return Article(path.stem, named, path)


def _short(words: str) -> str:
    return repr(words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…")
