"""Relations on the screen: letters over the other ends, several types, both ends lit, marks and directions."""

from __future__ import annotations

from tests.app.made_up import HARBOR, LONG, place, proposal, quote_of_harbor
from tests.app.stage import Opener, Stage

from copydesk.app.keys.mode import Sign
from copydesk.app.proposing.linked import Linked

PLAIN = "\n\n".join(["A headline that is no quote", *(f"Paragraph {number} says little." for number in range(60))])


def signs(stage: Stage) -> dict[str, str]:
    """The letters over the words at which they begin."""
    mode = stage.screen.mode
    assert mode is not None
    text = stage.reading.document.text
    found: list[Sign] = list(mode.signs(stage.reading))
    return {text[sign.offset :].split()[0].strip(",."): sign.text for sign in found}


async def tag(stage: Stage, words: str, key: str, occurrence: int = 0) -> None:
    start, end = place(stage.reading.document.text, words, occurrence)
    stage.reading.select(start, end)
    await stage.press(key)


def relations(stage: Stage) -> list[tuple[str, str, str]]:
    desk, text = stage.reading.desk, stage.reading.document.text
    found = []
    for each in desk.annotations.relations:
        head, tail = desk.annotations.get(each.head), desk.annotations.get(each.tail)
        assert head
        assert tail
        found.append((each.type, text[slice(*head.range)], text[slice(*tail.range)]))
    return sorted(found)


