"""Motions of the cursor."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.strategies import texts

from copydesk.text.blocks import LONGEST_BLOCK, Blocks
from copydesk.text.document import Document
from copydesk.text.graphemes import clusters
from copydesk.text.motions import Motions
from copydesk.text.sentences import sentences
from copydesk.text.words import words

NAMES = (
    "settle", "right", "left", "word_right", "word_end", "word_left",
    "sentence_right", "sentence_left", "paragraph_right", "paragraph_left",
)  # fmt: skip
PROSE = "One two. Three “four five.” Six!\nSeven U.S. Navy eight.\n\nNine ten"


def motions_of(text: str) -> Motions:
    document = Document.from_text(text)
    return Motions(document, Blocks(document))


def places_of(text: str) -> list[int]:
    """Where the cursor may stand."""
    return [start for block in Blocks(Document.from_text(text)) for start, _ in clusters(text, block.start, block.end)]


def walk(step: Callable[[int], int], offset: int) -> list[int]:
    """The offsets that a motion goes through until it stays where it is."""
    found = [offset]
    while (offset := step(offset)) != found[-1]:
        found.append(offset)
    return found


@given(texts, st.data())
def test_every_motion_ends_on_a_cluster_in_a_block(text: str, data: st.DataObject) -> None:
    motions = motions_of(text)
    places = places_of(text) or [0]
    offset = data.draw(st.integers(-1, len(text) + 1))
    for name in NAMES:
        assert getattr(motions, name)(offset) in places, name
    assert motions.first == places[0]
    assert motions.last == places[-1]


@given(texts)
def test_right_and_left_go_through_every_place(text: str) -> None:
    motions = motions_of(text)
    places = places_of(text) or [0]
    assert walk(motions.right, motions.first) == places
    assert walk(motions.left, motions.last) == places[::-1]


@given(texts)
def test_a_settled_cursor_is_where_its_cluster_begins(text: str) -> None:
    motions = motions_of(text)
    for block in Blocks(Document.from_text(text)):
        for start, end in clusters(text, block.start, block.end):
            assert {motions.settle(offset) for offset in range(start, end)} == {start}


@pytest.mark.parametrize("unit", ["word", "sentence", "paragraph"])
@given(text=texts)
def test_larger_motions_go_strictly_on_to_both_ends(text: str, unit: str) -> None:
    motions = motions_of(text)
    forth = walk(getattr(motions, f"{unit}_right"), motions.first)
    back = walk(getattr(motions, f"{unit}_left"), motions.last)
    assert forth[-1] == motions.last
    assert back[-1] == motions.first
    assert all(before < after for before, after in pairwise(forth))
    assert all(before > after for before, after in pairwise(back))
    ends = {motions.first, motions.last}
    assert set(forth) - ends == set(back) - ends


@given(texts)
def test_word_ends_go_strictly_on_to_the_end(text: str) -> None:
    motions = motions_of(text)
    forth = walk(motions.word_end, motions.first)
    assert forth[-1] == motions.last
    assert all(before < after for before, after in pairwise(forth))


@given(texts, st.data())
def test_word_motions_agree_with_the_words_of_the_whole_text(text: str, data: st.DataObject) -> None:
    motions = motions_of(text)
    found = [word for block in Blocks(Document.from_text(text)) for word in words(text, block.start, block.end)]
    offset = data.draw(st.sampled_from(places_of(text) or [0]))
    assert motions.word_right(offset) == next((start for start, _ in found if start > offset), motions.last)
    assert motions.word_left(offset) == next((start for start, _ in found[::-1] if start < offset), motions.first)


@given(texts, st.data())
def test_the_unit_around_a_place_holds_it(text: str, data: st.DataObject) -> None:
    motions = motions_of(text)
    places = places_of(text)
    offset = data.draw(st.sampled_from(places or [0]))
    start, end = motions.paragraph_around(offset)
    assert not places or start <= offset < end
    left, right = motions.sentence_around(offset)
    assert start <= left <= right <= end
    assert not places or left in places
    assert not places or right > left


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n\u2028 ", "\x0b\x0c"])
def test_in_a_document_without_blocks_the_cursor_stays_at_0(text: str) -> None:
    motions = motions_of(text)
    assert motions.first == motions.last == 0
    for offset in (-1, 0, 1, 99):
        assert {getattr(motions, name)(offset) for name in NAMES} == {0}
        assert motions.sentence_around(offset) == motions.paragraph_around(offset) == (0, 0)


def test_from_between_blocks_the_cursor_goes_to_a_block() -> None:
    motions = motions_of("\n\n one\r\n\r\ntwo\n\n")
    assert motions.settle(0) == motions.first == 2
    assert motions.right(0) == 3
    assert motions.settle(7) == 5
    assert motions.right(7) == 10
    assert motions.left(10) == 5
    assert motions.last == motions.right(99) == 12


def test_words_of_prose() -> None:
    motions = motions_of(PROSE)
    starts = [PROSE.index(word) for word in ("One", "two", "Three", "four", "five", "Six", "Seven", "U.S.", "Navy")]
    assert walk(motions.word_right, 0)[: len(starts)] == starts
    assert motions.word_end(0) == 2
    assert motions.word_end(2) == PROSE.index("two") + 2
    assert motions.word_left(PROSE.index("Three") + 2) == PROSE.index("Three")


def test_sentences_of_prose() -> None:
    motions = motions_of(PROSE)
    starts = [PROSE.index(word) for word in ("One", "Three", "Six", "Seven", "Nine")]
    assert walk(motions.sentence_right, 0) == [*starts, len(PROSE) - 1]
    assert walk(motions.sentence_left, len(PROSE) - 1) == [len(PROSE) - 1, *starts[::-1]]
    start, end = motions.sentence_around(PROSE.index("five"))
    assert PROSE[start:end] == "Three “four five.”"
    assert motions.sentence_around(PROSE.index(" Six")) == (start, end)


def test_paragraphs_of_prose() -> None:
    motions = motions_of(PROSE)
    starts = [0, PROSE.index("Seven"), PROSE.index("Nine")]
    assert walk(motions.paragraph_right, 3) == [3, *starts[1:], len(PROSE) - 1]
    assert walk(motions.paragraph_left, len(PROSE) - 1) == [len(PROSE) - 1, *starts[::-1]]


@pytest.mark.parametrize("unit", ["Then a sentence, more or less like this one. ", "“No!” he said. "])
def test_a_line_cut_for_its_length_stays_one_paragraph_with_its_sentences(unit: str) -> None:
    line = "Begin here. " + unit * (5 * LONGEST_BLOCK // 2 // len(unit)) + "and end."
    text = f"A headline\n{line}\nAfter."
    motions = motions_of(text)
    blocks = list(Blocks(Document.from_text(text)))
    assert [block.continued for block in blocks] == [False, False, *[True] * (len(blocks) - 3), False]
    assert len(blocks) > 4
    start, end = 11, 11 + len(line)
    assert motions.paragraph_right(start + 100) == end + 1
    assert motions.paragraph_left(end - 1) == start
    assert motions.paragraph_around(end - 1) == (start, end)
    whole = list(sentences(text, start, end))
    starts = [left for left, _ in whole]
    for cut in [block.start for block in blocks[2:4]]:
        before = next(sentence for sentence in reversed(whole) if sentence[0] <= cut)
        for offset in range(cut - 40, cut + 40):
            assert motions.sentence_right(offset) == next((s for s in starts if s > offset), end + 1)
            assert motions.sentence_left(offset) == max(s for s in starts if s < offset)
        assert motions.sentence_around(cut) == before


def test_an_endless_sentence_is_walked_in_pieces() -> None:
    text = "and on it goes " * LONGEST_BLOCK
    motions = motions_of(text)
    cuts = [block.start for block in Blocks(Document.from_text(text))]
    assert walk(motions.sentence_right, 0)[:-1] == cuts
    assert walk(motions.sentence_left, motions.last)[1:] == cuts[::-1]
    assert motions.sentence_around(cuts[3]) == (cuts[3], cuts[4] - 1)


def test_a_cluster_is_not_cut_where_a_line_is() -> None:
    text = "a " * (LONGEST_BLOCK // 2 - 1) + "b \u0301" + "c" * 3 * LONGEST_BLOCK
    edges = {start for start, _ in clusters(text)}
    assert all(block.start in edges for block in Blocks(Document.from_text(text)))


def test_keys_on_one_endless_line_look_only_around_the_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "word and word. " * 100_000
    motions = motions_of(text)
    looked = 0

    def counted(text: str, start: int, end: int) -> object:
        nonlocal looked
        for word in words(text, start, end):
            looked += 1
            yield word

    monkeypatch.setattr("copydesk.text.motions.words", counted)
    for offset in (len(text) // 2, len(text) - 3):
        motions.word_left(offset)
        motions.word_right(offset)
        motions.word_end(offset)
    assert 0 < looked < 3000
