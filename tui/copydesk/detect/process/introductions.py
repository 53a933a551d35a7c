"""Introductions: where a text names in full whom a later part of it calls by one name only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from copydesk.detect.rules.name_words import HONORIFICS, PARTICLES, TITLES

REACH = 100_000
"""Code points before a part within which introductions are looked for."""
LONGEST_LINES = 1500
"""Code points of all introductions of one part at most."""

_AROUND = 90
"""Code points before and after a name that are taken with it, within its line."""
_MOST_NAMES = 24
"""Names of one part that are looked for at most, the most frequent first."""
_TRIES = 6
"""Mentions of a name that are looked at: whoever is named in full is so among the first times."""
_MOST_FOUND = 40
"""Places that are looked at for one name, parts of longer words included."""
_LINE_BREAK = re.compile("[\n\r\u0085\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_BETWEEN = re.compile(rf"(?:[^\W\d_]\.|{'|'.join(sorted(PARTICLES))}|\s)+")
"""What may stand between a given name and a surname: initials and particles."""
_BEFORE = re.compile(rf"([^\W\d_][\w'’-]*)(?:\s(?:[^\W\d_]\.|{'|'.join(sorted(PARTICLES))}))*\s\Z")
_AFTER = re.compile(r"\s([^\W\d_][\w'’-]*)")
_ADDRESS = HONORIFICS | TITLES


def introductions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of lines before a part of a text that introduce people of whom the part has one name.

    "Berg" in the part is introduced by the first "Anna Berg" before it. All capitalised words that stand alone and are
    not written small as well are looked for; a stretch too many does no harm.

    Args:
        text: The whole text.
        start: First code point of the part.
        end: One past its last.

    Returns:
        Half-open ranges before `start`, in order and apart, `LONGEST_LINES` code points at most.
    """
    low = max(0, start - REACH)
    found: list[tuple[int, int]] = []
    length = 0
    for name in _lone_names(text, start, end):
        place = _introduction(text, name, low, start)
        if place is None or any(left <= place < right for left, right in found):
            continue
        stretch = _stretch(text, place, place + len(name), low, start)
        length += stretch[1] - stretch[0]
        if length > LONGEST_LINES:
            break
        found.append(stretch)
    return list(_joined(sorted(found)))


def _lone_names(text: str, start: int, end: int) -> list[str]:
    """Capitalised words of a part that stand alone in it, and never beside another name, the most frequent first."""
    small: set[str] = set()
    alone: Counter[str] = Counter()
    full: set[str] = set()
    run: list[str] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        if not word[0].isupper():
            small.add(word)
            continue
        if run and not _BETWEEN.fullmatch(text, last, match.start()):
            _count(run, alone, full)
            run = []
        run.append(_POSSESSIVE.sub("", word))
        last = match.end()
    _count(run, alone, full)
    names = [name for name, _ in alone.most_common() if name not in full and name.lower() not in small]
    return [name for name in names if len(name) > 1][:_MOST_NAMES]


def _count(run: list[str], alone: Counter[str], full: set[str]) -> None:
    names = [word for word in run if word not in _ADDRESS]
    if len(names) == 1:
        alone[names[0]] += 1
    else:
        full.update(names)


def _introduction(text: str, name: str, low: int, high: int) -> int | None:
    """Where a name first stands beside another one in a half-open range."""
    place = low
    tries = 0
    for _ in range(_MOST_FOUND):
        place = text.find(name, place, high)
        if place < 0 or tries == _TRIES:
            return None
        after = place + len(name)
        if not (text[place - 1 : place].isalnum() or text[after : after + 1].isalnum()):
            tries += 1
            before, following = _BEFORE.search(text, max(low, place - 60), place), _AFTER.match(text, after, high)
            if (before and _is_name(before[1])) or (following and _is_name(following[1])):
                return place
        place = after
    return None


def _is_name(word: str) -> bool:
    return word[0].isupper() and word not in _ADDRESS


def _stretch(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """A range with what stands around it in its line, cut between words."""
    left, right = max(low, start - _AROUND), min(high, end + _AROUND)
    for match in _LINE_BREAK.finditer(text, left, start):
        left = match.end()
    after = _LINE_BREAK.search(text, end, right)
    right = after.start() if after else right
    if left == start - _AROUND:
        left = text.find(" ", left, start) + 1 or start
    if right == end + _AROUND:
        right = max(end, text.rfind(" ", end, right))
    return left, right


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted ranges, those that overlap made one."""
    before: tuple[int, int] | None = None
    for start, end in ranges:
        if before and start <= before[1]:
            before = before[0], max(end, before[1])
            continue
        if before:
            yield before
        before = start, end
    if before:
        yield before
