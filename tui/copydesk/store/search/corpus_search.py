"""Searching a corpus in processes of its own: hits come in the order of the articles, while others are still searched.

Two threads serve each process: one hands it paths, a few hundred at a time, the other takes in what it finds. Nobody
waits for them, and whoever has enough ends them at once.
"""

from __future__ import annotations

import heapq
import json
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.store.corpus.article_list import Run
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.search.concordance import Hit, Question

if TYPE_CHECKING:
    import subprocess

WORKER = "copydesk.store.search.search_worker"
MOST_WORKERS = 4
MOST_HITS = 50_000
"""Hits after which the search ends: nobody reads more."""
CHUNK = 256
"""Files that are handed to a process in one go."""
_LISTING = 0.05
"""Seconds after which it is looked whether more articles are listed."""
_IMPORT_ROOT = Path(__file__).absolute().parents[3]


class Found(NamedTuple):
    """What was found in one article.

    Attributes:
        number: The article's number.
        hits: The places, in order.
    """

    number: int
    hits: list[Hit]


@dataclass
class _Worker:
    """One searching process.

    Attributes:
        process: The process.
        chunks: The numbers of the first and last path of what it was handed and has not finished.
        files: How many files it has searched.
        is_done: Whether it has ended.
    """

    process: subprocess.Popen[bytes]
    chunks: deque[tuple[int, int]] = field(default_factory=deque)
    files: int = 0
    is_done: bool = False

    @property
    def frontier(self) -> float:
        """The lowest number that it may still find something in."""
        return self.chunks[0][0] if self.chunks else float("inf")

    def reached(self, number: int) -> None:
        """It has searched everything up to a number."""
        while self.chunks and self.chunks[0][1] <= number:
            self.chunks.popleft()
        if self.chunks and self.chunks[0][0] <= number:
            self.chunks[0] = (number + 1, self.chunks[0][1])


