"""What is asked in between: a label, an article, a comment, what to search for; help and palette."""

from __future__ import annotations

import tomllib

import pytest
from tests.app.made_up import HARBOR, LONG, place, tags, words_selected
from tests.app.stage import Opener, Stage
from textual import events
from textual.widgets import Input

from copydesk.app.asking import dialogs
from copydesk.text.document import Document


def is_open(stage: Stage) -> bool:
    """Whether something is shown above the reading screen."""
    return len(stage.app.screen_stack) > 1


async def test_a_label_is_found_by_typing(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("t")
        assert "PERSON" in stage.text
        await stage.type("fac")
        assert "EVENT" not in "\n".join(stage.rows()[2:-3])
        await stage.press("enter")
        assert not is_open(stage)
        assert tags(stage.reading) == [("FAC", "pier")]
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("FAC", "pier")]


async def test_recent_labels_come_first(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("8")
        await stage.go("port")
        await stage.press("t", "enter")
        assert tags(stage.reading) == [("EVENT", "pier"), ("EVENT", "port")]


async def test_the_list_of_labels_is_walked_with_arrows_and_left_with_escape(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("t", "down", "down", "up", "enter")
        assert tags(stage.reading) == [("ORG", "pier")]
        await stage.press("t", "down", "escape")
        assert not is_open(stage)
        assert tags(stage.reading) == [("ORG", "pier")]


async def test_a_label_that_does_not_exist_is_not_given(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("t")
        await stage.type("zzz")
        await stage.press("enter")
        assert not is_open(stage)
        assert tags(stage.reading) == []


async def test_a_comment_is_written_shown_changed_and_saved(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("4", "c")
        await stage.type("which [pier]?")
        await stage.press("enter")
        assert "which [pier]?" in stage.status
        await stage.until_saved()
        data = tomllib.loads((stage.annotations / "harbor.toml").read_text(encoding="utf-8"))
        assert [each["note"] for each in data["annotation"].values()] == ["which [pier]?"]
        await stage.press("c")
        assert stage.app.screen.query_one(Input).value == "which [pier]?"
        await stage.press("end", "!", "escape")
        assert next(iter(stage.reading.desk.annotations)).note == "which [pier]?"
        await stage.press("u")
        assert next(iter(stage.reading.desk.annotations)).note == ""


async def test_where_there_is_no_annotation_no_comment_is_asked_for(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "c")
        assert not is_open(stage)
        assert stage.status.strip()


async def test_a_search_shows_the_first_match_while_it_is_typed(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        await stage.press("slash")
        await stage.type("graph 30")
        assert stage.reading.caret.offset == LONG.index("graph 30")
        assert "Paragraph 30 " in "\n".join(stage.below())
        await stage.press("backspace", "backspace", "4")
        assert stage.reading.caret.offset == LONG.index("graph 4")
        await stage.press("enter")
        assert not is_open(stage)
        assert stage.reading.caret.offset == LONG.index("graph 4")
        await stage.press("n")
        assert stage.reading.caret.offset == LONG.index("graph 40")
        await stage.press("n")
        assert stage.reading.caret.offset == LONG.index("graph 4")
        await stage.press("N")
        assert stage.reading.caret.offset == LONG.index("graph 40")


async def test_matches_are_lit_in_every_row_until_escape(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        plain = stage.style_of("twice")
        await stage.press("slash")
        await stage.type("twice")
        await stage.press("enter")
        await stage.press("g")
        assert stage.style_of("twice") != plain
        await stage.press("escape")
        assert stage.style_of("twice") == plain


async def test_escape_from_a_search_goes_back_to_where_it_began(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        await stage.go("harbor")
        before = stage.below()
        await stage.press("slash")
        await stage.type("graph 30")
        await stage.press("escape")
        assert stage.reading.caret.offset == LONG.index("harbor")
        assert stage.below() == before
        await stage.press("n")
        assert stage.reading.caret.offset == LONG.index("harbor")


async def test_a_very_long_text_is_searched_when_the_typing_pauses_or_ends(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "LOOKED_THROUGH_AT_ONCE", 0)
    monkeypatch.setattr(dialogs, "TYPING_PAUSE", 1000)
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        before = stage.reading.caret.offset
        await stage.press("slash")
        await stage.type("graph 30")
        assert stage.reading.caret.offset == before
        await stage.press("enter")
        assert stage.reading.caret.offset == LONG.index("graph 30")
        monkeypatch.setattr(dialogs, "TYPING_PAUSE", 0.001)
        await stage.press("slash")
        await stage.type("graph 35")
        await stage.until(lambda: stage.reading.caret.offset == LONG.index("graph 35"))
        await stage.press("escape")
        assert stage.reading.caret.offset == LONG.index("graph 30")


async def test_what_is_not_found_is_said_while_it_is_typed(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("slash")
        await stage.type("zeppelin")
        assert "zeppelin" in stage.below()[-2]
        assert stage.reading.caret.offset == HARBOR.index("pier")
        await stage.press("escape")
        assert "zeppelin" not in stage.text


async def test_a_search_extends_a_selection(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("v", "slash")
        await stage.type("Friday")
        await stage.press("enter")
        assert words_selected(stage.reading) == "pier in Lorvik on F"


async def test_escape_from_a_search_leaves_the_selection_as_it_was(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("v", "e", "slash")
        await stage.type("Friday")
        await stage.press("escape")
        assert words_selected(stage.reading) == "pier"
        await stage.press("l")
        assert words_selected(stage.reading) == "pier "


async def test_keys_in_a_prompt_run_no_commands(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "slash")
        await stage.type("q1x")
        await stage.press("tab", "enter")
        assert stage.app.is_running
        assert len(stage.reading.desk.annotations) == 0


@pytest.mark.parametrize(("opening", "typed"), [("slash", "x1q twice"), ("t", "fac"), ("c", "x1q")])
async def test_keys_typed_ahead_of_a_dialog_go_into_it(harbor_and_valley: Opener, opening: str, typed: str) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        before = stage.reading.desk.annotations.snapshot()
        stage.app.post_message(events.Key(opening, None))
        for character in typed:
            stage.app.post_message(events.Key(character if character != " " else "space", character))
        await stage.pilot.pause()
        await stage.pilot.pause()
        assert is_open(stage)
        assert stage.app.screen.query_one(Input).value == typed
        assert stage.reading.desk.annotations.snapshot() == before


@pytest.mark.parametrize("last", ["enter", "escape"])
async def test_keys_typed_right_after_a_dialog_are_not_lost(harbor_and_valley: Opener, last: str) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("twice")
        await stage.press("slash")
        await stage.type("twice")
        for key in (last, "8", "l", "l"):
            stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await stage.settle()
        assert tags(stage.reading) == [("EVENT", "twice")]
        assert stage.reading.caret.offset == HARBOR.index("twice") + 2


async def test_the_help_shows_every_key_and_is_left_with_several(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(100, 30)) as stage:
        for leave in ("escape", "q", "question_mark"):
            await stage.press("question_mark")
            assert "Hop to the next proposal left to decide." in stage.text
            await stage.press("j", "k", leave)
            assert not is_open(stage)
        assert stage.app.is_running


async def test_a_command_is_found_in_the_palette_and_done(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "colon")
        await stage.type("accept")
        await stage.app.workers.wait_for_complete()
        await stage.pilot.pause()
        assert "Accept" in stage.text
        await stage.press("enter")
        if is_open(stage):
            await stage.press("enter")
        await stage.pilot.pause()
        assert not is_open(stage)
        assert tags(stage.reading) == [("GPE", "Lorvik")]


async def test_the_palette_opens_with_its_other_key_and_closes_with_escape(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("ctrl+p")
        assert is_open(stage)
        await stage.press("escape")
        assert not is_open(stage)
        await stage.press("tab")
        assert stage.reading.caret.offset == place(HARBOR, "Lorvik")[0]


async def test_a_huge_paste_does_nothing_to_the_article(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        before = stage.text
        stage.app.post_message(events.Paste("x1q\n" * 250_000))
        await stage.pilot.pause()
        assert stage.text == before
        assert len(stage.reading.desk.annotations) == 0
        assert stage.app.is_running


async def test_a_huge_paste_into_a_search_is_only_not_found(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("slash")
        stage.app.post_message(events.Paste("(" * 1_000_000))
        await stage.pilot.pause()
        await stage.press("escape")
        assert not is_open(stage)
        assert stage.reading.caret.offset == 0


async def test_a_resize_during_a_dialog_keeps_it_and_the_selection(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("v", "e", "t")
        await stage.resize(40, 12)
        await stage.resize(3, 2)
        await stage.resize(90, 25)
        assert is_open(stage)
        await stage.type("fac")
        await stage.press("enter")
        assert tags(stage.reading) == [("FAC", "pier")]
        await stage.press("slash")
        await stage.resize(30, 8)
        await stage.type("mayor")
        await stage.press("enter")
        assert stage.reading.caret.offset == HARBOR.index("Mayor")


async def test_an_article_is_opened_in_this_pane_by_typing_its_name(opener: Opener) -> None:
    opener.write(**{name: f"The text of {name}." for name in ("alpha", "beta", "gamma", "delta")})
    async with opener.open(size=(140, 30)) as stage:
        assert "The text of beta." in stage.text
        await stage.press("O")
        await stage.type("gam")
        await stage.press("enter")
        assert stage.reading.document == Document.from_text("The text of gamma.")
        assert "The text of alpha." not in stage.text
        assert "The text of gamma." in stage.text
        await stage.press("O")
        await stage.type("beta")
        await stage.press("enter")
        assert stage.screen.current == 1
        assert len(stage.screen.slots) == 2


@pytest.mark.parametrize("opening", ["slash", "t", "O", "alt+x", "question_mark", "c", "alt+s"])
async def test_the_key_that_leaves_in_a_preset_leaves_dialogs_too(harbor_and_valley: Opener, opening: str) -> None:
    async with harbor_and_valley.open(preset="emacs") as stage:
        await stage.go("pier")
        await stage.press("4", opening)
        assert len(stage.app.screen_stack) == 2
        await stage.press("ctrl+g")
        assert len(stage.app.screen_stack) == 1
        assert stage.reading.desk.edits == 1


async def test_the_key_that_leaves_in_a_preset_leaves_letters_and_previews_too(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(preset="emacs") as stage:
        for keys in (("f",), ("Y", "s")):
            await stage.press(*keys)
            assert stage.screen.mode
            await stage.press("ctrl+g")
            assert stage.screen.mode is None
        assert tags(stage.reading) == []
