from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.neural.features import Features
from copydesk.detect.neural.windows import ROWS, windows
from copydesk.detect.neural.wordpiece import WordPieces

VOCABULARY = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])


def words(lengths: list[int]) -> Features:
    count = len(lengths)
    return Features(
        range(count), range(1, count + 1), [(5,) * length for length in lengths], [1] * count, [2] * count, [0] * count
    )


LENGTHS = st.lists(st.integers(1, 9), max_size=120)


@given(LENGTHS, st.integers(4, 40), st.integers(0, 38))
def test_windows_that_do_not_overlap_cover_every_word_once(lengths: list[int], size: int, lead: int) -> None:
    covered = [
        word
        for window in windows(words(lengths), VOCABULARY, size, lead=min(lead, size - 2))
        for word in range(window.start, window.end)
    ]
    assert covered == list(range(len(lengths)))


@given(LENGTHS, st.integers(14, 40), st.integers(1, 12))
def test_overlapping_windows_leave_no_word_out_and_come_to_an_end(lengths: list[int], size: int, stride: int) -> None:
    found = list(windows(words(lengths), VOCABULARY, size, stride=stride))
    assert {word for window in found for word in range(window.start, window.end)} == set(range(len(lengths)))
    assert all(left.start < right.start and left.end < right.end + 1 for left, right in itertools.pairwise(found))
    assert all(right.start <= left.end for left, right in itertools.pairwise(found))


@given(LENGTHS, st.integers(4, 40))
def test_a_window_has_room_for_its_pieces_and_knows_where_words_begin(lengths: list[int], size: int) -> None:
    for window in windows(words(lengths), VOCABULARY, size):
        rows, columns = window.inputs.shape
        assert rows == ROWS
        assert columns <= size
        assert window.inputs[0, 0] == VOCABULARY.start
        assert window.inputs[0, -1] == VOCABULARY.end
        assert len(window.firsts) == window.end - window.start
        assert all(window.inputs[2, column] == 2 for column in window.firsts)
