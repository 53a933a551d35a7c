"""A file that others may write too: replaced only while it is what it was known to be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.files.atomic import REAL, FileSystem, StoreError, make_folders, remove_leftovers, write_atomically
from copydesk.store.toml.input import read_bounded

NO_FILE = ""
"""The digest of a file that does not exist."""


class ChangedElsewhere(Exception):
    """The file is not what it was known to be; it was not touched."""


def digest_of(content: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def refuse_outside(path: Path, folder: Path) -> None:
    """Refuse a path that a link leads out of a folder; the folder itself may be a link.

    Raises:
        InputError: When it does.
    """
    if _goes_straight(path, folder):
        return
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(folder)):
        raise InputError(
            f"a link leads outside the folder of annotations, to {real}",
            path=path,
            remedy="Put the file, or the folder, in the place of the link",
        )


def _goes_straight(path: Path, folder: Path) -> bool:
    """Whether no link leads from a folder to a path below it: known with one look at each step of the way."""
    if os.name != "posix":  # Windows has folders that lead elsewhere and are no links
        return False
    names = path.parts[len(folder.parts) :]
    if not names or ".." in names or path.parts[: len(folder.parts)] != folder.parts:
        return False
    here = str(folder)
    try:
        for name in names:
            here = os.path.join(here, name)  # noqa: PTH118 - hot
            if stat.S_ISLNK(os.lstat(here).st_mode):
                return False
    except FileNotFoundError:  # what is not there leads nowhere
        return True
    except (OSError, ValueError):
        return False
    return True


class GuardedFile:
    """One file in a folder, by its digest.

    Args:
        path: Where it is, whether or not it exists; links are followed, but not out of the folder.
        folder: The folder.
        files: The file system, for tests.
    """

    def __init__(self, path: Path, folder: Path, files: FileSystem = REAL) -> None:
        self.path = path
        self._folder = folder
        self._files = files

    def digest(self) -> str:
        """What it is now; `NO_FILE` where there is none.

        Raises:
            InputError: When it cannot be read, is too large, or a link leads out of the folder.
        """
        refuse_outside(self.path, self._folder)
        try:
            return digest_of(read_bounded(self.path))
        except FileNotFoundError:
            return NO_FILE
        except InputError as error:
            if isinstance(error.__cause__, NotADirectoryError):
                return NO_FILE
            raise

    def replace(self, content: bytes, known: str) -> None:
        """Write it atomically if it is still what it was known to be; the last look is just before it takes the name.

        Args:
            content: The new content.
            known: The digest of the old one, which is another.

        Raises:
            ChangedElsewhere: When it is not.
            StoreError: When it could not be written; see `write_atomically`.
            InputError: When it cannot be read, or a link leads out of the folder.
        """
        refuse_outside(self.path, self._folder)
        make_folders(self.path.parent, files=self._files)

        write_atomically(self.path, content, files=self._files, check=lambda: self.refuse_changed(known))
        self.confirm_replaced(known)

    def refuse_changed(self, known: str) -> None:
        """Find out whether it still is what it was known to be.

        Raises:
            ChangedElsewhere: When it is not.
        """
        if self.digest() != known:
            raise ChangedElsewhere

    def confirm_replaced(self, known: str) -> None:
        """Find out whether a new content really took its name: there are file systems that only say so.

        Raises:
            StoreError: When it did not.
        """
        if self.digest() == known:
            raise StoreError("it could not be written: the new file did not take its name", path=self.path)

    def sweep(self) -> None:
        """Remove what a write that was cut off left behind; only for the holder of the file's lock."""
        remove_leftovers(self.path, files=self._files)
