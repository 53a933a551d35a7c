"""Every command does what the docs say, by each of its keys and by the palette.

`BEHAVIOURS` says of each command what is so after it; a command without a behaviour fails.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from tests.app.made_up import HARBOR, VALLEY, names_of_harbor, names_of_valley, quote_of_harbor, tags, words_here
from tests.app.made_up import words_selected as selected
from tests.app.stage import Opener, Stage
from tests.app.test_search_screen import until_found

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.asking.picker import Picker
from copydesk.app.asking.prompt import Prompt
from copydesk.app.everywhere.preview import Preview
from copydesk.app.keys.commands import BY_ID, COMMANDS
from copydesk.app.keys.help import HelpScreen
from copydesk.app.keys.jump import Jump
from copydesk.app.keys.keymap import Keymap
from copydesk.app.keys.palette import CommandTable
from copydesk.app.screen import TUTORIAL

Press = Callable[[], Awaitable[None]]
Behaviour = Callable[[Stage, Press], Awaitable[None]]

LONG_HARBOR = HARBOR + "".join(f"\nLine {number} of the log says nothing of anybody at all.\n" for number in range(40))
DECLARED = '[label.PERSON]\nkey = "1"\n[document]\ntopic = ["harbors", "roads"]\n'
"""A label set that declares labels of whole articles."""
PALETTE = "the palette"

BEHAVIOURS: dict[str, Behaviour] = {}


def of(id: str) -> Callable[[Behaviour], Behaviour]:
    """Says that a function is the behaviour of a command."""

    def known(behaviour: Behaviour) -> Behaviour:
        BEHAVIOURS[id] = behaviour
        return behaviour

    return known


def at(stage: Stage) -> str:
    """What stands at the cursor."""
    return stage.reading.document.text[stage.reading.caret.offset :][:24]


def goes(id: str, start: str, to: str, within: int = 0) -> None:
    """A command that takes the cursor from some words to others, and selects nothing."""

    @of(id)
    async def goes_there(stage: Stage, press: Press) -> None:
        await stage.go(start, within=within)
        await press()
        assert at(stage).startswith(to), at(stage)
        assert stage.reading.caret.selection is None


def selects(id: str, start: str, words: str, *before: str) -> None:
    """A command that selects words, after some keys on other words."""

    @of(id)
    async def selects_them(stage: Stage, press: Press) -> None:
        await stage.go(start)
        await stage.press(*before)
        await press()
        assert selected(stage.reading) == words


def moves_an_end(id: str, words: str, after: str) -> None:
    """A command that moves an end of an annotation."""

    @of(id)
    async def moves_it(stage: Stage, press: Press) -> None:
        start = LONG_HARBOR.index(words)
        stage.reading.select(start, start + len(words))
        await stage.press("4")
        await press()
        assert tags(stage.reading) == [("LOC", after)]


goes("left", "pier", "new pier"[3:])
goes("right", "pier", "ier")
goes("word_right", "new pier", "pier")
goes("word_left", "pier", "new pier")
goes("word_end", "pier", "r in")
goes("sentence_left", "waited", "“We waited")
goes("sentence_right", "pier", "“We waited")
goes("paragraph_left", "Friday", "Ada Quill opened")
goes("paragraph_right", "Friday", "The Nordal")
goes("top", "Friday", "Ferry to")
goes("next_proposal", "pier", "Lorvik on Friday")
goes("previous_proposal", "pier", "Ada Quill opened")
selects("next_name", "opened", "Lorvik")
selects("previous_name", "pier", "Ada Quill")
selects("select", "pier", "p")
selects("extend_left", "pier", " p")
selects("extend_right", "pier", "pi")
selects("extend_word_left", "pier", "new p")
selects("extend_word_right", "pier", "pier")
selects("grow", "pier", "pier")
selects("shrink", "pier", "pier", "plus", "plus")
selects("select_quote", "waited", "“We waited nine years,”")
selects("select_word", "Tarrow", "Tarrow")
selects("select_name", "Tarrow", "Ben Tarrow")
selects("select_clause", "leads", "who leads the port of Lorvik.")
selects("select_sentence", "pier", "Ada Quill opened the new pier in Lorvik on Friday.")
selects("select_to_comma", "said", "said Quill")
moves_an_end("start_left", "pier", "w pier")
moves_an_end("start_right", "pier", "ier")
moves_an_end("end_left", "pier", "pie")
moves_an_end("end_right", "pier", "pier i")
moves_an_end("start_word_left", "pier", "new pier")
moves_an_end("start_word_right", "new pier", "pier")
moves_an_end("end_word_left", "new pier", "new")
moves_an_end("end_word_right", "pier", "pier in")


@of("line_down")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Ada Quill opened")
    before = stage.reading.caret.viewport.layout.place(stage.reading.caret.offset)
    await press()
    after = stage.reading.caret.viewport.layout.place(stage.reading.caret.offset)
    assert (after.line.row, after.cell) == (before.line.row + 1, before.cell)


@of("line_up")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("By Mara")
    await press()
    assert at(stage).startswith("Ferry")


@of("line_start")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("new pier")
    await press()
    assert at(stage).startswith("Ada Quill opened")


@of("line_end")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("By Mara")
    await press()
    assert at(stage).startswith("m\n\nAda")


@of("end")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert at(stage) == ".\n"


async def scrolls(stage: Stage, press: Press, down: bool) -> None:
    await stage.press("g" if down else "G")
    before, top = stage.reading.caret.offset, stage.reading.caret.viewport.top
    await press()
    assert (stage.reading.caret.viewport.top > top) is down
    assert (stage.reading.caret.offset > before) is down


@of("half_down")
async def _(stage: Stage, press: Press) -> None:
    await scrolls(stage, press, down=True)


@of("page_down")
async def _(stage: Stage, press: Press) -> None:
    await scrolls(stage, press, down=True)


@of("half_up")
async def _(stage: Stage, press: Press) -> None:
    await scrolls(stage, press, down=False)


@of("page_up")
async def _(stage: Stage, press: Press) -> None:
    await scrolls(stage, press, down=False)


@of("jump")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert isinstance(stage.screen.mode, Jump)
    letters = dict(stage.screen.mode.labels.shown(0))[LONG_HARBOR.index("pier")]
    await stage.press(*letters)
    assert at(stage).startswith("pier")


@of("count")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("opened")
    await press()
    await stage.press("3", "w")
    assert at(stage).startswith("pier")


@of("accept")
async def _(stage: Stage, press: Press) -> None:
    await stage.press("tab")
    await press()
    assert tags(stage.reading) == [("GPE", "Lorvik")]
    assert words_here(stage.reading) == "Mara Ostrem"


@of("reject")
async def _(stage: Stage, press: Press) -> None:
    await stage.press("tab")
    await press()
    assert [span.status for span in stage.reading.desk.annotations] == ["rejected"]
    await stage.go("pier")
    await stage.press("4")
    await press()
    assert tags(stage.reading) == []


@of("pick_label")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await press()
    await stage.type("loc")
    await stage.press("enter")
    assert tags(stage.reading) == [("LOC", "pier")]


@of("repeat")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4")
    await stage.go("port")
    await press()
    assert tags(stage.reading) == [("LOC", "pier"), ("LOC", "port")]


@of("every_occurrence")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Lorvik")
    await stage.press("enter")
    await stage.go("Lorvik")
    await press()
    await stage.press("a")
    assert tags(stage.reading) == [("GPE", "Lorvik")] * 3


@of("relabel_everywhere")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Lorvik")
    await stage.press("enter")
    await stage.go("Lorvik")
    await press()
    await stage.type("loc")
    await stage.press("enter", "a")
    assert tags(stage.reading) == [("LOC", "Lorvik")]


@of("remove_everywhere")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Lorvik")
    await stage.press("enter")
    await stage.go("Lorvik")
    await press()
    await stage.press("y")
    assert tags(stage.reading) == []


def decides_many(id: str, status: str, words: list[str]) -> None:
    """A command that decides what is proposed in many places, from the first paragraph's first name on."""

    @of(id)
    async def decides_them(stage: Stage, press: Press) -> None:
        await stage.go("Ada Quill opened")
        await press()
        assert isinstance(stage.screen.mode, Preview)
        assert len(stage.reading.desk.annotations) == 0
        await stage.press("a")
        decided = [span for span in stage.reading.desk.annotations if span.label not in ("CUE", "SPEAKER")]
        assert {span.status for span in decided} == {status}
        assert [LONG_HARBOR[span.start : span.end] for span in decided] == words
        await stage.press("u")
        assert len(stage.reading.desk.annotations) == 0


