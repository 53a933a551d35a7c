"""Relating: which relations may join two spans, either way, and what may be joined at all."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.annotation.labels import LabelSet, RelationType


class Fit(NamedTuple):
    """A relation that may join two spans.

    Attributes:
        type: Its type.
        turned: Whether it goes from the second to the first.
    """

    type: str
    turned: bool = False


def fitting(labels: LabelSet, one: str, other: str) -> list[Fit]:
    """The relations that may go from a span of one label to one of another; else those that may come back from it."""
    found = [Fit(each.name) for each in labels.relations if each.allows(one, other)]
    return found or [Fit(each.name, turned=True) for each in labels.relations if each.allows(other, one)]


def can_be_related(labels: LabelSet, label: str) -> bool:
    """Whether any relation may start from, or lead to, a span of a label."""
    return any(label in ends or not ends for each in labels.relations for ends in (each.heads, each.tails))


def allowed(labels: LabelSet, label: str = "") -> str:
    """What may be joined, for a person: `speaker from QUOTE to PERSON`; for a label what that may be in, if any."""
    concerned = [
        each
        for each in labels.relations
        if not label or any(label in ends or not ends for ends in (each.heads, each.tails))
    ]
    return "; ".join(map(_said, concerned or labels.relations)) or "labels.toml declares no relations"


def _said(relation: RelationType) -> str:
    heads, tails = (", ".join(ends) or "any label" for ends in (relation.heads, relation.tails))
    return f"{relation.name} from {heads} to {tails}"
