"""Spans and relations: the values that a person or a detector makes of a text."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Literal

from copydesk.text.paged_text import Text

Status = Literal["proposed", "accepted", "rejected"]
"""Proposed by a detector, accepted as an annotation, or rejected: a negative example."""

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, lower case: no letter that is taken for a digit."""


def new_id() -> str:
    """A random id of eight characters (40 bits), never reused."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A labelled piece of a text.

    Attributes:
        id: Unique among the spans and relations of one article.
        label: A name of the label set.
        start: First code point, counted from 0.
        end: One past the last code point (half-open).
        fragments: The pieces of a discontinuous span as half-open ranges, in order and apart from each other;
            empty for a continuous one. `start` and `end` are then the envelope. A single piece is no
            discontinuity, so it is dropped.
        status: See `Status`.
        source: `human`, or `detector@version`.
        score: The detector's confidence from 0 to 1, if it gave one.
        by: The annotator's name, if one is set.
        created: When it was made, in UTC.
        changed: When it was last changed, in UTC, if it was.
        note: A comment of the annotator.
        attrs: Further facts, such as `kind = "direct"` of a quote.
        extra: Keys of the annotation file that this version does not know; kept as they are.

    Raises:
        ValueError: When there is no label, the range is empty or negative, or the fragments do not fill their
            envelope.
    """

    id: str = field(default_factory=new_id)
    label: str
    start: int
    end: int
    fragments: tuple[tuple[int, int], ...] = ()
    status: Status = "accepted"
    source: str = "human"
    score: float | None = None
    by: str = ""
    created: datetime | None = None
    changed: datetime | None = None
    note: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict, hash=False)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not self.label:
            raise ValueError("a span needs a label")
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")
        if self.fragments:
            edges = [edge for fragment in self.fragments for edge in fragment]
            apart = all(left < right for left, right in pairwise(edges))
            if not apart or (edges[0], edges[-1]) != (self.start, self.end):
                raise ValueError("fragments must be in order, apart, and fill their envelope")
            if len(self.fragments) == 1:
                object.__setattr__(self, "fragments", ())

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The half-open ranges it covers: its fragments, or its one range."""
        return self.fragments or ((self.start, self.end),)

    @property
    def order(self) -> tuple[int, int, str]:
        """The sort key of annotation files: by start, longest first, then id."""
        return (self.start, -self.end, self.id)

    @property
    def range(self) -> tuple[int, int]:
        """The envelope as a half-open range."""
        return (self.start, self.end)

    def covers(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in one of its pieces."""
        return any(start <= offset < end for start, end in self.pieces)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of its pieces shares a code point with the half-open range."""
        return any(left < end and start < right for left, right in self.pieces)

    def shares(self, other: Span) -> bool:
        """Whether a piece of each shares a code point."""
        return any(self.overlaps(start, end) for start, end in other.pieces)

    def texts(self, text: Text) -> Iterator[str]:
        """The text of each of its pieces."""
        return (text[start:end] for start, end in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed arrow from one span to another, such as from a quote to its speaker.

    Attributes:
        id: Unique among the spans and relations of one article.
        type: A relation name of the label set.
        head: The id of the span it starts from (`from` in files).
        tail: The id of the span it points to (`to` in files).
        extra: Keys of the annotation file that this version does not know; kept as they are.
    """

    id: str = field(default_factory=new_id)
    type: str
    head: str
    tail: str
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
