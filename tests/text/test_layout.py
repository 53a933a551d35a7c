"""Layouts and viewports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.text.strategies import texts, widths

from copydesk.text.blocks import Blocks
from copydesk.text.document import Document
from copydesk.text.graphemes import clusters
from copydesk.text.layout import Layout, Line
from copydesk.text.viewport import MARGIN, Viewport

heights = st.integers(1, 12)


def layout_of(text: str, width: int) -> Layout:
    document = Document.from_text(text)
    return Layout(document, Blocks(document), width, cell_len)


def sheet(layout: Layout) -> list[Line]:
    """All rows of the sheet, blank ones too."""
    return [Line(block.start, row) for block in layout.blocks for row in range(layout.height(block.start))]


many_lines = texts | st.lists(texts, max_size=8).map("\n".join) | st.integers(0, 60).map(lambda n: "word word\n" * n)


@given(texts, widths)
def test_each_place_leads_back_to_its_offset(text: str, width: int) -> None:
    layout = layout_of(text, width)
    for block in layout.blocks:
        for start, _ in clusters(text, block.start, block.end):
            line, cell = layout.place(start)
            assert layout.offset_at(line, cell) == start
            found = layout.range(line)
            assert found
            assert found[0] <= start < found[1]


@given(texts, widths)
def test_every_offset_has_a_place(text: str, width: int) -> None:
    layout = layout_of(text, width)
    lines = sheet(layout) or [Line(0, 0)]
    for offset in range(-1, len(text) + 2):
        assert layout.place(offset).line in lines


@given(many_lines, widths)
def test_the_sheet_shows_each_block_whole_and_blank_rows_between(text: str, width: int) -> None:
    layout = layout_of(text, width)
    rows = [layout.range(line) for line in sheet(layout)]
    painted = "".join(text[slice(*row)] for row in rows if row)
    assert painted == "".join(text[block.start : block.end] for block in layout.blocks)
    assert not rows or rows[-1] is not None


@given(many_lines, widths, st.data())
def test_stepping_walks_the_sheet_and_back(text: str, width: int, data: st.DataObject) -> None:
    layout = layout_of(text, width)
    lines = sheet(layout)
    if not lines:
        assert layout.step(Line(0, 0), 5) == Line(0, 0)
        return
    index = data.draw(st.integers(0, len(lines) - 1))
    delta = data.draw(st.integers(-40, 40))
    wanted = min(max(index + delta, 0), len(lines) - 1)
    assert layout.step(lines[index], delta) == lines[wanted]
    assert layout.step(lines[wanted], index - wanted) == lines[index]


@given(many_lines, widths, st.data())
def test_stepping_can_leave_out_blank_rows(text: str, width: int, data: st.DataObject) -> None:
    layout = layout_of(text, width)
    lines = [line for line in sheet(layout) if layout.range(line)]
    if not lines:
        return
    index = data.draw(st.integers(0, len(lines) - 1))
    delta = data.draw(st.integers(-40, 40))
    assert layout.step(lines[index], delta, blank=False) == lines[min(max(index + delta, 0), len(lines) - 1)]


def test_a_blank_row_leads_to_the_end_of_its_block() -> None:
    layout = layout_of("One sentence.\nTwo.", 80)
    assert layout.range(Line(0, 1)) is None
    assert layout.offset_at(Line(0, 1), 0) == len("One sentence.") - 1
    assert layout.step(Line(0, 1), 1, blank=False) == Line(14, 0)
    assert layout.step(Line(0, 1), -1, blank=False) == Line(0, 0)


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n \u2028\x0b"])
def test_a_document_without_blocks_can_be_looked_at(text: str) -> None:
    layout = layout_of(text, 10)
    assert layout.place(3) == (Line(0, 0), 0)
    assert layout.offset_at(Line(0, 0), 4) == 0
    assert layout.range(Line(0, 0)) is None
    view = Viewport(layout, 5)
    assert list(view.lines()) == []
    assert view.range() == (0, 0)
    assert view.line_at(3) == Line(0, 0)
    assert not view.scroll(4)
    assert not view.show(2)


@given(many_lines, widths, heights, st.data())
def test_rows_on_the_screen_know_where_they_are(text: str, width: int, height: int, data: st.DataObject) -> None:
    layout = layout_of(text, width)
    view = Viewport(layout, height, data.draw(st.integers(0, len(text))))
    lines = list(view.lines())
    assert [view.y_of(line) for line in lines] == list(range(len(lines)))
    assert [view.line_at(y) for y in range(len(lines))] == lines
    everything = sheet(layout)
    assert len(lines) == min(height, len(everything) - (everything.index(view.top) if everything else 0))
    outside = [line for line in everything if line not in lines]
    assert all(view.y_of(line) is None for line in outside)


@given(many_lines, widths, heights, st.lists(st.integers(-30, 30) | st.integers(-5000, 5000), max_size=6), st.data())
def test_scrolling_stops_at_the_ends(
    text: str, width: int, height: int, deltas: list[int], data: st.DataObject
) -> None:
    layout = layout_of(text, width)
    everything = sheet(layout)
    view = Viewport(layout, height)
    for delta in deltas:
        before = view.top
        moved = view.scroll(delta)
        assert moved == (view.top != before)
        if everything:
            wanted = min(max(everything.index(before) + delta, 0), max(0, len(everything) - height))
            assert view.top == everything[wanted]


@given(many_lines, widths, heights, st.lists(st.integers(0, 400), max_size=6))
def test_what_is_to_be_shown_is_shown_with_rows_around_it(
    text: str, width: int, height: int, offsets: list[int]
) -> None:
    layout = layout_of(text, width)
    everything = sheet(layout)
    view = Viewport(layout, height)
    for offset in offsets:
        before = view.top
        moved = view.show(offset)
        assert moved == (view.top != before)
        if not everything:
            continue
        line = layout.place(offset).line
        y = view.y_of(line)
        assert y is not None
        margin = min(MARGIN, (height - 1) // 2)
        index = everything.index(line)
        assert y >= min(margin, index)
        assert height - 1 - y >= min(margin, len(everything) - 1 - index)
        assert not view.show(offset)


def test_showing_what_is_near_moves_as_little_as_needed() -> None:
    layout = layout_of("word.\n" * 200, 40)
    view = Viewport(layout, 11)
    view.show(6 * 5)
    assert view.top == Line(6, 0) or view.y_of(Line(30, 0)) == 8
    view.show(6 * 6)
    assert view.y_of(Line(36, 0)) == 8
    view.show(6 * 150)
    assert view.y_of(Line(900, 0)) == 5
    view.show(6 * 148)
    assert view.y_of(Line(888, 0)) == 2


def test_a_million_rows_are_scrolled_without_wrapping_them_all() -> None:
    layout = layout_of("word word word.\n" * 20_000, 10)
    view = Viewport(layout, 20, 16 * 10_000)
    assert view.scroll(-7)
    assert view.show(16 * 19_999)
    assert view.show(0)
    assert len(layout._rows) < 200
