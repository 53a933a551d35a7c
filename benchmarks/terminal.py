"""A program in a pseudo-terminal, timed from outside: until a text is on the screen, and from a key to its answer."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from types import TracebackType

QUIET_MS = 60.0
"""Silence after which an answer counts as finished; it is not part of the time."""

_ESCAPES = re.compile(rb"\x1b\[[0-9;:?<=>]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")


class Terminal:
    """Runs a program and time-stamps what it writes.

    Args:
        argv: The program and its arguments.
        columns: Cells of a row.
        rows: Rows of the screen.
    """

    def __init__(self, argv: Sequence[str], columns: int = 200, rows: int = 60) -> None:
        self._written = b""
        self.started = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            # Without compiled bytecode the import of Textual, not the program, would be measured.
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            os.execvpe(argv[0], list(argv), environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self._terminal, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self._terminal, 1 << 20)
        except OSError as error:
            raise RuntimeError(f"the program ended: {self._written[-400:]!r}") from error
        self._written += data
        return data

    def until(self, text: str, seconds: float = 60.0) -> float:
        """The milliseconds from the start until a text was written.

        Raises:
            TimeoutError: When it is not there after so many seconds.
        """
        wanted = text.encode()
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            if self._read(0.05) and wanted in _ESCAPES.sub(b"", self._written):
                return 1000 * (time.perf_counter() - self.started)
        raise TimeoutError(f"{text!r} was not written in {seconds} seconds")

    def settle(self, quiet_ms: float = 400.0, seconds: float = 30.0) -> None:
        """Wait until nothing was written for so many milliseconds."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline and self._read(quiet_ms / 1000):
            pass

    def key(self, key: str) -> float | None:
        """The milliseconds from a key to the last byte of the answer; None when there was none."""
        sent = last = time.perf_counter()
        os.write(self._terminal, key.encode())
        answered = False
        while self._read(QUIET_MS / 1000 if answered else 0.5):
            last, answered = time.perf_counter(), True
        return 1000 * (last - sent) if answered else None
