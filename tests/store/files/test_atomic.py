"""Atomic writes: whatever fails, a file is what it was or what it was to become."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.store.files.atomic import OperatingSystem, StoreError, make_folders, write_atomically, writing

STEPS = ("create", "chmod", "write", "sync", "replace")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Faulty(OperatingSystem):
    """A file system in which one operation fails, from its nth call on."""

    def __init__(self, step: str, error: BaseException, after: int = 0) -> None:
        self.calls: list[str] = []
        for name in ("create", "chmod", "write", "sync", "close", "replace", "remove", "sync_folder", "make_folder"):
            setattr(self, name, self._watched(name, getattr(self, name), step, error, after))

    def _watched(
        self, name: str, real: Callable[..., object], step: str, error: BaseException, after: int
    ) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            self.calls.append(name)
            if name == step and self.calls.count(name) > after:
                raise error
            return real(*arguments)

        return call


def test_a_file_appears_whole_and_nothing_else(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.toml", b"new")
    assert (tmp_path / "a.toml").read_bytes() == b"new"
    assert names(tmp_path) == ["a.toml"]


def test_everything_is_on_the_disk_before_the_name_changes_and_the_folder_after(tmp_path: Path) -> None:
    files = Faulty("none", OSError())
    write_atomically(tmp_path / "a.toml", b"new", files=files)
    assert files.calls == ["create", "write", "sync", "close", "replace", "sync_folder"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_whatever_fails_the_old_file_stays_and_no_other_is_left(
    tmp_path: Path, step: str, error: BaseException
) -> None:
    (tmp_path / "a.toml").write_bytes(b"old")
    with pytest.raises(StoreError if isinstance(error, OSError) else KeyboardInterrupt) as caught:
        write_atomically(tmp_path / "a.toml", b"new" * 100_000, files=Faulty(step, error))
    assert (tmp_path / "a.toml").read_bytes() == b"old"
    assert names(tmp_path) == ["a.toml"]
    if isinstance(caught.value, StoreError):
        assert "the disk is full" in str(caught.value)
        assert caught.value.__cause__ is error


def test_a_disk_that_fills_up_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"old")
    full = Faulty("write", OSError(errno.ENOSPC, "No space left on device"), after=1)

    def fill() -> None:
        with writing(tmp_path / "a.toml", files=full) as out:
            for _ in range(1000):
                out.write(b"x" * 1000)

    with pytest.raises(StoreError):
        fill()
    assert (tmp_path / "a.toml").read_bytes() == b"old"
    assert names(tmp_path) == ["a.toml"]


def test_a_write_that_takes_only_a_part_goes_on(tmp_path: Path) -> None:
    class Slow(OperatingSystem):
        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            return super().write(descriptor, bytes(data[:7]))

    write_atomically(tmp_path / "a", b"0123456789" * 50, files=Slow())
    assert (tmp_path / "a").read_bytes() == b"0123456789" * 50


def test_a_block_that_raises_writes_nothing(tmp_path: Path) -> None:
    def stumble() -> None:
        with writing(tmp_path / "a") as out:
            out.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")
def test_permissions_stay_as_they_were_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"")
    old.chmod(0o640)
    umask = os.umask(0o027)
    try:
        write_atomically(old, b"new")
        write_atomically(tmp_path / "new", b"new")
    finally:
        os.umask(umask)
    assert old.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_links_in_circles_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("one", "pipe", "folder", "missing/a", "pipe/a", "n" * 300):
        with pytest.raises(StoreError, match="could not be written"):
            write_atomically(tmp_path / name, b"new")
    assert names(tmp_path) == ["folder", "one", "pipe", "two"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_file_or_folder_is_not_replaced(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.write_bytes(b"old")
    locked.chmod(0o444)
    with pytest.raises(StoreError, match="no permission"):
        write_atomically(locked, b"new")
    assert locked.read_bytes() == b"old"


def test_folders_are_made_with_those_above(tmp_path: Path) -> None:
    make_folders(tmp_path / "a" / "b" / "c")
    make_folders(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError):
        make_folders(tmp_path / "file" / "b")
