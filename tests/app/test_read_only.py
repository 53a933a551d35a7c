"""An article that is only for reading, and one without words: every decision says something and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.app.made_up import HARBOR, annotation, go, harbor_reading, reading_of, words_selected

from copydesk.app.keys import passages, units
from copydesk.app.reading import Reading

DECISIONS: dict[str, Callable[[Reading], str]] = {
    "accept": Reading.accept,
    "reject": Reading.reject,
    "give": lambda reading: reading.give("PERSON"),
    "nudge": lambda reading: reading.nudge("end", 1),
    "relate": lambda reading: reading.relations.relate(),
    "comment": lambda reading: reading.comment("note"),
}


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("words", ["Ada Quill", "pier", "new"])
def test_a_read_only_article_is_not_changed_and_says_why(name: str, words: str) -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC"), read_only="Read-only: it is broken")
    before = reading.desk.annotations.snapshot()
    go(reading, words)
    said = DECISIONS[name](reading)
    assert said == "Read-only: it is broken" or (words == "new" and name == "nudge" and said)
    assert reading.desk.annotations.snapshot() == before
    assert reading.desk.left == 7
    assert reading.desk.edits == 0


def test_a_read_only_article_can_be_walked_searched_and_selected_in() -> None:
    reading = harbor_reading(read_only="Read-only: it is broken")
    assert reading.hop(1) == ""
    assert reading.find("pier") == ""
    assert units.grow(reading) == ""
    assert reading.nudge("end", -1) == ""
    assert words_selected(reading) == "pie"


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\r\n\u00a0\n"])
def test_every_decision_on_an_article_without_words_says_something_and_changes_nothing(text: str) -> None:
    reading = reading_of(text)
    for decide in DECISIONS.values():
        assert decide(reading)
    for said in (reading.hop(1), reading.hop(-1, annotations=True), reading.shrink(), reading.undo(), reading.redo()):
        assert said
    reading.find("x")
    passages.select_quote(reading)
    units.grow(reading)
    reading.caret.toggle_selection()
    assert reading.give("PERSON")
    assert reading.desk.edits == 0
