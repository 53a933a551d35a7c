"""Changing on the desk: annotations removed, relabelled, moved and commented."""

from __future__ import annotations

import pytest
from tests.annotation.made_up_desk import (
    INNER,
    LINKS,
    OSLO,
    QUOTE,
    QUOTE_RELATIONS,
    SHE,
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
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span


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
