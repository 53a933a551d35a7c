"""Searching all articles: hits as they are found, opened where they stand, gone through with n and N."""

from __future__ import annotations

import pytest
from tests.app.made_up import annotation
from tests.app.stage import Opener, Stage
from tests.app.test_corpus_screen import until_looked

from copydesk.annotation.snapshot import Snapshot
from copydesk.app.corpus import search_screen
from copydesk.app.corpus.search_screen import SearchScreen
from copydesk.app.corpus.trail import Trail
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.search.concordance import Hit
from copydesk.store.search.corpus_search import Found
from copydesk.text.document import Document


def pile(opener: Opener) -> None:
    filler = "Nothing of note was said.\n\n" * 60
    opener.write(
        alpha="The pier is old.\n",
        beta=f"{filler}They painted the Pier red, and the pier at Lorvik blue.\n",
        gamma="No such thing.\n",
        delta="A \x1b[31mpier\x1b[0m and a [bold]pier[/bold].\n",
    )


def on_top(stage: Stage) -> SearchScreen:
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def until_found(stage: Stage) -> None:
    await stage.until(lambda: on_top(stage).is_done)
    on_top(stage)._look()
    await stage.settle()


async def look_for(stage: Stage, words: str) -> None:
    await stage.press("ctrl+f")
    await stage.type(words)
    await stage.press("enter")
    await until_found(stage)


def words_here(stage: Stage, length: int) -> str:
    offset = stage.reading.caret.offset
    return stage.reading.document.text[offset : offset + length]


async def test_every_hit_is_listed_with_its_context(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await look_for(stage, "pier")
        rows = stage.rows()
        assert "1 of 5 hits in 3 articles" in rows[0]
        assert [row.split()[0] for row in rows[2:7]] == ["›", "beta", "beta", "delta", "delta"]
        at = rows[2].index("pier is old")
        assert rows[3].index("Pier red") == at
        assert rows[3].rstrip().endswith("Lorvik blue.")
        stage.assert_harmless()


async def test_it_is_searched_while_one_types(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await stage.press("ctrl+f", *"Pier")
        await until_found(stage)
        assert "1 hits in 1 articles" in stage.rows()[0]
        await stage.press("backspace", "backspace", "backspace", "backspace", *"lorvik")
        await until_found(stage)
        assert "Lorvik" in stage.rows()[2]
        assert "1 hits in 1 articles" in stage.rows()[0]


async def test_what_enter_began_is_not_begun_again_by_the_pause_that_was_waited_for(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_screen, "PAUSE", 1.0)
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await look_for(stage, "pier")
        begun = on_top(stage).trail.search
        await stage.press("down")
        await stage.pilot.pause(1.5)
        assert on_top(stage).trail.search is begun
        assert "2 of 5 hits" in stage.rows()[0]


async def test_a_hit_is_opened_where_it_stands_and_n_goes_on(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("X")
        await look_for(stage, "pier")
        await stage.press("down", "enter")
        assert (stage.reading.title, words_here(stage, 4)) == ("beta", "Pier")
        assert "Hit 2 of 5" in stage.status
        await stage.press("n")
        assert (stage.reading.title, words_here(stage, 4)) == ("beta", "pier")
        await stage.press("n")
        assert (stage.reading.title, words_here(stage, 4)) == ("delta", "pier")
        await stage.press("n", "n")
        assert "last hit" in stage.status
        await stage.press("N", "N", "N", "N")
        assert (stage.reading.title, words_here(stage, 4)) == ("alpha", "pier")
        await stage.press("N")
        assert "first hit" in stage.status
        await stage.press("escape", "n")
        assert "Nothing searched for yet" in stage.status or stage.reading.title == "alpha"


async def test_another_key_opens_a_hit_in_the_other_pane(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("X")
        await look_for(stage, "pier")
        await stage.press("end", "ctrl+o")
        await stage.settle()
        assert [slot.article.id for slot in stage.screen.slots if slot.article] == ["beta", "delta"]
        assert (stage.screen.current, words_here(stage, 4)) == (1, "pier")
        assert "Hit 5 of 5" in stage.status


async def test_a_search_in_the_article_takes_n_back(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await look_for(stage, "pier")
        await stage.press("enter", "slash", *"is", "enter", "n")
        assert words_here(stage, 2) == "is"


async def test_a_selection_is_searched_for_at_first(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.go("pier")
        await stage.press("v", "e", "ctrl+f")
        await until_found(stage)
        assert "/ pier" in stage.rows()[1]
        assert "5 hits" in stage.rows()[0]


async def test_patterns_and_what_is_none(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(100, 24)) as stage:
        await stage.press("ctrl+f", "tab", *"p.er (red|is)", "enter")
        await until_found(stage)
        assert "2 hits in 2 articles" in stage.rows()[0]
        await stage.press("ctrl+u", *"(((", "enter")
        assert "no regular expression" in stage.rows()[0]
        await stage.press("escape", "escape")
        assert len(stage.app.screen_stack) == 1


async def test_annotations_are_searched_by_label(opener: Opener) -> None:
    pile(opener)
    text = "The pier is old.\n"
    opener.annotations.mkdir()
    snapshot = Snapshot(spans=(annotation(text, "pier", "FAC"), annotation(text, "old", "DATE")))
    content = render_annotation_file(snapshot, Document.from_text(text), "../articles/alpha.txt")
    (opener.annotations / "alpha.toml").write_text(content, encoding="utf-8")
    async with opener.open(size=(100, 24)) as stage:
        await until_looked(stage)
        await stage.press("o", "ctrl+f", "shift+tab", *"FAC", "enter")
        await until_found(stage)
        assert stage.rows()[2].startswith("› alpha FAC ")
        assert "The pier is old" in stage.rows()[2]
        assert "1 hits" in stage.rows()[0]
        await stage.press("enter")
        assert (stage.reading.title, words_here(stage, 4)) == ("alpha", "pier")


async def test_an_article_that_changed_since_is_opened_near_the_hit(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("o")
        await look_for(stage, "such")
        opener.write(gamma="Whatever is said, there is no such thing.\n")
        await stage.press("enter")
        assert (stage.reading.title, words_here(stage, 4)) == ("gamma", "such")


async def test_keys_typed_faster_than_it_opens_are_not_lost(opener: Opener) -> None:
    pile(opener)
    async with opener.open(size=(120, 24)) as stage:
        await stage.press("ctrl+f", *"zz", "escape", "escape", "w", "1")
        assert stage.reading.desk.tagged == 1


@pytest.mark.parametrize("size", [(24, 6), (60, 20), (200, 60)])
async def test_hits_are_listed_on_any_screen(opener: Opener, size: tuple[int, int]) -> None:
    pile(opener)
    async with opener.open(size=size) as stage:
        await look_for(stage, "pier")
        await stage.press("down")
        assert [row for row in stage.rows() if row.startswith("›") and "Pier" in row]


def test_a_trail_goes_both_ways_and_grows() -> None:
    hits = [Hit(number, number + 1, "", "x", "") for number in range(3)]
    trail = Trail()
    assert trail.step(1) is None
    trail.extend([Found(4, hits[:2]), Found(9, hits[2:])])
    assert [trail.step(1), trail.step(1), trail.step(1)] == [(4, hits[0]), (4, hits[1]), (9, hits[2])]
    assert trail.step(1) is None
    trail.extend([Found(10, hits)])
    assert trail.step(1) == (10, hits[0])
    assert (len(trail), trail.articles, trail.at) == (6, 3, 3)
    assert trail.step(-1) == (9, hits[2])
