from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.neural.features import MARKS, SETTINGS, SHAPES, Features, features
from copydesk.detect.neural.wordpiece import WordPieces
from copydesk.detect.rules.quote_marks import quoted_pieces

VOCABULARY = WordPieces(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "aeiou")]
)


def of(text: str) -> Features:
    return features(text, VOCABULARY, quoted_pieces(text))


def shape(text: str, word: str) -> int:
    found = of(text)
    return next(found.shapes[n] for n in range(len(found)) if text[found.starts[n] : found.ends[n]] == word)


def test_a_capital_says_less_where_the_article_writes_the_word_small() -> None:
    assert shape("Pool the pool", "Pool") != shape("Pool the lake", "Pool")
    assert shape("TRADE War. Trade", "TRADE") != shape("TRADE War", "TRADE")


def test_capitals_small_letters_numbers_and_marks_differ() -> None:
    text = "Anna NATO x X 2019 350 4G McCall iPad . ”"
    shapes = [shape(text, word) for word in text.split()]
    assert len(set(shapes)) == len(shapes)


def test_what_stands_before_a_word_is_told() -> None:
    assert list(of("One two-three\nfour\r\n\r\nfive").settings) == [4, 2, 1, 1, 3, 4]


def test_words_between_quotation_marks_are_told_from_the_marks_and_the_rest() -> None:
    assert list(of("he “ran off” fast").marks) == [0, 1, 3, 3, 2, 0]


@given(st.text())
def test_every_word_has_its_place_and_known_classes(text: str) -> None:
    found = of(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    assert all(left <= right for left, right in zip(found.ends, found.starts[1:], strict=False))
    assert all(0 < value < SHAPES for value in found.shapes)
    assert all(0 < value < SETTINGS for value in found.settings)
    assert all(0 <= value < MARKS for value in found.marks)
    assert len(found.pieces) == len(found)
