"""Search."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.paged_text import PagedText
from copydesk.text.search import Search

ALPHABET = "aAbB '’“\"-–\n\t"
FOLD = str.maketrans({**dict.fromkeys("’‘ʼ`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—", "-")})

hay = st.text(ALPHABET, max_size=40)
needles = st.text(ALPHABET, max_size=4)


def naive(needle: str, text: str) -> list[int]:
    """Every offset at which a needle is found, by comparing character after character."""
    if not needle.strip():
        return []
    if needle == needle.lower():
        text = text.lower()
    parts = re.findall(r"\s+|\S", needle.translate(FOLD))
    text = text.translate(FOLD)
    found = []
    for start in range(len(text)):
        at = start
        for number, part in enumerate(parts):
            if part.isspace():
                run = len(text[at:]) - len(text[at:].lstrip())
                if not run or (not number and start and text[start - 1].isspace()):
                    break
                at += run
            elif text[at : at + 1] == part:
                at += 1
            else:
                break
        else:
            found.append(start)
    return found


@given(needles, hay)
def test_what_a_naive_search_finds_is_found(needle: str, text: str) -> None:
    search = Search(needle)
    wanted = naive(needle, text)
    for offset in range(-1, len(text) + 1):
        after = search.after(text, offset)
        before = search.before(text, offset)
        later = [start for start in wanted if start > offset]
        earlier = [start for start in wanted if start < offset]
        if wanted:
            assert after
            assert after[0] == (later or wanted)[0]
            assert before
            assert before[0] == (earlier or wanted)[-1]
        else:
            assert after is before is None


@given(needles, hay)
def test_matches_are_in_order_and_apart(needle: str, text: str) -> None:
    last = 0
    found = list(Search(needle).matches(text))
    for start, end in found:
        assert last <= start < end
        last = end
    wanted = naive(needle, text)
    assert {start for start, _ in found} <= set(wanted)
    assert all(any(left <= start < right for left, right in found) for start in wanted)


@pytest.mark.parametrize("needle", ["", " ", "\n\t", "\u00a0"])
def test_nothing_is_found_by_nothing(needle: str) -> None:
    search = Search(needle)
    assert list(search.matches("a b\n")) == []
    assert search.after("a b", 0) is None
    assert search.before("a b", 3) is None


@pytest.mark.parametrize(
    ("needle", "text", "found"),
    [
        ("kim", "Kim KIM kim", ["Kim", "KIM", "kim"]),
        ("Kim", "Kim KIM kim", ["Kim"]),
        ("moon's", "Moon’s moon's", ["Moon’s", "moon's"]),
        ('"no"', '“No” "no" «no»', ["“No”", '"no"', "«no»"]),
        ("jae-in", "Jae‑in Jae—in", ["Jae‑in", "Jae—in"]),
        ("white house", "White\u00a0House, white\n  house", ["White\u00a0House", "white\n  house"]),
        ("a.c", "abc a.c", ["a.c"]),
        ("[b]", "[b] b", ["[b]"]),
        ("café", "CAFÉ", ["CAFÉ"]),
        ("북한", "북한은", ["북한"]),
        ("\\", "a\\b", ["\\"]),
    ],
)
def test_what_is_found(needle: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in Search(needle).matches(text)] == found


def test_a_search_goes_round() -> None:
    text = "one two one two"
    search = Search("one")
    assert search.after(text, 8) == (0, 3)
    assert search.before(text, 0) == (8, 11)
    assert search.after(text, 0) == (8, 11)
    assert search.before(text, 8) == (0, 3)


def test_the_last_match_is_found_far_away() -> None:
    text = "one" + "x" * 300_000
    assert Search("one").before(text, len(text)) == (0, 3)


def test_long_runs_of_spaces_are_walked_once() -> None:
    text = "a" + " " * 200_000 + "c"
    for needle in (" b", "a b", "a b c", " b "):
        assert list(Search(needle).matches(text)) == []
        assert Search(needle).before(text, len(text)) is None


class Bytes:
    """A source that never changes."""

    changed = False

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.size = len(content)

    def read(self, start: int, length: int) -> bytes:
        return self._content[start : start + length]


@pytest.mark.parametrize("offset", [-1, 0, 9, 30, 60])
def test_a_search_that_grows_letter_by_letter_finds_what_the_whole_needle_finds(offset: int) -> None:
    text = "Zinc, zircon; a zirconfinch\nsang. Zircon! zir con ’s zircons"
    for needle in ("zirconfinch", "zirCon", "Zircon!", "zir con 's", "zircons", "zirx", "a  zir"):
        for searched in (text, PagedText(Bytes(text.encode()))):
            search = None
            for length in range(1, len(needle) + 1):
                search = Search(needle[:length], search)
                if needle[:length].strip():
                    assert search.after(searched, offset) == Search(needle[:length]).after(searched, offset)


def test_a_search_that_grows_reads_no_page_twice() -> None:
    text = PagedText(Bytes(b"z" + b"." * 1_000_000 + b"zirconfinch"))
    search = None
    for length in range(1, 12):
        search = Search("zirconfinch"[:length], search)
        found = search.after(text, 0)
        if length == 2:
            text.scan()
            decoded = text.pages_decoded
    assert found == (1_000_001, 1_000_012)
    assert text.pages_decoded == decoded
