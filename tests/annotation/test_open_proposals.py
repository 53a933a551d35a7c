"""Proposals that come piece by piece end as if they had come at once, and few at a time cost little."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.desk import Desk
from copydesk.annotation.index import SpanIndex
from copydesk.annotation.open_proposals import OpenProposals
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span, Status

LABELS = ("QUOTE", "PERSON", "ORG", "CUE", "SPEAKER")
PLACES = [(0, 1), (0, 4), (1, 3), (3, 9), (4, 5), (4, 20), (5, 9), (12, 20)]


@st.composite
def proposals(draw: st.DrawFn) -> tuple[list[Span], list[Relation]]:
    spans = [
        Span(
            id=f"p{number}",
            label=draw(st.sampled_from(LABELS)),
            start=place[0],
            end=place[1],
            status="proposed",
            source=draw(st.sampled_from(("a@1", "b@1"))),
        )
        for number, place in enumerate(draw(st.lists(st.sampled_from(PLACES), max_size=9)))
    ]
    ends = st.sampled_from([span.id for span in spans] or ["none"])
    arrows = draw(st.lists(st.tuples(st.sampled_from(("cue", "speaker")), ends, ends), max_size=9, unique=True))
    return spans, [Relation(id=f"r{n}", type=type, head=a, tail=b) for n, (type, a, b) in enumerate(arrows)]


@st.composite
def tagged(draw: st.DrawFn) -> tuple[Span, ...]:
    made: dict[tuple[str, tuple[int, int]], Span] = {}
    for number, place in enumerate(draw(st.lists(st.sampled_from(PLACES), max_size=5))):
        label = draw(st.sampled_from(LABELS))
        status: Status = "accepted" if draw(st.booleans()) else "rejected"
        made[label, place] = Span(id=f"a{number}", label=label, start=place[0], end=place[1], status=status)
    return tuple(sorted(made.values(), key=lambda span: span.order))


def facts(found: OpenProposals, ids: Sequence[str]) -> object:
    """All that can be seen of the proposals."""
    return (
        list(found.open),
        list(found.to_decide),
        [(found.get(id), set(found.links_from(id)), set(found.links_to(id))) for id in ids],
        [list(found.open.overlapping(*place)) for place in PLACES],
        [list(found.to_decide.overlapping(*place)) for place in PLACES],
    )


def laid(kept: Sequence[Span], relations: Sequence[Relation], spans: tuple[Span, ...]) -> OpenProposals:
    found = OpenProposals(AnnotationSet(Snapshot(spans=spans)))
    found.lay(kept, relations)
    return found


@given(proposals(), tagged(), st.lists(st.integers(0, 3), min_size=9, max_size=9), st.booleans())
def test_what_comes_in_pieces_is_as_if_it_came_at_once(
    proposed: tuple[list[Span], list[Relation]], spans: tuple[Span, ...], parts: list[int], early: bool
) -> None:
    everything, relations = proposed
    pieces = [[span for span, part in zip(everything, parts, strict=False) if part == n] for n in range(4)]
    found = laid(pieces[0], relations if early else (), spans)
    for number, piece in enumerate(pieces[1:], 1):
        found.amend(piece, relations if number == 3 else ())
    ids = [span.id for span in everything]
    assert facts(found, ids) == facts(laid(everything, relations, spans), ids)


@given(proposals(), tagged(), st.lists(st.integers(0, 3), min_size=9, max_size=9), st.data())
def test_what_goes_is_as_if_it_had_never_come_and_what_comes_again_takes_its_place(
    proposed: tuple[list[Span], list[Relation]], spans: tuple[Span, ...], fates: list[int], data: st.DataObject
) -> None:
    everything, relations = proposed
    gone = [span.id for span, fate in zip(everything, fates, strict=False) if fate == 0]
    again = {
        span.id: Span(
            id=span.id, label=data.draw(st.sampled_from(LABELS)), start=2, end=6, status="proposed", source="c@1"
        )
        for span, fate in zip(everything, fates, strict=False)
        if fate == 1
    }
    found = laid(everything, relations, spans)
    found.amend(again.values(), gone=gone)
    kept = [again.get(span.id, span) for span in everything if span.id not in gone]
    ids = [span.id for span in everything]
    assert facts(found, ids) == facts(laid(kept, relations, spans), ids)


@given(proposals(), tagged(), st.integers(0, 9))
def test_every_place_where_what_is_open_changed_is_told(
    proposed: tuple[list[Span], list[Relation]], spans: tuple[Span, ...], first: int
) -> None:
    everything, relations = proposed
    found = laid(everything[:first], (), spans)
    before = set(found.open)
    changed = found.amend(everything[first:], relations)
    for span in before ^ set(found.open):
        assert span.range in changed


def test_a_proposal_whose_ends_were_moved_stays_so_when_others_come() -> None:
    desk = Desk("Ana Ruiz met Ben Low in Oslo.")
    ana = Span(id="1", label="PERSON", start=0, end=8, status="proposed", source="a@1")
    ben = Span(id="2", label="PERSON", start=13, end=20, status="proposed", source="a@1")
    desk.propose([ana])
    desk.adjust(ana, 0, 3)
    desk.amend_proposals([ben])
    assert [span.range for span in desk.open] == [(0, 3), (13, 20)]
    desk.amend_proposals([Span(id="3", label="PERSON", start=0, end=8, status="proposed", source="b@1")], gone=["1"])
    assert [(span.id, span.range) for span in desk.open] == [("3", (0, 3)), ("2", (13, 20))]


def test_a_quote_opens_when_the_quote_in_it_comes_that_was_accepted_and_closes_when_that_goes() -> None:
    outer, inner = (
        Span(id=id, label="QUOTE", start=start, end=end, status="proposed", source="a@1")
        for id, start, end in (("outer", 0, 20), ("inner", 4, 9))
    )
    desk = Desk("x" * 30, Snapshot(spans=(Span(label="QUOTE", start=4, end=9),)))
    desk.propose([outer])
    assert list(desk.open) == []
    desk.amend_proposals([inner])
    assert list(desk.open) == [outer]
    desk.amend_proposals([], gone=["inner"])
    assert list(desk.open) == []


def test_only_proposals_are_added() -> None:
    desk = Desk("Ana Ruiz")
    with pytest.raises(ValueError, match="only proposals"):
        desk.amend_proposals([Span(label="PERSON", start=0, end=8)])


def test_many_changed_places_are_told_as_one() -> None:
    desk = Desk("x" * 5000)
    desk.amend_proposals(
        Span(id=str(n), label="PERSON", start=10 * n, end=10 * n + 5, status="proposed") for n in range(200)
    )
    assert desk.take_changes() == [(0, 1995)]


def calls_of(work: object) -> int:
    """How many functions of Python's a piece of work calls: what it costs, whatever else the machine does."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()  # type: ignore[operator]
    finally:
        sys.setprofile(None)
    return count


