"""Files that somebody else wrote: bounded, so that reading them ends, and decoded strictly."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from copydesk.errors import InputError

LARGEST = 2 << 30
"""Bytes in a file that is read line by line at most."""
LARGEST_WHOLE = 512 << 20
"""Bytes in a file that is read as a whole at most."""


def read_whole(path: Path, largest: int = LARGEST_WHOLE) -> bytes:
    """The bytes of a file of no more than `largest`.

    Raises:
        InputError: When it is missing, cannot be read, is no ordinary file, or is too large.
    """
    _check(path, largest)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def read_text(path: Path) -> str:
    """The text of a whole file in UTF-8, a byte-order mark dropped, its line ends as they are.

    Raises:
        InputError: When it cannot be read, or is not UTF-8, with the line.
    """
    return decode(read_whole(path), path)


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    r"""The lines of a file with their numbers, counted from 1, without their `\n`; read as they are asked for.

    Raises:
        InputError: When it cannot be read.
    """
    _check(path, LARGEST)
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                yield number, line.removesuffix(b"\n")
    except OSError as error:
        raise _unreadable(path, error) from error


def decode(data: bytes, path: Path, line: int | None = None) -> str:
    """Decode UTF-8, a byte-order mark dropped.

    Args:
        data: The bytes of a file, or of one line.
        path: The file.
        line: Which line it is; None for the whole file.

    Raises:
        InputError: When it is not UTF-8, with the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = line or data.count(b"\n", 0, error.start) + 1
        raise InputError("it is not UTF-8", path=path, line=where, remedy="Convert the file to UTF-8") from error


def _check(path: Path, largest: int) -> None:
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise InputError("there is no such file", path=path) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise InputError("it is no path", path=repr(str(path))) from error
    if stat.S_ISDIR(found.st_mode):
        raise InputError("it is a folder, not a file", path=path)
    if not stat.S_ISREG(found.st_mode):
        raise InputError("it is a pipe or a device, not a file", path=path)
    if found.st_size > largest:
        raise InputError(f"it is larger than the {largest >> 20} MiB that are read", path=path, remedy="Split it")


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path)
