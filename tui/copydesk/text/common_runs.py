"""Common runs: the stretches that two texts share, wherever they stand; moved, repeated or in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

BREAK = "\0"
"""Stands in a text where nothing is known; it is like nothing else."""

_MISSES = 3


class Grain(NamedTuple):
    """How closely is looked: every stretch of `seed + stride - 1` code points that two texts share is found.

    Attributes:
        seed: Code points that are looked up at once.
        stride: Every how many code points of the old text.
        most: A seed that either text has more often is passed over: repetitions of repetitions have no end.
    """

    seed: int
    stride: int
    most: int


GRAINS = ((20_000, Grain(8, 1, 48)), (80_000, Grain(12, 4, 24)))
"""How closely, for texts of up to so many code points."""

COARSEST = Grain(24, 8, 6)


class Run(NamedTuple):
    """A stretch that two texts share, as long as it can be.

    Attributes:
        old: Where it begins in the one.
        new: Where it begins in the other.
        length: Its code points.
    """

    old: int
    new: int
    length: int

    @property
    def shift(self) -> int:
        """How much further on it stands in the other."""
        return self.new - self.old


class CommonRuns:
    """The stretches that two texts share.

    Args:
        old: The one; it may have `BREAK`s.
        new: The other; it has none.
        pairs: Places of both that are looked at in any case, with what follows them.

    Attributes:
        runs: What was found, each once.
    """

    def __init__(self, old: str, new: str, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._old, self._new = old, new
        size = max(len(old), len(new))
        self._grain = next((grain for most, grain in GRAINS if size <= most), COARSEST)
        self._telling = bytearray(len(old) // self._grain.stride + 1)
        found: dict[Run, None] = {}
        for old_place, new_place in pairs:
            self._follow(old_place, new_place, found)
        self._scan(found)
        self.runs = tuple(found)

    def is_telling(self, start: int, end: int) -> bool:
        """Whether a half-open range of the old text has something in it that neither text has very often."""
        first, last = -(-start // self._grain.stride), (end - self._grain.seed) // self._grain.stride
        return any(self._telling[first : last + 1])

    def _seeds(self) -> dict[str, list[int]]:
        size, stride, most = self._grain
        seeds: dict[str, list[int]] = {}
        for place in range(0, len(self._old) - size + 1, stride):
            seeds.setdefault(self._old[place : place + size], []).append(place)
        for seed in [seed for seed, places in seeds.items() if len(places) > most or BREAK in seed]:
            del seeds[seed]
        for places in seeds.values():
            for place in places:
                self._telling[place // stride] = 1
        return seeds

    def _scan(self, found: dict[Run, None]) -> None:
        """Find the runs from the seeds that both texts have."""
        seeds, (size, stride, most), new = self._seeds(), self._grain, self._new
        reach: dict[int, int] = {}
        often: dict[str, int] = {}
        for place in range(len(new) - size + 1):
            seed = new[place : place + size]
            places = seeds.get(seed)
            if places is None:
                continue
            often[seed] = often.get(seed, 0) + 1
            if often[seed] > most:
                for old_place in seeds.pop(seed):
                    self._telling[old_place // stride] = 0
                continue
            for old_place in places:
                if reach.get(place - old_place, -1) <= place:
                    run = self._run(old_place, place)
                    reach[run.shift] = run.new + run.length
                    found[run] = None

    def _run(self, old: int, new: int) -> Run:
        """The longest run that goes through two places."""
        back = _shared(lambda length, step: self._ends_alike(old - length, new - length, step))
        on = _shared(lambda length, step: self._begins_alike(old + length, new + length, step))
        return Run(old - back, new - back, back + on)

    def _follow(self, old: int, new: int, found: dict[Run, None]) -> None:
        """Find the runs from two places on, until a break, or too little is shared."""
        misses = 0
        while old < len(self._old) and new < len(self._new) and misses < _MISSES:
            run = self._run(old, new)
            reached = run.old + run.length
            if run.length >= self._grain.seed or (run.length and self._is_all(run)):
                found[run] = None
                misses = 0
            misses += 1
            step = max(reached, old) + 1 - old
            if BREAK in self._old[old : old + step]:
                return
            old, new = old + step, new + step

    def _is_all(self, run: Run) -> bool:
        """Whether a run is all that is known between two breaks."""
        before = self._old[run.old - 1] if run.old else BREAK
        after = self._old[run.old + run.length : run.old + run.length + 1] or BREAK
        return before == after == BREAK

    def _begins_alike(self, old: int, new: int, step: int) -> bool:
        piece = self._old[old : old + step]
        return len(piece) == step and self._new.startswith(piece, new)

    def _ends_alike(self, old: int, new: int, step: int) -> bool:
        piece = self._old[max(0, old - step) : old]
        return len(piece) == step and self._new.endswith(piece, 0, new)


def _shared(alike: Callable[[int, int], bool]) -> int:
    """How far two texts go together: in steps that double until they fail, and then halve."""
    length, step, growing = 0, 16, True
    while step:
        if alike(length, step):
            length += step
        else:
            growing = False
        step = step * 2 if growing else step // 2
    return length
