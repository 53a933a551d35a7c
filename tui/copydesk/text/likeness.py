"""Likeness: whether a passage is another one with a slip of the pen put right, or is about something else."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

CLOSE = 0.8
"""The least score of a close match: the share of a passage's code points that stand in the other, in order."""

SHORT_WORD = 3
"""Words of up to so many letters must be the same: `Un` is not `Il`."""

LONG_PASSAGE = 8
"""In a passage of so many words some may be added, left out or replaced; in a shorter one none."""

PHRASE = 4
"""In a passage of so many words the punctuation may differ."""

_WORD = re.compile(r"\w+(?:'\w+)*|[^\w\s]")


def likeness(old: str, new: str) -> float:
    """How like a folded passage is to another, from 0 to 1; 0 for what is not the same passage with slips put right.

    In a short passage each word must be the same or one slip away: a letter added, left out, changed or swapped, two
    in a word of eight or more; short words and numbers must be the same. In a long one the first and last word must
    be so, and `CLOSE` of its words stand.
    """
    if old == new:
        return 1.0
    before, after = _WORD.findall(old), _WORD.findall(new)
    if not before or not after:
        return 0.0
    if len(before) == len(after) and all(map(is_slip, before, after)):
        letters = sum(map(len, before))
        slips = sum(slip_count(one, other) for one, other in zip(before, after, strict=True))
        score = 1 - slips / letters if letters else 0.0
    elif _is_punctuated(before, after) or _is_framed(before, after):
        score = SequenceMatcher(None, before, after, autojunk=False).ratio()
    else:
        return 0.0
    return score if score >= CLOSE else 0.0


def is_slip(old: str, new: str) -> bool:
    """Whether a word is another, or that with a slip put right."""
    if old == new:
        return True
    if min(len(old), len(new)) <= SHORT_WORD or any(char.isdigit() for char in old + new):
        return False
    return slip_count(old, new) <= (2 if len(old) >= 8 else 1)


def slip_count(old: str, new: str) -> int:
    """How many letters were added, left out, changed, or swapped with the next (Damerau 1964, restricted)."""
    two_ago: list[int] = []
    one_ago = list(range(len(new) + 1))
    for i, char in enumerate(old, 1):
        row = [i]
        for j, other in enumerate(new, 1):
            cost = min(one_ago[j] + 1, row[j - 1] + 1, one_ago[j - 1] + (char != other))
            if i > 1 and j > 1 and char == new[j - 2] and old[i - 2] == other:
                cost = min(cost, two_ago[j - 2] + 1)
            row.append(cost)
        two_ago, one_ago = one_ago, row
    return one_ago[-1]


def _is_framed(before: list[str], after: list[str]) -> bool:
    """Whether a long passage begins and ends as it did, whatever marks stand around its words."""
    old, new = ([word for word in words if word[0].isalnum()] for words in (before, after))
    if len(before) < LONG_PASSAGE or not old or not new:
        return False
    return is_slip(old[0], new[0]) and is_slip(old[-1], new[-1]) and _marks(before) == _marks(after)


def _marks(words: list[str]) -> tuple[str, str]:
    """The marks that a passage begins and ends with, if it does."""
    first, last = words[0], words[-1]
    return ("" if first[0].isalnum() else first, "" if last[0].isalnum() else last)


def _is_punctuated(before: list[str], after: list[str]) -> bool:
    """Whether only marks of punctuation differ, in more than a name: `Li, Wen` may be two people."""
    words = [word for word in before if word[0].isalnum()]
    return len(words) >= PHRASE and words == [word for word in after if word[0].isalnum()]
