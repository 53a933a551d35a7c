"""Reported clauses: what words of saying report without quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.rules.reported import reported_clauses


def reported(text: str) -> list[str]:
    return [text[start:end] for start, end in reported_clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("The harbor master said that the pier would open on Friday.", ["that the pier would open on Friday"]),
        ("Quill says the ferry is late.", ["the ferry is late"]),
        ("The port said on Monday it had no ship to spare.", ["it had no ship to spare"]),
        ("She told the council that nobody had asked her.", ["that nobody had asked her"]),
        ("He told them he would wait.", ["he would wait"]),
        ("The line promised not to raise its fares.", ["not to raise its fares"]),
        ("Tarrow asked what it would cost.", ["what it would cost"]),
        ("The pier would open in May, said Quill.", ["The pier would open in May"]),
        ("But the boats were old, she admitted.", ["the boats were old"]),
        ("The boats, she admitted, were old and slow.", ["The boats", "were old and slow"]),
        ("The sea is rising, according to the port.", ["The sea is rising"]),
        ("According to the port, the sea is rising.", ["the sea is rising"]),
        ("She noted, however, that the tide was low.", ["that the tide was low"]),
        ("He made it clear that he would not sail.", ["that he would not sail"]),
        ("LORVIK (Wire) — The ferry sank on Sunday, the coast guard said.", ["The ferry sank on Sunday"]),
        (
            "He said the line was losing money, but Quill said it had never earned more.",
            ["the line was losing money", "it had never earned more"],
        ),
        ("“It is late,” said Quill.", []),
        ("“It is late,” said Quill, who leads the port.", []),
        ("He called it “a relief”.", []),
        ("The report was long and the claims were many.", []),
        ("The ferry sails at noon.", []),
        ("The crew was told nothing.", []),
        ("", []),
    ],
)
def test_what_is_reported_is_found_and_nothing_else(text: str, clauses: list[str]) -> None:
    assert reported(text) == clauses


def test_offsets_count_from_the_start_of_the_text_not_of_the_range() -> None:
    text = "Quill said no.\nTarrow said that the tide was low.\n"
    start = text.index("Tarrow")
    ((first, last),) = reported_clauses(text, start, len(text) - 1)
    assert text[first:last] == "that the tide was low"


WORDS = st.lists(
    st.sampled_from(
        [*"“”,.:;—“", "said", "told", "that", "according", "to", "She", "the", "port", "but", "was", "clear"]
    ),
    max_size=40,
)


@given(WORDS)
def test_clauses_are_apart_from_white_space_and_lie_in_the_range(words: list[str]) -> None:
    text = " ".join(words)
    found = reported_clauses(text, 0, len(text))
    assert found == sorted(set(found))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
