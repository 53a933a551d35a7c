"""Saving in the background: the caller never waits, the latest wins, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from copydesk.store.autosave import AutoSaver, SaveResult

Result = SaveResult[str, int]


class Disk:
    """A disk that can be held and broken."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, int]] = []
        self.results: list[Result] = []
        self.error: Exception | None = None
        self.going = threading.Event()
        self.reached = threading.Event()
        self.going.set()

    def save(self, key: str, job: int) -> None:
        self.reached.set()
        assert self.going.wait(20)
        if self.error:
            raise self.error
        self.saved.append((key, job))

    def saver(self, on_result: Callable[[Result], object] | None = None) -> AutoSaver[str, int]:
        return AutoSaver(self.save, on_result or self.results.append)

    def hold(self) -> None:
        self.going.clear()
        self.reached.clear()


def test_work_is_saved_in_order_and_told() -> None:
    disk = Disk()
    saver = disk.saver()
    saver.submit("a", 1)
    assert saver.flush(20)
    saver.submit("b", 2)
    assert saver.close(20) == {}
    assert disk.saved == [("a", 1), ("b", 2)]
    assert disk.results == [SaveResult("a", 1), SaveResult("b", 2)]


def test_the_latest_work_of_a_key_wins_and_the_caller_does_not_wait() -> None:
    disk = Disk()
    disk.hold()
    saver = disk.saver()
    saver.submit("a", 1)
    assert disk.reached.wait(20)
    for job in range(2, 100):
        saver.submit("a", job)
    saver.submit("b", 1)
    assert saver.unsaved == {"a": 99, "b": 1}
    assert saver.saving
    assert not saver.flush(0)
    disk.going.set()
    assert saver.close(20) == {}
    assert disk.saved == [("a", 1), ("a", 99), ("b", 1)]


def test_what_fails_is_told_kept_and_tried_again() -> None:
    disk = Disk()
    disk.error = OSError("full")
    saver = disk.saver()
    saver.submit("a", 1)
    assert not saver.flush(20)
    assert disk.results == [SaveResult("a", 1, disk.error)]
    assert saver.unsaved == {"a": 1}
    assert not saver.saving
    disk.error = None
    saver.retry()
    assert saver.flush(20)
    assert disk.saved == [("a", 1)]


def test_what_failed_is_tried_again_with_the_next_work_of_any_key() -> None:
    disk = Disk()
    saver = disk.saver()
    disk.error = OSError("full")
    saver.submit("a", 1)
    saver.submit("b", 1)
    saver.flush(20)
    disk.error = None
    saver.submit("b", 2)
    assert saver.flush(20)
    assert disk.saved == [("a", 1), ("b", 2)]


def test_newer_work_takes_the_place_of_work_that_failed_meanwhile() -> None:
    disk = Disk()
    disk.hold()
    disk.error = OSError("full")
    saver = disk.saver()
    saver.submit("a", 1)
    assert disk.reached.wait(20)
    saver.submit("a", 2)
    disk.going.set()
    saver.flush(20)
    assert saver.unsaved == {"a": 2}
    disk.error = None
    assert saver.close(20) == {}
    assert disk.saved == [("a", 2)]


def test_closing_hands_back_what_could_not_be_saved() -> None:
    disk = Disk()
    disk.error = OSError("full")
    saver = disk.saver()
    saver.submit("a", 1)
    assert saver.close(20) == {"a": 1}
    assert saver.close(20) == {"a": 1}
    assert len(disk.results) >= 1
    with pytest.raises(RuntimeError, match="closed"):
        saver.submit("a", 2)


def test_closing_does_not_wait_for_ever() -> None:
    disk = Disk()
    disk.hold()
    saver = disk.saver()
    saver.submit("a", 1)
    assert disk.reached.wait(20)
    saver.submit("b", 1)
    assert saver.close(0) == {"a": 1, "b": 1}
    disk.going.set()
    assert saver.flush(20)
    assert disk.saved == [("a", 1), ("b", 1)]


def test_a_callback_that_raises_does_not_end_the_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda hook: told.append(hook.exc_value))

    def broken(_: Result) -> None:
        raise LookupError

    disk = Disk()
    saver = disk.saver(broken)
    saver.submit("a", 1)
    saver.flush(20)
    saver.submit("a", 2)
    assert saver.close(20) == {}
    assert disk.saved == [("a", 1), ("a", 2)]
    assert len(told) == 2


def test_a_callback_may_submit() -> None:
    disk = Disk()
    saver = disk.saver(lambda result: saver.submit("b", 1) if result.key == "a" else None)
    saver.submit("a", 1)
    assert saver.flush(20)
    assert disk.saved == [("a", 1), ("b", 1)]
    saver.close(20)


def test_no_thread_is_started_before_there_is_work() -> None:
    before = threading.active_count()
    saver = Disk().saver()
    saver.retry()
    assert saver.flush(20)
    assert saver.close(20) == {}
    assert threading.active_count() == before
