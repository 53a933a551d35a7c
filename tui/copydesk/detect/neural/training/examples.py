"""Windows of articles with their gold labels as numbers: what one step of training reads."""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copydesk.detect.neural.features import Features, features
from copydesk.detect.neural.labels import ENTITIES, ENTITY_SCORES, ROLES, begins
from copydesk.detect.neural.training.articles import PARTIAL, GoldArticle, Range
from copydesk.detect.neural.training.augment import disguised
from copydesk.detect.neural.windows import Window, windows
from copydesk.detect.neural.wordpiece import WordPieces
from copydesk.detect.rules.quote_marks import quoted_pieces

NOTHING = -1
"""The place of a source or cue that the window does not show."""


@dataclass(frozen=True, slots=True)
class Link:
    """A content of a window and where its source and cue begin.

    Attributes:
        words: The words of the content, as numbers of the window.
        source: The first word of its source, or NOTHING.
        cue: The first word of its cue, or NOTHING.
    """

    words: tuple[int, ...]
    source: int
    cue: int


@dataclass(frozen=True, slots=True)
class Example:
    """A window of an article.

    Attributes:
        inputs: Rows as in `windows`, one column for each piece.
        firsts: The column of each word's first piece.
        allowed: For each word which entity scores are right, more than one where the gold leaves it open, or None
            where nobody marked entities.
        roles: For each word and role 0 outside, 1 begins, 2 goes on, or None where nobody marked attributions.
        links: The contents of the window, where attributions are marked.
    """

    inputs: NDArray[np.int64]
    firsts: NDArray[np.int64]
    allowed: NDArray[np.bool_] | None
    roles: NDArray[np.int64] | None
    links: tuple[Link, ...] = field(default=())


def examples(
    articles: Iterable[GoldArticle], vocabulary: WordPieces, size: int, chance: random.Random
) -> Iterator[Example]:
    """The windows of articles, each time in another guise and cut at other places.

    Args:
        articles: The articles.
        vocabulary: Cuts words into pieces.
        size: Pieces in a window at most, the two at its ends included.
        chance: What is drawn comes from here.
    """
    for original in articles:
        article = disguised(original, chance)
        words = features(article.text, vocabulary, quoted_pieces(article.text))
        if not len(words):
            continue
        allowed = _allowed(article, words)
        roles = _roles(article, words)
        for window in windows(words, vocabulary, size, lead=chance.randrange(size - 2)):
            yield Example(
                window.inputs,
                window.firsts,
                None if allowed is None else allowed[window.start : window.end],
                None if roles is None else _clean(roles[window.start : window.end]),
                tuple(_links(article, words, window)),
            )


def _covered(words: Features, start: int, end: int) -> range:
    """The words that lie in a half-open range of code points, also in part."""
    return range(bisect.bisect_right(words.ends, start), bisect.bisect_left(words.starts, end))


def _allowed(article: GoldArticle, words: Features) -> NDArray[np.bool_] | None:
    if article.entities is None:
        return None
    allowed = np.zeros((len(words), ENTITY_SCORES), bool)
    for kind in PARTIAL[""] if article.partial else ("",):
        if kind:
            allowed[:, begins(ENTITIES.index(kind)) : begins(ENTITIES.index(kind)) + 2] = True
        else:
            allowed[:, 0] = True
    for entity in article.entities:
        kinds = PARTIAL.get(entity.label, frozenset({entity.label})) if article.partial else {entity.label}
        for place, word in enumerate(_covered(words, entity.start, entity.end)):
            allowed[word] = False
            for kind in kinds:
                allowed[word, begins(ENTITIES.index(kind)) + (place > 0)] = True
    return allowed


def _roles(article: GoldArticle, words: Features) -> NDArray[np.int64] | None:
    if article.attributions is None:
        return None
    roles = np.zeros((len(words), len(ROLES)), np.int64)
    ranges: list[tuple[int, Range]] = []
    for attribution in article.attributions:
        for number, role in enumerate((attribution.content, attribution.source, attribution.cue)):
            ranges += ((number, each) for each in role)
    # Of what is nested, the outer is learned: it is written last.
    for number, (start, end) in sorted(ranges, key=lambda each: each[1][1] - each[1][0]):
        for place, word in enumerate(_covered(words, start, end)):
            roles[word, number] = 1 if place == 0 else 2
    return roles


def _clean(roles: NDArray[np.int64]) -> NDArray[np.int64]:
    """Roles of a window, where what began before it begins with it."""
    clean = roles.copy()
    clean[0][clean[0] == 2] = 1
    return clean


def _links(article: GoldArticle, words: Features, window: Window) -> Iterator[Link]:
    for attribution in article.attributions or ():
        content = _seen(words, window, attribution.content)
        if content:
            source, cue = (_seen(words, window, role) for role in (attribution.source, attribution.cue))
            yield Link(tuple(content), source[0] if source else NOTHING, cue[0] if cue else NOTHING)


def _seen(words: Features, window: Window, ranges: Sequence[Range]) -> list[int]:
    covered = (word for start, end in ranges for word in _covered(words, start, end))
    return sorted(word - window.start for word in covered if window.start <= word < window.end)
