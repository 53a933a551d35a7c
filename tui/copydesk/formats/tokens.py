"""The tokens of formats of tokens: words, and every other visible character by itself; white space is in none."""

from __future__ import annotations

import re

from copydesk.text.blocks import LINE_BREAK
from copydesk.text.graphemes import is_boundary, is_simple
from copydesk.text.sentences import sentences
from copydesk.text.words import words

Range = tuple[int, int]

_PIECE = re.compile(r"['’][sS](?!\w)|\S")
"""What stands between words: a possessive, which is one token as in the Penn Treebank, or any one character."""


def tokens(text: str) -> list[Range]:
    """The tokens of a text as half-open ranges, in order; they never overlap and cover all but white space.

    No token edge falls inside a grapheme cluster, except where white space is part of one.
    """
    found: list[Range] = []
    at = 0
    for start, end in words(text):
        found += (piece.span() for piece in _PIECE.finditer(text, at, start))
        found.append((start, end))
        at = end
    found += (piece.span() for piece in _PIECE.finditer(text, at))
    return found if _is_plain(text) else _whole_clusters(text, found)


def sentence_starts(text: str) -> list[int]:
    """Where each sentence begins, in order; a line break of the source always ends one."""
    starts: list[int] = []
    at = 0
    for end, after in [*((found.start(), found.end()) for found in LINE_BREAK.finditer(text)), (len(text), len(text))]:
        starts += (start for start, _ in sentences(text, at, end))
        at = after
    return starts


def _is_plain(text: str) -> bool:
    """Whether each code point but a line break is a cluster of its own."""
    return is_simple(LINE_BREAK.sub("", text))


def _whole_clusters(text: str, found: list[Range]) -> list[Range]:
    """The tokens, joined where they meet inside a cluster."""
    joined: list[Range] = []
    for start, end in found:
        if joined and joined[-1][1] == start and not is_boundary(text, start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
