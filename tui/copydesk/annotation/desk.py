"""The desk: one article's annotations beside what is proposed for it; every decision is made here, as an edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from copydesk.annotation.acceptance import Acceptance, now
from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.draft import Draft
from copydesk.annotation.edit import Edit, StatusChange
from copydesk.annotation.history import History
from copydesk.annotation.index import SpanIndex
from copydesk.annotation.labels import LabelSet, compete
from copydesk.annotation.open_proposals import OpenProposals
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span

LONGEST_TITLE = 40


class Desk:
    """Annotations, proposals and undo of one article.

    A proposal is *open* until a person decides it:

    - by a rejection: a rejected annotation of its label on exactly the range that was proposed;
    - by an accepted annotation of its label that overlaps it. A quote or claim that the same detector proposed beside
      it does not count: one quote may hold another;
    - by an accepted annotation of another label on exactly its range, where the labels compete (see `labels.compete`)
      and the person did not move its ends.

    The cue and the speaker of a quote (where it is no entity) *depend* on it: they are open only while a quote that
    is proposed with them is open. Only open proposals are drawn, and those that depend on none are hopped to.

    Args:
        text: The article's text.
        snapshot: Its annotations so far.
        by: The annotator's name, or empty.
        labels: The label set, which says what may be related; without it anything may.

    Attributes:
        version: Grows with every change of the annotations or proposals.
        edits: Grows with every change of the annotations: what has to be saved.
    """

    def __init__(
        self, text: str, snapshot: Snapshot | None = None, by: str = "", labels: LabelSet | None = None
    ) -> None:
        self.text = text
        self.by = by
        self.labels = labels
        self.version = 0
        self.edits = 0
        self.annotations = AnnotationSet(snapshot)
        self.history = History()
        self._proposals = OpenProposals(self.annotations)
        self._acceptance = Acceptance(self.annotations, self._proposals, by)
        self._changed: list[tuple[int, int]] = []

    @property
    def tagged(self) -> int:
        """How many accepted annotations there are."""
        return self.annotations.accepted

    @property
    def left(self) -> int:
        """How many proposals are left to decide; a speaker or cue counts with its quote."""
        return len(self.to_decide)

    @property
    def open(self) -> SpanIndex:
        """The open proposals, dependent ones included; for reading only."""
        return self._proposals.open

    @property
    def to_decide(self) -> SpanIndex:
        """The open proposals that are hopped to; for reading only."""
        return self._proposals.to_decide

    def propose(self, spans: Iterable[Span], relations: Iterable[Relation] = ()) -> None:
        """Replace the proposals; one whose ends were moved stays so if it is proposed again.

        Raises:
            ValueError: When one is not a proposal.
        """
        self._proposals.lay(spans, relations)
        self.version += 1
        self._changed.append((0, len(self.text)))

    def take_changes(self) -> list[tuple[int, int]]:
        """The half-open ranges in which something changed since this was last asked."""
        changed, self._changed = self._changed, []
        return changed

    def here(self, offset: int) -> list[Span]:
        """The accepted annotations and open proposals over a code point, the shortest first."""
        found = [span for span in self.annotations.index.at(offset) if span.status == "accepted"]
        found += self.open.at(offset)
        return sorted(found, key=lambda span: (span.end - span.start, span.status == "proposed", span.order))

    def links_of(self, span: Span) -> list[tuple[str, Span]]:
        """Where the relations that start from a span (annotation or open proposal) lead: types and spans."""
        if span.status == "proposed":
            draft = self._draft()
            found = [
                (link.type, self._acceptance.end_of(link, draft, span)) for link in self._proposals.links_from(span.id)
            ]
        else:
            found = [
                (each.type, self.annotations.get(each.tail))
                for each in self.annotations.relations_of(span.id)
                if each.head == span.id
            ]
        return [(type, tail) for type, tail in found if tail]

    def accept(self, proposal: Span, label: str = "") -> Edit:
        """Accept an open proposal, under another label if one is given, and with it the cue and speaker of a quote.

        Whatever the proposed relations lead to or come from is linked: open cues and speakers are accepted too.
        Under another label the proposal counts as rejected where the new annotation does not decide it.

        Raises:
            ValueError: When it is not open.
        """
        return self._accept(self._still_open(proposal), label or proposal.label, {})

    def reject(self, proposal: Span) -> Edit:
        """Reject an open proposal, as it was proposed; a cue and speaker that only it needs are closed with it.

        Raises:
            ValueError: When it is not open.
        """
        rejected = self._acceptance.rejected(self._still_open(proposal))
        draft = self._draft()
        draft.add(rejected)
        return self._make(draft.edit(f"not {self._title(rejected)}", rejected.start))

    def tag(self, start: int, end: int, label: str, attrs: Mapping[str, Any] | None = None) -> Edit | None:
        """Annotate a half-open range by hand; None when it carries that label already.

        On exactly an open proposal of that label this is accepting it. Where it overlaps such proposals, their ends
        were corrected: it takes over the attributes and relations of the one it shares most with.

        Raises:
            ValueError: When the range is empty or reaches beyond the text.
        """
        attrs = attrs or {}
        span = Span(label=label, start=start, end=end, by=self.by, created=now())
        self._check_within(span)
        if self._carried(span):
            return None
        exact = [proposal for proposal in self._proposals.on(span.pieces) if compete(label, proposal.label)]
        for proposal in exact:
            if proposal.label == label:
                return self._accept(proposal, label, attrs)
        corrected = self._proposals.replaced_by(span)
        span = replace(span, attrs={**(corrected[0].attrs if corrected else {}), **attrs})
        draft = self._draft()
        draft.add(span)
        self._acceptance.bring(draft, span, [*corrected, *exact])
        for proposal in exact:
            if not self._proposals.answers(span, proposal):
                draft.add(self._acceptance.rejected(proposal))
        return self._make(draft.edit(self._title(span), start))

    def relabel(self, span: Span, label: str) -> Edit | None:
        """Give an annotation another label; None when its range has that already.

        It becomes the person's own. Relations that its new label does not allow go, and with them the cue and speaker
        that nothing else needs; a proposal it came from, and would no longer decide, counts as rejected.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        after = self._own(span, label=label, attrs=span.attrs if span.source == "human" else {})
        if span.label == label or self._carried(after):
            return None
        draft = self._draft()
        draft.replace(span, after)
        for proposal in self._proposals.left_undecided(span, after):
            draft.add(self._acceptance.rejected(proposal))
        return self._make(draft.edit(self._title(after), after.start))

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
        draft = self._draft()
        draft.replace(span, after)
        return self._make(draft.edit(f"ends of {self._title(after)}", start))

    def adjust(self, proposal: Span, start: int, end: int) -> Span:
        """Move the ends of an open proposal, which stays a proposal; answers it as it stands then.

        It does not go where an annotation of its label is: it stays where it was.

        Raises:
            ValueError: When the range is empty or reaches beyond the text, or the proposal is not open.
        """
        before = self._still_open(proposal)
        self._check_within(replace(before, start=start, end=end))
        moved = self._proposals.adjust(before.id, start, end)
        if moved.range != before.range:
            self.version += 1
            self._changed += [before.range, moved.range]
        return moved

    def annotate(self, span: Span, note: str) -> Edit | None:
        """Set the comment of an annotation; empty takes it away. None when nothing changes.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        if span.note == note:
            return None
        draft = self._draft()
        draft.replace(span, replace(span, note=note, changed=now()))
        return self._make(draft.edit(f"comment on {span.label}", span.start))

    def describe(self, span: Span, attribute: str, value: str) -> Edit | None:
        """Set an attribute of an annotation; an empty value takes it away. None when nothing changes.

        Raises:
            ValueError: When there is no such annotation.
        """
        span = self._still_there(span)
        if span.attrs.get(attribute, "") == value:
            return None
        attrs = {name: each for name, each in span.attrs.items() if name != attribute}
        if value:
            attrs[attribute] = value
        draft = self._draft()
        draft.replace(span, replace(span, attrs=attrs, changed=now()))
        return self._make(draft.edit(f"{attribute} of {self._title(span)}", span.start))

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
        return self._make(draft.edit(f"{type} of {self._title(head)}", head.start))

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

    @property
    def orphans(self) -> tuple[Orphan, ...]:
        """The annotations whose words were not found again when the article had changed."""
        return self.annotations.orphans

    def reanchor(self, orphan: Orphan, start: int, end: int) -> Edit:
        """Give an orphan a place, a half-open range, as a person chose it; its relations join it again.

        Raises:
            ValueError: When the range is empty or reaches beyond the text, or it is no orphan any more.
        """
        if orphan.id not in {each.id for each in self.orphans}:
            raise ValueError(f"{orphan.id} is no orphan")
        span = replace(orphan.reanchored(start, end), changed=now())
        self._check_within(span)
        draft = self._draft()
        draft.add(span)
        return self._make(draft.edit(f"place of {self._title(span)}", start))

    def take(self, edit: Edit) -> Edit:
        """Make an edit that was put together elsewhere, such as a merge of what another program wrote.

        Raises:
            ValueError: When it does not fit the annotations as they are.
        """
        return self._make(edit)

    def undo(self) -> Edit | None:
        """Take the last edit back; the edit that was applied to do so, or None."""
        return self._apply(self.history.undo())

    def redo(self) -> Edit | None:
        """Make the last edit taken back again; it, or None."""
        return self._apply(self.history.redo())

    def _make(self, edit: Edit) -> Edit:
        self._apply(edit)
        self.history.record(edit)
        return edit

    def _apply(self, edit: Edit | None) -> Edit | None:
        if edit:
            self.annotations.apply(edit)
            self.version += 1
            self.edits += 1
            self._changed += edit.ranges()
            self._changed += self._proposals.reconsider(edit)
            ends = {id for each in edit.related() for id in (each.head, each.tail)}
            self._changed += [span.range for span in map(self.annotations.get, ends) if span]
        return edit

    def _draft(self) -> Draft:
        return Draft(self.annotations, self.labels)

    def _accept(self, proposal: Span, label: str, attrs: Mapping[str, Any]) -> Edit:
        draft = self._draft()
        accepted = self._acceptance.accepted(proposal, label)
        accepted = replace(accepted, attrs={**accepted.attrs, **attrs})
        twin = self._carried(accepted)
        if not twin:
            draft.add(accepted)
            self._acceptance.bring(draft, accepted, [proposal])
        if not self._proposals.answers(twin or accepted, proposal):
            draft.add(self._acceptance.rejected(proposal))
        return self._make(draft.edit(self._title(accepted), accepted.start))

    def _still_open(self, proposal: Span) -> Span:
        """A proposal where it stands now."""
        if not self._proposals.is_open(proposal.id):
            raise ValueError(f"the proposal {proposal.id} is not open")
        return self._proposals.get(proposal.id) or proposal

    def _still_there(self, span: Span) -> Span:
        """An annotation as it is now."""
        found = self.annotations.get(span.id)
        if found is None:
            raise ValueError(f"there is no annotation {span.id}")
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
        """An annotation as the person changed it; no longer what a detector was sure of."""
        return replace(span, source="human", score=None, changed=now(), **changes)

    def _title(self, span: Span) -> str:
        words = " ".join(self.text[span.start : span.end].split())
        return f"{span.label} on “{words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + '…'}”"
