"""The library: articles opened for reading and annotating, each once, and kept on the disk in the background."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from copydesk.annotation.label_changes import Change
from copydesk.annotation.labels import LabelSet
from copydesk.app.proposing.voted_desk import VotedDesk
from copydesk.app.reading import Reading
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.file_bytes import Stamp, stamp_of
from copydesk.store.labels.label_keeper import LabelKeeper
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy, WorkState
from copydesk.text.cells import Measure
from copydesk.text.paged_text import PagedText

LARGE_FILE = 1 << 17
"""Bytes of an annotation file from which on it is read while the article is on the screen already."""
GIVE_WAY = 0.0005
"""Seconds after which the thread that opens an article lets keys through."""
USUAL = 0.005
"""The same while nothing is opened: what Python has by itself."""
STILL_OPENING = "Its annotations are still being read: a moment, please"

TIDY_AFTER = 20.0
"""Seconds from the start until old journals are looked for: first of all the person reads."""


@dataclass(slots=True)
class Opened:
    """An article that was opened.

    Attributes:
        article: The article.
        reading: The article on the desk.
        work: What keeps its annotations; None until they were read.
        stamp: The state of its file when it was opened, or None where it has none.
        is_fetched: Whether its annotations were asked for.
    """

    article: Article
    reading: Reading
    work: WorkingCopy | None
    stamp: Stamp | None
    is_fetched: bool = False


class Library:
    """Opens the articles of a corpus and keeps what is decided about them.

    Every edit is journalled at once, and written to the annotation file a little later; no key waits for it.

    Args:
        corpus: The articles, their label set and the annotator.
        measure: Gives widths in cells.
        on_saved: Called in the saving thread when something has reached the disk, or failed to.
    """

    def __init__(self, corpus: Corpus, measure: Measure, on_saved: Callable[[], object]) -> None:
        self.corpus = corpus
        self.labels = corpus.labels
        self._label_keeper = LabelKeeper(corpus.annotations)
        self._measure = measure
        self._on_saved = on_saved
        self._saver = Saver()
        self._opened: dict[Path, Opened] = {}
        self._closed = threading.Event()

    @property
    def kept(self) -> list[tuple[Path, Reading]]:
        """What was opened for work, with its annotation file."""
        return [(path, opened.reading) for path, opened in self._opened.items() if not opened.reading.read_only]

    @property
    def kept_files(self) -> frozenset[Path]:
        """The annotation files of what was opened for work, through any links."""
        return frozenset(path.resolve() for path, _ in self.kept)

    def change_labels(self, change: Change) -> LabelSet:
        """Change the label file; see `LabelKeeper.change`."""
        return self._label_keeper.change(change)

    def look_at_labels(self) -> LabelSet | None:
        """The label set that another program has written; see `LabelKeeper.look`."""
        return self._label_keeper.look()

    def use_labels(self, labels: LabelSet) -> None:
        """Let another label set be in force everywhere."""
        self.labels = labels
        self.corpus.use_labels(labels)
        for reading in self.readings:
            reading.labels = reading.desk.labels = labels

    def tidy(self) -> None:
        """Remove old journals that nobody needs, a little later and in the background; returns at once."""
        threading.Thread(target=self._tidy, name="copydesk-tidy", daemon=True).start()

    def _tidy(self) -> None:
        if not self._closed.wait(TIDY_AFTER):
            from copydesk.store.work.journal_pruning import prune

            prune(stop=self._closed)

    def open(self, article: Article) -> Reading:
        """The reading of an article; the same one when it is opened again.

        Raises:
            InputError: When the article cannot be read at all.
        """
        known = self._opened.get(article.annotation_path)
        if known:
            return known.reading
        stamp = None if article.content is not None else stamp_of(article.path)
        document = article.look_into()
        if not document.is_scanned or _is_large(article.annotation_path):
            desk = VotedDesk(document.view, None, self.corpus.annotator, self.labels)
            reading = Reading(
                article.title, document, desk, self.labels, read_only=STILL_OPENING, measure=self._measure
            )
            self._opened[article.annotation_path] = Opened(article, reading, None, stamp)
            return reading
        work = WorkingCopy.open(article, document, self._saver, lambda _: self._on_saved())
        return self._keep(article, work, stamp)

    def is_ready(self, article: Article) -> bool:
        """Whether the annotations of an open article are there; if not, `fetch` is to be called."""
        opened = self._opened.get(article.annotation_path)
        return opened is not None and opened.work is not None

    async def fetch(self, article: Article) -> bool:
        """Read the annotations of a long article, or many of them, while it is on the screen; once.

        Returns:
            Whether they were put on the desk now.
        """
        opened = self._opened[article.annotation_path]
        if opened.is_fetched:
            return False
        opened.is_fetched = True
        found: asyncio.Future[tuple[WorkingCopy, VotedDesk]] = asyncio.get_running_loop().create_future()
        threading.Thread(target=self._fetch, args=(opened, found), name="copydesk-opening", daemon=True).start()
        opened.work, desk = await found
        opened.reading.begin(desk, opened.work.read_only)
        return True

    def _fetch(self, opened: Opened, found: asyncio.Future[tuple[WorkingCopy, VotedDesk]]) -> None:
        """What `fetch` does in a thread, which gives way to keys much more often than threads do by themselves."""
        document = opened.reading.document
        sys.setswitchinterval(GIVE_WAY)
        try:
            if isinstance(document.view, PagedText):
                document.view.scan(lambda: time.sleep(GIVE_WAY))
            work = WorkingCopy.open(opened.article, document, self._saver, lambda _: self._on_saved())
            made = work, self._desk(work)
            settle = partial(_settle, found, made, None)
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            settle = partial(_settle, found, None, error)
        finally:
            sys.setswitchinterval(USUAL)
        with suppress(RuntimeError):  # the program was left meanwhile
            found.get_loop().call_soon_threadsafe(settle)

    def _desk(self, work: WorkingCopy) -> VotedDesk:
        desk = VotedDesk(work.document.view, work.snapshot, self.corpus.annotator, self.labels)
        desk.history = work.history
        return desk

    def _keep(self, article: Article, work: WorkingCopy, stamp: Stamp | None) -> Reading:
        reading = Reading(
            article.title, work.document, self._desk(work), self.labels, read_only=work.read_only, measure=self._measure
        )
        self._opened[article.annotation_path] = Opened(article, reading, work, stamp, is_fetched=True)
        return reading

    @property
    def readings(self) -> list[Reading]:
        """What was opened so far, whether or not a pane shows it now."""
        return [opened.reading for opened in self._opened.values()]

    def opened(self, article: Article) -> Reading | None:
        """The reading of an article that was opened; else None."""
        known = self._opened.get(article.annotation_path)
        return known.reading if known else None

    def _work(self, article: Article) -> WorkingCopy | None:
        opened = self._opened.get(article.annotation_path)
        return opened.work if opened else None

    def notices(self, article: Article) -> str:
        """What is to be said of an open article: work that was recovered, passages that moved, orphans."""
        work = self._work(article)
        if work is None:
            return ""
        said = [notice.text for notice in work.notices]
        moves = work.loaded.moves
        if moves:
            found = sum(move.new is not None for move in moves)
            close = sum(move.proof == "close" for move in moves)
            nearly = f" ({close} by nearly the same words: enter confirms one)" if close else ""
            lost = len(moves) - found
            said.append(f"The article changed: {found} annotations were found again{nearly}, {lost} were not")
        return "; ".join(said)

    def leave(self, article: Article) -> None:
        """Write the annotation file of an open article now, because it is left."""
        work = self._work(article)
        if work:
            work.write()

    def look(self) -> None:
        """Look whether another program changed the annotation file of an open article."""
        for opened in self._opened.values():
            if opened.work:
                opened.work.look()

    def changed(self) -> str:
        """What is to be said of open articles whose files were changed, each once; empty where none was.

        What is read and tagged stays as it was opened. A long article is not held in memory: of it, what is on the
        screen may already be something else, so that it is for reading only from then on.
        """
        said = []
        for opened in self._opened.values():
            now = stamp_of(opened.article.path)
            if opened.stamp is None or opened.stamp == now:
                continue
            opened.stamp = now
            what = "is gone" if now is None else "was changed"
            if opened.reading.document.changed:
                told = f"The file of {opened.article.title} {what} while it was open: open it anew"
                opened.stamp = None
                opened.reading.read_only = opened.reading.read_only or f"Read-only: {told}"
            else:
                told = f"The file of {opened.article.title} {what}: this is what it was when it was opened"
            said.append(told)
        return "; ".join(said)

    def take_in(self, article: Article) -> tuple[str, ...]:
        """Take in what another program wrote to the annotation file of an open article, where it did.

        Returns:
            The ids of the annotations that both changed, each differently; nothing was taken in then.
        """
        opened = self._opened.get(article.annotation_path)
        if opened is None or opened.work is None or not opened.work.state.outside:
            return ()
        desk = opened.reading.desk
        return tuple(each.id for each in opened.work.take_in(desk.annotations.snapshot(), desk.take))

    def settle(self, article: Article, *, ours: bool) -> None:
        """Take in what another program wrote, and where both changed the same prefer ours, or theirs."""
        opened = self._opened[article.annotation_path]
        desk = opened.reading.desk
        if opened.work:
            opened.work.take_in(desk.annotations.snapshot(), desk.take, "ours" if ours else "theirs")

    def try_again(self, article: Article) -> bool:
        """Whether an article that another Copydesk had at work is free by now; it is then opened anew, for work."""
        opened = self._opened.get(article.annotation_path)
        work = opened.work.reopen() if opened and opened.work and opened.work.holder else None
        if opened is None or work is None:
            return False
        self._keep(article, work, opened.stamp)
        return True

    def state(self, article: Article) -> WorkState:
        """How far the work on an article has come to the disk."""
        work = self._work(article)
        return work.state if work else WorkState()

    def flush(self, seconds: float) -> str:
        """Write everything, and wait for it so many seconds at most; answers with what is not written, or empty."""
        deadline = time.monotonic() + seconds
        for work in self._works():
            work.write()
        self._saver.flush(max(0.0, deadline - time.monotonic()))
        return "; ".join(filter(None, map(self.problem, (work.article for work in self._works()))))

    def problem(self, article: Article) -> str:
        """Why the work on an open article is not on the disk, the reason first; empty when it is."""
        state = self.state(article)
        if state.problem:
            return f"{state.problem.removeprefix(f'{article.annotation_path}: ')} ({article.title})"
        return f"{article.title} is still being written" if state.pending else ""

    def close(self, seconds: float) -> str:
        """Write everything, keep the undo histories and give the locks back; answers with what is not written."""
        self._closed.set()
        for work in self._works():
            work.close(0)
        self._saver.close(seconds)
        return "; ".join(filter(None, (work.state.problem for work in self._works())))

    def _works(self) -> list[WorkingCopy]:
        return [opened.work for opened in self._opened.values() if opened.work]


def _is_large(path: Path) -> bool:
    """Whether an annotation file takes long to read."""
    stamp = stamp_of(path)
    return stamp is not None and stamp[2] > LARGE_FILE


def _settle(
    found: asyncio.Future[tuple[WorkingCopy, VotedDesk]],
    made: tuple[WorkingCopy, VotedDesk] | None,
    error: BaseException | None,
) -> None:
    """Hand over what a thread made, unless nobody waits for it any more."""
    if found.cancelled():
        return
    if error:
        found.set_exception(error)
    elif made:
        found.set_result(made)
