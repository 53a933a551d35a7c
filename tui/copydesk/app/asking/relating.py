"""Relating on the screen: letters over the spans that a relation may lead to, and which type where several fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, ClassVar, Final

from copydesk.annotation.relating import Fit, allowed, fitting
from copydesk.annotation.span import Span
from copydesk.app.asking.describing import choose
from copydesk.app.drawing.painter import Piece
from copydesk.app.drawing.shades import Layer
from copydesk.app.keys.jump_labels import ALPHABET, JumpLabels, Target
from copydesk.app.keys.mode import Sign
from copydesk.app.panels.naming import named
from copydesk.app.proposing.attributing import speakers_near
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

SINGLE: Final = "ASDFQERTZXCVYUPO"
"""Letters for a few places: capitals that move nothing, so that all that moves still does."""
NEAR: Final = 11
"""Of more places than there are letters, so many have a letter each: those that are nearest."""
MIXED: Final = (*SINGLE[:NEAR], *map("".join, product(SINGLE[NEAR:], ALPHABET)))
"""Letters for more places: the last of the single letters begin two."""
WITHIN: Final = 400
"""Code points by which what lies in the passage itself counts as farther away: nobody in it has said it."""
Words = tuple[int, int]
"""A half-open range that is to be a speaker."""
LONGEST_SHOWN = 40
"""Code points of a span's words in a list."""


class Ends:
    """Waits for the letters of the span that a relation is to lead to.

    A key that is no letter of these leaves the letters and does what it always does, while the relation stays begun:
    the other end may be anywhere, and is taken with the same key that began it. Escape gives the relation up.

    Args:
        screen: The screen.
        reading: In which a relation was begun.
        begun: The span that it was begun at.
    """

    alone: ClassVar[bool] = False
    fades: ClassVar[bool] = False

    def __init__(self, screen: ReadingScreen, reading: Reading, begun: Span) -> None:
        self._screen = screen
        self._reading = reading
        self._begun = begun
        self._found: dict[int, list[Span | Words]] = {}
        self._label()

    def __len__(self) -> int:
        return len(self._found)

    def _label(self) -> None:
        """Find what is on the screen and may be the other end; one letter each where there are few."""
        reading = self._reading
        number = self._screen.current
        start, end = reading.caret.viewport.range()
        self._found = {}
        spans = (*reading.desk.annotations.overlapping(start, end), *reading.desk.open.overlapping(start, end))
        for span in spans:
            other = span.status != "rejected" and span.id != self._begun.id and start <= span.start < end
            if other and fitting(reading.labels, self._begun.label, span.label):
                self._found.setdefault(span.start, []).append(span)
        for words in self._untagged():
            if start <= words[0] < end and words[0] not in self._found:
                self._found[words[0]] = [words]
        targets: list[Target] = [(number, offset) for offset in sorted(self._found, key=self._distance)]
        self.labels = JumpLabels(targets, SINGLE if len(targets) <= len(SINGLE) else MIXED)

    @property
    def _is_draft(self) -> bool:
        return self._begun is self._reading.relations.draft

    def _untagged(self) -> list[Words]:
        """Words of which nothing is said, and that may have said the passage."""
        begun, labels = self._begun, self._reading.labels
        speaks = begun.label == "QUOTE" and "SPEAKER" in labels and bool(fitting(labels, begun.label, "SPEAKER"))
        return speakers_near(self._reading, *begun.range) if speaks else []

    def _distance(self, offset: int) -> int:
        """How far a place is from the span that the relation was begun at."""
        start, end = self._begun.range
        if start <= offset < end:
            return WITHIN + min(offset - start, end - offset)
        return start - offset if offset < start else offset - end

    def press(self, key: str, character: str | None) -> None:
        """Take a letter; any other key leaves the letters."""
        try:
            target = self.labels.type("" if "+" in key or character is None else character)
        except KeyError:
            self._screen.end()
            if key == "escape":
                self._screen.say(self._reading.cancel())
            else:
                self._screen.press(key, character)
            return
        if target:
            self._screen.end()
            self._screen.say(_join(self._screen, self._reading, self._found[target[1]]))

    def status(self) -> str:
        """What the status row says."""
        typed = f" {self.labels.typed} …" if self.labels.typed else ""
        what = "From a new QUOTE" if self._is_draft else f"From {self._begun.label}"
        return f"{what} to …{typed} type its letters, or go there and press the key again; esc leaves"

    def keys(self) -> Sequence[tuple[str, str]]:
        """Letters."""
        return [("A…Z", "relate to it"), ("esc", "leave")]

    def lit(self, reading: Reading) -> Sequence[Piece] | None:
        """What the relation may lead to."""
        if reading is not self._reading:
            return None
        shown: list[Piece] = []
        if self._is_draft:
            shown.append((*self._begun.range, Layer("focus", self._begun.label)))
        for end in (each for ends in self._found.values() for each in ends):
            if isinstance(end, Span):
                shown += [(*piece, Layer("end", end.label)) for piece in end.pieces]
            else:
                shown.append((*end, Layer("end", "SPEAKER")))
        return sorted(shown, key=lambda piece: (piece[0], piece[1]))

    def signs(self, reading: Reading) -> Sequence[Sign]:
        """The letters still to be typed."""
        if reading is not self._reading:
            return []
        return [Sign(*each) for each in self.labels.shown(self._screen.current)]

    def moved(self) -> None:
        """Label what is on the screen now."""
        self._label()

    def leave(self) -> None:
        """End it; the relation stays begun."""
        self._screen.end()


