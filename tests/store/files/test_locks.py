"""Locks: one holder at a time, free as soon as that is gone, and no file left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.store.files.locks import LockHeld, acquire, refuse_held

SOURCES = Path(__file__).parents[3] / "tui"
HOLD = """
import sys
from pathlib import Path
from copydesk.store.files.locks import acquire
lock = acquire([Path(sys.argv[1])], "a.lock")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_one_is_told_who_holds_it(tmp_path: Path) -> None:
    lock = acquire([tmp_path / "deep" / "state"], "a.lock")
    assert lock.held
    with pytest.raises(LockHeld) as caught:
        acquire([tmp_path / "deep" / "state"], "a.lock")
    assert caught.value.holder.pid == os.getpid()
    assert f"process {os.getpid()}, since" in str(caught.value.holder)
    assert acquire([tmp_path], "b.lock").held


def test_it_is_free_after_its_release_and_no_file_is_left(tmp_path: Path) -> None:
    for _ in range(3):
        lock = acquire([tmp_path], "a.lock")
        lock.release()
        lock.release()
        assert list(tmp_path.iterdir()) == []


def test_who_only_asks_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    places = [tmp_path / "missing", tmp_path / "state"]
    refuse_held(places, "a.lock")
    assert list(tmp_path.iterdir()) == []
    lock = acquire(places[1:], "a.lock")
    with pytest.raises(LockHeld) as caught:
        refuse_held(places, "a.lock")
    assert caught.value.holder.pid == os.getpid()
    lock.release()
    (tmp_path / "state" / "a.lock").write_text(
        "left by one that was killed, and longer than what the next one signs" * 9
    )
    refuse_held(places, "a.lock")
    lock = acquire(places[1:], "a.lock")
    with pytest.raises(LockHeld, match=f"process {os.getpid()}"):
        refuse_held(places, "a.lock")
    lock.release()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(LockHeld, match=f"process {child.pid}"):
            acquire([tmp_path], "a.lock")
        child.kill()
        child.wait()
        assert acquire([tmp_path], "a.lock").held


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    lock = acquire([tmp_path / "file" / "a", tmp_path / "b"], "a.lock")
    assert lock.held
    assert (tmp_path / "b" / "a.lock").exists()
    lock.release()
    assert not acquire([tmp_path / "file" / "a"], "a.lock").held


def test_the_file_of_another_holder_is_not_removed(tmp_path: Path) -> None:
    first = acquire([tmp_path], "a.lock")
    (tmp_path / "a.lock").unlink()
    second = acquire([tmp_path], "a.lock")
    first.release()
    assert (tmp_path / "a.lock").exists()
    with pytest.raises(LockHeld):
        acquire([tmp_path], "a.lock")
    second.release()
