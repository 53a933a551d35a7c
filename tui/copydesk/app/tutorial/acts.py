"""Acts: what a person did, told from the history of an article; a tutorial waits for them."""

from __future__ import annotations

from typing import Literal

from copydesk.annotation.edit import Edit
from copydesk.annotation.history import History

Act = Literal["hop", "accept", "reject", "label", "select", "undo", "relate"]
"""Hopped to a proposal; accepted one as it was; rejected one; gave a label of one's own choice, or gave it to several
words that were not proposed so; took an edit back; related two spans, or accepted a quote that brings its speaker."""


class HistoryWatch:
    """Tells what was done in one article since it was last asked.

    Args:
        history: The article's history; what it holds by now counts as known.
        text: The article's text.
    """

    def __init__(self, history: History, text: str) -> None:
        self._history = history
        self._text = text
        self._done, self._undone = history.done, history.undone

    def acts(self) -> set[Act]:
        """What was done since the last call; nothing for an edit that was made again."""
        before, undone = self._done, self._undone
        self._done, self._undone = self._history.done, self._history.undone
        if len(self._undone) > len(undone):
            return {"undo"}
        if len(self._undone) == len(undone) - 1 and self._done[-1:] == undone[-1:]:
            return set()
        return {act for edit in self._done[len(before) :] for act in acts_of(edit, self._text)}


def acts_of(edit: Edit, text: str) -> set[Act]:
    """What a person did by an edit.

    Args:
        edit: The edit.
        text: The text of its article.
    """
    accepted = [change for change in edit.spans if change.after and change.after.status == "accepted"]
    if accepted:
        after = accepted[0].after
        assert after is not None
        if accepted[0].before is None and after.source != "human":
            return {"accept", "relate"} if _relates(edit) else {"accept"}
        if accepted[0].before is None or accepted[0].before.label != after.label:
            several = len(text[after.start : after.end].split()) > 1
            related: set[Act] = {"relate"} if _relates(edit) else set()
            return related | ({"label", "select"} if several and _is_new(edit) else {"label"})
        return {"relate"} if _relates(edit) else set()
    if _relates(edit):
        return {"relate"}
    rejected = any(change.after and change.after.status == "rejected" for change in edit.spans)
    return {"reject"} if rejected else set()


def _is_new(edit: Edit) -> bool:
    """Whether words were tagged that were not proposed as they are: nothing was relabelled or rejected."""
    return all(change.before is None and change.after and change.after.status == "accepted" for change in edit.spans)


def _relates(edit: Edit) -> bool:
    return any(change.before is None for change in edit.relations)
