"""Anchors: a passage by its words and their neighbourhood, to prove that it still stands where it stood.

The three parts are those of a text quote selector (W3C Web Annotation Data Model, section 4.2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.text.paged_text import Text

CONTEXT = 32
"""How many code points of context are kept on either side, at most."""

LONGEST_COUNTED = 100_000
"""Code points of the longest text in which passages with the same words in the same context are counted."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage by its words.

    Attributes:
        exact: The passage; of a discontinuous one, everything from its first to its last piece.
        prefix: Up to `CONTEXT` code points before it.
        suffix: Up to `CONTEXT` code points after it.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


def anchor_of(text: Text, start: int, end: int) -> Anchor:
    """The anchor of the half-open range of code points [start, end) of `text`."""
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def twin_count(text: Text, start: int, end: int) -> int:
    """At how many other places of `text` the words of [start, end) stand in the same context.

    Of a text of more than `LONGEST_COUNTED` code points 0: it would take too long for many passages.
    """
    if len(text) > LONGEST_COUNTED:
        return 0
    window = text[max(0, start - CONTEXT) : end + CONTEXT]
    count, place = -1, text.find(window)
    while place >= 0:
        count += 1
        place = text.find(window, place + 1)
    return count


def stands(text: Text, start: int, end: int, exact: str, pieces: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether the words of a passage still stand at the half-open range [start, end) of `text`.

    Args:
        text: The text as it is now.
        start: First code point of the passage.
        end: One past its last code point.
        exact: The words that stood there.
        pieces: Of a discontinuous passage, the half-open ranges it is made of; what lies between them may differ.
    """
    if end > len(text) or len(exact) != end - start:
        return False
    if not pieces:
        return text[start:end] == exact
    return all(text[left:right] == exact[left - start : right - start] for left, right in pieces)
