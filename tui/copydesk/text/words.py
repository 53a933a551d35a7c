"""Words: runs of letters and digits, with the apostrophes, dots and hyphens that belong inside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from copydesk.text.graphemes import cluster_at, is_boundary, is_simple
from copydesk.text.paged_text import Text, excerpt, has

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_POSSESSIVE = re.compile(r".['’][sS]$", re.DOTALL)

AROUND = 64
"""Code points around a piece of text that may decide about the words at its ends."""

_PLANES_WITH_MARKS = (range(0x0300, 0x3100), range(0xA000, 0xAC00), range(0xF900, 0x20000), range(0xE0100, 0xE01F0))
_JOINERS = "\u200c\u200d"


@lru_cache(2)
def _word(marks: bool) -> re.Pattern[str]:
    """The pattern of a word; the class of combining marks is made only for a text that may have some."""
    mark = f"[{_marks()}]*" if marks else ""
    letter = f"(?:[^\\W_{_HAN}{_KANA}]{mark})"
    return re.compile(
        rf"(?:{letter}\.){{2,}}(?!\w)(?:['’][sS]\b)?"  # U.S., a.m.
        rf"|{letter}+(?:(?:[.'’\-‐‑·]|(?<=\d),(?=\d)){letter}+)*"  # Jae-in, O'Neill, 3.5, 1,000
        rf"|[{_HAN}]{mark}|[{_KANA}]+{mark}"
    )


def _marks() -> str:
    """Every combining mark (Mn, Mc, Me) and the joiners, as the inside of a character class."""
    codes = (chr(code) for block in _PLANES_WITH_MARKS for code in block)
    return "".join(code for code in codes if unicodedata.category(code)[0] == "M") + _JOINERS


def words(text: Text, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The words of a piece of text as half-open ranges; a possessive ’s is none of them.

    A Chinese character is a word, as in UAX #29; so is a run of kana. No word cuts a grapheme cluster (`start` must
    not cut one either).
    """
    end = len(text) if end is None else end
    if not isinstance(text, str):
        piece, base = excerpt(text, start, end, AROUND)
        for left, right in words(piece, start - base, min(end - base, len(piece))):
            yield base + left, base + right
        return
    last = start
    for match in _word(not is_simple(text[start:end])).finditer(text, start, end):
        left, right = match.span()
        if _POSSESSIVE.search(match[0]):
            right -= 2
        if not is_boundary(text, left, start):
            left = max(last, cluster_at(text, left, start)[0])
        if not is_boundary(text, right, left):
            right = min(end, cluster_at(text, right, left)[1])
        if left < right:
            yield left, right
            last = right


def word_at(text: Text, offset: int, reach: int = 256) -> tuple[int, int] | None:
    """The word that holds the code point at `offset`, or None between words; it is looked for within `reach`."""
    low = max(0, offset - reach)
    while 0 < low < offset and not text[low - 1].isspace():
        low += 1
    high = offset + reach if has(text, offset + reach) else len(text)
    for start, end in words(text, low, high):
        if start <= offset < end:
            return start, end
        if start > offset:
            break
    return None
