"""File names made of article ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.formats.file_names import LONGEST, FileNames


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("000_f6", "000_f6"),
        ("2026/may/Ana Ruiz", "2026/may/Ana Ruiz"),
        ("a:b?c", "a_b_c"),
        ("con/aux.txt", "_con/_aux.txt"),
        (".hidden", "_.hidden"),
        ("end. ", "end"),
        ("北京", "北京"),
    ],
)
def test_a_name_is_the_id_where_every_system_takes_it(id: str, name: str) -> None:
    assert FileNames().name(id) == name


@given(st.lists(st.text(min_size=1, max_size=8), unique=True))
def test_no_two_ids_share_a_name_whatever_the_case(ids: list[str]) -> None:
    names = FileNames()
    found = [names.name(id).casefold() for id in ids]
    assert len(set(found)) == len(found)


def test_a_long_id_is_shortened_and_stays_itself() -> None:
    names = FileNames()
    one, two = names.name("北" * 200 + "a"), names.name("北" * 200 + "b")
    assert one != two
    assert len(one.encode()) <= LONGEST + 9
