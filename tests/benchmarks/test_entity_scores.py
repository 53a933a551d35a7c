"""Scores of entities, on hand-made gold and predictions."""

from __future__ import annotations

import pytest
from evaluation.articles import Annotated, Entity
from evaluation.boundaries import is_relative, normalised
from evaluation.entity_scores import MODES, entity_measures, entity_tallies
from evaluation.tally import Tally, f1, precision, recall
from hypothesis import given
from hypothesis import strategies as st

TEXT = "The Foreign Ministry said Mr. Kim's visit to Oslo Airport in May and last week was on. Kim left France."
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "MISC")


def entity(words: str, label: str, text: str = TEXT) -> Entity:
    start = text.index(words)
    return Entity(start, start + len(words), label)


GOLD = Annotated(
    "a",
    TEXT,
    (
        entity("Foreign Ministry", "ORG"),
        entity("Kim", "PERSON"),
        entity("Oslo Airport", "FAC"),
        entity("May", "DATE"),
        entity("France", "LOC"),
    ),
)
PREDICTED = Annotated(
    "a",
    TEXT,
    (
        entity("The Foreign Ministry", "ORG"),
        entity("Mr. Kim's", "PERSON"),
        entity("Oslo", "GPE"),
        entity("Airport", "ORG"),
        entity("May", "DATE"),
        entity("last week", "DATE"),
        entity("France", "GPE"),
        entity("visit", "EVENT"),
    ),
)


def scored(gold: Annotated, predicted: Annotated) -> dict[tuple[str, str], Tally]:
    measures = entity_measures({entity.label for entity in gold.entities})
    return dict(entity_tallies(measures, gold, predicted))


def test_the_known_figures_of_a_known_article() -> None:
    found = scored(GOLD, PREDICTED)
    assert found["normalised", "PERSON ORG LOC"] == Tally(gold=4, found=3, predicted=5, right=3)
    assert found["raw", "PERSON ORG LOC"] == Tally(gold=4, found=1, predicted=5, right=1)
    assert found["overlap", "PERSON ORG LOC"] == Tally(gold=4, found=4, predicted=5, right=4)
    assert found["normalised", "ORG"] == Tally(gold=1, found=1, predicted=2, right=1)
    assert found["normalised", "  FAC alone"] == Tally(gold=1)
    assert found["normalised", "all of these"] == Tally(gold=5, found=4, predicted=7, right=4)


def test_a_class_that_the_gold_does_not_label_is_not_held_against_a_prediction() -> None:
    names = {name for _, name in scored(GOLD, PREDICTED)}
    assert names == {
        "PERSON ORG LOC",
        "PERSON",
        "ORG",
        "LOC",
        "  FAC alone",
        "DATE",
        "  without relative ones",
        "all of these",
    }


def test_places_are_one_class_and_are_told_apart_only_where_the_gold_does() -> None:
    gold = Annotated("a", TEXT, (entity("France", "GPE"), entity("Oslo Airport", "LOC")))
    predicted = Annotated("a", TEXT, (entity("France", "LOC"), entity("Oslo Airport", "LOC")))
    found = scored(gold, predicted)
    assert found["raw", "LOC"] == Tally(2, 2, 2, 2)
    assert found["raw", "  GPE alone"] == Tally(gold=1)
    assert found["raw", "  LOC alone"] == Tally(1, 1, 2, 1)


def test_relative_dates_can_be_left_out_of_both_sides() -> None:
    found = scored(GOLD, PREDICTED)
    assert found["normalised", "DATE"] == Tally(gold=1, found=1, predicted=2, right=1)
    assert found["normalised", "  without relative ones"] == Tally(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("words", "relative"),
    [
        ("last week", True),
        ("two years ago", True),
        ("today", True),
        ("last May", False),
        ("Wednesday", False),
        ("Aug. 25", False),
        ("2019-20", False),
        ("the 1990s", False),
        ("’90s", False),
        ("3/4/2021", False),
    ],
)
def test_a_relative_date_names_no_weekday_month_or_year(words: str, relative: bool) -> None:
    assert is_relative(words, Entity(0, len(words), "DATE")) is relative


@pytest.mark.parametrize(
    ("words", "label", "left"),
    [
        ("the United Nations", "ORG", "United Nations"),
        ("A Coruña", "GPE", "Coruña"),
        ("Mr. Kim", "PERSON", "Kim"),
        ("President Sir Ana Ruiz’s", "PERSON", "Ana Ruiz"),
        ("President Hotel", "FAC", "President Hotel"),
        ("Lowe's", "ORG", "Lowe"),
        ("The", "ORG", "The"),
        ("Theresa", "PERSON", "Theresa"),
        ("U.S.", "GPE", "U.S."),
    ],
)
def test_normalising_takes_off_what_guidelines_disagree_on(words: str, label: str, left: str) -> None:
    text = f"so {words} said"
    found = normalised(text, Entity(3, 3 + len(words), label))
    assert text[found.start : found.end] == left


def test_two_spans_that_become_one_count_once() -> None:
    gold = Annotated("a", TEXT, (entity("Foreign Ministry", "ORG"),))
    predicted = Annotated("a", TEXT, (entity("Foreign Ministry", "ORG"), entity("The Foreign Ministry", "ORG")))
    assert scored(gold, predicted)["normalised", "ORG"] == Tally(1, 1, 1, 1)
    assert scored(gold, predicted)["raw", "ORG"] == Tally(1, 1, 2, 1)


@st.composite
def marked(draw: st.DrawFn) -> Annotated:
    edge = st.integers(0, len(TEXT))
    entities = []
    for _ in range(draw(st.integers(0, 12))):
        start, end = sorted((draw(edge), draw(edge)))
        if start < end:
            entities.append(Entity(start, end, draw(st.sampled_from(LABELS))))
    return Annotated("a", TEXT, tuple(dict.fromkeys(entities)))


@given(marked())
def test_predictions_that_are_the_gold_are_perfect(gold: Annotated) -> None:
    for tally in scored(gold, gold).values():
        assert f1(tally) in (1, None)


@given(marked(), marked())
def test_f1_does_not_change_when_gold_and_predictions_change_places(one: Annotated, other: Annotated) -> None:
    measures = entity_measures(LABELS)
    there, back = (dict(entity_tallies(measures, *pair)) for pair in ((one, other), (other, one)))
    for key, tally in there.items():
        assert back[key] == tally.swapped()


@given(marked(), marked())
def test_overlap_finds_at_least_what_exactness_finds(gold: Annotated, predicted: Annotated) -> None:
    found = dict(entity_tallies(entity_measures(LABELS), gold, predicted))
    for mode, name in found:
        assert mode in MODES
        for figure in (recall, precision):
            strict, lenient = figure(found["raw", name]), figure(found["overlap", name])
            assert (strict is None) is (lenient is None)
            assert strict is None or lenient is None or strict <= lenient
