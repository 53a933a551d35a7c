"""Panels beside the text: the inspector, the annotations in TOML; they come and go, and the text keeps its place."""

from __future__ import annotations

import tomllib

import pytest
from tests.app.made_up import HARBOR, LONG, annotation, place, proposal, quote_of_harbor, reading_of
from tests.app.stage import Opener
from textual.color import Color

from copydesk.annotation.labels import DEFAULT_LABELS, Label, LabelSet
from copydesk.app.drawing.bars import describe
from copydesk.app.drawing.shades import Shades
from copydesk.app.panels.inspector import inspect
from copydesk.app.panels.panel import Entry
from copydesk.app.panels.source_view import source
from copydesk.detect.proposals import related

SIZES = [(100, 30), (200, 60), (60, 20), (44, 12), (30, 8)]


def shades(labels: LabelSet = DEFAULT_LABELS) -> Shades:
    return Shades(labels, Color.parse("#121212"), Color.parse("#e0e0e0"), Color.parse("#fea62b"), dark=True)


def plain(entries: tuple[Entry, ...]) -> list[str]:
    return ["".join(words for words, _ in entry.shown) for entry in entries]


def test_the_inspector_says_all_that_is_known_of_an_annotation() -> None:
    labels = LabelSet((Label("FAC", description="A building.", examples=("the old pier",)),))
    pier = annotation(
        HARBOR, "pier", "FAC", note="which?", by="ana", source="made-up@1", score=0.91, attrs={"state": "new"}
    )
    reading = reading_of(HARBOR, annotations=[pier], labels=labels)
    reading.go(pier.start)
    said = "\n".join(plain(inspect(reading, shades(labels), "seen before")))
    for fact in (
        "FAC",
        "pier",
        "which?",
        "ana",
        "made-up@1",
        "0.91",
        "state new",
        "seen before",
        "A building.",
        "the old pier",
    ):
        assert fact in said


def test_the_inspector_lists_relations_from_both_ends_and_leads_there() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    for words, arrow, other in (
        ("waited", "→ speaker Quill", "Quill"),
        ("Quill, who", "← speaker of “We waited", "“We"),
    ):
        reading.go(HARBOR.index(words))
        (entry,) = [each for each in inspect(reading, shades()) if plain((each,))[0].startswith(arrow)]
        assert entry.target is not None
        assert HARBOR[entry.target.start :].startswith(other)


def test_a_pronoun_is_shown_with_the_name_it_stands_for() -> None:
    text = "Ada Quill left. “We waited,” she said."
    quote = proposal(text, "“We waited,”", "QUOTE")
    she = proposal(text, "she", "SPEAKER", name="Ada Quill")
    reading = reading_of(text, quote, she, relations=[related("speaker", quote, she)])
    reading.go(quote.start)
    (_, facts) = describe(quote, reading, shades())
    assert "speaker: she (Ada Quill)" in facts[0]
    assert any("she (Ada Quill)" in each for each in plain(inspect(reading, shades())))


def test_the_source_is_what_the_file_will_hold_from_the_cursor_on() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE", note='a "b"  c')
    speaker = annotation(HARBOR, "Quill", "PERSON", 1)
    pier = annotation(HARBOR, "pier", "FAC")
    reading = reading_of(HARBOR, annotations=[pier, quote, speaker])
    reading.desk.relate("speaker", quote, speaker)
    reading.go(quote.start)
    data = tomllib.loads("\n".join(plain(source(reading, shades()))))
    assert list(data["annotation"]) == [quote.id, speaker.id]
    assert data["annotation"][quote.id]["exact"] == "“We waited nine years,”"
    assert data["annotation"][quote.id]["note"] == 'a "b"  c'
    (relation,) = data["relation"].values()
    assert relation == {"type": "speaker", "from": quote.id, "to": speaker.id}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["I", "T"])
async def test_a_panel_comes_and_goes_and_the_text_keeps_its_place(
    opener: Opener, size: tuple[int, int], key: str
) -> None:
    opener.write(long=LONG, harbor=HARBOR)
    async with opener.open(size) as stage:
        await stage.press("o", "ctrl+d", "ctrl+d", "ctrl+d")
        offset = stage.reading.caret.offset
        await stage.press(key)
        assert stage.reading.caret.offset == offset
        assert stage.reading.caret.viewport.range()[0] <= offset < stage.reading.caret.viewport.range()[1]
        assert any(word in stage.text for word in ("Inspector", "TOML"))
        await stage.press("l", "l")
        assert stage.reading.caret.offset == offset + 2
        await stage.press(key)
        assert not any(word in stage.text for word in ("Inspector", "TOML"))
        assert stage.reading.caret.viewport.range()[0] <= offset < stage.reading.caret.viewport.range()[1]


async def test_a_panel_stays_through_every_size_of_the_screen(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open((120, 30)) as stage:
        await stage.go("pier")
        await stage.press("1", "I")
        for size in ((60, 20), (24, 5), (10, 3), (200, 60), (100, 30)):
            await stage.resize(*size)
        assert "PERSON" in stage.text
        assert "Inspector" in stage.text


async def test_the_inspector_follows_the_cursor_and_a_click_leads_where_an_entry_does(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open((120, 30)) as stage:
        await stage.go("waited")
        await stage.press("I")
        row = next(y for y, text in enumerate(stage.rows()) if "→ speaker" in text)
        column = stage.rows()[row].index("→ speaker")
        await stage.pilot.click(offset=(column, row))
        await stage.settle()
        assert stage.reading.caret.offset == place(HARBOR, "Quill", 1)[0]
        assert "← speaker of" in stage.text


async def test_hostile_text_does_nothing_in_a_panel(opener: Opener) -> None:
    text = "A\x1b[31m b\u202ec d"
    opener.write(hostile=text)
    async with opener.open((120, 30)) as stage:
        await stage.press("v", "end", "1", "I")
        stage.assert_harmless()
        await stage.press("T")
        stage.assert_harmless()
