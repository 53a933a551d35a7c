"""Relating on the desk: what may be related, what takes the place of what, and what it is announced to change."""

from __future__ import annotations

import pytest
from tests.annotation.made_up_desk import (
    OSLO,
    QUOTE,
    QUOTE_RELATIONS,
    RUIZ,
    SAID,
    TEXT,
    related,
    tagged,
    the,
    words,
)

from copydesk.annotation.desk import Desk


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
