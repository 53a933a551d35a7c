"""The navigator: where one is in an article, and how one gets to what is annotated, proposed or searched for."""

from __future__ import annotations

from sys import maxsize
from typing import Literal

from copydesk.annotation.desk import Desk
from copydesk.annotation.span import Span
from copydesk.app.filtering import Filter
from copydesk.text.caret import Caret, Motion
from copydesk.text.cells import Measure
from copydesk.text.document import Document
from copydesk.text.search import Search
from copydesk.text.words import word_at

Delta = Literal[1, -1]


class Navigator:
    """A caret in an article, and what of its desk is under it. Nothing here changes an annotation.

    Methods that go somewhere answer with a sentence for the person, empty when there is nothing to say.

    Args:
        document: The article's text.
        desk: Its annotations and proposals.
        measure: Gives widths in cells.

    Attributes:
        caret: The caret.
        filter: What is hopped to, or None for everything.
        search: What was searched for last, if anything.
    """

    def __init__(self, document: Document, desk: Desk, measure: Measure) -> None:
        self.document = document
        self.desk = desk
        self.caret = Caret(document, measure)
        self.filter: Filter | None = None
        self.search: Search | None = None
        self._focus_id: str | None = None
        self._made: tuple[str, int, int] | None = None
        self._here: list[Span] = []
        self._here_state: tuple[int, str | None, int] | None = None

    def take_desk(self, desk: Desk) -> None:
        """Take a desk in the place of the one that was empty."""
        desk.version = self.desk.version + 1
        desk.show_all()
        self.desk = desk
        self._here_state = None

    @property
    def here(self) -> list[Span]:
        """What is over the caret: the focused item first, then from the shortest to the longest."""
        state = (self.caret.offset, self._focus_id, self.desk.version)
        if state != self._here_state:
            found = self.desk.here(self.caret.offset)
            self._here = sorted(found, key=lambda span: span.id != self._focus_id)
            self._here_state = state
        return self._here

    @property
    def item(self) -> Span | None:
        """The annotation or proposal that a key without a selection is about."""
        return next(iter(self.here), None)

    @property
    def focused(self) -> Span | None:
        """What was hopped to, or visited, while the caret is on it."""
        item = self.item
        return item if item and item.id == self._focus_id else None

    @property
    def just_tagged(self) -> str | None:
        """The id of the annotation that the last key made, while the caret stayed on it and nothing is selected."""
        if self._made and self._made[1:] == (self.desk.edits, self.caret.offset) and not self.caret.selection:
            return self._made[0]
        return None

    @property
    def annotation(self) -> Span | None:
        """The annotation here, proposals passed over."""
        return next((span for span in self.here if span.status == "accepted"), None)

    def move(self, motion: Motion, *, extend: bool = False) -> None:
        """Move the caret; with `extend` the selection goes along."""
        self._focus_id = None
        self.caret.move(motion, extend=extend)

    def go(self, offset: int) -> None:
        """Put the caret at an offset; nothing is selected then."""
        self._focus_id = None
        self.caret.go(offset)

    def rest_on(self, start: int, made: str | None) -> None:
        """Go to what was made, focus it, and know that it was made just now."""
        self.go(start)
        self._focus_id = made
        self._made = (made, self.desk.edits, self.caret.offset) if made else None

    def select(self, start: int, end: int) -> None:
        """Select a half-open range."""
        self._focus_id = None
        self.caret.select(start, end)

    def point(self, offset: int, clicks: int) -> None:
        """Follow the mouse: go there (1 click), drag a selection there (0), select the word (2) or sentence (3)."""
        self._focus_id = None
        if clicks == 0:
            self.caret.drag(offset)
        elif clicks == 1:
            self.caret.go(offset)
        elif clicks > 2:
            self.caret.select(*self.caret.motions.sentence_around(offset))
        elif word := word_at(self.document.view, offset):
            self.caret.select(*word)

    def scroll(self, delta: int) -> None:
        """Move the window by rows."""
        if self.caret.scroll(delta):
            self._focus_id = None

    def hop(self, delta: Delta, *, annotations: bool = False) -> str:
        """Go to the next or previous proposal that is left to decide, or annotation, and focus it."""
        index = self.desk.annotations.index if annotations else self.desk.to_decide
        offset = self.caret.offset
        focused = self.focused
        everything = maxsize
        order = focused.order if focused else (offset, -everything if delta > 0 else 0, "")
        step = index.after if delta > 0 else index.before

        def shown(span: Span | None) -> Span | None:
            while span and not self.wants(span):
                span = step(span.order)
            return span

        found = shown(step(order))
        wrapped = found is None
        found = found or shown(index.first() if delta > 0 else index.last())
        if not found:
            only = f" that is {self.filter}: F shows everything again" if self.filter else ""
            if annotations:
                return f"No annotation{only}" if only else "No annotations yet"
            return f"Nothing left to decide{only}"
        self.focus(found)
        return "" if not wrapped else "From the top again" if delta > 0 else "From the end again"

    def wants(self, span: Span) -> bool:
        """Whether a span is hopped to."""
        return span.status != "rejected" and (self.filter is None or self.filter.admits(span))

    def visit(self, start: int, end: int) -> None:
        """Go to a half-open range, and focus what is annotated or proposed exactly there."""
        self.caret.go(start)
        self.caret.show(start, end)
        self._focus_id = next((span.id for span in self.desk.here(start) if span.range == (start, end)), None)

    def focus(self, span: Span) -> None:
        """Go to a span, and let keys be about it while the caret is on it."""
        self.caret.go(span.start)
        self.caret.show(*span.range)
        self._focus_id = span.id

    def shrink(self) -> str:
        """Go back to the unit that was selected before the last growth."""
        return "" if self.caret.shrink() else "Nothing to shrink to"

    def find(self, needle: str) -> str:
        """Search for a text from the caret on."""
        self.search = Search(needle, self.search) if needle.strip() else None
        return self.find_next(1, stay=True) if self.search else ""

    def find_next(self, delta: Delta, *, stay: bool = False) -> str:
        """Go to the next or previous match; with `stay` a match at the caret will do."""
        if self.search is None:
            return "Nothing searched for yet: / searches"
        text, offset = self.document.view, self.caret.offset
        found = self.search.after(text, offset - stay) if delta > 0 else self.search.before(text, offset)
        if found is None:
            return f"Not found: {self.search.needle}"
        wrapped = found[0] < offset if delta > 0 else found[0] > offset
        self._focus_id = None
        self.caret.go(found[0], keep_selection=self.caret.visual)
        return "" if not wrapped else "From the top again" if delta > 0 else "From the end again"
