"""Atomic, durable writes: a file is either what it was or what it was to become, whatever happens in between."""

from __future__ import annotations

import errno
import io
import os
import secrets
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from copydesk.errors import CopydeskError

_PLAIN_WORDS = {
    errno.ENOSPC: ("the disk is full", "Make room and save again"),
    errno.EDQUOT: ("the disk quota is used up", "Make room and save again"),
    errno.EACCES: ("there is no permission to write here", "Change the permissions, or choose another folder"),
    errno.EPERM: ("there is no permission to write here", "Change the permissions, or choose another folder"),
    errno.EROFS: ("the file system is read-only", "Choose another folder"),
    errno.ENOENT: ("the folder does not exist", "Make the folder first"),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Choose another path"),
    errno.EISDIR: ("a folder stands where the file should be", "Choose another path"),
    errno.ENAMETOOLONG: ("the name is too long for this file system", "Choose a shorter name"),
    errno.ELOOP: ("its symbolic links go in circles", "Repair the links"),
}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


class StoreError(CopydeskError):
    """Something could not be written; what was on the disk before is still there. The `OSError` is its cause."""


class FileSystem(Protocol):
    """The operations a write is made of: the seam at which faults can be injected."""

    def create(self, path: Path, mode: int) -> int:
        """Create a new file for writing, subject to the umask; its descriptor."""
        ...

    def append(self, path: Path) -> int:
        """Open an existing file, and no link, so that every write goes to its end; its descriptor."""
        ...

    def chmod(self, path: Path, mode: int) -> None:
        """Set a file's permission bits."""
        ...

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write some of the bytes; how many."""
        ...

    def sync(self, descriptor: int) -> None:
        """Force what was written to the disk."""
        ...

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        ...

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another's name, in one step."""
        ...

    def remove(self, path: Path) -> None:
        """Remove a file."""
        ...

    def make_folder(self, path: Path) -> None:
        """Make one folder whose parent exists."""
        ...

    def sync_folder(self, path: Path) -> None:
        """Force a folder's entries to the disk."""
        ...


class OperatingSystem:
    """The real file system."""

    def create(self, path: Path, mode: int) -> int:
        """Create a new file for writing, subject to the umask; its descriptor."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(path, flags, mode)

    def append(self, path: Path) -> int:
        """Open an existing file, and no link, so that every write goes to its end; its descriptor."""
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))

    def chmod(self, path: Path, mode: int) -> None:
        """Set a file's permission bits."""
        path.chmod(mode)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write some of the bytes; how many."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Force what was written to the disk."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another's name, in one step."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """Make one folder whose parent exists."""
        path.mkdir()

    def sync_folder(self, path: Path) -> None:
        """Force a folder's entries to the disk; where folders cannot be synced, nothing is done."""
        if os.name == "nt":
            return
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(descriptor)


REAL: FileSystem = OperatingSystem()


def write_atomically(
    path: Path | str, data: bytes, *, files: FileSystem = REAL, check: Callable[[], object] | None = None
) -> None:
    """Put `data` at `path` so that at any moment either the old file or the new one is there, whole.

    A temporary file in the same folder is written and synced, then takes the name; the folder is synced last.
    Permissions of the old file are kept; a symbolic link is followed, its target replaced. The folder must exist.

    Args:
        path: Where to.
        data: The whole content.
        files: The file system, for tests.
        check: Called when all is ready, just before the new file takes the name; what it raises stops that.

    Raises:
        StoreError: When it could not be written. No temporary file is left behind, and unless only the last sync of
            the folder failed the old file is untouched.
    """
    with writing(path, files=files, check=check) as out:
        out.write(data)


@contextmanager
def writing(
    path: Path | str, *, files: FileSystem = REAL, check: Callable[[], object] | None = None
) -> Iterator[BinaryIO]:
    """The same as `write_atomically` for content that comes in pieces: the file appears when the block ends well.

    When the block raises, the old file stays and the exception goes on (an `OSError` as a `StoreError`).
    """
    try:
        target = Path(os.path.realpath(path))
        mode = mode_of(target)
        temporary = temporary_of(target)
        descriptor = files.create(temporary, 0o666)
        try:
            raw = _Descriptor(descriptor, files)
            try:
                out = io.BufferedWriter(raw, buffer_size=1 << 16)
                try:
                    yield cast("BinaryIO", out)
                    out.flush()
                finally:
                    raw.settled = True
                if mode is not None:
                    files.chmod(temporary, mode)
                files.sync(descriptor)
            finally:
                files.close(descriptor)
            if check:
                check()
            files.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                files.remove(temporary)
            raise
        files.sync_folder(target.parent)
    except OSError as error:
        raise store_error(error, path) from error


def remove_leftovers(path: Path | str, *, files: FileSystem = REAL) -> None:
    """Remove the temporary files of writes of `path` that were cut off; only for who alone writes it (see `locks`)."""
    target = Path(os.path.realpath(path))
    prefix = temporary_prefix(target)
    with suppress(OSError), os.scandir(target.parent) as entries:
        left = [Path(entry.path) for entry in entries if entry.name.startswith(prefix) and entry.name.endswith(".tmp")]
        for temporary in left:
            with suppress(OSError):
                files.remove(temporary)


def make_folders(path: Path | str, *, files: FileSystem = REAL) -> None:
    """Make a folder and the folders above it where they are missing, durably.

    Raises:
        StoreError: When it cannot be made.
    """
    try:
        _make_folders(Path(os.path.realpath(path)), files)
    except OSError as error:
        raise store_error(error, path) from error


def store_error(error: OSError, path: Path | str) -> StoreError:
    """What an operating system's error means to a person."""
    problem, remedy = _PLAIN_WORDS.get(error.errno or 0, ((error.strerror or str(error)).lower(), ""))
    return StoreError(f"it could not be written: {problem}", path=path, remedy=remedy)


class _Descriptor(io.RawIOBase):
    """A raw stream over a descriptor whose writes go through the seam."""

    def __init__(self, descriptor: int, files: FileSystem) -> None:
        self._descriptor = descriptor
        self._files = files
        self.settled = False

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        if self.settled:  # what a failed flush left in the buffer, offered again when the buffer is collected
            return len(cast("bytes", data))
        return self._files.write(self._descriptor, cast("memoryview", data))


def temporary_of(target: Path) -> Path:
    """A name beside a target for what is to become it; the name of none that exists."""
    return target.parent / f"{temporary_prefix(target)}{secrets.token_hex(6)}.tmp"


def temporary_prefix(target: Path) -> str:
    """What the names of temporary files for a target begin with: enough to tell whose they are."""
    return f".copydesk-{zlib.crc32(os.fsencode(target.name)):08x}-"


def mode_of(target: Path) -> int | None:
    """The permission bits of the file that is to be replaced, or None where there is none.

    Raises:
        OSError: When it is no file that may be replaced.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(found.st_mode)


def _make_folders(path: Path, files: FileSystem) -> None:
    """Make the missing folders from the top down, syncing the parent of each."""
    if path.is_dir():
        return
    if path.parent != path:
        _make_folders(path.parent, files)
    with suppress(FileExistsError):
        files.make_folder(path)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    files.sync_folder(path.parent)
