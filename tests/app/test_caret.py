"""The caret: what motions do to a selection, and what stays in sight when the window changes."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.app.made_up import HARBOR, LONG, place
from tests.text.strategies import texts

from copydesk.text.caret import Caret, Motion
from copydesk.text.document import Document

MOTIONS = get_args(Motion)


def caret_on(text: str, offset: int = 0, width: int = 40, height: int = 12) -> Caret:
    caret = Caret(Document.from_text(text))
    caret.resize(width, height)
    caret.go(offset)
    return caret


def top_of(caret: Caret) -> int:
    """The first offset in the window."""
    return caret.viewport.range()[0]


@pytest.mark.parametrize("motion", MOTIONS)
def test_a_motion_alone_selects_nothing_and_gives_up_what_was_selected(motion: Motion) -> None:
    caret = caret_on(LONG, 3000)
    caret.move(motion)
    assert caret.selection is None
    caret.move("right", extend=True)
    caret.move(motion)
    assert caret.selection is None


@pytest.mark.parametrize("motion", MOTIONS)
def test_an_extending_motion_selects_from_where_it_began_to_where_it_leads(motion: Motion) -> None:
    caret, plain = caret_on(LONG, 3000), caret_on(LONG, 3000)
    caret.move(motion, extend=True)
    plain.move(motion)
    assert caret.offset == plain.offset
    low, high = sorted((3000, caret.offset))
    assert caret.selection == (low, high + 1)


@pytest.mark.parametrize("motion", MOTIONS)
def test_after_v_every_motion_extends(motion: Motion) -> None:
    caret = caret_on(LONG, 3000)
    caret.toggle_selection()
    assert caret.selection == (3000, 3001)
    caret.move(motion)
    low, high = sorted((3000, caret.offset))
    assert caret.selection == (low, high + 1)
    caret.toggle_selection()
    assert caret.selection is None


def test_v_goes_on_with_what_was_selected_by_shift() -> None:
    caret = caret_on(HARBOR)
    caret.move("word_end", extend=True)
    caret.toggle_selection()
    caret.move("right")
    assert caret.selection == (0, 6)


def test_a_selection_covers_whole_clusters_at_both_ends() -> None:
    family = "👩‍👩‍👧"
    text = f"a{family}b{family}c"
    caret = caret_on(text, text.index("b"))
    caret.move("left", extend=True)
    assert caret.selection == (1, 1 + len(family) + 1)
    caret.move("right", extend=True)
    caret.move("right", extend=True)
    assert caret.selection == (text.index("b"), text.index("c"))


def test_up_and_down_keep_to_the_column_where_they_began() -> None:
    text = "a line that is long enough\n\nshort\n\na line that is long enough"
    caret = caret_on(text, 20)
    caret.move("line_down")
    assert caret.offset == text.index("short") + len("short") - 1
    caret.move("line_down")
    assert caret.offset == text.rindex("a line") + 20
    for _ in range(2):
        caret.move("line_up")
    assert caret.offset == 20


def test_down_at_the_bottom_and_up_at_the_top_stay() -> None:
    caret = caret_on(HARBOR)
    caret.move("line_up")
    assert caret.offset == 0
    caret.move("end")
    last = caret.offset
    caret.move("line_down")
    assert caret.offset == last


def test_top_and_end_are_the_ends_of_the_text_not_of_the_white_space_around_it() -> None:
    caret = caret_on("\n\n  Lorvik  \n\n")
    caret.move("end")
    assert caret.offset == len("\n\n  Lorvik  ") - 1
    caret.move("top")
    assert caret.offset == 2


def test_pages_go_through_the_whole_article_and_back() -> None:
    caret = caret_on(LONG)
    seen = [caret.offset]
    for _ in range(200):
        caret.move("page_down")
        if caret.offset == seen[-1]:
            break
        seen.append(caret.offset)
    assert seen == sorted(seen)
    end = caret_on(LONG)
    end.move("end")
    layout = caret.viewport.layout
    assert layout.place(caret.offset).line == layout.place(end.offset).line
    for _ in range(200):
        caret.move("page_up")
    assert layout.place(caret.offset).line == layout.place(0).line


def test_a_page_leaves_no_row_unseen() -> None:
    caret = caret_on(LONG)
    before = caret.viewport.range()
    caret.move("page_down")
    assert caret.viewport.range()[0] <= before[1]


@pytest.mark.parametrize("height", [1, 2, 3])
def test_pages_move_on_in_a_very_low_window(height: int) -> None:
    caret = caret_on(LONG, height=height)
    motions: tuple[Motion, ...] = ("page_down", "half_down")
    for motion in motions:
        before = caret.offset
        caret.move(motion)
        assert caret.offset > before


def test_a_resize_keeps_the_place_at_the_top() -> None:
    caret = caret_on(LONG, width=60, height=12)
    caret.scroll(37)
    top = top_of(caret)
    for width, height in ((30, 12), (76, 30), (11, 5), (60, 12)):
        caret.resize(width, height)
        start, end = caret.viewport.layout.range(caret.viewport.top) or (0, 0)
        assert start <= top < end
        top = top_of(caret)


def test_a_resize_forth_and_back_changes_nothing() -> None:
    caret = caret_on(LONG, width=60, height=12)
    caret.scroll(37)
    top, offset = caret.viewport.top, caret.offset
    caret.resize(60, 5)
    caret.resize(60, 12)
    assert (caret.viewport.top, caret.offset) == (top, offset)


def test_a_resize_to_the_same_size_forgets_no_goal() -> None:
    text = "a line that is long enough\n\nshort\n\na line that is long enough"
    caret = caret_on(text, 20)
    caret.move("line_down")
    caret.resize(40, 12)
    caret.move("line_down")
    assert caret.offset == text.rindex("a line") + 20


def test_a_selection_survives_a_resize() -> None:
    caret = caret_on(LONG, 500)
    caret.toggle_selection()
    caret.move("sentence_right")
    selection = caret.selection
    caret.resize(17, 4)
    assert caret.selection == selection
    caret.move("right")
    assert caret.selection
    assert selection
    assert caret.selection == (selection[0], selection[1] + 1)


def test_scrolling_takes_the_cursor_along_only_when_it_would_leave_the_window() -> None:
    caret = caret_on(LONG)
    caret.move("line_down")
    caret.move("line_down")
    before = caret.offset
    assert not caret.scroll(1)
    assert caret.offset == before
    assert caret.scroll(5)
    assert caret.offset >= top_of(caret)


def test_scrolling_stops_at_both_ends() -> None:
    caret = caret_on(LONG)
    caret.scroll(-3)
    assert caret.viewport.top == (0, 0)
    for _ in range(400):
        caret.scroll(7)
    assert len(list(caret.viewport.lines())) == caret.viewport.height


def test_dragging_selects_in_both_directions() -> None:
    start, end = place(HARBOR, "new pier")
    caret = caret_on(HARBOR, end - 1)
    caret.drag(start)
    assert caret.selection == (start, end)
    caret.drag(end + 2)
    assert caret.selection == (end - 1, end + 3)


@given(texts, st.lists(st.tuples(st.sampled_from(MOTIONS), st.booleans()), max_size=20))
def test_a_selection_reaches_from_its_anchor_to_the_cursor(text: str, moves: list[tuple[Motion, bool]]) -> None:
    caret = caret_on(text, width=9, height=4)
    for motion, extend in moves:
        before = caret.anchor
        caret.move(motion, extend=extend)
        if not extend:
            assert caret.selection is None
        else:
            assert caret.anchor is not None
            assert before is None or caret.anchor == before
            low, high = caret.selection or (0, -1)
            assert low <= min(caret.anchor, caret.offset)
            assert max(caret.anchor, caret.offset) <= high
