"""A limit to how long something may take, enforced from outside: what is late is ended."""

from __future__ import annotations

import threading
from collections.abc import Callable

CODE_POINTS_PER_SECOND = 1000.0
"""What any engine must reach on a long text, whatever the machine."""

LOOKS = 4
"""In so many parts a limit runs out: after the program was stopped for a while, what is done can still be told."""


def time_limit(patience: float, length: int) -> float:
    """Seconds that a part of an engine may take for a text.

    Args:
        patience: Seconds for a short text.
        length: The text's length in code points.
    """
    return patience + length / CODE_POINTS_PER_SECOND


class Alarm:
    """Calls a function when something is late; may be set again and again.

    Args:
        ring: Called in a thread of its own, once at most.
    """

    def __init__(self, ring: Callable[[], object]) -> None:
        self._ring = ring
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._seconds = 0.0
        self.rang = False

    @property
    def seconds(self) -> float:
        """What it was last set to."""
        return self._seconds

    def set(self, seconds: float) -> None:
        """Ring after so many seconds, unless it is set again or stopped before."""
        with self._lock:
            self._cancel()
            self._seconds = seconds
            self._wait(LOOKS)

    def stop(self) -> None:
        """Do not ring; it may have rung before."""
        with self._lock:
            self._cancel()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self, looks: int) -> None:
        timer = threading.Timer(self._seconds / LOOKS, lambda: self._look(timer, looks - 1))
        timer.daemon = True
        self._timer = timer
        timer.start()

    def _look(self, timer: threading.Timer, looks: int) -> None:
        with self._lock:
            if self._timer is not timer:
                return
            if looks:
                self._wait(looks)
                return
            self._timer = None
            self.rang = True
        self._ring()
