"""Batches: many proposals a few at a time, so that who lays them on a desk never stands still for long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.annotation.span import Relation, Span
from copydesk.detect.proposals import Proposals

SIZE = 100
"""Proposals of one batch, about: what is laid on a desk in one or two milliseconds."""
_MOST = 4
"""A batch is at most so many times larger where everything in it is related."""


def batches(proposals: Proposals, size: int = SIZE) -> Iterator[tuple[Sequence[Span], Sequence[Relation]]]:
    """The spans in order, each batch with the relations that start from it.

    A quote comes with its cue and speaker: what is related stays together, unless that is far too much. What a
    relation leads to may lie in another piece of the text, or a later batch.
    """
    spans = proposals.spans
    places = {span.id: place for place, span in enumerate(spans)}
    links: dict[str, list[Relation]] = {}
    reach = list(range(len(spans)))
    for relation in proposals.relations:
        links.setdefault(relation.head, []).append(relation)
        ends = [places[end] for end in (relation.head, relation.tail) if end in places]
        if ends:
            reach[min(ends)] = max(reach[min(ends)], *ends)
    start = furthest = 0
    for place in range(len(spans)):
        furthest = max(furthest, reach[place])
        taken = place + 1 - start
        if place + 1 == len(spans) or taken >= _MOST * size or (taken >= size and furthest <= place):
            batch = spans[start : place + 1]
            yield batch, [relation for span in batch for relation in links.get(span.id, ())]
            start = place + 1
