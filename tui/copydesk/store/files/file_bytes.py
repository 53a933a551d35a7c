"""The bytes of an open file, read where they are asked for; what happens to the file meanwhile is noticed."""

from __future__ import annotations

import errno
import os
import stat
import threading
import weakref
from pathlib import Path

from copydesk.errors import InputError

_NOTHING_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}

Stamp = tuple[int, int, int, int]
"""What tells one state of a file from another: device, number, size and time of the last change."""


def refuse_unless_ordinary(path: Path) -> None:
    """Refuse a path where no ordinary file is: a pipe or a device could block for ever.

    Raises:
        InputError: When there is none.
        OSError: When that cannot be found out.
    """
    if not path.exists():
        raise InputError("there is no such file", path=path)
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "a pipe or a device"
        raise InputError(f"it is {kind}, not a file", path=path, remedy="Pipe text in with `-` as the path")


def stamp_of(path: Path) -> Stamp | None:
    """The state of the file that now has a name; None where there is none."""
    try:
        return _stamp(path.stat())
    except (OSError, ValueError):
        return None


def may_exist(path: Path) -> bool:
    """Whether something may stand at a path: False only where it is sure that nothing does."""
    try:
        path.stat()
    except ValueError:  # a NUL in the name
        return False
    except OSError as error:
        return error.errno not in _NOTHING_THERE
    return True


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class FileBytes:
    """A file that is kept open, so that one which is replaced or removed can still be read.

    It is read, not mapped into memory: of a file that is cut short while it is open, a mapping would end the program.
    Safe for several threads.

    Args:
        path: The file.

    Attributes:
        size: Its bytes when it was opened.
        changed: Whether it was seen to be another than then: written to, or cut short.

    Raises:
        InputError: When it is missing, cannot be opened, or is no ordinary file.
    """

    def __init__(self, path: Path) -> None:
        try:
            refuse_unless_ordinary(path)
            flags = (
                os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            )
            self._descriptor = os.open(path, flags)
        except OSError as error:
            raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
        weakref.finalize(self, os.close, self._descriptor)
        found = os.fstat(self._descriptor)
        if not stat.S_ISREG(found.st_mode):  # it took the name of what was looked at before
            raise InputError("it is a pipe or a device, not a file", path=path)
        self._lock = threading.Lock()
        self._stamp = _stamp(found)
        self.size = found.st_size
        self.changed = False

    def read(self, start: int, length: int) -> bytes:
        """The bytes from a place on; fewer than asked for only at the end, or where they cannot be read any more."""
        length = max(0, min(length, self.size - start))
        try:
            data = self._read(start, length)
            self.changed = self.changed or len(data) < length or _stamp(os.fstat(self._descriptor)) != self._stamp
        except OSError:
            self.changed = True
            return b""
        return data

    def _read(self, start: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, length, start)
        with self._lock:
            os.lseek(self._descriptor, start, os.SEEK_SET)
            return os.read(self._descriptor, length)
