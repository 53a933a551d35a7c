"""Attributes, labels of the whole article, doubts: with two keys each, and all of it undone again."""

from __future__ import annotations

import tomllib

import pytest
from tests.app.made_up import HARBOR, annotation, quote_of_harbor, reading_of
from tests.app.stage import Opener, Stage

from copydesk.annotation.labels import UNSURE, Attribute

LABELS = """\
[label.PERSON]
key = "1"
attrs = { ironic = "flag", role = "text" }

[label.QUOTE]
key = "9"
attrs = { kind = ["direct", "indirect"] }

[document]
topic = ["sport", "harbors"]
opinion = "flag"
"""


def declare(opener: Opener, labels: str = LABELS) -> None:
    opener.annotations.mkdir()
    (opener.annotations / "labels.toml").write_text(labels, encoding="utf-8")


def attrs(stage: Stage, label: str) -> dict[str, object]:
    """The attributes of the first annotation of a label."""
    return dict(next(span for span in stage.reading.desk.annotations if span.label == label).attrs)


async def test_a_choice_takes_two_keys_and_the_same_two_take_it_away(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.propose(HARBOR, *quote_of_harbor())
    async with opener.open() as stage:
        await stage.go("nine")
        await stage.press("enter")
        await stage.go("nine")
        await stage.press("a", "2")
        assert attrs(stage, "QUOTE") == {"kind": "mixed"}
        assert "mixed" in stage.status or "kind" in stage.status
        await stage.press("a", "2")
        assert attrs(stage, "QUOTE") == {}
        await stage.press("u", "u")
        assert attrs(stage, "QUOTE") == {"kind": "direct"}


async def test_a_key_typed_at_once_after_a_choice_goes_to_the_text(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    declare(opener)
    async with opener.open() as stage:
        await stage.go("Ada Quill")
        await stage.press("1", "a", "1", "l", "l")
        assert attrs(stage, "PERSON") == {"ironic": True}
        assert stage.reading.caret.offset == HARBOR.index("Ada Quill") + 2


async def test_a_text_is_typed_and_an_empty_one_takes_it_away(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    declare(opener)
    async with opener.open() as stage:
        await stage.go("Ada")
        await stage.press("1", "a", "2")
        await stage.type("port chief")
        await stage.press("enter")
        assert attrs(stage, "PERSON") == {"role": "port chief"}
        await stage.press("a", "2")
        await stage.press("backspace", "enter")
        assert attrs(stage, "PERSON") == {}


async def test_what_is_left_with_escape_changes_nothing(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    declare(opener)
    async with opener.open() as stage:
        await stage.go("Ada")
        await stage.press("1", "a", "escape", "d", "escape")
        assert attrs(stage, "PERSON") == {}
        assert stage.reading.desk.annotations.labels == {}


async def test_a_whole_article_is_labelled_shown_kept_and_undone(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    declare(opener)
    async with opener.open() as stage:
        await stage.press("d", "2", "d", "3")
        assert stage.reading.desk.annotations.labels == {"topic": "harbors", "opinion": True}
        assert "topic: harbors" in stage.header
        await stage.until_saved()
        saved = tomllib.loads((opener.annotations / "harbor.toml").read_text(encoding="utf-8"))
        assert saved["document"]["labels"] == {"topic": "harbors", "opinion": True}
        await stage.press("u")
        assert stage.reading.desk.annotations.labels == {"topic": "harbors"}
    async with opener.open() as stage:
        assert stage.reading.desk.annotations.labels == {"topic": "harbors"}
        await stage.press("u")
        assert stage.reading.desk.annotations.labels == {}
        await stage.press("ctrl+r", "ctrl+r")
        assert stage.reading.desk.annotations.labels == {"topic": "harbors", "opinion": True}


async def test_where_nothing_is_declared_it_is_said_where_to(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.press("d")
        assert "labels.toml" in stage.status
        await stage.go("pier")
        await stage.press("1", "a")
        assert "labels.toml" in stage.status


async def test_one_key_flags_as_unsure_and_takes_the_flag_away(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("1", "s")
        assert attrs(stage, "PERSON") == {UNSURE: True}
        assert "unsure" in stage.status
        await stage.press("s")
        assert attrs(stage, "PERSON") == {}


def test_doubting_a_proposal_accepts_it() -> None:
    quotes, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *quotes, relations=relations)
    reading.go(HARBOR.index("nine"))
    assert reading.doubt(UNSURE)
    quote = next(span for span in reading.desk.annotations if span.label == "QUOTE")
    assert quote.attrs == {"kind": "direct", UNSURE: True}


def test_nothing_is_doubted_where_nothing_is_or_where_nothing_may_be_changed() -> None:
    reading = reading_of(HARBOR)
    assert reading.doubt(UNSURE)
    locked = reading_of(HARBOR, annotations=[annotation(HARBOR, "pier", "FAC")], read_only="Read-only: locked")
    locked.go(HARBOR.index("pier"))
    assert locked.doubt(UNSURE) == locked.label_article("topic", "sport") == "Read-only: locked"
    assert len(locked.desk.history) == 0


@pytest.mark.parametrize(
    ("kind", "values"), [("choice", ()), ("flag", ("a",)), ("choice", ("a", "a")), ("choice", ("",))]
)
def test_an_attribute_that_makes_no_sense_is_refused(kind: str, values: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="values"):
        Attribute(kind, values)  # type: ignore[arg-type]
