"""Names by their capitals, clauses, and up to a comma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.strategies import texts

from copydesk.text.objects import clause_around, name_around, names, to_comma


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor met Ada Quill in Lorvik.", ["Ada Quill", "Lorvik"]),
        ("He said the Bank of Lorvik paid $5 million.", ["Bank of Lorvik", "$5 million"]),
        ("Ada Quill’s pier opened May 4, 2018.", ["Ada Quill", "May 4", "2018"]),
        ("A rise of 3.5 percent, or 20%", ["3.5 percent", "20%"]),
        ("Ludwig van Brook and Jan de Vries", ["Ludwig van Brook", "Jan de Vries"]),
        ("But Quill, The Times and It", ["Quill", "Times"]),
        ("In the U.S. and on iPads", ["U.S.", "iPads"]),
        ("nothing to see here", []),
        ("", []),
    ],
)
def test_names_are_runs_of_words_with_capitals_and_numbers(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in names(text)] == found


def test_the_name_around_a_place() -> None:
    text = "And Ada Quill spoke."
    assert name_around(text, text.index("uill"), 0, len(text)) == (4, 13)
    assert name_around(text, text.index("spoke"), 0, len(text)) is None


@pytest.mark.parametrize(
    ("at", "clause"),
    [
        ("Quill", "When the pier opened, Quill, who leads the port, smiled"),
        ("who", "who leads the port"),
        ("smiled", "smiled"),
        ("pier", "When the pier opened"),
        ("1,000", "it cost 1,000 coins"),
        ("late", "too late"),
    ],
)
def test_the_clause_around_a_place(at: str, clause: str) -> None:
    text = "When the pier opened, Quill, who leads the port, smiled; it cost 1,000 coins — too late (for some)."
    start, end = clause_around(text, text.index(at), 0, len(text))
    assert text[start:end] in (clause, "Quill")
    assert text.index(at) in range(start, end)


def test_up_to_the_next_comma_or_the_end_of_the_sentence() -> None:
    text = "It cost 1,000 coins, said Quill."
    assert text[slice(*(to_comma(text, 3, len(text)) or (0, 0)))] == "cost 1,000 coins"
    assert text[slice(*(to_comma(text, 21, len(text)) or (0, 0)))] == "said Quill"
    assert to_comma(text, len(text) - 1, len(text)) is None


@given(texts, st.integers(0, 300))
def test_all_objects_lie_in_the_text_and_are_not_empty(text: str, offset: int) -> None:
    for start, end in names(text):
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace()
    if offset < len(text):
        start, end = clause_around(text, offset, 0, len(text))
        assert 0 <= start <= end <= len(text)
        found = to_comma(text, offset, len(text))
        assert found is None or offset <= found[0] < found[1] <= len(text)
