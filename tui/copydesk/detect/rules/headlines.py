"""Headlines: lines in which nearly every word has a capital, so that a capital says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from copydesk.detect.rules.tokens import Token

_LEAST_WORDS = 4
_MOST_WORDS = 30


def headline_lines(tokens: Sequence[Token]) -> frozenset[int]:
    """Numbers of the lines written in Title Case or in CAPITALS."""
    return frozenset(
        number for number, line in groupby(tokens, key=lambda token: token.line) if _capitalised(list(line))
    )


def _capitalised(line: list[Token]) -> bool:
    long = [token.text for token in line if len(token.text) > 3 and token.text[0].isalpha()]
    if not long[_LEAST_WORDS - 1 :] or line[-1].text == ".":
        return False
    if sum(word.isupper() for word in long) >= 0.75 * len(long):
        return True
    return len(long) <= _MOST_WORDS and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
