"""A cache folder: what was worked out once, by key; it is never the truth, and may vanish at any time.

Each entry is a file of its own, not a row in a database: it takes its name in one step, so that any number of programs
read and write without locks, on a network drive as well; what is damaged costs that entry alone; and what was used
last is told by the files' times. Nothing is forced to the disk: an entry that a power failure tore is a miss.
"""

from __future__ import annotations

import os
import secrets
import time
import zlib
from contextlib import suppress
from pathlib import Path

LIMIT = 64 << 20
"""Bytes of all entries together, about."""

_SUFFIX, _TEMPORARY = ".z", ".tmp"
_BLOCK = 4096
"""Bytes that even a small file takes."""
_LARGEST = 64 << 20
"""Bytes of an unpacked entry at most."""
_SWEEP = 16
"""It is swept after so many parts of the limit were written, and with the first entry."""
_KEPT = 3 / 4
"""How much of the limit a sweep leaves."""
_HOUR = 3600.0
"""Seconds after which a use is noted again, and a half-written file is taken for left behind."""


class CacheFolder:
    """A folder of entries that this person alone can read. What fails is a miss, or is not kept.

    Args:
        folder: Where they are; made with the first entry.
        limit: Bytes of all entries together, about; those that were not used for longest go.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._written = limit

    def get(self, key: str) -> bytes | None:
        """What was put under a key; None where nothing is, or nothing that can be read."""
        path = self._folder / f"{key}{_SUFFIX}"
        try:
            packed = path.read_bytes()
            found = _unpacked(packed)
            if found is None:
                path.unlink()
            elif time.time() - path.stat().st_mtime > _HOUR:
                os.utime(path)
        except OSError:
            return None
        return found

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key of letters and digits, in the place of what was there."""
        temporary = self._folder / f"{key}-{secrets.token_hex(4)}{_TEMPORARY}"
        packed = zlib.compress(data, 1)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
                file.write(packed)
            temporary.replace(self._folder / f"{key}{_SUFFIX}")
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            return
        self._written += max(len(packed), _BLOCK)
        if self._written > self._limit // _SWEEP:
            self._written = 0
            self._sweep()

    def drop(self, key: str) -> None:
        """Forget what is under a key, because it makes no sense."""
        with suppress(OSError):
            (self._folder / f"{key}{_SUFFIX}").unlink()

    def _sweep(self) -> None:
        """Make room: entries that were not used for longest go, and half-written files that somebody left."""
        entries: list[tuple[float, int, Path]] = []
        now = time.time()
        with suppress(OSError), os.scandir(self._folder) as listed:
            for entry in listed:
                with suppress(OSError):
                    facts = entry.stat(follow_symlinks=False)
                    if entry.name.endswith(_SUFFIX):
                        entries.append((facts.st_mtime, max(facts.st_size, _BLOCK), Path(entry.path)))
                    elif entry.name.endswith(_TEMPORARY) and now - facts.st_mtime > _HOUR:
                        Path(entry.path).unlink()
        total = sum(size for _, size, _ in entries)
        if total <= self._limit:
            return
        for _, size, path in sorted(entries):
            with suppress(OSError):
                path.unlink()
            total -= size
            if total <= _KEPT * self._limit:
                return


def _unpacked(packed: bytes) -> bytes | None:
    """What was packed, which carries a check of its own; None where it is damaged."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, _LARGEST)
    except zlib.error:
        return None
    return data if unpacker.eof and not unpacker.unused_data else None
