"""Moved proposals: what becomes of one whose ends a person moved before deciding."""

from __future__ import annotations

from dataclasses import replace

from tests.annotation.made_up_desk import (
    ADDED,
    LINKS,
    OSLO,
    RUIZ,
    SOON,
    SPANS,
    TEXT,
    opened,
    rejected,
    related,
    tagged,
    the,
    words,
)

from copydesk.annotation.desk import Desk


def test_a_moved_proposal_is_accepted_as_the_person_s_own(desk: Desk) -> None:
    moved = desk.adjust(RUIZ, TEXT.index("Mayor"), RUIZ.end)
    assert words(moved) == "Mayor Ana Ruiz"
    assert [words(span) for span in desk.here(RUIZ.start - 2)] == ["Mayor Ana Ruiz"]
    desk.accept(RUIZ)
    made = the(desk, "Mayor Ana Ruiz")
    assert (made.label, made.source, made.score) == ("PERSON", "human", None)
    desk.undo()
    assert "Mayor Ana Ruiz" in opened(desk)


def test_a_proposal_moved_there_and_back_is_the_detector_s_again(desk: Desk) -> None:
    moved = desk.adjust(OSLO, OSLO.start, OSLO.end + 1)
    assert desk.adjust(moved, *OSLO.range) == OSLO
    desk.accept(OSLO)
    assert the(desk, "Oslo").source == "rules@1"


def test_a_moved_proposal_is_rejected_as_it_was_proposed(desk: Desk) -> None:
    desk.adjust(OSLO, 0, 2)
    desk.reject(OSLO)
    assert rejected(desk) == [("GPE", "Oslo")]
    assert [span.id for span in desk.open if span.label == "GPE"] == []
    desk.undo()
    assert [span.range for span in desk.open if span.label == "GPE"] == [(0, 2)]


def test_a_moved_proposal_that_was_rejected_is_not_proposed_again(desk: Desk) -> None:
    desk.adjust(OSLO, 0, 2)
    desk.reject(OSLO)
    desk.propose(SPANS, LINKS)
    assert [span.id for span in desk.open if span.label == "GPE"] == []


def test_another_label_tagged_on_a_moved_proposal_rejects_it_as_it_was_proposed(desk: Desk) -> None:
    desk.adjust(OSLO, OSLO.start, OSLO.end + 7)
    desk.tag(OSLO.start, OSLO.end + 7, "EVENT")
    assert tagged(desk) == [("EVENT", "Oslo agreed")]
    assert rejected(desk) == [("GPE", "Oslo")]


def test_a_moved_proposal_given_another_label_is_rejected_under_its_own(desk: Desk) -> None:
    desk.adjust(OSLO, OSLO.start, OSLO.end + 7)
    desk.accept(OSLO, "EVENT")
    assert tagged(desk) == [("EVENT", "Oslo agreed")]
    assert rejected(desk) == [("GPE", "Oslo")]
    desk.propose(SPANS, LINKS)
    assert not {"Oslo", "Oslo agreed"} & opened(desk)


def test_a_moved_quote_brings_its_cue_and_speaker(desk: Desk) -> None:
    desk.adjust(SOON, SOON.start + 1, SOON.end)
    desk.accept(SOON)
    assert related(desk) == {("Soon,”", "cue", "added"), ("Soon,”", "speaker", "she")}


def test_a_moved_cue_is_accepted_where_it_stands(desk: Desk) -> None:
    desk.adjust(ADDED, ADDED.start, ADDED.end + 1)
    desk.accept(SOON)
    assert ("“Soon,”", "cue", "added.") in related(desk)


def test_a_proposal_is_moved_past_an_annotation_of_another_label(desk: Desk) -> None:
    desk.tag(OSLO.start, OSLO.end + 1, "ORG")
    for end in (OSLO.end + 1, OSLO.end + 2):
        assert desk.adjust(OSLO, OSLO.start, end).end == end
        assert [span.end for span in desk.open if span.label == "GPE"] == [end]


def test_a_proposal_is_not_moved_onto_an_annotation_of_its_label(desk: Desk) -> None:
    desk.tag(OSLO.end + 1, OSLO.end + 7, "GPE")
    version = desk.version
    assert desk.adjust(OSLO, OSLO.start, OSLO.end + 3) == OSLO
    assert OSLO in desk.open
    assert desk.version == version


def test_a_moved_proposal_that_is_proposed_again_stays_moved(desk: Desk) -> None:
    desk.adjust(OSLO, OSLO.start, OSLO.end + 7)
    desk.propose((*SPANS[:-1], replace(OSLO, id="new id", source="rules@2", score=0.5)), LINKS)
    (moved,) = (span for span in desk.open if span.label == "GPE")
    assert (words(moved), moved.id, moved.score) == ("Oslo agreed", "new id", 0.5)
    desk.reject(moved)
    assert rejected(desk) == [("GPE", "Oslo")]


def test_a_moved_proposal_that_is_proposed_otherwise_stands_where_it_is_proposed(desk: Desk) -> None:
    desk.adjust(OSLO, OSLO.start, OSLO.end + 7)
    desk.propose((replace(OSLO, end=OSLO.end + 1), replace(OSLO, id="org", label="ORG")))
    assert {words(span) for span in desk.open} == {"Oslo ", "Oslo"}
