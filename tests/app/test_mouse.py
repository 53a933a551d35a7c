"""The mouse: pointing, dragging, selecting words and sentences, scrolling. All of it is optional."""

from __future__ import annotations

import pytest
from tests.app.made_up import HARBOR, LONG, VALLEY, place, tags, words_selected
from tests.app.stage import Opener
from textual import events

from copydesk.app.drawing.pane import Pane


async def test_a_click_puts_the_cursor_there_and_selects_nothing(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        x, y = stage.cell_of("pier")
        await stage.pilot.click(offset=(x + 2, y))
        assert stage.reading.caret.offset == place(HARBOR, "pier")[0] + 2
        assert words_selected(stage.reading) == ""
        await stage.press("4")
        assert tags(stage.reading) == [("LOC", "pier")]


async def test_a_click_in_the_other_pane_makes_it_the_active_one(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        x = stage.screen.slots[1].pane.region.x
        y = next(y for y, row in enumerate(stage.below()) if "drivers" in row)
        await stage.pilot.click(offset=(stage.below()[y].index("drivers", x), y))
        assert stage.screen.current == 1
        assert stage.reading.caret.offset == VALLEY.index("drivers")
        await stage.press("w")
        assert stage.reading.caret.offset == VALLEY.index("to wait")


async def test_a_double_click_selects_the_word_and_a_triple_click_the_sentence(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        cell = stage.cell_of("twice")
        await stage.pilot.double_click(offset=cell)
        assert words_selected(stage.reading) == "twice"
        await stage.pilot.triple_click(offset=cell)
        assert words_selected(stage.reading).strip() == "The Nordal Line will sail twice a day."
        await stage.press("0")
        assert tags(stage.reading) == [("CLAIM", "The Nordal Line will sail twice a day.")]


@pytest.mark.parametrize("backwards", [False, True])
async def test_dragging_selects(harbor_and_valley: Opener, backwards: bool) -> None:
    async with harbor_and_valley.open() as stage:
        (x, y), (right, low) = stage.cell_of("Mayor"), stage.cell_of("relief")
        cells = [(x, y), (x + 1, y), (right + 5, low)]
        if backwards:
            cells.reverse()
        await stage.pilot.mouse_down(offset=cells[0])
        for cell in cells[1:]:
            await stage.pilot.hover(offset=cell)
        await stage.pilot.mouse_up(offset=cells[-1])
        assert words_selected(stage.reading) == "Mayor Ben Tarrow called it a relief"
        await stage.pilot.hover(offset=(x + 9, y))
        assert words_selected(stage.reading) == "Mayor Ben Tarrow called it a relief"
        await stage.press("0")
        assert tags(stage.reading) == [("CLAIM", "Mayor Ben Tarrow called it a relief")]


async def test_a_hand_that_trembles_within_a_cell_selects_nothing(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        cell = stage.cell_of("pier")
        await stage.pilot.mouse_down(offset=cell)
        await stage.pilot.hover(offset=cell)
        await stage.pilot.mouse_up(offset=cell)
        assert stage.reading.caret.offset == place(HARBOR, "pier")[0]
        assert words_selected(stage.reading) == ""


async def test_a_drag_that_leaves_the_pane_stays_in_its_article(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.pilot.mouse_down(offset=stage.cell_of("Mayor"))
        await stage.pilot.hover(offset=(119, 29))
        await stage.pilot.hover(offset=(0, 0))
        await stage.pilot.hover(offset=(119, 20))
        await stage.pilot.mouse_up(offset=(119, 20))
        assert stage.screen.current == 0
        assert words_selected(stage.reading).startswith("Mayor")


async def test_the_wheel_scrolls_the_pane_under_it_and_takes_no_focus(opener: Opener) -> None:
    opener.write(long=LONG, other=LONG.replace("Paragraph", "Section"))
    async with opener.open() as stage:
        right = stage.screen.slots[1].pane
        before = stage.below()
        for _ in range(3):
            right.post_message(mouse_scroll(right, down=True))
        await stage.pilot.pause()
        after = stage.below()
        half = right.region.x
        assert [row[:half] for row in after] == [row[:half] for row in before]
        assert [row[half:] for row in after] != [row[half:] for row in before]
        assert stage.screen.current == 0
        for _ in range(9):
            right.post_message(mouse_scroll(right, down=False))
        await stage.pilot.pause()
        assert [row[half:] for row in stage.below()[2:]] == [row[half:] for row in before[2:]]


def mouse_scroll(pane: Pane, *, down: bool) -> events.MouseEvent:
    """The wheel turned over a pane by one notch."""
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    return kind(
        pane, x=5, y=5, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False, screen_x=5, screen_y=5
    )


async def test_other_buttons_and_clicks_beside_the_text_do_no_harm(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        height = len(stage.below())
        for cell in ((0, 0), (0, 2), (59, 5), (60, 5), (119, 0), (30, height - 5), (5, height - 1), (5, height - 2)):
            await stage.pilot.click(offset=cell)
            await stage.pilot.double_click(offset=cell)
        await stage.pilot.click(offset=(10, 5), button=3)
        assert len(stage.reading.desk.annotations) == 0
        assert stage.app.is_running


async def test_a_click_and_a_wheel_on_an_article_without_text_do_no_harm(opener: Opener) -> None:
    opener.write(empty="", spaces=" \n\n \t\n")
    async with opener.open() as stage:
        for x in (10, 80):
            await stage.pilot.click(offset=(x, 6))
            await stage.pilot.triple_click(offset=(x, 6))
            stage.pane.post_message(mouse_scroll(stage.pane, down=True))
        await stage.pilot.pause()
        assert stage.reading.caret.offset == 0


async def test_a_mouse_over_a_pane_that_was_just_closed_does_no_harm(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        closed = stage.pane
        await stage.press("X")
        stage.screen.post_message(Pane.Wheeled(closed, 3))
        stage.screen.post_message(Pane.Pointed(closed, 5, 1))
        await stage.pilot.pause()
        assert stage.app.is_running
        assert len(stage.screen.slots) == 1
