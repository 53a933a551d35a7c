"""Proposals: what the detectors of one run say about a text, in one order, with ids that never vary."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from copydesk.annotation.span import ID_ALPHABET, Relation, Span


@dataclass(frozen=True, slots=True)
class Proposals:
    """Spans with the status `proposed` and the relations between them.

    Attributes:
        spans: In the order of `Span.order`; no two have the same id.
        relations: By the place of their head, then type and tail; both ends are ids of `spans`.
        problems: One sentence for each detector that could not be used and was skipped.
    """

    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    problems: tuple[str, ...] = field(default=())

    def merged(self, other: Proposals) -> Proposals:
        """Both together; where an id occurs in both, what is here stays."""
        return arranged(
            (*self.spans, *other.spans), (*self.relations, *other.relations), (*self.problems, *other.problems)
        )


def short_id(*facts: str | int) -> str:
    """Eight characters (40 bits) that depend on the facts alone, so that the same text gives the same ids."""
    digest = hashlib.blake2b("\0".join(map(str, facts)).encode("utf-8", "surrogatepass"), digest_size=5).digest()
    number = int.from_bytes(digest, "big")
    return "".join(ID_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def proposed(
    label: str, start: int, end: int, *, source: str, score: float, attrs: Mapping[str, Any] | None = None
) -> Span:
    """A proposal of the half-open range of code points; its id is a digest of label, start and end."""
    return Span(
        id=short_id(label, start, end),
        label=label,
        start=start,
        end=end,
        status="proposed",
        source=source,
        score=round(score, 2),
        attrs=dict(attrs or {}),
    )


def related(type_: str, head: Span, tail: Span) -> Relation:
    """A relation between two proposals; its id is a digest of its type and its ends."""
    return Relation(id=short_id(type_, head.id, tail.id), type=type_, head=head.id, tail=tail.id)


def arranged(spans: Iterable[Span], relations: Iterable[Relation] = (), problems: Iterable[str] = ()) -> Proposals:
    """Proposals in order, each id once; a relation that lost an end is left out."""
    by_id: dict[str, Span] = {}
    for span in spans:
        by_id.setdefault(span.id, span)
    arrows: dict[str, Relation] = {}
    for relation in relations:
        if relation.head in by_id and relation.tail in by_id:
            arrows.setdefault(relation.id, relation)
    return Proposals(
        tuple(sorted(by_id.values(), key=lambda span: span.order)),
        tuple(sorted(arrows.values(), key=lambda r: (by_id[r.head].order, r.type, by_id[r.tail].order, r.id))),
        tuple(dict.fromkeys(problems)),
    )
