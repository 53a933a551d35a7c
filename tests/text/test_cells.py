"""How clusters are shown, and how wide."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from rich.cells import cell_len
from tests.text.strategies import line, simple_lines, texts, widths

from copydesk.text.cells import LONGEST_SHOWN, Glyphs, default_measure, shown
from copydesk.text.wrap import Rows, advance

ACTING = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad")


def acts(painted: str) -> bool:
    return any(unicodedata.category(code) in {"Cc", "Cs", "Zl", "Zp"} or code in ACTING for code in painted)


ALL = (*range(0x20000), *range(0x20000, 0xE0000, 251), *range(0xE0000, 0xE1000), *range(0xE1000, 0x110000, 251))
"""Every code point of the planes in which code points differ, and samples of the others."""


def test_every_code_point_is_shown_as_wide_as_it_is_painted_and_does_nothing() -> None:
    for code in map(chr, ALL):
        if code == "\t":
            continue
        painted, cells, visible = shown(code, cell_len)
        assert cells == cell_len(painted) > 0, hex(ord(code))
        assert not acts(painted), hex(ord(code))
        assert visible == (code in painted), hex(ord(code))


def test_every_code_point_has_a_width_by_the_tables_too() -> None:
    for code in map(chr, ALL[:0x3000]):
        if code != "\t":
            painted, cells, _ = shown(code)
            assert cells == default_measure(painted) > 0, hex(ord(code))


@pytest.mark.parametrize("head", ["©", "☂", "1"])
def test_no_code_point_widens_what_stands_before_it(head: str) -> None:
    thin = [code for code in map(chr, ALL) if cell_len(code) == 0 and code != "\t"]
    assert len(thin) > 2000
    for code in thin:
        painted, cells, _ = shown(code, cell_len)
        assert cell_len(head + painted) == cell_len(head) + cells, hex(ord(code))


@given(texts)
def test_the_widths_of_glyphs_add_up_to_what_is_painted(text: str) -> None:
    glyphs = Glyphs(text, cell_len).between(0, len(text))
    painted = "".join(" " * advance(glyph, 0) if glyph.shown == "\t" else glyph.shown for glyph in glyphs)
    assert cell_len(painted) == sum(glyph.cells for glyph in glyphs)
    assert not acts(painted)
    assert [(glyph.start, glyph.end) for glyph in glyphs] == [
        (glyph.start, glyph.end) for glyph in Glyphs(text).between(0, len(text))
    ]


@given(line, widths)
def test_each_row_is_painted_as_wide_as_it_is_said_to_be(text: str, width: int) -> None:
    rows = Rows(text, width, cell_len)
    for row in range(len(rows)):
        column, painted = 0, ""
        for glyph in rows.glyphs.between(*rows.range(row)):
            cells = advance(glyph, column)
            painted += " " * cells if glyph.shown == "\t" else glyph.shown
            column += cells
            assert cell_len(painted) == column


@given(simple_lines)
def test_a_simple_text_is_shown_as_it_is(text: str) -> None:
    glyphs = Glyphs(text, cell_len)
    assert glyphs.simple
    assert "".join(glyph.shown for glyph in glyphs.between(0, len(text))) == text


@given(texts)
def test_a_boundary_is_the_start_of_the_cluster(text: str) -> None:
    glyphs = Glyphs(text)
    for glyph in glyphs.between(0, len(text)):
        assert {glyphs.boundary(offset) for offset in range(glyph.start, glyph.end)} == {glyph.start}
    assert glyphs.boundary(len(text)) == len(text)


@pytest.mark.parametrize(
    ("cluster", "painted", "visible"),
    [
        ("\x1b", "␛", False),
        ("\r\n", "␍␊", False),
        ("\x7f", "<7f>", False),
        ("\x9b", "<9b>", False),
        ("\u202e", "<202e>", False),
        ("\u200b", "<200b>", False),
        ("\ufeff", "<feff>", False),
        ("\U000e0001", "<e0001>", False),
        ("\ud800", "<d800>", False),
        ("\u0301", "◌\u0301", True),
        ("\u0d4e\ud800", "\u0d4e\ufffd", True),
        ("e\u0301", "e\u0301", True),
        ("👩\u200d", "👩", True),
        ("\u00a0", "\u00a0", True),
    ],
)
def test_what_is_painted(cluster: str, painted: str, visible: bool) -> None:
    assert shown(cluster, cell_len) == (painted, cell_len(painted), visible)


def test_a_tower_of_marks_is_cut_on_the_screen_only() -> None:
    glyph, after = Glyphs("a" + "\u0301" * 1000 + "b", cell_len).between(0, 2000)
    assert (glyph.start, glyph.end, glyph.cells) == (0, 1001, 1)
    assert len(glyph.shown) == LONGEST_SHOWN
    assert after.shown == "b"


def test_a_variation_selector_does_not_widen_the_cluster_before() -> None:
    text = "©\u0600\ufe0fx"
    glyphs = Glyphs(text, cell_len).between(0, len(text))
    assert cell_len("".join(glyph.shown for glyph in glyphs)) == sum(glyph.cells for glyph in glyphs)
