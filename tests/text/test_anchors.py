"""Anchors, and the parts that finding a passage again is made of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.anchors import CONTEXT, Anchor, anchor_of, stands, twin_count
from copydesk.text.common_runs import BREAK, CommonRuns
from copydesk.text.folding import Folded
from copydesk.text.intervals import covering, meeting
from copydesk.text.likeness import likeness, slip_count
from copydesk.text.recollection import Recollection

PIECES = st.sampled_from([*"abe \n\r-–—“”\"’'…ﬁé\u0301\u0323\u200b\xad\u1100\u1161\u11a8\0가", "\r\n", "  ", "e\u0301"])
TEXTS = st.lists(PIECES, max_size=24).map("".join)


def test_an_anchor_is_the_words_and_what_stands_around_them() -> None:
    text = "x" * 50 + "word" + "y" * 50
    anchor = anchor_of(text, 50, 54)
    assert anchor == Anchor("word", "x" * CONTEXT, "y" * CONTEXT)
    assert stands(text, 50, 54, anchor.exact)
    assert not stands(text, 51, 55, anchor.exact)
    assert twin_count(text, 50, 54) == 0
    assert twin_count(text * 3, 50, 54) == 2


@given(TEXTS)
def test_each_folded_code_point_comes_from_a_range_of_the_source(text: str) -> None:
    folded = Folded(text)
    reached = 0
    for offset in range(len(folded.text)):
        start, end = folded.source_range(offset, offset + 1)
        assert reached - 1 <= start < end <= len(text) or start < end <= len(text)
        reached = end
    for offset in range(len(text)):
        start, end = folded.folded_range(offset, offset + 1)
        assert 0 <= start <= end <= len(folded.text)


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join), TEXTS)
def test_a_passage_is_found_in_the_source_again(words: str, around: str) -> None:
    text = f"{around} {words} {around}"
    start = len(around) + 1
    folded = Folded(text)
    left, right = folded.folded_range(start, start + len(words))
    if left < right:
        begin, end = folded.source_range(left, right)
        assert Folded(text[begin:end]).text.strip() == folded.text[left:right].strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s” – he said…", '"It\'s" - he said...'),
        ("line\r\n\r\nline", "line\nline"),
        (unicodedata.normalize("NFD", "Périgord, Krásná Hora, 가각"), "Périgord, Krásná Hora, 가각"),
        ("co\xadope\u200brate", "cooperate"),
    ],
)
def test_what_is_only_written_otherwise_folds_to_the_same(one: str, other: str) -> None:
    assert Folded(one).text == Folded(other).text


def test_case_and_words_are_not_folded() -> None:
    assert Folded("Kim and May").text == "Kim and May"


WORDS = st.text("ab ", min_size=0, max_size=40)


@given(WORDS, WORDS, st.text("abcdef ", min_size=10, max_size=30))
def test_a_long_shared_stretch_is_found_wherever_it_stands(before: str, after: str, shared: str) -> None:
    old, new = f"{before}{BREAK}{shared}{BREAK}{after}", f"{after}{shared}{before}"
    common = CommonRuns(old, new)
    start = len(before) + 1
    if common.is_telling(start, start + len(shared)):
        assert any(
            run.old <= start and run.old + run.length >= start + len(shared) and run.shift == len(after) - start
            for run in common.runs
        )


@given(WORDS, WORDS)
def test_every_run_is_shared_and_as_long_as_it_can_be(old: str, new: str) -> None:
    for start, place, length in CommonRuns(old, new, [(0, 0)]).runs:
        assert length
        assert old[start : start + length] == new[place : place + length]
        assert not start or not place or old[start - 1] != new[place - 1]
        assert old[start + length : start + length + 1] != new[place + length : place + length + 1] or (
            start + length >= len(old) and place + length >= len(new)
        )


RANGES = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(RANGES, max_size=8), st.lists(RANGES, max_size=8))
def test_intervals_agree_with_looking_at_each(intervals: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> None:
    ordered = sorted((start, end, number) for number, (start, end) in enumerate(intervals))
    for (start, end), found in zip(ranges, covering(ordered, ranges), strict=True):
        assert sorted(found) == [n for n, (left, right) in enumerate(intervals) if left <= start and end <= right]
    pairs = {
        (one, other)
        for one, (start, end) in enumerate(intervals)
        for other, (left, right) in enumerate(intervals)
        if one < other and start < right and left < end
    }
    assert {(min(pair), max(pair)) for pair in meeting(ordered)} == pairs


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ("Tomás Okonwko", "Tomás Okonkwo", True),
        ("goverment", "government", True),
        ("Kim Jong Un", "Kim Jong Il", False),
        ("Iran", "Iraq and Iran", False),
        ("$350 million", "$360 million", False),
        ("Tomás Okonkwo", "Okonkwo", False),
        ("Tomás Okonkwo", "Tomás , Okonkwo", False),
        ('"Yes, we will," he', '"Yes we will" he', True),
        (
            "We will not wait for another winter, and we know it well",
            "We will not wait another winter, and we know it well",
            True,
        ),
        (
            "We will not wait for another winter, and we know it well",
            "They did wait for one more summer and we knew it well",
            False,
        ),
        ("...", "!!!", False),
    ],
)
def test_a_slip_put_right_is_alike_and_another_word_is_not(old: str, new: str, alike: bool) -> None:
    assert (likeness(old, new) >= 0.8) is alike


def test_a_swap_is_one_slip() -> None:
    assert [slip_count("Okonwko", "Okonkwo"), slip_count("abc", "abc"), slip_count("", "ab")] == [1, 0, 2]


def test_contexts_that_meet_make_one_stretch() -> None:
    text = "The mayor of Vellmar, Marisol Ibarra, left the hall on Tuesday."
    anchors = [(start, anchor_of(text, start, start + 6)) for start in (30, 13)]
    known = Recollection.of_anchors(anchors)
    assert known.text == text[: 36 + CONTEXT]
    assert known.passage(0, 30, 36) == (30, 36)


def test_contexts_that_contradict_each_other_stay_apart() -> None:
    known = Recollection.of_anchors([(4, Anchor("b", "aaaa", "cccc")), (6, Anchor("x", "zzzz", "yyyy"))])
    assert BREAK in known.text
    assert known.text[slice(*known.passage(0, 4, 5))] == "b"
    assert known.text[slice(*known.passage(1, 6, 7))] == "x"
