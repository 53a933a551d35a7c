"""Search: finding what a reader types, whatever quotation marks, dashes and spaces the text uses for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

ALIKE = ("'’‘ʼ`", '"“”„«»', "-‐‑‒–—")
"""Characters of which each stands for all of its group."""
_SPACE = r"\s++"
_LEADING_SPACE = r"(?<!\s)\s++"  # from the first of a run only: else a long run would be tried from each of its spaces
_FIRST_REACH = 4096


class Search:
    """A search for a text, smart case: without a capital letter in it, capitals do not matter.

    Args:
        needle: What to look for; runs of white space match any white space.
    """

    def __init__(self, needle: str) -> None:
        self.needle = needle
        smart = re.NOFLAG if needle != needle.lower() else re.IGNORECASE
        self._pattern = re.compile("".join(self._parts(needle)), smart) if needle.strip() else None

    @staticmethod
    def _parts(needle: str) -> Iterator[str]:
        for match in re.finditer(r"\s+|\S", needle):
            piece = match[0]
            if piece.isspace():
                yield _SPACE if match.start() else _LEADING_SPACE
            else:
                alike = next((group for group in ALIKE if piece in group), None)
                yield f"[{re.escape(alike)}]" if alike else re.escape(piece)

    def matches(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The matches that lie in a piece of text, as half-open ranges, in order and apart from each other."""
        if self._pattern:
            yield from (
                found.span() for found in self._pattern.finditer(text, start, len(text) if end is None else end)
            )

    def after(self, text: str, offset: int) -> tuple[int, int] | None:
        """The first match that starts after an offset; from the end it goes on at the top."""
        return next(self.matches(text, offset + 1), None) or next(self.matches(text), None)

    def before(self, text: str, offset: int) -> tuple[int, int] | None:
        """The last match that starts before an offset; from the top it goes on at the end."""
        return self._last(text, offset) or self._last(text, len(text))

    def _last(self, text: str, offset: int) -> tuple[int, int] | None:
        """The last match that starts before an offset, looked for in ever larger pieces before it."""
        if not self._pattern:
            return None
        reach = _FIRST_REACH
        while True:
            low = max(0, offset - reach)
            found = None
            match = self._pattern.search(text, low)
            while match and match.start() < offset:
                found = match.span()
                match = self._pattern.search(text, match.start() + 1)
            if found or not low:
                return found
            reach *= 16
