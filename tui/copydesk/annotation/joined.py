"""Joining edits: several that follow each other as the one edit that does all they do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from copydesk.annotation.edit import Edit, LabelsChange, OrphanChange, RelationChange, SpanChange, StatusChange

Change = TypeVar("Change", SpanChange, RelationChange, OrphanChange)


def joined(edits: Iterable[Edit], title: str, offset: int) -> Edit:
    """The edit that leads from before the first of some edits to after the last of them.

    Args:
        edits: In the order in which they were made, each on what the one before it left.
        title: What they did together.
        offset: Where, in code points.
    """
    edits = tuple(edits)
    statuses = [edit.status for edit in edits if edit.status]
    labels = [edit.labels for edit in edits if edit.labels]
    return Edit(
        title,
        _net(change for edit in edits for change in edit.spans),
        _net(change for edit in edits for change in edit.relations),
        StatusChange(statuses[0].before, statuses[-1].after)
        if statuses and statuses[0].before != statuses[-1].after
        else None,
        offset,
        _net(change for edit in edits for change in edit.orphans),
        LabelsChange(labels[0].before, labels[-1].after) if labels and labels[0].before != labels[-1].after else None,
    )


def _net(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What some changes come to for each id; what was made and taken away again is left out."""
    found: dict[str, Change] = {}
    for change in changes:
        earlier = found.pop(change.id, None)
        before = earlier.before if earlier else change.before
        if before is not None or change.after is not None:
            found[change.id] = type(change)(before, change.after)
    return tuple(change for change in found.values() if change.before != change.after)
