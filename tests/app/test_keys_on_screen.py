"""Keys, from the keyboard to the screen and to the disk."""

from __future__ import annotations

import asyncio

from tests.app.made_up import HARBOR, LONG, VALLEY, place, quote_of_harbor, reading_of, tags, words_here, words_selected
from tests.app.stage import TEST_SECONDS, Opener

from copydesk.store.annotations.reader import read_annotation_file


async def test_the_journey_of_an_annotator(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        assert "0 tagged · 7 left" in stage.header
        await stage.press("tab", "enter")
        assert "1 tagged · 7 left" in stage.header, "the third Lorvik, which no detector proposed, is proposed now"
        assert words_here(stage.reading) == "Mara Ostrem"
        await stage.press("1")
        assert tags(stage.reading) == [("GPE", "Lorvik"), ("PERSON", "Mara Ostrem")]
        assert words_here(stage.reading) == "Ada Quill"
        await stage.press("x")
        assert words_here(stage.reading) == "Lorvik"
        await stage.go("pier")
        await stage.press("v", "w", "w", "e", "4")
        assert ("LOC", "pier in Lorvik") in tags(stage.reading)
        await stage.press("u")
        assert ("LOC", "pier in Lorvik") not in tags(stage.reading)
        await stage.press("ctrl+r")
        assert ("LOC", "pier in Lorvik") in tags(stage.reading)
        await stage.until_saved()
        found = read_annotation_file(stage.annotations / "harbor.toml").snapshot
        assert [(span.label, span.status) for span in found.spans] == [
            ("GPE", "accepted"),
            ("PERSON", "accepted"),
            ("PERSON", "rejected"),
            ("LOC", "accepted"),
        ]
        assert stage.files() == ["harbor.toml"]


async def test_a_second_start_shows_the_same_tags(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "enter", "1", "x")
        await stage.until_saved()
        before = stage.reading.desk.annotations.snapshot()
        await stage.press("q")
    harbor_and_valley.client.asked.clear()
    async with harbor_and_valley.open() as stage:
        assert stage.reading.desk.annotations.snapshot() == before
        assert "2 tagged · 5 left" in stage.header


async def test_visiting_writes_nothing(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "tab", "shift+tab", "j", "w", "v", "e", "escape", "o", "G", "g", "m", "M", "y", "u")
        await stage.press("greater_than_sign", "less_than_sign")
        await stage.press("q")
    assert not harbor_and_valley.annotations.exists()
    assert sorted(path.name for path in harbor_and_valley.folder.iterdir()) == ["harbor.txt", "valley.txt"]


async def test_quitting_at_once_after_a_tag_saves_it(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.pilot.press("tab", "enter", "q")
        async with asyncio.timeout(TEST_SECONDS):
            while stage.app.return_code is None:  # noqa: ASYNC110 - the app tells nobody
                await asyncio.sleep(0.01)
        assert stage.saved("harbor.toml") == [("GPE", "Lorvik")]
    assert stage.app.return_code == 0
    assert harbor_and_valley.client.closed


async def test_tags_of_both_panes_go_into_their_own_files(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "enter", "o", "tab", "x", "enter")
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("GPE", "Lorvik")]
        assert [label for label, _ in stage.saved("valley.toml")] == ["GPE", "PERSON"]


async def test_the_status_line_says_what_is_under_the_cursor(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(160, 30)) as stage:
        await stage.press("tab", "tab", "tab")
        for fact in ("PERSON", "proposed", "made-up@1", "0.90", "A person's name"):
            assert fact in stage.status
        await stage.press("enter", "K")
        assert "PERSON" in stage.status
        assert "proposed" not in stage.status


async def test_the_status_line_says_how_safe_the_work_is_and_where_one_is(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        assert "saved" in stage.status
        assert "0 %" in stage.status
        await stage.press("G")
        assert "100 %" in stage.status
        await stage.press("v", "h", "h")
        assert "3 selected" in stage.status


async def test_the_legend_shows_labels_with_their_keys_and_marks_the_one_here(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        for words in ("1 PERSON", "3 GPE", "0 CLAIM"):
            assert words in stage.legend
        y = len(stage.below()) - 3
        x = stage.legend.index("GPE")
        before = stage.style_at(x, y)
        await stage.press("tab")
        assert stage.style_at(x, y) != before
        assert stage.style_at(stage.legend.index("ORG"), y) != stage.style_at(x, y)


async def test_a_narrow_legend_leaves_the_last_labels_to_be_typed_and_cuts_none(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(60, 20)) as stage:
        assert stage.legend.rstrip().endswith(" 7 MONEY t …")
        await stage.resize(34, 20)
        assert stage.legend.rstrip().endswith(" 4 LOC t …")


async def test_the_keys_of_the_daily_round_come_first_and_none_is_cut(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(60, 20)) as stage:
        assert stage.below()[-1].split() == "tab hop enter accept x reject u undo ? help q quit".split()
        await stage.resize(30, 20)
        assert stage.below()[-1].split() == "tab hop ? help q quit".split()
        await stage.resize(24, 20)
        assert stage.below()[-1].split() == "tab hop enter accept".split()


async def test_the_bar_shows_what_goes_with_a_selection_while_there_is_one(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab")
        before = stage.below()[-1]
        y, x = len(stage.below()) - 3, stage.legend.index("GPE")
        marked = stage.style_at(x, y)
        await stage.press("v", "e")
        assert stage.below()[-1].strip().startswith("1…0 tag it  t label  r relate  + grow  - shrink  [ start  > end")
        assert stage.style_at(x, y) != marked, "what is given is a label for the selection"
        await stage.press("escape")
        assert stage.below()[-1] == before
        assert stage.style_at(x, y) == marked


async def test_what_a_quotation_is_comes_before_who_found_it(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open(size=(160, 30)) as stage:
        await stage.press("tab")
        assert stage.status.startswith(" QUOTE · proposed · direct · speaker: Quill · cue: said · made-up@1 · 0.90")


async def test_the_bottom_row_shows_keys_as_they_are_remapped(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(keys={"accept": ("a",), "line_down": ("s",)}) as stage:
        assert "a accept" in stage.below()[-1]
        await stage.press("tab", "a")
        assert tags(stage.reading) == [("GPE", "Lorvik")]
        offset = stage.reading.caret.offset
        await stage.press("j")
        assert stage.reading.caret.offset == offset
        await stage.press("s")
        assert stage.reading.caret.offset > offset


async def test_a_command_without_a_key_is_on_no_key(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(keys={"accept": ("none",), "palette": ("none",)}) as stage:
        await stage.press("tab", "enter")
        assert tags(stage.reading) == []
        await stage.press("colon", "ctrl+p")
        assert len(stage.app.screen_stack) == 1


async def test_what_of_the_configuration_does_not_fit_is_said(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(keys={"fly": ("s",)}) as stage:
        assert "fly" in stage.status


SELECTING = (
    ("shift+right shift+right", "pie"),
    ("shift+left", " p"),
    ("ctrl+shift+right", "pier"),
    ("ctrl+shift+right ctrl+shift+right", "pier in"),
    ("ctrl+shift+left", "new p"),
    ("v e l", "pier "),
    ("v e v", ""),
    ("plus", "pier"),
    ("equals_sign", "pier"),
    ("plus minus", ""),
    ("v right_square_bracket greater_than_sign", "pi"),
    ("v e right_square_bracket less_than_sign", "ie"),
    ("v e left_square_bracket", "w pier"),
    ("v e escape", ""),
)
"""Keys on the word "pier", and what is selected then."""


async def test_selecting_by_keys(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        for keys, words in SELECTING:
            await stage.go("pier")
            await stage.press(*keys.split())
            assert words_selected(stage.reading) == words, keys


async def test_a_row_more_is_selected_by_shift_and_down(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("Ada Quill opened")
        await stage.press("shift+down")
        assert words_selected(stage.reading).startswith("Ada Quill opened the new pier in Lorvik on Friday.")
        assert words_selected(stage.reading)[-1] == "w"
        await stage.press("shift+up")
        assert words_selected(stage.reading) == "A"


async def test_the_quote_here_is_selected(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open() as stage:
        await stage.go("nine")
        await stage.press("quotation_mark")
        assert words_selected(stage.reading) == "“We waited nine years,”"


async def test_the_ends_of_a_tag_are_moved_by_keys_and_saved(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("4", "right_square_bracket", "less_than_sign")
        assert tags(stage.reading) == [("LOC", "ie")]
        await stage.press("left_square_bracket", "greater_than_sign")
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("LOC", "pier")]


async def test_the_last_label_is_repeated(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.go("port")
        await stage.press("full_stop")
        assert tags(stage.reading) == [("LOC", "pier"), ("LOC", "port")]


async def test_a_quote_is_related_to_its_speaker_by_keys(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open(engine="none") as stage:
        start, end = place(HARBOR, "“We waited nine years,”")
        stage.reading.select(start, end)
        await stage.press("9", "r")
        await stage.go("Quill", 1)
        await stage.press("1", "r")
        await stage.until_saved()
        (relation,) = read_annotation_file(stage.annotations / "harbor.toml").snapshot.relations
        assert relation.type == "speaker"
        await stage.go("nine")
        assert "Quill" in stage.status


async def test_hopping_among_annotations_by_keys(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("4")
        await stage.go("port")
        await stage.press("4", "g", "J")
        assert words_here(stage.reading) == "pier"
        await stage.press("J")
        assert words_here(stage.reading) == "port"
        await stage.press("K")
        assert words_here(stage.reading) == "pier"


async def test_undo_brings_the_cursor_back_into_sight(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        await stage.go("harbor")
        await stage.press("4", "G", "u")
        assert stage.reading.caret.offset == LONG.index("harbor")
        assert "Paragraph 1 " in stage.text
        await stage.press("G", "ctrl+y")
        assert "Paragraph 1 " in stage.text
        await stage.press("ctrl+z")
        assert tags(stage.reading) == []


async def test_windows_of_text(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        for key in ("pagedown", "ctrl+d", "ctrl+d", "pageup"):
            before = [row.strip() for row in stage.below()[2:-3] if row.strip()]
            await stage.press(key)
            after = [row.strip() for row in stage.below()[2:-3] if row.strip()]
            assert before != after
            assert set(before) & set(after)
        await stage.press("G")
        assert "Paragraph 40 " in stage.text
        assert "Paragraph 1 " not in stage.text
        await stage.press("g")
        assert "Paragraph 1 " in stage.text


async def test_copying_hands_the_text_to_the_clipboard(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("pier")
        await stage.press("v", "e", "y")
        assert stage.app.clipboard == "pier"
        await stage.press("escape")
        await stage.go("Ada Quill")
        await stage.press("ctrl+c")
        assert stage.app.clipboard == "Ada Quill"


async def test_unknown_keys_do_nothing(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        before, offset = stage.text, stage.reading.caret.offset
        await stage.press("ctrl+underscore", "f5", "Z", "backspace", "insert", "ctrl+at", "shift+f3", "é")
        assert stage.text == before
        assert stage.reading.caret.offset == offset


async def test_keys_that_come_faster_than_the_screen_are_all_done_in_order(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(80, 24)) as stage:
        await stage.press(*"l" * 100, *"w" * 20, *"vlllll1")
        reading = reading_of(LONG)
        for _ in range(100):
            reading.move("right")
        for _ in range(20):
            reading.move("word_right")
        start = reading.caret.offset
        assert tags(stage.reading) == [("PERSON", LONG[start : start + 6].strip())]


async def test_further_tags_join_those_that_are_in_the_file(opener: Opener) -> None:
    opener.write(valley=VALLEY)
    async with opener.open() as stage:
        await stage.go("Lorvik")
        await stage.press("3")
        await stage.until_saved()
    async with opener.open() as stage:
        await stage.go("Monday")
        await stage.press("6")
        await stage.until_saved()
        assert stage.saved("valley.toml") == [("GPE", "Lorvik"), ("DATE", "Monday")]
