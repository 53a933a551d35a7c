"""Moving one end of a range by a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.strategies import texts

from copydesk.text.edges import Edge, by_word
from copydesk.text.graphemes import is_boundary
from copydesk.text.words import words

TEXT = "So Mayor Ben Tarrow’s aide said.\nNext day"


def moved(text: str, span: str, edge: Edge, delta: int) -> str:
    start = text.index(span)
    left, right = by_word(text, start, start + len(span), edge, delta)
    return text[left:right]


@pytest.mark.parametrize(
    ("span", "edge", "delta", "after"),
    [
        ("Ben Tarrow", "start", -1, "Mayor Ben Tarrow"),
        ("Mayor Ben Tarrow", "start", 1, "Ben Tarrow"),
        ("Ben", "end", 1, "Ben Tarrow"),
        ("Ben Tarrow", "end", 1, "Ben Tarrow’s aide"),
        ("Ben Tarrow’s", "end", -1, "Ben Tarrow"),
        ("Ben Tarrow", "end", -1, "Ben"),
        ("Be", "end", 1, "Ben"),
        ("en", "start", -1, "Ben"),
        ("Ben", "start", 1, ""),
        ("Ben", "end", -1, ""),
        ("said", "end", 1, "said"),
        ("So", "start", -1, "So"),
        ("Next", "start", -1, "Next"),
    ],
)
def test_an_end_goes_to_the_edge_of_a_word_and_stays_in_its_paragraph(
    span: str, edge: Edge, delta: int, after: str
) -> None:
    assert moved(TEXT, span, edge, delta) == after


@given(texts, st.data())
def test_there_and_back_again(text: str, data: st.DataObject) -> None:
    places = list(words(text))
    if not places:
        return
    start, end = data.draw(st.sampled_from(places))
    edge: Edge = data.draw(st.sampled_from(["start", "end"]))
    wider = by_word(text, start, end, edge, 1 if edge == "end" else -1)
    assert wider[0] <= start
    assert wider[1] >= end
    assert all(is_boundary(text, each) for each in wider)
    if wider != (start, end):
        assert by_word(text, *wider, edge, -1 if edge == "end" else 1) == (start, end)
