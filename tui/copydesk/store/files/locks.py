"""Locks: one Copydesk at a time writes the annotations of an article; the lock of one that died is free at once.

The operating system holds the lock (`flock`; on Windows a locked byte), so that it goes with the process however that
ends. Lock files lie in the program's own folders, never among the annotations. People who share a folder of annotations
have each a folder of that kind: between them it is the merge that keeps what each has made.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_PAST_THE_WORDS = 1 << 20
"""Windows locks a byte for readers too: one that nobody reads."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, as far as it said.

    Attributes:
        pid: The process; 0 when unknown.
        host: The machine's name; empty when unknown.
        since: Seconds since 1970 when it took the lock; 0 when unknown.
    """

    pid: int = 0
    host: str = ""
    since: float = 0.0

    def __str__(self) -> str:
        import platform

        if not self.pid:
            return "another Copydesk"
        where = f" on {self.host}" if self.host and self.host != platform.node() else ""
        when = time.strftime("%H:%M", time.localtime(self.since))
        return f"another Copydesk (process {self.pid}{where}, since {when})"


class LockHeld(Exception):
    """Another process holds the lock.

    Args:
        holder: Which one.
    """

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"held by {holder}")
        self.holder = holder


class Lock:
    """A lock that is held until `release` or the end of the process; see `acquire`."""

    def __init__(self, path: Path | None = None, descriptor: int = -1) -> None:
        self._path = path
        self._descriptor = descriptor

    @property
    def held(self) -> bool:
        """Whether it really locks: there may be no place where one can be."""
        return self._descriptor >= 0

    def release(self) -> None:
        """Give it back and remove its file. Releasing twice is harmless."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        if self._path and os.name != "nt":
            with suppress(OSError):  # before it is unlocked, lest the file of the next holder be removed
                if _is_at(descriptor, self._path):
                    self._path.unlink()
        os.close(descriptor)
        if self._path and os.name == "nt":
            with suppress(OSError):
                self._path.unlink()


def acquire(places: Sequence[Path], name: str) -> Lock:
    """Take the lock of that name, in the first folder where one can be made; never waits.

    Where no folder can be written or locks do not work, the lock that is given holds nothing: better to work without.

    Raises:
        LockHeld: When another holds it.
    """
    for place in places:
        with suppress(OSError):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _acquire(place / name)
    return Lock()


def refuse_held(places: Sequence[Path], name: str) -> None:
    """Find out whether somebody holds the lock of that name, without taking it or leaving a file.

    Raises:
        LockHeld: When another holds it.
    """
    for place in places:
        with suppress(OSError):
            descriptor = os.open(place / name, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
            try:
                _lock(descriptor)
            except OSError as error:
                if error.errno in _HELD:
                    raise LockHeld(_holder(descriptor)) from error
            finally:
                os.close(descriptor)


def _acquire(path: Path) -> Lock:
    while True:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, flags, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            holder = _holder(descriptor)
            os.close(descriptor)
            if error.errno in _HELD:
                raise LockHeld(holder) from error
            if error.errno in _UNSUPPORTED:
                return Lock()
            raise
        if _is_at(descriptor, path):
            _sign(descriptor)
            return Lock(path, descriptor)
        os.close(descriptor)  # the one before removed its file between our opening and locking it


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(descriptor, _PAST_THE_WORDS, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    """Say who holds it, for the one who finds it held; a full disk is no reason not to lock."""
    import platform

    words = json.dumps({"pid": os.getpid(), "host": platform.node(), "since": time.time()}).encode()
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, words)
        # Last: of a file that was cut to nothing and written anew, ext4 forces the bytes to the disk when it is closed.
        os.ftruncate(descriptor, len(words))


def _holder(descriptor: int) -> Holder:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        said = json.loads(os.read(descriptor, 4096))
        return Holder(int(said["pid"]), str(said["host"]), float(said["since"]))
    except (OSError, ValueError, LookupError, TypeError):
        return Holder()
