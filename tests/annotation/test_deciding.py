"""Deciding on the desk: what a decision makes of a proposal, and what comes and goes with a quote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.annotation.made_up_desk import (
    ADDED,
    INNER,
    LINKS,
    OSLO,
    QUOTE,
    QUOTE_RELATIONS,
    RUIZ,
    SOON,
    SOON_RELATIONS,
    SPANS,
    TEXT,
    opened,
    proposal,
    rejected,
    related,
    tagged,
    the,
    words,
)

from copydesk.annotation.desk import Desk
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span


def test_a_speaker_and_a_cue_are_not_hopped_to_but_a_person_is(desk: Desk) -> None:
    assert opened(desk) == {words(span) for span in SPANS}
    assert [words(span) for span in desk.to_decide] == [
        words(QUOTE), "‘rebuild’", "Ana Ruiz", "“Soon,”", "Oslo",
    ]  # fmt: skip
    assert desk.left == 5


def test_a_quote_accepted_brings_its_cue_and_speaker_and_the_relations(desk: Desk) -> None:
    desk.accept(SOON)
    assert tagged(desk) == [("QUOTE", "“Soon,”"), ("SPEAKER", "she"), ("CUE", "added")]
    assert related(desk) == SOON_RELATIONS
    assert the(desk, "“Soon,”").attrs == {"kind": "direct"}
    assert {span.source for span in desk.annotations} == {"quotes@1"}
    assert not {"“Soon,”", "she", "added"} & opened(desk)


def test_what_is_accepted_says_who_decided_and_bears_an_id_of_its_own(desk: Desk) -> None:
    edit = desk.accept(OSLO)
    made = edit.spans[0].after
    assert made == replace(OSLO, id=made.id, status="accepted", by="ana", created=made.created) if made else False
    assert made
    assert made.id != OSLO.id
    assert made.created
    assert edit.title == "GPE on “Oslo”"
    assert edit.offset == OSLO.start


def test_an_accepted_quote_is_the_first_thing_its_edit_is_about(desk: Desk) -> None:
    change = desk.accept(QUOTE).spans[0]
    assert change.after
    assert change.after.label == "QUOTE"


def test_a_speaker_that_was_accepted_before_is_linked_to_not_doubled(desk: Desk) -> None:
    desk.accept(RUIZ)
    desk.accept(QUOTE)
    assert tagged(desk).count(("PERSON", "Ana Ruiz")) == 1
    assert related(desk) == QUOTE_RELATIONS


def test_a_speaker_tagged_with_other_ends_is_linked_to(desk: Desk) -> None:
    start = TEXT.index("Mayor Ana Ruiz")
    desk.tag(start, start + len("Mayor Ana Ruiz"), "PERSON")
    desk.accept(QUOTE)
    assert (words(QUOTE), "speaker", "Mayor Ana Ruiz") in related(desk)
    assert ("PERSON", "Ana Ruiz") not in tagged(desk)


def test_a_speaker_tagged_as_what_it_cannot_be_is_not_linked_to(desk: Desk) -> None:
    desk.accept(RUIZ, "DATE")
    desk.accept(QUOTE)
    assert related(desk) == {(words(QUOTE), "cue", "said")}


def test_a_rejected_speaker_stays_rejected_when_its_quote_is_accepted(desk: Desk) -> None:
    desk.reject(RUIZ)
    desk.accept(QUOTE)
    assert rejected(desk) == [("PERSON", "Ana Ruiz")]
    assert related(desk) == {(words(QUOTE), "cue", "said")}


def test_a_speaker_accepted_after_its_quote_is_linked_from_it(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.remove(the(desk, "Ana Ruiz"))
    assert related(desk) == {(words(QUOTE), "cue", "said")}
    desk.accept(RUIZ)
    assert related(desk) == QUOTE_RELATIONS


def test_a_quote_that_was_given_another_speaker_keeps_it(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.remove(the(desk, "Ana Ruiz"))
    desk.accept(OSLO)
    desk.relate("speaker", the(desk, words(QUOTE)), the(desk, "Oslo"))
    desk.accept(RUIZ)
    assert related(desk) == {(words(QUOTE), "cue", "said"), (words(QUOTE), "speaker", "Oslo")}


def test_two_proposed_relations_to_one_span_accept_it_once() -> None:
    desk = Desk(TEXT)
    extra = Relation(id="5", type="speaker", head=SOON.id, tail=ADDED.id)
    itself = Relation(id="6", type="cue", head=SOON.id, tail=SOON.id)
    desk.propose((*SPANS, replace(ADDED, id="again")), (*LINKS, extra, itself, replace(LINKS[2], id="7", tail="again")))
    desk.accept(SOON)
    assert tagged(desk).count(("CUE", "added")) == 1
    assert related(desk) == {*SOON_RELATIONS, ("“Soon,”", "speaker", "added")}
    assert len(desk.annotations.relations) == 3


def test_a_relation_of_which_an_end_is_not_proposed_is_passed_over() -> None:
    desk = Desk(TEXT)
    desk.propose((SOON,), LINKS)
    desk.accept(SOON)
    assert related(desk) == set()


def test_a_rejected_proposal_stays_rejected_after_new_proposals_are_laid(desk: Desk) -> None:
    desk.reject(OSLO)
    assert rejected(desk) == [("GPE", "Oslo")]
    again = replace(OSLO, id="other", source="rules@2", score=0.99)
    desk.propose((again, replace(again, id="org", label="ORG")))
    assert [span.label for span in desk.open] == ["ORG"]


def test_a_rejection_from_the_file_is_not_proposed_again() -> None:
    no = replace(OSLO, id="no", status="rejected")
    desk = Desk(TEXT, Snapshot(spans=(no,)))
    desk.propose(SPANS, LINKS)
    assert "Oslo" not in opened(desk)
    assert desk.tagged == 0


def test_a_rejected_quote_closes_its_cue_and_speaker_and_brings_them_back_when_undone(desk: Desk) -> None:
    desk.reject(SOON)
    assert rejected(desk) == [("QUOTE", "“Soon,”")]
    assert not {"“Soon,”", "she", "added"} & opened(desk)
    desk.undo()
    assert {"“Soon,”", "she", "added"} <= opened(desk)


def test_a_rejected_quote_leaves_a_person_and_what_another_quote_needs(desk: Desk) -> None:
    desk.propose(SPANS, (*LINKS[:3], Relation(id="4", type="cue", head=QUOTE.id, tail=ADDED.id)))
    desk.reject(QUOTE)
    assert {"Ana Ruiz", "added"} <= opened(desk)
    assert "said" not in opened(desk)
    desk.reject(SOON)
    assert "added" not in opened(desk)


def test_a_quote_of_a_newer_detector_finds_the_cue_of_a_rejected_one(desk: Desk) -> None:
    desk.reject(SOON)
    better = replace(SOON, id="better", end=SOON.end - 1)
    desk.propose((better, ADDED), (replace(LINKS[2], head="better"),))
    desk.accept(better)
    assert related(desk) == {("“Soon,", "cue", "added")}


def test_a_proposal_overlapped_by_an_accepted_annotation_of_its_label_is_decided(desk: Desk) -> None:
    start = TEXT.index("Mayor")
    desk.tag(start, RUIZ.start + 3, "PERSON")
    assert "Ana Ruiz" not in opened(desk)
    desk.undo()
    desk.tag(start, RUIZ.start + 3, "ORG")
    assert "Ana Ruiz" in opened(desk)


def test_an_annotation_that_passes_around_a_proposal_does_not_decide_it() -> None:
    start, end = RUIZ.start - 6, RUIZ.end + 1
    parts = Span(label="PERSON", start=start, end=end, fragments=((start, RUIZ.start), (RUIZ.end, end)))
    desk = Desk(TEXT, Snapshot(spans=(parts,)))
    desk.propose(SPANS, LINKS)
    assert "Ana Ruiz" in opened(desk)


def test_an_annotation_of_another_label_on_exactly_its_range_decides_a_proposal(desk: Desk) -> None:
    desk.tag(*OSLO.range, "ORG")
    assert tagged(desk) == [("ORG", "Oslo")]
    assert rejected(desk) == []
    assert "Oslo" not in opened(desk)


def test_a_claim_on_exactly_a_quote_leaves_the_quote_to_decide(desk: Desk) -> None:
    desk.tag(*SOON.range, "CLAIM")
    assert {"“Soon,”", "she", "added"} <= opened(desk)
    desk.accept(SOON)
    assert {("CLAIM", "“Soon,”"), ("QUOTE", "“Soon,”")} <= set(tagged(desk))
    assert related(desk) == SOON_RELATIONS


def test_a_quote_in_an_accepted_quote_is_left_to_decide(desk: Desk) -> None:
    desk.accept(QUOTE)
    assert "‘rebuild’" in opened(desk)
    desk.accept(INNER)
    assert {("QUOTE", words(QUOTE)), ("QUOTE", "‘rebuild’")} <= set(tagged(desk))


def test_of_two_detectors_quotes_one_is_enough(desk: Desk) -> None:
    desk.propose((QUOTE, replace(INNER, source="model@3")))
    desk.accept(QUOTE)
    assert opened(desk) == set()


def test_a_name_in_an_accepted_name_is_decided() -> None:
    desk = Desk(TEXT)
    desk.propose((RUIZ, proposal("Ruiz", "PERSON")))
    desk.accept(RUIZ)
    assert opened(desk) == set()


def test_a_label_given_to_a_proposal_makes_a_human_annotation(desk: Desk) -> None:
    desk.accept(OSLO, "ORG")
    (made,) = desk.annotations
    assert (made.label, made.source, made.score, made.by, made.status) == ("ORG", "human", None, "ana", "accepted")
    assert "Oslo" not in opened(desk)


def test_a_quote_accepted_as_a_claim_is_rejected_as_a_quote(desk: Desk) -> None:
    desk.accept(SOON, "CLAIM")
    assert tagged(desk) == [("CLAIM", "“Soon,”")]
    assert rejected(desk) == [("QUOTE", "“Soon,”")]
    assert the(desk, "“Soon,”", "CLAIM").attrs == {}
    assert related(desk) == set()
    assert not {"“Soon,”", "she", "added"} & opened(desk)
    desk.undo()
    assert len(desk.annotations) == 0
    assert {"“Soon,”", "she", "added"} <= opened(desk)


def test_a_proposal_given_a_label_its_range_has_already_is_only_rejected(desk: Desk) -> None:
    desk.tag(*SOON.range, "CLAIM")
    desk.accept(SOON, "CLAIM")
    assert tagged(desk) == [("CLAIM", "“Soon,”")]
    assert rejected(desk) == [("QUOTE", "“Soon,”")]


def test_what_is_decided_cannot_be_decided_again(desk: Desk) -> None:
    desk.accept(OSLO)
    for decide in (desk.accept, desk.reject, lambda span: desk.adjust(span, 0, 1)):
        with pytest.raises(ValueError, match="not open"):
            decide(OSLO)
        with pytest.raises(ValueError, match="not open"):
            decide(replace(OSLO, id="unknown"))
    assert len(desk.history) == 1
