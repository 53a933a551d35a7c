"""Panes side by side: which article is where, how they share the screen, and what lights up in all of them."""

from __future__ import annotations

import tomllib

import pytest
from tests.app.made_up import HARBOR, LONG, VALLEY, names_of_harbor, place, tags
from tests.app.stage import Opener, Stage

FIVE = ("alpha", "beta", "gamma", "delta", "omega")


def five(opener: Opener) -> None:
    """Five articles, each with one line."""
    opener.write(**{name: f"The text of {name}." for name in FIVE})


def shown(stage: Stage) -> list[str]:
    """The names of the articles whose text is on the screen."""
    text = "\n".join(stage.below()[1:-1])
    return [name for name in FIVE if f"The text of {name}." in text]


def articles(stage: Stage) -> list[str]:
    return [slot.article.id for slot in stage.screen.slots if slot.article]


async def test_two_articles_are_opened_side_by_side_and_the_first_is_active(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        assert "harbor" in stage.header
        assert "valley" in stage.header
        assert stage.screen.current == 0
        await stage.press("o")
        assert stage.reading.document.text == VALLEY
        await stage.press("o")
        assert stage.reading.document.text == HARBOR


async def test_the_active_pane_is_told_by_more_than_colour(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        right = stage.screen.slots[1].pane.region.x + 3
        active, other = stage.style_at(3, 0), stage.style_at(right, 0)
        assert (active.bold, active.underline, active.reverse) != (other.bold, other.underline, other.reverse)
        await stage.press("o")
        assert stage.style_at(right, 0) == active
        assert stage.style_at(3, 0) == other


async def test_only_the_active_pane_shows_a_cursor(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        assert stage.style_of("Ferry").reverse
        await stage.press("o")
        x, y = 4, 2
        assert not stage.style_at(x, y).reverse
        assert stage.style_of("The valley").reverse


async def test_up_to_four_panes_can_be_opened_and_closed(opener: Opener) -> None:
    five(opener)
    async with opener.open(size=(200, 40)) as stage:
        assert articles(stage) == ["alpha", "beta"]
        for name in ("gamma", "delta"):
            await stage.press("P")
            await stage.type(name)
            await stage.press("enter")
            assert articles(stage)[-1] == name
            assert stage.screen.current == len(stage.screen.slots) - 1
        assert shown(stage) == ["alpha", "beta", "gamma", "delta"]
        await stage.press("P")
        assert len(stage.app.screen_stack) == 1
        assert len(stage.screen.slots) == 4
        await stage.press("X")
        assert sorted(articles(stage)) == ["alpha", "beta", "gamma"]
        for _ in range(4):
            await stage.press("X")
        assert len(stage.screen.slots) == 1
        await stage.press("w", "1")
        assert len(tags(stage.reading)) == 1


async def test_closing_panes_quickly_leaves_the_last_one(opener: Opener) -> None:
    five(opener)
    async with opener.open(size=(160, 40)) as stage:
        await stage.press("X", "X", "X", "w", "1")
        assert articles(stage) == ["beta"]
        assert tags(stage.reading) == [("PERSON", "text")]


async def test_articles_marked_done_quickly_are_each_done(opener: Opener) -> None:
    five(opener)
    async with opener.open(size=(160, 40)) as stage:
        await stage.press("D", "D", "D")
        await stage.until_saved()
        assert stage.files() == ["alpha.toml", "delta.toml", "gamma.toml"]


async def test_a_closed_pane_keeps_its_work_and_can_be_opened_again(opener: Opener) -> None:
    five(opener)
    async with opener.open(size=(160, 40)) as stage:
        await stage.press("w", "1", "X")
        await stage.until_saved()
        assert stage.saved("alpha.toml") == [("PERSON", "text")]
        await stage.press("P")
        await stage.type("alpha")
        await stage.press("enter")
        assert tags(stage.reading) == [("PERSON", "text")]
        await stage.press("u")
        assert tags(stage.reading) == []


async def test_done_is_marked_saved_and_the_next_article_opened(opener: Opener) -> None:
    five(opener)
    async with opener.open(size=(160, 40)) as stage:
        await stage.press("D")
        assert articles(stage) == ["delta", "beta"]
        assert "The text of delta." in stage.text
        await stage.press("D")
        assert articles(stage) == ["gamma", "beta"]
        await stage.until_saved()
        for name in ("alpha", "delta"):
            data = tomllib.loads((stage.annotations / f"{name}.toml").read_text(encoding="utf-8"))
            assert data["document"]["status"] == "done"
        assert stage.files() == ["alpha.toml", "delta.toml"]
        await stage.press("O")
        await stage.type("alpha")
        await stage.press("enter")
        assert "done" in stage.header
        await stage.press("D")
        await stage.until_saved()
        assert articles(stage)[0] == "alpha"
        assert "done" not in stage.header.split("│")[0]


async def test_the_last_article_is_marked_done_and_stays(opener: Opener) -> None:
    opener.write(alpha="The text of alpha.")
    async with opener.open() as stage:
        await stage.press("D")
        assert stage.reading.desk.annotations.status == "done"
        assert "The text of alpha." in stage.text


async def test_both_panes_light_the_name_under_the_cursor_and_it_is_counted(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        right = stage.screen.slots[1].pane
        y = next(y for y, row in enumerate(stage.below()) if "Ada Quill" in row[right.region.x :])
        x = stage.below()[y].index("Ada Quill", right.region.x)
        before, elsewhere = stage.style_at(x, y), stage.style_of("twice")
        await stage.press("tab", "tab", "tab")
        assert stage.reading.caret.offset == place(HARBOR, "Ada Quill")[0]
        lit = stage.style_at(x, y)
        assert lit != before
        assert lit.bold or lit.reverse or lit.underline2 or lit.overline
        assert stage.style_of("twice") == elsewhere
        assert "2 here" in stage.status
        assert "2 there" in stage.status
        await stage.go("twice")
        assert stage.style_at(x, y) == before


async def test_a_key_hops_through_the_mentions_of_a_name_across_panes(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "tab", "tab")
        seen = []
        for _ in range(4):
            await stage.press("m")
            seen.append((stage.screen.current, stage.reading.caret.offset))
        assert seen == [
            (0, place(HARBOR, "Quill", 1)[0]),
            (1, place(VALLEY, "Ada Quill")[0]),
            (1, place(VALLEY, "Quill", 1)[0]),
            (0, place(HARBOR, "Ada Quill")[0]),
        ]
        await stage.press("M")
        assert (stage.screen.current, stage.reading.caret.offset) == seen[2]
        await stage.go("closed")
        await stage.press("m")
        assert stage.reading.caret.offset == VALLEY.index("closed")


# Sizes.


@pytest.mark.parametrize("size", [(60, 20), (20, 5), (1, 1), (2, 2), (10, 3), (300, 100)])
async def test_at_any_size_keys_work_and_what_is_shown_fits(harbor_and_valley: Opener, size: tuple[int, int]) -> None:
    async with harbor_and_valley.open(size=size) as stage:
        await stage.press("tab", "enter", "j", "w", "v", "e", "escape", "o", "tab", "x", "o", "G")
        rows = stage.below()
        assert len(rows) == size[1]
        assert all(strip.cell_length == size[0] for strip in stage.screen._compositor.render_strips())
        assert tags(stage.readings()[0]) == [("GPE", "Lorvik")]
        await stage.until_saved()
        assert stage.files() == ["harbor.toml", "valley.toml"]


async def test_on_a_narrow_screen_panes_take_turns_and_the_active_one_is_shown(opener: Opener) -> None:
    five(opener)
    async with opener.open(size=(60, 20)) as stage:
        assert shown(stage) == ["alpha"]
        assert "1/2" in stage.header
        await stage.press("o")
        assert shown(stage) == ["beta"]
        assert "2/2" in stage.header
        await stage.resize(140, 30)
        assert shown(stage) == ["alpha", "beta"]
        assert stage.screen.current == 1
        await stage.resize(60, 40)
        assert shown(stage) == ["alpha", "beta"]
        await stage.resize(30, 5)
        assert shown(stage) == ["beta"]


async def test_a_resize_keeps_the_selection_the_cursor_in_sight_and_the_place(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        await stage.go("Paragraph 20 ")
        await stage.press("v", "w", "w", "w")
        before = stage.reading.caret.selection
        for size in ((40, 10), (200, 60), (12, 6), (1, 1), (80, 24)):
            await stage.resize(*size)
            assert stage.reading.caret.selection == before
            caret = stage.reading.caret
            assert caret.viewport.y_of(caret.viewport.layout.place(caret.offset).line) is not None
        assert "Paragraph 20 " in stage.text
        await stage.press("l")
        assert before
        assert stage.reading.caret.selection == (before[0], before[1] + 1)


async def test_an_article_opened_in_a_pane_of_another_size_shows_its_cursor(opener: Opener) -> None:
    opener.write(alpha=LONG, beta="The text of beta.", gamma="The text of gamma.")
    async with opener.open(size=(140, 30)) as stage:
        await stage.press("G", "O")
        await stage.type("gamma")
        await stage.press("enter")
        await stage.press("P")
        await stage.type("alpha")
        await stage.press("enter")
        caret = stage.reading.caret
        assert stage.reading.document.text == LONG
        assert caret.viewport.y_of(caret.viewport.layout.place(caret.offset).line) is not None
        assert "Paragraph 40 " in stage.text


async def test_a_low_screen_shows_text_and_status_before_legend_and_keys(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(80, 7)) as stage:
        assert "Ferry to Lorvik" in stage.text
        assert "saved" in stage.below()[-1]
        assert "PERSON" not in stage.text
        await stage.resize(80, 24)
        assert "PERSON" in stage.legend


async def test_a_wide_screen_keeps_the_measure(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(300, 40), measure=50) as stage:
        rows = [row.strip(" ▐") for row in stage.below()[2:-3]]
        assert 40 <= max(len(row) for row in rows) <= 50


async def test_a_theme_change_keeps_everything_but_the_colours(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.press("tab", "enter")
        await stage.until_saved()
        before, style = stage.below(), stage.style_of("twice")
        stage.app.theme = "textual-light"
        await stage.pilot.pause()
        assert stage.below() == before
        assert stage.style_of("twice") != style
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("GPE", "Lorvik")]


@pytest.mark.parametrize("size", [(23, 20), (80, 4)])
async def test_a_terminal_that_is_too_small_says_what_it_needs(
    harbor_and_valley: Opener, size: tuple[int, int]
) -> None:
    async with harbor_and_valley.open(size=(80, 24)) as stage:
        await stage.resize(*size)
        assert "Too small" in stage.below()[-1] or "Too small" in stage.text
        await stage.resize(80, 24)
        assert "Too small" not in stage.text


async def test_how_to_get_help_and_how_to_leave_is_shown_however_narrow_the_screen_is(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    for columns in (40, 60, 100, 200):
        async with opener.open(size=(columns, 20)) as stage:
            assert stage.below()[-1].rstrip().endswith("q quit")
            assert "? help" in stage.below()[-1]
            assert stage.below()[-1].startswith(" tab hop")


async def test_a_title_that_does_not_fit_is_cut_with_an_ellipsis(opener: Opener) -> None:
    opener.write(**{"harbor" * 10: HARBOR})
    async with opener.open(size=(40, 20)) as stage:
        assert stage.header.endswith("…")
    async with opener.open(size=(120, 20)) as stage:
        assert "…" not in stage.header
