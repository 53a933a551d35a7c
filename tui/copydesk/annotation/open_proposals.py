"""What is proposed for an article, and which of it is open: not yet decided by the annotations there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.edit import Edit
from copydesk.annotation.index import SpanIndex, index_by_label, meetings
from copydesk.annotation.labels import DEPENDENT, PASSAGES, compete
from copydesk.annotation.span import Relation, Span


class OpenProposals:
    """The proposals of one article beside its annotations; `Desk` says what makes a proposal open.

    A proposal whose ends the person moved is *adjusted*: it stands somewhere else than it was proposed. It stays
    adjusted when the same is proposed again.

    Args:
        annotations: The annotations; `reconsider` is told of every edit of theirs.
    """

    def __init__(self, annotations: AnnotationSet) -> None:
        self._annotations = annotations
        self._originals: dict[str, Span] = {}
        self._adjusted: dict[str, Span] = {}
        self._adjusted_originals = SpanIndex()
        self._by_label: dict[str, SpanIndex] = {}
        self._from: dict[str, list[Relation]] = {}
        self._to: dict[str, list[Relation]] = {}
        self._heads: dict[str, list[str]] = {}
        self._open = SpanIndex()
        self._to_decide = SpanIndex()

    @property
    def open(self) -> SpanIndex:
        """The open proposals, where they stand now; for reading only."""
        return self._open

    @property
    def to_decide(self) -> SpanIndex:
        """The open proposals that depend on no other; for reading only."""
        return self._to_decide

    def lay(self, spans: Iterable[Span], relations: Iterable[Relation] = ()) -> None:
        """Replace all proposals; what is proposed again, at the same place under the same label, stays adjusted.

        Raises:
            ValueError: When one is not a proposal.
        """
        laid = {span.id: span for span in spans}
        if any(span.status != "proposed" for span in laid.values()):
            raise ValueError("only proposals are laid on a desk")
        self._carry_adjustments(laid)
        self._link(relations)
        current = sorted((self._adjusted.get(id, span) for id, span in laid.items()), key=lambda span: span.order)
        self._by_label = index_by_label(current)
        decided = self._all_decided()
        undecided = [span for span in current if span.id not in decided]
        heads = {span.id for span in undecided}
        self._to_decide = SpanIndex(span for span in undecided if span.id not in self._heads)
        self._open = SpanIndex(
            span for span in undecided if span.id not in self._heads or not heads.isdisjoint(self._heads[span.id])
        )

    def _carry_adjustments(self, laid: dict[str, Span]) -> None:
        places = {(moved.label, self._originals[id].pieces): moved for id, moved in self._adjusted.items()}
        self._originals, self._adjusted = laid, {}
        if places:
            for span in laid.values():
                moved = places.get((span.label, span.pieces))
                if moved:
                    self._adjusted[span.id] = replace(span, start=moved.start, end=moved.end)
        self._adjusted_originals = SpanIndex(laid[id] for id in self._adjusted)

    def _link(self, relations: Iterable[Relation]) -> None:
        self._from, self._to, self._heads = {}, {}, {}
        for relation in relations:
            head, tail = self._originals.get(relation.head), self._originals.get(relation.tail)
            if head and tail:
                self._from.setdefault(head.id, []).append(relation)
                self._to.setdefault(tail.id, []).append(relation)
                if tail.label in DEPENDENT and head.label not in DEPENDENT:
                    self._heads.setdefault(tail.id, []).append(head.id)

    def get(self, id: str) -> Span | None:
        """The proposal of an id where it stands now, open or not."""
        return self._adjusted.get(id) or self._originals.get(id)

    def original(self, id: str) -> Span:
        """The proposal of an id as it was proposed.

        Raises:
            KeyError: When there is none.
        """
        return self._originals[id]

    def links_from(self, id: str) -> list[Relation]:
        """The proposed relations that start from a proposal, as they were proposed."""
        return self._from.get(id, [])

    def links_to(self, id: str) -> list[Relation]:
        """The proposed relations that lead to a proposal, as they were proposed."""
        return self._to.get(id, [])

    def is_open(self, id: str) -> bool:
        """Whether there is an open proposal of that id."""
        span = self.get(id)
        return span is not None and span in self._open

    def on(self, pieces: tuple[tuple[int, int], ...]) -> list[Span]:
        """The open proposals that stand exactly there, the surest first."""
        found = [span for span in self._open.on(pieces[0][0], pieces[-1][1]) if span.pieces == pieces]
        return sorted(found, key=lambda span: (span.id not in self._from, -(span.score or 0.0), span.id))

    def replaced_by(self, span: Span) -> list[Span]:
        """The open proposals of a span's label that overlap it, the one that shares most with it first."""
        found = [each for each in self._open.overlapping(*span.range) if each.label == span.label and each.shares(span)]
        return sorted(found, key=lambda each: (-_shared(each, span), each.order))

    def standing_for(self, id: str) -> Iterator[Span]:
        """The accepted annotations that say what a proposal says, the closest first; then the proposal if it is open.

        They are those of exactly its range that compete with it, then those of its label that overlap it.
        """
        proposal = self.get(id)
        if proposal is None:
            return
        near = [span for span in self._annotations.overlapping(*proposal.range) if span.status == "accepted"]
        exact = [span for span in near if span.pieces == proposal.pieces and compete(span.label, proposal.label)]
        yield from sorted(exact, key=lambda span: span.label != proposal.label)
        for span in near:
            if span.label == proposal.label and span not in exact and span.shares(proposal):
                yield span
        if proposal in self._open:
            yield proposal

    def left_undecided(self, before: Span, after: Span) -> list[Span]:
        """The proposals that stand exactly on an annotation under its label, and are open once it is another."""
        index = self._by_label.get(before.label, SpanIndex())
        there = [span for span in index.on(*before.range) if span.pieces == before.pieces]
        return [span for span in there if not self.answers(after, span) and not self._decided(span, but=before.id)]

    def adjust(self, id: str, start: int, end: int) -> Span:
        """Move the ends of an open, continuous proposal to a half-open range, and answer it as it stands then.

        It does not go where an annotation would decide it: it stays where it was.

        Raises:
            ValueError: When the range is empty or the proposal in pieces.
        """
        before, original = self.get(id), self._originals[id]
        assert before is not None
        moved = replace(before, start=start, end=end)
        if self._decided(moved):
            return before
        if id in self._adjusted:
            self._adjusted_originals.remove(original)
            del self._adjusted[id]
        if moved.range != original.range:
            self._adjusted_originals.add(original)
            self._adjusted[id] = moved
        for index in (self._by_label[before.label], self._open, self._to_decide):
            if before in index:
                index.remove(before)
                index.add(moved)
        return moved

    def reconsider(self, edit: Edit) -> list[tuple[int, int]]:
        """Open and close what an edit of the annotations decides; the half-open ranges of what changed."""
        affected: dict[str, Span] = {}
        for span in edit.touched():
            affected.update((each.id, each) for each in self._decidable_by(span))
        for id in list(affected):
            for relation in self.links_from(id):
                tail = self.get(relation.tail)
                if tail and tail.id in self._heads:
                    affected[tail.id] = tail
        heads_first = sorted(affected.values(), key=lambda each: each.id in self._heads)
        return [proposal.range for proposal in heads_first if self._settle(proposal)]

    def _decidable_by(self, span: Span) -> Iterator[Span]:
        for index in self._by_label.values():
            yield from index.on(*span.range)
        same = self._by_label.get(span.label)
        if same:
            yield from same.overlapping(*span.range)
        for original in self._adjusted_originals.on(*span.range):
            yield self._adjusted[original.id]

    def _settle(self, proposal: Span) -> bool:
        heads = self._heads.get(proposal.id)
        is_open = not self._decided(proposal) and (heads is None or any(map(self.is_open, heads)))
        if is_open == (proposal in self._open):
            return False
        for index in (self._open,) if heads else (self._open, self._to_decide):
            if is_open:
                index.add(proposal)
            else:
                index.remove(proposal)
        return True

    def _decided(self, proposal: Span, but: str = "") -> bool:
        """Whether the annotations, but one of an id, decide a proposal at the place where it stands."""
        same = self._annotations.labelled(proposal.label).overlapping(*proposal.range)
        if any(self.answers(span, proposal) for span in same if span.id != but):
            return True
        places = {proposal.range, self._originals[proposal.id].range}
        there = [span for place in places for span in self._annotations.index.on(*place)]
        return any(self.answers(span, proposal) for span in there if span.id != but)

    def _all_decided(self) -> set[str]:
        """The ids of all that `_decided` holds of, found in one go through annotations and proposals."""
        taken = {span.range for span in self._annotations}
        decided: set[str] = set()
        for label, index in self._by_label.items():
            for proposal, span in meetings(index, self._annotations.labelled(label)):
                if proposal.id not in decided and self.answers(span, proposal):
                    decided.add(proposal.id)
            for proposal in index:
                if (proposal.range in taken or proposal.id in self._adjusted) and self._decided(proposal):
                    decided.add(proposal.id)
        return decided

    def answers(self, span: Span, proposal: Span) -> bool:
        """Whether an annotation decides a proposal at the place where it stands."""
        original = self._originals[proposal.id]
        same = span.label == proposal.label
        if same and span.pieces == original.pieces:
            return True
        if span.status == "rejected":
            return False
        if span.pieces == proposal.pieces:
            return same or (proposal.pieces == original.pieces and compete(span.label, proposal.label))
        return same and span.shares(proposal) and not self._is_another(span, proposal)

    def _is_another(self, span: Span, proposal: Span) -> bool:
        """Whether an annotation stands on another proposal of the same detector, such as the quote in a quote."""
        if proposal.label not in PASSAGES:
            return False
        there = self._by_label[proposal.label].on(*span.range)
        return any(other.pieces == span.pieces and other.source == proposal.source for other in there)


def _shared(one: Span, other: Span) -> int:
    """The code points that two spans share."""
    return sum(max(0, min(end, right) - max(start, left)) for start, end in one.pieces for left, right in other.pieces)
