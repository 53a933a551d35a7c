"""One worker of `copydesk detect` as the process that started it sees it: asked, watched, and ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from copydesk.detect.process.alarm import Alarm, time_limit
from copydesk.detect.process.article_lines import ArticleLine
from copydesk.detect.process.child import environment
from copydesk.detect.process.wire import bytes_frame, message_frame, read_frame, read_message
from copydesk.errors import InputError

if TYPE_CHECKING:
    from copydesk.store.corpus.article import Article

WORKER = "copydesk.detect.process.line_worker"
THREADS_VARIABLES = (
    "COPYDESK_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""What says how many threads the numerical libraries may use; the first is our own engine's."""
LOADING = 3
"""How many times the patience for an article an engine may take to load."""
_REMEMBERED = 4096
"""Bytes of a worker's standard error that are kept, to say why it died."""
_SECONDS_FOR_ERRORS = 1.0
"""How long to wait for the rest of what a dead worker wrote to standard error."""


class WorkerFailed(Exception):
    """A worker hung and was killed, or died.

    Attributes:
        part: The part of the engine that was at work; empty where none was.
        loading: Whether it was being loaded.
        how: What happened, to follow the name of what failed.
    """

    def __init__(self, part: str, loading: bool, how: str) -> None:
        super().__init__(part, loading, how)
        self.part = part
        self.loading = loading
        self.how = how


class LineWorker:
    """A worker process, which starts at once; for one thread at a time, except `end`.

    Args:
        engine: The engine's name.
        strict: See `registry.load_engine`.
        without: The parts of it that are left out.
        patience: Seconds that a part may take for a short article.
        threads: Threads that its numerical libraries may use, or None for what they choose.

    Attributes:
        without: As given.
        lacking: The parts that did not load; known after `load`.
    """

    def __init__(
        self, engine: str, *, strict: bool, without: Collection[str], patience: float, threads: int | None
    ) -> None:
        self.without = frozenset(without)
        self.lacking: tuple[str, ...] = ()
        self._patience = patience
        self._part = ""
        self._ready = False
        self._errors = b""
        settings = json.dumps({"engine": engine, "strict": strict, "without": sorted(without)})
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", WORKER, settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(threads),
            start_new_session=True,
        )
        self._alarm = Alarm(self.end)
        self._reader = threading.Thread(target=self._read_errors, daemon=True)
        self._reader.start()

    @property
    def usable(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None and not self._alarm.rang

    def load(self) -> tuple[str, ...]:
        """Wait until the engine is loaded; the problems that it met.

        Raises:
            InputError: When the engine is refused.
            WorkerFailed: When it hung or died.
        """
        while True:
            message = self._next()
            if message["step"] == "ready":
                self._alarm.stop()
                self._part, self._ready = "", True
                self.lacking = tuple(message["lacking"])
                return tuple(message["problems"])
            if message["step"] == "refused":
                self.end()
                raise InputError(message["error"])
            self._part = message["part"]
            self._alarm.set(LOADING * self._patience)

    def ask(self, article: Article) -> ArticleLine:
        """The line of an article.

        Raises:
            WorkerFailed: When it hung or died.
        """
        stdin = cast("BinaryIO", self._process.stdin)
        request = {"id": article.id, "path": os.fspath(article.path), "content": article.content is not None}
        # What died meanwhile is noticed when its answer is read.
        with contextlib.suppress(OSError):
            stdin.write(message_frame(request))
            if article.content is not None:
                stdin.write(bytes_frame(article.content))
            stdin.flush()
        while True:
            message = self._next()
            if message["step"] == "running":
                self._part = message["part"]
                self._alarm.set(time_limit(self._patience, message["length"]))
                continue
            line = read_frame(cast("BinaryIO", self._process.stdout))
            if line is None:
                raise self._failure()
            self._alarm.stop()
            self._part = ""
            return ArticleLine(line, tuple(message["notes"]), message["partial"])

    def end(self) -> None:
        """End the process and what it started; may be called at any time, from any thread."""
        if self._process.poll() is None:
            with contextlib.suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self._alarm.stop()
        self.end()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                cast("IO[bytes]", stream).close()

    def _next(self) -> dict[str, Any]:
        body = read_frame(cast("BinaryIO", self._process.stdout))
        if body is None:
            raise self._failure()
        return read_message(body)

    def _failure(self) -> WorkerFailed:
        """What ended the stream of answers."""
        self._alarm.stop()
        self.end()
        status = self._process.wait()
        self._reader.join(_SECONDS_FOR_ERRORS)
        return WorkerFailed(self._part, not self._ready, self._how(status))

    def _how(self, status: int) -> str:
        if self._alarm.rang:
            seconds = f"{self._alarm.seconds:.0f}"
            return f"took longer than {seconds} second{'' if seconds == '1' else 's'}"
        if status < 0:
            return f"was ended by {_signal_name(-status)}"
        last = self._errors.decode("utf-8", "replace").strip().splitlines()
        return f"ended with status {status}" + (f" ({last[-1].strip()})" if last else "")

    def _read_errors(self) -> None:
        """Keep the end of what the process writes to standard error; it never reaches the terminal."""
        stream = cast("BinaryIO", self._process.stderr)
        with stream, contextlib.suppress(OSError, ValueError):
            while piece := os.read(stream.fileno(), _REMEMBERED):
                self._errors = (self._errors + piece)[-_REMEMBERED:]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _environment(threads: int | None) -> dict[str, str]:
    """The environment of a worker: it finds this package, and knows how many threads it may use."""
    found = environment()
    if threads is not None:
        found |= dict.fromkeys(THREADS_VARIABLES, str(threads))
    return found
