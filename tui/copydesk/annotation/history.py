"""Undo and redo without limit: the edits that were made, and those that were taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from copydesk.annotation.edit import Edit, same
from copydesk.annotation.joined import joined

StepKind = Literal["do", "more", "undo", "redo"]
"""An edit was made, the last one went on, it was taken back, or made again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step through a history.

    Attributes:
        kind: What was done with the edit.
        edit: The edit as it was made, also when it is taken back; of one that goes on, what is new of it.
    """

    kind: StepKind
    edit: Edit

    @property
    def change(self) -> Edit:
        """The edit to apply for this step."""
        return self.edit.inverse() if self.kind == "undo" else self.edit


class History:
    """What was done and undone, in order.

    Args:
        steps: What happened before, from an empty history on.

    Attributes:
        watch: Told of every step from now on, before its change is applied; for keeping it.

    Raises:
        ValueError: When a step takes back or makes again what was not the last edit.
    """

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.watch: Callable[[Step], object] | None = None
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        for step in steps:
            self.follow(step)

    def __len__(self) -> int:
        return len(self._done)

    @property
    def done(self) -> tuple[Edit, ...]:
        """The edits that are in force, the oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Edit, ...]:
        """The edits that can be made again, the next one last."""
        return tuple(self._undone)

    def record(self, edit: Edit) -> None:
        """Remember an edit that was made; what had been undone before can no longer be redone."""
        self._done.append(edit)
        self._undone.clear()
        self._tell("do", edit)

    @property
    def last(self) -> Edit | None:
        """The edit that would be taken back."""
        return self._done[-1] if self._done else None

    def extend(self, edit: Edit) -> None:
        """Let the last edit go on with what was done now: both are undone together, under the later title.

        Raises:
            ValueError: When there is none.
        """
        self._grow(edit)
        self._tell("more", edit)

    def _grow(self, edit: Edit) -> None:
        if not self._done:
            raise ValueError(f"there is no edit to go on with: {edit.title}")
        self._done[-1] = joined((self._done[-1], edit), edit.title, self._done[-1].offset)
        self._undone.clear()

    def undo(self) -> Edit | None:
        """The edit to apply in order to take the last one back, or None when there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        self._undone.append(edit)
        self._tell("undo", edit)
        return edit.inverse()

    def redo(self) -> Edit | None:
        """The edit to apply in order to make the last one taken back again, or None when there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self._done.append(edit)
        self._tell("redo", edit)
        return edit

    def follow(self, step: Step) -> None:
        """Go a step that was gone elsewhere; nobody is told.

        Raises:
            ValueError: When it takes back or makes again what was not the last edit.
        """
        if step.kind == "do":
            self._done.append(step.edit)
            self._undone.clear()
            return
        if step.kind == "more":
            self._grow(step.edit)
            return
        source, target = (self._done, self._undone) if step.kind == "undo" else (self._undone, self._done)
        if not source or not same(source[-1], step.edit):
            raise ValueError(f"there is no such edit to {step.kind}: {step.edit.title}")
        target.append(source.pop())

    def steps(self) -> tuple[Step, ...]:
        """The shortest way from an empty history to this one."""
        made = [Step("do", edit) for edit in (*self._done, *reversed(self._undone))]
        return (*made, *(Step("undo", edit) for edit in self._undone))

    def _tell(self, kind: StepKind, edit: Edit) -> None:
        if self.watch:
            self.watch(Step(kind, edit))
