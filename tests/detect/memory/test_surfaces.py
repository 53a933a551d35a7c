"""How names are written, and where known ones stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.memory.surfaces import SurfaceTable, slices, surface_key, written

PIECES = (
    "Acme",
    "Acme Corp",
    "corp",
    "O’Neill",
    "U.S.",
    " ",
    "\n",
    "\n\n",
    ", ",
    "’s ",
    "'s",
    "-",
    "Zoë",
    "Zoe\u0308",
    "東京",
)


def found(text: str, *surfaces: str) -> list[str]:
    return [text[each.start : each.end] for each in SurfaceTable(map(written, surfaces)).find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme’s", "Acme"), ("ACME", "Acme"), ("the U.S.", "US"), ("O’Neill", "O'Neill"), ("Acme\nCorp", "Acme  Corp")],
)
def test_writings_that_count_as_one_name(one: str, other: str) -> None:
    assert surface_key(one) == surface_key(other)


@pytest.mark.parametrize(("one", "other"), [("apple", "Apple"), ("us", "US"), ("Acme", "Acme Corp")])
def test_writings_that_do_not(one: str, other: str) -> None:
    assert surface_key(one) != surface_key(other)


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert written("Acme’s") == "Acme"
    assert written("the Quills'") == "the Quills"
    assert written("'s") == "'s"


def test_names_are_found_as_whole_words_in_their_case() -> None:
    text = "Acme met Acmes, acme, ACME, pre-Acme and Acme’s."
    assert found(text, "Acme") == ["Acme", "Acme"]


def test_kinds_of_apostrophes_spaces_and_line_ends_do_not_matter() -> None:
    assert found("Ann O'Neill and Ann\nO’Neill and Ann  O’Neill", "Ann O’Neill") == [
        "Ann O'Neill",
        "Ann\nO’Neill",
        "Ann  O’Neill",
    ]


def test_a_name_does_not_reach_over_a_paragraph() -> None:
    assert found("by Ann\n\nOrdway", "Ann Ordway") == []


def test_letters_may_be_composed_or_not() -> None:
    assert found("Zoe\u0308 and Zoë", "Zoë") == ["Zoe\u0308", "Zoë"]


def test_what_belongs_to_a_name_before_and_after_its_words_must_be_there() -> None:
    assert found("Yahoo, Yahoo! and $5 and 5", "Yahoo!", "$5") == ["Yahoo!", "$5"]


def test_a_name_within_a_longer_one_is_found_too() -> None:
    assert found("Acme Corp grew", "Acme", "Acme Corp") == ["Acme", "Acme Corp"]


def test_a_forgotten_name_is_not_found() -> None:
    table = SurfaceTable(["Acme", "Acme Corp"])
    table.remove("Acme")
    table.remove("Quill")
    assert [each.written for each in table.find("Acme Corp")] == ["Acme Corp"]
    assert len(table) == 1
    table.remove("Acme Corp")
    assert len(table) == 0


def test_what_has_no_word_in_it_is_never_found() -> None:
    assert found("— … —", "—") == []


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.integers(12, 60))
def test_a_text_searched_in_slices_is_searched_whole(text: str, size: int) -> None:
    table = SurfaceTable(map(written, ("Acme", "Acme Corp", "O’Neill", "Zoë", "東", "U.S.")))
    ranges = list(slices(text, size))
    assert "".join(text[start:end] for start, end in ranges) == text
    assert [each for start, end in ranges for each in table.find(text, start, end)] == list(table.find(text))


@given(st.text(max_size=200), st.integers(1, 20))
def test_slices_make_up_the_text(text: str, size: int) -> None:
    ranges = list(slices(text, size))
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(start < end for start, end in ranges)


@given(st.text(max_size=100), st.text(min_size=1, max_size=20).filter(str.strip))
def test_what_is_found_is_written_as_what_was_looked_for(text: str, name: str) -> None:
    for place in SurfaceTable([written(name)]).find(f"{text} {name} {text}"):
        assert surface_key(f"{text} {name} {text}"[place.start : place.end]) == surface_key(written(name))
