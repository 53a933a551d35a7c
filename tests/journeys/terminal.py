"""A terminal with a person at it: starts Copydesk on a pseudo-terminal, types, and reads the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

import pyte

SOURCES: Final = Path(__file__).parents[2] / "tui"

PATIENCE: Final = 60.0
"""Seconds to wait for anything, on a machine however slow."""

KEYS: Final = {
    "enter": "\r", "tab": "\t", "escape": "\x1b", "shift+tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "shift+right": "\x1b[1;2C", "ctrl+r": "\x12", "ctrl+q": "\x11",
}  # fmt: skip
"""What a terminal sends for the keys that are no characters."""

ENTER_ALTERNATE: Final = b"\x1b[?1049h"
LEAVE_ALTERNATE: Final = b"\x1b[?1049l"
HIDE_CURSOR: Final = b"\x1b[?25l"
SHOW_CURSOR: Final = b"\x1b[?25h"

_TAKE_TERMINAL: Final = (
    "import fcntl, os, sys, termios; fcntl.ioctl(2, termios.TIOCSCTTY, 0); os.execv(sys.executable, sys.argv[1:])"
)
"""Makes the terminal on standard error the controlling one, as a shell's is, and becomes another program."""


class Terminal:
    """Copydesk on a pseudo-terminal. Use it as a context; what still runs at its end is killed.

    Args:
        arguments: The command line after `copydesk`.
        cwd: The current folder.
        size: Columns and rows.
        piped: What standard input holds; the terminal itself is standard input where it is None.
        env: Further variables of the environment.
    """

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        size: tuple[int, int] = (100, 30),
        piped: bytes | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.output = b""
        self._columns, self._rows = size
        self._screen = pyte.Screen(self._columns, self._rows)
        self._stream = pyte.ByteStream(self._screen)
        self._controller, self._terminal = pty.openpty()
        self._set_size()
        self._attributes = termios.tcgetattr(self._terminal)
        command = [sys.executable, "-P", "-m", "copydesk", *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *command],
            cwd=cwd,
            env=os.environ | {"PYTHONPATH": str(SOURCES)} | dict(env or {}),
            stdin=self._terminal if piped is None else subprocess.PIPE,
            stdout=self._terminal,
            stderr=self._terminal,
            start_new_session=True,
        )
        if piped is not None:
            assert self.process.stdin is not None
            self.process.stdin.write(piped)
            self.process.stdin.close()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self._terminal, self._controller):
            os.close(end)

    def send(self, *keys: str) -> None:
        """Press keys, by their names or characters, without waiting."""
        for key in keys:
            os.write(self._controller, KEYS.get(key, key).encode())

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read until a pattern is on the screen.

        Raises:
            AssertionError: When it does not come, or the program ends without it; with the screen.
        """
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.text, re.MULTILINE)):
            ended = self.process.poll() is not None
            if not self._read(0.05) and (ended or time.monotonic() > end):
                state = f"ended with {self.process.returncode}" if ended else "still running"
                raise AssertionError(f"{pattern!r} is not on the screen ({state}):\n{self.text}")
        return found

    def wait_until_gone(self, pattern: str) -> None:
        """Read until a pattern is no longer on the screen.

        Raises:
            AssertionError: When it stays; with the screen.
        """
        end = time.monotonic() + PATIENCE
        while re.search(pattern, self.text, re.MULTILINE):
            assert self._read(0.05) or time.monotonic() < end, f"{pattern!r} stays on the screen:\n{self.text}"

    def wait_for_end(self) -> int:
        """Read until the program has ended; its exit status, negative for a signal.

        Raises:
            AssertionError: When it does not end; with the screen.
        """
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self._read(0.05)
            assert time.monotonic() < end, f"still running:\n{self.text}"
        while self._read(0.05):
            pass
        return self.process.returncode

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._columns, self._rows = columns, rows
        self._screen.resize(rows, columns)
        self._set_size()

    @property
    def text(self) -> str:
        """What is on the screen, row under row."""
        return "\n".join(self._screen.display)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return list(self._screen.display)

    def assert_restored(self) -> None:
        """The terminal is as it was: the screen of before, a cursor, and what is typed is echoed."""
        assert self.output.rfind(LEAVE_ALTERNATE) > self.output.rfind(ENTER_ALTERNATE) >= 0
        assert self.output.rfind(SHOW_CURSOR) > self.output.rfind(HIDE_CURSOR)
        for mode in (b"1000", b"1003", b"1006", b"2004"):
            on, off = self.output.rfind(b"\x1b[?" + mode + b"h"), self.output.rfind(b"\x1b[?" + mode + b"l")
            assert off > on or on < 0, mode
        assert termios.tcgetattr(self._terminal)[:4] == self._attributes[:4]

    def _set_size(self) -> None:
        fcntl.ioctl(self._controller, termios.TIOCSWINSZ, struct.pack("HHHH", self._rows, self._columns, 0, 0))

    def _read(self, seconds: float) -> bool:
        """Take in what the program wrote, waiting for so many seconds at most; whether it wrote anything."""
        ready, _, _ = select.select([self._controller], [], [], seconds)
        if not ready:
            return False
        piece = os.read(self._controller, 65536)
        self.output += piece
        self._stream.feed(piece)
        return bool(piece)
