"""Where a text names in full whom a later part calls by one name."""

from __future__ import annotations

import pytest

from copydesk.detect.process.introductions import LONGEST_LINES, REACH, introductions

LATE = "\nIn the end Berg left the hall.\n"


def introduced(early: str, late: str = LATE) -> list[str]:
    text = early + late
    return [text[start:end] for start, end in introductions(text, len(early), len(text))]


@pytest.mark.parametrize(
    "line",
    [
        "On Monday Anna Berg came to Oslo.",
        "On Monday Anna M. Berg came to Oslo.",
        "On Monday Anna van der Berg came to Oslo.",
        "On Monday Dr. Anna Berg’s car stood there.",
        "Then Berg Un-hye came.",
    ],
)
def test_a_surname_is_introduced_by_the_line_with_the_full_name(line: str) -> None:
    assert introduced(f"Oslo is calm.\n{line}\nThe hall was full.\n") == [line]


@pytest.mark.parametrize(
    "early",
    [
        "Mr. Berg came, and President Berg left.\n",
        "the mountain called Berg is high\n",
        "Anna Bergman and Ola Sandberg came.\n",
        "",
    ],
)
def test_titles_and_parts_of_other_names_introduce_nobody(early: str) -> None:
    assert introduced(early) == []


def test_who_is_named_in_full_in_the_part_itself_needs_no_introduction() -> None:
    assert introduced("Anna Berg came.\n", "\nThen Anna Berg spoke. In the end Berg left.\n") == []


def test_a_word_that_is_written_small_as_well_is_no_name() -> None:
    assert introduced("The Hall Berg is new.\n", "\nThey left the hall. Hall was empty.\n") == []


def test_only_the_first_introduction_is_taken_and_one_line_serves_two_names() -> None:
    early = "Anna Berg met Ola Sand.\nAgain Anna Berg met Ola Sand.\n"
    assert introduced(early, "\nIn May Berg called Sand.\n") == ["Anna Berg met Ola Sand."]


def test_of_a_long_line_only_what_stands_around_the_name_is_taken() -> None:
    (found,) = introduced("word " * 200 + "Anna Berg came. " + "word " * 200 + "\n")
    assert "Anna Berg came." in found
    assert len(found) < 250
    assert found.startswith("word")
    assert found.endswith("word")


def test_introductions_are_bounded_in_number_and_reach() -> None:
    surnames = [f"Xa{chr(97 + n // 26)}{chr(97 + n % 26)}o" for n in range(200)]
    early = "".join(f"{'word ' * 15}Anna {name} {'word ' * 15}\n" for name in surnames)
    late = "".join(f"\nthen {name} left.\n" for name in surnames)
    text = early + late
    assert 0 < sum(end - start for start, end in introductions(text, len(early), len(text))) <= LONGEST_LINES
    far = "Anna Berg came.\n" + "word " * (REACH // 5)
    assert introduced(far) == []
