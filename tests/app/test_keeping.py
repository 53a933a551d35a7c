"""Keeping: undo after a restart, orphans, two at work on one article, and files that others change."""

from __future__ import annotations

import asyncio
import os
import tomllib
from pathlib import Path

import pytest
from tests.app.made_up import HARBOR, tags
from tests.app.stage import Opener, Stage
from tests.store.work.desk_work import Session, new_article

from copydesk.app import library
from copydesk.store.work.workplace import work_folders

PATIENCE = 20.0


def file_of(stage: Stage, name: str) -> Path:
    return stage.annotations / name


async def look(stage: Stage) -> None:
    """Let the program look what others have done, and take it in."""
    stage.screen.outside.look()
    await asyncio.to_thread(stage.app.library.flush, PATIENCE)
    await stage.settle()
    await stage.settle()


async def test_undo_and_redo_survive_a_restart(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.go("Friday")
        await stage.press("6", "u")
    async with opener.open() as stage:
        assert tags(stage.reading) == [("LOC", "pier")]
        await stage.press("ctrl+r")
        assert tags(stage.reading) == [("LOC", "pier"), ("DATE", "Friday")]
        await stage.press("u", "u")
        assert tags(stage.reading) == []


async def test_an_orphan_is_counted_listed_and_given_a_place(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.until_saved()
    opener.write(harbor=HARBOR.replace("opened the new pier", "closed an old jetty"))
    async with opener.open() as stage:
        assert "1 orphaned" in stage.header
        assert tags(stage.reading) == []
        await stage.go("jetty")
        await stage.press("v", "e", "A")
        assert "pier" in stage.text
        await stage.press("enter")
        assert tags(stage.reading) == [("LOC", "jetty")]
        assert "orphaned" not in stage.header
        await stage.until_saved()
        (kept,) = tomllib.loads(file_of(stage, "harbor.toml").read_text(encoding="utf-8"))["annotation"].values()
        assert (kept["exact"], kept.get("anchor")) == ("jetty", None)
        await stage.press("u")
        assert "1 orphaned" in stage.header
        await stage.until_saved()
        (kept,) = tomllib.loads(file_of(stage, "harbor.toml").read_text(encoding="utf-8"))["annotation"].values()
        assert (kept["exact"], kept["anchor"]) == ("pier", "orphaned")


async def test_annotations_follow_their_words_when_the_article_changes(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.until_saved()
    opener.write(harbor="A note from the editors was put here.\n" + HARBOR)
    async with opener.open() as stage:
        assert tags(stage.reading) == [("LOC", "pier")]
        assert "found again" in stage.status


async def test_a_second_program_reads_only_until_the_first_has_left(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as second:
        await second.go("pier")
        async with opener.open() as first:
            assert first.reading.read_only
            await first.press("4")
            assert tags(first.reading) == []
            await asyncio.to_thread(second.app.library.close, PATIENCE)
            await look(first)
            assert not first.reading.read_only
            await first.go("pier")
            await first.press("4")
            assert tags(first.reading) == [("LOC", "pier")]


async def test_what_another_program_writes_is_taken_in_and_can_be_undone(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.until_saved()
        path = file_of(stage, "harbor.toml")
        start = HARBOR.index("Friday")
        added = f'\n[annotation.22222222]\nlabel = "DATE"\nstart = {start}\nend = {start + 6}\nexact = "Friday"\n'
        added += 'prefix = ""\nsuffix = ""\nstatus = "accepted"\nsource = "human"\n'
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
        await look(stage)
        assert tags(stage.reading) == [("LOC", "pier"), ("DATE", "Friday")]
        await stage.press("u")
        assert tags(stage.reading) == [("LOC", "pier")]


async def test_where_both_changed_the_same_annotation_the_person_is_asked(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.until_saved()
        path = file_of(stage, "harbor.toml")
        path.write_text(path.read_text(encoding="utf-8").replace('"LOC"', '"FAC"'), encoding="utf-8")
        await stage.press("3")
        await look(stage)
        assert "Take the others" in stage.text
        stage.screen.saved()
        await stage.settle()
        assert len(stage.app.screen_stack) == 2, "the question is asked once"
        await stage.press("down", "enter")
        assert tags(stage.reading) == [("FAC", "pier")]
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("FAC", "pier")]


async def test_an_orphan_is_deleted_from_the_list_and_brought_back_by_undo(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.go("relief")
        await stage.press("0")
        await stage.until_saved()
    opener.write(harbor=HARBOR.replace("opened the new pier", "closed an old jetty").replace("it a relief", "him"))
    async with opener.open() as stage:
        assert "2 orphaned" in stage.header
        await stage.press("A")
        assert "del removes it" in stage.text
        await stage.type("relief")
        await stage.press("delete")
        assert "1 orphaned" in stage.header
        assert "Removed CLAIM on “relief”, which had no place" in stage.status
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("LOC", "pier")]
        await stage.press("u")
        assert "2 orphaned" in stage.header
        await stage.press("ctrl+r", "A", "delete", "A")
        assert "orphaned" not in stage.header
        assert "Every annotation has its place" in stage.status
        await stage.until_saved()
        assert stage.saved("harbor.toml") == []


async def test_other_lists_know_no_key_that_removes(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.press("t")
        assert "del removes" not in stage.text
        await stage.press("delete", "escape")


def marks(stage: Stage) -> list[str | None]:
    """How the annotations in the file were found again."""
    source = file_of(stage, "harbor.toml").read_text(encoding="utf-8")
    return [each.get("anchor") for each in tomllib.loads(source)["annotation"].values()]


@pytest.mark.parametrize("keys", [("enter",), ("4",), ("3",), ("greater_than_sign", "less_than_sign")])
async def test_a_close_match_is_marked_until_a_person_confirms_or_changes_it(
    opener: Opener, keys: tuple[str, ...]
) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("Tarrow called")
        await stage.press("4")
        await stage.until_saved()
    opener.write(harbor=HARBOR.replace("Tarrow called", "Tarow called"))
    async with opener.open() as stage:
        assert "1 by nearly the same words: enter confirms one" in stage.status
        await stage.press("J", "c")
        await stage.type("see above")
        await stage.press("enter")
        await stage.until_saved()
        assert marks(stage) == ["close"]
        await stage.press(*keys)
        await stage.until_saved()
        assert marks(stage) == [None]
        for _ in keys:
            await stage.press("u")
        await stage.until_saved()
        assert marks(stage) == ["close"]


async def test_the_rest_of_a_file_with_wrong_entries_can_be_worked_on(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.until_saved()
        path = file_of(stage, "harbor.toml")
    bad = '\n[annotation.bad]\nlabel = "\\u001b[2J"\nstart = 5\nend = 2\nexact = "x"\n'
    path.write_text(path.read_text(encoding="utf-8") + bad, encoding="utf-8")
    async with opener.open(size=(160, 30)) as stage:
        assert "harbor.toml:" in stage.status
        assert "annotation bad has an impossible range: start 5, end 2" in stage.status
        await stage.go("Friday")
        await stage.press("6")
        await stage.until_saved()
        kept = tomllib.loads(path.read_text(encoding="utf-8"))["annotation"]
        assert kept["bad"] == {"label": "\x1b[2J", "start": 5, "end": 2, "exact": "x"}
        assert len(kept) == 3
        stage.assert_harmless()


async def test_old_journals_of_articles_that_are_not_open_are_tidied_away(
    opener: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "TIDY_AFTER", 0)
    session = Session(new_article(tmp_path), work_folders())
    session.tag(0)
    session.copy.close()
    (old,) = work_folders()[0].glob("*.journal")
    os.utime(old, (0, 0))
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        async with asyncio.timeout(PATIENCE):
            while old.exists():  # noqa: ASYNC110 - a thread removes it, and tells nobody
                await asyncio.sleep(0.01)
    assert len(list(work_folders()[0].glob("*.journal"))) == 1
