"""The library: articles opened for reading and annotating, each once, and kept on the disk in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from copydesk.annotation.label_changes import Change
from copydesk.annotation.labels import LabelSet
from copydesk.app.reading import Reading
from copydesk.app.voted_desk import VotedDesk
from copydesk.store.article import Article
from copydesk.store.corpus import Corpus
from copydesk.store.label_keeper import LabelKeeper
from copydesk.store.saver import Saver
from copydesk.store.working_copy import WorkingCopy, WorkState
from copydesk.text.cells import Measure

TIDY_AFTER = 20.0
"""Seconds from the start until old journals are looked for: first of all the person reads."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An article that was opened.

    Attributes:
        reading: The article on the desk.
        work: What keeps its annotations.
    """

    reading: Reading
    work: WorkingCopy


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
        return [(path, opened.reading) for path, opened in self._opened.items() if not opened.work.read_only]

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
            from copydesk.store.journal_pruning import prune

            prune(stop=self._closed)

    def open(self, article: Article) -> Reading:
        """The reading of an article; the same one when it is opened again.

        Raises:
            InputError: When the article cannot be read at all.
        """
        known = self._opened.get(article.annotation_path)
        if known:
            return known.reading
        return self._keep(article, WorkingCopy.open(article, article.read(), self._saver, lambda _: self._on_saved()))

    def _keep(self, article: Article, work: WorkingCopy) -> Reading:
        desk = VotedDesk(work.document.text, work.snapshot, self.corpus.annotator, self.labels)
        desk.history = work.history
        reading = Reading(
            article.title, work.document, desk, self.labels, read_only=work.read_only, measure=self._measure
        )
        self._opened[article.annotation_path] = Opened(reading, work)
        return reading

    @property
    def readings(self) -> list[Reading]:
        """What was opened so far, whether or not a pane shows it now."""
        return [opened.reading for opened in self._opened.values()]

    def opened(self, article: Article) -> Reading | None:
        """The reading of an article that was opened; else None."""
        known = self._opened.get(article.annotation_path)
        return known.reading if known else None

    def notices(self, article: Article) -> str:
        """What is to be said of an open article: work that was recovered, passages that moved, orphans."""
        opened = self._opened[article.annotation_path]
        said = [notice.text for notice in opened.work.notices]
        moves = opened.work.loaded.moves
        if moves:
            found = sum(move.new is not None for move in moves)
            close = sum(move.proof == "close" for move in moves)
            nearly = f" ({close} by nearly the same words: enter confirms one)" if close else ""
            lost = len(moves) - found
            said.append(f"The article changed: {found} annotations were found again{nearly}, {lost} were not")
        return "; ".join(said)

    def leave(self, article: Article) -> None:
        """Write the annotation file of an open article now, because it is left."""
        opened = self._opened.get(article.annotation_path)
        if opened:
            opened.work.write()

    def look(self) -> None:
        """Look whether another program changed the annotation file of an open article."""
        for opened in self._opened.values():
            opened.work.look()

    def take_in(self, article: Article) -> tuple[str, ...]:
        """Take in what another program wrote to the annotation file of an open article, where it did.

        Returns:
            The ids of the annotations that both changed, each differently; nothing was taken in then.
        """
        opened = self._opened.get(article.annotation_path)
        if opened is None or not opened.work.state.outside:
            return ()
        desk = opened.reading.desk
        return tuple(each.id for each in opened.work.take_in(desk.annotations.snapshot(), desk.take))

    def settle(self, article: Article, *, ours: bool) -> None:
        """Take in what another program wrote, and where both changed the same prefer ours, or theirs."""
        opened = self._opened[article.annotation_path]
        desk = opened.reading.desk
        opened.work.take_in(desk.annotations.snapshot(), desk.take, "ours" if ours else "theirs")

    def try_again(self, article: Article) -> bool:
        """Whether an article that another Copydesk had at work is free by now; it is then opened anew, for work."""
        opened = self._opened.get(article.annotation_path)
        work = opened.work.reopen() if opened and opened.work.holder else None
        if work is None:
            return False
        self._keep(article, work)
        return True

    def state(self, article: Article) -> WorkState:
        """How far the work on an article has come to the disk."""
        opened = self._opened.get(article.annotation_path)
        return opened.work.state if opened else WorkState()

    def flush(self, seconds: float) -> str:
        """Write everything, and wait for it so many seconds at most; answers with what is not written, or empty."""
        deadline = time.monotonic() + seconds
        for opened in self._opened.values():
            opened.work.write()
        self._saver.flush(max(0.0, deadline - time.monotonic()))
        return "; ".join(filter(None, map(self.problem, (opened.work.article for opened in self._opened.values()))))

    def problem(self, article: Article) -> str:
        """Why the work on an open article is not on the disk, the reason first; empty when it is."""
        state = self.state(article)
        if state.problem:
            return f"{state.problem.removeprefix(f'{article.annotation_path}: ')} ({article.title})"
        return f"{article.title} is still being written" if state.pending else ""

    def close(self, seconds: float) -> str:
        """Write everything, keep the undo histories and give the locks back; answers with what is not written."""
        self._closed.set()
        for opened in self._opened.values():
            opened.work.close(0)
        self._saver.close(seconds)
        return "; ".join(filter(None, (opened.work.state.problem for opened in self._opened.values())))
