"""Words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from tests.text.strategies import texts

from copydesk.text.graphemes import clusters
from copydesk.text.words import word_at, words


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("...—!", []),
        ("Moon Jae-in’s trip", ["Moon", "Jae-in", "trip"]),
        ("Kim's, the Kims' and O'Neill’s", ["Kim", "the", "Kims", "and", "O'Neill"]),
        ("U.S. troops at 5 p.m. today.", ["U.S.", "troops", "at", "5", "p.m.", "today"]),
        ("U.S.-led", ["U.S.", "led"]),
        ("the U.S.’s", ["the", "U.S."]),
        ("3.5 percent of 1,000,000", ["3.5", "percent", "of", "1,000,000"]),
        ("one,two", ["one", "two"]),
        ("$350 (billion)", ["350", "billion"]),
        ("a—b a–b a - b", ["a", "b", "a", "b", "a", "b"]),
        ("“No,” he said", ["No", "he", "said"]),
        ("'s", ["s"]),
        ("foo_bar", ["foo", "bar"]),
        ("e\u0301te\u0301 naïve", ["e\u0301te\u0301", "naïve"]),
        ("北京 3月", ["北", "京", "3", "月"]),
        ("ひらがなカタカナー", ["ひらがなカタカナー"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("ภาษาไทย", ["ภาษาไทย"]),
        ("العربيّة والعبرية", ["العربيّة", "والعبرية"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("a\u0301" + "\u0301" * 1000 + " b", ["a\u0301" + "\u0301" * 1000, "b"]),
    ],
)
def test_what_a_word_is(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@given(texts)
def test_words_are_in_order_and_cut_no_cluster(text: str) -> None:
    edges = {start for start, _ in clusters(text)} | {len(text)}
    last = 0
    for start, end in words(text):
        assert last <= start < end
        assert {start, end} <= edges
        last = end


@given(texts)
def test_each_letter_and_digit_is_in_a_word(text: str) -> None:
    inside = {offset for start, end in words(text) for offset in range(start, end)}
    left_out = [offset for offset, code in enumerate(text) if code.isalnum() and offset not in inside]
    assert all(text[offset] in "sS" and text[offset - 1] in "'’" for offset in left_out)


def test_every_combining_mark_stays_in_its_word() -> None:
    marks = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code))[0] == "M"]
    text = " ".join(f"a{mark}b" for mark in marks)
    assert found(text) == [f"a{mark}b" for mark in marks]


@given(texts)
def test_the_word_at_a_place_is_one_of_the_words(text: str) -> None:
    everything = list(words(text))
    for offset in range(len(text)):
        wanted = next((word for word in everything if word[0] <= offset < word[1]), None)
        assert word_at(text, offset) == wanted


def test_no_word_is_at_the_end_or_in_nothing() -> None:
    assert word_at("", 0) is None
    assert word_at("word", 4) is None
    assert word_at("a word", 1) is None
