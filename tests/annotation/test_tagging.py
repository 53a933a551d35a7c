"""Tagging on the desk: what a label given by hand does to what is proposed and annotated there."""

from __future__ import annotations

from dataclasses import replace

from tests.annotation.made_up_desk import (
    OSLO,
    QUOTE,
    SOON,
    SOON_RELATIONS,
    TEXT,
    opened,
    rejected,
    related,
    tagged,
    the,
)

from copydesk.annotation.desk import Desk
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span


def test_tagging_exactly_a_proposal_is_accepting_it(desk: Desk) -> None:
    def facts() -> list[Span]:
        return [replace(span, id="", created=None) for span in desk.annotations]

    desk.tag(*SOON.range, "QUOTE")
    by_hand = facts()
    assert related(desk) == SOON_RELATIONS
    assert the(desk, "“Soon,”").source == "quotes@1"
    desk.undo()
    desk.accept(SOON)
    assert facts() == by_hand


def test_attributes_given_by_hand_go_over_those_of_the_proposal(desk: Desk) -> None:
    desk.tag(*SOON.range, "QUOTE", {"kind": "mixed", "sure": True})
    assert the(desk, "“Soon,”").attrs == {"kind": "mixed", "sure": True}


def test_a_quote_tagged_with_corrected_ends_brings_cue_and_speaker_in_one_step(desk: Desk) -> None:
    before = desk.annotations.snapshot()
    desk.tag(SOON.start + 1, SOON.end - 1, "QUOTE")
    assert related(desk) == {("Soon,", "cue", "added"), ("Soon,", "speaker", "she")}
    quote = the(desk, "Soon,")
    assert (quote.source, quote.score, quote.attrs) == ("human", None, {"kind": "direct"})
    assert not {"“Soon,”", "she", "added"} & opened(desk)
    desk.undo()
    assert desk.annotations.snapshot() == before
    assert {"“Soon,”", "she", "added"} <= opened(desk)


def test_a_quote_over_two_proposals_is_related_as_the_one_it_shares_most_with(desk: Desk) -> None:
    desk.tag(QUOTE.start, SOON.end, "QUOTE")
    whole = TEXT[QUOTE.start : SOON.end]
    assert related(desk) == {(whole, "cue", "said"), (whole, "speaker", "Ana Ruiz")}


def test_a_quote_by_hand_where_none_is_proposed_has_no_relations(desk: Desk) -> None:
    desk.tag(*OSLO.range, "QUOTE")
    assert related(desk) == set()


def test_the_same_label_on_the_same_range_is_given_once(desk: Desk) -> None:
    assert desk.tag(*OSLO.range, "GPE")
    version = desk.version
    assert desk.tag(*OSLO.range, "GPE") is None
    assert desk.version == version


def test_tagging_what_was_rejected_takes_the_rejection_back(desk: Desk) -> None:
    desk.reject(OSLO)
    edit = desk.tag(*OSLO.range, "GPE")
    assert rejected(desk) == []
    assert tagged(desk) == [("GPE", "Oslo")]
    assert edit
    assert edit.spans[0].after, "the edit is first of all about what was tagged"
    desk.undo()
    assert rejected(desk) == [("GPE", "Oslo")]


def test_a_rejection_that_is_taken_back_takes_its_relations_along() -> None:
    no = replace(OSLO, id="no", status="rejected")
    claim = Span(id="claim", label="CLAIM", start=0, end=5)
    arrow = Relation(id="r", type="about", head="claim", tail="no")
    desk = Desk(TEXT, Snapshot(spans=(claim, no), relations=(arrow,)))
    desk.tag(*OSLO.range, "GPE")
    assert not desk.annotations.relations
    desk.undo()
    assert desk.annotations.relations == (arrow,)
