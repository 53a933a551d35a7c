"""Moving the ends of a selection, a proposal or an annotation by a grapheme."""

from __future__ import annotations

import pytest
from tests.app.made_up import (
    HARBOR,
    annotation,
    go,
    harbor_reading,
    place,
    reading_of,
    tags,
    words_here,
    words_selected,
)

from copydesk.annotation.span import Span


def test_the_ends_of_a_selection_move_by_a_grapheme() -> None:
    reading = harbor_reading()
    reading.select(*place(HARBOR, "pier"))
    reading.nudge("end", -1)
    assert words_selected(reading) == "pie"
    reading.nudge("start", 1)
    assert words_selected(reading) == "ie"
    reading.nudge("start", -1)
    reading.nudge("end", 1)
    assert words_selected(reading) == "pier"
    assert len(reading.desk.history) == 0


def test_a_nudge_takes_a_whole_grapheme() -> None:
    reading = reading_of("a 👩‍👩‍👧 b")
    reading.select(0, 1)
    reading.nudge("end", 1)
    assert words_selected(reading) == "a 👩‍👩‍👧"


def test_the_ends_of_a_proposal_move_and_it_stays_a_proposal() -> None:
    reading = harbor_reading()
    reading.hop(1)
    assert reading.nudge("end", -1) == ""
    assert words_here(reading) == "Lorvi"
    assert reading.item
    assert reading.item.status == "proposed"
    assert reading.desk.left == 7
    assert len(reading.desk.annotations) == 0
    reading.accept()
    assert tags(reading) == [("GPE", "Lorvi")]
    assert next(iter(reading.desk.annotations)).source == "human"


def test_the_ends_of_an_annotation_move_under_its_id_and_can_be_undone() -> None:
    before = annotation(HARBOR, "pier", "FAC")
    reading = harbor_reading(before)
    go(reading, "pier")
    reading.nudge("end", -1)
    (after,) = reading.desk.annotations
    assert (after.id, after.range) == (before.id, (before.start, before.end - 1))
    reading.undo()
    assert tuple(reading.desk.annotations) == (before,)


@pytest.mark.parametrize("edge", ["start", "end"])
def test_no_end_can_pass_the_other(edge: str) -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC"))
    go(reading, "pier")
    said = [reading.nudge("start", 1) if edge == "start" else reading.nudge("end", -1) for _ in range(6)]
    assert said[-1]
    assert len(words_here(reading)) == 1


def test_the_cursor_stays_on_what_is_nudged() -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC"))
    go(reading, "pier")
    for _ in range(2):
        reading.nudge("start", 1)
    assert words_here(reading) == "er"
    assert reading.item
    assert reading.item.covers(reading.caret.offset)
    reading.go(reading.item.end - 1)
    reading.nudge("end", -1)
    assert words_here(reading) == "e"


def test_at_the_ends_of_the_text_a_nudge_stops() -> None:
    reading = reading_of("Lorvik", annotations=[annotation("Lorvik", "Lorvik", "GPE")])
    reading.nudge("start", -1)
    reading.nudge("end", 1)
    assert tags(reading) == [("GPE", "Lorvik")]
    assert len(reading.desk.history) == 0


def test_an_annotation_never_ends_in_white_space_after_a_nudge() -> None:
    text = "Ada Quill came"
    reading = reading_of(text, annotations=[annotation(text, "Ada", "PERSON")])
    reading.nudge("end", 1)
    assert all(words == words.strip() for _, words in tags(reading))
    assert len(tags(reading)[0][1]) > len("Ada")
    for _ in range(20):
        reading.nudge("end", 1)
        assert all(words == words.strip() for _, words in tags(reading))
    assert tags(reading) == [("PERSON", text)]


def test_a_span_in_pieces_is_not_nudged() -> None:
    start, end = place(HARBOR, "Mayor Ben Tarrow")
    pieces = Span(label="PERSON", start=start, end=end, fragments=((start, start + 5), (end - 6, end)))
    reading = reading_of(HARBOR, annotations=[pieces])
    reading.go(start)
    assert reading.nudge("end", -1)
    assert tuple(reading.desk.annotations) == (pieces,)


def test_without_a_span_a_nudge_says_so() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    assert reading.nudge("end", 1)
