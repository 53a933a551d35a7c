"""Labels made in the app: added, renamed everywhere, described, coloured, ordered, given keys; changed by others."""

from __future__ import annotations

import tomllib

from tests.app.made_up import HARBOR, VALLEY, names_of_harbor, tags
from tests.app.stage import Opener, Stage


def labels(stage: Stage) -> dict[str, dict[str, object]]:
    """What the label file says, in its order."""
    found = tomllib.loads((stage.annotations / "labels.toml").read_text(encoding="utf-8"))["label"]
    assert isinstance(found, dict)
    return found


async def act(stage: Stage, name: str, action: str, text: str = "") -> None:
    """Choose a label and what to do with it, and type an answer."""
    await stage.press("z", "l")
    await stage.type(name)
    await stage.press("enter")
    await stage.press(str("rdecky".find(action) + 1) if action in "rdeck" else action)
    if text:
        await stage.press("ctrl+a", "ctrl+k")
        await stage.type(text)
        await stage.press("enter")
    await settle(stage)


async def settle(stage: Stage) -> None:
    """Wait for what goes on in the background."""
    await stage.app.workers.wait_for_complete([each for each in stage.app.workers if each.group == "renaming"])
    await stage.settle()


async def test_a_label_is_added_found_by_typing_and_given(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.press("z", "a")
        await stage.type("SHIP")
        await stage.press("enter")
        assert list(labels(stage))[-1] == "SHIP"
        await stage.go("pier")
        await stage.press("t", *"ship", "enter")
        assert tags(stage.reading) == [("SHIP", "pier")]


async def test_a_label_is_described_coloured_exemplified_and_given_a_key(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await act(stage, "FAC", "d", "A pier or so.")
        await act(stage, "FAC", "c", "#ff8800")
        await act(stage, "FAC", "e", "the pier; the dam")
        await act(stage, "FAC", "k", "C")
        assert labels(stage)["FAC"] == {
            "description": "A pier or so.",
            "color": "#ff8800",
            "examples": ["the pier", "the dam"],
            "key": "C",
        }
        await stage.go("pier")
        await stage.press("C", "I")
        assert tags(stage.reading) == [("FAC", "pier")]
        assert "A pier or so." in stage.text
        assert "the dam" in stage.text
        assert stage.screen.shades.color("FAC").hex == "#FF8800"


async def test_a_label_is_moved_up_and_down(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await act(stage, "ORG", "6")
        assert list(labels(stage))[:2] == ["ORG", "PERSON"]
        await act(stage, "ORG", "7")
        assert list(labels(stage))[:2] == ["PERSON", "ORG"]


async def test_what_is_no_colour_key_or_name_changes_nothing(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        for action, text in (("c", "12"), ("k", "ab"), ("k", "2")):
            await act(stage, "PERSON", action, text)
            assert not (stage.annotations / "labels.toml").exists()
        assert "share the key" in stage.status
        await stage.press("z", "a")
        await stage.type("ORG")
        await stage.press("enter")
        assert "already" in stage.status


async def tagged_elsewhere(opener: Opener) -> None:
    """Tag in an article, and leave."""
    async with opener.open() as stage:
        for words in ("Snow", "Monday"):
            await stage.go(words)
            await stage.press("1")
        await stage.until_saved()


async def test_a_label_is_renamed_in_open_articles_in_closed_ones_and_in_what_is_proposed(opener: Opener) -> None:
    opener.write(valley=VALLEY)
    await tagged_elsewhere(opener)
    (opener.folder / "valley.txt").rename(opener.folder.parent / "valley.txt")
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, names_of_harbor())
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("1")
        await stage.until_saved()
        await act(stage, "PERSON", "r", "HUMAN")
        assert "rename PERSON to HUMAN: 3 annotations, 1 files besides" in stage.text
        await stage.press("1")
        await settle(stage)
        assert tags(stage.reading) == [("HUMAN", "pier")]
        assert "PERSON" not in {span.label for span in stage.reading.desk.open}
        assert next(iter(labels(stage))) == "HUMAN"
        assert "HUMAN in 3 annotations of 2 files" in stage.status
        await stage.until_saved()
        assert [label for label, _ in stage.saved("harbor.toml")] == ["HUMAN"]
        assert [label for label, _ in stage.saved("valley.toml")] == ["HUMAN", "HUMAN"]
        await stage.go("port")
        await stage.press("1")
        assert ("HUMAN", "port") in tags(stage.reading)


async def test_a_rename_can_be_left(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await act(stage, "PERSON", "r", "HUMAN")
        await stage.press("2")
        await settle(stage)
        assert not (stage.annotations / "labels.toml").exists()


async def test_onto_a_label_that_is_there_it_is_asked_whether_to_merge(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("1")
        await act(stage, "PERSON", "r", "ORG")
        assert "merge PERSON into ORG" in stage.text
        await stage.press("1")
        await settle(stage)
        assert "PERSON" not in labels(stage)
        assert tags(stage.reading) == [("ORG", "pier")]


async def test_a_file_that_cannot_be_renamed_is_named_and_shown_under_the_new_name(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.annotations.mkdir()
    odd = 'format = "copydesk/1"\nannotation = { a = { label = "PERSON", start = 0, end = 1 } }\n'
    (opener.annotations / "odd.toml").write_text(odd, encoding="utf-8")
    async with opener.open((200, 30)) as stage:
        await act(stage, "PERSON", "r", "HUMAN")
        await stage.press("1")
        await settle(stage)
        assert "odd.toml" in stage.status
        assert stage.screen.library.labels.get("PERSON").name == "HUMAN"
        assert (opener.annotations / "odd.toml").read_text(encoding="utf-8") == odd


async def test_a_label_file_that_another_program_changed_is_in_force(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.annotations.mkdir()
    path = opener.annotations / "labels.toml"
    path.write_text('[label.A]\nkey = "1"\n', encoding="utf-8")
    async with opener.open() as stage:
        path.write_text('[label.SHIP]\nkey = "1"\n[label.PORT]\nkey = "2"\n', encoding="utf-8")
        stage.screen.outside.look()
        await stage.settle()
        assert "SHIP" in stage.legend
        await stage.go("pier")
        await stage.press("2")
        assert tags(stage.reading) == [("PORT", "pier")]
        path.write_text('[label.SHIP]\nkey = "12"\n', encoding="utf-8")
        stage.screen.outside.look()
        await stage.settle()
        assert "labels.toml:2" in stage.status
        assert "PORT" in stage.legend
