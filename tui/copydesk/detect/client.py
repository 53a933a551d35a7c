"""The reading process's side of detection: hands texts to the detecting process and awaits its proposals."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.detect.proposals import Proposals
from copydesk.detect.wire import LENGTH_BYTES, frame_length, message_frame, read_message, read_proposals, text_frame
from copydesk.errors import CopydeskError

WORKER = "copydesk.detect.worker"
_IMPORT_ROOT = Path(__file__).absolute().parents[2]
_LIMIT = 2**20
"""Bytes that the stream reader buffers before it stops reading for a while."""
_SMALL = 2**15
"""Bytes up to which an answer is read without a thread."""
_PATIENCE = 2.0
"""Seconds that a process has to end after its standard input was closed, before it is killed."""
_REMEMBERED = 4096
"""Bytes of the process's standard error that are kept, to say why it died."""


class DetectionFailed(CopydeskError):
    """Detection cannot go on: the process died again after its one restart, or a text was refused."""


@dataclass(slots=True)
class _Request:
    """A text that is with the process, or waits to be handed to a new one, and what came back so far."""

    frames: bytes
    answer: asyncio.Future[Proposals]
    records: list[Mapping[str, Any]] = field(default_factory=list)


class DetectionClient:
    """Proposals from a process of their own, which is started by `start` or with the first text.

    Any number of texts may be outstanding; they are answered in the order in which they were handed over. A process
    that dies is started once more, and what it owed is asked again. If the new one dies too before it has answered
    everything, all that is owed fails with `DetectionFailed`, and so does every later call.

    To be used within one event loop, which is never blocked by long texts.

    Args:
        engine: Name of the engine, see `registry`.
        command: The command of the process, if it is not this interpreter with the worker of this package.
    """

    def __init__(self, engine: str = "rules", command: tuple[str, ...] = ()) -> None:
        self._engine = engine
        self._command = command or (sys.executable, "-P", "-m", WORKER)
        self._process: Process | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._requests: dict[int, _Request] = {}
        self._number = 0
        self._restarted = False
        self._closed = False
        self._failure = ""
        self._errors = b""
        self._starting = asyncio.Lock()
        self._writing = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process's id, while there is one."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the process, if it is not running.

        Raises:
            DetectionFailed: When it cannot be started, or failed for good before.
        """
        async with self._starting:
            if self._process is not None:
                return
            if self._closed:
                raise DetectionFailed("detection was closed")
            if self._failure:
                raise DetectionFailed(self._failure)
            await self._launch()

    async def propose(self, key: str, text: str) -> Proposals:
        """What the engine proposes for a text; offsets are half-open ranges of code points into it.

        Args:
            key: The article's name, for messages about it.
            text: The text.

        Raises:
            DetectionFailed: When the process died twice, the engine refused the text, or the client was closed.
        """
        await self.start()
        self._number += 1
        number = self._number
        try:
            frames = message_frame({"number": number, "engine": self._engine}) + text_frame(text)
        except ValueError as error:
            raise DetectionFailed(str(error), path=key) from None
        answer: asyncio.Future[Proposals] = asyncio.get_running_loop().create_future()
        self._requests[number] = _Request(frames, answer)
        try:
            await self._write(frames)
            return await answer
        except DetectionFailed as error:
            raise DetectionFailed(error.problem, path=key, remedy=error.remedy) from None
        finally:
            self._requests.pop(number, None)

    async def close(self) -> None:
        """End the process; what it owes fails. May be called more than once."""
        self._closed = True
        self._fail_all("detection was closed")
        async with self._starting:
            process, self._process = self._process, None
        if process is not None:
            await _end(process)
        _, unfinished = await asyncio.wait(self._tasks, timeout=_PATIENCE) if self._tasks else ((), ())
        for task in unfinished:
            task.cancel()
        self._tasks = []

    async def _launch(self) -> None:
        environment = dict(os.environ)
        inherited = environment.get("PYTHONPATH", "")
        environment["PYTHONPATH"] = os.pathsep.join(part for part in (str(_IMPORT_ROOT), inherited) if part)
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=environment,
                limit=_LIMIT,
                start_new_session=True,
            )
        except OSError as error:
            self._failure = f"the detecting process could not be started: {error}"
            self._fail_all(self._failure)
            raise DetectionFailed(self._failure) from None
        self._process = process
        self._errors = b""
        self._tasks = [task for task in self._tasks if not task.done()]
        self._tasks += [
            asyncio.create_task(self._read_answers(process)),
            asyncio.create_task(self._read_errors(process)),
        ]

    async def _write(self, frames: bytes) -> None:
        """Hand frames to the process; if it is dying, the reader of answers sees to it."""
        async with self._writing:
            process = self._process
            if process is None or process.stdin is None:
                return
            with contextlib.suppress(ConnectionError):
                process.stdin.write(frames)
                await process.stdin.drain()

    async def _read_answers(self, process: Process) -> None:
        assert process.stdout is not None
        try:
            while True:
                body = await process.stdout.readexactly(frame_length(await process.stdout.readexactly(LENGTH_BYTES)))
                await self._settle(body)
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            await _end(process)
        await self._died(process)

    async def _settle(self, body: bytes) -> None:
        """Note a part of an answer; with its last part, give it to whom it is owed."""
        message = read_message(body) if len(body) < _SMALL else await asyncio.to_thread(read_message, body)
        request = self._requests.get(message["number"])
        if message.get("more"):
            if request is not None:
                request.records.append(message)
            return
        self._requests.pop(message["number"], None)
        if not self._requests:
            self._restarted = False
        if request is None or request.answer.done():
            return
        if "error" in message:
            request.answer.set_exception(DetectionFailed(message["error"]))
            return
        records = [*request.records, message]
        proposals = (
            read_proposals(records)
            if len(body) < _SMALL and len(records) == 1
            else await asyncio.to_thread(read_proposals, records)
        )
        if not request.answer.done():
            request.answer.set_result(proposals)

    async def _read_errors(self, process: Process) -> None:
        """Keep the end of what the process writes to standard error; it never reaches the terminal."""
        assert process.stderr is not None
        while piece := await process.stderr.read(_REMEMBERED):
            self._errors = (self._errors + piece)[-_REMEMBERED:]

    async def _died(self, process: Process) -> None:
        """Start the process once more and ask again, or give up and say why."""
        status = await process.wait()
        if self._closed or self._process is not process:
            return
        async with self._starting:
            self._process = None
            if not self._requests:
                return
            if self._restarted:
                self._failure = self._why(status)
                self._fail_all(self._failure)
                return
            self._restarted = True
            try:
                await self._launch()
            except DetectionFailed:
                return
        for request in list(self._requests.values()):
            if not request.answer.done():
                request.records.clear()
                await self._write(request.frames)

    def _why(self, status: int) -> str:
        last = self._errors.decode("utf-8", "replace").strip().splitlines()
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        reason = f": {last[-1].strip()}" if last else ""
        return f"the detecting process {how}, was started once more and failed again{reason}"

    def _fail_all(self, problem: str) -> None:
        for request in list(self._requests.values()):
            if not request.answer.done():
                request.answer.set_exception(DetectionFailed(problem))
        self._requests.clear()


async def _end(process: Process) -> None:
    """End a process by closing its standard input, by force if it does not listen."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        # Not Process.kill: it polls first, and so takes the exit status away from the event loop.
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()
