"""The desk: what a decision makes of a proposal, what comes and goes with a quote, and that each can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span

TEXT = "“We will ‘rebuild’,” said Mayor Ana Ruiz. “Soon,” she added. Oslo agreed."


def proposal(words: str, label: str, **more: Any) -> Span:
    start = TEXT.index(words)
    facts = {"id": f"{label}:{words}", "source": "rules@1", "score": 0.9, **more}
    return Span(label=label, start=start, end=start + len(words), status="proposed", **facts)


QUOTE = proposal("“We will ‘rebuild’,”", "QUOTE", source="quotes@1", attrs={"kind": "direct"})
INNER = proposal("‘rebuild’", "QUOTE", source="quotes@1", attrs={"kind": "scare"})
SAID = proposal("said", "CUE", source="quotes@1")
RUIZ = proposal("Ana Ruiz", "PERSON")
SOON = proposal("“Soon,”", "QUOTE", source="quotes@1", attrs={"kind": "direct"})
ADDED = proposal("added", "CUE", source="quotes@1")
SHE = proposal("she", "SPEAKER", source="quotes@1")
OSLO = proposal("Oslo", "GPE")
SPANS = (QUOTE, INNER, SAID, RUIZ, SOON, ADDED, SHE, OSLO)
LINKS = (
    Relation(id="1", type="cue", head=QUOTE.id, tail=SAID.id),
    Relation(id="2", type="speaker", head=QUOTE.id, tail=RUIZ.id),
    Relation(id="3", type="cue", head=SOON.id, tail=ADDED.id),
    Relation(id="4", type="speaker", head=SOON.id, tail=SHE.id),
)


@pytest.fixture
def desk() -> Desk:
    desk = Desk(TEXT, by="ana", labels=DEFAULT_LABELS)
    desk.propose(SPANS, LINKS)
    return desk


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


def tagged(desk: Desk) -> list[tuple[str, str]]:
    return [(span.label, words(span)) for span in desk.annotations if span.status == "accepted"]


def rejected(desk: Desk) -> list[tuple[str, str]]:
    return [(span.label, words(span)) for span in desk.annotations if span.status == "rejected"]


def related(desk: Desk) -> set[tuple[str, str, str]]:
    found = set()
    for each in desk.annotations.relations:
        head, tail = desk.annotations.get(each.head), desk.annotations.get(each.tail)
        assert head
        assert tail
        found.add((words(head), each.type, words(tail)))
    return found


def opened(desk: Desk) -> set[str]:
    return {words(span) for span in desk.open}


def the(desk: Desk, text: str, label: str = "") -> Span:
    return next(span for span in desk.annotations if words(span) == text and label in ("", span.label))


QUOTE_RELATIONS = {(words(QUOTE), "cue", "said"), (words(QUOTE), "speaker", "Ana Ruiz")}
SOON_RELATIONS = {("“Soon,”", "cue", "added"), ("“Soon,”", "speaker", "she")}


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


def test_removing_a_quote_takes_its_own_cue_and_speaker_but_not_a_person(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.accept(SOON)
    desk.remove(the(desk, "“Soon,”"))
    desk.remove(the(desk, words(QUOTE)))
    assert tagged(desk) == [("PERSON", "Ana Ruiz")]
    assert related(desk) == set()
    assert {"“Soon,”", "she", "added", "said"} <= opened(desk)


def test_what_two_quotes_share_stays_with_the_one_that_is_left(desk: Desk) -> None:
    desk.propose(SPANS, (*LINKS, Relation(id="5", type="speaker", head=INNER.id, tail=SHE.id)))
    desk.accept(SOON)
    desk.accept(INNER)
    desk.remove(the(desk, "“Soon,”"))
    assert tagged(desk) == [("QUOTE", "‘rebuild’"), ("SPEAKER", "she")]
    assert related(desk) == {("‘rebuild’", "speaker", "she")}
    desk.remove(the(desk, "‘rebuild’"))
    assert tagged(desk) == []


def test_removing_a_cue_leaves_its_quote(desk: Desk) -> None:
    desk.accept(SOON)
    desk.remove(the(desk, "added"))
    assert tagged(desk) == [("QUOTE", "“Soon,”"), ("SPEAKER", "she")]
    assert "added" not in opened(desk), "its quote is decided"


def test_relabelling_a_quote_as_something_else_drops_what_only_a_quote_has(desk: Desk) -> None:
    desk.accept(QUOTE)
    before = desk.annotations.snapshot()
    desk.relabel(the(desk, words(QUOTE)), "CLAIM")
    assert tagged(desk) == [("CLAIM", words(QUOTE)), ("PERSON", "Ana Ruiz")]
    assert rejected(desk) == [("QUOTE", words(QUOTE))]
    assert related(desk) == set()
    assert not {words(QUOTE), "said"} & opened(desk)
    claim = the(desk, words(QUOTE), "CLAIM")
    assert (claim.source, claim.score, claim.attrs) == ("human", None, {})
    desk.undo()
    assert desk.annotations.snapshot() == before


def test_relabelling_one_of_two_quotes_on_the_same_words_rejects_nothing(desk: Desk) -> None:
    desk.accept(SOON)
    desk.tag(0, 2, "QUOTE")
    desk.move(the(desk, TEXT[:2]), *SOON.range)
    desk.relabel(the(desk, "“Soon,”", "QUOTE"), "CLAIM")
    assert {("CLAIM", "“Soon,”"), ("QUOTE", "“Soon,”")} <= set(tagged(desk))
    assert rejected(desk) == []


def test_relabelling_a_speaker_keeps_the_relation_where_the_label_set_allows_it(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.relabel(the(desk, "Ana Ruiz"), "ORG")
    assert related(desk) == QUOTE_RELATIONS
    desk.relabel(the(desk, "Ana Ruiz"), "DATE")
    assert related(desk) == {(words(QUOTE), "cue", "said")}


def test_relabelling_leaves_a_relation_that_never_was_allowed() -> None:
    quote, odd = Span(id="q", label="QUOTE", start=0, end=5), Span(id="d", label="DATE", start=6, end=9)
    arrow = Relation(id="r", type="speaker", head="q", tail="d")
    desk = Desk(TEXT, Snapshot(spans=(quote, odd), relations=(arrow,)), labels=DEFAULT_LABELS)
    desk.relabel(odd, "MONEY")
    assert desk.annotations.relations == (arrow,)


def test_relabelling_to_what_its_range_has_already_does_nothing(desk: Desk) -> None:
    desk.tag(*OSLO.range, "GPE")
    desk.tag(*OSLO.range, "ORG")
    assert desk.relabel(the(desk, "Oslo", "ORG"), "GPE") is None
    assert desk.relabel(the(desk, "Oslo", "ORG"), "ORG") is None


def test_attributes_of_a_person_s_own_annotation_outlive_its_label(desk: Desk) -> None:
    desk.tag(0, 2, "ORG", {"wiki": "Q1"})
    (span,) = desk.annotations
    desk.relabel(span, "GPE")
    assert the(desk, TEXT[0:2]).attrs == {"wiki": "Q1"}


def test_an_annotation_whose_ends_are_moved_becomes_the_person_s_own(desk: Desk) -> None:
    desk.accept(SOON)
    quote = the(desk, "“Soon,”")
    desk.move(quote, quote.start, quote.end - 1)
    moved = the(desk, "“Soon,")
    assert (moved.id, moved.source, moved.score, moved.attrs) == (quote.id, "human", None, quote.attrs)
    assert moved.changed
    assert related(desk) == {("“Soon,", "cue", "added"), ("“Soon,", "speaker", "she")}
    assert desk.move(moved, *moved.range) is None


def test_an_annotation_moved_away_leaves_its_proposal_to_decide(desk: Desk) -> None:
    desk.accept(OSLO)
    desk.move(the(desk, "Oslo"), 0, 2)
    assert "Oslo" in opened(desk)
    desk.undo()
    assert "Oslo" not in opened(desk)


def test_an_annotation_in_pieces_is_not_moved() -> None:
    parts = Span(id="a", label="QUOTE", start=0, end=9, fragments=((0, 2), (5, 9)))
    desk = Desk(TEXT, Snapshot(spans=(parts,)))
    with pytest.raises(ValueError, match="fragments"):
        desk.move(parts, 0, 8)
    assert desk.annotations.get("a") == parts


def test_nothing_reaches_beyond_the_text(desk: Desk) -> None:
    desk.tag(0, 2, "ORG")
    end = len(TEXT)
    with pytest.raises(ValueError, match="beyond the text"):
        desk.tag(end - 1, end + 1, "ORG")
    with pytest.raises(ValueError, match="beyond the text"):
        desk.move(the(desk, TEXT[:2]), 0, end + 1)
    with pytest.raises(ValueError, match="beyond the text"):
        desk.adjust(OSLO, OSLO.start, end + 1)
    with pytest.raises(ValueError, match="start < end"):
        desk.tag(3, 3, "ORG")
    assert len(desk.history) == 1


def test_an_annotation_is_decided_about_as_it_is_now_not_as_it_was_handed_over(desk: Desk) -> None:
    desk.tag(0, 2, "ORG")
    (first,) = desk.annotations
    desk.annotate(first, "sure?")
    desk.relabel(first, "GPE")
    assert the(desk, TEXT[:2]).note == "sure?"
    desk.remove(first)
    for decide in (desk.remove, lambda span: desk.relabel(span, "ORG"), lambda span: desk.annotate(span, "")):
        with pytest.raises(ValueError, match="no annotation"):
            decide(first)


def test_a_comment_is_set_and_taken_away(desk: Desk) -> None:
    desk.accept(OSLO)
    desk.annotate(the(desk, "Oslo"), "the city?")
    assert the(desk, "Oslo").note == "the city?"
    assert the(desk, "Oslo").source == "rules@1"
    assert desk.annotate(the(desk, "Oslo"), "the city?") is None
    desk.annotate(the(desk, "Oslo"), "")
    assert the(desk, "Oslo").note == ""


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


def test_only_proposals_are_proposed(desk: Desk) -> None:
    with pytest.raises(ValueError, match="only proposals"):
        desk.propose((replace(OSLO, status="accepted"),))
    assert desk.left == 5


def test_relations_are_checked_by_the_label_set(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.accept(OSLO)
    quote, oslo = the(desk, words(QUOTE)), the(desk, "Oslo")
    with pytest.raises(ValueError, match="no cue goes from QUOTE to GPE"):
        desk.relate("cue", quote, oslo)
    with pytest.raises(ValueError, match="no speaker goes from GPE to QUOTE"):
        desk.relate("speaker", oslo, quote)
    with pytest.raises(ValueError, match="to another"):
        desk.relate("see", oslo, oslo)
    with pytest.raises(ValueError, match="no annotation"):
        desk.relate("speaker", quote, RUIZ)
    assert desk.relate("speaker", quote, oslo)
    assert desk.relate("speaker", quote, oslo) is None
    assert (words(QUOTE), "speaker", "Oslo") in related(desk)


def test_without_a_label_set_anything_may_be_related() -> None:
    desk = Desk(TEXT)
    desk.tag(0, 2, "A")
    desk.tag(3, 5, "B")
    assert desk.relate("see", *desk.annotations)


def test_a_rejection_is_related_to_nothing(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.reject(OSLO)
    with pytest.raises(ValueError, match="to another"):
        desk.relate("speaker", the(desk, words(QUOTE)), the(desk, "Oslo"))


def test_the_ends_of_a_relation_are_announced_as_changed(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.accept(OSLO)
    desk.take_changes()
    desk.relate("speaker", the(desk, words(QUOTE)), the(desk, "Oslo"))
    former = {RUIZ.range}
    assert set(desk.take_changes()) == {QUOTE.range, OSLO.range} | former
    desk.undo()
    assert set(desk.take_changes()) == {QUOTE.range, OSLO.range} | former
    assert desk.take_changes() == []


def test_a_new_speaker_takes_the_place_of_the_old_one(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.accept(OSLO)
    desk.relate("speaker", the(desk, words(QUOTE)), the(desk, "Oslo"))
    assert {tail for _, type, tail in related(desk) if type == "speaker"} == {"Oslo"}
    assert (words(QUOTE), "cue", "said") in related(desk)
    assert the(desk, "Ana Ruiz").status == "accepted"
    desk.undo()
    assert {tail for _, type, tail in related(desk) if type == "speaker"} == {"Ana Ruiz"}


def test_words_of_which_nothing_is_said_become_the_speaker_in_one_step(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.relate_to("speaker", the(desk, words(QUOTE)), 0, 3, "SPEAKER")
    assert {tail for _, type, tail in related(desk) if type == "speaker"} == {desk.text[0:3]}
    desk.undo()
    assert related(desk) == QUOTE_RELATIONS
    with pytest.raises(ValueError, match="no cue goes"):
        desk.relate_to("cue", the(desk, words(QUOTE)), 0, 3, "PERSON")


def test_a_far_away_proposal_is_not_announced_as_changed(desk: Desk) -> None:
    desk.take_changes()
    desk.accept(OSLO)
    assert set(desk.take_changes()) == {OSLO.range}


def test_a_relation_can_be_taken_back(desk: Desk) -> None:
    desk.accept(QUOTE)
    quote = the(desk, words(QUOTE))
    assert desk.unrelate("speaker", quote, the(desk, "Ana Ruiz"))
    assert tagged(desk) == [("QUOTE", words(QUOTE)), ("CUE", "said"), ("PERSON", "Ana Ruiz")]
    assert desk.unrelate("cue", quote, the(desk, "said"))
    assert tagged(desk) == [("QUOTE", words(QUOTE)), ("PERSON", "Ana Ruiz")]
    assert related(desk) == set()
    assert desk.unrelate("speaker", quote, the(desk, "Ana Ruiz")) is None
    desk.undo()
    desk.undo()
    assert related(desk) == QUOTE_RELATIONS


def test_links_lead_to_the_annotation_that_stands_for_a_proposal(desk: Desk) -> None:
    assert {(type, words(tail), tail.status) for type, tail in desk.links_of(QUOTE)} == {
        ("cue", "said", "proposed"),
        ("speaker", "Ana Ruiz", "proposed"),
    }
    desk.accept(RUIZ, "ORG")
    desk.reject(SAID)
    assert [(type, tail.label, tail.status) for type, tail in desk.links_of(QUOTE)] == [("speaker", "ORG", "accepted")]
    desk.accept(QUOTE)
    assert [(type, words(tail)) for type, tail in desk.links_of(the(desk, words(QUOTE)))] == [("speaker", "Ana Ruiz")]


def test_what_is_here_is_the_shortest_first_and_without_rejections(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.tag(*QUOTE.range, "CLAIM")
    desk.reject(INNER)
    found = desk.here(INNER.start)
    assert {(span.label, span.status) for span in found} == {("QUOTE", "accepted"), ("CLAIM", "accepted")}
    desk.undo()
    assert [words(span) for span in desk.here(INNER.start)] == ["‘rebuild’", words(QUOTE), words(QUOTE)]


def test_an_article_is_marked_done_and_open_again(desk: Desk) -> None:
    assert desk.mark(True, 7)
    assert desk.annotations.snapshot().status == "done"
    assert desk.mark(True, 7) is None
    assert desk.mark(False, 7)
    assert desk.annotations.snapshot().status == "open"
    undone = desk.undo()
    assert undone
    assert undone.offset == 7
    assert desk.annotations.snapshot().status == "done"


def test_a_long_title_is_cut(desk: Desk) -> None:
    edit = desk.tag(0, len(TEXT), "CLAIM")
    assert edit
    assert edit.title.startswith("CLAIM on ““We will")
    assert edit.title.endswith("…”")


def test_nothing_to_undo_or_redo_is_said(desk: Desk) -> None:
    version = desk.version
    assert desk.undo() is None
    assert desk.redo() is None
    assert desk.version == version


def test_a_new_decision_ends_what_could_be_redone(desk: Desk) -> None:
    desk.accept(OSLO)
    desk.undo()
    desk.accept(RUIZ)
    assert desk.redo() is None


STEPS: dict[str, Callable[[Desk], Edit | None]] = {
    "accept": lambda desk: desk.accept(INNER),
    "accept as": lambda desk: desk.accept(INNER, "CLAIM"),
    "reject": lambda desk: desk.reject(INNER),
    "tag": lambda desk: desk.tag(0, 3, "ORG"),
    "tag a proposal": lambda desk: desk.tag(*OSLO.range, "GPE"),
    "correct": lambda desk: desk.tag(INNER.start, INNER.end + 1, "QUOTE"),
    "relabel": lambda desk: desk.relabel(the(desk, words(QUOTE)), "CLAIM"),
    "move": lambda desk: desk.move(the(desk, "Ana Ruiz"), RUIZ.start - 6, RUIZ.end),
    "annotate": lambda desk: desk.annotate(the(desk, "said"), "or says"),
    "remove": lambda desk: desk.remove(the(desk, words(QUOTE))),
    "relate": lambda desk: desk.relate("speaker", the(desk, words(SOON)), the(desk, "Ana Ruiz")),
    "unrelate": lambda desk: desk.unrelate("cue", the(desk, words(SOON)), the(desk, "added")),
    "mark": lambda desk: desk.mark(True, 3),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_decision_is_one_step_that_can_be_undone_and_redone(desk: Desk, step: str) -> None:
    desk.accept(QUOTE)
    desk.accept(SOON)
    before, open_before, steps, edits = desk.annotations.snapshot(), list(desk.open), len(desk.history), desk.edits
    edit = STEPS[step](desk)
    assert edit
    after, open_after = desk.annotations.snapshot(), list(desk.open)
    assert after != before
    assert len(desk.history) == steps + 1
    undone = desk.undo()
    assert undone
    assert (undone.title, undone.offset) == (edit.title, edit.offset)
    assert (desk.annotations.snapshot(), list(desk.open)) == (before, open_before)
    assert desk.redo() == edit
    assert (desk.annotations.snapshot(), list(desk.open)) == (after, open_after)
    assert desk.edits == edits + 3
