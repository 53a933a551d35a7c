"""Detection in processes of their own: several articles at a time, in order; a process that hangs or dies is replaced.

Each job is a thread that hands one article after the other to its worker and waits. An article on which a part of the
engine hung or crashed is detected again without that part.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from copydesk.detect.process.article_lines import ArticleLine
from copydesk.detect.process.line_client import LineWorker, WorkerFailed
from copydesk.detect.registry import names_in
from copydesk.errors import CopydeskError, InputError

if TYPE_CHECKING:
    from copydesk.store.corpus.article import Article

AHEAD: Final = 4
"""Articles in flight for each job at most, those included that wait for an earlier one to be written."""

LONGEST_WAITING: Final = 16 << 20
"""Bytes of finished lines that may wait; beyond it no job begins another article."""

STRIKES: Final = 3
"""A part that hung or crashed on so many articles is left out from then on."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of the workers.

    Attributes:
        engine: The engine's name.
        strict: See `registry.load_engine`.
        patience: Seconds that a part may take for a short article.
        jobs: How many workers.
        threads: Threads that a worker's numerical libraries may use, or None for what they choose.
    """

    engine: str
    strict: bool
    patience: float
    jobs: int = 1
    threads: int | None = None


class Jobs:
    """The workers of one run; a context manager that ends them.

    Args:
        order: What is asked of them.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._pool = ThreadPoolExecutor(order.jobs)
        self._lock = threading.Lock()
        self._own = threading.local()
        self._workers: set[LineWorker] = set()
        self._closed = False
        self._said: set[str] = set()
        self._strikes: Counter[str] = Counter()
        self._dropped: frozenset[str] = frozenset()

    def __enter__(self) -> Jobs:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.end()
        self._pool.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()

    def lines(self, articles: Iterable[Article]) -> Iterator[ArticleLine]:
        """The line of each article, in order; few articles are in flight at any time.

        Raises:
            CopydeskError: When the engine is refused, or its worker cannot be started.
        """
        waiting: deque[Future[ArticleLine]] = deque()
        for article in articles:
            waiting.append(self._pool.submit(self._detect, article))
            while self._full(waiting):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _full(self, waiting: deque[Future[ArticleLine]]) -> bool:
        """Whether something must be written before the next article is begun."""
        jobs = self._order.jobs
        finished = [future.result() for future in waiting if future.done() and not future.exception()]
        return len(waiting) >= AHEAD * jobs or sum(len(each.line) for each in finished) > LONGEST_WAITING

    def _detect(self, article: Article) -> ArticleLine:
        """The line of an article, without the proposals of a part that does not come through it."""
        notes: list[str] = []
        avoided: frozenset[str] = frozenset()
        failed = False
        while True:
            try:
                worker, problems = self._worker(avoided)
                notes += problems
                found = worker.ask(article)
            except WorkerFailed as failure:
                self._discard()
                if not failure.part:
                    return self._passed_over(article, failure, notes)
                notes += self._blame(article, failure)
                avoided |= {failure.part}
                failed = failed or self._order.strict or not failure.loading
            else:
                failed = failed or (self._order.strict and bool(worker.lacking))
                return replace(found, notes=(*notes, *found.notes), partial=found.partial or failed)

    def _worker(self, avoided: frozenset[str]) -> tuple[LineWorker, list[str]]:
        """This job's worker, a new one where needed, and what there is to say about its engine."""
        order = self._order
        worker: LineWorker | None = getattr(self._own, "worker", None)
        without = self._dropped | avoided
        if worker is not None and worker.usable and worker.without == without:
            return worker, []
        self._discard()
        with self._lock:
            if self._closed:
                raise InputError("detection was ended")
            worker = LineWorker(
                order.engine, strict=order.strict, without=without, patience=order.patience, threads=order.threads
            )
            self._own.worker = worker
            self._workers.add(worker)
        problems = worker.load()
        with self._lock:
            new = [problem for problem in problems if problem not in self._said]
            self._said.update(new)
        return worker, new

    def _discard(self) -> None:
        """End this job's worker, if there is one."""
        worker: LineWorker | None = getattr(self._own, "worker", None)
        if worker is not None:
            self._own.worker = None
            worker.close()
            with self._lock:
                self._workers.discard(worker)

    def _blame(self, article: Article, failure: WorkerFailed) -> list[str]:
        """Say what a part did, and leave it out from now on where it does so again and again, or does not load."""
        part, how = failure.part, failure.how
        with self._lock:
            self._strikes[part] += 1
            if failure.loading:
                if part in self._dropped:
                    return []
                self._dropped |= {part}
                if self._order.strict and set(names_in(self._order.engine)) <= self._dropped:
                    raise InputError(f"the detection engine {part} {how} while it was loaded")
                return [f"the detection engine {part} {how} while it was loaded; it is left out"]
            notes = [f"{article.path}: the detection engine {part} {how}; it was left out here"]
            if self._strikes[part] == STRIKES:
                self._dropped |= {part}
                notes.append(f"the detection engine {part} failed on {STRIKES} articles; it is left out from here on")
            return notes

    def _passed_over(self, article: Article, failure: WorkerFailed, notes: list[str]) -> ArticleLine:
        """The answer for an article on which the worker died while no part of the engine was at work."""
        if failure.loading:
            raise CopydeskError(f"the detecting process {failure.how} before it could begin")
        return ArticleLine(b"", (*notes, f"{article.path}: passed over: the detecting process {failure.how}"), True)
