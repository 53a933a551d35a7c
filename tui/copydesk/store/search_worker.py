"""The searching process: reads a question and paths, writes what it finds, line by line; whoever has enough kills it.

On standard input a line of JSON with the question, then `number path` records, each ended by a NUL. On standard output
lines of JSON: `["hits", number, [[start, end, left, match, right, label], ...]]`, now and then
`["at", files, number]` (how many files, and the number of the last one), also before it waits for more to do, and in
the end `["end", files, unreadable]`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from copydesk.store.concordance import Question, search_files

NICENESS = 5
"""How far it steps back behind others (of 19): keys come first."""
TOLD_EVERY = 0.05
"""Seconds after which what was found is told."""
_PIECE = 1 << 16


def search(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer one question."""
    question = Question(**json.loads(source.readline()))
    finder = question.finder()
    unreadable = 0

    def idle(number: int) -> None:
        _tell(sink, ["at", paths.count, number])
        sink.flush()

    paths = _Paths(source, idle)
    due = time.monotonic() + TOLD_EVERY
    for found in search_files(paths, finder):
        unreadable += found.is_unreadable
        if found.hits:
            _tell(sink, ["hits", found.number, found.hits])
        if time.monotonic() > due:
            _tell(sink, ["at", paths.count, found.number])
            sink.flush()
            due = time.monotonic() + TOLD_EVERY
    _tell(sink, ["end", paths.count, unreadable])
    sink.flush()


class _Paths:
    """The numbers and paths, as they come; counted."""

    def __init__(self, source: BinaryIO, idle: Callable[[int], object]) -> None:
        self.count = 0
        self._source = source
        self._idle = idle

    def __iter__(self) -> Iterator[tuple[int, str]]:
        rest = number = b""
        while piece := self._source.read1(_PIECE):  # type: ignore[attr-defined]
            *records, rest = (rest + piece).split(b"\0")
            for record in records:
                self.count += 1
                number, _, path = record.partition(b" ")
                yield int(number), os.fsdecode(path)
            if records:
                self._idle(int(number))


def _tell(sink: BinaryIO, what: list[object]) -> None:
    sink.write(json.dumps(what).encode() + b"\n")


def main() -> None:
    """Search what standard input asks for."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICENESS)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        search(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
