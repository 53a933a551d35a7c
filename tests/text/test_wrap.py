"""Rows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.text.strategies import line, simple_lines, widths

from copydesk.text.cells import Glyphs
from copydesk.text.graphemes import clusters
from copydesk.text.wrap import Rows, _row, advance

SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")

PLAIN = ("The mayor of Oslo said that the mill – and the ferry – would open", "well-known", "   ", "said—“no”—again ")


def thorough(text: str, width: int) -> list[int]:
    """Where rows start when each is found glyph by glyph."""
    glyphs, starts = Glyphs(text, cell_len), [0]
    while (end := _row(glyphs, starts[-1], width)) < len(text):
        starts.append(end)
    return starts


def rows_of(text: str, width: int) -> list[str]:
    rows = Rows(text, width, cell_len)
    return [text[slice(*rows.range(row))] for row in range(len(rows))]


@given(line, widths)
def test_rows_tile_the_block_and_cut_no_cluster(text: str, width: int) -> None:
    rows = Rows(text, width, cell_len)
    assert "".join(rows_of(text, width)) == text
    assert rows.starts[0] == 0
    assert all(before < after for before, after in zip(rows.starts, rows.starts[1:], strict=False))
    assert set(rows.starts) <= {start for start, _ in clusters(text)} | {0}


@given(line, widths)
def test_no_row_is_too_wide_but_for_white_space_at_its_end(text: str, width: int) -> None:
    rows = Rows(text, width, cell_len)
    for row in range(len(rows)):
        column = inked = count = 0
        for glyph in rows.glyphs.between(*rows.range(row)):
            column += advance(glyph, column)
            if glyph.shown not in SPACES:
                inked = column
                count += 1
        assert inked <= width or count == 1


@given(line, widths)
def test_each_cluster_has_its_cell_and_each_cell_its_cluster(text: str, width: int) -> None:
    rows = Rows(text, width, cell_len)
    for start, end in clusters(text):
        row, cell = rows.row_of(start), rows.cell_of(start)
        assert rows.offset_at(row, cell) == start
        for offset in range(start, end):
            assert (rows.row_of(offset), rows.cell_of(offset)) == (row, cell)


@given(line, widths)
def test_a_cell_past_the_end_of_a_row_belongs_to_its_last_cluster(text: str, width: int) -> None:
    rows = Rows(text, width, cell_len)
    for row in range(len(rows)):
        start, end = rows.range(row)
        inside = [cluster for cluster in clusters(text) if start <= cluster[0] < end]
        assert rows.offset_at(row, 10_000) == (inside[-1][0] if inside else start)
        assert rows.offset_at(row, -1) == start


@given(simple_lines, widths)
@example("a-b", 2)
@example("-5 and -6", 3)
@example("one—“two”—three", 5)
@example("   indented", 4)
@example("a——b", 2)
@example("—a", 1)
def test_the_quick_way_breaks_where_the_thorough_one_does(text: str, width: int) -> None:
    assert Glyphs(text, cell_len).simple
    assert list(Rows(text, width, cell_len).starts) == thorough(text, width)


@given(st.lists(line | st.sampled_from(PLAIN), max_size=12).map("".join), widths)
@example("The mayor of Oslo\u0301 said that the mill – and the ferry – would open  \u0301again", 9)
@example("The mayor of Oslo said   東京で開かれた会議は夜まで続いた。 that the mill would open", 19)
def test_rows_are_the_same_whether_or_not_the_simple_ones_are_found_quickly(text: str, width: int) -> None:
    assert list(Rows(text, width, cell_len).starts) == thorough(text, width)


@given(st.lists(line | st.sampled_from(PLAIN), max_size=6).map("".join), st.data())
def test_glyphs_are_the_clusters_of_a_text_wherever_one_begins_to_look(text: str, data: st.DataObject) -> None:
    glyphs = Glyphs(text, cell_len)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = [(glyph.start, glyph.end) for glyph in glyphs.between(start, end)]
    assert found == [each for each in clusters(text) if start <= each[0] < end]
    inside = [each[0] for each in clusters(text) if each[0] <= start < each[1]]
    assert glyphs.boundary(start) == (inside[0] if inside else len(text))


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two ", "three"]),
        ("one two   three", 7, ["one two   ", "three"]),
        ("aaaaaaaaaa", 4, ["aaaa", "aaaa", "aa"]),
        ("hop aaaaaaaaaa", 4, ["hop ", "aaaa", "aaaa", "aa"]),
        ("long-term plan", 6, ["long-", "term ", "plan"]),
        ("-5 -6 -7", 2, ["-5 ", "-6 ", "-7"]),
        ("he said—loudly", 9, ["he said—", "loudly"]),
        ("he said—“Go!”", 9, ["he said—", "“Go!”"]),
        ("ends with spaces     ", 16, ["ends with spaces     "]),
        ("   indented", 6, ["   ind", "ented"]),
        ("ab", 1, ["a", "b"]),
        ("漢字漢字", 1, ["漢", "字", "漢", "字"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢字。漢字", 4, ["漢", "字。", "漢字"]),
        ("漢字（漢字", 6, ["漢字", "（漢字"]),
        ("漢字\u00a0字", 6, ["漢", "字\u00a0字"]),
        ("漢\u3000字", 2, ["漢\u3000", "字"]),
        ("a\tb", 4, ["a\t", "b"]),
        ("a\u00a0b cd", 4, ["a\u00a0b ", "cd"]),
        ("ab\u200bcdef", 9, ["ab\u200b", "cdef"]),
        ("ab\u00adcdef", 7, ["ab\u00ad", "cdef"]),
        ("🇺🇸🇰🇵", 2, ["🇺🇸", "🇰🇵"]),
    ],
)
def test_where_rows_end(text: str, width: int, rows: list[str]) -> None:
    assert rows_of(text, width) == rows


def test_a_tab_reaches_to_the_next_stop() -> None:
    rows = Rows("a\tb\t\tc", 40, cell_len)
    assert [rows.cell_of(offset) for offset in range(6)] == [0, 1, 4, 5, 8, 12]
    assert rows.offset_at(0, 3) == 1


def test_a_row_needs_a_cell() -> None:
    with pytest.raises(ValueError, match="at least one cell"):
        Rows("a", 0)
