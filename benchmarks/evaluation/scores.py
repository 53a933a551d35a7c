"""The scores of an engine on a set of gold: for each row of the tables the tallies of all articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.articles import Annotated, GoldSet
from evaluation.entity_scores import MODES, entity_measures, entity_tallies
from evaluation.quotation_scores import quotation_measures, quotation_tallies
from evaluation.tally import Figure, Tally, f1, interval, precision, recall, summed


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        group: The table.
        name: What it is called there.
        figure: What is shown of its tallies.
    """

    group: str
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Scores:
    """What an engine reached.

    Attributes:
        tallies: For each row it takes part in, one tally for each article.
    """

    tallies: Mapping[Row, Sequence[Tally]]

    def record(self, row: Row, samples: Sequence[Sequence[int]]) -> dict[str, Any]:
        """All that is known of a row, ready for JSON; figures in percent."""
        total = summed(self.tallies[row])
        ends = interval(self.tallies[row], row.figure, samples)
        record: dict[str, Any] = {"gold": total.gold, "found": total.found}
        if row.figure is f1:
            record |= {"predicted": total.predicted, "right": total.right, "precision": _percent(precision(total))}
            record |= {"recall": _percent(recall(total)), "f1": _percent(f1(total))}
        else:
            record["recall"] = _percent(recall(total))
        record["interval"] = [_percent(end) for end in ends] if ends else None
        return record


def _percent(part: float | None) -> float | None:
    return None if part is None else round(100 * part, 2)


QUOTATIONS = "quotations"
"""The group of the rows about quotations."""


def rows_of(gold: GoldSet) -> list[Row]:
    """The rows that a set of gold can fill, in the order of the table."""
    rows = [
        Row(f"entities, {title}", measure.name, f1)
        for title in MODES.values()
        for measure in entity_measures(gold.labels)
    ]
    return rows + [Row(QUOTATIONS, measure.name, measure.figure) for measure in quotation_measures(gold.kinds)]


def score(gold: GoldSet, predicted: Sequence[Annotated], finds: frozenset[str]) -> Scores:
    """The scores of predictions for the articles of a set.

    Args:
        gold: The gold.
        predicted: The same articles in the same order, with what was predicted.
        finds: What the engine looks for at all: `entities`, `quotations` or both.
    """
    rows = {(row.group, row.name): row for row in rows_of(gold)}
    tallies: dict[Row, list[Tally]] = {}
    for one, other in zip(gold.articles, predicted, strict=True):
        for key, tally in _tallies(gold, one, other, finds):
            tallies.setdefault(rows[key], []).append(tally)
    return Scores(tallies)


def _tallies(
    gold: GoldSet, one: Annotated, other: Annotated, finds: frozenset[str]
) -> Iterator[tuple[tuple[str, str], Tally]]:
    if "entities" in finds:
        for (mode, name), tally in entity_tallies(entity_measures(gold.labels), one, other):
            yield (f"entities, {MODES[mode]}", name), tally
    if "quotations" in finds:
        for name, tally in quotation_tallies(quotation_measures(gold.kinds), one, other):
            yield (QUOTATIONS, name), tally
