"""Filters: what cannot be seen is shown, nothing is lost, and no row is too wide."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from pygments.token import Token
from tests.formats.articles import TEXTS

from copydesk.formats.highlighting.filters import Aired, Visible, Wrapped, width_of
from copydesk.formats.highlighting.token_types import BYLINE, CODE, TEXT
from copydesk.text.cells import default_measure

CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\u200b]")


def visible(text: str, *, tabs: bool = False) -> str:
    return "".join(value for _, value in Visible(tabs=tabs).filter(None, [(TEXT, text)]))


def wrapped(width: int, *pieces: str) -> list[str]:
    stream = Wrapped(width).filter(None, [(TEXT, piece) for piece in pieces])
    return "".join(value for _, value in stream).split("\n")


@given(TEXTS)
def test_no_control_character_and_no_bidi_override_gets_through(text: str) -> None:
    assert not CONTROLS.search(visible(text))


def test_controls_are_shown_by_their_codes() -> None:
    found = list(Visible().filter(None, [(TEXT, "a\x1b[31mb\x07\u202ec")]))
    assert [value for kind, value in found if kind is CODE] == ["␛", "␇", "<202e>"]
    assert "".join(value for _, value in found) == "a␛[31mb␇<202e>c"


def test_line_breaks_of_every_kind_become_line_feeds() -> None:
    assert visible("a\r\nb\rc\u2028d\u2029e\u0085f\n") == "a\nb\nc\nd\ne\nf\n"


def test_a_line_break_parted_by_an_edge_is_one() -> None:
    found = Visible().filter(None, [(TEXT, "a\r"), (Token.Text.QUOTE, "\nb")])
    assert "".join(value for _, value in found) == "a\nb"


def test_a_tab_reaches_to_its_stop_or_stays() -> None:
    assert visible("ab\tc") == "ab  c"
    assert visible("ab\tc", tabs=True) == "ab\tc"


@given(st.lists(TEXTS, max_size=5), st.integers(1, 30))
def test_no_row_is_wider_than_asked_and_only_white_space_is_lost(pieces: list[str], width: int) -> None:
    shown = [visible(piece) for piece in pieces]
    rows = wrapped(width, *shown)
    widest = max((width_of(glyph) for piece in shown for glyph in piece), default=0)
    assert all(width_of(row.rstrip()) <= max(width, widest, 12) for row in rows)
    assert re.sub(r"\s", "", "".join(rows)) == re.sub(r"\s", "", "".join(shown))


def test_rows_break_between_words_across_tokens() -> None:
    assert wrapped(9, "one two ", "three", " four") == ["one two", "three", "four"]
    assert wrapped(40, "one\ntwo") == ["one", "two"]
    assert default_measure("one two") == 7


def test_air_is_put_between_paragraphs_but_not_between_bylines() -> None:
    stream = [(TEXT, "Head\n"), (BYLINE, "By Ana"), (TEXT, "\n"), (BYLINE, "1 May"), (TEXT, "\nOne.\n \n\nTwo.\n\n")]
    found = "".join(value for _, value in Aired().filter(None, stream))
    assert found == "Head\nBy Ana\n1 May\n\nOne.\n\nTwo."
