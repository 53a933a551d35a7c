"""The tokens of formats of tokens: by default words, and every other visible character by itself.

White space is in no token, whatever a token is: `--tokens` chooses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from copydesk.errors import InputError, MissingExtra
from copydesk.text.blocks import LINE_BREAK
from copydesk.text.graphemes import cluster_at, is_boundary, is_simple
from copydesk.text.sentences import sentences
from copydesk.text.words import words

Range = tuple[int, int]

Tokenizer = Callable[[str], list[Range]]
"""Cuts a text into tokens: half-open ranges, in order, apart, without white space at their ends."""

SPACY = "spacy:"
KINDS = ("words", "whitespace", "characters", "spacy:NAME")
"""What `--tokens` takes; the name of spaCy's is a language such as `en`, or an installed pipeline."""

_RUN = re.compile(r"\S+")

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


def get_tokenizer(name: str) -> Tokenizer:
    """What cuts a text into tokens: `words`, `whitespace`, `characters`, or `spacy:NAME`.

    Raises:
        InputError: When there is no such tokenizer.
        MissingExtra: When spaCy is asked for and not installed.
    """
    if name.startswith(SPACY):
        return _spacy_tokenizer(name.removeprefix(SPACY))
    known: dict[str, Tokenizer] = {"words": tokens, "whitespace": runs, "characters": characters}
    if name not in known:
        raise InputError(f"there are no tokens {name!r}", remedy=f"Choose one of: {', '.join(KINDS)}")
    return known[name]


def runs(text: str) -> list[Range]:
    """What stands between white space, punctuation included."""
    return [run.span() for run in _RUN.finditer(text)]


def characters(text: str) -> list[Range]:
    """Each character as a reader sees it (a grapheme cluster) but white space."""
    if _is_plain(text):
        return [(at, at + 1) for at, character in enumerate(text) if not character.isspace()]
    found: list[Range] = []
    for start, end in runs(text):
        at = start
        while at < end:
            after = min(end, max(cluster_at(text, at)[1], at + 1))
            found.append((at, after))
            at = after
    return found


@lru_cache(1)
def _spacy_tokenizer(name: str) -> Tokenizer:
    """The tokenizer of a language, or of an installed pipeline, without its tokens of white space."""
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("cutting tokens as spaCy does", "spacy") from error
    try:
        pipeline: Any = spacy.blank(name) if re.fullmatch("[a-z]{2,3}", name) else spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        raise InputError(
            f"spaCy has no language or pipeline {name!r}",
            remedy=f"Name a language, as in spacy:en, or install it: python -m spacy download {name}",
        ) from error
    tokenizer = pipeline.tokenizer

    def cut(text: str) -> list[Range]:
        found: list[Range] = []
        for token in tokenizer(text):
            # spaCy takes a few characters for letters that Python takes for white space, such as U+001C.
            inner = token.text.strip()
            if inner:
                start = token.idx + token.text.index(inner)
                found.append((start, start + len(inner)))
        return found

    return cut


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
