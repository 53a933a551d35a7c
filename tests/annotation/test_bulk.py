"""Bulk work: what is a candidate, what is left out and why, and what is done in each place."""

from __future__ import annotations

import pytest

from copydesk.annotation.bulk import (
    INSIDE,
    PART,
    REJECTED,
    SAME_LABEL,
    Candidate,
    DecideMany,
    GiveEverywhere,
    RelabelEverywhere,
    RemoveEverywhere,
    Task,
    with_label,
)
from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.text.occurrences import Occurrences

TEXT = "Kim met Moon. Kim Jong spoke; Kim’s aide and KIM left. Kim!"
PLACES = [0, 14, 30, 45, 55]


def span(start: int, end: int, label: str = "PERSON", **facts: object) -> Span:
    return Span(label=label, start=start, end=end, **facts)  # type: ignore[arg-type]


def desk_of(*spans: Span, proposals: tuple[Span, ...] = ()) -> Desk:
    desk = Desk(TEXT, Snapshot(spans=spans), labels=DEFAULT_LABELS)
    desk.propose(proposals)
    return desk


def do(desk: Desk, task: Task) -> int:
    with desk.together(task.title, 0):
        return sum(task.apply(desk, each) for each in task.find(desk).candidates)


def labels(desk: Desk) -> list[tuple[str, int]]:
    return [(each.label, each.start) for each in desk.annotations if each.status == "accepted"]


GIVE = GiveEverywhere("PERSON", Occurrences("Kim"))


def test_every_occurrence_is_a_candidate_and_gets_the_label_in_one_step() -> None:
    desk = desk_of()
    assert [each.start for each in GIVE.find(desk).candidates] == PLACES
    assert do(desk, GIVE) == 5
    assert labels(desk) == [("PERSON", start) for start in PLACES]
    assert len(desk.history) == 1
    desk.undo()
    assert len(desk.annotations) == 0


@pytest.mark.parametrize(
    ("there", "reason"),
    [
        (span(0, 3), SAME_LABEL),
        (span(0, 12), SAME_LABEL),
        (span(0, 12, "EVENT"), INSIDE),
        (span(0, 3, status="rejected"), REJECTED),
    ],
)
def test_what_is_decided_already_is_left_out_and_counted(there: Span, reason: str) -> None:
    found = GIVE.find(desk_of(there))
    assert [each.start for each in found.candidates] == PLACES[1:]
    assert found.left_out == {reason: 1}


@pytest.mark.parametrize("there", [span(0, 12, "QUOTE"), span(0, 3, "CLAIM"), span(0, 3, "ORG", status="rejected")])
def test_what_does_not_compete_is_no_hindrance(there: Span) -> None:
    found = GIVE.find(desk_of(there))
    assert [each.start for each in found.candidates] == PLACES
    assert found.candidates[0].span is None


def test_another_label_is_offered_as_a_change_of_label() -> None:
    desk = desk_of(span(0, 3, "ORG"))
    (first, *_) = GIVE.find(desk).candidates
    assert (first.before, first.label) == ("ORG", "PERSON")
    do(desk, GIVE)
    assert labels(desk) == [("PERSON", start) for start in PLACES]


def test_a_part_of_a_longer_proposal_is_left_out_and_an_exact_one_is_accepted() -> None:
    proposals = (
        span(14, 22, status="proposed", source="names@1"),
        span(30, 33, status="proposed", source="names@1", score=0.5),
    )
    desk = desk_of(proposals=proposals)
    found = GIVE.find(desk)
    assert [each.start for each in found.candidates] == [0, 30, 45, 55]
    assert found.left_out == {PART: 1}
    do(desk, GIVE)
    assert {each.start: each.source for each in desk.annotations}[30] == "names@1"


def test_relabelling_everywhere_changes_only_these_words_of_this_label() -> None:
    desk = desk_of(span(0, 3), span(8, 12), span(30, 33), span(55, 58, "ORG"))
    task = RelabelEverywhere("PERSON", Occurrences("Kim"), "GPE")
    assert do(desk, task) == 2
    assert labels(desk) == [("GPE", 0), ("PERSON", 8), ("GPE", 30), ("ORG", 55)]
    desk.undo()
    assert labels(desk) == [("PERSON", 0), ("PERSON", 8), ("PERSON", 30), ("ORG", 55)]


def test_removing_everywhere_is_the_reverse_of_giving() -> None:
    desk = desk_of(span(8, 12))
    do(desk, GIVE)
    assert do(desk, RemoveEverywhere("PERSON", Occurrences("KIM"))) == 1, "capitals matter"
    assert do(desk, RemoveEverywhere("PERSON", Occurrences("Kim"))) == 4
    assert labels(desk) == [("PERSON", 8)]


def test_many_proposals_are_accepted_or_rejected_in_one_step() -> None:
    proposals = tuple(span(start, start + 3, status="proposed", source="names@1", score=0.5) for start in PLACES)
    desk = desk_of(proposals=proposals)
    assert do(desk, DecideMany(False, "here", lambda each: each.start > 40)) == 2
    assert do(desk, DecideMany(True, "here", lambda each: each.start < 40)) == 3
    assert [each.status for each in desk.annotations] == ["accepted"] * 3 + ["rejected"] * 2
    assert len(desk.history) == 2
    desk.undo()
    desk.undo()
    assert desk.left == 5


def test_a_candidate_that_is_not_there_any_more_is_passed_over() -> None:
    desk = desk_of(span(0, 3))
    (candidate,) = RemoveEverywhere("PERSON", Occurrences("Kim")).find(desk).candidates
    desk.relabel(next(iter(desk.annotations)), "ORG")
    assert not RemoveEverywhere("PERSON", Occurrences("Kim")).apply(desk, candidate)
    assert not RelabelEverywhere("PERSON", Occurrences("Kim"), "GPE").apply(desk, candidate)
    assert not DecideMany(True, "", lambda _: True).apply(desk, Candidate(0, 3, "PERSON", "", candidate.span))
    assert labels(desk) == [("ORG", 0)]


def test_another_label_may_be_given_where_a_label_is_given() -> None:
    other = with_label(GIVE, "ORG")
    assert other
    assert other.title == "ORG on every “Kim”"
    assert with_label(RemoveEverywhere("PERSON", Occurrences("Kim")), "ORG") is None
    assert with_label(DecideMany(True, "", lambda _: True), "ORG") is None
