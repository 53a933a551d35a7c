"""Doing: what is said yes to in a preview is done at once, in each article as one step that grows with each answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

from copydesk.annotation.bulk import Candidate, Task
from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit, same
from copydesk.annotation.joined import joined
from copydesk.app.everywhere.elsewhere import Elsewhere, Together
from copydesk.app.everywhere.spot import Spot
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.store.work.unopened import FoundIn

Key = TypeVar("Key", bound=Hashable)


class Doing:
    """Does a task in the places that are said yes to.

    Nothing waits for the end of the preview: each answer is an edit, and is kept as every edit is. The first one in an
    article begins a step of its history, and the others go on with it, so that one undo takes back all of them.

    Args:
        task: What is done.
        elsewhere: Writes in articles that are not open.
        origin: The article that the cursor returns to, and where.

    Attributes:
        together: What was done so far, and in which articles.
    """

    def __init__(self, task: Task, elsewhere: Elsewhere, origin: tuple[Reading, int]) -> None:
        self.task = task
        self.together = Together(task.title)
        self._elsewhere = elsewhere
        self._origin = origin
        self._open: dict[Reading, _Grown] = {}
        self._closed: dict[FoundIn, _Grown] = {}

    @property
    def done(self) -> int:
        """In how many places of articles that are open it was done."""
        return sum(len(each.parts) for each in self._open.values())

    def do(self, spots: Sequence[Spot]) -> None:
        """Do it in some places; in articles that are not open in the background."""
        for reading, candidates in _by(spots, lambda spot: spot.reading).items():
            if not reading.read_only:
                self._at(reading).do(reading.desk, candidates)
        self._hand_on(
            [
                (found, _doing(self._in(found), candidates))
                for found, candidates in _by(spots, lambda s: s.found).items()
            ]
        )

    def take_back(self, spot: Spot) -> None:
        """Take back what was done in a place, the last one first."""
        if spot.reading:
            self._at(spot.reading).take_back(spot.reading.desk, spot.candidate)
        elif spot.found:
            self._hand_on([(spot.found, _taking_back(self._in(spot.found), spot.candidate))])

    def take_all_back(self) -> None:
        """Take back all that was done."""
        for reading, grown in self._open.items():
            grown.take_all_back(reading.desk)
        self._hand_on([(found, grown.take_all_back) for found, grown in self._closed.items()])

    def end(self) -> Together:
        """What was done, for undoing all of it at once; what is still being written follows."""
        self.together.open = [(reading, grown.edit) for reading, grown in self._open.items() if grown.edit]
        return self.together

    def _at(self, reading: Reading) -> _Grown:
        origin, offset = self._origin
        return self._open.setdefault(reading, _Grown(self.task, offset if reading is origin else None))

    def _in(self, found: FoundIn) -> _Grown:
        return self._closed.setdefault(found, _Grown(self.task, None))

    def _hand_on(self, jobs: Sequence[tuple[FoundIn, Callable[[Desk], object]]]) -> None:
        if jobs:
            chosen = [(found.article, found.sha256, work) for found, work in jobs]
            self._elsewhere.do(self.together, chosen, lambda *_: self._count_closed())

    def _count_closed(self) -> None:
        """Know what was written by now in articles that are not open."""
        written = ((found.article, found.sha256, grown.edit) for found, grown in self._closed.items())
        self.together.closed = [(article, sha256, edit) for article, sha256, edit in written if edit]


class _Grown:
    """One step of one article's history while it grows.

    Args:
        task: What is done.
        offset: Where the cursor returns to; None for the first place.

    Attributes:
        edit: The step, or None as long as it does nothing.
        parts: What was done in each place.
    """

    def __init__(self, task: Task, offset: int | None) -> None:
        self.edit: Edit | None = None
        self.parts: dict[Candidate, Edit] = {}
        self._task = task
        self._offset = offset

    def do(self, desk: Desk, candidates: Sequence[Candidate]) -> None:
        """Go on with some places."""
        where = candidates[0].start if self._offset is None else self._offset
        found: dict[Candidate, Edit] = {}
        with desk.together(self._title(len(candidates)), where, self.edit) as made:
            for candidate in candidates:
                before = len(made)
                if self._task.apply(desk, candidate):
                    found[candidate] = joined(made[before:], "", where)
        if found:
            self.parts |= found
            self.edit = desk.history.last

    def take_back(self, desk: Desk, candidate: Candidate) -> None:
        """Take one place back; with the last one nothing is left of the step."""
        part = self.parts.pop(candidate, None)
        if part is None:
            return
        if not self.parts and self.take_all_back(desk):
            return
        with desk.together(self._title(0), part.offset, self.edit):
            desk.take(part.inverse())
        self.edit = desk.history.last

    def take_all_back(self, desk: Desk) -> bool:
        """Undo the step; whether it could be, because nothing came after it."""
        last, edit = desk.history.last, self.edit
        if edit is None or last is None or not (last is edit or same(last, edit)):
            return False
        desk.undo()
        self.edit = None
        self.parts.clear()
        return True

    def _title(self, further: int) -> str:
        return f"{self._task.title} ({len(self.parts) + further})"


def _doing(grown: _Grown, candidates: Sequence[Candidate]) -> Callable[[Desk], object]:
    return lambda desk: grown.do(desk, candidates)


def _taking_back(grown: _Grown, candidate: Candidate) -> Callable[[Desk], object]:
    return lambda desk: grown.take_back(desk, candidate)


def _by(spots: Sequence[Spot], key: Callable[[Spot], Key | None]) -> dict[Key, list[Candidate]]:
    found: dict[Key, list[Candidate]] = {}
    for spot in spots:
        where = key(spot)
        if where is not None:
            found.setdefault(where, []).append(spot.candidate)
    return found
