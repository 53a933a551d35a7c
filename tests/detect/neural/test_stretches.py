from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.neural.stretches import stretches


@given(st.text(st.sampled_from("ab. \n\r"), max_size=400), st.integers(4, 60))
def test_stretches_lie_side_by_side_and_none_is_too_long(text: str, longest: int) -> None:
    found = stretches(text, longest)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= longest for start, end in found)


def test_a_text_is_cut_at_a_blank_line_before_any_other_place() -> None:
    text = "one two\nthree\n\nfour five. six seven eight nine"
    assert stretches(text, 24)[0] == (0, text.index("four"))


def test_without_lines_a_sentence_ends_a_stretch_and_without_sentences_a_word() -> None:
    assert stretches("one two. three four", 12)[0] == (0, len("one two. "))
    assert stretches("onetwo three four", 12)[0] == (0, len("onetwo "))


def test_one_endless_word_is_cut_all_the_same() -> None:
    assert stretches("a" * 25, 10) == [(0, 10), (10, 20), (20, 25)]
