"""Hopping from proposal to proposal, and from annotation to annotation."""

from __future__ import annotations

import pytest
from tests.app.made_up import (
    HARBOR,
    LONG,
    annotation,
    go,
    harbor_reading,
    place,
    proposal,
    quote_of_harbor,
    reading_of,
    words_here,
)


def test_hopping_goes_through_the_proposals_in_order_and_focuses_each() -> None:
    reading = harbor_reading()
    seen = []
    for _ in range(7):
        reading.hop(1)
        seen.append((words_here(reading), reading.caret.offset == reading.item.start if reading.item else False))
    names = ["Lorvik", "Mara Ostrem", "Ada Quill", "Lorvik", "Quill", "Nordal Line", "Ben Tarrow"]
    assert seen == [(name, True) for name in names]


def test_hopping_past_the_last_proposal_goes_on_at_the_top_and_says_so() -> None:
    reading = harbor_reading()
    said = [reading.hop(1) for _ in range(8)]
    assert said[:7] == [""] * 7
    assert said[7]
    assert reading.caret.offset == place(HARBOR, "Lorvik")[0]


def test_hopping_back_from_the_first_proposal_goes_on_at_the_end_and_says_so() -> None:
    reading = harbor_reading()
    reading.hop(1)
    assert reading.hop(-1)
    assert words_here(reading) == "Ben Tarrow"
    assert reading.hop(-1) == ""
    assert words_here(reading) == "Nordal Line"


def test_a_hop_from_inside_a_proposal_leads_out_of_it() -> None:
    reading = harbor_reading()
    go(reading, "Mara Ostrem", within=3)
    reading.hop(1)
    assert words_here(reading) == "Ada Quill"
    go(reading, "Mara Ostrem", within=3)
    reading.hop(-1)
    assert words_here(reading) == "Mara Ostrem"


def test_two_proposals_on_the_same_words_are_both_hopped_to() -> None:
    reading = reading_of(HARBOR, proposal(HARBOR, "Lorvik", "GPE"), proposal(HARBOR, "Lorvik", "ORG"))
    reading.hop(1)
    first = reading.item
    reading.hop(1)
    assert first
    assert reading.item
    assert {first.label, reading.item.label} == {"GPE", "ORG"}


def test_a_hop_ends_a_selection() -> None:
    reading = harbor_reading()
    reading.caret.toggle_selection()
    reading.hop(1)
    assert reading.caret.selection is None


def test_a_cue_and_a_speaker_are_not_hopped_to_apart_from_their_quote() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    for _ in range(4):
        reading.hop(1)
        assert reading.item
        assert reading.item.label != "CUE"
    assert reading.desk.left == 2


def test_hopping_among_annotations_passes_over_rejected_ones() -> None:
    rejected = annotation(HARBOR, "Ada Quill", "PERSON", status="rejected", source="made-up@1")
    reading = reading_of(
        HARBOR, annotations=[annotation(HARBOR, "Lorvik", "GPE"), rejected, annotation(HARBOR, "Ben Tarrow", "PERSON")]
    )
    seen = []
    for _ in range(3):
        reading.hop(1, annotations=True)
        seen.append(words_here(reading))
    assert seen == ["Lorvik", "Ben Tarrow", "Lorvik"]
    reading.hop(-1, annotations=True)
    assert words_here(reading) == "Ben Tarrow"


def test_only_rejected_annotations_are_nothing_to_hop_to() -> None:
    rejected = annotation(HARBOR, "Ada Quill", "PERSON", status="rejected", source="made-up@1")
    reading = reading_of(HARBOR, annotations=[rejected])
    before = reading.caret.offset
    assert reading.hop(1, annotations=True)
    assert reading.hop(-1, annotations=True)
    assert reading.caret.offset == before


@pytest.mark.parametrize("delta", [1, -1])
def test_without_proposals_a_hop_says_so_and_moves_nothing(delta: int) -> None:
    reading = reading_of(HARBOR)
    go(reading, "pier")
    assert reading.hop(1 if delta > 0 else -1)
    assert reading.caret.offset == place(HARBOR, "pier")[0]


def test_a_hop_shows_the_whole_proposal_where_the_window_is_high_enough() -> None:
    paragraph = LONG[LONG.index("Paragraph 5 ") : LONG.index("Paragraph 6 ")].strip()
    reading = reading_of(LONG, proposal(LONG, paragraph, "QUOTE"))
    viewport = reading.caret.viewport
    layout = viewport.layout
    start, end = place(LONG, paragraph)
    while viewport.y_of(layout.place(start).line) is None:
        reading.scroll(1)
    assert viewport.y_of(layout.place(end - 1).line) is None
    reading.hop(1)
    for offset in (start, end - 1):
        assert viewport.y_of(layout.place(offset).line) is not None
