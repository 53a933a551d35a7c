from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.neural.wordpiece import WORD, WordPieces, plain

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "sum", "##mit", "##s", "sums", "é", "a", "b", "##b", ".", "’"]


def pieces(word: str) -> list[str]:
    cut = WordPieces(VOCABULARY)
    return [VOCABULARY[number] for number in cut.pieces(word)]


def test_the_longest_piece_goes_first() -> None:
    assert pieces("summit") == ["sum", "##mit"]
    assert pieces("sums") == ["sums"]
    assert pieces("summits") == ["sum", "##mit", "##s"]


def test_case_and_accents_say_nothing() -> None:
    assert pieces("SUMMIT") == pieces("Súmmît") == ["sum", "##mit"]


def test_a_word_that_cannot_be_cut_whole_is_unknown() -> None:
    assert pieces("sumx") == ["[UNK]"]
    assert pieces("a" * 1000) == ["[UNK]"]


def test_a_vocabulary_without_the_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[SEP\]"):
        WordPieces(["[PAD]", "[UNK]", "[CLS]", "a"])


def test_words_are_runs_of_letters_and_single_marks() -> None:
    assert WORD.findall("U.S.-led, don’t: 350_000€ e\u0301te\u0301") == (
        ["U", ".", "S", ".", "-", "led", ",", "don", "’", "t", ":", "350", "_", "000", "€", "e\u0301te\u0301"]
    )


@given(st.text())
def test_every_letter_that_is_no_space_lies_in_exactly_one_word(text: str) -> None:
    covered = "".join(match[0] for match in WORD.finditer(text))
    assert covered == "".join(letter for letter in text if not letter.isspace())


@given(st.text(st.sampled_from("summitsab.’x"), min_size=1, max_size=12))
def test_the_pieces_of_a_known_word_spell_it(word: str) -> None:
    spelled = "".join(piece.removeprefix("##") for piece in pieces(word))
    assert spelled in (plain(word), "[UNK]")


@given(st.lists(st.text(min_size=1, max_size=8), max_size=30))
def test_a_word_has_the_same_pieces_however_often_it_is_asked(words: list[str]) -> None:
    cut = WordPieces(VOCABULARY)
    assert [cut.pieces(word) for word in words] == [cut.pieces(word) for word in words]
    assert all(cut.pieces(word) for word in words)
