"""The reading process's side of detection: hands texts to the detecting process and awaits its proposals."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from dataclasses import astuple, dataclass, field
from typing import Any

from copydesk.detect.process.alarm import time_limit
from copydesk.detect.process.child import environment
from copydesk.detect.process.pieces import Window
from copydesk.detect.process.wire import (
    LENGTH_BYTES,
    frame_length,
    message_frame,
    read_message,
    read_proposals,
    text_frame,
)
from copydesk.detect.proposals import Proposals
from copydesk.detect.registry import AUTO, FALLBACK
from copydesk.errors import CopydeskError

WORKER = "copydesk.detect.process.worker"
PATIENCE = 20.0
"""Seconds that a part of an engine may take for a short text; `alarm.time_limit` says how many for a longer one."""

_LIMIT = 2**20
"""Bytes that the stream reader buffers before it stops reading for a while."""
_SMALL = 2**17
"""Bytes up to which a message is read without a thread."""
_LOADING = 3
"""How many times that long the process may take to start, and a part to load."""
_LOOKS = 4
"""A limit has run out when so many looks in it saw nothing; while the program is stopped nobody looks."""
_STRIKES = 2
"""A part that failed so often is left out from then on."""
_DEATHS = 8
"""So often the process is started again in all, whatever it answered in between."""
_TO_END = 2.0
"""Seconds that a process has to end after its standard input was closed, before it is killed."""
_REMEMBERED = 4096
"""Bytes of the process's standard error that are kept, to say why it died."""


class DetectionFailed(CopydeskError):
    """Nothing can be proposed for a text."""


class DetectionEnded(DetectionFailed):
    """Nothing can be proposed for any text any more."""


@dataclass(slots=True)
class _Request:
    """A text that is with the process, or waits to be handed to a new one, and what came back so far.

    Attributes:
        key: The article's name.
        text: The text.
        window: Which part of it is asked about, and where that is; None for all of it.
        answer: What is awaited.
        without: The parts of the engine that are left out for it.
        problems: What is to be said with the answer.
        part: The part of the engine that is at work on it, or empty.
        loading: Whether that part is being loaded.
        received: What came back so far.
    """

    key: str
    text: str
    window: Window | None
    answer: asyncio.Future[Proposals]
    without: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    part: str = ""
    loading: bool = False
    received: list[Proposals] = field(default_factory=list)

    def begin(self) -> None:
        """Forget what a process that is gone had told."""
        self.part, self.loading = "", False
        self.received.clear()


