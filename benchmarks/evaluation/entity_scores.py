"""Scores of entities: exact and overlapping, with boundaries normalised and as marked, by label and together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from evaluation.articles import Annotated, Entity
from evaluation.boundaries import is_relative, normalised, one_place, place_class
from evaluation.tally import Tally

NAMES = frozenset({"PERSON", "ORG", "LOC"})
"""The three classes of the headline figure; LOC is GPE, LOC and FAC."""

UNJUDGED = frozenset({"MISC"})
"""Classes that are in no figure."""

_ORDER = ("PERSON", "ORG", "LOC", "NORP", "DATE", "MONEY", "EVENT", "TIME", "PERCENT")

MODES = {
    "normalised": "exact, boundaries normalised",
    "raw": "exact, as marked",
    "overlap": "overlapping, as marked",
}
"""How entities are compared.

normalised: start, end and class are equal after both sides went through `normalised`. raw: they are equal as they are.
overlap: they are of one class and share a code point; precision is the part of the predictions that lie on gold,
recall the part of the gold that a prediction lies on. In all three, equal entities of one article count once.
"""


@dataclass(frozen=True, slots=True)
class EntityMeasure:
    """A row of the table of entities.

    Attributes:
        name: What it is called.
        takes: Whether an entity of a text counts in it.
        fine: Whether GPE, LOC and FAC are told apart.
    """

    name: str
    takes: Callable[[str, Entity], bool]
    fine: bool = False


def entity_measures(labels: Collection[str]) -> list[EntityMeasure]:
    """The rows for a set of gold that knows these labels; predictions of a class that it does not know count nowhere.

    First the three classes of names together, then each class, then all classes together. FAC has a row of its own as
    well, where the gold tells it apart, and GPE and LOC where it tells those apart. Dates are also scored without those
    that name no weekday, month or year, left out of both sides.
    """
    classes = {place_class(label) for label in labels} - UNJUDGED
    ordered = [label for label in _ORDER if label in classes] + sorted(classes - set(_ORDER))
    measures: list[EntityMeasure] = []
    if classes & NAMES:
        measures.append(EntityMeasure("PERSON ORG LOC", _of(classes & NAMES)))
    for label in ordered:
        measures.append(EntityMeasure(label, _of({label})))
        if label == "LOC":
            told_apart = [fine for fine in ("GPE", "LOC") if "GPE" in labels] + ["FAC"] * ("FAC" in labels)
            measures += [EntityMeasure(f"  {fine} alone", _of({fine}), fine=True) for fine in told_apart]
        if label == "DATE":
            measures.append(EntityMeasure("  without relative ones", _absolute))
    if len(ordered) > 1:
        measures.append(EntityMeasure("all of these", _of(classes)))
    return measures


def _of(classes: Collection[str]) -> Callable[[str, Entity], bool]:
    return lambda _, entity: entity.label in classes


def _absolute(text: str, entity: Entity) -> bool:
    return entity.label == "DATE" and not is_relative(text, entity)


def entity_tallies(
    measures: Collection[EntityMeasure], gold: Annotated, predicted: Annotated
) -> Iterator[tuple[tuple[str, str], Tally]]:
    """For each mode and measure the tally of one article."""
    text = gold.text
    for mode in MODES:
        sides = [_seen(mode, text, side) for side in (gold, predicted)]
        for measure in measures:
            golds, predictions = (
                {entity for entity in side[measure.fine] if measure.takes(text, entity)} for side in sides
            )
            tally = overlapping(golds, predictions) if mode == "overlap" else exact(golds, predictions)
            yield (mode, measure.name), tally


def _seen(mode: str, text: str, article: Annotated) -> tuple[set[Entity], set[Entity]]:
    """The entities as the mode sees them: with one class of places, and with three."""
    entities = set(article.entities)
    if mode == "normalised":
        entities = {normalised(text, entity) for entity in entities}
    return one_place(entities), entities


def exact(gold: Collection[Entity], predicted: Collection[Entity]) -> Tally:
    """The tally of equal entities."""
    both = len(set(gold) & set(predicted))
    return Tally(len(set(gold)), both, len(set(predicted)), both)


def overlapping(gold: Collection[Entity], predicted: Collection[Entity]) -> Tally:
    """The tally of entities of one label that share a code point."""

    def lie_on(some: Collection[Entity], others: Collection[Entity]) -> int:
        return sum(
            any(one.label == other.label and one.start < other.end and other.start < one.end for other in others)
            for one in some
        )

    return Tally(len(gold), lie_on(gold, predicted), len(predicted), lie_on(predicted, gold))
