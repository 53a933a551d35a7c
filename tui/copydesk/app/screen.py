"""The reading screen: panes side by side, the rows below them, and the way from a key to what it does."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.screen import Screen

from copydesk.annotation.labels import LabelSet
from copydesk.app.activity_meter import ActivityMeter
from copydesk.app.arrangement import SMALLEST_SCREEN, Arrangement, arrange
from copydesk.app.asking import dialogs
from copydesk.app.corpus.overview import Overview
from copydesk.app.drawing import bars
from copydesk.app.drawing.bottom import Bottom, Words
from copydesk.app.drawing.painter import Look
from copydesk.app.drawing.pane import Pane
from copydesk.app.drawing.shades import Shades, margin_letters
from copydesk.app.drawing.theming import theme_shades
from copydesk.app.everywhere.elsewhere import Elsewhere
from copydesk.app.focusing import Focusing
from copydesk.app.keys.commands import BY_ID, key_name
from copydesk.app.keys.key_reader import KeyReader
from copydesk.app.keys.keymap import Keymap
from copydesk.app.keys.mode import Mode
from copydesk.app.library import Library
from copydesk.app.panels.panel import Panel, Target
from copydesk.app.panels.side import Side
from copydesk.app.proposing.linked import Linked
from copydesk.app.proposing.proposer import Proposer
from copydesk.app.proposing.remembering import Remembering
from copydesk.app.reading import Reading
from copydesk.app.resuming import Resuming
from copydesk.app.side_by_side import SideBySide
from copydesk.app.slot import Slot
from copydesk.errors import CopydeskError
from copydesk.store.corpus.article import Article
from copydesk.store.personal.config import NARROWEST, WIDEST, Config
from copydesk.store.personal.locations import cache_folder

if TYPE_CHECKING:
    from copydesk.app.corpus.trail import Trail
    from copydesk.app.tutorial.tutor import Tutor
    from copydesk.detect.linking.mentions import Mention

PANES_AT_START = 2
TUTORIAL = "tutorial"
"""What the app is left with for the tutorial."""
CLOSING_SECONDS = 10.0
LOOK_SECONDS = 3.0
"""How often it is looked whether another program changed an annotation file."""
LEGEND, STATUS, KEYS, LESSON, LESSON_TEXT = range(5)
"""The rows at the bottom; the last two are a tutorial's, and stand above the others."""
LOW_SCREEN = 9
"""Rows of the screen below which only the status is shown under the text."""


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
        overview: What is known of the articles of the corpus.
        trail: The hits of the search of the corpus that `n` goes through, if there is one.
        key_reader: What was typed of several keys that belong together.
        mode: What takes every key until it ends, if anything does.
        side: The panel beside the panes.
        elsewhere: Does in other articles what is decided for several at once.
        side_by_side: What compares the panes.
        focusing: What is in focus.
        tutor: Leads through a tutorial, if this is one.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ReadingScreen { layout: horizontal; background: $background; overflow: hidden hidden; }
    ReadingScreen.-stacked { layout: vertical; }
    ReadingScreen Pane.-hidden { display: none; }
    """

    def __init__(self, library: Library, config: Config, tutor: Tutor | None = None) -> None:
        super().__init__()
        self.library = library
        self.tutor = tutor
        self.keymap = Keymap.build(library.labels, config.keys, config.preset, config.key_places)
        self.key_reader = KeyReader(self.keymap)
        self.mode: Mode | None = None
        self.elsewhere = Elsewhere(self)
        self.slots: list[Slot] = []
        self.current = 0
        self._resuming = Resuming(library.corpus, on=config.restore)
        self._config = config
        self._configured = config.measure
        self._measure = self._resuming.measure(config.measure)
        self._proposer = Proposer(self._proposed, config.engine, config.patience)
        self._arrangement = Arrangement(1, stacked=False)
        self._letters = margin_letters(library.labels)
        self._linked = Linked(self._remembered)
        self.side = Side(self)
        self.side_by_side: SideBySide = SideBySide()
        self.focusing: Focusing = Focusing()
        self._remembering = Remembering(library.corpus, self._remembered)
        self.trail: Trail | None = None
        self.overview = Overview(
            library.corpus, cache_folder() / "facts", self._overview_changed, self._proposer.has_all
        )
        skipped = [f"{path} was skipped: {reason}" for path, reason in library.corpus.skipped[:1]]
        self._message = "; ".join((*config.warnings, *self.keymap.problems, *skipped))
        self._meter = ActivityMeter() if config.activity else None
        self._leaving = False
        self._started = False
        self._bars: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The rows at the bottom; panes are mounted as articles are opened."""
        self.bottom = Bottom(LESSON_TEXT + 1)
        yield self.bottom
        yield self.side.panel

    async def on_mount(self) -> None:
        """Open the first articles; detection starts once they are on the screen."""
        self._shades = theme_shades(self.app, self.library.labels)
        for article in self._resuming.articles(PANES_AT_START):
            await self.add_pane(article)
        self.side.open(self._resuming.panel)
        self.activate(min(self._resuming.current, len(self.slots) - 1))
        self.app.theme_changed_signal.subscribe(self, lambda _: self._restyle())
        self.call_after_refresh(self._start_detection)
        self.set_interval(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """Look what other programs do: whether one changed an annotation file, or left an article we can only read."""
        self.library.look()
        self._look_at_labels()
        if said := self.library.changed():
            self.say(said)
        for slot in self.slots:
            if slot.article and self.library.try_again(slot.article):
                offset = slot.reading.caret.offset if slot.reading else 0
                self.put(slot, slot.article)
                if slot.reading:
                    slot.reading.go(offset)
                self.say(f"{slot.article.title} can be annotated now")

    async def on_unmount(self) -> None:
        """End the detecting process, and write down what was counted."""
        if self._meter and self.slots and self.slot.article:
            self._meter.settle(self.slot.article.annotation_path, self.reading.desk.edits if self.reading else 0)
        self._note_left()
        self.overview.close()
        self.follow(None)
        self._remembering.close()
        self._linked.close()
        await self._proposer.close()

    def _start_detection(self) -> None:
        # What commands need is a tenth of the start, so it is loaded once the text is on the screen.
        from copydesk.app.keys import reading_commands, screen_commands  # noqa: F401

        if not gc.isenabled():  # as the reading command left it
            gc.freeze()
            gc.enable()
        self.library.tidy()
        self._remembering.start(())
        self.overview.start()
        self.run_worker(self._proposer.start(), group="detection", exit_on_error=False)
        self._started = True
        for slot in self.slots:
            self._attend(slot)

    def _attend(self, slot: Slot) -> None:
        """See to memory and proposals for what is in a pane, and before that to its annotations if they take long."""
        article, reading = slot.article, slot.reading
        if article is None or reading is None or not self._started:
            return
        if self.library.is_ready(article):
            self._remembering.attach(article, reading)
            self.overview.opened(article, reading)
            reading.attributes = self._config.engine != "none"
            self._proposer.want(reading)
        else:
            self.run_worker(self._fetch(article), group="opening")

    async def _fetch(self, article: Article) -> None:
        if await self.library.fetch(article) and self.is_attached:
            self._tell_notices(article)
            for slot in self.slots:
                if slot.article is article:
                    self._resuming.resume(article, self.library.open(article))
                    self._attend(slot)
            self.refresh_look()

    def _proposed(self, problem: str) -> None:
        """Proposals came, or something is to be said of detection."""
        if self.is_attached:
            self._message = problem or self._message
            self._remembering.detected(self.readings)
            self.refresh_look()

    def _remembered(self) -> None:
        """What the person decided earlier changed some proposals, or names were linked."""
        if self.is_attached:
            self.refresh_look()

    def _overview_changed(self) -> None:
        """Called in the overview's thread: show what is new."""
        if self.is_attached:
            self.app.call_later(self._show_overview)

    def _show_overview(self) -> None:
        from copydesk.app.corpus.corpus_screen import CorpusScreen

        if isinstance(self.app.screen, CorpusScreen):
            self.app.screen.refresh_facts()
        if self.overview.problem:
            self._message, self.overview.problem = self.overview.problem, ""
        if self.slots and self.is_attached:
            self._refresh_status(self._glance())

    def _note_left(self) -> None:
        """Note how many proposals are left in what is open, where all of them were found."""
        for slot in self.slots:
            index = self.overview.index(slot.article) if slot.article else None
            if index is not None and slot.reading and self._proposer.has_all(slot.reading):
                self.overview.note(index, slot.reading)

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
            self._note_left()
            if slot.reading:
                self._resuming.note(slot.article, slot.reading)
        slot.article = article
        try:
            slot.reading, slot.notice = self.library.open(article), ""
        except CopydeskError as error:
            slot.reading, slot.notice = None, f"{error}\n\nO opens another article"
        slot.show(self._shades, self._letters)
        if slot.reading:
            self._resuming.resume(article, slot.reading)
            self._tell_notices(article)
            if self._started:
                self.call_after_refresh(self._attend, slot)

    def _tell_notices(self, article: Article) -> None:
        self._message = "; ".join(filter(None, (self._message, self.library.notices(article))))

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
        roomy = self.size.height >= LOW_SCREEN and not self.focusing.unit
        lesson = (LESSON, LESSON_TEXT) if self.tutor else ()
        self.bottom.show_only((*lesson, LEGEND, STATUS, KEYS) if roomy else (*lesson, STATUS))

    def press(self, key: str, character: str | None) -> None:
        """Take a key (in Textual's name): run its command, give the label of its character, or wait for the next."""
        if self.mode:
            self.mode.press(key, character)
            self.refresh_look()
            return
        waited = self.key_reader.waiting
        typed = self.key_reader.read(key, character)
        if self.side.takes(typed.command.id if typed.command else ""):
            return
        if typed.command:
            self.run_command(typed.command.id, typed.count)
        elif typed.label:
            self.give(typed.label)
        elif typed.said or waited:
            self.say(typed.said)

    def count_key(self) -> None:
        """Count a key that was pressed here or in a dialog, in the article that is worked on."""
        slot = self.slots[self.current] if self.slots else None
        if self._meter and slot and slot.article and slot.reading:
            self._meter.pressed(slot.article.annotation_path, slot.reading.desk.edits, time.monotonic())

    def run_command(self, id: str, times: int = 1) -> None:
        """Run a command of the table by its id, so many times or until nothing changes any more."""
        from copydesk.app.keys.reading_commands import READING_COMMANDS
        from copydesk.app.keys.screen_commands import SCREEN_COMMANDS

        self._message = ""
        self._leaving = self._leaving and id in ("quit", "tutorial")
        for _ in range(times):
            before = self._standing() if times > 1 else None
            edits = self.reading.desk.edits if self.reading else 0
            if id in SCREEN_COMMANDS:
                self._message = SCREEN_COMMANDS[id](self) or self._message
            elif self.reading:
                self._message = READING_COMMANDS[id](self.reading)
            else:
                self._message = f"{BY_ID[id].label}: no article is open here"
            if id in ("undo", "redo") and self.reading and self.reading.desk.edits > edits:
                self._follow("undo" if id == "undo" else "redo")
            if times > 1 and self._standing() == before:
                break
        self.refresh_look()

    def _follow(self, direction: Literal["undo", "redo"]) -> None:
        """What was decided in several articles at once is undone and redone in all of them."""
        assert self.reading
        history = self.reading.desk.history
        edit = (history.undone if direction == "undo" else history.done)[-1]
        self._message += self.elsewhere.follow(direction, edit)

    def _standing(self) -> tuple[object, ...]:
        """What a command that is repeated changes."""
        reading = self.reading
        if reading is None:
            return ()
        item = reading.item
        return (self.current, reading.caret.offset, reading.caret.selection, reading.desk.version, item and item.id)

    def begin(self, mode: Mode) -> None:
        """Give every key to a mode from now on."""
        self.mode = mode

    def end(self, message: str = "") -> None:
        """End the mode, and say something."""
        self.mode = None
        self._message = message

    def give(self, label: str) -> None:
        """Give a label in the active pane."""
        self._leaving = False
        if self.reading:
            self._message = self.reading.give(label)
            self.refresh_look()

    def say(self, message: str) -> None:
        """Show a sentence in the status row until the next key."""
        self._message = message
        self.refresh_look()

    def saved(self) -> None:
        """Something reached the disk, or failed to, or another program changed an annotation file."""
        for slot in self.slots:
            # While a dialog is open nothing is asked: it may be this very question.
            if self.app.screen is self and not self.mode and slot.article and self.library.state(slot.article).outside:
                self._take_in(slot.article)
        if self.slots:
            self._refresh_status(self._glance())

    def _take_in(self, article: Article) -> None:
        """Merge what another program wrote; where both changed the same, ask."""
        conflicts = self.library.take_in(article)
        if conflicts:
            dialogs.settle_conflicts(self, article, len(conflicts))
        else:
            self.say(f"{article.title}: what another program wrote was taken in; undo takes it back")

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of the name under the caret, in all panes."""
        return self._linked.mentions(self.reading, self.readings) if self.reading else ()

    def _glance(self) -> tuple[Mention, ...]:
        """The same as far as it is known: no key waits for more."""
        return self._linked.glance(self.reading, self.readings) if self.reading else ()

    def refresh_look(self) -> None:
        """Show what looks different from before, in every pane and at the bottom."""
        self._remembering.settle(self.readings)
        self.side_by_side.follow(self)
        if self.tutor:
            self.tutor.look(self.readings, self.reading)
            self._refresh_lesson(self.tutor)
        mentions = self._glance()
        for index, slot in enumerate(self.slots):
            active = index == self.current
            number = f"{index + 1}/{len(self.slots)} " if self._arrangement.switched(len(self.slots)) else ""
            reading = slot.reading
            if reading is None:
                slot.pane.set_title("", active=active)
                continue
            caret = reading.caret
            lit = self.mode.lit(reading) if self.mode else None
            look = Look(
                cursor=caret.offset if active else None,
                selection=caret.selection if active else None,
                focus=reading.item if active and not (self.mode and self.mode.alone) else None,
                lit=self.side_by_side.lit(reading, self._linked.lit(reading, active, mentions) if lit is None else lit),
                needle=reading.search.needle if reading.search and not self.mode else "",
                signs=tuple(self.mode.signs(reading)) if self.mode else (),
                kept=self.focusing.kept(reading) if active else (0, 0) if self.focusing.unit else None,
            )
            slot.pane.update(look, reading.desk.take_changes())
            slot.pane.set_title(bars.title(reading, number), active=active)
        self.side.refresh()
        self._refresh_status(mentions)
        self._proposer.moved()

    def _refresh_status(self, mentions: Sequence[Mention]) -> None:
        reading, article, shades = self.reading, self.slot.article, self._shades
        self._refresh_bars(reading.item.label if reading and reading.item else "")
        columns, rows = SMALLEST_SCREEN
        if self.size.width < columns or self.size.height < rows:
            self.bottom.put(STATUS, bars.message(f"Too small: needs {columns}×{rows}", shades), (), shades.bar)
            return
        if reading is None or article is None:
            self.bottom.put(STATUS, bars.message(self._message, shades), (), shades.bar)
            return
        state = self.library.state(article)
        said = (self.mode.status() if self.mode else self._message) or (
            f"Not saved: {self.library.problem(article)}" if state.problem else ""
        )
        left = bars.message(said, shades) if said else self._described(reading, mentions)
        pile = bars.pile(self.overview.progress, shades, self.size.width)
        self.bottom.put(STATUS, left, [*pile, *bars.place(reading, state, shades)], shades.bar)

    def _refresh_lesson(self, tutor: Tutor) -> None:
        shades = self._shades
        onward = self.keymap.keys_of("tutorial")
        skip = [(f"{key_name(onward[0])} skip ", shades.bar_dim)] if onward and tutor.lesson.act else []
        self.bottom.put(LESSON, [(f" {tutor.title(self.keymap)}", shades.bar_strong)], skip, shades.bar)
        self.bottom.put(LESSON_TEXT, [(f" {tutor.text(self.keymap)}", shades.bar)], (), shades.bar)

    def _described(self, reading: Reading, mentions: Sequence[Mention]) -> list[Words]:
        """What is under the caret, and why it is proposed."""
        return bars.here(reading, self._linked.count(mentions, reading), self._shades, self.reason(reading))

    def reason(self, reading: Reading) -> str:
        """Why memory has a say on the proposal under a reading's caret; empty where it has none."""
        return self._remembering.reason(reading, reading.item) if reading.item else ""

    def use_labels(self, labels: LabelSet) -> None:
        """Let another label set be in force: its keys, letters and colours."""
        self.library.use_labels(labels)
        config = self._config
        self.keymap = Keymap.build(labels, config.keys, config.preset, config.key_places)
        self.key_reader = KeyReader(self.keymap)
        self._letters = margin_letters(labels)
        self._bars = ()
        self._restyle()

    def _look_at_labels(self) -> None:
        """Take in a label file that another program has changed."""
        try:
            labels = self.library.look_at_labels()
        except CopydeskError as error:
            self.say(
                f"The labels stay as they were: labels.toml{f':{error.line}' if error.line else ''}: {error.problem}"
            )
            return
        if labels:
            self.use_labels(labels)
            self.say("; ".join(("labels.toml was changed: its labels are in force", *self.keymap.problems)))

    @property
    def linked(self) -> Linked:
        """What links the names in the panes."""
        return self._linked

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

    def _refresh_bars(self, label: str) -> None:
        """The legend with a label marked, and the bar of keys; made anew only when they would differ."""
        choices = self.mode.keys() if self.mode else self.key_reader.choices()
        instead = None if choices is None else tuple(choices)
        state = (label, self.size.width, self._shades, instead)
        if state != self._bars:
            self._bars = state
            labels, width, shades = self.library.labels, self.size.width, self._shades
            self.bottom.put(LEGEND, bars.legend(labels, self.keymap, shades, width, label), (), shades.bar)
            last = bars.last_keys(self.keymap, shades, width) if instead is None else ()
            self.bottom.put(KEYS, bars.key_bar(self.keymap, shades, width, instead), last, shades.base)

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
            self.say(self._message if self.mode else "")

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
        if problem and not self._leaving:
            self._leaving = True
            self._message = f"Not saved: {problem}. The same key again leaves without it"
            self.refresh_look()
        else:
            self._resuming.keep(self, self._measure if self._measure != self._configured else 0)
            self.app.exit(TUTORIAL if for_tutorial else None)
