"""A concordance: every place where something stands in the articles of a corpus, with its context on one line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, Protocol

from copydesk.errors import InputError
from copydesk.store.corpus.article import BINARY_PROBE
from copydesk.store.corpus.article_list import Run
from copydesk.text.document import Document
from copydesk.text.needle import Needle
from copydesk.text.search import Search

CONTEXT: Final = 80
"""Code points of context on either side."""
LONGEST: Final = 200
"""Code points of a match that are shown."""
MOST_IN_ONE: Final = 1000
"""Hits in one article at most."""

BLANK = re.compile(r"\s+")
"""White space, which is shown as one blank."""
_PIECE = 1 << 16
"""Bytes that are read in one go; most articles are smaller."""
_ESCAPED = re.compile(r"\\.")


class Hit(NamedTuple):
    """A place where something stands.

    Attributes:
        start: Its first code point in the article.
        end: One past its last.
        left: What stands before it, white space as single blanks.
        match: What stands there.
        right: What stands after it.
        label: Of an annotation; empty for a place in the text.
    """

    start: int
    end: int
    left: str
    match: str
    right: str
    label: str = ""


class Finder(Protocol):
    """Finds something in the bytes of a file."""

    @property
    def test(self) -> Callable[[bytes], bool]:
        """Tells quickly whether there may be something."""

    def hits(self, content: bytes) -> list[Hit]:
        """The places where it stands, in order; at most `MOST_IN_ONE`."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for.

    Attributes:
        text: The words, or a pattern. A capital letter in them matters; without one capitals do not.
        regex: Whether it is a regular expression.
        annotated: Whether annotations are searched, not the text.
        label: The label that annotations must have; empty for any.
    """

    text: str
    regex: bool = False
    annotated: bool = False
    label: str = ""

    def finder(self) -> Finder:
        """What finds it.

        Raises:
            InputError: When it is no regular expression, or there is nothing to search for.
        """
        if self.annotated:
            from copydesk.store.search.annotation_search import AnnotationFinder

            return AnnotationFinder(self)
        return TextFinder(self)

    def matcher(self) -> Callable[[str], Iterator[tuple[int, int]]]:
        """What gives the half-open ranges where it stands in a text.

        Raises:
            InputError: As `finder`.
        """
        if not self.text.strip():
            raise InputError("there is nothing to search for")
        if not self.regex:
            return Search(self.text).matches
        has_capitals = (bare := _ESCAPED.sub("", self.text)) != bare.lower()
        try:
            pattern = re.compile(self.text, re.MULTILINE | (re.NOFLAG if has_capitals else re.IGNORECASE))
        except (re.error, RecursionError, OverflowError) as error:
            raise InputError(f"it is no regular expression: {error}") from error
        return lambda text: (match.span() for match in pattern.finditer(text) if match.end() > match.start())


class TextFinder:
    """Finds words or a pattern in articles.

    Args:
        question: What is searched for.

    Raises:
        InputError: As `Question.finder`.
    """

    def __init__(self, question: Question) -> None:
        self._matches = question.matcher()
        self._test: Callable[[bytes], bool] = bool if question.regex else Needle(question.text).test

    @property
    def test(self) -> Callable[[bytes], bool]:
        """Whether it may stand there."""
        return self._test

    def hits(self, content: bytes) -> list[Hit]:
        """The places where it stands; none in what is no text."""
        if b"\0" in content[:BINARY_PROBE]:
            return []
        text = Document.from_bytes(content).text
        return [in_context(text, start, end) for start, end in islice(self._matches(text), MOST_IN_ONE)]


def in_context(text: str, start: int, end: int) -> Hit:
    """A half-open range of a text with its context."""
    left = BLANK.sub(" ", text[max(0, start - CONTEXT) : start])
    right = BLANK.sub(" ", text[end : end + CONTEXT])
    return Hit(start, end, left, BLANK.sub(" ", text[start : min(end, start + LONGEST)]), right)


class Searched(NamedTuple):
    """A file that was searched.

    Attributes:
        number: Its number.
        hits: What was found in it.
        is_unreadable: Whether it could not be read.
    """

    number: int
    hits: list[Hit]
    is_unreadable: bool = False


def search_files(runs: Iterable[Run], finder: Finder, told_every: int = 64) -> Iterator[Searched]:
    """Search files one after the other; told of are those with hits, those that cannot be read, and some others.

    Args:
        runs: The files. One that is gone, or no ordinary file, is unreadable.
        finder: Finds something in each.
        told_every: Every so manieth is told of whatever is in it, so that progress can be seen.
    """
    for run in runs:
        try:
            folder = os.open(run.folder, _FOLDER) if _BY_FOLDER else None
        except (OSError, ValueError):
            yield from (Searched(number, [], True) for number in run.numbers)
            continue
        try:
            yield from _search_run(run, folder, finder, told_every)
        finally:
            if folder is not None:
                os.close(folder)


def _search_run(run: Run, folder: int | None, finder: Finder, told_every: int) -> Iterator[Searched]:
    """Search the files of one run; `folder` is its open folder, where the system can open files from there."""
    test, find, opened, read, close = finder.test, finder.hits, os.open, os.read, os.close
    names = run.names if folder is not None else [f"{run.folder}/{name}" for name in run.names]
    for count, (number, name) in enumerate(zip(run.numbers, names, strict=True), 1):
        content: bytes | None
        try:
            file = opened(name, _FLAGS, dir_fd=folder)
        except (OSError, ValueError):
            yield Searched(number, [], True)
            continue
        try:
            content = read(file, _PIECE)
            if len(content) == _PIECE:
                content = _rest(file, content)
        except OSError:
            content = None
        finally:
            close(file)
        if content and test(content):
            hits = find(content)
            if hits:
                yield Searched(number, hits)
                continue
        if content is None or count % told_every == 0:
            yield Searched(number, [], content is None)


_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""A pipe does not block."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_BY_FOLDER = os.open in os.supports_dir_fd
"""Whether files can be opened from an open folder, which spares the system the way there."""


def _rest(file: int, content: bytes) -> bytes | None:
    """The bytes of a file that is longer than a piece, whose beginning was read; None where it is a device."""
    if not stat.S_ISREG(os.fstat(file).st_mode):
        return None
    with os.fdopen(file, "rb", closefd=False) as rest:
        return content + rest.read()
