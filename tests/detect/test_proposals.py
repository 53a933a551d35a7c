"""Proposals: their order and their ids."""

from __future__ import annotations

from copydesk.annotation.span import Span
from copydesk.detect.proposals import arranged, proposed, related


def span(label: str, start: int, end: int) -> Span:
    return proposed(label, start, end, source="test@1", score=0.5)


def test_ids_depend_on_label_and_place_alone() -> None:
    assert span("PERSON", 0, 4).id == proposed("PERSON", 0, 4, source="other@2", score=0.9).id
    assert len({span("PERSON", 0, 4).id, span("ORG", 0, 4).id, span("PERSON", 0, 5).id}) == 3


def test_merging_keeps_order_and_what_was_there_first() -> None:
    first, second = proposed("PERSON", 5, 9, source="a@1", score=0.9), proposed("PERSON", 5, 9, source="b@1", score=0.1)
    merged = arranged([first]).merged(arranged([second, span("ORG", 0, 4)]))
    assert [(each.label, each.source) for each in merged.spans] == [("ORG", "test@1"), ("PERSON", "a@1")]


def test_a_relation_that_lost_an_end_is_left_out() -> None:
    quote, cue = span("QUOTE", 0, 4), span("CUE", 5, 9)
    assert arranged([quote, cue], [related("cue", quote, cue)]).relations != ()
    assert arranged([quote], [related("cue", quote, cue)]).relations == ()
