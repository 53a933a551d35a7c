"""Paragraphs: lines, or the lines between blank ones where a text is wrapped by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINE_SPLIT = re.compile(r"\r\n|[\r\n\u2028\u2029\x85\x0b\x0c]")
_WRAPPED_WIDTH = 100
_SENTENCE_ENDS = tuple(".!?:\"”’')]")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs as half-open ranges of code points, in order, none blank."""
    blocks: list[list[tuple[int, int]]] = [[]]
    for start, end in _lines(text):
        if text[start:end].isspace() or start == end:
            blocks.append([])
        else:
            blocks[-1].append((start, end))
    blocks = [block for block in blocks if block]
    if _hard_wrapped(text, blocks):
        return [(block[0][0], block[-1][1]) for block in blocks]
    return [line for block in blocks for line in block]


def _lines(text: str) -> Sequence[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = 0
    for match in _LINE_SPLIT.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    return lines


def _hard_wrapped(text: str, blocks: list[list[tuple[int, int]]]) -> bool:
    """Whether most line ends inside blocks are only there to keep lines short."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 3:
        return False
    soft = sum(
        end - start <= _WRAPPED_WIDTH and not text[start:end].rstrip().endswith(_SENTENCE_ENDS) for start, end in inner
    )
    wide = sum(40 <= end - start <= _WRAPPED_WIDTH for start, end in inner)
    return soft >= 0.6 * len(inner) and wide >= 0.6 * len(inner)
