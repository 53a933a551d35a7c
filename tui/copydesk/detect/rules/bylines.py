"""By-lines: the lines that name who wrote an article, such as `By Ana Lopez` or `- Ana Lopez` below a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.detect.rules.candidates import Candidate
from copydesk.detect.rules.gazetteer import KNOWN, WEAK
from copydesk.detect.rules.name_words import NOT_NAMES, ORG_HEADS, TITLES

_WORD = r"[^\W\d_][\w'’-]{0,30}"
_NAME = rf"{_WORD}(?:[ ](?:[^\W\d_]\.|{_WORD})){{1,4}}"
_BY = re.compile(
    rf"[ \t]*(?:By|BY|by|Words by|Written by|Reported by)[ \t]+(?P<name>{_NAME})"
    rf"(?:[ \t]*(?:[,|(\r]|$)|[ ]in[ ]|[ ]and[ ](?P<second>{_NAME}))",
    re.MULTILINE,
)
_DASHED = re.compile(rf"[ \t]*[-–—•*·|~][ \t]*(?P<name>{_NAME})[ \t\r]*$", re.MULTILINE)
_TOP = 12
"""Lines at the top, blank ones not counted, among which a line with nothing but a name is a by-line."""


def find_bylines(text: str) -> Iterator[Candidate]:
    """The people named in by-lines, in order."""
    start = 0
    seen = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start : min(end, start + 120)].strip():
            seen += 1
            match = _BY.match(text, start, end) or (_DASHED.match(text, start, end) if seen <= _TOP else None)
            if match and end - start < 160:
                for group in ("name", "second"):
                    if group in match.groupdict() and match[group]:
                        yield from _candidate(text, *match.span(group))
        start = end + 1


def _candidate(text: str, start: int, end: int) -> Iterator[Candidate]:
    words = tuple(text[start:end].split())
    if "and" in words:
        cut = words.index("and")
        end = start + text[start:end].index(" and ")
        words = words[:cut]
    if len(words) < 2 or not (words[0][0].isupper() and words[-1][0].isupper()):
        return
    ordinary = NOT_NAMES | TITLES | ORG_HEADS
    if any(word in ordinary for word in words) or (KNOWN.get(" ".join(words)) and words[0] not in WEAK):
        return
    if any(KNOWN.get(word) == "NORP" for word in words):
        return
    yield Candidate(start, end, words, "PERSON", 0.9)