QUOTE = "“We waited nine years,”"
PARAGRAPH = ["Ada Quill", "Lorvik", QUOTE, "Quill"]
PEOPLE = ["Mara Ostrem", "Ada Quill", "Quill", "Ben Tarrow"]
SCREEN = ["Lorvik", "Mara Ostrem", *PARAGRAPH, "Nordal Line", "Ben Tarrow"]
decides_many("accept_paragraph", "accepted", PARAGRAPH)
decides_many("reject_paragraph", "rejected", PARAGRAPH)
decides_many("accept_label", "accepted", PEOPLE)
decides_many("reject_label", "rejected", PEOPLE)
decides_many("accept_screen", "accepted", SCREEN)
decides_many("reject_screen", "rejected", SCREEN)
decides_many("accept_confident", "accepted", SCREEN)
decides_many("reject_unsure", "rejected", SCREEN)


@of("next_annotation")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4", "g")
    await press()
    assert words_here(stage.reading) == "pier"


@of("previous_annotation")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4", "G")
    await press()
    assert words_here(stage.reading) == "pier"


@of("extend_down")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Ada Quill opened")
    await press()
    assert len(selected(stage.reading)) > 20
    assert selected(stage.reading).startswith("Ada Quill opened")


@of("extend_up")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("By Mara")
    await press()
    assert selected(stage.reading).startswith("Ferry")


