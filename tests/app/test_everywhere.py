"""Every occurrence, and proposals in bulk: previewed in place, answered by keys, done as one step."""

from __future__ import annotations

import pytest
from tests.app.made_up import HARBOR, LONG, names_of_harbor, proposal, tags
from tests.app.stage import Opener, Stage

from copydesk.app.everywhere.preview import Preview
from copydesk.store.files.locks import acquire
from copydesk.store.work.workplace import LOCK, work_folders, work_name

KIM = "Kim met Moon. Then Kim spoke; Kim’s aide left, and Kim smiled."
TOWNS = "Lorvik grows. In Lorvik a pier opened. Lorvik!"


def starts(stage: Stage, label: str) -> list[int]:
    return [span.start for span in stage.reading.desk.annotations if span.label == label and span.status == "accepted"]


def preview(stage: Stage) -> Preview:
    mode = stage.screen.mode
    assert isinstance(mode, Preview)
    return mode


async def opened_on_kim(stage: Stage) -> None:
    await stage.press("g", "1", "asterisk")


async def test_all_occurrences_get_the_label_by_two_keys_and_undo_takes_them_back(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        assert "PERSON on every “Kim” 1/3" in stage.status
        assert "1 tagged already" in stage.status
        assert len(tags(stage.reading)) == 1, "nothing is changed while it is previewed"
        await stage.press("a")
        assert starts(stage, "PERSON") == [0, 19, 30, 51]
        assert "done in 3 places" in stage.status
        assert stage.reading.caret.offset == 0
        await stage.press("u")
        assert starts(stage, "PERSON") == [0]
        await stage.press("ctrl+r")
        assert starts(stage, "PERSON") == [0, 19, 30, 51]
        await stage.until_saved()
        assert stage.saved("kim.toml") == [("PERSON", "Kim")] * 4


async def test_each_place_is_lit_shown_and_answered(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        assert stage.reading.caret.offset == 19
        current = stage.style_of("Kim", 1)
        assert current != stage.style_of("Kim", 2)
        assert stage.style_of("Kim", 2) == stage.style_of("Kim", 3) != stage.style_of("met")
        await stage.press("y")
        assert stage.reading.caret.offset == 30
        assert stage.style_of("Kim", 2) != stage.style_of("Kim", 3)
        assert "2/3 · 1 yes" in stage.status
        await stage.press("n", "y")
        assert starts(stage, "PERSON") == [0, 19, 51]
        assert stage.screen.mode is None
        assert "1 skipped" in stage.status


async def test_escape_keeps_what_was_said_yes_to(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("n", "y", "escape")
        assert starts(stage, "PERSON") == [0, 30]
        await opened_on_kim(stage)
        await stage.press("escape")
        assert starts(stage, "PERSON") == [0, 30]
        assert "nothing was changed" in stage.status


async def test_the_last_answer_can_be_taken_back(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("n", "y", "u", "u", "y", "escape")
        assert starts(stage, "PERSON") == [0, 19]


async def test_an_answer_is_on_the_disk_before_the_preview_ends_and_all_are_one_step(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("y", "n")
        await stage.until_saved()
        assert isinstance(stage.screen.mode, Preview)
        assert stage.saved("kim.toml") == [("PERSON", "Kim")] * 2
        await stage.press("u", "y", "u")
        await stage.until_saved()
        assert starts(stage, "PERSON") == [0, 19]
        await stage.press("y", "y")
        assert starts(stage, "PERSON") == [0, 19, 30, 51]
        await stage.press("u")
        assert starts(stage, "PERSON") == [0]
        await stage.press("ctrl+r")
        assert starts(stage, "PERSON") == [0, 19, 30, 51]
    async with opener.open() as stage:
        await stage.press("u")
        assert starts(stage, "PERSON") == [0]


async def test_what_was_answered_for_another_label_or_confidence_is_taken_back(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("y", "2")
        assert tags(stage.reading) == [("PERSON", "Kim")]
        await stage.press("y", "escape")
        assert tags(stage.reading) == [("ORG", "Kim")]
        assert len(stage.reading.desk.history) == 2


async def test_a_single_answer_taken_back_leaves_no_step(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("y", "u", "escape")
        assert starts(stage, "PERSON") == [0]
        assert len(stage.reading.desk.history) == 1


async def test_answers_in_articles_that_are_not_open_are_written_as_they_are_given(opener: Opener) -> None:
    opener.write(a=TOWNS, b=TOWNS, c=TOWNS)
    async with opener.open() as stage:
        await stage.press("g", "3", "asterisk", "s", "s")
        await looked_everywhere(stage)
        for _ in range(7):
            await stage.press("y")
        await stage.press("u")
        await stage.screen.elsewhere.wait()
        assert isinstance(stage.screen.mode, Preview)
        assert stage.saved("c.toml") == [("GPE", "Lorvik")]
        await stage.press("escape", "u")
        await stage.screen.elsewhere.wait()
        assert stage.saved("c.toml") == []
        await stage.press("ctrl+r")
        await stage.screen.elsewhere.wait()
        assert stage.saved("c.toml") == [("GPE", "Lorvik")]


async def test_another_label_can_be_given_instead_and_changes_what_is_tagged(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("2")
        assert "ORG on every “Kim” 1/4" in stage.status
        assert "PERSON now" in stage.status
        await stage.press("y", "n", "n", "n")
        assert tags(stage.reading) == [("ORG", "Kim")]


async def test_a_word_without_a_label_gets_the_last_one_or_one_is_asked_for(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await stage.press("g", "asterisk")
        assert len(stage.app.screen_stack) == 2
        await stage.type("gpe")
        await stage.press("enter", "a")
        assert tags(stage.reading) == [("GPE", "Kim")] * 4
        await stage.go("Moon")
        await stage.press("2", "u")
        await stage.press("asterisk")
        assert "ORG on every “Moon”" in stage.status
        await stage.press("a")
        assert ("ORG", "Moon") in tags(stage.reading)


async def test_a_selection_is_looked_for_as_it_is(opener: Opener) -> None:
    opener.write(kim="the old pier and the old pier")
    async with opener.open() as stage:
        await stage.go("old")
        await stage.press("4", "u")
        await stage.go("old")
        await stage.press("v", "e", "e", "asterisk", "a")
        assert tags(stage.reading) == [("LOC", "old pier")] * 2


async def test_nowhere_is_said_and_no_preview_begins(opener: Opener) -> None:
    opener.write(kim="Kim met Moon.")
    async with opener.open() as stage:
        await stage.press("g", "1", "asterisk")
        assert stage.screen.mode is None
        assert "nowhere" in stage.status
        assert "tagged already" in stage.status


async def test_the_open_panes_are_one_scope_further_and_one_undo_takes_all_back(opener: Opener) -> None:
    opener.write(a=TOWNS, b=TOWNS)
    async with opener.open() as stage:
        await stage.press("g", "3", "asterisk", "s")
        assert "in the open panes" in stage.status
        await stage.press("y", "y")
        assert stage.screen.current == 1, "the next place is in the other pane"
        await stage.press("a")
        assert stage.screen.current == 0
        assert [len(tags(reading)) for reading in stage.readings()] == [3, 3]
        await stage.press("u")
        assert [len(tags(reading)) for reading in stage.readings()] == [1, 0]
        assert "and in the other article" in stage.status
        await stage.press("ctrl+r")
        assert [len(tags(reading)) for reading in stage.readings()] == [3, 3]
        await stage.press("o", "u")
        assert [len(tags(reading)) for reading in stage.readings()] == [1, 0]


async def test_what_came_after_it_in_another_article_stays_and_is_named(opener: Opener) -> None:
    opener.write(a=TOWNS, b=TOWNS)
    async with opener.open() as stage:
        await stage.press("g", "3", "asterisk", "s", "a", "o")
        await stage.go("pier")
        await stage.press("4", "o", "u")
        assert [len(tags(reading)) for reading in stage.readings()] == [1, 4]
        assert "not in b, where other work came after it" in stage.status


async def test_where_this_article_has_none_the_open_panes_are_shown_at_once(opener: Opener) -> None:
    opener.write(a="Lorvik.", b=TOWNS)
    async with opener.open() as stage:
        await stage.press("g", "3", "asterisk")
        assert "in the open panes" in stage.status
        await stage.press("a")
        assert [len(tags(reading)) for reading in stage.readings()] == [1, 3]


async def looked_everywhere(stage: Stage) -> None:
    mode = preview(stage)
    while mode.looking:
        await stage.settle()


async def test_the_whole_corpus_is_written_through_its_files_and_undone_with_the_rest(opener: Opener) -> None:
    opener.write(a=TOWNS, b=TOWNS, c=TOWNS, d="nothing", e="Lorvik again")
    async with opener.open(size=(200, 30)) as stage:
        await stage.press("g", "3", "asterisk", "s", "s")
        await looked_everywhere(stage)
        await stage.settle()
        assert "in all articles" in stage.status
        assert len(preview(stage).look.items) == 9
        for _ in range(5):
            await stage.press("y")
        assert "c: …▐Lorvik▌ grows" in stage.status
        await stage.until_saved()
        assert stage.files() == ["a.toml", "b.toml"]
        assert [stage.saved(f"{name}.toml") for name in "ab"] == [[("GPE", "Lorvik")] * 3] * 2
        await stage.press("n", "a")
        await stage.screen.elsewhere.wait()
        await stage.until_saved()
        assert "done in 2 articles that are not open" in stage.status
        assert stage.saved("c.toml") == [("GPE", "Lorvik")] * 2
        assert stage.saved("e.toml") == [("GPE", "Lorvik")]
        assert stage.files() == ["a.toml", "b.toml", "c.toml", "e.toml"]
        await stage.press("u")
        await stage.screen.elsewhere.wait()
        await stage.until_saved()
        assert [stage.saved(f"{name}.toml") for name in "bce"] == [[], [], []]
        assert stage.saved("a.toml") == [("GPE", "Lorvik")]
        await stage.press("ctrl+r")
        await stage.screen.elsewhere.wait()
        assert stage.saved("e.toml") == [("GPE", "Lorvik")]


async def test_an_article_that_cannot_be_written_is_named_and_the_others_are(opener: Opener) -> None:
    opener.write(a=TOWNS, b=TOWNS, c=TOWNS, d=TOWNS, e=TOWNS)
    opener.annotations.mkdir()
    (opener.annotations / "d.toml").write_text("no = = toml")
    async with opener.open(size=(300, 30)) as stage:
        lock = acquire(work_folders(), f"{work_name(stage.app.library.corpus.articles[2].annotation_path)}{LOCK}")
        try:
            await stage.press("g", "3", "asterisk", "s", "s", "a")
            while stage.screen.mode:
                await stage.settle()
            await stage.screen.elsewhere.wait()
            await stage.settle()
        finally:
            lock.release()
        assert "done in 1 articles that are not open; not in c (" in stage.status
        assert stage.files() == ["a.toml", "b.toml", "d.toml", "e.toml"] or "a.toml" not in stage.files()
        assert (opener.annotations / "d.toml").read_text() == "no = = toml"
        assert stage.saved("e.toml") == [("GPE", "Lorvik")] * 3


async def test_an_article_that_cannot_be_read_is_counted_as_left_out(opener: Opener) -> None:
    opener.write(a=KIM, b=KIM, c=KIM)
    opener.annotations.mkdir()
    (opener.annotations / "c.toml").write_text("no TOML", encoding="utf-8")
    async with opener.open(size=(200, 30)) as stage:
        await stage.press("g", "1", "asterisk", "s", "s")
        await looked_everywhere(stage)
        await stage.settle()
        assert "1 in articles that cannot be read" in stage.status


async def test_quitting_waits_until_the_other_articles_are_written(opener: Opener) -> None:
    opener.write(**{f"a{number}": TOWNS for number in range(6)})
    async with opener.open() as stage:
        await stage.press("g", "3", "asterisk", "s", "s")
        await looked_everywhere(stage)
        await stage.press("a", "q")
        await stage.app.workers.wait_for_complete()
    for number in range(6):
        assert len(stage.saved(f"a{number}.toml")) == 3


async def test_a_tag_taken_off_everywhere_and_changed_everywhere(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("a", "ampersand")
        await stage.type("org")
        await stage.press("enter")
        assert "ORG instead of PERSON on every “Kim” 1/4" in stage.status
        await stage.press("a")
        assert tags(stage.reading) == [("ORG", "Kim")] * 4
        await stage.press("underscore", "y", "y", "escape")
        assert starts(stage, "ORG") == [30, 51]
        await stage.press("u", "u")
        assert tags(stage.reading) == [("PERSON", "Kim")] * 4


BULK = (
    (("Y", "p"), "Ada Quill", ["Ada Quill", "Lorvik", "Quill"]),
    (("Y", "l"), "Ada Quill", ["Mara Ostrem", "Ada Quill", "Quill", "Ben Tarrow"]),
    (("Y", "s"), "Ada Quill", ["Lorvik", "Mara Ostrem", "Ada Quill", "Lorvik", "Quill", "Nordal Line", "Ben Tarrow"]),
    (("Y", "c"), "Mara", ["Lorvik", "Mara Ostrem", "Ada Quill", "Lorvik", "Quill", "Nordal Line", "Ben Tarrow"]),
)


@pytest.mark.parametrize(("keys", "here", "words"), BULK)
async def test_what_is_proposed_is_accepted_in_bulk_after_a_look(
    opener: Opener, keys: tuple[str, ...], here: str, words: list[str]
) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.go(here)
        await stage.press(*keys)
        assert f"1/{len(words)}" in stage.status
        assert tags(stage.reading) == []
        await stage.press("a")
        assert [each for _, each in tags(stage.reading)] == words
        await stage.press("u")
        assert tags(stage.reading) == []
        assert stage.reading.desk.left >= 7


@pytest.mark.parametrize(("keys", "here", "words"), BULK[:3])
async def test_what_is_proposed_is_rejected_in_bulk(
    opener: Opener, keys: tuple[str, ...], here: str, words: list[str]
) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.go(here)
        await stage.press(keys[0], "x", keys[1], "a")
        rejected = [HARBOR[span.start : span.end] for span in stage.reading.desk.annotations]
        assert rejected == words
        assert {span.status for span in stage.reading.desk.annotations} == {"rejected"}


async def test_a_confidence_is_turned_up_and_down_while_it_is_previewed(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    scores = (0.95, 0.9, 0.88, 0.5)
    names = ("Lorvik", "Mara Ostrem", "Ada Quill", "Nordal Line")
    opener.propose(
        HARBOR, [proposal(HARBOR, name, "ORG", score=score) for name, score in zip(names, scores, strict=True)]
    )
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("Y", "x", "c", "a")
        rejected = [span for span in stage.reading.desk.annotations if span.status == "rejected"]
        assert [HARBOR[span.start : span.end] for span in rejected] == ["Ada Quill", "Nordal Line"]
        await stage.press("u", "Y", "c")
        assert "at or above 0.90 1/2" in stage.status
        await stage.press("minus")
        assert "at or above 0.85 1/3" in stage.status
        await stage.press("plus", "plus")
        assert "at or above 0.95 1/1" in stage.status
        await stage.press("a")
        assert [words for _, words in tags(stage.reading)] == ["Lorvik"]


async def test_a_label_is_asked_for_where_nothing_is_proposed(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("Y", "l")
        await stage.type("gpe")
        await stage.press("enter", "a")
        assert tags(stage.reading) == [("GPE", "Lorvik")] * 2


async def test_the_selection_bounds_what_is_accepted(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.go("Ada Quill opened")
        await stage.press("i", "s", "Y", "s")
        assert "in the selection 1/2" in stage.status
        await stage.press("a")
        assert [words for _, words in tags(stage.reading)] == ["Ada Quill", "Lorvik"]


async def test_what_the_screen_shows_is_that_of_this_pane_and_with_one_more_key_that_of_all(opener: Opener) -> None:
    low = "".join(f"Line {number} of the log says little.\n\n" for number in range(60)) + HARBOR
    opener.write(a=HARBOR, b=HARBOR + low)
    opener.propose(HARBOR, names_of_harbor())
    text = HARBOR + low
    opener.propose(text, [*names_of_harbor(), proposal(text, "Ben Tarrow", "PERSON", 1)])
    async with opener.open(size=(120, 30)) as stage:
        await stage.press("Y", "s")
        assert "on the screen 1/7" in stage.status
        assert "in this article" in stage.status
        await stage.press("s")
        assert "on the screen 1/14" in stage.status, "what is below the rows of the other pane is not on the screen"
        await stage.press("a")
        assert [len(tags(reading)) for reading in stage.readings()] == [7, 7]
        await stage.press("u")
        assert [len(tags(reading)) for reading in stage.readings()] == [0, 0]


OTHER_KEYS = "enter x 0 D q tab space j o ctrl+r slash colon question_mark ctrl+c backspace v f5 alt+y ctrl+y"


async def test_other_keys_do_nothing_while_it_is_previewed(opener: Opener) -> None:
    opener.write(kim=KIM, other=KIM)
    async with opener.open() as stage:
        await stage.press("g", "9", "u", "1", "Y", "escape", "asterisk")
        before = preview(stage).look.at
        for key in OTHER_KEYS.split():
            await stage.press(key)
            assert isinstance(stage.screen.mode, Preview), key
            assert len(stage.app.screen_stack) == 1
            assert preview(stage).look.at == before
        await stage.press("escape")
        assert len(tags(stage.reading)) == 1


async def test_keys_faster_than_frames_are_answers_in_their_order(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await stage.press(*"g1*yny")
        assert starts(stage, "PERSON") == [0, 19, 51]


async def test_a_resize_in_the_middle_changes_nothing(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open(size=(100, 30)) as stage:
        await stage.press("g", "l", "w", "w", "w", "1", "asterisk", "y", "y")
        taken = preview(stage).look.taken
        await stage.resize(60, 20)
        await stage.resize(24, 5)
        await stage.resize(200, 60)
        assert preview(stage).look.taken == taken
        stage.cell_of(stage.reading.document.text[slice(*taken[-1].candidate.range)])
        await stage.press("escape")
        assert len(tags(stage.reading)) == 3


async def test_the_mouse_ends_it_and_keeps_the_yes(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("y")
        await stage.go("Moon")
        assert stage.screen.mode is None
        assert starts(stage, "PERSON") == [0, 19]


async def test_a_read_only_article_says_why(opener: Opener) -> None:
    opener.write(kim=KIM.encode() + b"\xff")
    async with opener.open() as stage:
        for key in (("asterisk",), ("ampersand",), ("underscore",), ("Y", "p"), ("Y", "x", "c")):
            await stage.press(*key)
            assert "UTF-8" in stage.status
            assert stage.screen.mode is None


async def test_a_file_that_another_program_changed_is_taken_in_after_the_preview(opener: Opener) -> None:
    opener.write(kim=KIM)
    async with opener.open() as stage:
        await opened_on_kim(stage)
        await stage.press("y")
        file = opener.annotations / "kim.toml"
        await stage.until_saved()
        file.write_text(file.read_text().replace("[annotation.", "# by hand\n[annotation."))
        stage.app.library.look()
        await stage.settle()
        assert isinstance(stage.screen.mode, Preview)
        await stage.press("a")
        await stage.until_saved()
        assert starts(stage, "PERSON") == [0, 19, 30, 51]
