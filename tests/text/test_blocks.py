"""Blocks: paragraphs, headline and by-lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.strategies import BREAKS, texts

from copydesk.text.blocks import LONGEST_BLOCK, Blocks, Kind
from copydesk.text.document import Document
from copydesk.text.graphemes import clusters

H, L, B = Kind.HEADLINE, Kind.BYLINE, Kind.BODY
BODY = "The mayor of Oxbow said on Monday that the bridge would open in spring, a year later than planned."


def blocks_of(text: str) -> Blocks:
    return Blocks(Document.from_text(text))


def kinds(*lines: str) -> list[Kind]:
    return [block.kind for block in blocks_of("\n".join(lines))]


@given(texts)
def test_all_that_is_outside_the_blocks_is_white_space(text: str) -> None:
    last = 0
    edges = {start for start, _ in clusters(text)} | {len(text)}
    for block in blocks_of(text):
        assert last <= block.start < block.end
        assert text[last : block.start].strip() == ""
        assert {block.start, block.end} <= edges
        last = block.end
    assert text[last:].strip() == ""


@given(texts, st.data())
def test_an_offset_is_clamped_into_a_block(text: str, data: st.DataObject) -> None:
    blocks = blocks_of(text)
    offset = data.draw(st.integers(-2, len(text) + 2))
    clamped = blocks.clamp(offset)
    if not blocks:
        assert clamped == 0
        return
    block = blocks.at(clamped)
    assert block.start <= clamped < block.end
    assert blocks.clamp(clamped) == clamped
    inside = any(block.start <= offset < block.end for block in blocks)
    assert inside == (clamped == offset)


@pytest.mark.parametrize("newline", BREAKS)
def test_each_kind_of_line_break_parts_blocks(newline: str) -> None:
    text = f"one{newline}two{newline}"
    assert [text[block.start : block.end] for block in blocks_of(text)] == ["one", "two"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("Bridge to open a year late", BODY, BODY), [H, B, B]),
        (("Bridge To Open A Year Late", "By Ana Cole", "Oct. 3, 2024", BODY), [H, L, L, B]),
        (("BRIDGE TO OPEN A YEAR LATE", "- Ana Cole", "- Aug 25", "- 2 min read", BODY), [H, L, L, L, B]),
        (("Will the bridge ever open?", "By Ana Cole and Li Wei", BODY), [H, L, B]),
        (("Bridge opens", "Published 3:15 p.m.", "Updated: 2024-10-03", "12/10/2024", BODY), [H, L, L, L, B]),
        (("Bridge opens", "By J. R. Cole Jr.", BODY), [H, L, B]),
        ((BODY, BODY), [B, B]),
        (("The bridge is late.", BODY), [B, B]),
        (("“The bridge is late.”", BODY), [B, B]),
        (("“Late again!” she said.", "By the river it rained.", BODY), [B, B, B]),
        (("What happened?", BODY), [B, B]),
        (("WASHINGTON (Wire) - The bridge is late, officials said.", BODY), [B, B]),
        (("Bridge opens", "By Tuesday the rain had stopped.", BODY), [H, B, B]),
        (("Bridge opens", "May 5 was a bad day.", BODY), [H, B, B]),
        (("Bridge opens", "By-laws were passed in a meeting that went on for three days", BODY), [H, B, B]),
        (("A headline that is the only line",), [B]),
        (("x" * 161, BODY), [B, B]),
        ((), []),
    ],
)  # fmt: skip
def test_what_is_at_the_top(lines: tuple[str, ...], wanted: list[Kind]) -> None:
    assert kinds(*lines) == wanted
    assert [block.kind for block in blocks_of("\r\n\r\n".join(("", *lines, "")))] == wanted


def test_by_lines_stand_close_under_the_headline() -> None:
    gaps = [block.gap for block in blocks_of(f"Bridge opens\nBy Ana Cole\nAug 25\n{BODY}\n{BODY}")]
    assert gaps == [0, 0, 1, 1, 1]


def test_a_long_line_is_cut_at_a_space_and_stays_one_line() -> None:
    line = "some words " * 3000
    text = f"{BODY}\n{line}\n{BODY}"
    blocks = blocks_of(text)
    pieces = list(blocks)[1:-1]
    assert len(pieces) > 3
    assert all(block.end - block.start <= LONGEST_BLOCK for block in pieces)
    assert all(text[block.end - 1] == " " and block.gap == 0 for block in pieces[:-1])
    assert [block.continued for block in pieces] == [False] + [True] * (len(pieces) - 1)
    line_range = (len(BODY) + 1, len(BODY) + 1 + len(line))
    assert {blocks.line(piece) for piece in pieces} == {line_range}


@pytest.mark.parametrize("unit", ["x", "\u0301", "🇺", "漢", "क्", "👩\u200d", "\x00", "\U000e0001"])
def test_one_endless_line_is_cut_between_clusters(unit: str) -> None:
    text = "a" + unit * 100_000 + "z"
    blocks = list(blocks_of(text))
    edges = {start for start, _ in clusters(text)}
    assert {block.start for block in blocks} <= edges
    assert blocks[0].start == 0
    assert blocks[-1].end == len(text)
    assert all(before.end == after.start for before, after in pairwise(blocks))


def test_a_hundred_thousand_lines_are_blocks() -> None:
    assert not blocks_of("\n" * 100_000)
    assert len(list(blocks_of("a\n" * 100_000))) == 100_000


def test_pieces_of_an_endless_line_that_are_only_white_space_are_no_blocks() -> None:
    text = "a" + " " * 100_000 + "z"
    blocks = list(blocks_of(text))
    assert len(blocks) == 2
    assert (blocks[0].start, blocks[-1].end) == (0, len(text))


@given(
    st.lists(
        st.sampled_from(("a word ", "\u0301", "é", "\n", "  \n", "x" * 500, "漢字", "\r\n", "b " * 5000)), max_size=12
    )
)
def test_blocks_are_the_same_wherever_one_comes_from(parts: list[str]) -> None:
    text = "".join(parts)
    forward = list(blocks_of(text))
    blocks = blocks_of(text)
    backward = []
    block = blocks.last
    while block:
        backward.append(block)
        block = blocks.before(block)
    assert backward[::-1] == forward
    for each in forward:
        middle = (each.start + each.end) // 2
        assert blocks_of(text).at(each.start) == blocks_of(text).at(middle) == blocks_of(text).at(each.end - 1) == each
