"""Lulls: moments in which no key is pressed, which work in the background waits for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

LOOK = 0.05
"""Seconds between two looks at what else may end a wait."""


class Lull:
    """Knows when the person last did something.

    Args:
        clock: Seconds that only grow, for tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = -1e9

    def broken(self) -> None:
        """Note that a key was pressed, or the wheel turned."""
        self._last = self._clock()

    async def wait(self, pause: float, most: float, until: Callable[[], bool] = lambda: False) -> None:
        """Wait until nothing was pressed for some time; not at all if that is so already.

        Args:
            pause: Seconds without a key.
            most: Seconds after which it is waited no longer, though keys go on.
            until: What else ends the wait.
        """
        deadline = self._clock() + most
        while (left := min(self._last + pause, deadline) - self._clock()) > 0 and not until():  # noqa: ASYNC110 - keys are not to wake anybody
            await asyncio.sleep(min(left, LOOK))
