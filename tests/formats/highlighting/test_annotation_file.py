"""Annotation files, highlighted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.nasty import NASTY

from copydesk.formats.highlighting.annotation_file import Fragment, highlight_annotation_file
from copydesk.formats.highlighting.filters import Visible
from copydesk.formats.highlighting.token_types import TEXT
from copydesk.store.annotations.writer import render_annotation_file

SOURCE = """format = "copydesk/1"  # it begins so
[annotation.7k3m9x2e]
start = 246
score = 0.91
created = 2026-11-21T10:00:00Z
sure = true
exact = "Ana\\u0007"
"""


def test_each_piece_of_a_line_is_of_one_kind() -> None:
    lines = highlight_annotation_file(SOURCE)
    assert len(lines) == 7
    assert "".join(each.text for each in lines[1]) == "[annotation.7k3m9x2e]"
    kinds = {each.text.strip(): each.kind for line in lines for each in line}
    assert kinds["format"] == "key"
    assert kinds['"copydesk/1"'] == "string"
    assert kinds["# it begins so"] == "comment"
    assert kinds["246"] == "number"
    assert kinds["2026-11-21T10:00:00Z"] == "date"
    assert kinds["true"] == "boolean"
    assert kinds["\\u0007"] == "escape"
    assert lines[1][0].kind == "table"


def test_what_is_no_toml_is_shown_as_well_and_does_nothing() -> None:
    lines = highlight_annotation_file("x = = \x1b[31m\n")
    assert "".join(each.text for each in lines[0]) == "x = = ␛[31m"
    assert Fragment("␛", "code") in lines[0]


@given(st.text(max_size=60))
def test_nothing_is_lost_of_any_text(source: str) -> None:
    shown = "".join(value for _, value in Visible(feeds=True).filter(None, [(TEXT, source)]))
    found = "\n".join("".join(each.text for each in line) for line in highlight_annotation_file(source))
    assert found.rstrip("\n") == shown.rstrip("\n")


def test_every_line_of_a_real_file_is_there() -> None:
    for article in NASTY:
        source = render_annotation_file(article.snapshot, article.document, "a.txt")
        assert len(highlight_annotation_file(source)) == source.count("\n")
