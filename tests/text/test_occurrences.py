"""Occurrences of words: whole, however they are typed, smart about capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.strategies import texts

from copydesk.text.graphemes import is_boundary
from copydesk.text.occurrences import Occurrences
from copydesk.text.words import words


def found(needle: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Occurrences(needle)(text)]


@pytest.mark.parametrize(
    ("needle", "text", "places"),
    [
        ("Kim", "Kim met Kim. Kimchi, akim, Kim", ["Kim", "Kim", "Kim"]),
        ("Kim", "Kim’s aide and Kim's son", ["Kim", "Kim"]),
        ("Kim", "the Trump-Kim summit, the Kim–Moon talks", ["Kim", "Kim"]),
        ("Neill", "O’Neill and O'Neill, but Neill", ["Neill"]),
        ("O'Neill", "O’Neill met O'Neill", ["O’Neill", "O'Neill"]),
        ("U.S.", "the U.S. and the U.S.A. and the U.S.’s", ["U.S.", "U.S."]),
        (
            "Moon Jae-in",
            "Moon Jae‑in, Moon  Jae-in, Moon\nJae-in, Moon\n\nJae-in",
            ["Moon Jae‑in", "Moon  Jae-in", "Moon\nJae-in"],
        ),
        ("McDonald’s", "McDonald's, McDonald and McDonald’s", ["McDonald's", "McDonald", "McDonald’s"]),
        ("the Democrats", "the Democrats’ plan", ["the Democrats"]),
        ("“no”", '"no" and “no”', ['"no"', "“no”"]),
        ("字", "漢字と字", ["字", "字"]),
        ("C++", "C++ and C", ["C++"]),
        ("$5", "$5 or $50", ["$5"]),
        ("aa", "aa aa aaa aa", ["aa", "aa", "aa"]),
    ],
)
def test_whole_words_are_found_however_they_are_typed(needle: str, text: str, places: list[str]) -> None:
    assert found(needle, text) == places


@pytest.mark.parametrize(
    ("needle", "text", "places"),
    [
        ("Kim", "Kim KIM kim", ["Kim", "KIM"]),
        ("summit", "Summit summit SUMMIT", ["Summit", "summit", "SUMMIT"]),
        ("May", "May may MAY", ["May", "MAY"]),
        ("US", "US us Us", ["US"]),
        ("McKay", "McKay MCKAY Mckay", ["McKay", "MCKAY"]),
        ("straße", "Straße STRASSE straße", ["Straße", "straße"]),
    ],
)
def test_capitals_matter_where_the_words_have_one(needle: str, text: str, places: list[str]) -> None:
    assert found(needle, text) == places


def test_words_fit_themselves_however_they_are_typed() -> None:
    occurrences = Occurrences("O’Neill  Group")
    assert occurrences.fits("O'Neill\nGroup")
    assert occurrences.fits("O’NEILL GROUP")
    assert not occurrences.fits("O'Neill Groups")


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_there_must_be_words(nothing: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        Occurrences(nothing)


def test_only_a_piece_of_the_text_may_be_searched() -> None:
    assert list(Occurrences("Kim")("Kim Kim Kim", 2, 8)) == [(4, 7)]


@given(texts, st.data())
def test_every_word_of_any_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    places = list(words(text))
    if not places:
        return
    start, end = data.draw(st.sampled_from(places))
    occurrences = Occurrences(text[start:end])
    ranges = list(occurrences(text))
    assert any(left <= start < right for left, right in ranges)
    assert ranges == sorted(ranges)
    for left, right in ranges:
        assert is_boundary(text, left)
        assert is_boundary(text, right)
