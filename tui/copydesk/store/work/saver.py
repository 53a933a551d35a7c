"""The saver: one thread does all the writing, now or a little later, so that no key ever waits for a disk."""

from __future__ import annotations

import atexit
import sys
import threading
import time
from collections.abc import Callable
from typing import Protocol

EXIT_TIMEOUT = 10.0
"""Seconds that the end of the program waits for a saver that nobody closed."""


class Task(Protocol):
    """Something that has to be written from time to time."""

    def run(self, urgent: bool) -> float | None:
        """Write what is due; with `urgent`, everything. Called in the saver's thread only.

        Returns:
            After how many seconds it is to be called again, or None when there is nothing left to do. It must not
            raise: what it raises is reported as an uncaught error of a thread.
        """
        ...


class Saver:
    """Runs tasks in one background thread; the caller never waits.

    Args:
        clock: Seconds that only grow, for tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._due: dict[Task, float] = {}
        self._urgent: set[Task] = set()
        self._current: Task | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def schedule(self, task: Task, after: float = 0.0, *, urgent: bool = False) -> None:
        """Run a task in so many seconds, or earlier when that was asked for already; returns at once.

        Args:
            task: What to run.
            after: Seconds from now.
            urgent: What it is told when it runs.

        Raises:
            RuntimeError: After `close`, because the work would be lost.
        """
        with self._changed:
            if self._closed:
                raise RuntimeError("work was handed to a saver that is closed")
            self._put(task, after)
            if urgent:
                self._urgent.add(task)
            if self._thread is None:
                # A daemon, so that a write that hangs cannot keep the program from ending; work is not lost with it
                # because the interpreter calls close() on its way out.
                self._thread = threading.Thread(target=self._run, name="copydesk-saver", daemon=True)
                self._thread.start()
                atexit.register(self.close, EXIT_TIMEOUT)
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> bool:
        """Run urgently, once, each task that is waiting, and wait until that is done; not from the saver's own thread.

        Args:
            timeout: Seconds to wait at most; None waits as long as it takes.

        Returns:
            Whether all have run: False when time ran out.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._changed:
            waiting = {*self._due, *([self._current] if self._current else [])}
            for task in waiting:
                self._due[task] = self._clock()
            self._urgent |= waiting
            self._changed.notify_all()
            while self._current in waiting or waiting & self._urgent:
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._changed.wait(left)
            return True

    def close(self, timeout: float | None = None) -> bool:
        """Flush and end the thread. Closing twice is harmless.

        Returns:
            Whether all tasks have run. One that is running when time ran out goes on.
        """
        done = self.flush(timeout)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        atexit.unregister(self.close)
        return done

    def _put(self, task: Task, after: float) -> None:
        due = self._clock() + after
        self._due[task] = min(due, self._due.get(task, due))

    def _run(self) -> None:
        while True:
            with self._changed:
                task = self._next()
                while task is None:
                    if self._closed:
                        return
                    soonest = min(self._due.values(), default=None)
                    self._changed.wait(None if soonest is None else max(0.0, soonest - self._clock()))
                    task = self._next()
                del self._due[task]
                urgent = task in self._urgent
                self._urgent.discard(task)
                self._current = task
            again: float | None = None
            try:
                again = task.run(urgent)
            except Exception:  # noqa: BLE001 - one broken task must not end the saving of the others
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
            with self._changed:
                self._current = None
                if again is not None:
                    self._put(task, again)
                self._changed.notify_all()

    def _next(self) -> Task | None:
        """The task that has been due the longest, if any is. The lock is held."""
        if not self._due:
            return None
        task = min(self._due, key=lambda each: self._due[each])
        return task if self._due[task] <= self._clock() else None
