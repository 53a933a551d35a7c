"""Search: finding what a reader types, whatever quotation marks, dashes and spaces the text uses for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.text.paged_text import PagedText, Text

ALIKE = ("'’‘ʼ`", '"“”„«»', "-‐‑‒–—")
"""Characters of which each stands for all of its group."""
_SPACE = r"\s++"
_LEADING_SPACE = r"(?<!\s)\s++"  # from the first of a run only: else a long run would be tried from each of its spaces
_FIRST_REACH = 4096
_REACH = 1024
"""Code points beyond a page in which a match that begins in the page is followed."""
_PLAIN = re.compile("[A-Za-z0-9]+")


class Search:
    """A search for a text, smart case: without a capital letter in it, capitals do not matter.

    Args:
        needle: What to look for; runs of white space match any white space.
        grown_from: A search for what the needle begins with, if there was one: what it passed over is passed over here.

    Attributes:
        found: The last answer of `after`: the text, the offset, and what was found, if anything was.
    """

    def __init__(self, needle: str, grown_from: Search | None = None) -> None:
        self.needle = needle
        smart = re.NOFLAG if needle != needle.lower() else re.IGNORECASE
        self._pattern = re.compile("".join(self._parts(needle)), smart) if needle.strip() else None
        self._any_case = smart is re.IGNORECASE
        self._reach = max(_REACH, 2 * len(needle))
        self._sure = max(_PLAIN.findall(needle), key=len, default="").encode()
        before = (
            grown_from if grown_from and needle.startswith(grown_from.needle) and grown_from.needle.strip() else None
        )
        self._before = before.found if before else None
        self.found: tuple[Text, int, tuple[int, int] | None] | None = None

    @staticmethod
    def _parts(needle: str) -> Iterator[str]:
        for match in re.finditer(r"\s+|\S", needle):
            piece = match[0]
            if piece.isspace():
                yield _SPACE if match.start() else _LEADING_SPACE
            else:
                alike = next((group for group in ALIKE if piece in group), None)
                yield f"[{re.escape(alike)}]" if alike else re.escape(piece)

    def matches(self, text: Text, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The matches that lie in a piece of text, as half-open ranges, in order and apart from each other.

        A text in pages is decoded only where letters of the needle stand; of it, `end` is where the last match begins.
        There ASCII letters in any case are found for ASCII letters, but not their rare kin such as the Kelvin sign.
        """
        if not self._pattern:
            return
        if isinstance(text, str):
            stop = len(text) if end is None else end
            yield from (found.span() for found in self._pattern.finditer(text, start, stop))
            return
        text.reaches(start)
        number = text.page_at(start)
        while text.scan_pages(number) and (end is None or text.page_start(number) < end):
            for found in self._in_page(text, number, start):
                if end is not None and found[0] >= end:
                    return
                yield found
                start = found[1]
            number += 1

    def _in_page(self, text: PagedText, number: int, start: int) -> Iterator[tuple[int, int]]:
        """The matches that begin in a page, from an offset on."""
        if not self._pattern or not self._may_be_in(text, number):
            return
        low, high = max(start, text.page_start(number)), text.page_start(number + 1)
        base = max(0, low - 1)
        piece = text[base : high + self._reach]
        for found in self._pattern.finditer(piece, low - base):
            if base + found.start() >= high:
                return
            yield base + found.start(), base + found.end()

    def _may_be_in(self, text: PagedText, number: int) -> bool:
        """Whether a match may begin in a page: looked up in its bytes, because they need not be decoded for it."""
        if not self._sure:
            return True
        data = text.page_bytes(number, 4 * self._reach)
        return self._sure.lower() in data.lower() if self._any_case else self._sure in data

    def after(self, text: Text, offset: int) -> tuple[int, int] | None:
        """The first match that starts after an offset; from the end it goes on at the top."""
        start, wrapped = offset + 1, False
        if self._before and self._before[0] is text and self._before[1] == offset:
            shorter = self._before[2]
            if shorter is None:
                return None
            start, wrapped = shorter[0], shorter[0] <= offset
        found = None if wrapped else next(self.matches(text, start), None)
        if found is None:
            top = start if wrapped else 0
            found = next(self.matches(text, top, None if isinstance(text, str) else offset + 1), None)
        self.found = text, offset, found
        return found

    def before(self, text: Text, offset: int) -> tuple[int, int] | None:
        """The last match that starts before an offset; from the top it goes on at the end."""
        if isinstance(text, str):
            return self._last(text, offset) or self._last(text, len(text))
        return self._last_in_pages(text, 0, offset) or self._last_in_pages(text, offset, len(text))

    def _last_in_pages(self, text: PagedText, start: int, offset: int) -> tuple[int, int] | None:
        """The last match that starts in a half-open range."""
        if not text.reaches(offset) and not text.pages:
            return None
        for number in range(text.page_at(offset), text.page_at(start) - 1, -1):
            found = None
            for match in self._in_page(text, number, max(start, text.page_start(number))):
                if match[0] >= offset:
                    break
                found = match
            if found:
                return found
        return None

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