class CorpusSearch:
    """One search. Making it checks the question, `start` begins.

    Args:
        question: What is searched for.
        runs: The files that are searched, the numbers of their articles ascending.
        known: Files that are searched here and now, because they are no files: their numbers and bytes.
        told: Called, in another thread, when there is something new.
        workers: How many processes; by default as many as there are processors, but not too many.
        niceness: How far they step back behind others (of 19), where keys come first.

    Attributes:
        files: How many files were searched.
        unreadable: How many of them could not be read.
        hits: How many hits there are.
        is_done: Whether the search has ended.
        is_cut: Whether it ended because there were too many hits.
        problem: What went wrong, or empty.

    Raises:
        InputError: When the question makes no sense.
    """

    def __init__(
        self,
        question: Question,
        runs: Iterable[Run],
        known: Iterable[tuple[int, bytes]] = (),
        told: Callable[[], object] = lambda: None,
        workers: int | None = None,
        niceness: int = 0,
    ) -> None:
        finder = question.finder()
        self.unreadable = 0
        self.hits = 0
        self.is_done = False
        self.is_cut = False
        self.problem = ""
        self._question = question
        self._chunks = _chunks(runs)
        self._handing = threading.Lock()
        self._lock = threading.Condition()
        self._told = told
        self._count = workers or min(os.cpu_count() or 1, MOST_WORKERS)
        self._niceness = niceness
        self._workers: list[_Worker] = []
        self._waiting: list[Found] = [Found(number, found) for number, data in known if (found := finder.hits(data))]
        self._here = len(self._waiting)
        heapq.heapify(self._waiting)
        self._ready: list[Found] = []

    @property
    def files(self) -> int:
        """How many files were searched."""
        return self._here + sum(worker.files for worker in self._workers)

    def start(self) -> None:
        """Begin to search."""
        from subprocess import DEVNULL, PIPE, Popen

        environment = dict(os.environ)
        inherited = environment.get("PYTHONPATH", "")
        environment["PYTHONPATH"] = os.pathsep.join(part for part in (str(_IMPORT_ROOT), inherited) if part)
        command = [sys.executable, "-m", WORKER, str(self._niceness)]
        for _ in range(self._count):
            self._workers.append(_Worker(Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)))
        for worker in self._workers:
            for work in (self._feed, self._listen):
                threading.Thread(target=work, args=(worker,), name="copydesk-search", daemon=True).start()

    def take(self, seconds: float = 0.0) -> list[Found]:
        """What was found since this was asked last, in order; waits so long for something, or for the end."""
        with self._lock:
            if seconds and not self._ready and not self.is_done:
                self._lock.wait(seconds)
            ready, self._ready = self._ready, []
        return ready

    def close(self) -> None:
        """End it, whatever it has come to."""
        for worker in self._workers:
            with suppress(OSError):
                worker.process.kill()
            worker.process.wait()

    def _feed(self, worker: _Worker) -> None:
        """Hand paths to a process as it takes them."""
        sink = worker.process.stdin
        assert sink is not None
        try:
            with sink:
                sink.write(json.dumps(asdict(self._question)).encode() + b"\n")
                sink.flush()
                while chunk := self._chunk(worker):
                    names = os.fsencode("\0".join(chunk.names))
                    header = json.dumps([chunk.folder, list(chunk.numbers), len(names)])
                    sink.write(b"%s\n%s" % (header.encode(), names))
                    sink.flush()
        except OSError:
            return  # the process is gone, and its other thread tells

    def _chunk(self, worker: _Worker) -> Run | None:
        with self._handing:
            chunk = next(self._chunks, None)
            if chunk:
                with self._lock:
                    worker.chunks.append((chunk.numbers[0], chunk.numbers[-1]))
        return chunk

    def _listen(self, worker: _Worker) -> None:
        """Take in what a process finds."""
        source = worker.process.stdout
        assert source is not None
        ended = False
        with source, suppress(OSError, ValueError):
            for line in source:
                what, first, second = json.loads(line)
                with self._lock:
                    if what == "hits":
                        self._waiting_for(Found(first, [Hit(*hit) for hit in second]))
                        continue
                    worker.files = first
                    if what == "at":
                        worker.reached(second)
                    else:
                        ended = True
                        self.unreadable += second
                        worker.chunks.clear()
                    self._release()
                self._told()
        with self._lock:
            worker.is_done = True
            worker.chunks.clear()
            if not ended and not self.is_cut:
                self.problem = "a searching process ended before it was done"
            self._release()
            self.is_done = all(each.is_done for each in self._workers)
            self._lock.notify_all()
        self._told()

    def _waiting_for(self, found: Found) -> None:
        """Keep what was found until everything before it was searched."""
        heapq.heappush(self._waiting, found)

    def _release(self) -> None:
        """Give free what nothing can come before any more."""
        frontier = min((worker.frontier for worker in self._workers), default=float("inf"))
        while self._waiting and self._waiting[0].number < frontier and not self.is_cut:
            found = heapq.heappop(self._waiting)
            self.hits += len(found.hits)
            self._ready.append(found)
            if self.hits >= MOST_HITS:
                self.is_cut = True
                for worker in self._workers:
                    with suppress(OSError):
                        worker.process.kill()
        self._lock.notify_all()


def _chunks(runs: Iterable[Run]) -> Iterator[Run]:
    """The same files in runs that are not long."""
    for folder, numbers, names in runs:
        for at in range(0, len(names), CHUNK):
            yield Run(folder, numbers[at : at + CHUNK], names[at : at + CHUNK])


def files_of(corpus: Corpus, stopped: threading.Event | None = None) -> Iterator[Run]:
    """The files of a corpus with their numbers, as they are listed; ends early when it is stopped."""
    articles, at = corpus.articles, 0
    stopped = stopped or threading.Event()
    while True:
        is_whole, end = corpus.is_listed, len(articles)
        yield from articles.runs(at, end)
        at = end
        if is_whole or stopped.wait(_LISTING):
            return
