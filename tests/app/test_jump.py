"""Jump labels: two letters go to any word on the screen, and the text does not move."""

from __future__ import annotations

import pytest
from tests.app.made_up import HARBOR, LONG, VALLEY, tags, words_selected
from tests.app.stage import Opener, Stage

from copydesk.app.keys.jump import Jump
from copydesk.app.keys.jump_labels import ALPHABET, HOME_ROW, PAIRS, JumpLabels
from copydesk.text.words import words


def label_of(stage: Stage, text: str, occurrence: int = 0) -> str:
    """The letters over a word of some pane."""
    jump = stage.screen.mode
    assert isinstance(jump, Jump)
    for number, slot in enumerate(stage.screen.slots):
        assert slot.reading
        if text in slot.reading.document.text:
            offset = -1
            for _ in range(occurrence + 1):
                offset = slot.reading.document.text.index(text, offset + 1)
            shown = dict(jump.labels.shown(number))
            if offset in shown:
                return shown[offset]
    raise AssertionError(f"no letters stand over {text!r}")


def test_pairs_are_all_different_and_begin_with_the_home_row() -> None:
    assert len(set(PAIRS)) == len(PAIRS) > 2000
    assert all(len(pair) == 2 for pair in PAIRS)
    assert set("".join(PAIRS[:81])) == set(HOME_ROW)
    assert set("".join(PAIRS[:676])) == set(ALPHABET)


def test_the_nearest_places_have_the_easiest_pairs() -> None:
    labels = JumpLabels([(0, 40), (0, 3), (1, 7)])
    assert labels.shown(0) == [(3, "as"), (40, "aa")]
    assert labels.shown(1) == [(7, "ad")]


def test_a_letter_leaves_only_what_goes_on_with_it() -> None:
    labels = JumpLabels([(0, number) for number in range(20)])
    assert labels.type("s") is None
    assert labels.shown(0) == [(number, HOME_ROW[number - 9]) for number in range(9, 18)]
    assert labels.type("d") == (0, 11)


@pytest.mark.parametrize("letter", ["z", "A", "", "as", "1"])
def test_a_letter_of_no_label_is_refused(letter: str) -> None:
    with pytest.raises(KeyError):
        JumpLabels([(0, 1)]).type(letter)


async def test_two_letters_go_to_a_word_in_this_pane_and_in_the_other(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("f")
        await stage.press(*label_of(stage, "pier"))
        assert stage.reading.caret.offset == HARBOR.index("pier")
        assert stage.screen.mode is None
        await stage.press("f")
        await stage.press(*label_of(stage, "drivers"))
        assert stage.screen.current == 1
        assert stage.reading.caret.offset == VALLEY.index("drivers")


async def test_every_word_on_the_screen_has_letters_and_nothing_moves(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(200, 60)) as stage:
        before = stage.below()
        await stage.press("f")
        during = stage.below()
        jump = stage.screen.mode
        assert isinstance(jump, Jump)
        for number, text in enumerate((HARBOR, VALLEY)):
            assert [offset for offset, _ in jump.labels.shown(number)] == [start for start, _ in words(text)]
        for old, new in zip(before[:-2], during[:-2], strict=True):
            assert len(old) == len(new)
            assert all(a == b or b.lower() in ALPHABET for a, b in zip(old, new, strict=True))
        await stage.press("escape")
        assert stage.below() == before


@pytest.mark.parametrize("key", ["escape", "1", "enter", "space", "backspace", "ctrl+a", "alt+a", "é", "up", "x"])
async def test_any_other_key_leaves_everything_as_it_was(harbor_and_valley: Opener, key: str) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "f")
        if key == "x":
            await stage.press("a")
        offset = stage.reading.caret.offset
        await stage.press("Z" if key == "x" else key)
        assert stage.screen.mode is None
        assert stage.reading.caret.offset == offset
        assert tags(stage.reading) == []
        assert stage.reading.desk.left == 7


async def test_a_selection_is_extended_to_the_word_forwards_and_backwards(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.go("new pier")
        await stage.press("v", "f")
        await stage.press(*label_of(stage, "Friday"))
        assert words_selected(stage.reading) == "new pier in Lorvik on Friday"
        await stage.press("f")
        await stage.press(*label_of(stage, "opened"))
        assert words_selected(stage.reading) == "opened the n"
        await stage.press("4")
        assert tags(stage.reading) == [("LOC", "opened the n")]


async def test_with_a_selection_the_letters_stand_in_its_pane_only(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("v", "f")
        jump = stage.screen.mode
        assert isinstance(jump, Jump)
        assert jump.labels.shown(0)
        assert not jump.labels.shown(1)


async def test_a_resize_while_letters_stand_there_labels_what_is_seen_then(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(100, 30)) as stage:
        await stage.press("f", "a")
        await stage.resize(60, 20)
        jump = stage.screen.mode
        assert isinstance(jump, Jump)
        start, end = stage.reading.caret.viewport.range()
        assert [offset for offset, _ in jump.labels.shown(0)] == [left for left, _ in words(LONG, start, end)]
        await stage.press(*label_of(stage, "harbor"))
        assert stage.reading.caret.offset == LONG.index("harbor")


async def test_the_mouse_ends_it(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("f")
        await stage.go("pier")
        assert stage.screen.mode is None
        assert stage.reading.caret.offset == HARBOR.index("pier")


async def test_wide_and_short_words_keep_their_row(opener: Opener) -> None:
    opener.write(wide="字漢a b 語e\u0301 c(d)\n" + "x " * 200)
    async with opener.open(size=(40, 12)) as stage:
        widths = [len(row) for row in stage.below()]
        await stage.press("f")
        assert stage.screen.mode
        stage.assert_harmless()
        for row, strip in zip(stage.below(), stage.screen._compositor.render_strips(), strict=True):
            assert strip.cell_length == 40, row
        await stage.press("escape")
        assert [len(row) for row in stage.below()] == widths


async def test_the_text_is_faded_under_the_letters_and_comes_back(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        before = stage.style_of("ned the")
        await stage.press("f")
        assert stage.style_of("ned") != before
        await stage.press("escape")
        assert stage.style_of("ned the") == before
