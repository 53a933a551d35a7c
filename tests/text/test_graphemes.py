"""Grapheme clusters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.text.strategies import texts
from wcwidth import iter_graphemes, wcwidth

from copydesk.text.graphemes import (
    cluster_at,
    clusters,
    is_boundary,
    is_simple,
    next_boundary,
    previous_boundary,
    snap,
    trim,
)

SIMPLE = [chr(code) for code in range(0x110000) if is_simple(chr(code))]


def boundaries(text: str) -> list[int]:
    return [start for start, _ in clusters(text)] + [len(text)]


@given(texts)
def test_clusters_tile_the_text(text: str) -> None:
    found = list(clusters(text))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found)
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert [text[start:end] for start, end in found] == list(iter_graphemes(text))


@given(texts, texts)
def test_a_simple_text_beside_a_hard_one_has_the_same_clusters(text: str, other: str) -> None:
    whole = text + "\n" + other
    assert list(clusters(whole, 0, len(text))) == list(clusters(text))


@given(texts)
def test_looking_at_one_place_agrees_with_cutting_the_whole(text: str) -> None:
    found = list(clusters(text))
    for start, end in found:
        for offset in range(start, end):
            assert cluster_at(text, offset) == (start, end)
            assert next_boundary(text, offset) == end
            assert previous_boundary(text, offset + 1) == start
            assert cluster_at(text, offset, start) == (start, end)
    cuts = set(boundaries(text))
    assert [offset for offset in range(len(text) + 1) if is_boundary(text, offset)] == sorted(cuts | {0})


def test_the_end_of_a_text_has_an_empty_cluster() -> None:
    assert cluster_at("", 0) == (0, 0)
    assert cluster_at("ab", 2) == (2, 2)
    assert cluster_at("ab", 9) == (2, 2)
    assert previous_boundary("", 0) == 0


@pytest.mark.parametrize("unit", ["\u0301", "\U0001f1fa", "\u200d", "\u1112", "क्", "\u0600", "👩\u200d"])
@pytest.mark.parametrize("head", ["", "a", "\n", "漢"])
def test_a_run_of_thousands_has_the_same_clusters_from_anywhere(unit: str, head: str) -> None:
    text = head + unit * 3000 + "z"
    found = list(clusters(text))
    by_offset = {offset: pair for pair in found[-3:] for offset in (pair[0], pair[1] - 1)}
    by_offset |= {offset: pair for pair in found[:3] for offset in (pair[0], pair[1] - 1)}
    middle = found[len(found) // 2]
    for offset, pair in {**by_offset, middle[0]: middle}.items():
        assert cluster_at(text, offset) == pair


def test_ten_thousand_marks_stay_on_their_letter() -> None:
    text = "xa" + "\u0301" * 10_000 + "b"
    assert cluster_at(text, 9_000) == (1, 10_002)
    assert previous_boundary(text, len(text) - 1) == 1


@given(texts, st.data())
def test_snapping_cuts_no_cluster_and_loses_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = snap(text, start, end)
    assert left <= start <= end
    assert right >= end or start == end
    assert {left, right} <= set(boundaries(text))
    assert snap(text, left, right) == (left, right)
    inner = [edge for edge in boundaries(text) if left < edge < right]
    assert all(start < edge < end for edge in inner)


@given(texts, st.data())
def test_trimming_takes_white_space_and_cuts_no_cluster(text: str, data: st.DataObject) -> None:
    edges = boundaries(text)
    start = data.draw(st.sampled_from(edges))
    end = data.draw(st.sampled_from([edge for edge in edges if edge >= start]))
    left, right = trim(text, start, end)
    assert start <= left <= right <= end
    assert {left, right} <= set(edges)
    assert text[left:right].strip() == text[start:end].strip()
    assert trim(text, left, right) == (left, right)
    if left == right:
        assert left == start
    else:
        assert not text[slice(*cluster_at(text, left))].isspace()
        assert not text[slice(*cluster_at(text, right - 1))].isspace()


def test_trim_leaves_a_space_that_carries_a_mark() -> None:
    assert trim("  \u0301 ", 0, 4) == (1, 3)
    assert trim(" \r\n ", 0, 4) == (0, 0)


def test_each_simple_character_is_one_cell_to_the_painter_and_to_the_tables() -> None:
    assert len(SIMPLE) > 1000
    assert [code for code in SIMPLE if cell_len(code) != 1 or wcwidth(code) != 1] == []


def test_each_simple_character_is_one_cluster_beside_any_other() -> None:
    around = ["a", *SIMPLE[:: len(SIMPLE) // 40]]
    for code in SIMPLE:
        text = "".join(code + other for other in around)
        assert len(list(iter_graphemes(text))) == len(text)


@given(st.text(st.sampled_from(SIMPLE)))
def test_simple_characters_are_as_many_cells_and_clusters(text: str) -> None:
    assert is_simple(text)
    assert cell_len(text) == len(text) == len(list(iter_graphemes(text)))


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "e\u0301", "\x1b", "漢", "\u200b", "\u00ad", "\x7f", "\x85", "☂️"])
def test_what_needs_the_tables_is_not_simple(text: str) -> None:
    assert not is_simple(text)