class DetectionClient:
    """Proposals from a process of their own, which is started by `start` or with the first text.

    Any number of texts may be outstanding; they are answered in the order in which they were handed over.

    A process that dies is started once more, and what it owed is asked again. One that dies again before it has
    answered, and one that gives no sign of life for too long and so is killed, is started without the part of the
    engine that was at work, so that the rules at least are heard; a problem of the answer says so. A part that fails
    twice is left out from then on. Where the rules themselves fail only that text has no proposals; where it cannot be
    told what failed, all fail with `DetectionEnded`, and so does every later call.

    To be used within one event loop, which is never blocked by long texts.

    Args:
        engine: Name of the engine, see `registry`; empty for the best that can be had.
        patience: Seconds that a part of the engine may take for a short text.
        command: The command of the process, if it is not this interpreter with the worker of this package.
    """

    def __init__(self, engine: str = "", *, patience: float = PATIENCE, command: tuple[str, ...] = ()) -> None:
        self._engine = engine or AUTO
        self._patience = patience
        self._command = command or (sys.executable, "-P", "-m", WORKER)
        self._process: Process | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._requests: dict[int, _Request] = {}
        self._number = 0
        self._sign = asyncio.Event()
        self._late = ""
        self._restarted = False
        self._deaths = 0
        self._strikes: Counter[str] = Counter()
        self._without: set[str] = set()
        self._closed = False
        self._failure = ""
        self._errors = b""
        self._starting = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._owing = asyncio.Event()

    @property
    def pid(self) -> int | None:
        """The process's id, while there is one."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the process, if it is not running.

        Raises:
            DetectionEnded: When it cannot be started, or failed for good before.
        """
        async with self._starting:
            if self._process is not None:
                return
            if self._closed:
                raise DetectionEnded("detection was closed")
            if self._failure:
                raise DetectionEnded(self._failure)
            await self._launch()

    async def propose(self, key: str, text: str, window: Window | None = None) -> Proposals:
        """What the engine proposes for a text, or for a piece of one; offsets are half-open ranges of code points.

        Args:
            key: The article's name, for messages about it.
            text: The text, or what is to be read of it.
            window: Where in a longer text the piece is that is asked about, and offsets count.

        Raises:
            DetectionFailed: When nothing can be proposed for this text.
            DetectionEnded: When nothing can be proposed for any, or the client was closed.
        """
        await self.start()
        self._number += 1
        number = self._number
        request = _Request(key, text, window, asyncio.get_running_loop().create_future())
        self._requests[number] = request
        self._owing.set()
        try:
            await self._write(number, request)
            found = await request.answer
        except ValueError as error:
            raise DetectionFailed(str(error), path=key) from None
        finally:
            self._requests.pop(number, None)
            if not self._requests:
                self._owing.clear()
        return Proposals(found.spans, found.relations, (*request.problems, *found.problems))

    async def close(self) -> None:
        """End the process; what it owes fails. May be called more than once."""
        self._closed = True
        self._fail_all("detection was closed")
        async with self._starting:
            process, self._process = self._process, None
        if process is not None:
            await _end(process)
        for task in self._tasks:
            if task.get_name() == "watch":
                task.cancel()
        _, unfinished = await asyncio.wait(self._tasks, timeout=_TO_END) if self._tasks else ((), ())
        for task in unfinished:
            task.cancel()
        self._tasks = []

    async def _launch(self) -> None:
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=environment(),
                limit=_LIMIT,
                start_new_session=True,
            )
        except OSError as error:
            self._failure = f"the detecting process could not be started: {error}"
            self._fail_all(self._failure)
            raise DetectionEnded(self._failure) from None
        self._process = process
        self._errors = b""
        watch = asyncio.create_task(self._watch(process), name="watch")
        self._tasks = [task for task in self._tasks if not task.done()]
        self._tasks += [
            asyncio.create_task(self._read_answers(process, watch)),
            asyncio.create_task(self._read_errors(process)),
            watch,
        ]

    async def _write(self, number: int, request: _Request) -> None:
        """Hand a text to the process; if it is dying, the reader of answers sees to it.

        Raises:
            ValueError: When the text is too long to be handed over.
        """
        without = sorted(self._without | request.without)
        message: dict[str, Any] = {"number": number, "engine": self._engine, "without": without}
        if request.window:
            message["window"] = astuple(request.window)
        frames = message_frame(message) + text_frame(request.text)
        async with self._writing:
            process = self._process
            if process is None or process.stdin is None:
                return
            with contextlib.suppress(ConnectionError):
                process.stdin.write(frames)
                await process.stdin.drain()

    async def _read_answers(self, process: Process, watch: asyncio.Task[None]) -> None:
        assert process.stdout is not None
        try:
            while True:
                body = await process.stdout.readexactly(frame_length(await process.stdout.readexactly(LENGTH_BYTES)))
                await self._settle(body)
                self._sign.set()
                await asyncio.sleep(0)  # many messages may be there already; keys come in between
        except (asyncio.IncompleteReadError, ConnectionError, ValueError, LookupError, TypeError):
            watch.cancel()
            await _end(process)
        await self._died(process)

    async def _settle(self, body: bytes) -> None:
        """Note a part of an answer; with its last part, give it to whom it is owed."""
        message = read_message(body) if len(body) < _SMALL else await asyncio.to_thread(read_message, body)
        request = self._requests.get(message["number"])
        if "part" in message:
            if request is not None:
                request.part, request.loading = message["part"], message["loading"]
            return
        if request is not None:
            request.received.append(read_proposals([message]))
        if message.get("more"):
            return
        self._requests.pop(message["number"], None)
        if not self._requests:
            self._restarted = False
            self._owing.clear()
        if request is not None and not request.answer.done():
            request.answer.set_result(
                Proposals(
                    tuple(span for each in request.received for span in each.spans),
                    tuple(relation for each in request.received for relation in each.relations),
                    tuple(problem for each in request.received for problem in each.problems),
                )
            )

    async def _watch(self, process: Process) -> None:
        """Kill the process when it owes an answer and gives no sign of life for too long."""
        while True:
            await self._owing.wait()
            request = next(iter(self._requests.values()), None)
            if request is None:
                self._owing.clear()
                continue
            seconds = time_limit(self._patience, len(request.text))
            if request.loading or not request.part:
                seconds *= _LOADING
            self._sign.clear()
            for _ in range(_LOOKS):
                try:
                    # Not wait_for, which in Python 3.11 forgets that it was cancelled when a sign comes with it: the
                    # watch of a process that is gone would go on, and take the signs from the watch of the next.
                    async with asyncio.timeout(seconds / _LOOKS):
                        await self._sign.wait()
                    break
                except TimeoutError:
                    if request.answer.done():
                        break
            else:
                self._late = f"took longer than {seconds:.0f} s"
                _kill(process)
                return

    async def _read_errors(self, process: Process) -> None:
        """Keep the end of what the process writes to standard error; it never reaches the terminal."""
        assert process.stderr is not None
        while piece := await process.stderr.read(_REMEMBERED):
            self._errors = (self._errors + piece)[-_REMEMBERED:]

    async def _died(self, process: Process) -> None:
        """Start the process once more and ask again, without what failed; or give up and say why."""
        status = await process.wait()
        if self._closed or self._process is not process:
            return
        async with self._starting:
            self._process = None
            late, self._late = self._late, ""
            if not self._requests:
                return
            number, request = next(iter(self._requests.items()))
            how = late or self._how(status)
            again = bool(late) or self._restarted
            self._deaths += 1
            if self._deaths > _DEATHS or (again and not request.part):
                self._failure = self._why(how)
                self._fail_all(self._failure)
                return
            if again:
                self._leave_out(number, request, how)
            self._restarted = not again
            if not self._requests:
                return
            try:
                await self._launch()
            except DetectionEnded:
                return
        for number, request in list(self._requests.items()):
            if not request.answer.done():
                request.begin()
                await self._write(number, request)

    def _leave_out(self, number: int, request: _Request, how: str) -> None:
        """Do without the part of the engine that was at work on a text; without the rules there is nothing left."""
        part = request.part
        self._strikes[part] += _STRIKES if request.loading else 1
        for_good = self._strikes[part] >= _STRIKES
        if for_good:
            self._without.add(part)
        rest = "is left out from now on" if for_good else "was left out there"
        said = f"the engine {part} {how} and {rest}"
        if part == FALLBACK:
            del self._requests[number]
            if not request.answer.done():
                request.answer.set_exception(DetectionFailed(said, path=request.key))
            return
        request.without.add(part)
        request.problems.append(f"{request.key}: {said}")

    def _how(self, status: int) -> str:
        last = self._errors.decode("utf-8", "replace").strip().splitlines()
        reason = f": {last[-1].strip()}" if last else ""
        return (f"was ended by signal {-status}" if status < 0 else f"ended with status {status}") + reason

    def _why(self, how: str) -> str:
        again = ", was started once more and failed again"
        said, colon, reason = how.partition(": ")
        return f"the detecting process {said}{again if self._restarted else ''}{colon}{reason}"

    def _fail_all(self, problem: str) -> None:
        for request in list(self._requests.values()):
            if not request.answer.done():
                request.answer.set_exception(DetectionEnded(problem, path=request.key))
        self._requests.clear()
        self._owing.clear()


def _kill(process: Process) -> None:
    """End a process and what it started by force."""
    # Not Process.kill: it polls first, and so takes the exit status away from the event loop.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            os.kill(process.pid, signal.SIGTERM)


async def _end(process: Process) -> None:
    """End a process by closing its standard input, by force if it does not listen."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), _TO_END)
    except TimeoutError:
        _kill(process)
        await process.wait()
