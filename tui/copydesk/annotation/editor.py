"""The editor: one article's annotations, every change of which is an edit that can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from sys import maxsize
from typing import Any

from copydesk.annotation.acceptance import now
from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.draft import Draft
from copydesk.annotation.edit import Edit, LabelsChange, StatusChange, same
from copydesk.annotation.history import History
from copydesk.annotation.joined import joined
from copydesk.annotation.labels import SINGLE, LabelSet
from copydesk.annotation.orphan import Orphan, looked_at
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Span
from copydesk.text.paged_text import Text

LONGEST_TITLE = 40


class Editor:
    """Annotations and undo of one article.

    Args:
        text: The article's text.
        snapshot: Its annotations so far.
        by: The annotator's name, or empty.
        labels: The label set, which says what may be related; without it anything may.

    Attributes:
        version: Grows with every change of what is shown.
        edits: Grows with every change of the annotations: what has to be saved.
    """

    def __init__(
        self, text: Text, snapshot: Snapshot | None = None, by: str = "", labels: LabelSet | None = None
    ) -> None:
        self.text = text
        self.by = by
        self.labels = labels
        self.version = 0
        self.edits = 0
        self.annotations = AnnotationSet(snapshot)
        self.history = History()
        self._changed: list[tuple[int, int]] = []
        self._together: list[Edit] | None = None

    @property
    def tagged(self) -> int:
        """How many accepted annotations there are."""
        return self.annotations.accepted

    @property
    def orphans(self) -> tuple[Orphan, ...]:
        """The annotations whose words were not found again when the article had changed."""
        return self.annotations.orphans

    def take_changes(self) -> list[tuple[int, int]]:
        """The half-open ranges in which something changed since this was last asked."""
        changed, self._changed = self._changed, []
        return changed

    def show_all(self) -> None:
        """Count everything as changed since `take_changes` was last asked."""
        self._changed = [(0, maxsize)]

    def move(self, span: Span, start: int, end: int) -> Edit | None:
        """Move the ends of a continuous annotation, which becomes the person's own; None when nothing moves.

        Raises:
            ValueError: When the range is empty or reaches beyond the text, or there is no such annotation.
        """
        span = self._still_there(span)
        if span.range == (start, end):
            return None
        after = self._own(span, start=start, end=end)
        self._check_within(after)
        return self._replace(span, after, f"ends of {self._title(after)}")

    def annotate(self, span: Span, note: str) -> Edit | None:
        """Set the comment of an annotation; empty takes it away. None when nothing changes.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        if span.note == note:
            return None
        return self._replace(span, replace(span, note=note, changed=now()), f"comment on {span.label}")

    def describe(self, span: Span, attribute: str, value: str | bool) -> Edit | None:
        """Set an attribute of an annotation; an empty value, or False, takes it away. None when nothing changes.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        attrs = _with(span.attrs, attribute, value)
        if attrs == span.attrs:
            return None
        return self._replace(span, replace(span, attrs=attrs, changed=now()), f"{attribute} of {self._title(span)}")

    def label_article(self, attribute: str, value: str | bool, offset: int) -> Edit | None:
        """Set a label of the whole article; an empty value, or False, takes it away. None when nothing changes.

        Args:
            attribute: What is said.
            value: What of it.
            offset: Where the cursor is.
        """
        before = self.annotations.labels
        after = _with(before, attribute, value)
        if after == before:
            return None
        return self._make(
            replace(self._draft().edit(f"{attribute} of the article", offset), labels=LabelsChange(before, after))
        )

    def confirm(self, span: Span) -> Edit | None:
        """Say that an annotation that was found again by nearly the same words is where it belongs; else None.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        after = looked_at(span)
        if after is span:
            return None
        return self._replace(span, replace(after, changed=now()), f"confirmed {self._title(span)}")

    def remove(self, span: Span) -> Edit:
        """Take an annotation away, its relations too, and the cue and speaker that nothing else is related to.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        draft = self._draft()
        draft.remove(span)
        return self._make(draft.edit(f"removed {self._title(span)}", span.start))

    def relate(self, type: str, head: Span, tail: Span) -> Edit | None:
        """Relate two annotations; None when they are so related already.

        Where a span has one such relation (see `labels.SINGLE`), the new one takes the place of the old, and a cue or
        speaker that nothing else is related to then goes.

        Raises:
            ValueError: When one is not there or rejected, both are the same, or the label set does not allow it.
        """
        head, tail = self._still_there(head), self._still_there(tail)
        draft = self._draft()
        if head.id == tail.id or "rejected" in (head.status, tail.status):
            raise ValueError("a relation goes from an annotation to another")
        if not draft.allows(type, head.label, tail.label):
            raise ValueError(f"no {type} goes from {head.label} to {tail.label}")
        if not draft.relate(type, head, tail):
            return None
        self._make_room(draft, type, head)
        return self._make(draft.edit(f"{type} of {self._title(head)}", head.start))

    def relate_to(self, type: str, head: Span, start: int, end: int, label: str) -> Edit:
        """Annotate a half-open range and relate an annotation to it, in one step; see `relate`.

        Raises:
            ValueError: When the head is not there or rejected, the label set does not allow it, or the range is empty
                or reaches beyond the text.
        """
        head = self._still_there(head)
        tail = Span(label=label, start=start, end=end, by=self.by, created=now())
        self._check_within(tail)
        draft = self._draft()
        draft.add(tail)
        if head.status == "rejected" or not draft.relate(type, head, tail):
            raise ValueError(f"no {type} goes from {head.label} to {label}")
        self._make_room(draft, type, head)
        return self._make(draft.edit(f"{type} of {self._title(head)}", head.start))

    def _make_room(self, draft: Draft, type: str, head: Span) -> None:
        """Drop the relation whose place a new one takes."""
        if type in SINGLE:
            for each in self.annotations.relations_of(head.id):
                if each.type == type and each.head == head.id:
                    draft.drop(each)

    def unrelate(self, type: str, head: Span, tail: Span) -> Edit | None:
        """Take a relation back, and a cue or speaker that nothing else is related to; None when there is none."""
        draft = self._draft()
        for each in self.annotations.relations_of(head.id):
            if (each.type, each.head, each.tail) == (type, head.id, tail.id):
                draft.drop(each)
                return self._make(draft.edit(f"no {type} of {self._title(head)}", head.start))
        return None

    def mark(self, done: bool, offset: int) -> Edit | None:
        """Mark the article done, or open again; None when it is so already."""
        before = self.annotations.status
        after: ArticleStatus = "done" if done else "open"
        if before == after:
            return None
        return self._make(self._draft().edit(f"article {after}", offset, StatusChange(before, after)))

    def reanchor(self, orphan: Orphan, start: int, end: int) -> Edit:
        """Give an orphan a place, a half-open range, as a person chose it; its relations join it again.

        Raises:
            ValueError: When the range is empty or reaches beyond the text, or it is no orphan any more.
        """
        orphan = self._still_orphaned(orphan)
        span = replace(orphan.reanchored(start, end), changed=now())
        self._check_within(span)
        draft = self._draft()
        draft.place(orphan, span)
        return self._make(draft.edit(f"place of {self._title(span)}", start))

    def discard(self, orphan: Orphan, offset: int) -> Edit:
        """Take an orphan away, with its relations; the cursor was at `offset`.

        Raises:
            ValueError: When it is no orphan any more.
        """
        orphan = self._still_orphaned(orphan)
        draft = self._draft()
        draft.discard(orphan)
        title = _title(orphan.span.label, orphan.anchor.exact)
        return self._make(draft.edit(f"removed {title}, which had no place", offset))

    def take(self, edit: Edit) -> Edit:
        """Make an edit that was put together elsewhere, such as a merge of what another program wrote.

        Raises:
            ValueError: When it does not fit the annotations as they are.
        """
        return self._make(edit)

    @contextmanager
    def together(self, title: str, offset: int, onto: Edit | None = None) -> Iterator[list[Edit]]:
        """Make all edits within one step of the history; none where nothing is changed in the end.

        Args:
            title: What they do together.
            offset: Where the cursor returns to when they are undone.
            onto: An edit that goes on with them, if it is still the last one: they are undone with it.

        Yields:
            The edits so far.
        """
        if self._together is not None:
            yield self._together
            return
        made = self._together = []
        try:
            yield made
        finally:
            self._together = None
            edit, last = joined(made, title, offset), self.history.last
            if edit.changes or edit.status or edit.labels:
                if onto is not None and last is not None and (last is onto or same(last, onto)):
                    self.history.extend(edit)
                else:
                    self.history.record(edit)

    def undo(self) -> Edit | None:
        """Take the last edit back; the edit that was applied to do so, or None."""
        return self._apply(self.history.undo())

    def redo(self) -> Edit | None:
        """Make the last edit taken back again; it, or None."""
        return self._apply(self.history.redo())

    def _make(self, edit: Edit) -> Edit:
        self._apply(edit)
        if self._together is None:
            self.history.record(edit)
        else:
            self._together.append(edit)
        return edit

    def _apply(self, edit: Edit | None) -> Edit | None:
        if edit:
            self.annotations.apply(edit)
            self.version += 1
            self.edits += 1
            self._changed += edit.ranges()
            ends = {id for each in edit.related() for id in (each.head, each.tail)}
            self._changed += [span.range for span in map(self.annotations.get, ends) if span]
        return edit

    def _draft(self) -> Draft:
        return Draft(self.annotations, self.labels)

    def _replace(self, before: Span, after: Span, title: str) -> Edit:
        draft = self._draft()
        draft.replace(before, after)
        return self._make(draft.edit(title, after.start))

    def _still_there(self, span: Span) -> Span:
        """An annotation as it is now."""
        found = self.annotations.get(span.id)
        if found is None:
            raise ValueError(f"there is no annotation {span.id}")
        return found

    def _still_orphaned(self, orphan: Orphan) -> Orphan:
        """An orphan as it is now."""
        found = next((each for each in self.orphans if each.id == orphan.id), None)
        if found is None:
            raise ValueError(f"{orphan.id} is no orphan")
        return found

    def _check_within(self, span: Span) -> None:
        if span.end > len(self.text):
            raise ValueError(f"{span.end} lies beyond the text of {len(self.text)} code points")

    def _carried(self, span: Span) -> Span | None:
        """The accepted annotation with the label and exactly the range of a span, if there is one."""
        for each in self.annotations.index.on(*span.range):
            if each.status == "accepted" and each.label == span.label and each.pieces == span.pieces:
                return each
        return None

    def _own(self, span: Span, **changes: Any) -> Span:
        """An annotation as the person changed it; no longer what a detector was sure of, nor what was found again."""
        return replace(looked_at(span), source="human", score=None, changed=now(), **changes)

    def _title(self, span: Span) -> str:
        return _title(span.label, self.text[span.start : span.end])


def _with(given: Mapping[str, Any], name: str, value: str | bool) -> dict[str, Any]:
    """Attributes with one of them set, in its place if it was there; or taken away with an empty value or False."""
    if not value:
        return {each: kept for each, kept in given.items() if each != name}
    return {**given, name: value}


def _title(label: str, words: str) -> str:
    words = " ".join(words.split())
    return f"{label} on “{words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + '…'}”"
