"""The background: what is found out about the open articles while the person reads on."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from copydesk.app.corpus.overview import Overview
from copydesk.app.lull import Lull
from copydesk.app.proposing.linked import Linked
from copydesk.app.proposing.proposer import Proposer
from copydesk.app.proposing.remembering import Remembering
from copydesk.app.reading import Reading
from copydesk.app.slot import Slot
from copydesk.store.corpus.article import Article
from copydesk.store.personal.config import Config
from copydesk.store.personal.locations import cache_folder

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.detect.linking.mentions import Mention


class Background:
    """Detection, memory, linked names, and what is known of the corpus; no key waits for any of them.

    Args:
        screen: What is told of what they find.
        config: The person's preferences.

    Attributes:
        linked: Links the names in the panes.
        lull: When keys pause, which all of it waits for.
        overview: What is known of the articles of the corpus.
        proposer: Has the open articles detected.
        remembering: Lets what was decided earlier bear on the proposals.
    """

    def __init__(self, screen: ReadingScreen, config: Config) -> None:
        corpus = screen.library.corpus
        self.linked = Linked(self._changed)
        self.lull = Lull()
        self.proposer = Proposer(self._proposed, config.engine, config.patience, self.lull)
        self.remembering = Remembering(corpus, self._changed, self.lull)
        self.overview = Overview(corpus, cache_folder() / "facts", self._overview_changed, self.proposer.has_all)
        self._attributes = config.engine != "none"
        self._screen = screen
        self._started = False

    def start(self) -> None:
        """Begin, now that the first text is on the screen."""
        # What commands need is a tenth of the start, so it is loaded here.
        from copydesk.app.keys import reading_commands, screen_commands  # noqa: F401

        if not gc.isenabled():  # as the reading command left it
            gc.freeze()
            gc.enable()
        self._screen.library.tidy()
        self.remembering.start(())
        self.overview.start()
        self._screen.run_worker(self.proposer.start(), group="detection", exit_on_error=False)
        self._started = True
        for slot in self._screen.slots:
            self._attend(slot)

    async def close(self) -> None:
        """End all of it; what was counted is written down."""
        self.note_left()
        self.overview.close()
        self.remembering.close()
        self.linked.close()
        await self.proposer.close()

    def attend(self, slot: Slot) -> None:
        """See to what was put in a pane once it is on the screen; before the start there is no need to ask."""
        if self._started:
            self._screen.call_after_refresh(self._attend, slot)

    def _attend(self, slot: Slot) -> None:
        """See to memory and proposals for what is in a pane, and before that to its annotations if they take long."""
        article, reading = slot.article, slot.reading
        if article is None or reading is None:
            return
        if self._screen.library.is_ready(article):
            self.remembering.attach(article, reading)
            self.overview.opened(article, reading)
            reading.attributes = self._attributes
            self.proposer.want(reading)
        else:
            self._screen.run_worker(self._fetch(article), group="opening")

    async def _fetch(self, article: Article) -> None:
        screen = self._screen
        if await screen.library.fetch(article) and screen.is_attached:
            screen.tell_notices(article)
            for slot in screen.slots:
                if slot.article is article:
                    screen.resuming.resume(article, screen.library.open(article))
                    self._attend(slot)
            screen.refresh_look()

    def note_left(self) -> None:
        """Note how many proposals are left in what is open, where all of them were found."""
        for slot in self._screen.slots:
            index = self.overview.index(slot.article) if slot.article else None
            if index is not None and slot.reading and self.proposer.has_all(slot.reading):
                self.overview.note(index, slot.reading)

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of the name under the caret, in all panes."""
        screen = self._screen
        return self.linked.mentions(screen.reading, screen.readings) if screen.reading else ()

    def glance(self) -> tuple[Mention, ...]:
        """The same as far as it is known: no key waits for more."""
        screen = self._screen
        return self.linked.glance(screen.reading, screen.readings) if screen.reading else ()

    def reason(self, reading: Reading) -> str:
        """Why memory has a say on the proposal under a reading's caret; empty where it has none."""
        return self.remembering.reason(reading, reading.item) if reading.item else ""

    def _proposed(self, problem: str) -> None:
        """Proposals came, or something is to be said of detection."""
        screen = self._screen
        if screen.is_attached:
            screen.message = problem or screen.message
            self.remembering.detected(screen.readings)
            screen.refresh_look()

    def _changed(self) -> None:
        """What the person decided earlier changed some proposals, or names were linked."""
        if self._screen.is_attached:
            self._screen.refresh_look()

    def _overview_changed(self) -> None:
        """Called in the overview's thread: show what is new."""
        if self._screen.is_attached:
            self._screen.app.call_later(self._show_overview)

    def _show_overview(self) -> None:
        from copydesk.app.corpus.corpus_screen import CorpusScreen

        screen = self._screen
        if isinstance(screen.app.screen, CorpusScreen):
            screen.app.screen.refresh_facts()
        if self.overview.problem:
            screen.message, self.overview.problem = self.overview.problem, ""
        if screen.slots and screen.is_attached:
            screen.refresh_footer()
