"""Standard error: the one module that writes words and progress there; standard output is for data only."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import Final, TypeVar

Item = TypeVar("Item")

PROGRESS_INTERVAL: Final = 0.1
"""Seconds between two paintings of the progress line."""

ERASE_LINE: Final = "\r\x1b[2K"
"""Back to the first column, and erase the line (ECMA-48 EL)."""


class _Line:
    """Whether a progress line stands on the terminal, to be erased before anything else is written there."""

    painted = False


def printable(text: str) -> str:
    r"""The text with whatever is not printable written as an escape, so that a hostile file name does nothing.

    Control characters, escape sequences, line breaks and bidirectional overrides become `\x1b`, `\n`, `\u202e` and
    the like; a byte of a file name that is not UTF-8 (a lone surrogate, see PEP 383) becomes `\xff`.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def say(message: str) -> None:
    """Write one line to standard error, unprintable characters escaped."""
    _erase()
    _write(f"{printable(message)}\n")


def warn(message: str) -> None:
    """Write one line to standard error that starts with the program's name: a problem, not plain information."""
    say(f"copydesk: {message}")


def progress(items: Iterable[Item], what: str, *, total: int | None = None) -> Iterator[Item]:
    """Hand the items on, and count them on a line of standard error where that is a terminal.

    Args:
        items: What is worked through.
        what: What is being done, such as `detecting`.
        total: How many there are, if known; taken from `items` where they have a length.

    Yields:
        Each item. The line is erased at the end, also after an exception.
    """
    if not is_terminal():
        yield from items
        return
    if total is None and isinstance(items, Sized):
        total = len(items)
    out_of = "" if total is None else f"/{total}"
    due = time.monotonic() + PROGRESS_INTERVAL
    try:
        for number, item in enumerate(items, 1):
            if time.monotonic() >= due:
                _write(f"{ERASE_LINE}{printable(what)} {number}{out_of}")
                _Line.painted = True
                due = time.monotonic() + PROGRESS_INTERVAL
            yield item
    finally:
        _erase()


def is_terminal() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr is not None and not sys.stderr.closed and sys.stderr.isatty()


def _escape(char: str) -> str:
    """One character as Python writes it in a literal, except that a smuggled byte shows as that byte."""
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    return ascii(char)[1:-1]


def _erase() -> None:
    """Take the progress line away, if there is one."""
    if _Line.painted:
        _Line.painted = False
        _write(ERASE_LINE)


def _write(text: str) -> None:
    """Write to standard error and flush; where it is closed or gone there is nobody to tell."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()