def many(first: int, count: int) -> list[Span]:
    return [
        Span(id=str(n), label=LABELS[n % 3], start=10 * n, end=10 * n + 5, status="proposed", source="a@1")
        for n in range(first, first + count)
    ]


@pytest.mark.parametrize("first", [0, 5_000, 9_900])
def test_adding_few_proposals_costs_the_same_beside_many_as_beside_few(first: int) -> None:
    everything = many(0, 10_000)
    batch = everything[first : first + 100]
    rest = [span for span in everything if span not in set(batch)]
    alone, among = Desk("x" * 100_005), Desk("x" * 100_005)
    among.propose(rest)
    beside_many = calls_of(lambda: among.amend_proposals(batch))
    assert beside_many <= 2 * calls_of(lambda: alone.amend_proposals(batch))
    assert list(among.open) == everything


def test_laying_all_at_once_sorts_them_once() -> None:
    spans = many(0, 3_000)
    orders = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal orders
        orders += event == "call" and getattr(frame, "f_code", None) is Span.order.fget.__code__  # type: ignore[attr-defined]

    desk = Desk("x" * 30_005)
    sys.setprofile(profile)
    try:
        desk.propose(spans)
    finally:
        sys.setprofile(None)
    assert orders == len(spans)


def test_an_index_refuses_what_is_there_twice() -> None:
    one, two, three = many(0, 3)
    index = SpanIndex([two])
    for added in ([one, one], [one, two, three], [three, three]):
        with pytest.raises(ValueError, match="already"):
            SpanIndex(index).add_all(added)
    with pytest.raises(ValueError, match="twice"):
        SpanIndex.in_order([one, one])
