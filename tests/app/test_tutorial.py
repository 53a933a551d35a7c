"""The tutorial: each step is done by what it asks for, in the real app, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.app.made_up import proposal
from tests.app.stage import FakeClient, Stage

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.keys.keymap import Keymap
from copydesk.app.main import CopydeskApp
from copydesk.app.tutorial.folder import ARTICLES, tutorial_folder
from copydesk.app.tutorial.lessons import LESSONS, Lesson, with_keys
from copydesk.app.tutorial.tutor import Tutor
from copydesk.detect.proposals import Proposals, related
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.personal.config import Config

LAMP = (ARTICLES / "1_the_lamp.txt").read_text(encoding="utf-8")
QUOTE = "“My father kept this lamp for thirty years,”"


@asynccontextmanager
async def tutorial(client: FakeClient, size: tuple[int, int] = (100, 30), **config: object) -> AsyncIterator[Stage]:
    """The tutorial, with some of its names proposed."""
    names = (
        proposal(LAMP, "Orrin Head", "PERSON"),
        proposal(LAMP, "Tessa Marlow", "PERSON"),
        proposal(LAMP, "May 4", "DATE"),
        proposal(LAMP, "Ines Calder", "PERSON"),
        proposal(LAMP, QUOTE, "QUOTE", kind="direct"),
        proposal(LAMP, "Calder", "PERSON", 1),
    )
    client.answers[LAMP] = Proposals(names, (related("speaker", names[4], names[5]),))
    with tutorial_folder() as folder:
        app = CopydeskApp(Corpus.open([folder]), Config(restore=False, **config), Tutor())  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot, folder, folder.parent / "annotations")
            while not stage.screen.readings or not stage.reading.desk.left:
                await pilot.pause()
            yield stage
        app.library.close(10)


def step(stage: Stage) -> int:
    """Which step it is, from 1."""
    assert stage.screen.tutor is not None
    return stage.screen.tutor.at + 1


async def test_each_step_is_done_by_what_it_asks_for(client: FakeClient) -> None:
    async with tutorial(client) as stage:
        assert "1 of 8 · Hop" in stage.text
        assert "tab hops to the next" in stage.text
        await stage.press("tab")
        assert "✓ 2 of 8 · Accept" in stage.text
        await stage.press("3")  # a label of one's own is not what was asked for
        assert step(stage) == 2
        await stage.press("enter")
        assert "✓ 3 of 8 · Reject" in stage.text
        await stage.press("x")
        assert "✓ 4 of 8 · Label" in stage.text
        await stage.go("lighthouse")
        await stage.press("3")
        assert "✓ 5 of 8 · Select" in stage.text
        await stage.go("Harbor Day")
        await stage.press("v", "e", "e", "8")
        assert "✓ 6 of 8 · Undo" in stage.text
        await stage.press("u")
        assert "✓ 7 of 8 · Relate" in stage.text
        await stage.go("My father")
        await stage.press("r")
        await stage.go("Ines Calder")
        await stage.press("r")
        assert "✓ 8 of 8" in stage.text
        assert "copydesk export" in stage.text


async def test_what_is_made_again_is_no_step(client: FakeClient) -> None:
    async with tutorial(client) as stage:
        await stage.press("tab", "enter", "u", "ctrl+r", "u")
        assert step(stage) == 3
        await stage.press("x", "u", "ctrl+r")
        assert step(stage) == 4


async def test_a_word_is_not_what_the_step_of_selecting_asks_for(client: FakeClient) -> None:
    async with tutorial(client) as stage:
        await stage.press(*["z", "t"] * 4)
        await stage.go("lighthouse")
        await stage.press("4")
        assert step(stage) == 5


async def test_accepting_a_quote_that_brings_its_speaker_relates_them_too(client: FakeClient) -> None:
    async with tutorial(client) as stage:
        await stage.press(*["z", "t"] * 6)
        await stage.go("My father")
        await stage.press("enter")
        assert step(stage) == 8


async def test_a_step_can_be_passed_over_but_not_the_last(client: FakeClient) -> None:
    async with tutorial(client) as stage:
        await stage.press(*["z", "t"] * 7)
        assert "8 of 8" in stage.text
        assert "✓ 8" not in stage.text
        await stage.press("z", "t")
        assert "This is the last step" in stage.status


async def test_nothing_moves_when_a_step_is_done(client: FakeClient) -> None:
    async with tutorial(client, size=(60, 20)) as stage:
        before = stage.below()
        await stage.press("tab")
        after = stage.below()
        assert [row[4:-1] for row in before[1:12]] == [row[4:-1] for row in after[1:12]]
        assert "zt skip" in after[-5]


def test_its_articles_are_copies_that_go_with_it() -> None:
    with tutorial_folder() as folder:
        texts = {path.name: path.read_bytes() for path in folder.iterdir()}
        (folder.parent / "annotations").mkdir()
    assert texts == {path.name: path.read_bytes() for path in ARTICLES.iterdir()}
    assert len(texts) == 2
    assert not folder.parent.exists()
    assert Path(ARTICLES) != folder


def test_the_words_that_the_steps_speak_of_are_in_the_first_article() -> None:
    assert "Harbor Day" in LAMP
    assert QUOTE in LAMP


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title.split(":")[0])
def test_a_step_fits_on_a_narrow_screen(lesson: Lesson) -> None:
    keymap = Keymap.build(DEFAULT_LABELS)
    assert cell_len(with_keys(lesson.text, keymap)) <= 58
    assert cell_len(with_keys(lesson.title, keymap)) <= 58 - len("✓ 8 of 8 · ")


def test_a_step_names_the_keys_in_force() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"accept": "ctrl+a", "reject": "none"})
    assert with_keys("{accept}, {reject}, {GPE}, {NONE_SUCH}", keymap) == "ctrl+a, the palette, 3, t NONE_SUCH"
