"""The searching process: reads a question and files, writes what it finds, line by line; whoever has enough kills it.

On standard input a line of JSON with the question; then for each run of files a line of JSON, `[folder, numbers,
bytes]`, and so many bytes: their names, with NULs between. On standard output lines of JSON:
`["hits", number, [[start, end, left, match, right, label], ...]]`, now and then `["at", files, number]` (how many
files, and the number of the last one), also after each run, and in the end `["end", files, unreadable]`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from bisect import bisect_right
from contextlib import suppress
from typing import BinaryIO

from copydesk.store.corpus.article_list import Run
from copydesk.store.search.concordance import Question, search_files

TOLD_EVERY = 0.05
"""Seconds after which what was found is told."""
_PIECE = 1 << 16


def search(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer one question."""
    question = Question(**json.loads(source.readline()))
    finder = question.finder()
    files = unreadable = 0
    due = time.monotonic() + TOLD_EVERY
    while header := source.readline():
        folder, numbers, size = json.loads(header)
        run = Run(folder, numbers, os.fsdecode(source.read(size)).split("\0"))
        for found in search_files([run], finder):
            unreadable += found.is_unreadable
            if found.hits:
                _tell(sink, ["hits", found.number, found.hits])
            if time.monotonic() > due:
                _tell(sink, ["at", files + bisect_right(numbers, found.number), found.number])
                sink.flush()
                due = time.monotonic() + TOLD_EVERY
        files += len(numbers)
        _tell(sink, ["at", files, numbers[-1]])
        sink.flush()
    _tell(sink, ["end", files, unreadable])
    sink.flush()


def _tell(sink: BinaryIO, what: list[object]) -> None:
    sink.write(json.dumps(what).encode() + b"\n")


def main() -> None:
    """Search what standard input asks for; the argument says how far to step back behind others (of 19)."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(int(sys.argv[1]))
    with suppress(BrokenPipeError, KeyboardInterrupt):
        search(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
