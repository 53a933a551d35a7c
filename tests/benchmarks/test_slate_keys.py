"""How SLATE's keys are counted: tokens between white space, counts, and what a count does there."""

from __future__ import annotations

import pytest
from slate_keys import Cursor, Words

TEXT = "Ada Quill opened Lorvik's pier.\n\n“It will hold,” said Quill, who leads the port.\n"


@pytest.fixture
def words() -> Words:
    return Words(TEXT)


def place(words: str) -> tuple[int, int, str]:
    start = TEXT.index(words)
    return start, start + len(words), "PERSON"


def test_a_place_within_a_token_cannot_be_exact(words: Words) -> None:
    assert words.is_exact(place("Ada Quill"))
    assert not words.is_exact(place("Lorvik"))
    assert not words.is_exact(place("hold"))
    assert words.touched(place("Lorvik")) == Cursor(3, 3)


@pytest.mark.parametrize(
    ("start", "goal", "keys"),
    [
        (Cursor(0, 0), Cursor(0, 0), ""),
        (Cursor(0, 0), Cursor(0, 1), "/"),
        (Cursor(0, 0), Cursor(3, 3), "3;"),
        (Cursor(0, 0), Cursor(5, 7), "o2/"),
        (Cursor(0, 1), Cursor(3, 3), ":j"),
        (Cursor(5, 9), Cursor(5, 5), "2l"),
    ],
)
def test_the_fewest_keys_are_found(words: Words, start: Cursor, goal: Cursor, keys: str) -> None:
    assert len(words.way(start, goal)) == len(keys)
