"""Searching the text of an article."""

from __future__ import annotations

import pytest
from tests.app.made_up import HARBOR, annotation, go, harbor_reading, place, reading_of, words_selected


def test_a_search_goes_to_the_first_match_from_the_cursor_on_and_round() -> None:
    reading = harbor_reading()
    start = reading.caret.offset
    reading.find("lorvik")
    places = [reading.caret.offset]
    for _ in range(3):
        reading.find_next(1)
        places.append(reading.caret.offset)
    assert start == 0
    assert places == [place(HARBOR, "Lorvik", n)[0] for n in (0, 1, 2, 0)]
    reading.find_next(-1)
    assert reading.caret.offset == place(HARBOR, "Lorvik", 2)[0]


def test_a_match_at_the_cursor_is_found_where_it_is() -> None:
    reading = harbor_reading()
    go(reading, "Lorvik", 1)
    reading.find("Lorvik")
    assert reading.caret.offset == place(HARBOR, "Lorvik", 1)[0]


def test_capitals_matter_only_where_one_is_typed() -> None:
    reading = harbor_reading()
    assert reading.find("LORVIK")
    assert reading.find("lorvik") == ""


def test_what_is_not_found_is_said_and_nothing_moves() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    assert reading.find("zeppelin")
    assert reading.find_next(1)
    assert reading.find_next(-1)
    assert reading.caret.offset == place(HARBOR, "pier")[0]


@pytest.mark.parametrize("needle", ["", "   "])
def test_an_empty_search_ends_the_search(needle: str) -> None:
    reading = harbor_reading()
    reading.find("lorvik")
    assert reading.find(needle) == ""
    assert reading.search is None
    assert reading.find_next(1)


@pytest.mark.parametrize("needle", ["(", "[a", "\\", "a{2", ".*", "?"])
def test_a_search_is_for_text_not_for_a_pattern(needle: str) -> None:
    reading = reading_of(f"x {needle} y")
    assert reading.find(needle) == ""
    assert reading.caret.offset == 2


def test_a_selection_being_made_is_extended_to_the_match() -> None:
    reading = harbor_reading()
    go(reading, "Ada Quill")
    reading.caret.toggle_selection()
    reading.find("pier")
    assert words_selected(reading) == "Ada Quill opened the new p"


def test_escape_leaves_selection_then_relation_then_search() -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "ORG"))
    reading.find("pier")
    reading.relations.relate()
    reading.caret.toggle_selection()
    reading.cancel()
    assert reading.caret.selection is None
    assert reading.search is not None
    reading.cancel()
    assert reading.search is not None
    reading.cancel()
    assert reading.search is None
    assert reading.cancel() == ""
