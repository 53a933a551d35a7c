"""An article: one file to read, and the place where its annotations are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from copydesk.errors import InputError
from copydesk.store.files.file_bytes import FileBytes, refuse_unless_ordinary
from copydesk.text.document import Document

SUFFIXES = (".txt", ".md")
"""What is read, the stronger first: where two files differ only in this, the first keeps the plain id."""

STANDARD_INPUT = "-"
PAGED_FROM = 1 << 19
"""Bytes of the smallest file whose text is not held in memory while it is read on the screen."""

BINARY_PROBE = 8192
"""How many bytes at the start of a file are searched for a NUL, which no text has."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a corpus. Making one reads nothing.

    Attributes:
        id: Its path under the folder that was opened, with POSIX separators, without its suffix;
            `stdin-` and twelve hexadecimal digits for standard input. Unique among the articles whose annotations
            are kept in the same folder; `path` is unique in the corpus.
        path: The file, as it was named; `-` for standard input.
        annotation_path: The file of its annotations, whether or not it exists.
        content: The bytes, of standard input only.
        annotations: The folder of annotations, which no link may lead `annotation_path` out of; None for the one that
            `annotation_path` without the id is in.
    """

    id: str
    path: Path
    annotation_path: Path
    content: bytes | None = field(default=None, repr=False)
    annotations: Path | None = None

    @property
    def annotation_folder(self) -> Path:
        """The folder of annotations."""
        return self.annotations or self.annotation_path.parents[self.id.count("/")]

    @property
    def title(self) -> str:
        """What to call it in a heading: the last part of its id."""
        return self.id.rpartition("/")[2]

    @property
    def document_path(self) -> str:
        """The article's path from the folder of its annotation file, with POSIX separators; `-` for standard input."""
        if self.content is not None:
            return STANDARD_INPUT
        folder = os.path.realpath(self.annotation_path.parent)
        article = Path(os.path.realpath(self.path.parent)) / self.path.name
        try:
            return PurePath(os.path.relpath(article, folder)).as_posix()
        except ValueError:  # another drive of Windows: no relative path leads there
            return article.as_posix()

    def read(self) -> Document:
        """Read and decode the article.

        Raises:
            InputError: When it is missing, cannot be read, is not an ordinary file, or looks binary.
        """
        content = self.content if self.content is not None else read_ordinary_file(self.path)
        self._refuse_binary(content[:BINARY_PROBE])
        return Document.from_bytes(content)

    def look_into(self) -> Document:
        """The article for the screen: a long one stays on the disk, and is read and decoded where it is looked at.

        Raises:
            InputError: As `read` does.
        """
        if self.content is not None:
            return self.read()
        source = FileBytes(self.path)
        if source.size < PAGED_FROM:
            return self.read()
        self._refuse_binary(source.read(0, BINARY_PROBE))
        return Document.from_source(source)

    def _refuse_binary(self, start: bytes) -> None:
        if b"\0" in start:
            raise InputError("it looks binary", path=self.path, remedy="Copydesk reads text in UTF-8")


def read_ordinary_file(path: Path) -> bytes:
    """The bytes of a file; pipes and devices are refused before they can block.

    Raises:
        InputError: When it is missing, cannot be read, or is not an ordinary file.
    """
    try:
        refuse_unless_ordinary(path)
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
