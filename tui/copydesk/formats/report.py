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
    "control-character",
    "rejected",
    "relation",
    "attributes",
    "labels",
    "orphaned",
    "unusable",
]
"""Why: it cuts a token, overlaps another, has several pieces, begins or ends in white space or is nothing else, has a
character that the format cannot say, is a negative example, is a relation, or has attributes, or the article has
labels, which the format cannot carry; its words were not found again in the article; or what its file says of it is
impossible."""

Action = Literal["expanded", "contracted", "trimmed", "replaced", "stripped", "omitted", "refused"]
"""What was done: its range was changed; characters were replaced; it was written without its attributes; it was left
out; or nothing may be written because of it."""


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

    @property
    def altered(self) -> int:
        """How many records there are."""
        return self.counts.total()


def describe(label: str, start: int, end: int, text: str) -> dict[str, Any]:
    """A span as records show it."""
    return {"label": label, "start": start, "end": end, "text": text[start:end]}
