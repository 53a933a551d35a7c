"""What nobody meant as keys: a paste of a megabyte, resizes between keys, bursts; nothing is tagged by accident."""

from __future__ import annotations

import asyncio

import pytest
from tests.app.made_up import HARBOR, LONG, tags
from tests.app.stage import Opener, Stage
from textual import events
from textual.widgets import Input

from copydesk.app.everywhere.preview import Preview
from copydesk.app.keys.jump import Jump
from copydesk.app.screen import ReadingScreen
from copydesk.store.corpus.article import Article

MEGABYTE = "1xD*fa\n\x1b[49~\t" * (1 << 20 >> 4) + "9" * 300_000


async def paste(stage: Stage, text: str = MEGABYTE) -> None:
    """Paste as a terminal tells it."""
    stage.app.post_message(events.Paste(text))
    await stage.settle()


def untouched(stage: Stage) -> bool:
    return all(len(reading.desk.annotations) == 0 for reading in stage.readings())


async def test_a_paste_into_the_text_does_nothing(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        before, offset = stage.text, stage.reading.caret.offset
        for _ in range(3):
            await paste(stage)
        assert untouched(stage)
        assert (stage.text, stage.reading.caret.offset) == (before, offset)
        await stage.press("tab", "enter")
        assert tags(stage.reading) == [("GPE", "Lorvik")]
    assert stage.app.return_code is None


@pytest.mark.parametrize("begun", [("f",), ("f", "a"), ("i",), ("number_sign", "3"), ("Y", "x"), ("Y", "p")])
async def test_a_paste_amid_keys_that_belong_together_does_nothing(
    harbor_and_valley: Opener, begun: tuple[str, ...]
) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press(*begun)
        mode, waiting = stage.screen.mode, stage.screen.key_reader.waiting
        await paste(stage)
        assert (stage.screen.mode, stage.screen.key_reader.waiting) == (mode, waiting)
        assert untouched(stage)
        await stage.press("escape")
        assert untouched(stage)


@pytest.mark.parametrize("key", ["slash", "t", "colon", "O"])
async def test_a_paste_into_a_line_to_type_in_is_bounded(harbor_and_valley: Opener, key: str) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press(key)
        await paste(stage, "no such thing " * 80_000)
        for line in stage.app.screen.query(Input):
            assert len(line.value) <= 2000 or key == "colon"
        while len(stage.app.screen_stack) > 1:
            await stage.press("escape")
        assert untouched(stage)


async def test_resizes_between_the_keys_of_a_jump_and_a_preview_do_no_harm(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(100, 30)) as stage:
        for size in ((60, 20), (24, 5), (10, 3), (200, 60), (100, 30)):
            await stage.press("f", "a")
            await stage.resize(*size)
            assert isinstance(stage.screen.mode, Jump) or stage.screen.mode is None
            await stage.press("escape", "escape")
        assert untouched(stage)
        await stage.press("g", "w", "w", "1", "asterisk")
        preview = stage.screen.mode
        assert isinstance(preview, Preview)
        for size in ((60, 20), (24, 5), (10, 3), (200, 60), (100, 30)):
            await stage.press("y")
            await stage.resize(*size)
            assert stage.screen.mode is preview
        await stage.press("escape")
        assert sum(len(tags(reading)) for reading in stage.readings()) == 6


async def test_a_burst_of_everything_at_once_leaves_a_program_that_can_be_undone(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press(*"fa#9w1*yYxpn", "escape", *"i,2&", "escape", *"_", "escape", *"*s", "a", "tab", "enter")
        await stage.press("escape", "escape", "escape")
        for number in range(len(stage.screen.slots)):
            stage.screen.activate(number)
            for _ in range(20):
                await stage.press("u")
        assert all(not tags(reading) for reading in stage.readings())


async def test_keys_typed_before_the_first_article_is_open_are_obeyed_once_it_is(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.press("w", "w", "l")
        there = stage.reading.caret.offset
    add_pane = ReadingScreen.add_pane

    async def late(self: ReadingScreen, article: Article) -> None:
        for key in "wwl":
            self.app.post_message(events.Key(key, key))
        await asyncio.sleep(0.05)
        await add_pane(self, article)

    monkeypatch.setattr(ReadingScreen, "add_pane", late)
    async with opener.open() as stage:
        await stage.pilot.pause()
        assert stage.reading.caret.offset == there
