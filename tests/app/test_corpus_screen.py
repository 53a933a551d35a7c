"""The list of articles: found by typing, told how far they are, opened here or beside."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.app.made_up import annotation
from tests.app.stage import Opener, Stage

from copydesk.annotation.snapshot import Snapshot
from copydesk.app.corpus.article_filter import ORDERS, STATES, ArticleFilter, counts
from copydesk.app.corpus.corpus_screen import CorpusScreen
from copydesk.app.corpus.line_list import cut_left
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.facts import UNTOUCHED, Facts
from copydesk.text.document import Document

TEXT = "Ada Quill spoke in Lorvik on Friday.\n"


def pile(opener: Opener, count: int = 12) -> None:
    """Articles of which every third is done and every fourth begun."""
    for number in range(count):
        folder = opener.folder / ("first" if number % 2 else "second")
        folder.mkdir(exist_ok=True)
        (folder / f"story {number}.txt").write_text(TEXT, encoding="utf-8")
        if number % 3 == 0 or number % 4 == 0:
            tags = tuple(annotation(TEXT, "Ada Quill", "PERSON", id=f"a{each}") for each in range(number % 4))
            snapshot = Snapshot(spans=tags, status="done" if number % 3 == 0 else "open")
            write(opener, f"{folder.name}/story {number}", snapshot)


def write(opener: Opener, id: str, snapshot: Snapshot) -> Path:
    path = opener.annotations / f"{id}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = render_annotation_file(snapshot, Document.from_text(TEXT), f"../../articles/{id}.txt")
    path.write_text(content, encoding="utf-8")
    return path


async def until_looked(stage: Stage) -> None:
    """Wait until every annotation file was counted."""
    await stage.until(lambda: stage.screen.background.overview.progress.is_known)
    await stage.settle()


def listed(stage: Stage) -> list[str]:
    screen = stage.app.screen
    assert isinstance(screen, CorpusScreen)
    return screen.articles


async def test_the_list_tells_how_far_each_article_and_the_pile_is(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await until_looked(stage)
        assert "4 of 12 done" in stage.status
        await stage.press("O")
        rows = stage.rows()
        assert "Articles · 4 of 12 done" in rows[0]
        assert "all 12" in rows[2]
        assert "done 4" in rows[2]
        assert [row for row in rows if "first/story 3 " in row and "✓" in row and " 3 " in row]
        assert [row for row in rows if "second/story 4" in row and "·" in row]
        assert listed(stage)[:2] == ["first/story 1", "first/story 3"]


async def test_tab_narrows_the_list_by_how_far_articles_are(opener: Opener) -> None:
    pile(opener)
    write(opener, "second/story 8", Snapshot(spans=(annotation(TEXT, "Lorvik", "GPE"),)))
    async with opener.open(size=(100, 24)) as stage:
        await until_looked(stage)
        await stage.press("O", "tab")
        assert len(listed(stage)) == 8
        await stage.press("tab", "tab")
        assert listed(stage) == ["second/story 8"]
        await stage.press("tab")
        assert listed(stage) == ["first/story 3", "first/story 9", "second/story 0", "second/story 6"]
        await stage.press("shift+tab", "shift+tab")
        assert "untouched 7" in stage.rows()[2]
        assert "second/story 8" not in listed(stage)


async def test_an_order_puts_those_with_most_tags_first(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await until_looked(stage)
        await stage.press("O", "ctrl+t")
        assert listed(stage)[:3] == ["first/story 3", "second/story 6", "first/story 9"]
        assert "most tagged first" in stage.rows()[0]


async def test_typing_finds_an_article_and_enter_opens_it_here(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("O")
        await stage.type("story 10")
        assert listed(stage) == ["second/story 10"]
        await stage.press("enter")
        assert [slot.article.id for slot in stage.screen.slots if slot.article] == ["second/story 10", "first/story 3"]
        await stage.press("O")
        await stage.type("story 3")
        await stage.press("enter")
        assert stage.screen.current == 1


async def test_keys_typed_faster_than_the_list_opens_are_not_lost(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("O", *"11", "enter", "w", "1")
        assert stage.screen.slot.article
        assert stage.screen.slot.article.id == "first/story 11"
        assert stage.reading.desk.tagged == 1


async def test_another_key_opens_it_in_the_other_pane(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("X", "O", *"10", "ctrl+o")
        assert [slot.article.id for slot in stage.screen.slots if slot.article] == ["first/story 3", "second/story 10"]
        assert stage.screen.current == 1
        await stage.press("O", *"11", "ctrl+o")
        assert [slot.article.id for slot in stage.screen.slots if slot.article] == ["first/story 11", "second/story 10"]


async def test_escape_clears_what_was_typed_and_then_leaves(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("O", *"zzz")
        assert listed(stage) == []
        await stage.press("enter")
        assert len(stage.app.screen_stack) == 2
        await stage.press("escape")
        assert len(listed(stage)) == 12
        await stage.press("backspace", "ctrl+w", "escape")
        assert len(stage.app.screen_stack) == 1


async def test_what_is_on_the_desk_counts_before_it_is_saved(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await until_looked(stage)
        await stage.press("w", "1", "D", "O", "tab", "tab", "tab", "tab")
        assert "first/story 1" in listed(stage)
        assert "5 of 12 done" in stage.rows()[0]


async def test_a_file_that_another_program_writes_is_counted_while_the_list_is_open(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await until_looked(stage)
        await stage.press("O", *["tab"] * 4)
        assert "second/story 4" not in listed(stage)
        write(opener, "second/story 4", Snapshot(status="done"))
        stage.screen.background.overview.look()
        await stage.until(lambda: "second/story 4" in listed(stage))


async def test_done_goes_to_the_next_article_that_is_not_done_until_the_pile_is_finished(opener: Opener) -> None:
    pile(opener, 6)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("o", "X")
        order = []
        for _ in range(4):
            assert stage.screen.slot.article
            order.append(stage.screen.slot.article.id)
            await stage.press("D")
        assert order == ["first/story 1", "first/story 5", "second/story 2", "second/story 4"][: len(order)]
        assert "the pile is finished" in stage.status
        await until_looked(stage)
        assert "6 of 6 done" in stage.status or stage.screen.background.overview.progress.done == 6


async def test_names_that_would_act_on_the_terminal_do_nothing(opener: Opener) -> None:
    (opener.folder / "\u202eevil.txt").write_text(TEXT, encoding="utf-8")
    (opener.folder / "[red]x[b].txt").write_text(TEXT, encoding="utf-8")
    (opener.folder / "new\nline.txt").write_text(TEXT, encoding="utf-8")
    (opener.folder / ("長い名前" * 15 + ".txt")).write_text(TEXT, encoding="utf-8")
    async with opener.open(size=(60, 20)) as stage:
        await stage.press("O")
        stage.assert_harmless()
        assert "[red]x[b]" in stage.text
        assert "1 passed over" in stage.text
        assert all(len(row) <= 60 for row in stage.rows())


async def test_an_article_that_vanishes_after_it_was_listed_is_said(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        (opener.folder / "second" / "story 10.txt").unlink()
        await stage.press("O", *"10", "enter")
        assert "there is no such file" in stage.text
        await stage.press("O", *"11", "enter")
        assert stage.reading.document.text == TEXT


@pytest.mark.parametrize("size", [(24, 6), (40, 10), (60, 20), (200, 60)])
async def test_the_list_is_there_on_any_screen(opener: Opener, size: tuple[int, int]) -> None:
    pile(opener)
    async with opener.open(size=size) as stage:
        await stage.press("O", "end", "up")
        assert [row for row in stage.rows() if row.startswith("›")]
        await stage.resize(90, 30)
        await stage.press("enter")
        assert stage.reading.title == "story 8"


names = st.lists(st.text("abAB1 /é", min_size=1, max_size=8).filter(str.strip), unique=True, max_size=12)
some_facts = st.builds(
    Facts, st.sampled_from(["open", "done"]), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)
)


@given(names, st.lists(st.text("abAB1 ", max_size=3), max_size=4), st.sampled_from(list(STATES)), st.data())
def test_what_is_shown_is_what_fits_however_it_was_typed(
    ids: list[str], typed: list[str], state: str, data: st.DataObject
) -> None:
    known = {index: data.draw(some_facts) for index in range(len(ids)) if data.draw(st.booleans())}
    chooser = ArticleFilter()
    chooser.extend(ids)
    line = ""
    for piece in typed:
        line += piece
        chooser.choose(line, state, "name", known, lambda _: None)
        words = line.split()
        exact = line.strip() != line.strip().lower()
        named = [index for index, id in enumerate(ids) if all(word in (id if exact else id.lower()) for word in words)]
        fitting = [index for index in named if STATES[state](known.get(index, UNTOUCHED))]
        if named:
            assert sorted(chooser.shown) == fitting
    for order in ORDERS:
        chooser.choose("", state, order, known, lambda index: index % 3 or None)
        assert sorted(chooser.shown) == [
            index for index in range(len(ids)) if STATES[state](known.get(index, UNTOUCHED))
        ]
    found = counts(len(ids), known)
    assert found["all"] == len(ids)
    assert found["open"] + found["done"] == len(ids)


def test_letters_in_order_are_enough_where_no_word_fits() -> None:
    chooser = ArticleFilter()
    chooser.extend(["harbor-report", "valley-road", "hill"])
    chooser.choose("hrbrrp", "all", "name", {}, lambda _: None)
    assert list(chooser.shown) == [0]


def test_a_long_name_keeps_its_end() -> None:
    assert cut_left("folder/name", 8) == "…er/name"
    assert cut_left("name", 8) == "name    "
    assert cut_left("長い名前", 6) == "…名前 "
