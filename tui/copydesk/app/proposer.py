"""The proposer: asks the detecting process about what is read, and lays its proposals on the desks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.client import DetectionClient


class Proposer:
    """Detection for the open readings; nothing ever waits for it.

    Args:
        told: Called when proposals came, with what is to be said of detection, or empty.
    """

    def __init__(self, told: Callable[[str], object]) -> None:
        self._told = told
        self._client: DetectionClient | None = None
        self._wanted: list[Reading] = []
        self._asked: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the detecting process and ask what is wanted so far."""
        from copydesk.detect.client import DetectionClient, DetectionFailed

        client = DetectionClient()
        try:
            await client.start()
        except DetectionFailed as error:
            self._told(f"No proposals: {error}")
            return
        self._client = client
        for reading in self._wanted:
            self._ask(client, reading)
        self._wanted.clear()

    def want(self, reading: Reading) -> None:
        """Ask for the proposals of a reading, once."""
        if id(reading) in self._asked:
            return
        self._asked.add(id(reading))
        if self._client:
            self._ask(self._client, reading)
        else:
            self._wanted.append(reading)

    def _ask(self, client: DetectionClient, reading: Reading) -> None:
        task = asyncio.ensure_future(self._propose(client, reading))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _propose(self, client: DetectionClient, reading: Reading) -> None:
        from copydesk.detect.client import DetectionFailed

        try:
            proposals = await client.propose(reading.title, reading.document.text)
        except DetectionFailed as error:
            self._told(f"No proposals: {error}")
            return
        reading.desk.propose(proposals.spans, proposals.relations)
        self._told("; ".join(proposals.problems))

    async def close(self) -> None:
        """End the detecting process."""
        for task in self._tasks:
            task.cancel()
        if self._client:
            await self._client.close()
