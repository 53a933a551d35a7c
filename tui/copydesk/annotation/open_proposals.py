"""What is proposed for an article, and which of it is open: not yet decided by the annotations there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.edit import Edit
from copydesk.annotation.index import SpanIndex, by_label, meetings
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
        self._relations: set[Relation] = set()
        self._ends: dict[str, list[Relation]] = {}
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
        places = self._adjusted_places()
        self._originals, self._adjusted, self._adjusted_originals = laid, {}, SpanIndex()
        self._carry_adjustments(places, laid.values())
        self._relations, self._ends = set(), {}
        self._link(relations)
        current = sorted((self._adjusted.get(id, span) for id, span in laid.items()), key=lambda span: span.order)
        self._by_label = {label: SpanIndex.in_order(group) for label, group in by_label(current).items()}
        decided = self._all_decided()
        undecided = [span for span in current if span.id not in decided]
        heads = {span.id: found for span in undecided if (found := self._heads(span.id))}
        ids = {span.id for span in undecided}
        self._to_decide = SpanIndex.in_order(span for span in undecided if span.id not in heads)
        self._open = SpanIndex.in_order(
            span for span in undecided if span.id not in heads or not ids.isdisjoint(heads[span.id])
        )

    def amend(
        self, come: Iterable[Span], relations: Iterable[Relation] = (), gone: Iterable[str] = ()
    ) -> list[tuple[int, int]]:
        """Add proposals, and take some away by their ids; all is then as if everything had been laid at once.

        What comes under an id that is there takes its place. A relation of which an end is not there counts from when
        that comes. The work grows with what comes and goes, not with what is there.

        Returns:
            The half-open ranges in which what is open changed.

        Raises:
            ValueError: When one is not a proposal.
        """
        laid = {span.id: span for span in come}
        if any(span.status != "proposed" for span in laid.values()):
            raise ValueError("only proposals are laid on a desk")
        places = self._adjusted_places()
        affected = dict.fromkeys(laid)
        changed: list[tuple[int, int]] = []
        for id in [each for each in dict.fromkeys((*gone, *laid)) if each in self._originals]:
            span = self._take_away(id)
            affected.update(dict.fromkeys((*self._tails(id), *self._beside(span))))
            changed.append(span.range)
        self._originals |= laid
        self._carry_adjustments(places, laid.values())
        for label, some in by_label(self._adjusted.get(id, span) for id, span in laid.items()).items():
            self._by_label.setdefault(label, SpanIndex()).add_all(some)
        affected.update(dict.fromkeys(self._link(relations)))
        for id, span in laid.items():
            affected.update(dict.fromkeys((*self._tails(id), *self._beside(self._adjusted.get(id, span)))))
        return changed + self._settle(found for id in affected if (found := self.get(id)))

    def _take_away(self, id: str) -> Span:
        """Forget a proposal, but not its relations; answers it as it stood."""
        original, span = self._originals.pop(id), self._adjusted.pop(id, None)
        if span:
            self._adjusted_originals.remove(original)
        span = span or original
        for index in (self._by_label[span.label], self._open, self._to_decide):
            if span in index:
                index.remove(span)
        return span

    def _beside(self, span: Span) -> Iterator[str]:
        """The proposals that an annotation decides or not because a proposal is there, see `_is_another`."""
        if span.label in PASSAGES:
            for annotation in self._annotations.labelled(span.label).on(*span.range):
                for each in self._by_label[span.label].overlapping(*annotation.range):
                    yield each.id

    def _adjusted_places(self) -> dict[tuple[str, tuple[tuple[int, int], ...]], Span]:
        """The adjusted proposals by label and by where they were proposed."""
        return {(moved.label, self._originals[id].pieces): moved for id, moved in self._adjusted.items()}

    def _carry_adjustments(
        self, places: Mapping[tuple[str, tuple[tuple[int, int], ...]], Span], laid: Iterable[Span]
    ) -> None:
        if places:
            for span in laid:
                moved = places.get((span.label, span.pieces))
                if moved:
                    self._adjusted[span.id] = replace(span, start=moved.start, end=moved.end)
                    self._adjusted_originals.add(span)

    def _link(self, relations: Iterable[Relation]) -> Iterable[str]:
        """Take relations down, each once; answers the ids of their tails."""
        tails: dict[str, None] = {}
        for relation in relations:
            if relation not in self._relations:
                self._relations.add(relation)
                for end in {relation.head: None, relation.tail: None}:
                    self._ends.setdefault(end, []).append(relation)
                tails[relation.tail] = None
        return tails

    def _tails(self, id: str) -> list[str]:
        """Where the relations of a proposal lead, there or not."""
        return [each.tail for each in self._ends.get(id, ()) if each.head == id]

    def _heads(self, id: str) -> list[str]:
        """The proposals that a cue or speaker depends on; none for what depends on nothing."""
        if id not in self._ends or self._originals[id].label not in DEPENDENT:
            return []
        heads = (self._originals.get(each.head) for each in self._ends[id] if each.tail == id)
        return [head.id for head in heads if head and head.label not in DEPENDENT]

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
        return [each for each in self._ends.get(id, ()) if each.head == id and each.tail in self._originals]

    def links_to(self, id: str) -> list[Relation]:
        """The proposed relations that lead to a proposal, as they were proposed."""
        return [each for each in self._ends.get(id, ()) if each.tail == id and each.head in self._originals]

    def is_open(self, id: str) -> bool:
        """Whether there is an open proposal of that id."""
        span = self.get(id)
        return span is not None and span in self._open

    def on(self, pieces: tuple[tuple[int, int], ...]) -> list[Span]:
        """The open proposals that stand exactly there, the surest first."""
        found = [span for span in self._open.on(pieces[0][0], pieces[-1][1]) if span.pieces == pieces]
        return sorted(found, key=lambda span: (not self.links_from(span.id), -(span.score or 0.0), span.id))

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
            for each in self._tails(id):
                tail = self.get(each)
                if tail and self._heads(each):
                    affected[each] = tail
        return self._settle(affected.values())

    def _decidable_by(self, span: Span) -> Iterator[Span]:
        for index in self._by_label.values():
            yield from index.on(*span.range)
        same = self._by_label.get(span.label)
        if same:
            yield from same.overlapping(*span.range)
        for original in self._adjusted_originals.on(*span.range):
            yield self._adjusted[original.id]

    def _settle(self, proposals: Iterable[Span]) -> list[tuple[int, int]]:
        """Open and close proposals as they are decided now; the half-open ranges of those that changed."""
        changed: list[tuple[int, int]] = []
        heads = {proposal: self._heads(proposal.id) for proposal in proposals}
        for dependent in (False, True):  # whether a cue is open depends on whether its quote is
            opened: list[Span] = []
            to_decide: list[Span] = []
            for proposal, above in heads.items():
                if bool(above) != dependent:
                    continue
                is_open = not self._decided(proposal) and (not dependent or any(map(self.is_open, above)))
                if is_open != (proposal in self._open):
                    changed.append(proposal.range)
                    if is_open:
                        opened.append(proposal)
                    else:
                        self._open.remove(proposal)
                if (is_open and not dependent) != (proposal in self._to_decide):
                    if dependent or not is_open:
                        self._to_decide.remove(proposal)
                    else:
                        to_decide.append(proposal)
            self._open.add_all(opened)
            self._to_decide.add_all(to_decide)
        return changed

    def _decided(self, proposal: Span, but: str = "") -> bool:
        """Whether the annotations, but one of an id, decide a proposal at the place where it stands."""
        if not self._annotations:
            return False
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
