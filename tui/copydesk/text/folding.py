"""Folding: a text without the differences that are only a matter of writing, such as curly quotes and line ends."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
)
_ALIKE = {
    " ": _SPACES,
    "'": "‘’‚‛ʼʹ′`´",
    '"': "“”„‟«»″",
    "-": "‐‑‒–—―−",
    "\ufffd": "\0",
}
_TABLE = str.maketrans({char: plain for plain, chars in _ALIKE.items() for char in chars})

_LONGER = {"…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_OTHER_LENGTH = re.compile(rf"  +|--+|[{''.join(_LONGER)}]|[{_UNSEEN}]+")
_BEYOND_LATIN = re.compile(r".?[^\x00-\u02ff]+", re.DOTALL)


class Folded:
    """A folded text that knows where each of its code points comes from.

    White space is one space; quotation marks, apostrophes and dashes are the plain ones; letters are composed (NFC);
    what is not seen is left out. Case and everything else stay. There is no NUL in it.

    Args:
        source: The text to fold.

    Attributes:
        text: The folded text.
    """

    def __init__(self, source: str) -> None:
        self._folded = [0]
        self._source = [0]
        self._unfolded = source
        parts: list[str] = []
        plain = source.translate(_TABLE)
        last = 0
        for start, end, instead in _changes(plain):
            if start < last:
                continue
            if start > last:
                parts.append(plain[last:start])
                self._note(start - last, start - last)
            parts.append(instead)
            self._note(len(instead), end - start)
            last = end
        parts.append(plain[last:])
        self._note(len(plain) - last, len(plain) - last)
        self.text = "".join(parts)

    @cached_property
    def line_ends(self) -> frozenset[int]:
        """Where in the folded text there is a space that has a line end in it."""
        found = (match.span() for match in _LINE_END.finditer(self._unfolded))
        return frozenset(self.folded_range(start, end)[0] for start, end in found)

    def _note(self, folded: int, source: int) -> None:
        self._folded.append(self._folded[-1] + folded)
        self._source.append(self._source[-1] + source)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the source that a half-open, not empty range of the folded text comes from."""
        left, shift = self._piece(self._folded, start)
        right, reach = self._piece(self._folded, end - 1)
        begin = self._source[left] + (shift if self._is_plain(left) else 0)
        stop = self._source[right] + reach + 1 if self._is_plain(right) else self._source[right + 1]
        return begin, stop

    def folded_range(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the folded text that a half-open, not empty range of the source became."""
        left, shift = self._piece(self._source, start)
        right, reach = self._piece(self._source, end - 1)
        begin = self._folded[left] + (shift if self._is_plain(left) else 0)
        stop = self._folded[right] + reach + 1 if self._is_plain(right) else self._folded[right + 1]
        return begin, stop

    def _piece(self, starts: list[int], offset: int) -> tuple[int, int]:
        """The piece that holds an offset, and how far into it."""
        piece = max(0, min(bisect_right(starts, offset) - 1, len(starts) - 2))
        return piece, offset - starts[piece]

    def _is_plain(self, piece: int) -> bool:
        """Whether a piece was taken over code point by code point."""
        return self._folded[piece + 1] - self._folded[piece] == self._source[piece + 1] - self._source[piece]


def _changes(plain: str) -> list[tuple[int, int, str]]:
    """What folding replaces by something of another length: half-open ranges in order, and what comes instead."""
    found = [(match.start(), match.end(), _instead(match[0])) for match in _OTHER_LENGTH.finditer(plain)]
    if not unicodedata.is_normalized("NFC", plain):
        for chunk in _BEYOND_LATIN.finditer(plain):
            if not unicodedata.is_normalized("NFC", chunk[0]):
                found += _compositions(chunk[0], chunk.start())
        found.sort(key=lambda change: (change[0], -change[1]))
    return found


def _instead(run: str) -> str:
    return _LONGER.get(run, "" if run[0] in _UNSEEN else run[0])


def _compositions(chunk: str, offset: int) -> list[tuple[int, int, str]]:
    """The smallest sequences of a piece of text that change when letters are composed."""
    found: list[tuple[int, int, str]] = []
    start = 0
    for end in range(1, len(chunk) + 1):
        if end < len(chunk):
            so_far, char = chunk[start:end], chunk[end]
            if unicodedata.combining(char) or _nfc(so_far + char) != _nfc(so_far) + _nfc(char):
                continue
        if _nfc(chunk[start:end]) != chunk[start:end]:
            instead = _OTHER_LENGTH.sub(lambda match: _instead(match[0]), _nfc(chunk[start:end]))
            found.append((offset + start, offset + end, instead))
        start = end
    return found


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
