"""Reading: one open article, and what each key decides about it."""

from __future__ import annotations

from collections.abc import Callable

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.labels import LabelSet
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.span import Span
from copydesk.app.navigator import Delta, Navigator
from copydesk.app.read_only import decides
from copydesk.app.relations import Relations
from copydesk.text.cells import Measure, default_measure
from copydesk.text.document import Document
from copydesk.text.edges import Edge, by_grapheme, by_word
from copydesk.text.graphemes import previous_boundary, snap, trim
from copydesk.text.words import word_at

LONGEST_TITLE = 40
"""Code points of a passage that its edit is called by."""


class Reading(Navigator):
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
        relations: Relates what is annotated.
        recent_labels: Labels that were given, the last one at the end.
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
        super().__init__(document, desk, measure)
        self.title = title
        self.labels = labels
        self.read_only = read_only
        self.relations = Relations(self)
        self.recent_labels: list[str] = []
        self.attributes = False

    def begin(self, desk: Desk, read_only: str) -> None:
        """Take the desk with its annotations, which were read after the text was shown."""
        self.take_desk(desk)
        self.read_only = read_only

    def cancel(self) -> str:
        """Leave whatever was begun last: the selection, the relation, the search."""
        if self.caret.anchor is not None:
            self.caret.drop_selection()
        elif self.relations.begun:
            self.relations.begun = None
        else:
            self.search = None
        return ""

    @decides
    def accept(self) -> str:
        """Accept the proposal here and go on to the next one, or confirm an annotation found by nearly its words."""
        if self.caret.selection:
            return "Give the selection a label with its key"
        proposal = next((span for span in self.here if span.status == "proposed"), None)
        if proposal is None:
            return self._confirm(self.annotation) or "No proposal here: tab goes to the next one"
        self._decided(self.desk.accept(proposal), proposal)
        return ""

    @decides
    def reject(self) -> str:
        """Reject the proposal here and go on to the next one, or remove the annotation here."""
        item = self.item
        if item is None:
            return "Nothing here to reject or remove"
        if item.status == "proposed":
            self._decided(self.desk.reject(item), item)
            return ""
        self._focus_id = None
        return self.desk.remove(item).sentence

    @decides
    def give(self, label: str) -> str:
        """Give a label to the selection, the item here, or the word here."""
        self.remember(label)
        text, selection, item = self.document.view, self.caret.selection, self.item
        if selection:
            start, end = trim(text, *selection)
            if start == end:
                return "Only white space is selected"
            start, end = snap(text, start, end)
            speaker = self.relations.speaker_at(start, end, label)
            if speaker and self.desk.relabel(speaker, label):
                self.rest_on(start, speaker.id)
                return ""
            return self._tag(start, end, label)
        if item and item.status == "proposed":
            self._decided(self.desk.accept(item, label), item)
            return ""
        if item:
            return "" if self.desk.relabel(item, label) else self._confirm(item) or f"It is {label} already"
        word = word_at(text, self.caret.offset)
        return self._tag(*snap(text, *word), label) if word else "No word here: v starts a selection"

    def remember(self, label: str) -> None:
        """Know a label as the one that was given last."""
        self.recent_labels = [*(each for each in self.recent_labels if each != label), label]

    def _confirm(self, item: Span | None) -> str:
        edit = self.desk.confirm(item) if item else None
        return edit.sentence if edit else ""

    def repeat(self) -> str:
        """Give the label that was given last."""
        return self.give(self.recent_labels[-1]) if self.recent_labels else "No label was given yet"

    def _tag(self, start: int, end: int, label: str) -> str:
        with self.desk.together(self.tagging(label, start, end), start):
            edit = self.desk.tag(start, end, label)
            made = edit.made if edit else None
            quote = self.desk.annotations.get(made) if made and label == "QUOTE" else None
            said = self.relations.attribute(quote) if quote and self.attributes else ""
        self.rest_on(start, made)
        return said if edit else f"It is {label} already"

    def tagging(self, label: str, start: int, end: int) -> str:
        """What it is called in the history to tag a half-open range."""
        return f"{label} on “{self.document.view[start : min(end, start + LONGEST_TITLE)]}”"

    def _decided(self, edit: Edit, proposal: Span) -> None:
        """After a proposal was decided the caret hops on; at the last one it stays."""
        following = self.desk.to_decide.after(proposal.order)
        while following and not self.wants(following):
            following = self.desk.to_decide.after(following.order)
        if following:
            self.focus(following)
        else:
            self.go(proposal.start)
            self._focus_id = edit.made

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

    @decides
    def comment(self, note: str) -> str:
        """Set the comment of the annotation here."""
        if self.annotation is None:
            return "No annotation here to comment on"
        self.desk.annotate(self.annotation, note)
        return ""

    @decides
    def describe(self, attribute: str, value: str | bool) -> str:
        """Set an attribute of the annotation here, or take it away with an empty value or False."""
        if self.annotation is None:
            return "No annotation here to describe"
        self.desk.describe(self.annotation, attribute, value)
        return ""

    @decides
    def doubt(self, flag: str) -> str:
        """Set a flag of the annotation here, or take it away where it is set; a proposal is accepted with it."""
        item = self.item
        if item is None:
            return "No annotation here to doubt"
        if item.status == "proposed":
            made = self.desk.accept(item).made
            item = self.desk.annotations.get(made) if made else None
            self._focus_id = made
        if item is None:
            return "It is annotated already"
        doubtful = item.attrs.get(flag) is not True
        self.desk.describe(item, flag, doubtful)
        return f"Flagged as {flag}" if doubtful else f"No longer {flag}"

    @decides
    def label_article(self, attribute: str, value: str | bool) -> str:
        """Set a label of the whole article, or take it away with an empty value or False."""
        self.desk.label_article(attribute, value, self.caret.offset)
        said = "yes" if value is True else value or "no longer set"
        return f"{attribute}: {said}"

    @decides
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
        self._focus_id = edit.made
        return ""

    @decides
    def remove_orphan(self, orphan: Orphan) -> str:
        """Take an orphan away."""
        return self.desk.discard(orphan, self.caret.offset).sentence

    @decides
    def toggle_done(self) -> str:
        """Mark the article done, or open again."""
        done = self.desk.annotations.status != "done"
        self.desk.mark(done, self.caret.offset)
        return f"{self.title} is done" if done else f"{self.title} is open again"

    @decides
    def undo(self) -> str:
        """Take the last edit back and return to where it was made."""
        return self._step_history(self.desk.undo, "Undone", "Nothing to undo")

    @decides
    def redo(self) -> str:
        """Make the last edit taken back again and return to where it was made."""
        return self._step_history(self.desk.redo, "Done again", "Nothing to redo")

    def _step_history(self, step: Callable[[], Edit | None], said: str, nothing: str) -> str:
        edit = step()
        if edit is None:
            return nothing
        self.go(edit.offset)
        return f"{said}: {edit.title}"
