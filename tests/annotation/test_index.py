"""The index answers as a plain list would, whatever came and went."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from copydesk.annotation.index import SpanIndex, index_by_label, meetings
from copydesk.annotation.span import Span

offsets = st.integers(0, 60)
lengths = st.integers(1, 9) | st.integers(1, 70) | st.sampled_from([7, 8, 63, 64, 511, 512, 100_000])
ids = st.text("abc", min_size=1, max_size=2)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(offsets)
    end = start + draw(lengths)
    middle = draw(st.booleans()) and end - start > 4
    fragments = ((start, start + 1), (end - 1, end)) if middle else ()
    return Span(id=draw(ids), label=draw(st.sampled_from("XY")), start=start, end=end, fragments=fragments)


def key(span: Span) -> tuple[int, int, str]:
    return span.order


def overlapping(model: Sequence[Span], start: int, end: int) -> list[Span]:
    return [span for span in sorted(model, key=key) if max(span.start, start) < min(span.end, end)]


class IndexAgainstList(RuleBasedStateMachine):
    """The index beside a list that is searched from end to end."""

    def __init__(self) -> None:
        super().__init__()
        self.model: list[Span] = []
        self.index = SpanIndex()

    @rule(more=st.lists(spans(), max_size=12, unique_by=key))
    def start_anew(self, more: list[Span]) -> None:
        self.model, self.index = list(more), SpanIndex(more)

    @rule(span=spans())
    def add(self, span: Span) -> None:
        if span.order in map(key, self.model):
            with pytest.raises(ValueError, match="already"):
                self.index.add(span)
        else:
            self.model.append(span)
            self.index.add(span)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        span = data.draw(st.sampled_from(self.model))
        self.model.remove(span)
        self.index.remove(span)
        assert span not in self.index

    @rule(span=spans())
    def remove_what_is_not_there(self, span: Span) -> None:
        if span.order not in map(key, self.model):
            assert span not in self.index
            with pytest.raises(KeyError):
                self.index.remove(span)

    @rule(start=offsets, length=st.integers(0, 80))
    def ask_for_a_range(self, start: int, length: int) -> None:
        assert list(self.index.overlapping(start, start + length)) == overlapping(self.model, start, start + length)

    @rule(offset=offsets)
    def ask_for_a_place(self, offset: int) -> None:
        there = [span for span in self.model if span.covers(offset)]
        assert self.index.at(offset) == sorted(there, key=lambda span: (span.end - span.start, span.order))

    @rule(span=spans())
    def ask_for_exactly_a_range(self, span: Span) -> None:
        assert self.index.on(*span.range) == [each for each in sorted(self.model, key=key) if each.range == span.range]

    @rule(span=spans())
    def ask_what_is_next_to(self, span: Span) -> None:
        orders = sorted(self.model, key=key)
        assert self.index.after(span.order) == next((each for each in orders if each.order > span.order), None)
        assert self.index.before(span.order) == next((each for each in orders[::-1] if each.order < span.order), None)

    @invariant()
    def holds_the_same(self) -> None:
        ordered = sorted(self.model, key=key)
        assert list(self.index) == ordered
        assert len(self.index) == len(ordered)
        assert (self.index.first(), self.index.last()) == ((ordered[0], ordered[-1]) if ordered else (None, None))
        assert all(span in self.index for span in ordered)


TestIndexAgainstList = IndexAgainstList.TestCase
TestIndexAgainstList.settings = settings(max_examples=60, stateful_step_count=25)


def test_twenty_thousand_spans_are_found_as_in_a_list() -> None:
    chance = random.Random(7)
    pool = []
    for number in range(20_000):
        start = chance.randrange(200_000)
        length = chance.choice((1, 5, 20, 100, 1_000)) if number % 500 else 150_000
        pool.append(Span(id=f"{number:05}", label="X", start=start, end=start + chance.randint(1, length)))
    kept, added = pool[:12_000], pool[12_000:]
    index = SpanIndex(kept)
    for span in added:
        index.add(span)
    for span in kept[::3]:
        index.remove(span)
    model = sorted([span for place, span in enumerate(kept) if place % 3] + added, key=key)
    assert list(index) == model
    for _ in range(25):
        start = chance.randrange(200_000)
        end = start + chance.choice((1, 80, 4_000))
        assert list(index.overlapping(start, end)) == overlapping(model, start, end)


def test_a_thousand_spans_on_one_range_are_told_apart_by_id() -> None:
    pool = [Span(id=f"{number:04}", label="X", start=5, end=9) for number in range(1_000)]
    index = SpanIndex(reversed(pool))
    index.remove(pool[500])
    del pool[500]
    assert index.on(5, 9) == pool
    assert index.after(pool[499].order) == pool[500]


def test_an_empty_range_overlaps_nothing() -> None:
    index = SpanIndex([Span(label="X", start=0, end=9)])
    assert list(index.overlapping(4, 4)) == []
    assert list(index.overlapping(6, 3)) == []


def test_what_was_asked_for_stays_when_the_index_changes() -> None:
    pool = [Span(id=name, label="X", start=0, end=9) for name in "abc"]
    index = SpanIndex(pool)
    for span in index.overlapping(0, 9):
        index.remove(span)
    assert len(index) == 0


def test_the_same_span_twice_is_refused() -> None:
    span = Span(id="a", label="X", start=0, end=1)
    with pytest.raises(ValueError, match="twice"):
        SpanIndex([span, span])


@given(st.lists(spans(), max_size=15, unique_by=key), st.lists(spans(), max_size=15, unique_by=key))
def test_meetings_are_all_pairs_that_overlap(ones: list[Span], others: list[Span]) -> None:
    expected = {(one.order, other.order) for one in ones for other in overlapping(others, *one.range)}
    found = [(one.order, other.order) for one, other in meetings(SpanIndex(ones), SpanIndex(others))]
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(st.lists(spans(), max_size=15, unique_by=key))
def test_an_index_for_each_label_holds_that_label(pool: list[Span]) -> None:
    for label, index in index_by_label(pool).items():
        assert list(index) == [span for span in sorted(pool, key=key) if span.label == label]
