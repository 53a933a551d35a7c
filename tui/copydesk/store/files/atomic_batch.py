"""Many files at once, each as atomic and durable as `write_atomically` makes one.

A file alone waits twice for the disk: for its bytes and for its folder. Here the bytes of many are forced to the disk
side by side, which a file system does in few turns, and each folder once for all that took their names in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from copydesk.store.files.atomic import (
    REAL,
    FileSystem,
    StoreError,
    mode_of,
    store_error,
    temporary_of,
    temporary_prefix,
)

THREADS = 8
"""How many files are forced to the disk side by side; more gained nothing on ext4."""

Item = TypeVar("Item")


@dataclass(eq=False)
class Staged:
    """A file that is written beside its target, and has not taken its name yet.

    Attributes:
        path: Where it was asked for.
        target: The same, links followed.
        temporary: Where its bytes are.
    """

    path: Path
    target: Path
    temporary: Path


class AtomicBatch:
    """Writes files in three steps: stage each, force all to the disk, let each take its name.

    Args:
        files: The file system, for tests.
        threads: How many files are forced to the disk side by side.
    """

    def __init__(self, files: FileSystem = REAL, threads: int = THREADS) -> None:
        self._files = files
        self._threads = threads
        self._staged: list[Staged] = []

    def stage(self, path: Path, data: bytes) -> Staged:
        """Write a file beside its target. Permissions of the old file are kept, a link is followed.

        Raises:
            StoreError: When it could not be written; nothing is left of it.
        """
        try:
            target = Path(os.path.realpath(path))
            mode = mode_of(target)
        except OSError as error:
            raise store_error(error, path) from error
        staged = Staged(path, target, temporary_of(target))
        self._staged.append(staged)
        try:
            descriptor = self._files.create(staged.temporary, 0o666)
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[self._files.write(descriptor, rest) :]
            finally:
                self._files.close(descriptor)
            if mode is not None:
                self._files.chmod(staged.temporary, mode)
        except OSError as error:
            self.discard(staged)
            raise store_error(error, path) from error
        return staged

    def sync(self) -> dict[Staged, StoreError]:
        """Force the bytes of all staged files to the disk; of which that failed, and why: they are discarded."""
        waiting = [*self._staged]
        failed: dict[Staged, StoreError] = {}
        for each, error in zip(waiting, self._side_by_side(self._sync, waiting), strict=True):
            if error:
                self.discard(each)
                failed[each] = store_error(error, each.path)
        return failed

    def publish(self, staged: Staged, check: Callable[[], object] | None = None) -> None:
        """Let a file that was synced take its name; its folder is still to be synced.

        Args:
            staged: The file.
            check: Called just before; what it raises stops that.

        Raises:
            StoreError: When it could not take it. The old file is then untouched, and nothing left of the new one.
        """
        try:
            if check:
                check()
            self._files.replace(staged.temporary, staged.target)
            self._staged.remove(staged)
        except OSError as error:
            self.discard(staged)
            raise store_error(error, staged.path) from error
        except BaseException:
            self.discard(staged)
            raise

    def sync_folders(self, published: Iterable[Staged]) -> dict[Staged, StoreError]:
        """Force the names of files to the disk; of which that failed, and why."""
        by_folder: dict[Path, list[Staged]] = {}
        for each in published:
            by_folder.setdefault(each.target.parent, []).append(each)
        failed: dict[Staged, StoreError] = {}
        folders = list(by_folder)
        for folder, error in zip(folders, self._side_by_side(self._files.sync_folder, folders), strict=True):
            if error:
                failed.update((each, store_error(error, each.path)) for each in by_folder[folder])
        return failed

    def discard(self, staged: Staged) -> None:
        """Remove a file that shall not take its name; one that has it, or is gone, stays so."""
        if staged not in self._staged:
            return
        self._staged.remove(staged)
        with suppress(OSError):
            self._files.remove(staged.temporary)

    def close(self) -> None:
        """Discard all that did not take its name."""
        for each in tuple(self._staged):
            self.discard(each)

    def _sync(self, staged: Staged) -> None:
        # Opened again: so many files that stay open are more than some systems allow.
        descriptor = self._files.append(staged.temporary)
        try:
            self._files.sync(descriptor)
        finally:
            self._files.close(descriptor)

    def _side_by_side(self, work: Callable[[Item], None], items: list[Item]) -> list[OSError | None]:
        """Do something with each, and what went wrong with each."""

        def attempt(item: Item) -> OSError | None:
            try:
                work(item)
            except OSError as error:
                return error
            return None

        if self._threads < 2 or len(items) < 2:
            return [attempt(item) for item in items]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(self._threads, len(items)), "copydesk-sync") as pool:
            return list(pool.map(attempt, items))


class Leftovers:
    """The temporary files that cut-off writes left in folders; each folder is looked through once.

    Args:
        files: The file system, for tests.
    """

    def __init__(self, files: FileSystem = REAL) -> None:
        self._files = files
        self._found: dict[Path, dict[str, list[Path]]] = {}

    def remove(self, path: Path) -> None:
        """Remove those of one file; only for who alone writes it (see `locks`)."""
        target = Path(os.path.realpath(path))
        if target.parent not in self._found:
            self._found[target.parent] = _temporaries(target.parent)
        for temporary in self._found[target.parent].pop(temporary_prefix(target), ()):
            with suppress(OSError):
                self._files.remove(temporary)


def _temporaries(folder: Path) -> dict[str, list[Path]]:
    """The temporary files in a folder, by what their names begin with."""
    found: dict[str, list[Path]] = {}
    length = len(temporary_prefix(Path("any")))
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".copydesk-") and entry.name.endswith(".tmp"):
                found.setdefault(entry.name[:length], []).append(Path(entry.path))
    return found
