"""The library: articles opened for reading and annotating, each once, and saved in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from copydesk.annotation.desk import Desk
from copydesk.annotation.snapshot import Snapshot
from copydesk.app.reading import Reading
from copydesk.errors import CopydeskError
from copydesk.store import articles
from copydesk.store.article import Article
from copydesk.store.autosave import AutoSaver, SaveResult
from copydesk.store.corpus import Corpus
from copydesk.text.cells import Measure
from copydesk.text.document import Document


@dataclass(frozen=True, slots=True)
class SaveState:
    """How far the work on one article has come to the disk.

    Attributes:
        pending: Whether something is still on its way.
        problem: Why it could not be written, or empty.
    """

    pending: bool = False
    problem: str = ""


class Library:
    """Opens the articles of a corpus and keeps what is decided about them.

    Args:
        corpus: The articles, their label set and the annotator.
        measure: Gives widths in cells.
        on_saved: Called in the saving thread after each attempt to save.
    """

    def __init__(self, corpus: Corpus, measure: Measure, on_saved: Callable[[], object]) -> None:
        self.corpus = corpus
        self.labels = corpus.labels
        self._measure = measure
        self._on_saved = on_saved
        self._readings: dict[Path, Reading] = {}
        self._articles: dict[str, Article] = {}
        self._documents: dict[Path, Document] = {}
        self._states: dict[Path, SaveState] = {}
        self._saver: AutoSaver[Path, tuple[Article, Document, Snapshot]] = AutoSaver(self._save, self._saved)

    def open(self, article: Article) -> Reading:
        """The reading of an article; the same one when it is opened again.

        Raises:
            InputError: When the article cannot be read at all.
        """
        known = self._readings.get(article.annotation_path)
        if known:
            return known
        document = article.read()
        snapshot, read_only = Snapshot(), ""
        if document.damaged is not None:
            read_only = f"Read-only: the text is not UTF-8 at byte {document.damaged}; convert it to annotate it"
        try:
            snapshot = articles.load(article, document).snapshot
        except CopydeskError as error:
            read_only = f"Read-only: {error}"
        desk = Desk(document.text, snapshot, self.corpus.annotator, self.labels)
        reading = Reading(article.title, document, desk, self.labels, read_only=read_only, measure=self._measure)
        self._readings[article.annotation_path] = reading
        self._documents[article.annotation_path] = document
        return reading

    def save(self, article: Article) -> None:
        """Save what is decided about an open article, in the background."""
        reading = self._readings[article.annotation_path]
        if not reading.read_only:
            key = article.annotation_path
            self._states[key] = SaveState(pending=True)
            self._saver.submit(key, (article, self._documents[key], reading.desk.annotations.snapshot()))

    def state(self, article: Article) -> SaveState:
        """How far the work on an article has come to the disk."""
        return self._states.get(article.annotation_path, SaveState())

    def flush(self, seconds: float) -> str:
        """Try once more what failed, and wait until all is saved, so many seconds at most; what is not, or empty."""
        self._saver.retry()
        self._saver.flush(seconds)
        problems = [self._states[path].problem or f"{path} is still being written" for path in self._saver.unsaved]
        return "; ".join(problems)

    @staticmethod
    def _save(_: Path, job: tuple[Article, Document, Snapshot]) -> None:
        articles.save(*job)

    def _saved(self, result: SaveResult[Path, tuple[Article, Document, Snapshot]]) -> None:
        pending = result.key in self._saver.unsaved and result.error is None
        self._states[result.key] = SaveState(pending, str(result.error) if result.error else "")
        self._on_saved()
