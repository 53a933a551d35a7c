"""The footer: what the rows below the text say of the place, the keys and the lesson."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.app.arrangement import SMALLEST_SCREEN
from copydesk.app.drawing import bars
from copydesk.app.drawing.bottom import Bottom, Words
from copydesk.app.keys.key_names import key_name
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.app.tutorial.tutor import Tutor
    from copydesk.detect.linking.mentions import Mention

LEGEND, STATUS, KEYS, LESSON, LESSON_TEXT = range(5)
"""The rows at the bottom; the last two are a tutorial's, and stand above the others."""
LOW_SCREEN = 9
"""Rows of the screen below which only the status is shown under the text."""


class Footer:
    """The rows at the bottom of a reading screen.

    Args:
        screen: What they tell about.

    Attributes:
        rows: The widget that draws them.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self.rows = Bottom(LESSON_TEXT + 1)
        self._screen = screen
        self._bars: tuple[object, ...] = ()

    def arrange(self) -> None:
        """Show the rows that there is room for; while something is in focus only the status."""
        screen = self._screen
        roomy = screen.size.height >= LOW_SCREEN and not screen.focusing.unit
        lesson = (LESSON, LESSON_TEXT) if screen.tutor else ()
        self.rows.show_only((*lesson, LEGEND, STATUS, KEYS) if roomy else (*lesson, STATUS))

    def refresh(self, mentions: Sequence[Mention]) -> None:
        """Show what is to be said now.

        Args:
            mentions: The mentions of the name under the caret.
        """
        if self._screen.tutor:
            self._show_lesson(self._screen.tutor)
        self._show_bars()
        self._show_status(mentions)

    def _show_status(self, mentions: Sequence[Mention]) -> None:
        screen, shades = self._screen, self._screen.shades
        reading, article = screen.reading, screen.slot.article
        columns, rows = SMALLEST_SCREEN
        if screen.size.width < columns or screen.size.height < rows:
            self.rows.put(STATUS, bars.message(f"Too small: needs {columns}×{rows}", shades), (), shades.bar)
            return
        if reading is None or article is None:
            self.rows.put(STATUS, bars.message(screen.message, shades), (), shades.bar)
            return
        state = screen.library.state(article)
        said = (screen.mode.status() if screen.mode else screen.message) or (
            f"Not saved: {screen.library.problem(article)}" if state.problem else ""
        )
        place = bars.place(reading, state, shades)
        if said:
            self.rows.put(STATUS, bars.message(said, shades), place, shades.bar)
        else:
            pile = bars.pile(screen.background.overview.progress, shades, screen.size.width)
            self.rows.put(STATUS, self._described(reading, mentions), [*pile, *place], shades.bar)

    def _described(self, reading: Reading, mentions: Sequence[Mention]) -> list[Words]:
        """What is under the caret, and why it is proposed."""
        background = self._screen.background
        counted = background.linked.count(mentions, reading)
        return bars.here(reading, counted, self._screen.shades, background.reason(reading))

    def _show_lesson(self, tutor: Tutor) -> None:
        keymap, shades = self._screen.keymap, self._screen.shades
        onward = keymap.keys_of("tutorial")
        skip = [(f"{key_name(onward[0])} skip ", shades.bar_dim)] if onward and tutor.lesson.act else []
        self.rows.put(LESSON, [(f" {tutor.title(keymap)}", shades.bar_strong)], skip, shades.bar)
        self.rows.put(LESSON_TEXT, [(f" {tutor.text(keymap)}", shades.bar)], (), shades.bar)

    def _show_bars(self) -> None:
        """The legend with the label of the item here marked, and the bar of keys; made anew only if they differ.

        While something is selected, keys are about that: no label is marked, and the bar says what goes with it.
        """
        screen = self._screen
        label = screen.reading.item.label if screen.reading and screen.reading.item else ""
        choices = screen.mode.keys() if screen.mode else screen.key_reader.choices()
        selected = screen.reading.caret.selection if screen.reading else None
        if choices is None and selected:
            choices, label = bars.selecting(screen.keymap), ""
        instead = None if choices is None else tuple(choices)
        labels, keymap, width, shades = screen.library.labels, screen.keymap, screen.size.width, screen.shades
        state = (label, labels, keymap, width, shades, instead)
        if state != self._bars:
            self._bars = state
            self.rows.put(LEGEND, bars.legend(labels, keymap, shades, width, label), (), shades.bar)
            self.rows.put(KEYS, *bars.key_bar(keymap, shades, width, instead), shades.base)
