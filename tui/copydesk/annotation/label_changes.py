"""Changes of a label set: each answers with the label set as it is then, and refuses what makes none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from copydesk.annotation.labels import Label, LabelSet, RelationType

Change = Callable[[LabelSet], LabelSet]


def added(labels: LabelSet, name: str) -> LabelSet:
    """With a label more, at the end.

    Raises:
        ValueError: When the name is empty or taken.
    """
    name = name.strip()
    if not name:
        raise ValueError("a label needs a name")
    if name in labels:
        raise ValueError(f"there is a label {name} already")
    return replace(labels, labels=(*labels.labels, Label(name)))


def changed(labels: LabelSet, name: str, **changes: object) -> LabelSet:
    """With a label's `key`, `color`, `description` or `examples` changed.

    Raises:
        ValueError: When there is no such label, or another has the key.
    """
    if name not in labels:
        raise ValueError(f"there is no label {name}")
    made = tuple(replace(each, **changes) if each.name == name else each for each in labels)  # type: ignore[arg-type]
    return replace(labels, labels=made)


def moved(labels: LabelSet, name: str, by: int) -> LabelSet:
    """With a label so many places further down, or up; it stops at the ends.

    Raises:
        ValueError: When there is no such label.
    """
    order = list(labels.labels)
    at = next((number for number, each in enumerate(order) if each.name == name), None)
    if at is None:
        raise ValueError(f"there is no label {name}")
    label = order.pop(at)
    order.insert(max(0, min(at + by, len(order))), label)
    return replace(labels, labels=tuple(order))


def renamed(labels: LabelSet, name: str, new: str, *, merge: bool = False) -> LabelSet:
    """With a label under another name, wherever relations speak of it; its old name still means it.

    Args:
        labels: The label set.
        name: The label.
        new: Its new name.
        merge: Whether it becomes one with the label that has that name already, whose facts hold.

    Raises:
        ValueError: When there is no such label, or the new name is empty, or taken and they are not to be merged.
    """
    new = new.strip()
    label = next((each for each in labels if each.name == name), None)
    if label is None:
        raise ValueError(f"there is no label {name}")
    if not new:
        raise ValueError("a label needs a name")
    if new == name:
        return labels
    twin = next((each for each in labels if each.name == new), None)
    if twin and not merge:
        raise ValueError(f"there is a label {new} already")
    if twin:
        kept = replace(twin, was=_with(twin.was, name, *label.was))
        made = tuple(kept if each is twin else each for each in labels if each is not label)
    else:
        kept = replace(label, name=new, was=tuple(each for each in _with(label.was, name) if each != new))
        made = tuple(kept if each is label else each for each in labels)
    relations = tuple(_renamed_ends(each, name, new) for each in labels.relations)
    return replace(labels, labels=made, relations=relations)


def _renamed_ends(relation: RelationType, name: str, new: str) -> RelationType:
    heads, tails = (
        tuple(dict.fromkeys(new if each == name else each for each in ends))
        for ends in (relation.heads, relation.tails)
    )
    return replace(relation, heads=heads, tails=tails)


def _with(names: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))
