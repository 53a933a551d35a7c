"""The tokens of formats of tokens, and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.formats.articles import TEXTS

from copydesk.formats.tokenized.tokens import sentence_starts, tokens
from copydesk.text.graphemes import is_boundary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz said so.", ["Ana", "Ruiz", "said", "so", "."]),
        ("Ruiz’s U.S. plan: “Wait—what?”", ["Ruiz", "’s", "U.S.", "plan", ":", "“", "Wait", "—", "what", "?", "”"]),
        ("'sand", ["'", "sand"]),
        ("👩🏽‍🚀🇫🇷!", ["👩🏽‍🚀", "🇫🇷", "!"]),
        ("cafe\u0301 क्षि", ["cafe\u0301", "क्षि"]),
        ("北京 $5", ["北", "京", "$", "5"]),
        ("a\u00a0b\u2028c\r\n\x07", ["a", "b", "c", "\x07"]),
        ("", []),
    ],
)
def test_words_and_single_characters_are_tokens(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == expected


@given(TEXTS)
def test_tokens_cover_all_but_white_space_and_cut_no_cluster(text: str) -> None:
    covered: set[int] = set()
    at = 0
    for start, end in tokens(text):
        assert at <= start < end
        assert not any(character.isspace() for character in text[start:end])
        assert is_boundary(text, start) or text[start - 1].isspace()
        covered.update(range(start, end))
        at = end
    assert all(text[offset].isspace() for offset in set(range(len(text))) - covered)


def test_a_sentence_ends_at_its_mark_and_at_a_line_break() -> None:
    text = "A headline\r\n\r\nDr. Ana left. She won\u2028Then home."
    assert [text[start : start + 3] for start in sentence_starts(text)] == ["A h", "Dr.", "She", "The"]
