"""Linked reading: what lights up with the name, the speaker or the description under the cursor."""

from __future__ import annotations

import asyncio

import pytest
from tests.app.made_up import (
    HARBOR,
    VALLEY,
    annotation,
    go,
    harbor_reading,
    names_of_valley,
    place,
    proposal,
    reading_of,
)

from copydesk.app.proposing.linked import SMALL, Linked
from copydesk.app.reading import Reading
from copydesk.detect.linking.article_names import ArticleNames
from copydesk.detect.proposals import related

MILL = (
    "Mayor Olga Brandt opened the mill.\n\n"
    "“It is small,” she said. Nils Tarn laughed. The mayor left. “Too small,” he added.\n"
)
"""A name, the pronoun and the description that stand for it, and another name."""


def mill_reading() -> Reading:
    """A reading of `MILL` with its names, a quote and whom its speaker stands for proposed."""
    quote = proposal(MILL, "“It is small,”", "QUOTE", kind="direct")
    she = proposal(MILL, "she", "SPEAKER", name="Olga Brandt")
    names = (proposal(MILL, "Olga Brandt", "PERSON"), proposal(MILL, "Nils Tarn", "PERSON"))
    return reading_of(MILL, quote, she, *names, relations=[related("speaker", quote, she)])


def words(linked: Linked, reading: Reading, *others: Reading) -> list[str]:
    """What glows in a reading and others with the cursor where it is."""
    readings = [reading, *others]
    mentions = linked.mentions(reading, readings)
    lit = [(each, piece) for each in readings for piece in linked.lit(each, False, mentions)]
    return [each.document.text[start:end] for each, (start, end, _) in lit]


def test_the_other_mentions_of_a_name_glow_in_every_reading() -> None:
    harbor, valley = harbor_reading(), reading_of(VALLEY, *names_of_valley())
    linked = Linked()
    go(harbor, "Ada Quill")
    assert words(linked, harbor, valley) == ["Ada Quill", "Quill", "Ada Quill", "Quill"]
    assert linked.count(linked.mentions(harbor, [harbor, valley]), harbor) == (2, 2)


def test_the_person_glows_with_the_pronoun_that_stands_for_the_name_and_the_other_way_round() -> None:
    reading, linked = mill_reading(), Linked()
    go(reading, "she")
    assert words(linked, reading) == ["Olga Brandt", "she", "The mayor"]
    go(reading, "Olga")
    assert words(linked, reading) == ["Olga Brandt", "she", "The mayor"]
    go(reading, "Tarn")
    assert words(linked, reading) == ["Nils Tarn"]


def test_the_person_glows_with_a_description_where_no_span_is() -> None:
    reading, linked = mill_reading(), Linked()
    go(reading, "Olga")
    words(linked, reading)
    go(reading, "mayor left")
    assert words(linked, reading) == ["Olga Brandt", "she", "The mayor"]
    go(reading, "laughed")
    assert words(linked, reading) == []


def test_a_pronoun_without_a_name_lights_nothing() -> None:
    reading = reading_of(MILL, proposal(MILL, "he", "SPEAKER"), proposal(MILL, "Nils Tarn", "PERSON"))
    go(reading, "he added")
    assert words(Linked(), reading) == []


def test_the_quote_under_the_cursor_shows_its_speaker() -> None:
    reading, linked = mill_reading(), Linked()
    go(reading, "small")
    lit = linked.lit(reading, True, linked.mentions(reading, [reading]))
    assert [(MILL[start:end], layer.kind) for start, end, layer in lit] == [("she", "end")]


def test_a_name_that_is_tagged_joins_and_one_that_is_rejected_leaves() -> None:
    reading, linked = harbor_reading(), Linked()
    go(reading, "Lorvik", 0)
    assert words(linked, reading) == ["Lorvik", "Lorvik"]
    reading.desk.tag(*place(HARBOR, "Lorvik", 2), "GPE")
    assert words(linked, reading) == ["Lorvik", "Lorvik", "Lorvik"]
    reading.undo()
    go(reading, "Lorvik", 0)
    assert words(linked, reading) == ["Lorvik", "Lorvik"]
    go(reading, "Lorvik", 1)
    reading.reject()
    go(reading, "Lorvik", 0)
    assert words(linked, reading) == ["Lorvik"]


def test_a_name_under_another_label_goes_with_others() -> None:
    text = "Larkwood won. Larkwood cheered. Larkwood sang."
    names = [annotation(text, "Larkwood", "GPE", number) for number in range(3)]
    reading, linked = reading_of(text, annotations=names), Linked()
    assert words(linked, reading) == ["Larkwood"] * 3
    reading.give("ORG")
    assert words(linked, reading) == ["Larkwood"]


def test_accepting_what_is_proposed_groups_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, linked = mill_reading(), Linked()
    go(reading, "Olga")
    before = linked.mentions(reading, [reading])
    made: list[object] = []
    monkeypatch.setattr(ArticleNames, "__init__", lambda *given: made.append(given))
    reading.accept()
    go(reading, "Olga")
    assert [span.status for span in reading.here] == ["accepted"]
    assert linked.mentions(reading, [reading]) is before
    assert made == []


def test_what_is_known_of_a_closed_article_is_forgotten() -> None:
    harbor, valley = harbor_reading(), reading_of(VALLEY, *names_of_valley())
    linked = Linked()
    go(harbor, "Ada Quill")
    assert len(words(linked, harbor, valley)) == 4
    assert len(words(linked, harbor)) == 2
    assert len(words(linked, harbor, valley)) == 4


def test_nothing_is_grouped_before_the_cursor_comes_to_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(ArticleNames, "__init__", lambda *given: made.append(given))
    reading, linked = harbor_reading(), Linked()
    go(reading, "opened")
    assert words(linked, reading) == []
    assert made == []


def crowd_reading() -> Reading:
    """A reading of so many names that no key waits for them to be grouped."""
    text = SMALL * "Ada Quill met Ben Tarrow again.\n"
    spans = [proposal(text, name, "PERSON", each) for each in range(SMALL) for name in ("Ada Quill", "Ben Tarrow")]
    return reading_of(text, *spans)


def test_many_names_are_grouped_after_the_key_and_what_was_known_counts_until_then() -> None:
    async def scenario() -> None:
        told = asyncio.Event()
        reading, linked = crowd_reading(), Linked(told.set)
        go(reading, "Ada")
        assert linked.glance(reading, [reading]) == ()
        await told.wait()
        assert len(linked.glance(reading, [reading])) == SMALL
        told.clear()
        reading.reject()
        reading.caret.go(reading.document.text.index("Ada", 60))
        assert len(linked.glance(reading, [reading])) == SMALL
        await told.wait()
        assert len(linked.glance(reading, [reading])) == SMALL - 1
        linked.close()

    asyncio.run(scenario())


def test_what_is_asked_for_at_once_does_not_wait_for_the_pause() -> None:
    reading = crowd_reading()
    go(reading, "Ada")
    assert len(Linked().mentions(reading, [reading])) == SMALL
