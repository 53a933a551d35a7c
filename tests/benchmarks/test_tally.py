"""Precision, recall, F1 and their intervals."""

from __future__ import annotations

import pytest
from evaluation.tally import NOTHING, Tally, draws, f1, interval, precision, recall, summed
from hypothesis import given
from hypothesis import strategies as st


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    gold, predicted = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    return Tally(gold, draw(st.integers(0, gold)), predicted, draw(st.integers(0, predicted)))


def test_three_of_four_found_by_six_predictions() -> None:
    tally = Tally(gold=4, found=3, predicted=6, right=3)
    assert recall(tally) == 0.75
    assert precision(tally) == 0.5
    assert f1(tally) == pytest.approx(0.6)


def test_without_gold_and_predictions_there_is_no_figure() -> None:
    assert (recall(NOTHING), precision(NOTHING), f1(NOTHING)) == (None, None, None)


def test_silence_where_there_is_gold_and_talk_where_there_is_none_score_zero() -> None:
    assert f1(Tally(gold=3)) == 0
    assert f1(Tally(predicted=3)) == 0


@given(tallies())
def test_f1_is_the_same_with_gold_and_predictions_swapped(tally: Tally) -> None:
    assert f1(tally.swapped()) == f1(tally)
    assert tally.swapped().swapped() == tally


@given(st.lists(tallies()))
def test_a_sum_is_what_adding_up_gives(some: list[Tally]) -> None:
    assert summed(some) == sum(some, start=NOTHING)


def test_articles_that_are_all_alike_leave_nothing_to_chance() -> None:
    alike = [Tally(gold=4, found=3, predicted=6, right=3)] * 7
    assert interval(alike, recall, draws(7, 50)) == (0.75, 0.75)


def test_articles_that_differ_give_an_interval_around_the_figure() -> None:
    some = [Tally(gold=10, found=found) for found in (2, 4, 6, 8, 10, 5, 7, 3)]
    ends = interval(some, recall, draws(8, 400))
    assert ends is not None
    assert 0.2 < ends[0] < 45 / 80 < ends[1] < 1


def test_the_same_draws_come_every_time() -> None:
    assert draws(5, 3) == draws(5, 3)
    assert draws(0, 3) == []


def test_without_draws_or_without_gold_there_is_no_interval() -> None:
    assert interval([Tally(gold=1, found=1)], recall, []) is None
    assert interval([NOTHING, NOTHING], recall, draws(2, 10)) is None
