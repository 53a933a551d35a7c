"""The proposer: has what is read detected, what is on the screen first, and lays the proposals on the desks."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from weakref import WeakSet

from copydesk.annotation.proposal_labels import renamed
from copydesk.app.lull import Lull
from copydesk.app.reading import Reading
from copydesk.text.layout import Line

if TYPE_CHECKING:
    from copydesk.detect.process.client import DetectionClient
    from copydesk.detect.process.pieces import Pieces
    from copydesk.detect.proposals import Proposals

BREATH = 0.004
"""Seconds between two batches of proposals, for keys and what they ask for."""
PACE = 0.12
"""Seconds from one piece that is not on the screen to the next at least, of which a tenth is work here: however fast
the engine is, keys have the rest."""
MOST_PIECES = 500
"""Pieces of the longest text that is looked through from end to end: some three million code points."""
AROUND = 40
"""Pieces before and after the screen that are looked through in a longer one."""
SOON, SOON_AT_MOST = 0.1, 1.5
"""Seconds without a key after which what is on the screen is asked for and laid; and after which it is in any case."""
LATER, LATER_AT_MOST = 0.3, 3.0
"""The same for what is not on the screen: the detecting process is to leave the processor to keys and pages."""
COUNTED_EVERY = 0.5
"""Seconds after which proposals that came outside the screen are told, so that they are counted there."""


class _Job:
    """A reading with the pieces of its text, and which of them were asked about.

    Args:
        reading: What is read.
        pieces: Its text in pieces.
    """

    def __init__(self, reading: Reading, pieces: Pieces) -> None:
        self.reading = reading
        self.pieces = pieces
        self._asked = bytearray(len(pieces))
        self._top: Line | None = None

    def ask(self, index: int) -> None:
        """Note that a piece is asked about."""
        self._asked[index] = True

    def moved(self) -> bool:
        """Whether the window stands elsewhere than when this was last asked."""
        before, self._top = self._top, self.reading.caret.viewport.top
        return before != self._top

    def sees(self, index: int) -> bool:
        """Whether a piece is on the screen."""
        start, end = self.reading.caret.viewport.range()
        return self.pieces.at(start) <= index <= self.pieces.at(max(start, end - 1))

    def in_sight(self) -> int | None:
        """The first piece on the screen that was not asked about, if there is one."""
        start, end = self.reading.caret.viewport.range()
        found = self._asked.find(False, self.pieces.at(start), self.pieces.at(max(start, end - 1)) + 1)
        return found if found >= 0 else None

    @property
    def is_endless(self) -> bool:
        """Whether the text is too long to be looked through from end to end: it is, as far as one reads."""
        return len(self.pieces) > MOST_PIECES

    def onward(self) -> int | None:
        """The first piece from the screen onward that was not asked about, else the first from the top.

        Of an endless text only the pieces around the screen.
        """
        here = self.pieces.at(self.reading.caret.viewport.range()[0])
        first, last = 0, len(self.pieces)
        if self.is_endless:
            first, last = max(0, here - AROUND), here + AROUND
        found = self._asked.find(False, here, last)
        found = found if found >= 0 else self._asked.find(False, first, last)
        return found if found >= 0 else None


class Proposer:
    """Detection for the open readings; nothing ever waits for it.

    One piece of a text is with the detecting process at any time. When it is answered the next one is chosen by what is
    on the screen then: first the pieces in sight in every reading, then those that follow, then those from the top, of
    each reading in turn. Proposals are laid a few at a time, each once: none changes after it was shown, and neither
    the text nor the caret is touched.

    Args:
        told: Called when proposals came, with what is to be said of detection, or empty.
        engine: The engine's name; empty for the best that can be had.
        patience: Seconds that a part of the engine may take for a short text.
        lull: When keys pause: until then nothing is asked for or laid, at least for a while.
    """

    def __init__(self, told: Callable[[str], object], engine: str, patience: float, lull: Lull | None = None) -> None:
        self._told = told
        self._engine = engine
        self._patience = patience
        self._lull = lull or Lull()
        self._client: DetectionClient | None = None
        self._ended = False
        self._known: WeakSet[Reading] = WeakSet()
        self._whole: WeakSet[Reading] = WeakSet()
        self._failed: WeakSet[Reading] = WeakSet()
        self._wanted: list[Reading] = []
        self._jobs: deque[_Job] = deque()
        self._said: set[str] = set()
        self._work: asyncio.Task[None] | None = None
        self._resting: list[_Job] = []

    async def start(self) -> None:
        """Start the detecting process and ask what is wanted so far."""
        from copydesk.detect.process.client import DetectionClient, DetectionFailed

        client = DetectionClient(self._engine, patience=self._patience)
        try:
            await client.start()
        except DetectionFailed as error:
            self._end(f"No proposals: {error}")
            return
        self._client = client
        self._go_on()

    def want(self, reading: Reading) -> None:
        """Ask for the proposals of a reading, once."""
        if reading not in self._known and not self._ended:
            self._known.add(reading)
            self._wanted.append(reading)
            self._go_on()

    def has_all(self, reading: Reading) -> bool:
        """Whether all of a reading's text was detected, and none of it failed."""
        return reading in self._whole and reading not in self._failed

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being detected or laid."""
        return self._work is None or self._work.done()

    def is_looking(self, reading: Reading) -> bool:
        """Whether more proposals may come for a reading without the person moving on."""
        resting = any(job.reading is reading for job in self._resting)
        return not (self._ended or resting or reading in self._whole)

    def moved(self) -> None:
        """Look whether the screen shows what was not asked about, because its text is endless."""
        awake = [job for job in self._resting if job.moved() and (job.in_sight(), job.onward()) != (None, None)]
        if awake:
            self._resting = [job for job in self._resting if job not in awake]
            self._jobs += awake
            self._go_on()

    def _go_on(self) -> None:
        """Ask for what is wanted, if it can be asked already and nobody does."""
        if self._client:
            from copydesk.detect.process.pieces import Pieces

            self._jobs += [_Job(reading, Pieces(reading.document.view)) for reading in self._wanted]
            self._wanted.clear()
            if self._jobs and self.is_idle:
                self._work = asyncio.ensure_future(self._ask(self._client))
                self._work.add_done_callback(self._stopped)

    def _in_sight(self) -> tuple[_Job, int] | None:
        """What to ask next of what is on the screen."""
        for job in self._jobs:
            if (index := job.in_sight()) is not None:
                return job, index
        return None

    def _next(self) -> tuple[_Job, int] | None:
        """What to ask next; readings of which everything was asked are forgotten."""
        if found := self._in_sight():
            return found
        while self._jobs:
            job = self._jobs.popleft()
            if (index := job.onward()) is not None:
                self._jobs.append(job)
                return job, index
            if job.is_endless:
                self._resting.append(job)
            else:
                self._whole.add(job.reading)
        return None

    async def _choose(self) -> tuple[_Job, int] | None:
        """What to ask next, once keys have paused for it."""
        await self._lull.wait(SOON, SOON_AT_MOST)
        if not self._in_sight():
            await self._lull.wait(LATER, LATER_AT_MOST, lambda: self._in_sight() is not None)
        return self._next()

    async def _ask(self, client: DetectionClient) -> None:
        """Ask for one piece after the other until nothing is left."""
        from copydesk.detect.process.client import DetectionEnded, DetectionFailed

        told = time.monotonic()
        while found := await self._choose():
            began = time.monotonic()
            job, index = found
            job.ask(index)
            excerpt = job.pieces.excerpt(index)
            try:
                proposals = await client.propose(job.reading.title, excerpt.text, excerpt.window)
            except DetectionEnded as error:
                self._end(f"No proposals: {error}")
                return
            except DetectionFailed as error:
                self._failed.add(job.reading)
                self._say([f"No proposals: {error}"])
                continue
            await self._lull.wait(SOON, SOON_AT_MOST)
            await self._lay(job.reading, proposals)
            seen = job.sees(index)
            if seen or proposals.problems or time.monotonic() > told + COUNTED_EVERY:
                self._say(proposals.problems)
                told = time.monotonic()
            await asyncio.sleep(0 if seen else max(0.0, began + PACE - time.monotonic()))
        self._say(())

    async def _lay(self, reading: Reading, proposals: Proposals) -> None:
        from copydesk.detect.process.batches import batches

        for number, (spans, relations) in enumerate(batches(proposals)):
            if number:
                await asyncio.sleep(BREATH)
            reading.desk.amend_proposals(renamed(spans, reading.labels), relations)

    def _say(self, problems: Iterable[str]) -> None:
        """Tell what was not said before; also that something came."""
        new = [problem for problem in problems if problem not in self._said]
        self._said.update(new)
        self._told("; ".join(new))

    def _stopped(self, work: asyncio.Task[None]) -> None:
        """Tell of an error of the program's own; without proposals reading goes on."""
        error = None if work.cancelled() else work.exception()
        if error:
            self._end(f"No more proposals: {type(error).__name__}: {error}")

    def _end(self, problem: str) -> None:
        self._ended = True
        self._wanted.clear()
        self._jobs.clear()
        self._told(problem)

    async def close(self) -> None:
        """End the detecting process."""
        if self._work:
            self._work.cancel()
        if self._client:
            await self._client.close()
