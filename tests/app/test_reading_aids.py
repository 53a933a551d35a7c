"""What helps a reader: lists of names, voices and tags, the closest passage, scrolling together, focus, measure."""

from __future__ import annotations

import pytest
from tests.app.made_up import HARBOR, LONG, VALLEY, place, quote_of_harbor
from tests.app.stage import Opener, Stage

from copydesk.app.filtering import Filter
from copydesk.text.viewport import Viewport


def panel(stage: Stage) -> list[str]:
    """The entries of the panel, their texts."""
    return ["".join(words for words, _ in entry.shown) for entry in stage.screen.side._entries]


async def test_the_index_tells_what_both_name_and_what_only_one_does(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open((160, 40)) as stage:
        await stage.press("E")
        entries = panel(stage)
        both = entries.index("In both 3")
        harbor = next(number for number, each in enumerate(entries) if each.startswith("Only in"))
        shared = {each.split("  ")[0] for each in entries[both + 1 : harbor - 1]}
        assert shared == {"Ada Quill", "Lorvik", "Nordal Line"}
        assert any(each.startswith("Ada Quill  2 + 2") for each in entries)
        assert {"Mara Ostrem  1", "Ben Tarrow  1"} <= set(entries[harbor + 1 :])


async def test_a_name_of_the_index_is_gone_to_and_the_panel_stays(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open((160, 40)) as stage:
        await stage.press("E")
        while stage.screen.side._entries[stage.screen.side._marked].shown[0][0] != "Ben Tarrow":
            await stage.press("j")
        await stage.press("enter")
        assert stage.reading.caret.offset == place(HARBOR, "Ben Tarrow")[0]
        assert not stage.screen.side.listening
        assert "Who and what is named" in stage.text
        await stage.press("j")
        assert stage.reading.caret.offset != place(HARBOR, "Ben Tarrow")[0]


async def test_while_a_list_has_the_keys_nothing_is_tagged_by_accident(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open((160, 40)) as stage:
        await stage.press("E", "1", "x", "w", "s", "D", "t", "g", "G", "pagedown")
        assert [len(each.desk.annotations) for each in stage.readings()] == [0, 0]
        assert len(stage.app.screen_stack) == 1
        await stage.press("escape")
        assert "Who and what is named" not in stage.text
        await stage.press("1")
        assert len(stage.reading.desk.annotations) == 1


async def test_voices_are_listed_by_speaker_and_what_is_only_proposed_is_marked(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open((160, 40)) as stage:
        await stage.press("Q")
        entries = panel(stage)
        at = next(n for n, each in enumerate(entries) if each.startswith("Quill"))
        assert entries[at + 1].startswith("? “We waited nine years,”")
        await stage.press("enter", "enter", "Q")
        entries = panel(stage)
        at = next(n for n, each in enumerate(entries) if each.startswith("Quill"))
        assert entries[at + 1].startswith("“We waited nine years,”")


async def test_tags_are_listed_as_the_filter_lets_them_pass(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open((160, 40)) as stage:
        for words, key in (("pier", "2"), ("Friday", "6"), ("May", "6")):
            await stage.go(words, 0 if words != "May" else 1)
            await stage.press(key)
        await stage.press("s", "S")
        assert panel(stage)[0].startswith("ORG pier")
        assert any("unsure" in each for each in panel(stage))
        stage.reading.filter = Filter("label", "DATE")
        await stage.press("j")
        assert all(each.startswith("DATE") for each in panel(stage))


@pytest.mark.parametrize("size", [(160, 40), (60, 20)])
async def test_the_closest_passage_is_gone_to_and_come_back_from(opener: Opener, size: tuple[int, int]) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY)
    async with opener.open(size) as stage:
        await stage.go("Nordal")
        start = stage.reading.caret.offset
        await stage.press("apostrophe")
        assert stage.screen.current == 1
        assert stage.reading.caret.offset == VALLEY.index("The Nordal Line")
        assert "nordal" in stage.status
        await stage.press("grave_accent")
        assert (stage.screen.current, stage.reading.caret.offset) == (0, start)
        await stage.press("grave_accent")
        assert stage.screen.current == 1


async def test_with_one_pane_there_is_nothing_to_compare_with(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.press("apostrophe")
        assert "another pane" in stage.status
        await stage.press("grave_accent")
        assert "nowhere" in stage.status


async def test_panes_scroll_together_by_passage_by_place_or_not_at_all(opener: Opener) -> None:
    opener.write(one=LONG, two=f"{HARBOR}\n{LONG}")
    async with opener.open((160, 20)) as stage:

        def other() -> Viewport:
            return stage.readings()[1].caret.viewport

        await stage.press("G")
        assert other().range()[0] == 0
        await stage.press("g", "z", "s", "G")
        shown = slice(*other().range())
        assert "Paragraph 40" in stage.readings()[1].document.text[shown]
        await stage.press("z", "s", "g", "l")
        assert other().range()[0] == 0
        await stage.press("z", "s", "G")
        assert other().range()[0] == 0


async def test_focus_fades_all_but_the_paragraph_then_the_sentence_then_nothing(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open((120, 30)) as stage:
        await stage.go("Nordal")

        def faded(*words: str) -> list[bool]:
            return [stage.style_of(each).color != bright[each] for each in words]

        bright = {each: stage.style_of(each).color for each in ("opened", "Mayor", "twice")}
        await stage.press("I", "z", "f")
        assert "Inspector" not in stage.text
        assert faded("opened", "Mayor", "twice") == [True, False, False]
        assert "1 PERSON" not in stage.text
        await stage.press("z", "f")
        assert faded("opened", "Mayor", "twice") == [True, True, False]
        await stage.press(")")
        assert faded("opened", "Mayor", "twice") == [True, False, True]
        await stage.press("z", "f")
        assert faded("opened", "Mayor", "twice") == [False, False, False]
        assert "1 PERSON" in stage.text


async def test_rows_become_wider_and_narrower_and_the_place_stays(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open((120, 30)) as stage:
        await stage.press("pagedown")
        offset = stage.reading.caret.offset
        width = stage.reading.caret.viewport.layout.width
        await stage.press("z", "n", "z", "n")
        assert stage.reading.caret.viewport.layout.width == width - 8
        assert stage.reading.caret.offset == offset
        await stage.press("z", "w")
        assert stage.reading.caret.viewport.layout.width == width - 4


async def test_the_next_start_finds_everything_as_it_was_left(opener: Opener) -> None:
    opener.write(a=HARBOR, b=VALLEY, c=LONG)
    async with opener.open((160, 40)) as stage:
        await stage.press("O", "c", "enter")
        await stage.go("Paragraph 20")
        await stage.press("z", "n", "o", "I")
        await stage.press("q")
    async with opener.open((160, 40)) as stage:
        assert [slot.article.id for slot in stage.screen.slots if slot.article] == ["c", "b"]
        assert stage.screen.current == 1
        assert stage.readings()[0].caret.offset == LONG.index("Paragraph 20")
        assert "Inspector" in stage.text
        assert stage.screen.slots[0].pane.measure == 72
        assert stage.files() == []


async def test_where_it_is_switched_off_nothing_is_remembered(opener: Opener) -> None:
    opener.write(a=HARBOR, b=VALLEY)
    for _ in range(2):
        async with opener.open((160, 40), restore=False) as stage:
            assert stage.reading.caret.offset == 0
            assert stage.screen.current == 0
            await stage.press("o", "G", "q")


async def test_an_article_that_is_gone_is_no_reason_not_to_start(opener: Opener) -> None:
    opener.write(a=HARBOR, b=VALLEY, c=LONG)
    async with opener.open() as stage:
        await stage.press("O", "c", "enter", "q")
    (opener.folder / "b.txt").rename(opener.folder / "bb.txt")
    async with opener.open() as stage:
        assert len(stage.readings()) == 2


async def test_lists_can_be_read_on_every_screen(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open((60, 20)) as stage:
        for key, title in (("E", "Who and what"), ("Q", "Who said"), ("S", "Tags")):
            await stage.press(key)
            assert title in stage.text
            for size in ((30, 8), (24, 5), (100, 30), (60, 20)):
                await stage.resize(*size)
            await stage.press("j", "j", "k", "escape")
            assert title not in stage.text


async def test_long_articles_are_read_in_the_background_before_they_are_compared(opener: Opener) -> None:
    opener.write(one=f"{LONG * 8}\n{HARBOR}", two=VALLEY)
    async with opener.open((160, 20)) as stage:
        await stage.go("The Nordal Line will sail")
        await stage.press("apostrophe")
        await stage.app.workers.wait_for_complete([each for each in stage.app.workers if each.group == "comparing"])
        await stage.settle()
        assert stage.screen.current == 1
        assert stage.reading.caret.offset == VALLEY.index("The Nordal Line")


async def test_the_passage_that_a_pane_followed_to_is_lit(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY)
    async with opener.open((160, 30)) as stage:
        before = list(stage.screen.side_by_side.lit(stage.readings()[1], ()))
        await stage.press("z", "s")
        await stage.go("The Nordal Line")
        start = VALLEY.index("The Nordal Line")
        (piece,) = stage.screen.side_by_side.lit(stage.readings()[1], ())
        assert (before, piece[0]) == ([], start)


async def test_a_long_list_is_made_anew_after_a_pause_while_the_text_has_the_keys(opener: Opener) -> None:
    text = " ".join(f"Word{number}" for number in range(400))
    opener.write(words=text)
    async with opener.open((160, 30)) as stage:
        for number in range(400):
            start, end = place(text, f"Word{number}")
            stage.reading.desk.tag(start, end, "ORG")
        await stage.press("S", "o")
        count = len(panel(stage))
        await stage.press("g", "x")
        await stage.pilot.pause(0.6)
        await stage.settle()
        assert len(panel(stage)) == count - 1
