"""Decoding: from scores of words to ranges of words, by the best path in which nothing goes on that did not begin."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.detect.neural.labels import ENTITIES

Scores = NDArray[np.float32]
NEVER = np.float32(1e9)
"""What speaks against a state so much that no path goes through it."""

_CERTAIN = 6.0
"""By how much, in nats, outside leads where a word is in nothing, whatever stands beside it."""


class Found(NamedTuple):
    """A half-open range of words.

    Attributes:
        start: First word.
        end: One past the last.
        kind: Index of the kind of entity; 0 where there is only one kind.
        score: How probable each of its words is, on the geometric mean.
    """

    start: int
    end: int
    kind: int
    score: float


def entities(scores: Scores, *, eager: float = 0.0) -> list[Found]:
    """Ranges of words that are entities, in order and apart.

    Args:
        scores: Of `labels.ENTITY_SCORES`, logarithms.
        eager: Added to all but outside.
    """
    return _ranges(scores, len(ENTITIES), eager)


def pieces(scores: Scores, *, eager: float = 0.0) -> list[Found]:
    """Ranges of words that play one role.

    Args:
        scores: Of `labels.ROLE_SCORES`, logarithms.
        eager: Added to all but outside.
    """
    return _ranges(scores, 1, eager)


def _ranges(scores: Scores, kinds: int, eager: float) -> list[Found]:
    bent = scores
    if eager:
        bent = scores.copy()
        bent[:, 1:] += np.float32(eager)
    found: list[Found] = []
    for first, last in _doubtful(bent):
        path = _best_path(bent[first:last], kinds)
        start = -1
        for at, state in enumerate((*path, 0)):
            if start >= 0 and (state == 0 or state % 2 == 1):
                said = [float(scores[first + word, path[word]]) for word in range(start, at)]
                mean = math.exp(sum(said) / len(said))
                found.append(Found(first + start, first + at, (path[start] - 1) // 2, mean))
                start = -1
            if state % 2 == 1:
                start = at
    return found


def _doubtful(scores: Scores) -> list[tuple[int, int]]:
    """Stretches between words that are certainly outside; each can be decided by itself."""
    if not len(scores):
        return []
    open_ = scores[:, 0] - scores[:, 1:].max(1) < _CERTAIN
    edges = np.flatnonzero(np.diff(np.concatenate(([False], open_, [False])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _best_path(scores: Scores, kinds: int) -> list[int]:
    """The best state of each word: 0 outside, 2k+1 kind k begins, 2k+2 kind k goes on (after begins or goes on)."""
    # Plain numbers: the tables are so small that arrays would cost ten times as much.
    rows: list[list[float]] = scores.tolist()
    if not rows:
        return []
    going = range(2, 2 * kinds + 1, 2)
    best = rows[0]
    for state in going:
        best[state] = -float(NEVER)
    back: list[list[int]] = []
    for row in rows[1:]:
        highest = max(best)
        came = [best.index(highest)] * len(row)
        step = [highest + score for score in row]
        for state in going:
            before = state - 1 if best[state - 1] >= best[state] else state
            came[state] = before
            step[state] = best[before] + row[state]
        back.append(came)
        best = step
    state = best.index(max(best))
    path = [state]
    for came in reversed(back):
        state = came[state]
        path.append(state)
    path.reverse()
    return path
