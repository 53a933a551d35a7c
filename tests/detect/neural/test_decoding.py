from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.neural import decoding
from copydesk.detect.neural.labels import ENTITIES, ENTITY_SCORES, begins

PERSON, ORG = ENTITIES.index("PERSON"), ENTITIES.index("ORG")
B_PERSON, I_PERSON, B_ORG, I_ORG = begins(PERSON), begins(PERSON) + 1, begins(ORG), begins(ORG) + 1


def scores(*states: int) -> decoding.Scores:
    """Scores that are sure of these states."""
    table = np.full((len(states), ENTITY_SCORES), -9.0, np.float32)
    table[np.arange(len(states)), list(states)] = -0.01
    return table


def ranges(table: decoding.Scores) -> list[tuple[int, int, int]]:
    return [(found.start, found.end, found.kind) for found in decoding.entities(table)]


def test_what_begins_and_goes_on_is_one_entity() -> None:
    assert ranges(scores(0, B_PERSON, I_PERSON, 0)) == [(1, 3, PERSON)]


def test_two_that_begin_side_by_side_are_two() -> None:
    assert ranges(scores(B_PERSON, B_PERSON, I_PERSON)) == [(0, 1, PERSON), (1, 3, PERSON)]


def test_an_entity_at_either_end_of_the_text_is_found() -> None:
    assert ranges(scores(B_ORG, 0, B_ORG)) == [(0, 1, ORG), (2, 3, ORG)]


def test_nothing_goes_on_that_did_not_begin() -> None:
    table = scores(0, I_PERSON, I_PERSON)
    table[:, B_PERSON] = -30
    assert ranges(table) == []


def test_a_text_without_words_has_no_entities() -> None:
    assert decoding.entities(np.zeros((0, ENTITY_SCORES), np.float32)) == []


def test_eagerness_finds_what_the_network_only_suspects() -> None:
    table = scores(0, 0)
    table[1, B_ORG] = -0.8
    assert decoding.entities(table) == []
    assert [found[:3] for found in decoding.entities(table, eager=1.0)] == [(1, 2, ORG)]


@given(st.lists(st.lists(st.floats(-20, 0, width=32), min_size=ENTITY_SCORES, max_size=ENTITY_SCORES), max_size=12))
def test_entities_are_apart_in_order_and_no_path_is_better(rows: list[list[float]]) -> None:
    table = np.array(rows, np.float32).reshape(-1, ENTITY_SCORES)
    found = decoding.entities(table)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(0 <= each.start < each.end <= len(rows) and 0 < each.score <= 1 for each in found)
    nothing = float(table[:, 0].sum())
    path = np.zeros(len(rows), int)
    for each in found:
        path[each.start : each.end] = begins(each.kind) + 1
        path[each.start] = begins(each.kind)
    assert float(table[np.arange(len(rows)), path].sum()) >= nothing - 1e-3
