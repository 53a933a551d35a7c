"""Whatever is done at the desk: it can be undone and done again, and what is open is what the definition says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span, Status

TEXT = "“No,” he said, and Ruiz: “Go.”"
LABELS = ("QUOTE", "CLAIM", "PERSON", "ORG", "CUE", "SPEAKER")
Range = tuple[int, int]

ranges = st.tuples(st.integers(0, len(TEXT) - 1), st.sampled_from((1, 1, 2, 3, 5, 9, 20))).map(
    lambda place: (place[0], min(len(TEXT), place[0] + place[1]))
)


@st.composite
def pieces(draw: st.DrawFn) -> tuple[int, int, tuple[Range, ...]]:
    start, end = draw(ranges)
    parted = end - start > 3 and draw(st.integers(0, 4)) == 0
    return start, end, ((start, start + 1), (end - 1, end)) if parted else ()


@st.composite
def proposals(draw: st.DrawFn) -> tuple[list[Span], list[Relation]]:
    spans = []
    for number in range(draw(st.integers(0, 9))):
        start, end, fragments = draw(pieces())
        label, source = draw(st.sampled_from((*LABELS, "QUOTE"))), draw(st.sampled_from(("a@1", "a@1", "b@1")))
        id = f"p{number}" if draw(st.booleans()) else f"p{start}-{end}-{label}-{number}"
        facts = {"attrs": {"kind": "direct"}, "score": 0.5, "source": source}
        span = Span(id=id, label=label, start=start, end=end, fragments=fragments, status="proposed")
        spans.append(replace(span, **facts))  # type: ignore[arg-type]
    ids = st.sampled_from([span.id for span in spans] or ["none"])
    arrow = st.tuples(st.sampled_from(("cue", "speaker", "see")), ids, ids)
    arrows = draw(st.lists(arrow, max_size=8, unique=True)) if spans else []
    return spans, [
        Relation(id=f"r{place}", type=arrow[0], head=arrow[1], tail=arrow[2]) for place, arrow in enumerate(arrows)
    ]


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    spans: list[Span] = []
    statuses: tuple[Status, ...] = ("accepted", "accepted", "rejected")
    for number in range(draw(st.integers(0, 4))):
        start, end, fragments = draw(pieces())
        status = draw(st.sampled_from(statuses))
        label = draw(st.sampled_from(LABELS))
        if all((label, start, end) != (span.label, *span.range) for span in spans):
            made = Span(id=f"a{number}", label=label, start=start, end=end, fragments=fragments, source="a@1")
            spans.append(replace(made, status=status))
    ids = st.sampled_from([span.id for span in spans] or ["none"])
    arrows = draw(st.lists(st.tuples(st.sampled_from(("cue", "see")), ids, ids), max_size=3)) if spans else []
    relations = [Relation(id=f"r{place}", type=type, head=a, tail=b) for place, (type, a, b) in enumerate(arrows)]
    return Snapshot(spans=tuple(sorted(spans, key=lambda span: span.order)), relations=tuple(relations))


def points(span: Span) -> set[int]:
    return {offset for start, end in span.pieces for offset in range(start, end)}


class DeskMachine(RuleBasedStateMachine):
    """The desk beside a list of snapshots, and beside its docstring in the plainest words."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        # Whatever is made is in the same order when an example is run again.
        self.patch.setattr("copydesk.annotation.span.secrets.choice", random.Random(0).choice)

    def teardown(self) -> None:
        self.patch.undo()

    @initialize(snapshot=snapshots(), laid=proposals())
    def begin(self, snapshot: Snapshot, laid: tuple[list[Span], list[Relation]]) -> None:
        self.desk = Desk(TEXT, snapshot, "ana", DEFAULT_LABELS)
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.proposed: dict[str, Span] = {}
        self.moved: dict[str, Range] = {}
        self.dependents: dict[str, set[str]] = {}
        self.now = self.desk.annotations.snapshot()
        assert self.now == snapshot
        self.seen = {span for span in snapshot.spans if span.status == "accepted"}
        self.version = self.edits = 0
        self.propose(laid)

    def look(self) -> None:
        """What can be seen, and that every change of it was announced."""
        desk = self.desk
        visible = {span for span in desk.annotations if span.status == "accepted"} | set(desk.open)
        announced = desk.take_changes()
        for span in visible ^ self.seen:
            assert any(start <= span.start and span.end <= end for start, end in announced), span
            assert desk.version > self.version
        self.seen, self.version, self.edits = visible, desk.version, desk.edits

    def made(self, edit: Edit | None) -> None:
        """Take down what an edit did."""
        snapshot = self.desk.annotations.snapshot()
        if edit is None:
            assert snapshot == self.now
            assert self.desk.edits == self.edits
        else:
            assert snapshot != self.now
            assert self.desk.edits == self.edits + 1
            self.past.append(self.now)
            self.future.clear()
        self.now = snapshot
        self.look()

    @rule(laid=proposals())
    def propose(self, laid: tuple[list[Span], list[Relation]]) -> None:
        spans, relations = laid
        kept = {(self.proposed[id].label, self.proposed[id].pieces): place for id, place in self.moved.items()}
        self.desk.propose(spans, relations)
        self.proposed = {span.id: span for span in spans}
        self.moved = {span.id: kept[span.label, span.pieces] for span in spans if (span.label, span.pieces) in kept}
        self.dependents = {}
        for each in relations:
            head, tail = self.proposed[each.head], self.proposed[each.tail]
            if tail.label in ("CUE", "SPEAKER") and head.label not in ("CUE", "SPEAKER"):
                self.dependents.setdefault(tail.id, set()).add(head.id)
        self.look()

    def pick(self, data: st.DataObject, spans: Sequence[Span]) -> Span:
        return data.draw(st.sampled_from(sorted(spans, key=lambda span: (span.range, span.label, span.status))))

    def any_open(self) -> bool:
        return len(self.desk.open) > 0

    def any_annotation(self) -> bool:
        return len(self.desk.annotations) > 0

    @precondition(any_open)
    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        span = self.pick(data, list(self.desk.open))
        self.made(self.desk.accept(span))
        assert span not in self.desk.open

    @precondition(any_open)
    @rule(data=st.data(), label=st.sampled_from(LABELS))
    def accept_as(self, data: st.DataObject, label: str) -> None:
        span = self.pick(data, list(self.desk.open))
        self.made(self.desk.accept(span, label))
        assert span not in self.desk.open

    @precondition(any_open)
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        span = self.pick(data, list(self.desk.open))
        self.made(self.desk.reject(span))
        assert span not in self.desk.open

    @precondition(any_open)
    @rule(data=st.data(), place=ranges)
    def adjust(self, data: st.DataObject, place: Range) -> None:
        span = self.pick(data, list(self.desk.open))
        if span.fragments and place != span.range:
            with pytest.raises(ValueError, match="fragments"):
                self.desk.adjust(span, *place)
            return
        found = self.desk.adjust(span, *place)
        assert found.range in (place, span.range)
        self.moved[span.id] = found.range
        if found.range == self.proposed[span.id].range:
            del self.moved[span.id]
        assert found in self.desk.open
        self.made(None)

    @rule(place=ranges, label=st.sampled_from(LABELS))
    def tag(self, place: Range, label: str) -> None:
        self.made(self.desk.tag(*place, label))
        there = [span for span in self.desk.annotations.index.on(*place) if not span.fragments]
        assert any((span.label, span.status) == (label, "accepted") for span in there)

    @precondition(any_open)
    @rule(data=st.data(), label=st.sampled_from((*LABELS, "")), more=st.sampled_from((-1, 0, 1)))
    def tag_near_a_proposal(self, data: st.DataObject, label: str, more: int) -> None:
        span = self.pick(data, list(self.desk.open))
        end = min(len(TEXT), max(span.start + 1, span.end + more))
        self.tag((span.start, end), label or span.label)

    @precondition(any_annotation)
    @rule(data=st.data(), label=st.sampled_from(LABELS))
    def relabel(self, data: st.DataObject, label: str) -> None:
        span = self.pick(data, self.now.spans)
        if span.status == "accepted":
            self.made(self.desk.relabel(span, label))

    @precondition(any_annotation)
    @rule(data=st.data(), place=ranges)
    def move(self, data: st.DataObject, place: Range) -> None:
        span = self.pick(data, self.now.spans)
        if span.status == "accepted" and not span.fragments:
            self.made(self.desk.move(span, *place))

    @precondition(any_annotation)
    @rule(data=st.data(), note=st.sampled_from(("", "one", "two")))
    def annotate(self, data: st.DataObject, note: str) -> None:
        span = self.pick(data, self.now.spans)
        self.made(self.desk.annotate(span, note))

    @precondition(any_annotation)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        span = self.pick(data, self.now.spans)
        self.made(self.desk.remove(span))
        assert self.desk.annotations.get(span.id) is None

    @precondition(any_annotation)
    @rule(data=st.data(), type=st.sampled_from(("cue", "speaker", "see")))
    def relate(self, data: st.DataObject, type: str) -> None:
        head, tail = self.pick(data, self.now.spans), self.pick(data, self.now.spans)
        rejected = "rejected" in (head.status, tail.status)
        if head == tail or rejected or not DEFAULT_LABELS.allows(type, head.label, tail.label):
            with pytest.raises(ValueError, match="goes from"):
                self.desk.relate(type, head, tail)
        else:
            self.made(self.desk.relate(type, head, tail))

    @precondition(lambda self: self.now.relations)
    @rule(data=st.data())
    def unrelate(self, data: st.DataObject) -> None:
        relation = data.draw(st.sampled_from(self.now.relations))
        head, tail = (self.desk.annotations.get(id) for id in (relation.head, relation.tail))
        assert head
        assert tail
        self.made(self.desk.unrelate(relation.type, head, tail))

    @rule(done=st.booleans())
    def mark(self, done: bool) -> None:
        self.made(self.desk.mark(done, 3))

    @rule()
    def undo(self) -> None:
        assert bool(self.desk.undo()) == bool(self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()
        assert self.desk.annotations.snapshot() == self.now
        self.look()

    @rule()
    def redo(self) -> None:
        assert bool(self.desk.redo()) == bool(self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()
        assert self.desk.annotations.snapshot() == self.now
        self.look()

    @rule()
    def undo_all_the_way_and_redo_it(self) -> None:
        states = [*self.past, self.now]
        while self.past:
            self.undo()
            self.what_is_open_is_what_the_definition_says()
        assert self.now == states[0]
        for _ in states[1:]:
            self.redo()
        assert self.now == states[-1]

    def standing(self, id: str) -> Span:
        span = self.proposed[id]
        return replace(span, start=self.moved[id][0], end=self.moved[id][1]) if id in self.moved else span

    def decided(self, id: str) -> bool:
        original, span = self.proposed[id], self.standing(id)
        beside = [self.standing(other) for other in self.proposed if other != id]
        for each in self.now.spans:
            same = each.label == span.label
            if same and each.pieces == original.pieces:
                return True
            if each.status == "rejected":
                continue
            other_quote = (
                span.label in ("QUOTE", "CLAIM")
                and each.pieces != span.pieces
                and any(
                    (other.label, other.source, other.pieces) == (span.label, span.source, each.pieces)
                    for other in beside
                )
            )
            if same and points(each) & points(span) and not other_quote:
                return True
            passage = {"QUOTE", "CLAIM"} & {each.label, span.label}
            if each.pieces == span.pieces and id not in self.moved and not passage:
                return True
        return False

    @invariant()
    def what_is_open_is_what_the_definition_says(self) -> None:
        undecided = {id for id in self.proposed if not self.decided(id)}
        expected = {id for id in undecided if id not in self.dependents or self.dependents[id] & undecided}
        assert {span.id: span for span in self.desk.open} == {id: self.standing(id) for id in expected}
        assert [span.id for span in self.desk.open if span.id not in self.dependents] == [
            span.id for span in self.desk.to_decide
        ]
        assert self.desk.left == len(expected - self.dependents.keys())

    @invariant()
    def nothing_is_both_accepted_and_rejected_or_related_to_what_is_gone(self) -> None:
        snapshot = self.desk.annotations.snapshot()
        found = {
            status: {(span.label, span.pieces) for span in snapshot.spans if span.status == status}
            for status in ("accepted", "rejected")
        }
        assert not found["accepted"] & found["rejected"]
        ids = {span.id for span in snapshot.spans}
        assert all({each.head, each.tail} <= ids for each in snapshot.relations)
        assert self.desk.tagged == sum(span.status == "accepted" for span in snapshot.spans)


TestDeskMachine = DeskMachine.TestCase
TestDeskMachine.settings = settings(max_examples=120, stateful_step_count=25)
