"""Spans: what can be one, what it covers, and how spans are ordered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import ID_ALPHABET, Relation, Span, new_id


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3), (0, 0)])
def test_a_range_that_is_empty_or_negative_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(label="PERSON", start=start, end=end)


def test_a_span_needs_a_label() -> None:
    with pytest.raises(ValueError, match="label"):
        Span(label="", start=0, end=1)


@pytest.mark.parametrize(
    "fragments",
    [
        ((0, 3), (3, 10)),
        ((0, 4), (3, 10)),
        ((5, 10), (0, 3)),
        ((0, 3), (5, 9)),
        ((1, 3), (5, 10)),
        ((0, 0), (5, 10)),
        ((0, 12),),
        ((0, 3), (8, 6), (7, 10)),
    ],
)
def test_fragments_must_be_in_order_apart_and_fill_their_envelope(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="fragments"):
        Span(label="QUOTE", start=0, end=10, fragments=fragments)


def test_a_single_fragment_is_no_discontinuity() -> None:
    assert Span(id="a", label="X", start=2, end=5, fragments=((2, 5),)) == Span(id="a", label="X", start=2, end=5)


def test_a_span_in_pieces_covers_only_its_pieces() -> None:
    span = Span(label="QUOTE", start=2, end=9, fragments=((2, 4), (7, 9)))
    assert [offset for offset in range(11) if span.covers(offset)] == [2, 3, 7, 8]
    assert not span.overlaps(4, 7)
    assert span.overlaps(4, 8)
    assert list(span.texts("0123456789")) == ["23", "78"]


def test_pieces_of_two_spans_may_pass_each_other() -> None:
    span = Span(label="QUOTE", start=2, end=9, fragments=((2, 4), (7, 9)))
    between = Span(label="CUE", start=4, end=7)
    assert not span.shares(between)
    assert not between.shares(span)
    assert span.shares(Span(label="CUE", start=4, end=8))


def test_the_longer_of_two_that_start_together_comes_first() -> None:
    outer, inner = Span(id="z", label="X", start=1, end=9), Span(id="a", label="X", start=1, end=5)
    assert sorted([inner, outer], key=lambda span: span.order) == [outer, inner]


def test_spans_and_relations_can_be_put_into_sets() -> None:
    span = Span(id="a", label="QUOTE", start=0, end=1, attrs={"kind": "direct"}, extra={"k": [1]})
    same = Span(id="a", label="QUOTE", start=0, end=1, attrs={"kind": "direct"}, extra={"k": [1]})
    other = Span(id="a", label="QUOTE", start=0, end=1, attrs={"kind": "mixed"})
    assert len({span, same, other}) == 2
    assert len({Relation(id="r", type="cue", head="a", tail="b", extra={"k": []}) for _ in range(2)}) == 1


@given(st.integers(0, 30), st.integers(1, 10), st.integers(0, 30), st.integers(1, 10))
def test_sharing_is_mutual_and_means_a_common_code_point(start: int, length: int, other: int, more: int) -> None:
    one, two = Span(label="X", start=start, end=start + length), Span(label="Y", start=other, end=other + more)
    common = {*range(*one.range)} & {*range(*two.range)}
    assert one.shares(two) == two.shares(one) == bool(common) == one.overlaps(*two.range)


def test_ids_are_eight_letters_that_are_not_taken_for_digits() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(id) == 8 and set(id) <= set(ID_ALPHABET) for id in ids)
    assert not set("ilou") & set(ID_ALPHABET)
