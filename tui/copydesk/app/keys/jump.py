"""Jumping: labels over the words on the screen, two letters of which take the cursor to one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from copydesk.app.drawing.painter import Piece
from copydesk.app.keys.jump_labels import JumpLabels, Target
from copydesk.app.keys.mode import Sign
from copydesk.app.reading import Reading
from copydesk.text.graphemes import previous_boundary
from copydesk.text.words import word_at, words

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

Chosen = Callable[["ReadingScreen", int, int], str]
"""What is done with a pane's number and an offset; answers with a sentence for the person."""


class Jump:
    """Waits for the two letters of a label; any other key leaves everything as it was.

    Args:
        screen: The screen.
        title: What the status row asks for.
        panes: The numbers of the panes whose words are labelled.
        chosen: What is done with the place.
    """

    alone: ClassVar[bool] = False
    fades: ClassVar[bool] = True

    def __init__(self, screen: ReadingScreen, title: str, panes: Sequence[int], chosen: Chosen) -> None:
        self._screen = screen
        self._title = title
        self._panes = panes
        self._chosen = chosen
        self.labels = JumpLabels(self._targets())

    def _targets(self) -> list[Target]:
        """The words on the screen, those near the cursor first, then the other panes from their tops."""
        screen = self._screen
        found: list[tuple[bool, int, Target]] = []
        for number in self._panes:
            reading, pane = screen.slots[number].reading, screen.slots[number].pane
            if reading is None or not pane.display:
                continue
            active = number == screen.current
            start, end = reading.caret.viewport.range()
            for left, _ in words(reading.document.view, start, end):
                if left >= start:
                    far = abs(left - reading.caret.offset) if active else left - start
                    found.append((not active, far, (number, left)))
        return [target for _, _, target in sorted(found)]

    def press(self, key: str, character: str | None) -> None:
        """Take a letter of a label; any other key ends it."""
        try:
            target = self.labels.type("" if "+" in key or character is None else character)
        except KeyError:
            self._screen.end("" if key == "escape" else "No jump: there is no such label")
            return
        if target:
            self._screen.end()
            self._screen.say(self._chosen(self._screen, *target))

    def status(self) -> str:
        """What the status row says."""
        typed = f" {self.labels.typed} …" if self.labels.typed else ""
        return f"{self._title}:{typed} type the letters over it, any other key leaves"

    def keys(self) -> Sequence[tuple[str, str]]:
        """Letters."""
        return [("a…z", "go there"), ("esc", "stay")]

    def lit(self, reading: Reading) -> Sequence[Piece] | None:
        """As without the mode."""
        return None

    def signs(self, reading: Reading) -> Sequence[Sign]:
        """The letters still to be typed."""
        number = next((number for number in self._panes if self._screen.slots[number].reading is reading), None)
        return [] if number is None else [Sign(*each) for each in self.labels.shown(number)]

    def moved(self) -> None:
        """Label what is on the screen now; what was typed of a label is forgotten."""
        self.labels = JumpLabels(self._targets())

    def leave(self) -> None:
        """End it."""
        self._screen.end()


def begin_jump(screen: ReadingScreen) -> str:
    """Label the words on the screen; with a selection only those of its pane, to which it can be extended."""
    reading = screen.reading
    selecting = reading is not None and reading.caret.anchor is not None
    panes = [screen.current] if selecting else list(range(len(screen.slots)))
    return begin(screen, "Extend to" if selecting else "Jump to", panes, _go)


def begin(screen: ReadingScreen, title: str, panes: Sequence[int], chosen: Chosen) -> str:
    """Label the words of some panes, and do something with the one that is chosen."""
    jump = Jump(screen, title, panes, chosen)
    if not len(jump.labels):
        return "No word on the screen"
    screen.begin(jump)
    return ""


def _go(screen: ReadingScreen, pane: int, offset: int) -> str:
    """Go to a word; a selection is extended so that it takes in all of the word."""
    if pane != screen.current:
        screen.activate(pane)
    reading = screen.reading
    if reading is None:
        return ""
    anchor = reading.caret.anchor
    if anchor is None:
        reading.go(offset)
        return ""
    text = reading.document.view
    word = word_at(text, offset) or (offset, offset + 1)
    reading.caret.go(previous_boundary(text, word[1]) if offset > anchor else offset, keep_selection=True)
    return ""
