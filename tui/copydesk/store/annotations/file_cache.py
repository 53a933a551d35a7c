"""The cache of annotation files: what one said that took a parser to read; it may vanish at any time.

Files as this program writes them are read by pattern as fast as from any cache, so they are not in it. Of another, such
as one that a script wrote or a person edited, an entry holds what the reader said of it, problems included. Entries are
found by a digest of all that this depends on, the file's bytes among it: these are read each time, so that no change
can be missed, whatever a file's size and times say.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.file_record import file_data, read_file
from copydesk.store.files.cache_folder import CacheFolder
from copydesk.text.document import Document
from copydesk.version import __version__

LIMIT = 512 << 20
"""Bytes of all entries together, about: those of 100,000 files."""
_FORMAT = "1"
"""Changes with what an entry holds, and with what the reader says of a file."""
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading an entry that says something impossible can raise."""


class FileCache:
    """What annotation files said.

    Args:
        folder: Where that is kept.
    """

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder

    def get(self, content: bytes, path: Path, document: Document | None) -> AnnotationFile | None:
        """What the reader said of a file of these bytes; None where that is not known.

        Args:
            content: The bytes of the file.
            path: The file, which its problems name.
            document: Its article, as the reader was or would be given it.
        """
        key = _key(content, document)
        data = self._folder.get(key)
        if data is None:
            return None
        try:
            return read_file(json.loads(data), path)
        except _UNREADABLE:
            self._folder.drop(key)
            return None

    def put(self, content: bytes, path: Path, document: Document | None, file: AnnotationFile) -> None:
        """Keep what the reader said of a file, if it comes back alike."""
        try:
            data = json.dumps(file_data(file), separators=(",", ":"))
            again = read_file(json.loads(data), path)
        except _UNREADABLE:
            return
        if (again, *map(_told, again.problems)) == (file, *map(_told, file.problems)):
            self._folder.put(_key(content, document), data.encode())


def personal_cache() -> FileCache:
    """The cache in the person's own folder; the same one for as long as the program runs."""
    from copydesk.store.personal.locations import cache_folder

    return _cache_in(cache_folder() / "annotations")


@lru_cache(1)
def _cache_in(folder: Path) -> FileCache:
    return FileCache(CacheFolder(folder, LIMIT))


def _key(content: bytes, document: Document | None) -> str:
    facts = f"{_FORMAT} {__version__} {document.sha256 if document else '-'}\n"
    return hashlib.sha256(facts.encode() + content).hexdigest()


def _told(problem: InputError) -> tuple[str, int | None, str, str]:
    return problem.problem, problem.line, problem.remedy, str(problem)
