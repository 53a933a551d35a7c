"""The activity meter: counts keys, active seconds and decisions in each article while it is worked on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from copydesk.store.personal.activity import Work, note

PAUSE: Final = 30.0
"""Seconds without a key after which a person is taken to be elsewhere; a longer pause counts for none of it."""
NOTED_EVERY: Final = 120.0
"""Active seconds after which what was counted is written down."""


class ActivityMeter:
    """Counts until it is told to write down.

    Args:
        write: Takes the work in one article down.
    """

    def __init__(self, write: Callable[[Path, Work], object] = note) -> None:
        self._write = write
        self._path: Path | None = None
        self._work = Work()
        self._last = 0.0
        self._edits = 0

    def pressed(self, path: Path, edits: int, now: float) -> None:
        """A key was pressed.

        Args:
            path: The annotation file of the article it went to.
            edits: How many edits were made in the article so far, this key's included.
            now: The moment, in seconds of any clock that only goes forward.
        """
        if path != self._path:
            self.settle()
            self._path, self._edits, self._last = path, edits, now
        pause = now - self._last
        self._work += Work(1, pause if pause <= PAUSE else 0.0, max(0, edits - self._edits))
        self._last, self._edits = now, edits
        if self._work.seconds > NOTED_EVERY:
            self.settle()

    def settle(self, path: Path | None = None, edits: int = 0) -> None:
        """Write down what was counted.

        Args:
            path: The annotation file of the article that is worked on, where a dialog may have decided something since
                the last key.
            edits: How many edits were made in it.
        """
        if path is not None and path == self._path:
            self._work += Work(decisions=max(0, edits - self._edits))
            self._edits = edits
        if self._path and self._work.keys:
            self._write(self._path, self._work)
        self._work = Work()
