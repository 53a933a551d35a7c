"""Reading: one open article, and what each key decides about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from sys import maxsize
from typing import Concatenate, Literal, ParamSpec

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.labels import PASSAGES, LabelSet
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.relating import allowed, can_be_related, fitting
from copydesk.annotation.span import Span
from copydesk.app.filtering import Filter
from copydesk.text.caret import Caret, Motion
from copydesk.text.cells import Measure, default_measure
from copydesk.text.document import Document
from copydesk.text.edges import Edge, by_grapheme, by_word
from copydesk.text.graphemes import previous_boundary, snap, trim
from copydesk.text.search import Search
from copydesk.text.words import word_at

Delta = Literal[1, -1]
LONGEST_TITLE = 40
"""Code points of a passage that its edit is called by."""


Given = ParamSpec("Given")


def _decides(method: Callable[Concatenate[Reading, Given], str]) -> Callable[Concatenate[Reading, Given], str]:
    """A method that changes annotations: where they are read-only it only says why."""

    @wraps(method)
    def guarded(reading: Reading, /, *args: Given.args, **kwargs: Given.kwargs) -> str:
        return reading.read_only or method(reading, *args, **kwargs)

    return guarded


class Reading:
    """An article on the desk with a caret in it.

    Methods that decide something answer with a sentence for the person, empty when there is nothing to say.

    Args:
        title: What the article is called on the screen.
        document: Its text.
        desk: Its annotations and proposals.
        labels: The label set in force.
        read_only: Why nothing may be annotated here, or empty.
        measure: Gives widths in cells.

    Attributes:
        filter: What is hopped to, or None for everything.
        begun: The span at which a relation was begun, or None.
        attributes: Whether a quotation that is tagged by hand gets the speaker and cue that the words beside it name.
    """

    def __init__(
        self,
        title: str,
        document: Document,
        desk: Desk,
        labels: LabelSet,
        *,
        read_only: str = "",
        measure: Measure = default_measure,
    ) -> None:
        self.title = title
        self.document = document
        self.desk = desk
        self.labels = labels
        self.read_only = read_only
        self.caret = Caret(document, measure)
        self.search: Search | None = None
        self.recent_labels: list[str] = []
        self.filter: Filter | None = None
        self._focus_id: str | None = None
        self.begun: Span | None = None
        self.attributes = False
        self._here: list[Span] = []
        self._here_state: tuple[int, str | None, int] | None = None

    def begin(self, desk: Desk, read_only: str) -> None:
        """Take the desk with its annotations, which were read after the text was shown."""
        desk.version = self.desk.version + 1
        desk.show_all()
        self.desk, self.read_only = desk, read_only
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
        focused = next((span for span in self.desk.here(offset) if span.id == self._focus_id), None)
        everything = maxsize
        order = focused.order if focused else (offset, -everything if delta > 0 else 0, "")
        step = index.after if delta > 0 else index.before

        def shown(span: Span | None) -> Span | None:
            while span and not self._wanted(span):
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
        self._focus(found)
        return "" if not wrapped else "From the top again" if delta > 0 else "From the end again"

    def _wanted(self, span: Span) -> bool:
        """Whether a span is hopped to."""
        return span.status != "rejected" and (self.filter is None or self.filter.admits(span))

    def visit(self, start: int, end: int) -> None:
        """Go to a half-open range, and focus what is annotated or proposed exactly there."""
        self.caret.go(start)
        self.caret.show(start, end)
        self._focus_id = next((span.id for span in self.desk.here(start) if span.range == (start, end)), None)

    def _focus(self, span: Span) -> None:
        self.caret.go(span.start)
        self.caret.show(*span.range)
        self._focus_id = span.id

    def cancel(self) -> str:
        """Leave whatever was begun last: the selection, the relation, the search."""
        if self.caret.anchor is not None:
            self.caret.drop_selection()
        elif self.begun:
            self.begun = None
        else:
            self.search = None
        return ""

    def shrink(self) -> str:
        """Go back to the unit that was selected before the last growth."""
        return "" if self.caret.shrink() else "Nothing to shrink to"

    @_decides
    def accept(self) -> str:
        """Accept the proposal here and go on to the next one, or confirm an annotation found by nearly its words."""
        if self.caret.selection:
            return "Give the selection a label with its key"
        proposal = next((span for span in self.here if span.status == "proposed"), None)
        if proposal is None:
            return self._confirm(self.annotation) or "No proposal here: tab goes to the next one"
        self._decided(self.desk.accept(proposal), proposal)
        return ""

    @_decides
    def reject(self) -> str:
        """Reject the proposal here and go on to the next one, or remove the annotation here."""
        item = self.item
        if item is None:
            return "Nothing here to reject or remove"
        if item.status == "proposed":
            self._decided(self.desk.reject(item), item)
            return ""
        self._focus_id = None
        return _sentence(self.desk.remove(item))

    @_decides
    def give(self, label: str) -> str:
        """Give a label to the selection, the item here, or the word here."""
        self.recent_labels = [*(each for each in self.recent_labels if each != label), label]
        text, selection, item = self.document.view, self.caret.selection, self.item
        if selection:
            start, end = trim(text, *selection)
            return self._tag(*snap(text, start, end), label) if start < end else "Only white space is selected"
        if item and item.status == "proposed":
            self._decided(self.desk.accept(item, label), item)
            return ""
        if item:
            return "" if self.desk.relabel(item, label) else self._confirm(item) or f"It is {label} already"
        word = word_at(text, self.caret.offset)
        return self._tag(*snap(text, *word), label) if word else "No word here: v starts a selection"

    def _confirm(self, item: Span | None) -> str:
        edit = self.desk.confirm(item) if item else None
        return _sentence(edit) if edit else ""

    def repeat(self) -> str:
        """Give the label that was given last."""
        return self.give(self.recent_labels[-1]) if self.recent_labels else "No label was given yet"

    def _tag(self, start: int, end: int, label: str) -> str:
        words = self.document.view[start : min(end, start + LONGEST_TITLE)]
        with self.desk.together(f"{label} on “{words}”", start):
            edit = self.desk.tag(start, end, label)
            made = _made(edit)
            said = self._attribute(made) if made and label == "QUOTE" and self.attributes else ""
        self.go(start)
        self._focus_id = made
        return said if edit else f"It is {label} already"

    def _attribute(self, made: str) -> str:
        """Give a quotation that has none the speaker and the cue that the words beside it name; what was given."""
        from copydesk.app.proposing.attributing import attribution_here

        quote = self.desk.annotations.get(made)
        found = attribution_here(self, *quote.range) if quote and not self.desk.links_of(quote) else None
        if quote is None or found is None or found.speaker is None:
            return ""
        given = []
        for type, label, place in (("speaker", "SPEAKER", found.speaker), ("cue", "CUE", found.cue)):
            if place is None:
                continue
            fits = [span for span in self.desk.here(place[0]) if span.range == place and self._may(type, quote, span)]
            if fits:
                self.desk.relate(type, quote, self._accepted(fits[0]))
            elif label in self.labels and self.labels.allows(type, quote.label, label):
                self.desk.relate_to(type, quote, *place, label)
            else:
                continue
            given.append(f"{type} “{self.document.view[slice(*place)]}”")
        return f"{', '.join(given)}: r names another, R takes it away" if given else ""

    def _may(self, type: str, head: Span, tail: Span) -> bool:
        return self.labels.allows(type, head.label, tail.label)

    def _decided(self, edit: Edit, proposal: Span) -> None:
        """After a proposal was decided the caret hops on; at the last one it stays."""
        following = self.desk.to_decide.after(proposal.order)
        while following and not self._wanted(following):
            following = self.desk.to_decide.after(following.order)
        if following:
            self._focus(following)
        else:
            self.go(proposal.start)
            self._focus_id = _made(edit)

    def nudge(self, edge: Edge, delta: Delta, *, words: bool = False) -> str:
        """Move an end of the selection, or of the item here, by a grapheme or by a word."""
        text, selection, item = self.document.view, self.caret.selection, self.item
        target = selection or (item.range if item else None)
        if target is None:
            return "No span here"
        if self.read_only and not selection:
            return self.read_only
        if not selection and item and item.fragments:
            return "A span in pieces cannot be nudged"
        start, end = (by_word if words else by_grapheme)(text, *target, edge, delta)
        if start >= end:
            return "It cannot get any smaller"
        if trim(text, start, end) != (start, end):
            return "There is nothing but white space on that side"
        if selection:
            self.select(start, end)
        elif item and (start, end) != target:
            self._move_item(item, start, end)
        return ""

    def _move_item(self, item: Span, start: int, end: int) -> None:
        if item.status == "proposed":
            self.desk.adjust(item, start, end)
        else:
            self.desk.move(item, start, end)
        if not start <= self.caret.offset < end:
            self.caret.go(start if self.caret.offset < start else previous_boundary(self.document.view, end))
        self._focus_id = item.id

    @_decides
    def comment(self, note: str) -> str:
        """Set the comment of the annotation here."""
        if self.annotation is None:
            return "No annotation here to comment on"
        self.desk.annotate(self.annotation, note)
        return ""

    @_decides
    def describe(self, attribute: str, value: str | bool) -> str:
        """Set an attribute of the annotation here, or take it away with an empty value or False."""
        if self.annotation is None:
            return "No annotation here to describe"
        self.desk.describe(self.annotation, attribute, value)
        return ""

    @_decides
    def doubt(self, flag: str) -> str:
        """Set a flag of the annotation here, or take it away where it is set; a proposal is accepted with it."""
        item = self.item
        if item is None:
            return "No annotation here to doubt"
        if item.status == "proposed":
            made = _made(self.desk.accept(item))
            item = self.desk.annotations.get(made) if made else None
            self._focus_id = made
        if item is None:
            return "It is annotated already"
        doubtful = item.attrs.get(flag) is not True
        self.desk.describe(item, flag, doubtful)
        return f"Flagged as {flag}" if doubtful else f"No longer {flag}"

    @_decides
    def label_article(self, attribute: str, value: str | bool) -> str:
        """Set a label of the whole article, or take it away with an empty value or False."""
        self.desk.label_article(attribute, value, self.caret.offset)
        said = "yes" if value is True else value or "no longer set"
        return f"{attribute}: {said}"

    @_decides
    def place_orphan(self, orphan: Orphan) -> str:
        """Put an orphan on the selection; without one go to where its words stand, if they do, to look."""
        selection = self.caret.selection
        if selection is None:
            return self.find(orphan.anchor.exact) or "Select where it belongs, then choose it again"
        start, end = trim(self.document.view, *selection)
        if start == end:
            return "Only white space is selected"
        edit = self.desk.reanchor(orphan, *snap(self.document.view, start, end))
        self.go(start)
        self._focus_id = _made(edit)
        return ""

    @_decides
    def remove_orphan(self, orphan: Orphan) -> str:
        """Take an orphan away."""
        return _sentence(self.desk.discard(orphan, self.caret.offset))

    @_decides
    def relate(self) -> str:
        """Begin a relation at the span here, or end the one that was begun, which accepts proposals at its ends.

        It may also end at a selection, or a word of which nothing is said: that becomes a speaker.
        """
        if self.begun:
            return self.join(self.other_end)
        focused = next((each for each in self.here if each.id == self._focus_id), None)
        heads = (each for each in self.here if any(type.allows_head(each.label) for type in self.labels.relations))
        item = focused or next(heads, self.item)
        if item is None:
            return "No span here to relate"
        if not can_be_related(self.labels, item.label):
            return f"Nothing is related to a {item.label}: {allowed(self.labels)}"
        self.begun = item
        return f"From {item.label} to …: go to the other span or word and press the key again"

    @property
    def other_end(self) -> Span | tuple[int, int] | None:
        """What the relation that was begun would end at here: a span, or a half-open range that is to be a speaker."""
        begun = self.begun
        if begun is None:
            return None
        selection, word = self._selected(), word_at(self.document.view, self.caret.offset)
        if selection:
            return next((span for span in self.here if span.range == selection), selection)
        there = next((span for span in self.here if fitting(self.labels, begun.label, span.label)), None)
        untagged = all(
            each.id != begun.id and (each.status == "proposed" or each.label in PASSAGES) for each in self.here
        )
        bare = untagged and self._speaker_type(begun)
        return there or (snap(self.document.view, *word) if word and bare else self.item)

    def _selected(self) -> tuple[int, int] | None:
        """The selection without white space at its ends, or None."""
        text, selection = self.document.view, self.caret.selection
        start, end = trim(text, *selection) if selection else (0, 0)
        return snap(text, start, end) if start < end else None

    def _speaker_type(self, head: Span) -> str:
        """The first type of relation that may go from a span to a speaker, or empty."""
        if "SPEAKER" not in self.labels:
            return ""
        return next((each.name for each in self.labels.relations if each.allows(head.label, "SPEAKER")), "")

    @_decides
    def join(self, end: Span | tuple[int, int] | None, type: str = "") -> str:
        """Make the relation that was begun, to a span or to words; of a type, or the first one that fits.

        Proposals at its ends are accepted. Where that relates the first to somebody else in the same way, as the
        detector proposed it, this takes the place of that. Where it was begun at a proposal, the caret hops on.
        """
        begun, self.begun = self.begun, None
        if begun is None:
            return "No relation was begun"
        if end is None:
            return "No span or word here to relate to"
        one = self._kept(begun)
        if one is None:
            return "The span it started from is gone"
        self.caret.drop_selection()
        said = self._relate_to(one, end, type)
        following = self.desk.to_decide.after(begun.order) if begun.status == "proposed" else None
        if following:
            self._focus(following)
        return said

    def _relate_to(self, one: Span, end: Span | tuple[int, int], type: str) -> str:
        if isinstance(end, tuple):
            name = self._speaker_type(one)
            if not name:
                return (
                    f"No relation goes from {one.label} to words that are not tagged: {allowed(self.labels, one.label)}"
                )
            head = self._accepted(one)
            self.desk.relate_to(name, head, *end, "SPEAKER")
            return f"{name}: {head.label} → SPEAKER"
        fits = [fit for fit in fitting(self.labels, one.label, end.label) if type in ("", fit.type)]
        if not fits or end.id == one.id:
            return f"Nothing relates {one.label} and {end.label}: {allowed(self.labels, one.label)}"
        both = one.status == end.status == "accepted"
        one, other = self._accepted(one), self._accepted(end)
        head, tail = (other, one) if fits[0].turned else (one, other)
        name = fits[0].type
        made = self.desk.relate(name, head, tail)
        return "They are so related already" if made is None and both else f"{name}: {head.label} → {tail.label}"

    def _kept(self, span: Span) -> Span | None:
        """A span that was here as it is now: the annotation, the open proposal, or what that was accepted as."""
        if span.status == "accepted":
            return self.desk.annotations.get(span.id)
        there = self.desk.here(span.start)
        same = next((each for each in there if each.id == span.id), None)
        return same or next((each for each in there if each.range == span.range and each.label == span.label), None)

    def _accepted(self, span: Span) -> Span:
        """A span as an annotation; an open proposal is accepted."""
        now = self._kept(span) or span
        if now.status == "proposed":
            made = _made(self.desk.accept(now))
            now = (self.desk.annotations.get(made) if made else None) or self._kept(now) or now
        return self.desk.annotations.get(now.id) or now

    @_decides
    def unrelate(self, type: str, head: Span, tail: Span) -> str:
        """Take a relation away."""
        edit = self.desk.unrelate(type, head, tail)
        return _sentence(edit) if edit else "That relation is gone already"

    @_decides
    def toggle_done(self) -> str:
        """Mark the article done, or open again."""
        done = self.desk.annotations.status != "done"
        self.desk.mark(done, self.caret.offset)
        return f"{self.title} is done" if done else f"{self.title} is open again"

    @_decides
    def undo(self) -> str:
        """Take the last edit back and return to where it was made."""
        return self._step_history(self.desk.undo, "Undone", "Nothing to undo")

    @_decides
    def redo(self) -> str:
        """Make the last edit taken back again and return to where it was made."""
        return self._step_history(self.desk.redo, "Done again", "Nothing to redo")

    def _step_history(self, step: Callable[[], Edit | None], said: str, nothing: str) -> str:
        edit = step()
        if edit is None:
            return nothing
        self.go(edit.offset)
        return f"{said}: {edit.title}"

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


def _sentence(edit: Edit) -> str:
    """The title of an edit as a sentence."""
    return edit.title[:1].upper() + edit.title[1:]


def _made(edit: Edit | None) -> str | None:
    """The id of the first span that an edit made or changed."""
    return next((change.after.id for change in edit.spans if change.after), None) if edit else None
