"""The report of an export: one record for each annotation that was altered, left out or refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Reason = Literal[
    "subtoken",
    "overlap",
    "discontinuous",
    "white-space",
    "empty",
    "too-long",
    "crosses-line",
    "crosses-sentence",
    "control-character",
    "name",
    "rejected",
    "relation",
    "attributes",
    "note",
    "labels",
    "orphaned",
    "unusable",
]
"""Why. A span cuts a token, overlaps another, has several pieces, begins or ends in white space or is nothing else, is
longer than a reader of the format takes, goes over a line or a sentence, or holds a control character; a name (of a
label, a relation, an attribute) is not one that the format allows; an article has nothing that a reader of the format
takes; the format has no place for a negative example, a
relation, attributes, a note, or the article's labels; its words were not found again in the article; or what its file
says of it is impossible."""

Action = Literal[
    "expanded", "contracted", "trimmed", "cut", "replaced", "stripped", "renamed", "kept", "omitted", "refused"
]
"""What was done: its range was changed; it was cut into pieces; characters were replaced; it was written without what
the format has no place for; it was given another name; it was written as it is, but a reader may pass over it; it was
left out; or nothing may be written because of it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What happened to one annotation.

    Attributes:
        article: The article's id.
        annotation: The id of the span or relation; empty for the article's labels.
        reason: See `Reason`.
        action: See `Action`.
        before: What was annotated: for a span its label, range and text.
        after: The same as it is written, or None.
    """

    article: str
    annotation: str
    reason: Reason
    action: Action
    before: dict[str, Any]
    after: dict[str, Any] | None = None

    def to_json(self) -> str:
        """The record on one line."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str)


class Report:
    """Gathers records as they come.

    Args:
        on_record: Called with each.

    Attributes:
        counts: How many records there are of each reason and action.
        refusals: The records that forbid the export.
        articles: How many articles were written.
        spans: How many spans were written, altered ones included.
        relations: How many relations were written.
        open: How many of the articles are not marked done.
        bare: How many of the articles have no annotations, and are not marked done.
    """

    def __init__(self, on_record: Callable[[Record], object] | None = None) -> None:
        self._on_record = on_record
        self.counts: Counter[tuple[Reason, Action]] = Counter()
        self.refusals: list[Record] = []
        self.articles = 0
        self.spans = 0
        self.relations = 0
        self.open = 0
        self.bare = 0

    def add(self, record: Record) -> None:
        """Add a record."""
        self.counts[record.reason, record.action] += 1
        if record.action == "refused":
            self.refusals.append(record)
        if self._on_record:
            self._on_record(record)


def describe(label: str, start: int, end: int, text: str) -> dict[str, Any]:
    """A span as records show it."""
    return {"label": label, "start": start, "end": end, "text": text[start:end]}
