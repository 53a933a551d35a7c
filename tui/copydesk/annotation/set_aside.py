"""What is set aside: entries of an annotation file that cannot be used, kept as they are until they are repaired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

EntryKind = Literal["annotation", "relation"]


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that says something impossible.

    Attributes:
        kind: Whether it is among the annotations or the relations.
        id: Its key there.
        data: What the file says, whatever that is.
    """

    kind: EntryKind
    id: str
    data: Any = field(hash=False)


def still_aside(
    aside: Iterable[SetAside], annotations: Iterable[str], relations: Iterable[str]
) -> tuple[SetAside, ...]:
    """The entries whose id nothing that can be used has taken since, annotations first, by id.

    Args:
        aside: Entries.
        annotations: The ids of the annotations, orphans included.
        relations: The ids of the relations.
    """
    taken = {"annotation": set(annotations), "relation": set(relations)}
    return tuple(sorted((each for each in aside if each.id not in taken[each.kind]), key=_order))


def _order(each: SetAside) -> tuple[str, str]:
    return each.kind, each.id
