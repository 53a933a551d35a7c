"""The saver: one thread, nobody waits, everything runs when it is due."""

from __future__ import annotations

import threading

import pytest

from copydesk.store.work.saver import Saver


class Task:
    """Counts its runs; asks for as many more as it is told."""

    def __init__(self, again: float | None = None) -> None:
        self.runs: list[bool] = []
        self.again = again
        self.going = threading.Event()
        self.reached = threading.Event()
        self.going.set()

    def run(self, urgent: bool) -> float | None:
        self.reached.set()
        assert self.going.wait(20)
        self.runs.append(urgent)
        return self.again


def test_a_task_runs_and_what_is_not_due_runs_when_it_is_flushed() -> None:
    saver, now, later = Saver(), Task(), Task()
    saver.schedule(later, 1000)
    saver.schedule(now)
    assert now.reached.wait(20)
    assert later.runs == []
    assert saver.flush(20)
    assert later.runs == [True]
    saver.close()


def test_a_task_that_is_not_done_comes_again() -> None:
    saver, task = Saver(), Task(again=0.001)
    saver.schedule(task)
    for _ in range(3):
        task.reached.clear()
        assert task.reached.wait(20)
    assert saver.close(20)


def test_the_caller_never_waits_and_a_flush_only_so_long() -> None:
    saver, task = Saver(), Task()
    task.going.clear()
    saver.schedule(task)
    assert task.reached.wait(20)
    for _ in range(100):
        saver.schedule(task)
    assert not saver.flush(0)
    task.going.set()
    assert saver.flush(20)
    assert len(task.runs) == 2
    saver.close()


def test_a_task_that_raises_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda hook: told.append(hook.exc_value))

    class Broken(Task):
        def run(self, urgent: bool) -> float | None:
            raise LookupError

    saver, task = Saver(), Task()
    saver.schedule(Broken())
    saver.schedule(task)
    assert saver.close(20)
    assert told  # once more where it was running when all was flushed
    assert all(isinstance(error, LookupError) for error in told)
    assert task.runs


def test_nothing_is_taken_after_the_end_and_no_thread_is_started_before_there_is_work() -> None:
    before = threading.active_count()
    saver = Saver()
    assert saver.flush(20)
    assert threading.active_count() == before
    assert saver.close(20)
    with pytest.raises(RuntimeError, match="closed"):
        saver.schedule(Task())
