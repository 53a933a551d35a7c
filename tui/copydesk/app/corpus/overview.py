"""The overview of a corpus: its articles as they are listed, and what is known of each, kept up in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.app.corpus.article_filter import ArticleFilter
from copydesk.app.reading import Reading
from copydesk.errors import InputError
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.corpus.facts import Facts

if TYPE_CHECKING:
    from copydesk.store.corpus.fact_table import FactTable

BREATH = 0.002
"""Seconds of rest after each piece of work, for keys."""
TOLD_EVERY = 0.3
"""Seconds between two times that something is told."""
LOOK_EVERY = 20.0
"""Seconds from one look at the annotation files to the next."""


class Progress(NamedTuple):
    """How far the pile is worked off.

    Attributes:
        done: How many articles are marked done.
        total: How many there are.
        is_known: Whether both are certain: everything is listed and looked at.
    """

    done: int
    total: int
    is_known: bool

    def __str__(self) -> str:
        return f"{self.done:,} of {self.total:,} done{'' if self.is_known else ' …'}"


class Shown(NamedTuple):
    """What the overview shows of an article.

    Attributes:
        facts: What is known of it.
        left: How many proposals are left in it, if that is known.
    """

    facts: Facts
    left: int | None


class Overview:
    """Lists the rest of a corpus, and keeps up what is known of its articles, in a thread of its own.

    Args:
        corpus: The corpus; the first articles are listed.
        folder: The folder for caches.
        changed: Called in that thread when there is something new.
        has_all: Tells whether all proposals of a reading were found, so that none left means none at all.

    Attributes:
        table: What the files say.
        names: The names of the articles, to choose from.
        problem: Why not everything could be listed, or empty.
    """

    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        changed: Callable[[], object],
        has_all: Callable[[Reading], bool] = lambda _: False,
    ) -> None:
        from copydesk.store.corpus.fact_table import FactTable

        self.table: FactTable = FactTable(corpus.articles, corpus.annotator, folder)
        self.names = ArticleFilter()
        self.problem = ""
        self._corpus = corpus
        self._changed = changed
        self._has_all = has_all
        self._told = 0.0
        self._due = threading.Event()
        self._closed = threading.Event()
        self._done: frozenset[int] = frozenset()
        self._open: dict[int, tuple[Article, Reading]] = {}
        self._at: dict[Article, int] = {}
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="copydesk-overview", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Look at the annotation files soon."""
        self._due.set()

    def close(self) -> None:
        """End."""
        self._closed.set()
        self._due.set()

    def opened(self, article: Article, reading: Reading) -> None:
        """An article was opened: what is on its desk counts from now on."""
        at = self.index(article)
        if at is not None:
            self._open[at] = (article, reading)

    def index(self, article: Article) -> int | None:
        """The index of an article of the corpus."""
        if article not in self._at:
            at = self._corpus.articles.find(article)
            if at is None:
                return None
            self._at[article] = at
        return self._at[article]

    def shown(self, index: int) -> Shown:
        """What is known of an article: what is on its desk if it is open, else what its files say."""
        facts = self.table.of(index)
        opened = self._open.get(index)
        if opened is None:
            return Shown(facts, self.table.left(index))
        desk = opened[1].desk
        decided = len(desk.annotations)
        tagged, orphans = desk.tagged, len(desk.orphans)
        mine = min(decided + orphans, facts.mine + max(0, decided + orphans - facts.decided))
        live = Facts(desk.annotations.status, tagged, decided - tagged, orphans, mine, problem=facts.problem)
        left = desk.left if desk.left or self._has_all(opened[1]) else self.table.left(index)
        return Shown(live, left)

    def known(self) -> dict[int, Facts]:
        """What is known of the articles that are not untouched."""
        found = dict(self.table.known())
        for index in self._open:
            found[index] = self.shown(index).facts
        return found

    def is_done(self, index: int) -> bool:
        """Whether an article is marked done, certainly."""
        opened = self._open.get(index)
        return opened[1].desk.annotations.status == "done" if opened else self.table.is_done(index)

    def next_open(self, index: int, passed_over: Iterable[Article]) -> int | None:
        """The next article after one, and round, that is not done; None where every other one is.

        Args:
            index: Where to begin.
            passed_over: Articles that are not to be taken.
        """
        total = len(self._corpus.articles)
        not_these = {self.index(article) for article in passed_over}
        order = chain(range(index + 1, total), range(index))
        return next((at for at in order if at not in not_these and not self.is_done(at)), None)

    @property
    def progress(self) -> Progress:
        """How far the pile is worked off."""
        done = self._done
        live = {index for index in self._open if self.is_done(index)}
        count = len(done) - sum(index in done for index in self._open) + len(live)
        return Progress(count, len(self._corpus.articles), self._corpus.is_listed and self.table.is_looked)

    def note(self, index: int, reading: Reading) -> None:
        """Note how many proposals are left in an article of which all were found."""
        desk = reading.desk
        self.table.note_left(index, len(desk.annotations) + len(desk.orphans), desk.left)

    def _run(self) -> None:
        try:
            self.table.load()
            self._tell()
            while not self._closed.is_set() and self._list_more():
                self._tell(TOLD_EVERY)
                self._closed.wait(BREATH)
            self._tell()
            while not self._closed.is_set():
                for changed in self.table.look():
                    if self._closed.wait(BREATH):
                        break
                    if changed:
                        self._tell(TOLD_EVERY)
                else:
                    self._tell()
                self._due.wait(LOOK_EVERY)
                self._due.clear()
            self.table.write()
        finally:
            self.table.close()

    def _list_more(self) -> bool:
        try:
            return self._corpus.list_more()
        except InputError as error:
            self.problem = str(error)
            return False

    def _tell(self, every: float = 0.0) -> None:
        """Tell that there is something new, if it was not told just now."""
        now = time.monotonic()
        if now - self._told >= every:
            self._done = frozenset(at for at, facts in self.table.known() if facts.is_done)
            self._told = now
            self._changed()