@of("select_paragraph")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Tarrow")
    await press()
    assert selected(stage.reading).startswith("The Nordal Line")
    assert selected(stage.reading).endswith("in May.")


async def quoted(stage: Stage) -> None:
    """Accept the quote, with its cue and speaker, and go there."""
    await stage.go("waited")
    await stage.press("enter")
    await stage.go("waited")


@of("relate")
async def _(stage: Stage, press: Press) -> None:
    start = LONG_HARBOR.index(QUOTE)
    stage.reading.select(start + 1, start + 10)
    await stage.press("9")
    await press()
    await stage.go("Tarrow met")
    await stage.press("escape", "1", "r")
    await stage.go("We waited")
    relations = stage.reading.desk.annotations.relations
    assert "speaker" in [relation.type for relation in relations]
    await stage.press("escape", "u", "u", "quotation_mark")
    await press()
    await stage.go("Tarrow met")
    await stage.press("r")
    assert ("QUOTE", QUOTE) in tags(stage.reading)


@of("next_reported")
async def _(stage: Stage, press: Press) -> None:
    await stage.press("o")
    await press()
    assert selected(stage.reading) == "to wait"


@of("previous_passage")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Tarrow met")
    await press()
    assert selected(stage.reading) == QUOTE


@of("select_reported")
async def _(stage: Stage, press: Press) -> None:
    await stage.press("o")
    await stage.go("wait.")
    await press()
    assert selected(stage.reading) == "to wait"


@of("unrelate")
async def _(stage: Stage, press: Press) -> None:
    await quoted(stage)
    before = len(stage.reading.desk.annotations.relations)
    await press()
    if len(stage.reading.desk.annotations.relations) == before:
        await stage.press("1")
    assert len(stage.reading.desk.annotations.relations) == before - 1


@of("other_end")
async def _(stage: Stage, press: Press) -> None:
    await quoted(stage)
    offset = stage.reading.caret.offset
    await press()
    assert stage.reading.caret.offset != offset
    assert words_here(stage.reading) in ("said", "Quill")


@of("comment")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4")
    await press()
    await stage.type("which one?")
    await stage.press("enter")
    assert [span.note for span in stage.reading.desk.annotations] == ["which one?"]


@of("attribute")
async def _(stage: Stage, press: Press) -> None:
    await quoted(stage)
    before = stage.reading.desk.annotations.snapshot()
    await press()
    await stage.press("2")
    assert stage.reading.desk.annotations.snapshot() != before


@of("unsure")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4")
    await press()
    assert "unsure" in stage.status


@of("label_article")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.press("2")
    assert stage.reading.desk.annotations.labels == {"topic": "roads"}


@of("place_orphan")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert "Every annotation has its place" in stage.status


@of("undo")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4", "G")
    await press()
    assert tags(stage.reading) == []
    assert at(stage).startswith("pier")


@of("redo")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("4", "u", "G")
    await press()
    assert tags(stage.reading) == [("LOC", "pier")]
    assert at(stage).startswith("pier")


@of("copy")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("pier")
    await stage.press("v", "e")
    await press()
    await stage.app.workers.wait_for_complete()
    assert stage.app.clipboard == "pier"


@of("search")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert isinstance(stage.app.screen, Prompt)
    await stage.type("nordal")
    await stage.press("enter")
    assert at(stage).startswith("Nordal")


@of("search_corpus")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.type("third")
    await stage.press("enter")
    await until_found(stage)
    assert "c_third" in stage.text


@of("labels")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert isinstance(stage.app.screen, Picker)
    await stage.type("loc")
    assert "LOC" in stage.text


@of("add_label")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.type("SHIP")
    await stage.press("enter")
    assert "SHIP" in stage.screen.library.labels


@of("next_match")
async def _(stage: Stage, press: Press) -> None:
    stage.reading.find("Lorvik")
    await press()
    assert at(stage).startswith("Lorvik on Friday")


