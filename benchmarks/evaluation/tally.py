"""Counts of what was right: precision, recall and F1, and how far chance alone could move them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Figure = Callable[["Tally"], float | None]
"""A figure read off a tally, from 0 to 1; None where it is not defined."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was to be found, and what was said.

    With exact matches `found` and `right` are equal. With overlaps they may differ: two predictions can lie on one
    gold span.

    Attributes:
        gold: How many there are.
        found: How many of these were found.
        predicted: How many were predicted.
        right: How many of these are right.
    """

    gold: int = 0
    found: int = 0
    predicted: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.predicted + other.predicted,
            self.right + other.right,
        )

    def swapped(self) -> Tally:
        """The tally with gold and predictions in each other's place."""
        return Tally(self.predicted, self.right, self.gold, self.found)


NOTHING = Tally()
"""No gold and no prediction."""


def recall(tally: Tally) -> float | None:
    """The part of the gold that was found; None without gold."""
    return tally.found / tally.gold if tally.gold else None


def precision(tally: Tally) -> float | None:
    """The part of the predictions that is right; None without predictions."""
    return tally.right / tally.predicted if tally.predicted else None


def f1(tally: Tally) -> float | None:
    """The harmonic mean of precision and recall; None with neither gold nor predictions, 0 where nothing is right."""
    if not tally.gold and not tally.predicted:
        return None
    of_gold, of_predicted = recall(tally) or 0.0, precision(tally) or 0.0
    total = of_gold + of_predicted
    return 2 * of_gold * of_predicted / total if total else 0.0


def summed(tallies: Sequence[Tally]) -> Tally:
    """All together: figures of a sum are micro averages."""
    return Tally(
        sum(tally.gold for tally in tallies),
        sum(tally.found for tally in tallies),
        sum(tally.predicted for tally in tallies),
        sum(tally.right for tally in tallies),
    )


def draws(articles: int, resamples: int, seed: int = 1) -> list[list[int]]:
    """For `interval`: so many samples of as many articles, drawn with replacement, by their numbers."""
    chance = random.Random(seed)
    return [chance.choices(range(articles), k=articles) for _ in range(resamples)] if articles else []


def interval(tallies: Sequence[Tally], figure: Figure, samples: Sequence[Sequence[int]]) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of a figure, by the percentile method (Efron 1979), the article being the unit.

    Args:
        tallies: One for each article.
        figure: What is computed from the sum of each sample.
        samples: What `draws` gave for so many articles.

    Returns:
        The lower and the upper end, or None where the figure is defined for no sample.
    """
    counts = [(tally.gold, tally.found, tally.predicted, tally.right) for tally in tallies]
    values: list[float] = []
    for sample in samples:
        drawn = [counts[number] for number in sample]
        value = figure(Tally(*map(sum, zip(*drawn, strict=True))))
        if value is not None:
            values.append(value)
    if not values:
        return None
    values.sort()
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]
