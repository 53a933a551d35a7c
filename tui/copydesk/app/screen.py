"""The reading screen: panes side by side, what each of them shows, and who does the rest."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen

from copydesk.annotation.labels import LabelSet
from copydesk.app.activity_meter import ActivityMeter
from copydesk.app.arrangement import Arrangement, arrange
from copydesk.app.background import Background
from copydesk.app.drawing import bars
from copydesk.app.drawing.painter import Look
from copydesk.app.drawing.pane import Pane
from copydesk.app.drawing.shades import Shades, margin_letters
from copydesk.app.drawing.theming import theme_shades
from copydesk.app.everywhere.elsewhere import Elsewhere
from copydesk.app.focusing import Focusing
from copydesk.app.footer import Footer
from copydesk.app.keys.dispatcher import Dispatcher
from copydesk.app.keys.key_reader import KeyReader
from copydesk.app.keys.keymap import Keymap
from copydesk.app.keys.mode import Mode
from copydesk.app.library import Library
from copydesk.app.outside import LOOK_SECONDS, Outside
from copydesk.app.panels.panel import Panel, Target
from copydesk.app.panels.side import Side
from copydesk.app.reading import Reading
from copydesk.app.resuming import Resuming
from copydesk.app.side_by_side import SideBySide
from copydesk.app.slot import Slot
from copydesk.errors import CopydeskError
from copydesk.store.corpus.article import Article
from copydesk.store.personal.config import NARROWEST, WIDEST, Config

if TYPE_CHECKING:
    from copydesk.app.corpus.trail import Trail
    from copydesk.app.tutorial.tutor import Tutor
    from copydesk.detect.linking.mentions import Mention

PANES_AT_START = 2
TUTORIAL = "tutorial"
"""What the app is left with for the tutorial."""
CLOSING_SECONDS = 10.0


class ReadingScreen(Screen[None]):
    """Shows one to four articles; keys go to the active one.

    Args:
        library: Opens and saves articles.
        config: The person's preferences.
        tutor: Leads through a tutorial, if this is one.

    Attributes:
        slots: The panes with what is in them.
        current: The index of the active one.
        keymap: The keys in force.
        dispatcher: Runs what keys ask for.
        key_reader: What was typed of several keys that belong together.
        mode: What takes every key until it ends, if anything does.
        message: What the status row says until the next key.
        footer: The rows below the text.
        side: The panel beside the panes.
        background: What is found out about the articles meanwhile.
        outside: Takes in what other programs write.
        resuming: Knows how the articles were left.
        trail: The hits of the search of the corpus that `n` goes through, if there is one.
        elsewhere: Does in other articles what is decided for several at once.
        side_by_side: What compares the panes.
        focusing: What is in focus.
        tutor: Leads through a tutorial, if this is one.
        is_ready: Whether the first articles are open, so that keys mean something.
    """

    ALLOW_SELECT = False
    BLANK = True
    DEFAULT_CSS = """
    ReadingScreen { layout: horizontal; background: $background; overflow: hidden hidden; }
    ReadingScreen.-stacked { layout: vertical; }
    ReadingScreen Pane.-hidden { display: none; }
    """

    def __init__(self, library: Library, config: Config, tutor: Tutor | None = None) -> None:
        super().__init__()
        self.library = library
        self.tutor = tutor
        self._config = config
        self.keymap = Keymap.build(library.labels, config.keys, config.preset, config.key_places)
        self.key_reader = KeyReader(self.keymap)
        self.dispatcher = Dispatcher(self)
        self.mode: Mode | None = None
        self.slots: list[Slot] = []
        self.current = 0
        self.resuming = Resuming(library.corpus, on=config.restore)
        self._measure = self.resuming.measure(config.measure)
        self._arrangement = Arrangement(1, stacked=False)
        self._letters = margin_letters(library.labels)
        self.footer = Footer(self)
        self.side = Side(self)
        self.background = Background(self, config)
        self.outside = Outside(self)
        self.elsewhere = Elsewhere(self)
        self.side_by_side: SideBySide = SideBySide()
        self.focusing: Focusing = Focusing()
        self.trail: Trail | None = None
        skipped = [f"{path} was skipped: {reason}" for path, reason in library.corpus.skipped[:1]]
        self.message = "; ".join((*config.warnings, *self.keymap.problems, *skipped))
        self._meter = ActivityMeter() if config.activity else None
        self.is_ready = False

    def compose(self) -> ComposeResult:
        """The rows at the bottom; panes are mounted as articles are opened."""
        yield self.footer.rows
        yield self.side.panel

    async def on_mount(self) -> None:
        """Open the first articles; detection starts once they are on the screen."""
        self._shades = theme_shades(self.app, self.library.labels)
        for article in self.resuming.articles(PANES_AT_START):
            await self.add_pane(article)
        self.side.open(self.resuming.panel)
        self.activate(min(self.resuming.current, len(self.slots) - 1))
        self.is_ready = True
        self.app.theme_changed_signal.subscribe(self, lambda _: self._restyle())
        self.call_after_refresh(self.background.start)
        self.set_interval(LOOK_SECONDS, self.outside.look)

    async def on_unmount(self) -> None:
        """End the detecting process, and write down what was counted."""
        if self._meter and self.slots and self.slot.article:
            self._meter.settle(self.slot.article.annotation_path, self.reading.desk.edits if self.reading else 0)
        self.follow(None)
        await self.background.close()

    def _restyle(self) -> None:
        self._shades = theme_shades(self.app, self.library.labels)
        for slot in self.slots:
            slot.show(self._shades, self._letters)
        self.refresh_look()

    @property
    def slot(self) -> Slot:
        """The active pane with what is in it."""
        return self.slots[self.current]

    @property
    def reading(self) -> Reading | None:
        """What is read in the active pane; None where its article could not be read."""
        return self.slot.reading

    @property
    def readings(self) -> list[Reading]:
        """What is read in the panes, from the first to the last."""
        return [slot.reading for slot in self.slots if slot.reading]

    async def add_pane(self, article: Article) -> None:
        """Open an article in a pane of its own, after the others."""
        slot = Slot(Pane(measure=self._measure, divided=bool(self.slots)))
        self.slots.append(slot)
        await self.mount(slot.pane)
        self.put(slot, article)

    def open_article(self, article: Article, elsewhere: bool = False) -> None:
        """Go to the pane that has an article, else open it in the active one, or in the next, which may be new."""
        shown = [slot.article for slot in self.slots]
        if article in shown:
            self.activate(shown.index(article))
        elif elsewhere and len(self.slots) == 1:
            self.call_later(self._open_beside, article)
        else:
            if elsewhere:
                self.activate((self.current + 1) % len(self.slots))
            self.put(self.slot, article)
            self.activate(self.current)

    async def _open_beside(self, article: Article) -> None:
        await self.add_pane(article)
        self.activate(len(self.slots) - 1)

    def follow(self, trail: Trail | None) -> None:
        """Let `n` go through the hits of a search of the corpus from now on, or no longer."""
        if self.trail:
            self.trail.close()
        self.trail = trail

    def close_pane(self) -> None:
        """Take the active pane away."""
        slot = self.slots.pop(self.current)
        slot.pane.remove()
        self.activate(min(self.current, len(self.slots) - 1))

    def put(self, slot: Slot, article: Article) -> None:
        """Open an article in a pane; one that cannot be read leaves a notice there."""
        if slot.article:
            self.library.leave(slot.article)
            self.background.note_left()
            if slot.reading:
                self.resuming.note(slot.article, slot.reading)
        slot.article = article
        try:
            slot.reading, slot.notice = self.library.open(article), ""
        except CopydeskError as error:
            slot.reading, slot.notice = None, f"{error}\n\nO opens another article"
        slot.show(self._shades, self._letters)
        if slot.reading:
            self.resuming.resume(article, slot.reading)
            self.tell_notices(article)
            self.background.attend(slot)

    def tell_notices(self, article: Article) -> None:
        """Say what is to be known of an article that was opened, after what is said already."""
        self.message = "; ".join(filter(None, (self.message, self.library.notices(article))))

    def activate(self, index: int) -> None:
        """Make a pane the active one."""
        self.current = index
        self._arrange()
        self.refresh_look()

    def on_resize(self) -> None:
        """Arrange the panes anew."""
        if self.slots:
            self.rearrange()

    def rearrange(self) -> None:
        """Arrange the panes anew: the room for them changed."""
        self._arrange()
        self.call_after_refresh(self._moved)
        self.refresh_look()

    def _moved(self) -> None:
        """The panes have their new sizes."""
        if self.mode and self.is_attached:
            self.mode.moved()
            self.refresh_look()

    def _arrange(self) -> None:
        self._arrangement = arrange(len(self.slots), *self.side.fit(self.size.width, self.size.height))
        self.set_class(self._arrangement.stacked, "-stacked")
        shown = self._arrangement.shown(self.current, len(self.slots))
        for index, slot in enumerate(self.slots):
            slot.pane.divided = index != shown.start and not self._arrangement.stacked
            slot.pane.set_class(index not in shown, "-hidden")
        self.footer.arrange()

    def press(self, key: str, character: str | None) -> None:
        """Take a key, in Textual's name, with the character it types."""
        self.dispatcher.press(key, character)

    def count_key(self) -> None:
        """Note a key that was pressed here or in a dialog, and count it in the article that is worked on."""
        self.background.lull.broken()
        slot = self.slots[self.current] if self.slots else None
        if self._meter and slot and slot.article and slot.reading:
            self._meter.pressed(slot.article.annotation_path, slot.reading.desk.edits, time.monotonic())

    def begin(self, mode: Mode) -> None:
        """Give every key to a mode from now on."""
        self.mode = mode

    def end(self, message: str = "") -> None:
        """End the mode, and say something."""
        self.mode = None
        self.message = message

    def say(self, message: str) -> None:
        """Show a sentence in the status row until the next key."""
        self.message = message
        self.refresh_look()

    def saved(self) -> None:
        """Something reached the disk, or failed to, or another program changed an annotation file."""
        self.outside.take_in()
        if self.slots:
            self.refresh_footer()

    def refresh_footer(self) -> None:
        """Show what is new below the text."""
        self.footer.refresh(self.background.glance())

    def refresh_look(self) -> None:
        """Show what looks different from before, in every pane and at the bottom."""
        self.background.remembering.settle(self.readings)
        self.side_by_side.follow(self)
        if self.tutor:
            self.tutor.look(self.readings, self.reading)
        mentions = self.background.glance()
        for index, slot in enumerate(self.slots):
            active = index == self.current
            number = f"{index + 1}/{len(self.slots)} " if self._arrangement.switched(len(self.slots)) else ""
            if slot.reading:
                slot.pane.update(self._look_of(slot.reading, active, mentions), slot.reading.desk.take_changes())
                slot.pane.set_title(bars.title(slot.reading, number), active=active)
            else:
                slot.pane.set_title("", active=active)
        self.side.refresh()
        self.footer.refresh(mentions)
        self.background.proposer.moved()

    def _look_of(self, reading: Reading, active: bool, mentions: tuple[Mention, ...]) -> Look:
        """What is shown over the text of a reading."""
        caret = reading.caret
        lit = self.mode.lit(reading) if self.mode else None
        if lit is None:
            lit = self.background.linked.lit(reading, active, mentions)
        kept = self.focusing.kept(reading) if active else (0, 0) if self.focusing.unit else None
        if self.mode and self.mode.fades:
            kept = (0, 0)
        return Look(
            cursor=caret.offset if active else None,
            selection=caret.selection if active else None,
            focus=reading.item if active and not (self.mode and self.mode.alone) else None,
            lit=self.side_by_side.lit(reading, lit),
            needle=reading.search.needle if reading.search and not self.mode else "",
            signs=tuple(self.mode.signs(reading)) if self.mode else (),
            kept=kept,
        )

    def use_labels(self, labels: LabelSet) -> None:
        """Let another label set be in force: its keys, letters and colours."""
        self.library.use_labels(labels)
        config = self._config
        self.keymap = Keymap.build(labels, config.keys, config.preset, config.key_places)
        self.key_reader = KeyReader(self.keymap)
        self._letters = margin_letters(labels)
        self._restyle()

    def widen(self, cells: int) -> str:
        """Let rows of text be wider by so many cells, in every pane; negative for narrower."""
        self._measure = max(NARROWEST, min(self._measure + cells, WIDEST))
        for slot in self.slots:
            slot.pane.set_measure(self._measure)
        return f"Rows of at most {self._measure} cells"

    @property
    def shades(self) -> Shades:
        """The styles in force."""
        return self._shades

    def on_pane_pointed(self, event: Pane.Pointed) -> None:
        """Put the caret where the mouse pointed, or select a word, a sentence, or what was dragged over."""
        event.stop()
        index = next((index for index, slot in enumerate(self.slots) if slot.pane is event.pane), None)
        if index is None:  # the pane was closed meanwhile
            return
        if index != self.current:
            self.activate(index)
        self.key_reader.reset()
        if self.mode:
            self.mode.leave()
        if self.reading:
            self.reading.point(event.offset, event.clicks)
            self.say(self.message if self.mode else "")

    def on_panel_chosen(self, event: Panel.Chosen) -> None:
        """Go where the clicked entry leads."""
        event.stop()
        self.side.choose(event.index)

    def go_to(self, target: Target) -> bool:
        """Go to a place in one of the panes; whether its article is still in one."""
        index = next((index for index, slot in enumerate(self.slots) if slot.reading is target.reading), None)
        if index is None:
            return False
        target.reading.visit(target.start, target.end)
        self.activate(index)
        return True

    def on_pane_wheeled(self, event: Pane.Wheeled) -> None:
        """Scroll the pane under the mouse."""
        event.stop()
        self.background.lull.broken()
        slot = next((slot for slot in self.slots if slot.pane is event.pane), None)
        if slot and slot.reading:
            slot.reading.scroll(event.rows)
            self.call_after_refresh(self._moved)
            self.refresh_look()

    async def leave(self, *, for_tutorial: bool = False) -> None:
        """Leave once everything is on the disk; work that cannot be saved is not left without a second word.

        Args:
            for_tutorial: Leave for the tutorial, to come back after it.
        """
        await self.elsewhere.wait()
        problem = await asyncio.to_thread(self.library.flush, CLOSING_SECONDS)
        if problem and not self.dispatcher.warned:
            self.dispatcher.warned = True
            self.message = f"The same key again leaves. Not saved: {problem}"
            self.refresh_look()
        else:
            self.resuming.keep(self, self._measure if self._measure != self._config.measure else 0)
            self.app.exit(TUTORIAL if for_tutorial else None)
