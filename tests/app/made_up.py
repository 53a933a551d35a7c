"""Made-up articles, and proposals and readings about them, for tests of the app."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEFAULT_LABELS, LabelSet
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.app.reading import Reading
from copydesk.detect.proposals import proposed, related
from copydesk.text.document import Document

HARBOR = (
    "Ferry to Lorvik starts again\n"
    "By Mara Ostrem\n"
    "\n"
    "Ada Quill opened the new pier in Lorvik on Friday. “We waited nine years,” said Quill, who leads the port of "
    "Lorvik.\n"
    "\n"
    "The Nordal Line will sail twice a day. Mayor Ben Tarrow called it a relief. Tarrow met Ada Quill in May.\n"
)
"""Six names, a quote with its cue and speaker."""

VALLEY = (
    "The valley road is closed\n"
    "\n"
    "Snow closed the road to Lorvik on Monday. Ada Quill asked drivers to wait.\n"
    "\n"
    "The Nordal Line runs a bus instead. Quill thanked everyone.\n"
)
"""Names some of whom `HARBOR` names too."""

LONG = "".join(
    f"Paragraph {number} tells of Ada Quill and of the harbor in Lorvik, at some length, so that it takes more than "
    f"one row of a pane that is not very wide.\n\n"
    for number in range(1, 41)
)
"""More than fits on any screen of these tests."""


def place(text: str, words: str, occurrence: int = 0) -> tuple[int, int]:
    """The half-open range of an occurrence of some words, counted from 0."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def proposal(text: str, words: str, label: str, occurrence: int = 0, score: float = 0.9, **attrs: Any) -> Span:
    """A proposal of some words of a text."""
    return proposed(label, *place(text, words, occurrence), source="made-up@1", score=score, attrs=attrs)


def annotation(text: str, words: str, label: str, occurrence: int = 0, **facts: Any) -> Span:
    """An accepted annotation of some words of a text."""
    start, end = place(text, words, occurrence)
    return Span(label=label, start=start, end=end, **facts)


def names_of_harbor() -> tuple[Span, ...]:
    """What a detector may propose for `HARBOR`: the names in it, in order."""
    return (
        proposal(HARBOR, "Lorvik", "GPE"),
        proposal(HARBOR, "Mara Ostrem", "PERSON"),
        proposal(HARBOR, "Ada Quill", "PERSON"),
        proposal(HARBOR, "Lorvik", "GPE", 1),
        proposal(HARBOR, "Quill", "PERSON", 1),
        proposal(HARBOR, "Nordal Line", "ORG"),
        proposal(HARBOR, "Ben Tarrow", "PERSON"),
    )


def names_of_valley() -> tuple[Span, ...]:
    """What a detector may propose for `VALLEY`."""
    return (
        proposal(VALLEY, "Lorvik", "GPE"),
        proposal(VALLEY, "Ada Quill", "PERSON"),
        proposal(VALLEY, "Nordal Line", "ORG"),
        proposal(VALLEY, "Quill", "PERSON", 1),
    )


def quote_of_harbor() -> tuple[tuple[Span, ...], tuple[Relation, ...]]:
    """The quote of `HARBOR` with its cue and its speaker, and the relations to them."""
    quote = proposal(HARBOR, "“We waited nine years,”", "QUOTE", kind="direct")
    cue = proposal(HARBOR, "said", "CUE")
    speaker = proposal(HARBOR, "Quill", "PERSON", 1)
    return (quote, cue, speaker), (related("cue", quote, cue), related("speaker", quote, speaker))


def reading_of(
    text: str,
    *proposals: Span,
    relations: Iterable[Relation] = (),
    annotations: Iterable[Span] = (),
    read_only: str = "",
    labels: LabelSet = DEFAULT_LABELS,
) -> Reading:
    """A reading of a text, 40 cells wide and 12 rows high."""
    desk = Desk(text, Snapshot(spans=tuple(annotations)), "ana")
    desk.propose(proposals, relations)
    reading = Reading("made-up", Document.from_text(text), desk, labels, read_only=read_only)
    reading.caret.resize(40, 12)
    return reading


def tags(reading: Reading) -> list[tuple[str, str]]:
    """The accepted annotations of a reading, in order: label and words."""
    text = reading.document.text
    return [(span.label, text[span.start : span.end]) for span in reading.desk.annotations if span.status == "accepted"]


def harbor_reading(*annotations: Span, read_only: str = "") -> Reading:
    """A reading of `HARBOR` with the names in it proposed."""
    return reading_of(HARBOR, *names_of_harbor(), annotations=annotations, read_only=read_only)


def go(reading: Reading, words: str, occurrence: int = 0, within: int = 0) -> None:
    """Put the caret on some words, so many code points into them."""
    reading.go(place(reading.document.text, words, occurrence)[0] + within)


def words_here(reading: Reading) -> str:
    """The words of the item that a key would be about, or nothing."""
    return reading.document.text[slice(*reading.item.range)] if reading.item else ""


def words_selected(reading: Reading) -> str:
    """The words that are selected, or nothing."""
    return reading.document.text[slice(*(reading.caret.selection or (0, 0)))]
