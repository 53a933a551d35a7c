"""Grapheme clusters: what a reader takes for one character; no boundary ever falls inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from copydesk.text.paged_text import Text, has

_SIMPLE_CLASS = (
    " -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2190-\u21ff\u2500-\u25ef"
)
_SIMPLE_TEXT = re.compile(f"[{_SIMPLE_CLASS}]*")
_SIMPLE_CHARACTER = re.compile(f"[{_SIMPLE_CLASS}]")

_SIMPLE_RUN = re.compile(f"[{_SIMPLE_CLASS}]{{8,}}")
"""Simple text that is long enough to be taken out of text that is not."""

_LOOK_BACK = 1024
"""Code points before an offset in which a sure boundary is looked for; beyond them the line's start is one."""

_FARTHEST_BACK = 1 << 18
"""Code points before an offset in which that start is looked for; beyond them one is taken for sure."""

_LOOK_AHEAD = 64
"""Code points after an offset in which the end of its cluster is looked for first."""


def is_simple(text: str) -> bool:
    """Whether each code point of a text is a cluster of its own and one cell wide (most news is).

    The tables of Unicode are needed, and loaded, only for the rest.
    """
    if text.isascii():
        return text.isprintable()
    return _SIMPLE_TEXT.fullmatch(text) is not None


def clusters(text: Text, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The extended grapheme clusters (UAX #29) of a piece of text, as half-open ranges into the whole of it."""
    end = len(text) if end is None else end
    piece = text[start:end]
    if is_simple(piece):
        yield from zip(range(start, end), range(start + 1, end + 1), strict=True)
        return
    done = 0
    for low, high in simple_runs(piece):
        yield from _hard_clusters(piece[done:low], start + done)
        yield from zip(range(start + low, start + high), range(start + low + 1, start + high + 1), strict=True)
        done = high
    yield from _hard_clusters(piece[done:], start + done)


def simple_runs(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges, of some length, in which each code point is a cluster of its own and one cell wide."""
    for run in _SIMPLE_RUN.finditer(text):
        # Between two simple characters there is a boundary; the outer ones may be one with what is around them.
        yield run.start() + (run.start() > 0), run.end() - (run.end() < len(text))


def _hard_clusters(piece: str, offset: int) -> Iterator[tuple[int, int]]:
    """The clusters of a text that begins at an offset, by the tables of Unicode."""
    from wcwidth import iter_graphemes

    for cluster in iter_graphemes(piece):
        yield offset, offset + len(cluster)
        offset += len(cluster)


@lru_cache(8192)
def _always_part(before: str, after: str) -> bool:
    """Whether two code points are parted by a boundary whatever comes before them.

    A mark or a joiner is under the rules that look further back (GB9c, GB11), a flag's half under GB12.
    """
    if _SIMPLE_CHARACTER.match(before) and _SIMPLE_CHARACTER.match(after):
        return True
    if "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff":
        return False
    return len(list(clusters(before + after))) == 2 and len(list(clusters("a" + before))) == 2


def is_boundary(text: Text, offset: int, floor: int = 0) -> bool:
    """Whether a text may be cut at an offset; its two ends are boundaries; `floor` as in `cluster_at`."""
    if offset <= floor or not has(text, offset) or _always_part(text[offset - 1], text[offset]):
        return True
    return cluster_at(text, offset, floor)[0] == offset


def cluster_at(text: Text, offset: int, floor: int = 0) -> tuple[int, int]:
    """The cluster that holds the code point at `offset`, as a half-open range; empty at the end of the text.

    Args:
        text: The whole text.
        offset: Where to look.
        floor: A boundary at or before `offset` if one is known: nothing before it is looked at.
    """
    if not has(text, offset):
        return len(text), len(text)
    start = offset
    near = max(floor, offset - _LOOK_BACK)
    while start > near and not _always_part(text[start - 1], text[start]):
        start -= 1
    if floor < start == near:
        far = max(floor, offset - _FARTHEST_BACK)
        start = max(far, text.rfind("\n", far, offset) + 1)
    if start == offset and (not has(text, offset + 1) or _always_part(text[offset], text[offset + 1])):
        return offset, offset + 1
    reach = _LOOK_AHEAD
    while True:
        limit = offset + reach
        if not has(text, limit):
            limit = len(text)
        for begin, end in clusters(text, start, limit):
            if end > offset and (end < limit or not has(text, limit)):
                return begin, end
        start = begin
        reach *= 8


def next_boundary(text: Text, offset: int, floor: int = 0) -> int:
    """The first cluster boundary after `offset`, or the end of the text; `floor` as in `cluster_at`."""
    return cluster_at(text, offset, floor)[1]


def previous_boundary(text: Text, offset: int, floor: int = 0) -> int:
    """The last cluster boundary before `offset`, or 0; `floor` as in `cluster_at`, but less than `offset`."""
    return cluster_at(text, offset - 1, floor)[0] if offset > 0 else 0


def snap(text: Text, start: int, end: int) -> tuple[int, int]:
    """The smallest half-open range around a range that cuts no cluster; an empty one goes to its cluster's start."""
    first = cluster_at(text, start)[0]
    return first, cluster_at(text, end - 1)[1] if end > start else first


def trim(text: Text, start: int, end: int) -> tuple[int, int]:
    """A half-open range without the white space at its ends; empty (at its start) when there is nothing else.

    A space that carries a combining mark is no white space.
    """
    left, right = start, end
    while left < right and text[right - 1].isspace():
        right -= 1
    while left < right and text[left].isspace():
        left += 1
    while left > start and not is_boundary(text, left):
        left -= 1
    while right < end and not is_boundary(text, right):
        right += 1
    return left, right
