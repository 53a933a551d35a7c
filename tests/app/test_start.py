"""The start screen: what can be opened when there is nothing to read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from copydesk.app.screen import TUTORIAL
from copydesk.app.start.start import StartApp, StartScreen
from copydesk.app.start.start_page import Choice
from copydesk.store.personal.config import Config
from copydesk.store.personal.recent import Recent

NEWS = Recent(("/somewhere/news",))
PAPERS = Recent(("/somewhere/papers", "/somewhere/letters"), "/somewhere/kept", "ana")
NOTICE = "there are no .txt or .md files in this folder"


@asynccontextmanager
async def started(
    *recent: Recent, size: tuple[int, int] = (100, 30), config: Config | None = None
) -> AsyncIterator[Pilot[Choice]]:
    """The start screen."""
    app = StartApp(config or Config(), recent, NOTICE)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def shown(pilot: Pilot[Choice]) -> str:
    """What is on the screen."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def test_it_says_why_there_is_nothing_what_was_opened_and_which_keys_matter() -> None:
    async with started(NEWS, PAPERS) as pilot:
        text = shown(pilot)
    assert NOTICE in text
    assert "1  /somewhere/news" in text
    assert "2  /somewhere/papers, /somewhere/letters · tags in /somewhere/kept · as ana" in text
    assert "t  Tutorial" in text
    assert "tab     next proposal" in text


async def test_the_keys_shown_are_those_in_force() -> None:
    async with started(config=Config(keys={"accept": ("ctrl+a",), "undo": ()})) as pilot:
        text = shown(pilot)
    assert "ctrl+a  accept it" in text
    assert "–       undo" in text


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["1"], NEWS),
        (["2"], PAPERS),
        (["t"], TUTORIAL),
        (["enter"], NEWS),
        (["down", "enter"], PAPERS),
        (["up", "enter"], TUTORIAL),
        (["j", "j", "j", "enter"], NEWS),
        (["q"], None),
        (["escape"], None),
        (["9", "z", "q"], None),
    ],
)
async def test_a_key_chooses(keys: list[str], chosen: Choice | None) -> None:
    async with started(NEWS, PAPERS) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert pilot.app.return_value == chosen


async def test_a_click_chooses() -> None:
    async with started(NEWS, PAPERS) as pilot:
        y = next(y for y, row in enumerate(shown(pilot).split("\n")) if "papers" in row)
        await pilot.click(StartScreen, offset=(20, y))
        await pilot.pause()
    assert pilot.app.return_value == PAPERS


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (20, 5), (200, 60)])
async def test_it_fits_any_screen(size: tuple[int, int]) -> None:
    recent = [Recent((f"/somewhere/quite/far/down/in/a/long/path/folder{number}",)) for number in range(9)]
    async with started(*recent, size=size) as pilot:
        rows = shown(pilot).split("\n")
    assert len(rows) == size[1]
    if size[1] >= 12:
        assert any("t  Tutorial" in row for row in rows)
        assert any("folder0" in row for row in rows)


async def test_a_hostile_name_is_shown_and_does_nothing() -> None:
    async with started(Recent(("/somewhere/\x1b[2J\u202enews",))) as pilot:
        assert "\x1b" not in shown(pilot)
        assert "\u202e" not in shown(pilot)
