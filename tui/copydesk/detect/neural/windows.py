"""Windows: stretches of a text that the network reads at one time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from copydesk.detect.neural.features import Features
from copydesk.detect.neural.wordpiece import WordPieces

ROWS = 4
"""Piece, shape, setting, marks."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some words of a text, as the network takes them.

    Attributes:
        start: First word.
        end: One past the last.
        inputs: ROWS rows, one column for each piece, with a special piece at each end.
        firsts: The column of each word's first piece.
    """

    start: int
    end: int
    inputs: NDArray[np.int64]
    firsts: NDArray[np.int64]


def windows(
    words: Features, vocabulary: WordPieces, size: int, *, stride: int | None = None, lead: int = 0
) -> Iterator[Window]:
    """The windows that cover all words, in order, none cutting a word in two.

    Args:
        words: The words of the text.
        vocabulary: Knows the special pieces.
        size: Pieces in a window at most, the special ones included.
        stride: Pieces from the beginning of one window to that of the next; without it windows do not overlap.
        lead: Pieces of the first window, where it is to be shorter than the others.
    """
    room = size - 2
    ends = list(accumulate(min(len(pieces), room) for pieces in words.pieces))
    start = 0
    limit = lead or room
    while start < len(words):
        base = ends[start - 1] if start else 0
        end = start + 1
        while end < len(words) and ends[end] - base <= limit:
            end += 1
        limit = room
        yield _window(words, vocabulary, start, end, room)
        if end == len(words):
            return
        if stride is None:
            start = end
            continue
        following = start + 1
        while following < end and ends[following - 1] - base < stride:
            following += 1
        start = following


def _window(words: Features, vocabulary: WordPieces, start: int, end: int, room: int) -> Window:
    columns: list[tuple[int, int, int, int]] = [(vocabulary.start, 0, 0, 0)]
    firsts: list[int] = []
    for word in range(start, end):
        firsts.append(len(columns))
        pieces: Sequence[int] = words.pieces[word][:room]
        shape, marks = words.shapes[word], words.marks[word]
        columns.append((pieces[0], shape, words.settings[word], marks))
        columns += ((piece, shape, 0, marks) for piece in pieces[1:])
    columns.append((vocabulary.end, 0, 0, 0))
    return Window(start, end, np.array(columns, np.int64).T, np.array(firsts, np.int64))
