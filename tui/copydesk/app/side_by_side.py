"""Side by side: the closest passage in the other panes, and windows that scroll together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal
from weakref import WeakKeyDictionary

from copydesk.app.drawing.painter import Piece
from copydesk.app.drawing.shades import Layer
from copydesk.app.panels.panel import Target
from copydesk.app.reading import Reading
from copydesk.text.document import Document

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.app.slot import Slot
    from copydesk.text.passages import Alike, Passages

Locking = Literal["free", "passage", "place"]
LOCKINGS: Final[tuple[Locking, ...]] = ("free", "passage", "place")
_SAID: Final = {
    "free": "Each pane scrolls by itself",
    "passage": "The other panes follow to the closest passage",
    "place": "The other panes follow to the same part of their article",
}
LONGEST_COMPARED = 2_000_000
"""Code points of a text that is compared."""
READ_AT_ONCE = 40_000
"""Code points that are read without being felt; more are read in the background."""


class SideBySide:
    """Compares what is read in the panes.

    Attributes:
        locking: Whether, and by what, the other panes follow the active one.
    """

    def __init__(self) -> None:
        self.locking: Locking = "free"
        self._passages: WeakKeyDictionary[Document, Passages] = WeakKeyDictionary()
        self._back: Target | None = None
        self._followed: object = None
        self._lit: dict[int, Piece] = {}
        self._reading = False

    def go_to_closest(self, screen: ReadingScreen) -> str:
        """Go to the passage in the next panes that is most like the one here; says how sure that is and why."""
        reading = screen.reading
        others = [slot.reading for slot in _after(screen) if slot.reading]
        if reading is None or not others:
            return "There is nothing in another pane to compare with"
        if any(each.document.about > LONGEST_COMPARED for each in (reading, *others)):
            return "That article is too long to be compared"
        if not self._ready(screen, [reading, *others], lambda: screen.say(self.go_to_closest(screen))):
            return "Reading the articles to compare them …"
        found = [(alike, other) for other in others if (alike := self._closest(reading, other))]
        if not found:
            return "Nothing in the other panes is like this"
        alike, other = max(found, key=lambda pair: pair[0].score)
        self._back = Target(reading, reading.caret.offset, reading.caret.offset + 1)
        screen.go_to(Target(other, alike.start, alike.end))
        return f"Closest, {alike.sureness} ({alike.score:.2f}): {', '.join(alike.shared)}"

    def _ready(self, screen: ReadingScreen, readings: Sequence[Reading], then: Callable[[], object]) -> bool:
        """Whether texts can be compared at once; else long ones are read in the background, and something follows."""
        unread = [each for each in readings if each.document not in self._passages]
        if sum(each.document.about for each in unread) <= READ_AT_ONCE:
            return True
        if self._reading:
            return False
        self._reading = True

        async def read() -> None:
            for each in unread:
                await asyncio.to_thread(self._read, each)
            self._reading = False
            if screen.is_attached:
                then()

        screen.run_worker(read(), group="comparing", exit_on_error=False)
        return False

    def go_back(self, screen: ReadingScreen) -> str:
        """Go back to where the closest passage was asked for; again, to and fro."""
        back, reading = self._back, screen.reading
        if back is None or reading is None:
            return "There is nowhere to go back to"
        self._back = Target(reading, reading.caret.offset, reading.caret.offset + 1)
        return "" if screen.go_to(back) else "That article is in no pane any more"

    def next_locking(self) -> str:
        """Lock the panes to each other in the next way, or free them."""
        self.locking = LOCKINGS[(LOCKINGS.index(self.locking) + 1) % len(LOCKINGS)]
        self._followed = None
        self._lit.clear()
        return _SAID[self.locking]

    def follow(self, screen: ReadingScreen) -> None:
        """Let the other panes follow the active one, where they are locked and it has moved."""
        reading = screen.reading
        if self.locking == "free" or reading is None:
            return
        offset = reading.caret.offset
        if self.locking == "passage":
            offset = reading.caret.motions.sentence_around(offset)[0]
        top = reading.caret.viewport.top if self.locking == "place" else None
        state = (id(reading), offset if top is None else top)
        if state == self._followed:
            return
        self._followed = state
        self._lit.clear()
        others = [slot.reading for slot in screen.slots if slot.reading and slot.reading is not reading]
        if self.locking == "place":
            for other in others:
                self._same_part(reading, other)
            return
        short = [each for each in (reading, *others) if each.document.about <= LONGEST_COMPARED]
        if reading in short and self._ready(screen, short, screen.refresh_look):
            for other in short[1:]:
                self._show_closest(reading, other)
        else:
            self._followed = None

    def _show_closest(self, reading: Reading, other: Reading) -> None:
        """Show the closest passage in another pane, lit."""
        alike = self._closest(reading, other)
        if alike:
            other.caret.viewport.show(alike.start)
            other.caret.show(alike.start, alike.end)
            other.scroll(0)
            self._lit[id(other)] = (alike.start, alike.end, Layer("lit"))

    def lit(self, reading: Reading, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """What is lit in a reading, in order, with the passage that it is shown for."""
        passage = self._lit.get(id(reading))
        return tuple(sorted((*pieces, passage), key=itemgetter(0))) if passage else tuple(pieces)

    def _same_part(self, reading: Reading, other: Reading) -> None:
        """Move a window to the same part of its text."""
        start, end = reading.caret.viewport.range()
        length = len(reading.document.view)
        part = 1.0 if end >= reading.caret.motions.last else start / max(1, length)
        viewport = other.caret.viewport
        viewport.top = viewport.layout.place(round(part * len(other.document.view))).line
        viewport.scroll(0)
        other.scroll(0)

    def _closest(self, reading: Reading, other: Reading) -> Alike | None:
        from copydesk.text.passages import closest

        return closest(self._read(reading), reading.caret.offset, self._read(other))

    def _read(self, reading: Reading) -> Passages:
        from copydesk.text.passages import Passages

        found = self._passages.get(reading.document)
        if found is None:
            blocks = reading.caret.blocks
            ranges = [(block.start, block.end) for block in blocks]
            found = self._passages[reading.document] = Passages(reading.document.text, ranges)
        return found


def _after(screen: ReadingScreen) -> list[Slot]:
    """The other panes, the next one first."""
    at = screen.current
    return [*screen.slots[at + 1 :], *screen.slots[:at]]
