"""UTF-16 offsets and code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.articles import TEXTS

from copydesk.formats.utf16 import Utf16


@given(TEXTS)
def test_units_are_counted_as_the_codec_does_and_lead_back(text: str) -> None:
    counted = Utf16(text)
    for point in range(len(text) + 1):
        assert counted.unit(point) == len(text[:point].encode("utf-16-le")) // 2
        assert counted.point(counted.unit(point)) == point
    assert counted.length == len(text.encode("utf-16-le")) // 2


@given(st.text(st.sampled_from("a𐍈"), max_size=9))
def test_the_middle_of_a_character_and_what_is_outside_are_no_place(text: str) -> None:
    counted = Utf16(text)
    places = {counted.unit(point) for point in range(len(text) + 1)}
    for unit in range(-1, counted.length + 2):
        assert (counted.point(unit) is not None) == (unit in places)


@pytest.mark.parametrize(("text", "unit"), [("", 0), ("a😀b", 3)])
def test_the_end_is_a_place(text: str, unit: int) -> None:
    assert Utf16(text).unit(len(text) - (1 if text else 0)) == unit
