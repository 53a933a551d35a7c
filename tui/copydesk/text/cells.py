"""Cells: how each grapheme cluster is shown on a terminal, and how many cells wide it then is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from copydesk.text.graphemes import clusters, is_simple, simple_runs

Measure = Callable[[str], int]
"""Gives the width in cells of a text without control characters. What paints the text decides the widths,
so the app passes the painter's own measure."""

TAB_STOP = 4
LONGEST_SHOWN = 12
"""Code points of one cluster that are shown; a tower of combining marks is cut there, on the screen only."""

ZERO_WIDTH_JOINER = "\u200d"
DOTTED_CIRCLE = "\u25cc"

_PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
"""What is shown as it is, one cell wide."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_DOUBLE_SENSITIVE = "\u00a9"
"""A character that a variation selector widens: what is painted after it must leave it alone."""

_INVISIBLE_RANGES = (
    (0x007F, 0x009F),
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
"""Controls, lone surrogates, separators and what Unicode calls default ignorable; each range with its end."""

_UNSEEN = re.compile("[{}]".format("".join(f"{chr(start)}-{chr(end)}" for start, end in _INVISIBLE_RANGES)))

_JOINERS = "\u200c\u200d"
_BLACK_FLAG = "\U0001f3f4"
"""The flag that tags make the flag of a region."""


class Glyph(NamedTuple):
    """One grapheme cluster as it is shown.

    Attributes:
        start: Its first code point, counted from the start of the text that was measured.
        end: One past its last.
        shown: What is painted for it; free of control characters. A tab is painted as `cells` spaces.
        cells: Its width in cells; for a tab that of a whole tab stop.
        visible: False for what would be invisible or act on the terminal, and is shown by its code instead.
    """

    start: int
    end: int
    shown: str
    cells: int
    visible: bool = True


@lru_cache(1)
def _wcwidth_measure() -> Measure:
    from wcwidth import wcswidth

    return wcswidth


def default_measure(text: str) -> int:
    """The width of a text in cells by the tables of wcwidth."""
    return max(0, _wcwidth_measure()(text))


def _idle(cluster: str) -> str:
    """The first character of a cluster after its head that cannot be seen and does nothing there; empty if none.

    Joiners shape the letters of some scripts and join emoji, selectors choose between forms of a symbol or an
    ideograph, tags make flags: these belong to what is seen. Anywhere else they only hide.
    """
    for found in _UNSEEN.finditer(cluster, 1):
        char, before, head = found[0], cluster[found.start() - 1], cluster[0]
        if char in _JOINERS:
            # Latin, Greek, Cyrillic: no letter before the Hebrew ones is shaped by a joiner.
            acts = ord(head) >= 0x590
        elif "\ufe00" <= char <= "\ufe0f":
            acts = before in "#*0123456789\u00a9\u00ae" or ord(before) >= 0x1000
        elif "\U000e0100" <= char <= "\U000e01ef":
            acts = ord(before) >= 0x3400
        elif "\U000e0020" <= char <= "\U000e007f":
            acts = head == _BLACK_FLAG
        elif "\u180b" <= char <= "\u180f":
            acts = "\u1800" <= before <= "\u18af"
        else:
            acts = "\u1160" <= char <= "\u11ff" and "\u1100" <= before <= "\u115e"
        if not acts:
            return char
    return ""


def _code(char: str) -> str:
    return f"<{ord(char):x}>"


def shown(cluster: str, measure: Measure = default_measure) -> tuple[str, int, bool]:
    """What is painted for a cluster, its width in cells, and whether it shows itself (else its code is shown)."""
    if cluster == "\t":
        return "\t", TAB_STOP, True
    head = cluster[0]
    if head < " ":
        return "".join(chr(0x2400 + ord(code)) for code in cluster if code < " "), len(cluster), False
    if _UNSEEN.match(head):
        code = _code(head)
        return code, len(code), False
    if len(cluster) > 1 and (idle := _idle(cluster)) and not _SURROGATE.match(idle):
        painted, code = shown(head, measure)[0], _code(idle)
        return painted + code, measure(painted) + len(code), False
    painted = _SURROGATE.sub("\ufffd", cluster[:LONGEST_SHOWN].rstrip(ZERO_WIDTH_JOINER))
    width = measure(painted)
    if width > 0 and measure(_DOUBLE_SENSITIVE + painted) == width + measure(_DOUBLE_SENSITIVE):
        return painted, width, True
    painted = DOTTED_CIRCLE + painted
    width = measure(painted)
    if width > 0:
        return painted, width, True
    code = _code(head)
    return code, len(code), False


class Glyphs:
    """The clusters of a piece of text as they are shown; only what is not simple is taken apart and measured.

    Args:
        text: The piece of text; offsets are counted from its start.
        measure: Gives widths in cells.
    """

    __slots__ = ("_ends", "_odd", "_starts", "simple", "text")

    def __init__(self, text: str, measure: Measure = default_measure) -> None:
        self.text = text
        self.simple = is_simple(text)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._odd: list[list[Glyph]] = []
        if not self.simple:
            done = 0
            for low, high in (*simple_runs(text), (len(text), len(text))):
                if done < low:
                    self._starts.append(done)
                    self._ends.append(low)
                    self._odd.append(_measured(text, done, low, measure))
                done = high

    def is_simple(self, start: int, end: int) -> bool:
        """Whether each code point of a half-open range is known to be a cluster of its own, one cell wide."""
        part = bisect_right(self._ends, start)
        return part == len(self._odd) or self._starts[part] >= end

    def between(self, start: int, end: int) -> list[Glyph]:
        """The glyphs that start in a half-open range of offsets."""
        text, end = self.text, min(end, len(self.text))
        found: list[Glyph] = []
        part = bisect_right(self._ends, start)
        while start < end:
            low = self._starts[part] if part < len(self._odd) else end
            if start < low:
                found += [Glyph(offset, offset + 1, text[offset], 1) for offset in range(start, min(end, low))]
                start = low
            else:
                glyphs = self._odd[part]
                found += glyphs[bisect_left(glyphs, start, key=_start) : bisect_left(glyphs, end, key=_start)]
                start = self._ends[part]
                part += 1
        return found

    def boundary(self, offset: int) -> int:
        """The start of the cluster that holds `offset`; the text's length at its end."""
        if offset >= len(self.text) or self.is_simple(offset, offset + 1):
            return min(offset, len(self.text))
        glyphs = self._odd[bisect_right(self._ends, offset)]
        return glyphs[bisect_right(glyphs, offset, key=_start) - 1].start


_start = attrgetter("start")


def _measured(text: str, start: int, end: int, measure: Measure) -> list[Glyph]:
    """The glyphs of a half-open range that cuts no cluster."""
    cached = _cached_shown(measure)
    return [
        Glyph(left, right, text[left], 1)
        if right - left == 1 and text[left] in _PLAIN
        else Glyph(left, right, *cached(text[left:right]))
        for left, right in clusters(text, start, end)
    ]


@lru_cache(8)
def _cached_shown(measure: Measure) -> Callable[[str], tuple[str, int, bool]]:
    @lru_cache(8192)
    def cached(cluster: str) -> tuple[str, int, bool]:
        return shown(cluster, measure)

    return cached
