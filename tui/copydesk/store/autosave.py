"""Saving in the background: the latest work per key is saved by one thread, and what fails is kept."""

from __future__ import annotations

import atexit
import sys
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Job = TypeVar("Job")

EXIT_TIMEOUT = 10.0
"""Seconds that the end of the program waits for a saver that nobody closed."""


@dataclass(frozen=True, slots=True)
class SaveResult(Generic[Key, Job]):
    """What became of one piece of work.

    Attributes:
        key: What it was submitted under.
        job: The work.
        error: Why it was not saved, or None when it was. Work that failed is kept and tried again.
    """

    key: Key
    job: Job
    error: Exception | None = None


class AutoSaver(Generic[Key, Job]):
    """Saves work in one background thread; the caller never waits.

    Per key the latest work wins: what was submitted and not yet begun is replaced. Work that failed is kept until
    work of the same key replaces it; it is tried again on the next `submit` of any key, on `retry` and on `close`.

    Args:
        save: Called in the thread as `save(key, job)`; raises when the work could not be saved.
        on_result: Called in the thread with a `SaveResult` after each attempt, saved or failed.
    """

    def __init__(self, save: Callable[[Key, Job], object], on_result: Callable[[SaveResult[Key, Job]], object]) -> None:
        self._save = save
        self._on_result = on_result
        self._changed = threading.Condition()
        self._waiting: dict[Key, Job] = {}
        self._failed: dict[Key, Job] = {}
        self._current: tuple[Key, Job] | None = None
        self._thread: threading.Thread | None = None
        self._telling = False
        self._closed = False

    def submit(self, key: Key, job: Job) -> None:
        """Hand in work; returns at once.

        Raises:
            RuntimeError: After `close`, because the work would be lost.
        """
        with self._changed:
            if self._closed:
                raise RuntimeError("work was submitted to a saver that is closed")
            self._failed.pop(key, None)
            self._requeue_failed()
            self._waiting[key] = job
            self._wake()

    def retry(self) -> None:
        """Try again what failed; returns at once."""
        with self._changed:
            self._requeue_failed()
            if self._waiting:
                self._wake()

    @property
    def unsaved(self) -> dict[Key, Job]:
        """The latest work of each key that is not on the disk: failed, being saved, or waiting."""
        with self._changed:
            current = dict([self._current]) if self._current else {}
            return {**self._failed, **current, **self._waiting}

    @property
    def saving(self) -> bool:
        """Whether work is waiting or being saved (failed work is neither)."""
        with self._changed:
            return bool(self._waiting or self._current)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until every piece of work has been tried and called back about; not from the saver's own thread.

        Args:
            timeout: Seconds to wait at most; None waits as long as it takes.

        Returns:
            Whether everything is saved: False when time ran out or something failed (see `unsaved`).
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._changed:
            while self._waiting or self._current or self._telling:
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._changed.wait(left)
            return not self._failed

    def close(self, timeout: float | None = None) -> dict[Key, Job]:
        """Try once more what failed, wait for what is left, and end the thread. Closing twice is harmless.

        Args:
            timeout: Seconds to wait at most; None waits as long as it takes.

        Returns:
            The work that is not saved, by key: empty when all is well. A work in progress when time ran out goes on.
        """
        self.retry()
        self.flush(timeout)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        atexit.unregister(self.close)
        return self.unsaved

    def _requeue_failed(self) -> None:
        """Put failed work before the waiting, where no newer work has its key. The lock is held."""
        self._waiting = {**self._failed, **self._waiting}
        self._failed = {}

    def _wake(self) -> None:
        """Start the thread if there is none, and tell it. The lock is held."""
        if self._thread is None:
            # A daemon, so that a save that hangs cannot keep the program from ending; work is not lost with it
            # because the interpreter calls close() on its way out.
            self._thread = threading.Thread(target=self._run, name="copydesk-autosave", daemon=True)
            self._thread.start()
            atexit.register(self.close, EXIT_TIMEOUT)
        self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    if self._closed:
                        return
                    self._changed.wait()
                key = next(iter(self._waiting))
                job = self._waiting.pop(key)
                self._current = (key, job)
            error: Exception | None = None
            try:
                self._save(key, job)
            except Exception as failure:  # noqa: BLE001 - the caller is told and the work kept
                error = failure
            with self._changed:
                self._current = None
                self._telling = True
                if error is not None and key not in self._waiting:
                    self._failed[key] = job
            self._tell(SaveResult(key, job, error))
            with self._changed:
                self._telling = False
                self._changed.notify_all()

    def _tell(self, result: SaveResult[Key, Job]) -> None:
        """Call back; a callback that raises is reported as an uncaught error of a thread and saving goes on."""
        try:
            self._on_result(result)
        except Exception:  # noqa: BLE001 - a broken callback must not end the saving
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
