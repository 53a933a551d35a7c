"""A spool: items that come once and are needed twice, kept in a temporary file rather than in memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")

IN_MEMORY = 1 << 24
"""Bytes that are held in memory before a file is made."""


class Spool(Generic[Item]):
    """Items in the order in which they were added; a context manager. No other process sees its file."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._count = 0

    def __enter__(self) -> Spool[Item]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def add(self, item: Item) -> None:
        """Keep an item, at the end."""
        self._file.seek(0, 2)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def extend(self, items: Iterable[Item]) -> None:
        """Keep items, at the end."""
        for item in items:
            self.add(item)

    def __iter__(self) -> Iterator[Item]:
        """All of them, one at a time. Only one such iteration may go on at a time, and nothing be added meanwhile."""
        self._file.seek(0)
        for _ in range(self._count):
            item: Item = pickle.load(self._file)  # noqa: S301 - what this process wrote into its own file
            yield item
