"""Folding: what is left of a text without its ways of writing, and where that comes from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.folding import Folded

TEXTS = st.text(st.sampled_from(list("aé \n\r\t\u00a0\u2028\u00ad\u0301“”—…e-")), max_size=30)


def test_line_ends_are_known_where_they_have_become_spaces() -> None:
    folded = Folded("One\r\ntwo  \n\n three\u2028“four…” five")
    assert folded.text == 'One two three "four..." five'
    assert sorted(folded.line_ends) == [3, 7, 13]


@given(TEXTS)
def test_each_line_end_is_at_a_space(text: str) -> None:
    folded = Folded(text)
    assert all(folded.text[offset] == " " for offset in folded.line_ends)
    assert bool(folded.line_ends) == any(char in text for char in "\n\r\u2028")
