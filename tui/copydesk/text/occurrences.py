"""Occurrences: the places where some words stand again as whole words, however they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.text.graphemes import is_boundary
from copydesk.text.words import word_at

_ALIKE = ("'’‘ʼ`", '"“”„«»', "-‐‑")
_SPACE = r"(?:[^\S\r\n]+|[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*)"
"""White space within a paragraph: no more than one line break."""
_POSSESSIVE = re.compile(r"['’ʼ][sS]\Z")
_HYPHENS = "-‐‑–—/"
"""What may join a word to another without being a part of it: `anti-Trump`, `Trump–Kim`."""

_INNER = re.compile(r"[\w.,'’ʼ\-‐‑·]|[^\x00-\u02ff]")
"""What a word may go on with; most marks and spaces part words at a glance."""

_GLUED = re.compile(r"[A-Za-z0-9]{2}")
"""What is within one word without a further look."""


class Occurrences:
    """The occurrences of some words.

    They are whole words; a hyphen or a dash ends one too, so that `Kim` is found in `Trump-Kim`, but an apostrophe or
    a dot within a word does not: `Neill` is not found in `O’Neill`. Kinds of quotation marks, apostrophes and hyphens
    do not matter, nor does the white space between words, as long as they stay in one paragraph. A possessive ’s after
    the words is left outside; where the words themselves end with one (`McDonald’s`), it may be there or not.

    Smart case: words with a capital are found as they are written, and wholly in capitals as in headlines; words
    without a capital are found in any case.

    Args:
        words: What to look for.

    Raises:
        ValueError: When there is nothing but white space in them.
    """

    def __init__(self, words: str) -> None:
        self.words = " ".join(words.split())
        if not self.words:
            raise ValueError("there are no words to look for")
        possessive = _POSSESSIVE.search(self.words)
        bare = self.words[: possessive.start()] if possessive else self.words
        if not bare:
            bare, possessive = self.words, None
        tail = r"(?:['’ʼ][sS](?!\w))?" if possessive else ""
        if self.words == self.words.lower():
            self._pattern = re.compile(_spelled(bare) + tail, re.IGNORECASE)
        else:
            spellings = dict.fromkeys([_spelled(bare), _spelled(bare.upper())])
            self._pattern = re.compile(f"(?:{'|'.join(spellings)}){tail}")

    def __call__(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The occurrences in a piece of text, as half-open ranges in order and apart from each other."""
        at, stop = start, len(text) if end is None else end
        while match := self._pattern.search(text, at, stop):
            left, right = match.span()
            if _stands_alone(text, left, right):
                yield left, right
                at = right
            else:
                at = left + 1

    def fits(self, words: str) -> bool:
        """Whether some words are these, however they are typed."""
        return self._pattern.fullmatch(" ".join(words.split())) is not None


def _spelled(words: str) -> str:
    """A pattern for some words, typed in any way."""
    parts = []
    for char in words:
        alike = next((group for group in _ALIKE if char in group), None)
        parts.append(_SPACE if char == " " else f"[{re.escape(alike)}]" if alike else re.escape(char))
    return "".join(parts)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a half-open range cuts no grapheme cluster, and no word other than at a hyphen or before a possessive."""
    if _GLUED.match(text[max(0, start - 1) : start + 1]) or _GLUED.match(text[end - 1 : end + 1]):
        return False
    if not (is_boundary(text, start) and is_boundary(text, end)):
        return False
    if _INNER.match(text[start - 1 : start]) and text[start - 1] not in _HYPHENS:
        first = word_at(text, start)
        if first and first[0] < start:
            return False
    following = text[end : end + 1]
    if not _INNER.match(following) or following in _HYPHENS or _POSSESSIVE.search(text[max(0, end - 2) : end]):
        return True
    last = word_at(text, end - 1)
    return last is None or last[1] <= end
