"""What the network is told about a text: pieces of words, and of each word its shape, its setting and its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.detect.neural.wordpiece import WORD, WordPieces, plain
from copydesk.detect.rules.quote_marks import Quoted

SHAPES: Final = 14
"""How many classes `shapes` knows, 0 for a piece that is no word."""
SETTINGS: Final = 5
"""How many classes `settings` knows."""
AFTER_LINE: Final = 3
AFTER_BLANK_LINE: Final = 4
"""Settings of a word that begins a line, and of one before which a line is blank."""
MARKS: Final = 4
"""How many classes `marks` knows."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r\r")


@dataclass(frozen=True, slots=True)
class Features:
    """A text as the network reads it; one entry for each word in all the lists.

    Attributes:
        starts: First code point of each word.
        ends: One past its last code point.
        pieces: The numbers of its pieces.
        shapes: How it is written: small, capital, capitals, digits and so on.
        settings: What stands before it: 1 nothing, 2 a space, 3 the end of a line, 4 a blank line. A piece that
            continues a word has 0.
        marks: 0 outside of quotation marks, 1 an opening mark, 2 a closing one, 3 between two.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    pieces: Sequence[tuple[int, ...]]
    shapes: Sequence[int]
    settings: Sequence[int]
    marks: Sequence[int]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.starts)


def features(text: str, vocabulary: WordPieces, quoted: Sequence[Quoted]) -> Features:
    """The words of a text and what is known of them before any network runs; linear in its length.

    Args:
        text: The text.
        vocabulary: Cuts words into pieces.
        quoted: The pieces of the text between quotation marks, in order.
    """
    matches = list(WORD.finditer(text))
    words = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    return Features(
        starts,
        ends,
        [vocabulary.pieces(word) for word in words],
        _shapes(words),
        _settings(text, starts, ends),
        _marks(starts, ends, quoted),
    )


def _shapes(words: Sequence[str]) -> list[int]:
    """The shapes of the words; a capital says less where the article writes the same word small elsewhere."""
    small = {word for word in words if word.islower()}
    title = {plain(word) for word in words if word[0].isupper() and not word.isupper()}
    known: dict[str, int] = {}
    shapes: list[int] = []
    for word in words:
        shape = known.get(word)
        if shape is None:
            shape = known[word] = _shape(word, small, title)
        shapes.append(shape)
    return shapes


def _shape(word: str, small: set[str], title: set[str]) -> int:
    if not word[0].isalnum():
        return 12 if word in "\"'“”‘’«»„" else 13
    if word.isdigit():
        return 8 if len(word) == 4 else 9
    if any(letter.isdigit() for letter in word):
        return 10
    if word.islower():
        return 1
    if word.isupper():
        if len(word) == 1:
            return 6
        return 5 if word.lower() in small or plain(word) in title else 4
    if word[0].isupper() and word[1:].islower():
        return 3 if word.lower() in small else 2
    if word[0].isupper():
        return 7
    return 11


def _settings(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    settings: list[int] = []
    position = 0
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if number == 0:
            settings.append(AFTER_BLANK_LINE)
        elif start == position:
            settings.append(1)
        else:
            gap = text[position:start]
            if "\n" not in gap and "\r" not in gap:
                settings.append(2)
            else:
                settings.append(AFTER_BLANK_LINE if _BLANK_LINE.search(gap.replace("\r\n", "\n")) else AFTER_LINE)
        position = end
    return settings


def _marks(starts: Sequence[int], ends: Sequence[int], quoted: Sequence[Quoted]) -> list[int]:
    opening = {piece.start for piece in quoted}
    closing = {piece.end for piece in quoted}
    outer = [piece for piece in quoted if piece.depth == 0]
    marks: list[int] = []
    at = 0
    for start, end in zip(starts, ends, strict=True):
        while at < len(outer) and outer[at].end <= start:
            at += 1
        if start in opening:
            marks.append(1)
        elif end in closing:
            marks.append(2)
        else:
            marks.append(3 if at < len(outer) and outer[at].start <= start else 0)
    return marks
