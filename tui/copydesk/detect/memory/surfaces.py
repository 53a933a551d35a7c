"""Surfaces: how a name is written, which writings count as one, and where known ones stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from copydesk.annotation.decision import LONGEST_NAME
from copydesk.detect.linking.name_forms import name_key
from copydesk.text.graphemes import next_boundary
from copydesk.text.paged_text import Text, excerpt
from copydesk.text.words import words

SLICE = 2048
"""Code points that are searched in one go: a few milliseconds."""
_FEW = 16
"""So many surfaces are first looked for as plain strings, which is much faster where they are rare."""

_ALIKE = [(char, plain) for plain, chars in {"'": "‘’‛ʼ′`´", '"': "“”„‟″", "-": "‐‑‒–—"}.items() for char in chars]
"""Kinds of apostrophes, quotation marks and dashes: one for one, so that places stay what they are."""
_SPACE = re.compile(r"\s+")
_LINE = re.compile(r"[^\r\n]+")
_POSSESSIVE = re.compile(r"(?<=\w)(?:'s|(?<=s)')\Z", re.IGNORECASE)


class Occurrence(NamedTuple):
    """A place where a known surface stands.

    Attributes:
        start: First code point.
        end: One past the last code point.
        written: The surface.
    """

    start: int
    end: int
    written: str


@lru_cache(8192)
def written(name: str) -> str:
    """A name as it is written, without what is only a matter of typing: kinds of marks and spaces, a possessive."""
    plain = " ".join(_plain(name).split())
    plain = plain if plain.isascii() else unicodedata.normalize("NFC", plain)
    return _POSSESSIVE.sub("", plain) or plain


@lru_cache(8192)
def surface_key(name: str) -> str:
    """What two writings have in common that count as one name: "the U.S." and "US", "Acme’s" and "ACME".

    What is written without any capital is another word than what has one: "apple" and "Apple".
    """
    plain = written(name)
    key = name_key(plain)
    return key if is_lower(plain) else key.upper()


def is_lower(name: str) -> bool:
    """Whether a name has letters that could be capitals, and none that is."""
    return any(char.islower() for char in name) and not any(char.isupper() for char in name)


class SurfaceTable:
    """Known surfaces, found in a text as whole words, in the case in which they are known.

    Args:
        surfaces: As `written` gives them; one without any word in it is never found.
    """

    def __init__(self, surfaces: Iterable[str] = ()) -> None:
        self._by_word: dict[str, dict[str, Pattern]] = {}
        self._size = 0
        for surface in surfaces:
            self.add(surface)

    def __len__(self) -> int:
        return self._size

    def add(self, surface: str) -> None:
        """Know a surface."""
        pattern = taken_apart(surface)
        if pattern:
            known = self._by_word.setdefault(pattern.words[0], {})
            self._size += surface not in known
            known[surface] = pattern

    def remove(self, surface: str) -> None:
        """Know a surface no longer."""
        pattern = taken_apart(surface)
        known = self._by_word.get(pattern.words[0]) if pattern else None
        if pattern and known and known.pop(surface, None):
            self._size -= 1
            if not known:
                del self._by_word[pattern.words[0]]

    def find(self, text: Text, start: int = 0, end: int | None = None) -> Iterator[Occurrence]:
        """The places where a known surface begins in a half-open range of a text; they may overlap.

        Args:
            text: The text.
            start: Where to begin: between two words.
            end: Where to end; a surface may reach beyond it.
        """
        end = len(text) if end is None else end
        piece = _plain(text[start : end + LONGEST_NAME])
        composed = piece.isascii() or unicodedata.is_normalized("NFC", piece)
        if composed and len(self._by_word) <= _FEW and not any(first in piece for first in self._by_word):
            return
        found = [(left, right, _composed(piece[left:right])) for left, right in _words(piece)]
        for number, (left, _, word) in enumerate(found):
            if left >= end - start:
                break
            for surface, pattern in self._by_word.get(word, {}).items():
                place = pattern.match(piece, found, number)
                if place:
                    yield Occurrence(start + place[0], start + place[1], surface)


def prepare() -> None:
    """Do once what takes long when a word with unusual letters is met first: some tens of milliseconds."""
    taken_apart("e\u0301")


def slices(text: Text, size: int = SLICE, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """A half-open range of a text cut between words into ranges of about `size` code points."""
    last = len(text) if end is None else end
    while start < last:
        stop = start + size
        if stop < last:
            piece, base = excerpt(text, stop, stop + size)
            space = _SPACE.search(piece, stop - base, stop + size - base)
            stop = base + space.start() if space else next_boundary(text, stop - 1)
        yield start, min(stop, last)
        start = stop


class Pattern(NamedTuple):
    """A surface taken apart: its words, and what stands before, between and after them."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    lead: str
    tail: str

    def match(self, text: str, found: list[tuple[int, int, str]], first: int) -> tuple[int, int] | None:
        """Where it stands in a text if it begins with the word of that number there."""
        last = first + len(self.words) - 1
        if last >= len(found) or any(found[first + n][2] != word for n, word in enumerate(self.words)):
            return None
        for n, gap in enumerate(self.gaps):
            between = text[found[first + n][1] : found[first + n + 1][0]]
            if between != gap and (gap != " " or not between.isspace() or between.count("\n") > 1):
                return None
        start, end = found[first][0] - len(self.lead), found[last][1] + len(self.tail)
        if start < 0 or text[start : found[first][0]] != self.lead or text[found[last][1] : end] != self.tail:
            return None
        return start, end


def _words(piece: str) -> Iterator[tuple[int, int]]:
    """The words of a piece of text, line by line: they are found faster where a line has nothing unusual in it."""
    for line in _LINE.finditer(piece):
        yield from words(piece, *line.span())


@lru_cache(8192)
def taken_apart(surface: str) -> Pattern | None:
    """The pattern of a surface; None for one that has no word in it."""
    places = list(words(surface))
    if not places:
        return None
    return Pattern(
        tuple(surface[start:end] for start, end in places),
        tuple(surface[left[1] : right[0]] for left, right in pairwise(places)),
        surface[: places[0][0]],
        surface[places[-1][1] :],
    )


def _plain(text: str) -> str:
    """A text with the plain kinds of marks in it; as long as before."""
    if not text.isascii():
        for char, plain in _ALIKE:
            text = text.replace(char, plain)
    return text


def _composed(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word)
