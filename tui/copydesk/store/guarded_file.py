"""A file that others may write too: replaced only while it is what it was known to be."""

from __future__ import annotations

import os
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.atomic import REAL, FileSystem, StoreError, make_folders, remove_leftovers, write_atomically

NO_FILE = ""
"""The digest of a file that does not exist."""

_Signature = tuple[int, int, int, int]


class ChangedElsewhere(Exception):
    """The file is not what it was known to be; it was not touched."""


def digest_of(content: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


class GuardedFile:
    """One file, by its digest.

    Args:
        path: Where it is, whether or not it exists; links are followed.
        files: The file system, for tests.
    """

    def __init__(self, path: Path, files: FileSystem = REAL) -> None:
        self.path = path
        self._files = files
        self._seen: _Signature | None = None

    def digest(self) -> str:
        """What it is now; `NO_FILE` where there is none.

        Raises:
            InputError: When it cannot be read.
        """
        self._seen = self._signature()
        if self.path.exists() and not (self.path.is_file() or self.path.is_dir()):
            raise InputError("it is a pipe or a device, not a file", path=self.path)
        try:
            return digest_of(self.path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return NO_FILE
        except OSError as error:
            raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=self.path) from error

    def touched(self) -> bool:
        """Whether it may be another than when `digest` was last asked; reads nothing but the folder's entry."""
        return self._signature() != self._seen

    def replace(self, content: bytes, known: str) -> None:
        """Write it atomically if it is still what it was known to be; the last look is just before it takes the name.

        Args:
            content: The new content.
            known: The digest of the old one, which is another.

        Raises:
            ChangedElsewhere: When it is not.
            StoreError: When it could not be written; see `write_atomically`.
            InputError: When it cannot be read.
        """
        make_folders(self.path.parent, files=self._files)

        def check() -> None:
            if self.digest() != known:
                raise ChangedElsewhere

        write_atomically(self.path, content, files=self._files, check=check)
        if self.digest() == known:
            raise StoreError("it could not be written: the new file did not take its name", path=self.path)

    def sweep(self) -> None:
        """Remove what a write that was cut off left behind; only for the holder of the file's lock."""
        remove_leftovers(self.path, files=self._files)

    def _signature(self) -> _Signature | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116 - as cheap as can be
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