@of("previous_match")
async def _(stage: Stage, press: Press) -> None:
    stage.reading.find("Lorvik")
    await stage.go("Friday")
    await press()
    assert at(stage).startswith("Lorvik on Friday")


@of("next_mention")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Ada Quill opened")
    await press()
    assert at(stage).startswith("Quill, who")


@of("previous_mention")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("Quill, who")
    await press()
    assert at(stage).startswith("Ada Quill opened")


@of("filter")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.press("2")
    assert "only " in stage.header


def shows(id: str, title: str) -> None:
    """A command that shows a panel, and hides it again."""

    @of(id)
    async def shows_it(stage: Stage, press: Press) -> None:
        await stage.go("Ada Quill opened")
        await stage.press("enter")
        await press()
        assert title in stage.text


shows("inspector", "Inspector")
shows("source", "TOML")
shows("names", "Who and what")
shows("voices", "Who said")
shows("tags", "Tags")


@of("closest")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("The Nordal")
    await press()
    assert stage.screen.current == 1
    assert at(stage).startswith("The Nordal Line runs")


@of("closest_back")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("The Nordal")
    await stage.press("apostrophe")
    await press()
    assert stage.screen.current == 0
    assert at(stage).startswith("The Nordal Line will")


@of("lock_scrolling")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert stage.status.strip()
    first = stage.status
    await press()
    assert stage.status != first


@of("focus")
async def _(stage: Stage, press: Press) -> None:
    await stage.go("The Nordal")
    bright = stage.style_of("opened").color
    await press()
    assert stage.style_of("opened").color != bright


async def widths(stage: Stage, press: Press) -> int:
    before = stage.pane.measure
    await press()
    return stage.pane.measure - before


@of("wider")
async def _(stage: Stage, press: Press) -> None:
    assert await widths(stage, press) > 0


@of("narrower")
async def _(stage: Stage, press: Press) -> None:
    assert await widths(stage, press) < 0


@of("other_pane")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert stage.reading.document.text == VALLEY


@of("open_article")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.type("third")
    await stage.press("enter")
    assert stage.reading.document.text == "A third one."


@of("mark_done")
async def _(stage: Stage, press: Press) -> None:
    first = stage.reading
    await press()
    assert first.desk.annotations.status == "done"
    assert stage.reading.document.text == "A third one."


@of("add_pane")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.press("enter")
    await stage.settle()
    assert len(stage.screen.slots) == 3


@of("close_pane")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert len(stage.screen.slots) == 1


@of("theme")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert len(stage.app.screen_stack) == 2


@of("palette")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert len(stage.app.screen_stack) == 2


@of("help")
async def _(stage: Stage, press: Press) -> None:
    await press()
    assert isinstance(stage.app.screen, HelpScreen)


@of("cancel")
async def _(stage: Stage, press: Press) -> None:
    await stage.press("v", "e")
    await press()
    assert stage.reading.caret.selection is None


@of("tutorial")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.app.workers.wait_for_complete()
    assert stage.app.return_value == TUTORIAL


@of("quit")
async def _(stage: Stage, press: Press) -> None:
    await press()
    await stage.app.workers.wait_for_complete()
    assert stage.app.return_code == 0


KEYMAP = Keymap.build(DEFAULT_LABELS)
WAYS = [(command.id, way) for command in COMMANDS for way in (*KEYMAP.keys_of(command.id), PALETTE)]


def test_every_command_has_a_behaviour_and_nothing_else_has() -> None:
    assert set(BEHAVIOURS) == set(BY_ID)


@pytest.mark.parametrize(("id", "way"), WAYS)
async def test_it_does_what_it_says(id: str, way: str, opener: Opener) -> None:
    if id == "palette" and way == PALETTE:
        return
    opener.write(a_harbor=LONG_HARBOR, b_valley=VALLEY, c_third="A third one.")
    if id == "label_article":
        opener.annotations.mkdir()
        (opener.annotations / "labels.toml").write_text(DECLARED, encoding="utf-8")
    quote, relations = quote_of_harbor()
    spans = {(span.label, span.range): span for span in (*quote, *names_of_harbor())}
    opener.propose(LONG_HARBOR, spans.values(), relations)
    opener.propose(VALLEY, names_of_valley())
    async with opener.open() as stage:

        async def press() -> None:
            if way != PALETTE:
                await stage.press(*way.split(" "))
                return
            provider = CommandTable(stage.screen)
            hits = [hit async for hit in provider.discover()]
            (hit,) = [hit for hit in hits if hit.help == BY_ID[id].help]
            hit.command()
            await stage.settle()

        await BEHAVIOURS[id](stage, press)