async def test_a_quote_is_related_to_its_speaker_by_one_key_and_one_letter(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open(engine="none") as stage:
        await tag(stage, "“We waited nine years,”", "9")
        await tag(stage, "Quill", "1", 1)
        await tag(stage, "Friday", "6")
        await stage.go("waited")
        await stage.press("r")
        labels = signs(stage)
        assert set(labels) == {"Quill"}
        await stage.press(labels["Quill"])
        assert relations(stage) == [("speaker", "“We waited nine years,”", "Quill")]
        assert stage.screen.mode is None
        await stage.press("u")
        assert relations(stage) == []


async def test_words_that_nobody_tagged_have_letters_where_they_may_have_said_it(opener: Opener) -> None:
    opener.write(harbor="Tolls\n\nMr Brunk met the press. “It will hold,” he said, and the bridge shook.\n")
    async with opener.open(engine="none") as stage:
        await tag(stage, "“It will hold,”", "9")
        await stage.press("r")
        await stage.press(signs(stage)["he"])
        assert relations(stage) == [("speaker", "“It will hold,”", "he")]
        (speaker,) = [span for span in stage.reading.desk.annotations if span.label == "SPEAKER"]
        assert speaker.source == "human"


async def test_of_many_places_the_nearest_have_one_letter(opener: Opener) -> None:
    names = [f"Mara{number}" for number in range(20)]
    text = "Tolls\n\n“It will hold,” and " + " and ".join(names) + " were there.\n"
    opener.write(tolls=text)
    opener.propose(text, [proposal(text, name, "PERSON") for name in names if not name.endswith("1")])
    async with opener.open() as stage:
        await tag(stage, "“It will hold,”", "9")
        await stage.press("r")
        labels = signs(stage)
        assert len(labels["Mara0"]) == 1
        assert len(labels["Mara18"]) == 2
        assert all(
            len(letters) == 2 or not any(other != letters and other[0] == letters for other in labels.values())
            for letters in labels.values()
        )
        await stage.press(*labels["Mara18"])
        assert relations(stage) == [("speaker", "“It will hold,”", "Mara18")]


async def test_a_quotation_tagged_by_hand_gets_the_speaker_and_cue_beside_it_in_one_step(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, [proposal(HARBOR, "Quill", "PERSON", 1)])
    async with opener.open() as stage:
        await tag(stage, "“We waited nine years,”", "9")
        assert relations(stage) == [
            ("cue", "“We waited nine years,”", "said"),
            ("speaker", "“We waited nine years,”", "Quill"),
        ]
        assert "speaker “Quill”" in stage.status
        assert [span.label for span in stage.reading.desk.annotations] == ["QUOTE", "CUE", "PERSON"]
        await stage.press("u")
        assert len(stage.reading.desk.annotations) == 0


async def test_without_detection_a_quotation_tagged_by_hand_gets_nobody(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open(engine="none") as stage:
        await tag(stage, "“We waited nine years,”", "9")
        assert relations(stage) == []


async def test_escape_gives_the_relation_up_and_another_key_goes_on(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open(engine="none") as stage:
        await tag(stage, "“We waited nine years,”", "9")
        await tag(stage, "Quill", "1", 1)
        await stage.go("waited")
        await stage.press("r", "escape")
        assert stage.reading.relations.begun is None
        offset = stage.reading.caret.offset
        await stage.press("r", "down")
        assert stage.screen.mode is None
        assert stage.reading.relations.begun is not None
        assert stage.reading.caret.offset > offset
        await stage.go("Quill", 1)
        await stage.press("r")
        assert len(relations(stage)) == 1


LABELS = """\
[label.QUOTE]
key = "9"
[label.PERSON]
key = "1"
[relation.speaker]
from = ["QUOTE"]
to = ["PERSON"]
[relation.addressee]
from = ["QUOTE"]
to = ["PERSON"]
"""


async def test_where_several_types_fit_one_more_key_chooses(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.annotations.mkdir()
    (opener.annotations / "labels.toml").write_text(LABELS, encoding="utf-8")
    async with opener.open() as stage:
        await tag(stage, "“We waited nine years,”", "9")
        await tag(stage, "Quill", "1", 1)
        await stage.go("waited")
        await stage.press("r", "A")
        assert "addressee" in stage.text
        await stage.press("2")
        assert relations(stage) == [("addressee", "“We waited nine years,”", "Quill")]
        await stage.go("waited")
        await stage.press("R")
        assert relations(stage) == []


async def test_of_several_relations_the_one_to_take_away_is_chosen(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open() as stage:
        await stage.go("waited")
        await stage.press("enter")
        assert len(relations(stage)) == 2
        await stage.go("waited")
        await stage.press("R")
        row = next(row for row in stage.rows() if "speaker: Quill" in row and row.split()[0].isdigit())
        await stage.press(row.split()[0])
        assert [type for type, _, _ in relations(stage)] == ["cue"]


async def test_both_ends_are_lit_and_marked_whichever_the_cursor_is_on(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open() as stage:
        for words, other, mark in (("waited", "said", "›"), ("said", "“We", "‹")):
            await stage.go(words)
            kinds = {layer.kind for _, _, layer in Linked().lit(stage.reading, active=True, mentions=())}
            assert kinds & {"end", "head"}
            _, y = stage.cell_of(other)
            assert mark in stage.rows()[y]
            assert stage.style_of(other).bold


async def test_an_end_off_the_screen_is_named_with_its_direction(opener: Opener) -> None:
    text = f"“We stay.”\n\n{PLAIN}\n\nsaid Ada Quill."
    opener.write(far=text)
    async with opener.open((120, 20)) as stage:
        await tag(stage, "“We stay.”", "9")
        await tag(stage, "Ada Quill", "1")
        await stage.press("r")
        await stage.go("We stay")
        await stage.press("r", "l")
        assert "speaker: Ada Quill ↓" in stage.status
        await stage.press("%")
        assert stage.reading.item is not None
        assert stage.reading.item.label == "PERSON"
        assert "speaker of “We stay.” ↑" in stage.status
        await stage.press("%")
        assert stage.reading.caret.offset == 0


async def test_letters_are_put_anew_when_the_screen_changes(opener: Opener) -> None:
    opener.write(long=LONG)
    async with opener.open((120, 30)) as stage:
        await tag(stage, "harbor in Lorvik, at some length", "9")
        await tag(stage, "Ada Quill", "1")
        await stage.go("harbor")
        await stage.press("r")
        await stage.resize(60, 20)
        assert stage.screen.mode is not None
        assert set(signs(stage)) == {"Ada"}
        stage.assert_harmless()
