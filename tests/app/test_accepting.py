"""Accepting and rejecting proposals, and removing annotations."""

from __future__ import annotations

from tests.app.made_up import (
    HARBOR,
    annotation,
    go,
    harbor_reading,
    names_of_harbor,
    place,
    quote_of_harbor,
    reading_of,
    tags,
    words_here,
    words_selected,
)


def test_accepting_makes_an_annotation_and_hops_on() -> None:
    reading = harbor_reading()
    reading.hop(1)
    assert reading.accept() == ""
    assert tags(reading) == [("GPE", "Lorvik")]
    assert words_here(reading) == "Mara Ostrem"
    assert reading.desk.left == 6


def test_an_accepted_proposal_remembers_where_it_came_from_and_who_accepted_it() -> None:
    reading = harbor_reading()
    reading.hop(1)
    reading.accept()
    (made,) = reading.desk.annotations
    assert (made.source, made.score, made.by, made.status) == ("made-up@1", 0.9, "ana", "accepted")


def test_after_the_last_proposal_the_cursor_stays_on_what_was_made() -> None:
    reading = harbor_reading()
    reading.hop(-1)
    reading.accept()
    assert words_here(reading) == "Ben Tarrow"
    assert reading.item
    assert reading.item.status == "accepted"


def test_accepting_a_quote_accepts_its_cue_and_speaker_in_one_step() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    go(reading, "waited")
    reading.accept()
    assert tags(reading) == [("QUOTE", "“We waited nine years,”"), ("CUE", "said"), ("PERSON", "Quill")]
    assert sorted(relation.type for relation in reading.desk.annotations.relations) == ["cue", "speaker"]
    reading.undo()
    assert tags(reading) == []
    assert reading.desk.annotations.relations == ()


def test_with_a_selection_nothing_is_accepted() -> None:
    reading = harbor_reading()
    reading.hop(1)
    reading.move("right", extend=True)
    assert reading.accept()
    assert tags(reading) == []
    assert words_selected(reading) == "Lo"


def test_where_there_is_no_proposal_accepting_says_so() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    assert reading.accept()
    assert tags(reading) == []


def test_accepting_prefers_the_proposal_over_the_annotation_around_it() -> None:
    outer = annotation(HARBOR, "Mayor Ben Tarrow called it a relief.", "CLAIM")
    reading = harbor_reading(outer)
    go(reading, "Tarrow")
    reading.accept()
    assert ("PERSON", "Ben Tarrow") in tags(reading)


def test_rejecting_keeps_the_rejection_and_hops_on() -> None:
    reading = harbor_reading()
    reading.hop(1)
    assert reading.reject() == ""
    assert words_here(reading) == "Mara Ostrem"
    assert [(span.status, span.label) for span in reading.desk.annotations] == [("rejected", "GPE")]
    assert reading.desk.tagged == 0
    assert reading.desk.left == 6


def test_what_was_rejected_is_not_proposed_again() -> None:
    reading = harbor_reading()
    reading.hop(1)
    reading.reject()
    reading.desk.propose(names_of_harbor())
    assert reading.desk.left == 6


def test_rejecting_an_annotation_removes_it_and_the_cursor_stays() -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC"))
    go(reading, "pier", within=2)
    reading.reject()
    assert tags(reading) == []
    assert len(reading.desk.annotations) == 0
    assert reading.caret.offset == place(HARBOR, "pier")[0] + 2


def test_where_there_is_nothing_rejecting_says_so() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    assert reading.reject()
    assert len(reading.desk.annotations) == 0
