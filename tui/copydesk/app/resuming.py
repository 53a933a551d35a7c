"""Resuming: the next start finds the articles, the cursor, the measure and the panel as they were left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.app.reading import Reading
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.personal.config import NARROWEST, WIDEST
from copydesk.store.personal.places import Layout, Places, corpus_key
from copydesk.store.work.workplace import work_name

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen


class Resuming:
    """Remembers for one corpus; nothing where it is switched off.

    Args:
        corpus: What is read.
        on: Whether anything is remembered.
    """

    def __init__(self, corpus: Corpus, *, on: bool) -> None:
        self._on = on
        self._corpus = corpus
        self._places = Places.load() if on else Places()
        articles = corpus.articles
        self._key = corpus_key(corpus.annotations, (articles[0].id, articles[-1].id), len(articles)) if articles else ""
        self._layout = self._places.layouts.get(self._key, Layout())

    def articles(self, count: int) -> list[Article]:
        """The articles to open: those that were open if all are still there, else the first so many."""
        wanted = self._layout.articles
        found = {each.id: each for each in self._corpus.articles if each.id in wanted} if wanted else {}
        if wanted and len(found) == len(wanted):
            return [found[id] for id in wanted]
        return list(self._corpus.articles[:count])

    @property
    def current(self) -> int:
        """The pane that was the active one."""
        return self._layout.current if 0 <= self._layout.current < max(1, len(self._layout.articles)) else 0

    @property
    def panel(self) -> str:
        """The panel that was open, or empty."""
        return self._layout.panel

    def measure(self, configured: int) -> int:
        """The width of a line of text, in cells."""
        return self._layout.measure if NARROWEST <= self._layout.measure <= WIDEST else configured

    def resume(self, article: Article, reading: Reading) -> None:
        """Put the cursor where it was in an article, if it is at the start of it."""
        if not self._on or not reading.document.is_scanned:
            return
        offset = self._places.offset(work_name(article.annotation_path), reading.document.length)
        if offset and reading.caret.offset == reading.caret.motions.first:
            reading.go(reading.caret.blocks.clamp(offset))

    def note(self, article: Article, reading: Reading) -> None:
        """Remember where the cursor is in an article."""
        if self._on and reading.document.is_scanned:
            offset = reading.caret.offset if reading.caret.offset != reading.caret.motions.first else 0
            self._places.put_offset(work_name(article.annotation_path), offset, reading.document.length)

    def keep(self, screen: ReadingScreen, measure: int) -> None:
        """Write all that is to be remembered of a screen.

        Args:
            screen: What is shown.
            measure: The width of a line of text if the person changed it, else 0.
        """
        if not self._on or not self._key:
            return
        for slot in screen.slots:
            if slot.article and slot.reading:
                self.note(slot.article, slot.reading)
        ids = tuple(slot.article.id for slot in screen.slots if slot.article)
        self._places.put_layout(self._key, Layout(ids, screen.current, measure, screen.side.name))
        self._places.save()
