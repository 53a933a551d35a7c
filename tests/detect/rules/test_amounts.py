"""Sums of money as newspapers of many countries write them, and what only looks like one."""

from __future__ import annotations

import pytest

from copydesk.detect.rules.amounts import find_amounts


def sums(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_amounts(text) if found.label == "MONEY"]


@pytest.mark.parametrize(
    "written",
    [
        "Dh28 billion",
        "Dh 5,000",
        "QR4,172,393",
        "KD 150 million",
        "ZAR1,7 million",
        "GHS 6.2 billion",
        "Tk 2.5 crore",
        "₹70 lakhs",
        "N200 billion",
        "N$100 000",
        "R50 000",
        "$102Mil",
        "U.S.$2",
        "US $3.4 million",
        "US dollars 6000",
        "GH₵180,000.00",
        "1,200 colones",
        "150,000 Egyptian Pounds",
        "145 billion Korean won",
        "two million Colombian pesos",
        "5,000-6,000 baht",
        "tens of billions of dollars",
        "several hundred billion won",
        "$1.5-2 billion",
    ],
)
def test_a_sum_is_found_as_it_is_written(written: str) -> None:
    assert sums(f"The bridge at Lorvik took {written}, and the ferry nothing.") == [written]


@pytest.mark.parametrize(
    "text",
    [
        "In the end Lorvik 2 won the match against Sund 3.",
        "More than 550 real estate agents came.",
        "He lifts a sack of 100kg (220 pounds) alone.",
        "They baked with 30 pounds of flour.",
        "The ministers met at COP27 in a tent.",
        "The N6 road is closed, and so is route R2.",
        "He came on in the R16 of the cup.",
        "The QR 2 code was read.",
    ],
)
def test_what_only_looks_like_a_sum_is_none(text: str) -> None:
    assert sums(text) == []


def test_small_sums_in_rand_are_believed_where_large_ones_stand() -> None:
    assert sums("Parking is R20 now, the fine R1 500.") == ["R20", "R1 500"]
    assert sums("Both lost in the R16 round.") == []


def test_a_year_is_not_drawn_into_a_sum_before_it() -> None:
    assert sums("They paid $500 2021 was a good year.") == ["$500"]
