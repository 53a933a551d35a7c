"""Decoding: from scores of words to ranges of words, by the best path in which nothing goes on that did not begin."""

from __future__ import annotations

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
    bent = scores.copy()
    bent[:, 1:] += np.float32(eager)
    path = np.zeros(len(bent), np.int64)
    for first, last in _doubtful(bent):
        path[first:last] = _best_path(bent[first:last], kinds)
    found: list[Found] = []
    start = -1
    ends = [*path.tolist(), 0]
    for word, state in enumerate(ends):
        if start >= 0 and (state == 0 or state % 2 == 1):
            chosen = scores[np.arange(start, word), path[start:word]]
            found.append(Found(start, word, (ends[start] - 1) // 2, float(np.exp(chosen.mean()))))
            start = -1
        if state % 2 == 1:
            start = word
    return found


def _doubtful(scores: Scores) -> list[tuple[int, int]]:
    """Stretches between words that are certainly outside; each can be decided by itself."""
    if not len(scores):
        return []
    open_ = scores[:, 0] - scores[:, 1:].max(1) < _CERTAIN
    edges = np.flatnonzero(np.diff(np.concatenate(([False], open_, [False])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _best_path(scores: Scores, kinds: int) -> NDArray[np.int64]:
    """The best state of each word: 0 outside, 2k+1 kind k begins, 2k+2 kind k goes on (after begins or goes on)."""
    count = len(scores)
    path = np.zeros(count, np.int64)
    if not count:
        return path
    going = np.arange(2, 2 * kinds + 1, 2)
    back = np.zeros((count, 2 * kinds + 1), np.int64)
    best = scores[0].copy()
    best[going] = -NEVER
    for word in range(1, count):
        top = int(best.argmax())
        step = np.full(2 * kinds + 1, best[top], np.float32)
        back[word] = top
        began = best[going - 1] >= best[going]
        step[going] = np.where(began, best[going - 1], best[going])
        back[word, going] = np.where(began, going - 1, going)
        best = step + scores[word]
    state = int(best.argmax())
    for word in range(count - 1, -1, -1):
        path[word] = state
        state = int(back[word, state])
    return path
