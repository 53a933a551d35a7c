"""The names that pronouns of speakers stand for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import Relation, Span
from copydesk.detect.linking.pronouns import named
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.rules.entities import Entities
from copydesk.detect.rules.quotations import Quotations
from copydesk.text.document import Document

MARKED = re.compile(r"\[(?P<person>[^\]]+)\]|\{(?P<speaker>[^}]+)\}|(?P<quote>“[^”]*”)")


def proposals(source: str) -> tuple[str, Proposals]:
    """A text and its proposals: `[Ada Quill]` is a person, `{she}` the speaker of the quotation that is nearest."""
    text = ""
    spans: list[Span] = []
    position = 0
    for match in MARKED.finditer(source):
        text += source[position : match.start()]
        position = match.end()
        words = match["person"] or match["speaker"] or match["quote"]
        label = "PERSON" if match["person"] else "SPEAKER" if match["speaker"] else "QUOTE"
        spans.append(proposed(label, len(text), len(text) + len(words), source="made-up@1", score=0.9))
        text += words
    text += source[position:]
    speakers = [span for span in spans if span.label == "SPEAKER"]
    relations: list[Relation] = []
    for quote in (span for span in spans if span.label == "QUOTE"):
        people = [
            span for span in spans if span.label != "QUOTE" and text[span.end : span.end + 6] in (" said.", " said,")
        ]
        near = min(people or speakers, key=lambda span: abs(span.start - quote.end), default=None)
        relations += [related("speaker", quote, near)] if near else []
    return text, arranged(spans, relations)


def names(source: str) -> list[str]:
    """The names that the speakers of a marked text stand for, in order; empty where it is not plain."""
    found = named(*proposals(source))
    return [str(span.attrs.get("name", "")) for span in found.spans if span.label == "SPEAKER"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[Ada Quill] left.\n“It is small,” {she} said.", "Ada Quill"),
        ("[Ada Quill] left. [Quill] sat.\n“It is small,” {she} said.", "Ada Quill"),
        ("[Ada M. Quill] met [Ben Tarrow].\n“It is small,” {she} said.", "Ada M. Quill"),
        ("[Ada Quill] met [Ben Tarrow].\n“It is small,” {he} said.", ""),
        ("Mr. [Quill] left.\n“It is small,” {he} said.", "Quill"),
        ("Mr. [Quill] left.\n“It is small,” {she} said.", ""),
        ("Spokeswoman [Kai Oake] left.\n“It is small,” {she} said.", "Kai Oake"),
        ("Spokeswoman [Kai Oake] left.\n“It is small,” {he} said.", ""),
        ("“It is old,” [Ben Tarrow] said.\n“And small,” {he} said.", "Ben Tarrow"),
        ("“It is old,” [Ben Tarrow] said.\nA man waited. “And small,” {he} said.", ""),
        ("“It is old,” [Ben Tarrow] said.\nHis mother waited. “And small,” {he} said.", "Ben Tarrow"),
        ("“It is old,” [Ben Tarrow] said. [Tom Berg] laughed. “And small,” {he} said.", "Tom Berg"),
        ("“It is old,” [Ben Tarrow] said. The mill is that of [Tom Berg]. “And small,” {he} said.", "Ben Tarrow"),
        ("“[Tom Berg] is old,” [Ben Tarrow] said.\n“And small,” {he} said.", "Ben Tarrow"),
        ("[Ben Tarrow] left.\n\nSnow fell.\n\nIt rained.\n\n“It is small,” {he} said.", ""),
        ("[Ben Tarrow] said [Tom Berg] was wrong. “It is small,” {he} said.", "Ben Tarrow"),
        ("After [Ben Tarrow] left, [Tom Berg] came. “It is small,” {he} said.", ""),
        ("[Ben Tarrow] said [Tom Berg] was right when {he} said. “It is small.”", ""),
        ("The house of [Ben Tarrow] burnt. “It is small,” {he} said.", ""),
        ("[Ada Quill] left. She took the bus. “It is small,” {she} said.", "Ada Quill"),
        ("[Ada Quill] met [Una Berg]. “It is small,” {she} said.", ""),
        ("[Ada Quill], {who} said “it is small”, left.", "Ada Quill"),
        ("[Ada Quill] and [Una Berg], {who} have said “it is small”, left.", ""),
        ("The people {who} said “it is small” left.", ""),
        ("Mayor [Ben Tarrow] left. [Tom Berg] sang. “It is small,” {the mayor} said.", "Ben Tarrow"),
        ("Mayor [Ben Tarrow] met other mayors. “It is small,” {the mayor} said.", ""),
        ("[Ada Quill] left. “It is small,” {they} said.", ""),
        ("Quill: Small, Says [Ada Quill], As {She} said It Is Small\n“No.”", ""),
        ("[UNICEF] left. “It is small,” {he} said.", ""),
    ],
)
def test_a_pronoun_stands_for_a_name_only_where_that_is_plain(source: str, expected: str) -> None:
    assert names(source) == [expected]


def test_a_pronoun_goes_on_with_the_one_before() -> None:
    source = "[Ada Quill] left.\n“It is small,” {she} said. “It is old.”\n“And grey,” {she} said."
    assert names(source) == ["Ada Quill", "Ada Quill"]


def test_a_surname_that_two_bear_stands_for_no_name() -> None:
    source = "[Ben Tarrow] met [Tom Tarrow].\n\n“It is old,” [Tarrow] said.\n“And small,” {he} said."
    assert names(source) == [""]


def test_a_name_that_is_there_already_stays() -> None:
    text, found = proposals("[Ada Quill] left.\n“It is small,” {she} said.")
    spans = [
        proposed(span.label, *span.range, source="made-up@1", score=0.9, attrs={"name": "Una Berg"})
        if span.label == "SPEAKER"
        else span
        for span in found.spans
    ]
    again = named(text, arranged(spans, found.relations))
    assert [span.attrs for span in again.spans if span.label == "SPEAKER"] == [{"name": "Una Berg"}]


def test_nothing_else_changes() -> None:
    text, found = proposals("[Ada Quill] left.\n“It is small,” {she} said.")
    after = named(text, found)
    assert [(span.id, span.range, span.label) for span in after.spans] == [
        (span.id, span.range, span.label) for span in found.spans
    ]
    assert after.relations == found.relations
    assert named(text, after) == after


def test_without_speakers_the_proposals_are_the_same() -> None:
    text, found = proposals("[Ada Quill] left.")
    assert named(text, found) is found


def test_the_rules_name_the_pronouns_they_find() -> None:
    text = "Ada Quill opened the mill on Friday.\n\n“It is small and it is old,” she said.\n"
    document = Document.from_text(text)
    entities = Entities().propose(document, Proposals())
    found = Quotations().propose(document, entities)
    assert [span.attrs["name"] for span in found.spans if span.label == "SPEAKER"] == ["Ada Quill"]


def test_many_pronouns_in_one_endless_line_are_read_in_a_moment() -> None:
    assert names("[Ada Quill] left. " + "“It is small,” {she} said. " * 2_000) == ["Ada Quill"] * 2_000


WORDS = st.lists(
    st.sampled_from(
        "[Ada Quill]|[Tom Berg]|[Quill]|{she}|{he}|{who}|{the mayor}|said.|said,|“It is.”|mayor|\n|.|After| ".split("|")
    ),
    max_size=14,
)


@given(WORDS)
def test_any_text_keeps_its_proposals(words: list[str]) -> None:
    text, found = proposals(" ".join(words))
    after = named(text, found)
    assert [span.id for span in after.spans] == [span.id for span in found.spans]
    people = {text[span.start : span.end] for span in found.spans if span.label == "PERSON"}
    assert {span.attrs["name"] for span in after.spans if "name" in span.attrs} <= people
