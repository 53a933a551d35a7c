"""Articles that are not held in memory: shown at once, annotated like others, and safe when their file changes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.app.stage import TEST_SECONDS, Opener, Stage

from copydesk.app import library
from copydesk.errors import InputError
from copydesk.store.corpus import article as article_module
from copydesk.store.corpus.article import Article
from copydesk.store.files.file_bytes import FileBytes
from copydesk.text.paged_text import PagedText

LINE = "Ada Quill of Lorvik said that the ferry would sail at noon, as it always does.\n\n"
LONG = "A headline\n\n" + LINE * 3000 + "In the end Ben Tarrow sang.\n"


@pytest.fixture(autouse=True)
def long_from_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_module, "PAGED_FROM", 1000)


async def until(stage: Stage, condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(TEST_SECONDS):
        while not condition():
            await stage.pilot.pause()


async def test_a_long_article_is_read_tagged_and_saved_like_any_other(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(100, 30)) as stage:
        assert isinstance(stage.reading.document.view, PagedText)
        await until(stage, lambda: not stage.reading.read_only)
        await stage.press("G")
        assert "sang" in stage.text
        await stage.go("Ben Tarrow")
        await stage.press("v", "e", "e", "1")
        await stage.until_saved()
    assert 'exact = "Ben Tarrow"' in (opener.annotations / "long.toml").read_text(encoding="utf-8")


async def test_the_text_is_shown_before_many_annotations_are_read(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(100, 30)) as stage:
        await until(stage, lambda: not stage.reading.read_only)
        await stage.go("Lorvik")
        await stage.press("3")
        await stage.until_saved()
    monkeypatch.setattr(library, "LARGE_FILE", 1)
    async with opener.open(size=(100, 30)) as stage:
        assert "A headline" in stage.text
        await until(stage, lambda: stage.reading.desk.tagged == 1)
        await stage.press("K")
        assert stage.reading.item is not None
        await stage.press("x", "u")
        assert stage.reading.desk.tagged == 1


@pytest.mark.parametrize("change", ["shrink", "grow"])
async def test_a_file_that_changes_while_it_is_open_is_told_and_no_longer_annotated(
    opener: Opener, change: str
) -> None:
    opener.write(long=LONG)
    path = opener.folder / "long.txt"
    async with opener.open(size=(100, 30)) as stage:
        await until(stage, lambda: not stage.reading.read_only)
        await stage.go("Lorvik")
        await stage.press("3")
        with path.open("r+b") as file:
            if change == "shrink":
                file.truncate(5000)
            else:
                file.seek(0, os.SEEK_END)
                file.write(b"More.")
        await stage.press("G", "g", "pagedown")
        stage.screen.outside.look()
        assert "was changed while it was open" in stage.reading.read_only
        assert stage.reading.desk.tagged == 1
        await stage.until_saved()
    assert 'exact = "Lorvik"' in (opener.annotations / "long.toml").read_text(encoding="utf-8")


async def test_a_file_that_vanishes_stays_readable(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(100, 30)) as stage:
        await until(stage, lambda: not stage.reading.read_only)
        (opener.folder / "long.txt").unlink()
        await stage.press("G")
        assert "sang" in stage.text
        stage.screen.outside.look()
        assert "is gone" in stage.status
        await stage.go("Ben Tarrow")
        await stage.press("v", "e", "e", "1")
        await stage.until_saved()
    assert 'exact = "Ben Tarrow"' in (opener.annotations / "long.toml").read_text(encoding="utf-8")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="a pipe or a device"):
        FileBytes(pipe)
    with pytest.raises(InputError, match="a pipe or a device"):
        Article("pipe", pipe, tmp_path / "pipe.toml").look_into()
