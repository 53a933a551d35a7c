"""Painting: only what looks different is painted again, and the text never moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rich.segment import Segment
from rich.style import Style
from tests.app.made_up import HARBOR, LONG, names_of_harbor, place, proposal, tags
from tests.app.stage import Opener, Stage

from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import Bottom
from copydesk.app.drawing.painter import MARGIN_CELLS, MARGIN_LETTERS
from copydesk.app.drawing.pane import HEADER_ROWS, Pane


class Painted:
    """The rows that panes and the rows below them painted."""

    def __init__(self) -> None:
        self.rows: list[tuple[Pane | Bottom, int]] = []

    def of(self, widget: Pane | Bottom) -> set[int]:
        return {y for each, y in self.rows if each is widget}


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Painted]:
    """Note down every row that is painted."""
    painted = Painted()
    pane_line, bottom_line = Pane.row_segments, Bottom.row_segments

    def pane_row(self: Pane, y: int) -> list[Segment]:
        painted.rows.append((self, y))
        return pane_line(self, y)

    def bottom_row(self: Bottom, y: int) -> list[Segment]:
        painted.rows.append((self, y))
        return bottom_line(self, y)

    with monkeypatch.context() as patch:
        patch.setattr(Pane, "row_segments", pane_row)
        patch.setattr(Bottom, "row_segments", bottom_row)
        yield painted


def row_of(stage: Stage, offset: int) -> int:
    """The row of the active pane that shows an offset."""
    viewport = stage.reading.caret.viewport
    y = viewport.y_of(viewport.layout.place(offset).line)
    assert y is not None
    return y + HEADER_ROWS


def texts(stage: Stage) -> list[str]:
    """The text of each row of the active pane, without what stands in the margin."""
    region = stage.pane.region
    indent = stage.pane._indent + MARGIN_CELLS
    return [row[region.x + indent : region.right - 1] for row in stage.below()[1 : region.bottom]]


async def test_a_move_within_a_row_paints_that_row_alone(
    harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("will sail")
        with watched(monkeypatch) as painted:
            await stage.press("l")
        assert painted.of(stage.pane) == {row_of(stage, HARBOR.index("will sail"))}
        assert painted.of(stage.screen.slots[1].pane) == set()
        assert painted.of(stage.screen.footer.rows) <= {1}


async def test_a_move_to_another_row_paints_two(harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("will sail")
        before = row_of(stage, stage.reading.caret.offset)
        with watched(monkeypatch) as painted:
            await stage.press("j")
        assert painted.of(stage.pane) == {before, row_of(stage, stage.reading.caret.offset)}
        assert painted.of(stage.screen.slots[1].pane) == set()


async def test_a_key_that_changes_nothing_paints_no_text(
    harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with harbor_and_valley.open() as stage:
        with watched(monkeypatch) as painted:
            await stage.press("h", "k", "g")
        assert painted.of(stage.pane) == set()


async def test_a_tag_paints_the_rows_of_its_words_and_of_the_next_proposal(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.press("tab")
        with watched(monkeypatch) as painted:
            await stage.press("enter")
        assert painted.of(stage.pane) <= {
            0,
            row_of(stage, place(HARBOR, "Lorvik")[0]),
            row_of(stage, place(HARBOR, "Mara Ostrem")[0]),
            row_of(stage, place(HARBOR, "Lorvik", 1)[0]),
            row_of(stage, place(HARBOR, "Lorvik", 2)[0]),
        }


async def test_what_is_painted_in_part_is_what_would_be_painted_whole(harbor_and_valley: Opener) -> None:
    keys = (
        "tab enter w v e 2 u ctrl+r j K greater_than_sign less_than_sign x tab 3 v j j j k escape o tab enter m m "
        "shift+down escape o ( ) c escape n"
    )
    async with harbor_and_valley.open() as stage:
        for key in keys.replace("(", "left_parenthesis").replace(")", "right_parenthesis").split():
            await stage.press(key)
            shown = [list(strip) for strip in stage.screen._compositor.render_strips()]
            for slot in stage.screen.slots:
                slot.pane.refresh()
            stage.screen.footer.rows.refresh()
            await stage.pilot.pause()
            assert [list(strip) for strip in stage.screen._compositor.render_strips()] == shown, key


async def test_rows_that_only_moved_are_what_would_be_painted_anew(opener: Opener) -> None:
    opener.write(long=LONG)
    opener.propose(LONG, names(LONG))
    keys = "pagedown j 1 pagedown v pageup escape ctrl+d x u G K 2 k k k k k g tab enter n ctrl+u"
    async with opener.open(size=(80, 12)) as stage:
        for key in (*keys.split(), *"j" * 12, *"k" * 12):
            await stage.press(key)
            shown = [list(strip) for strip in stage.screen._compositor.render_strips()]
            stage.pane.refresh()
            await stage.pilot.pause()
            assert [list(strip) for strip in stage.screen._compositor.render_strips()] == shown, key


async def test_a_window_that_moves_by_a_row_paints_what_comes_in_sight_and_what_differs(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        await stage.press("G", "g", *"j" * 30)
        top = stage.reading.caret.viewport.top
        with watched(monkeypatch) as painted:
            await stage.press("j")
        assert stage.reading.caret.viewport.top != top
        assert 0 < len(painted.of(stage.pane)) <= 8


async def test_the_text_never_moves_when_something_is_tagged(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open(size=(70, 30)) as stage:
        before = texts(stage)
        for keys in ("tab enter", "1", "4", "x", "v e w e 9", "u", "ctrl+r", "plus plus 0", "K greater_than_sign"):
            await stage.press(*keys.split())
            assert texts(stage) == before, keys
        start, end = place(HARBOR, HARBOR.strip())
        for label in ("QUOTE", "PERSON", "CLAIM", "ORG", "GPE", "DATE"):
            stage.reading.select(start, end)
            stage.screen.dispatcher.give(label)
            await stage.pilot.pause()
            assert texts(stage) == before, label
        assert len(tags(stage.reading)) > 6


async def test_margin_letters_tell_which_labels_begin_in_a_row(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open(size=(70, 30)) as stage:
        await stage.go("twice")
        x, y = stage.pane._indent, stage.cell_of("twice")[1]
        assert stage.below()[y][x : x + MARGIN_CELLS].strip() == ""
        await stage.press("1")
        assert stage.below()[y][x : x + MARGIN_CELLS].strip() == "P"
        await stage.go("sail")
        await stage.press("2")
        assert set(stage.below()[y][x : x + MARGIN_CELLS].strip()) == {"P", "O"}
        await stage.press("u", "u")
        assert stage.below()[y][x : x + MARGIN_CELLS].strip() == ""


async def test_proposals_and_annotations_and_the_one_under_the_cursor_look_different(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        plain, proposed = stage.style_of("twice"), stage.style_of("Nordal")
        assert plain != proposed
        assert proposed.underline
        await stage.go("Nordal Line", within=9)
        focused = stage.style_of("Nordal")
        await stage.press("enter")
        await stage.go("twice", within=3)
        accepted = stage.style_of("Nordal")
        looks = [(s.bold, s.italic, s.underline, s.underline2, s.reverse) for s in (plain, proposed, focused, accepted)]
        assert len(set(looks)) == 4


# Proposals that arrive late.


async def test_proposals_that_arrive_move_nothing_and_steal_nothing(opener: Opener) -> None:
    opener.write(long=LONG)
    opener.propose(LONG, names(LONG))
    opener.client.going.clear()
    async with opener.open(size=(80, 24)) as stage:
        await stage.go("Paragraph 9 ")
        await stage.press("v", "w")
        rows, caret = texts(stage), stage.reading.caret
        before = (caret.offset, caret.selection, caret.viewport.top, caret.visual)
        assert "· 0 left" in stage.header
        opener.client.going.set()
        await opener.until_proposed(stage)
        assert "· 40 left" in stage.header
        assert texts(stage)[1:] == rows[1:]
        assert (caret.offset, caret.selection, caret.viewport.top, caret.visual) == before
        assert len(stage.app.screen_stack) == 1
        await stage.press("6")
        assert tags(stage.reading) == [("DATE", "Paragraph 9")]


def names(text: str) -> list[Span]:
    """A proposal on the name in each paragraph."""
    return [proposal(text, "Ada Quill", "PERSON", number) for number in range(40)]


async def test_proposals_that_arrive_during_a_dialog_leave_it_alone(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    opener.client.going.clear()
    async with opener.open(size=(80, 24)) as stage:
        await stage.go("pier")
        await stage.press("v", "e", "t")
        await stage.type("fa")
        opener.client.going.set()
        await opener.until_proposed(stage)
        assert len(stage.app.screen_stack) == 2
        await stage.type("c")
        await stage.press("enter")
        assert tags(stage.reading) == [("FAC", "pier")]


async def test_what_was_decided_before_the_proposals_came_is_not_proposed(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    opener.client.going.clear()
    async with opener.open() as stage:
        await stage.go("Nordal")
        await stage.press("v", "w", "e", "2")
        opener.client.going.set()
        await opener.until_proposed(stage)
        assert "1 tagged · 6 left" in stage.header


async def test_leaving_before_the_proposals_came_is_quick_and_quiet(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.client.going.clear()
    async with opener.open() as stage:
        await stage.press("q")
    assert stage.app.return_code == 0
    assert opener.client.closed


async def margin_of(stage: Stage, words: str) -> tuple[str, list[Style]]:
    """The letters in the margin beside some words, and their styles."""
    x, y = stage.pane.region.x + stage.pane._indent, stage.cell_of(words)[1]
    letters = stage.below()[y][x : x + MARGIN_LETTERS]
    return letters, [stage.style_at(x + at, y) for at, letter in enumerate(letters) if letter != " "]


async def test_without_colors_proposals_have_letters_too_that_differ_from_those_of_annotations(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, (proposal(HARBOR, "Nordal Line", "ORG"), proposal(HARBOR, "Ben Tarrow", "PERSON")))
    async with opener.open(size=(200, 30)) as stage:
        before = texts(stage)
        letters, styles = await margin_of(stage, "Nordal")
        assert letters == "OP"
        assert all(style.underline and not style.bold for style in styles)
        await stage.go("Nordal")
        await stage.press("enter")
        letters, styles = await margin_of(stage, "Nordal")
        assert letters == "OP"
        assert [(bool(style.underline), bool(style.bold)) for style in styles] == [(False, True), (True, False)]
        await stage.go("Ben")
        await stage.press("x")
        assert (await margin_of(stage, "Nordal"))[0] == " O"
        assert texts(stage) == before


async def test_annotations_have_the_letters_first(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, (proposal(HARBOR, "Nordal Line", "ORG"), proposal(HARBOR, "Ben Tarrow", "PERSON")))
    async with opener.open(size=(200, 30)) as stage:
        await stage.go("twice")
        await stage.press("6")
        assert (await margin_of(stage, "Nordal"))[0] == "D+"


async def test_with_colors_proposals_leave_the_margin_free(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        assert (await margin_of(stage, "Nordal"))[0].strip() == ""