def relate(screen: ReadingScreen) -> str:
    """Begin a relation at the span here, with letters over what it may lead to; or end the one that was begun."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    if reading.relations.begun:
        end = reading.relations.other_end
        return _join(screen, reading, [end]) if isinstance(end, Span) else reading.relations.join(end)
    said = reading.relations.relate()
    if reading.relations.begun:
        ends = Ends(screen, reading, reading.relations.begun)
        if len(ends):
            screen.begin(ends)
    return said


def _join(screen: ReadingScreen, reading: Reading, ends: Sequence[Span | Words]) -> str:
    """Make the relation that was begun; ask where several would do."""
    begun = reading.relations.begun
    if begun is None:
        return "No relation was begun"
    spans = [end for end in ends if isinstance(end, Span)]
    ways = [(end, fit) for end in spans for fit in fitting(reading.labels, begun.label, end.label)]
    if len(ways) <= 1:
        return reading.relations.join(ends[0])
    text = reading.document.view
    entries = [(f"{fit.type}: {_arrow(begun, end, fit)} “{_short(named(end, text))}”", (end, fit)) for end, fit in ways]

    def chosen(way: tuple[Span, Fit]) -> None:
        end, fit = way
        screen.say(reading.relations.join(end, fit.type))

    choose(screen, "Relate", entries, chosen)
    return ""


def unrelate(screen: ReadingScreen) -> str:
    """Take a relation of the annotation here away; ask which where there are several."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    item = reading.annotation
    if item is None:
        return "No annotation here"
    desk, text = reading.desk, reading.document.view
    found = [(type, item, tail, f"{type}: {named(tail, text)}") for type, tail in desk.links_of(item)]
    found += [(type, head, item, f"{type} of {_short(named(head, text))}") for type, head in desk.links_to(item)]
    if not found:
        return f"This {item.label} is related to nothing: {allowed(reading.labels, item.label)}"
    if len(found) == 1:
        return reading.relations.unrelate(*found[0][:3])
    choose(
        screen,
        "Take away",
        [(each[3], each) for each in found],
        lambda each: screen.say(reading.relations.unrelate(*each[:3])),
    )
    return ""


def _arrow(begun: Span, end: Span, fit: Fit) -> str:
    head, tail = (end, begun) if fit.turned else (begun, end)
    return f"{head.label} → {tail.label}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
