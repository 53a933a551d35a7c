"""What quotation marks enclose, for gold whose kinds nobody marked."""

from __future__ import annotations

import pytest
from evaluation.quoted_text import pieces, quoted_stretches, shared, touch, words
from hypothesis import given
from hypothesis import strategies as st

MARKS = "“”„«»\"'‘’`"


def stretches(text: str) -> list[tuple[str, bool]]:
    return [(text[each.start : each.end], each.closed) for each in quoted_stretches(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“It holds.”", [("“It holds.”", True)]),
        ('"It holds,"', [('"It holds,"', True)]),
        ("''It holds,''", [("''It holds,''", True)]),
        ("``It holds,''", [("``It holds,''", True)]),
        ("«It holds»", [("«It holds»", True)]),
        ("‘It isn’t much,’", [("‘It isn’t much,’", True)]),
        ("it was “a mess” and “a shame”", [("“a mess”", True), ("“a shame”", True)]),
        ('he is "sad," she "glad"', [('"sad,"', True), ('"glad"', True)]),
        ("“He called it ‘a mess’ then,”", [("“He called it ‘a mess’ then,”", True)]),
        ("“He said “no” twice,”", [("“He said “no” twice,”", True)]),
        ("“It goes on", [("“It goes on", False)]),
        ("and it ends,”", [("and it ends,”", False)]),
        ("the mayor's and the voters' bridge isn't safe", []),
        ("the ’90s and the voters’ bridge", []),
        ("the rate is 51 percent.“", [("the rate is 51 percent.“", False)]),
        ("nothing at all", []),
    ],
)
def test_what_marks_enclose(text: str, found: list[tuple[str, bool]]) -> None:
    assert stretches(text) == found


@given(st.text(st.sampled_from([*MARKS, *MARKS, *"ab .,s(-"]), max_size=40))
def test_stretches_lie_in_the_text_in_order_and_apart(text: str) -> None:
    edges = [0]
    for stretch in quoted_stretches(text, 0, len(text)):
        assert stretch.start < stretch.end
        assert edges[-1] <= stretch.start
        edges.append(stretch.end)
    assert edges[-1] <= len(text)


def test_a_piece_is_what_lies_in_one_paragraph_without_the_space_around_it() -> None:
    text = "“One.\n\n  “Two.” \r\n"
    assert [text[start:end] for start, end in pieces(text, [(0, len(text))])] == ["“One.", "“Two.”"]


def test_words_are_told_by_where_they_begin() -> None:
    assert words("it isn't Jae-in’s — no", [(0, 22)]) == {0, 3, 9, 20}


def test_what_two_lists_of_ranges_share() -> None:
    one, other = [(0, 4), (6, 9)], [(3, 7), (8, 20)]
    assert shared(one, other) == shared(other, one) == 3
    assert touch(one, other)
    assert not touch([(0, 3)], [(3, 5)])
