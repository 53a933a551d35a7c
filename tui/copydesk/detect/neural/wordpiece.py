"""WordPiece: words as the encoder knows them, each cut greedily into the longest pieces of its vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\w\s]|_")
"""A run of letters and digits with the accents that follow them, or one mark."""

PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
_CONTINUED = "##"
_LONGEST = 64
"""Letters of a word that is still cut into pieces."""
_REMEMBERED = 50_000
"""Words whose pieces are kept; beyond that all are forgotten, so that memory stays bounded."""


class WordPieces:
    """The vocabulary of an uncased encoder.

    Args:
        vocabulary: The pieces in the order of their numbers; a piece that continues a word begins with `##`.

    Raises:
        ValueError: When one of the four special pieces is missing.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        missing = [piece for piece in (PAD, UNKNOWN, START, END) if piece not in self._numbers]
        if missing:
            raise ValueError(f"the vocabulary lacks {', '.join(missing)}")
        self.pad, self.unknown, self.start, self.end = (self._numbers[piece] for piece in (PAD, UNKNOWN, START, END))
        self._known: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self._numbers)

    def pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one; case and accents say nothing."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._cut(plain(word))
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        if not 0 < len(word) <= _LONGEST:
            return (self.unknown,)
        numbers: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            prefix = _CONTINUED if start else ""
            while end > start and prefix + word[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return (self.unknown,)
            numbers.append(self._numbers[prefix + word[start:end]])
            start = end
        return tuple(numbers)


def plain(word: str) -> str:
    """A word without case and accents."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if unicodedata.category(letter) != "Mn")
