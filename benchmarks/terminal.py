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
from pathlib import Path
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

    def answer(self, keys: str, text: str, seconds: float = 60.0) -> float:
        """The milliseconds from some keys until a text was written that was not there before.

        Raises:
            TimeoutError: When it is not there after so many seconds.
        """
        before, sent = len(self._written), time.perf_counter()
        os.write(self._terminal, keys.encode())
        while time.perf_counter() < sent + seconds:
            if self._read(0.05) and text.encode() in _ESCAPES.sub(b"", self._written[before:]):
                return 1000 * (time.perf_counter() - sent)
        raise TimeoutError(f"{text!r} was not written in {seconds} seconds")

    def hold(self, key: str, count: int, rate: float) -> tuple[float, int]:
        """Hold a key down: so many milliseconds the program is behind after the last one, and how often it painted."""
        painted = 0
        started = last = time.perf_counter()
        for number in range(count):
            os.write(self._terminal, key.encode())
            due = started + (number + 1) / rate
            fresh = True
            while (left := due - time.perf_counter()) > 0:
                if self._read(left):
                    last, painted, fresh = time.perf_counter(), painted + fresh, False
        ended = started + (count - 1) / rate
        while self._read(QUIET_MS / 1000):
            last = time.perf_counter()
        return 1000 * max(0.0, last - ended), painted

    def memory(self) -> float:
        """The mebibytes of memory that are the program's own: not mapped from files, not shared. Linux only."""
        lines = Path(f"/proc/{self._pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024

    def key(self, key: str) -> float | None:
        """The milliseconds from a key to the last byte of the answer; None when there was none."""
        sent = last = time.perf_counter()
        os.write(self._terminal, key.encode())
        answered = False
        while self._read(QUIET_MS / 1000 if answered else 0.5):
            last, answered = time.perf_counter(), True
        return 1000 * (last - sent) if answered else None
