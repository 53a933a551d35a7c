"""The desk: one article's annotations beside what is proposed for it; every decision is made here, as an edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from copydesk.annotation.acceptance import Acceptance, now
from copydesk.annotation.edit import Edit, OrphanChange, SpanChange
from copydesk.annotation.editor import Editor
from copydesk.annotation.index import SpanIndex
from copydesk.annotation.labels import LabelSet, compete
from copydesk.annotation.open_proposals import OpenProposals
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.text.paged_text import Text

FEW = 64
"""So many places that changed are told one by one; of more only where they begin and end."""


class Desk(Editor):
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
        self, text: Text, snapshot: Snapshot | None = None, by: str = "", labels: LabelSet | None = None
    ) -> None:
        super().__init__(text, snapshot, by, labels)
        self._proposals = OpenProposals(self.annotations)
        self._acceptance = Acceptance(self.annotations, self._proposals, by)

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

    def amend_proposals(
        self, come: Iterable[Span], relations: Iterable[Relation] = (), gone: Iterable[str] = ()
    ) -> None:
        """Add proposals, and take some away by their ids, in time that grows with what comes and goes.

        It is as if everything had been proposed at once: what comes under an id that is there takes its place, and a
        relation of which an end is not there yet counts from when that comes.

        Raises:
            ValueError: When one is not a proposal.
        """
        changed = self._proposals.amend(come, relations, gone)
        self.version += 1
        if len(changed) > FEW:
            changed = [(min(start for start, _ in changed), max(end for _, end in changed))]
        self._changed += changed

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

    def links_to(self, span: Span) -> list[tuple[str, Span]]:
        """Where the relations that lead to a span (annotation or open proposal) come from: types and spans."""
        found: list[tuple[str, Span | None]]
        if span.status == "proposed":
            found = [
                (link.type, next(self._proposals.standing_for(link.head), None))
                for link in self._proposals.links_to(span.id)
            ]
        else:
            found = [
                (each.type, self.annotations.get(each.head))
                for each in self.annotations.relations_of(span.id)
                if each.tail == span.id
            ]
        return [(type, head) for type, head in found if head]

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

    def bearing(self, names: Collection[str]) -> int:
        """How many annotations and orphans bear a label of some names, whatever their status."""
        orphans = sum(each.span.label in names for each in self.orphans)
        return orphans + sum(each.label in names for each in self.annotations)

    def rename_label(self, names: Collection[str], new: str) -> Edit | None:
        """Give annotations and orphans of some labels another, whatever their status, and open proposals too.

        They stay as they are in all else: it is the label that has another name. None when no annotation is changed.
        """
        spans = [SpanChange(each, replace(each, label=new)) for each in self.annotations if each.label in names]
        orphans = [
            OrphanChange(each, replace(each, span=replace(each.span, label=new)))
            for each in self.orphans
            if each.span.label in names
        ]
        proposals = [replace(each, label=new) for each in self.open if each.label in names]
        if proposals:
            self.amend_proposals(proposals)
        if not spans and not orphans:
            return None
        first = next((change.before.start for change in spans if change.before), 0)
        title = f"{', '.join(sorted(names))} renamed {new}"
        return self._make(Edit(title, tuple(spans), offset=first, orphans=tuple(orphans)))

    def _apply(self, edit: Edit | None) -> Edit | None:
        super()._apply(edit)
        if edit:
            self._changed += self._proposals.reconsider(edit)
        return edit

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
