"""Decisions: what a person said of some words, wherever they stood: they are of a label, or they are not."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.annotation.labels import DEPENDENT, PASSAGES
from copydesk.annotation.span import Span

LONGEST_NAME = 120
"""Code points of the longest words that are taken for a name."""


class Decision(NamedTuple):
    """What a person said of some words.

    Attributes:
        words: As they stand in the text.
        label: The label.
        accepted: Whether they bear it; else it was rejected.
    """

    words: str
    label: str
    accepted: bool


def decision_on(words: str, span: Span) -> Decision | None:
    """What an annotation says of the words it stands on.

    None for what is no name: passages, what depends on a quote, what is in pieces, and what is too long.

    Args:
        words: The words of the span.
        span: An annotation, accepted or rejected.
    """
    if span.fragments or not is_name(words, span.label):
        return None
    return Decision(words, span.label, span.status == "accepted")


def is_name(words: str, label: str) -> bool:
    """Whether words of a label can be met again elsewhere with the same meaning, as names can."""
    return label not in PASSAGES and label not in DEPENDENT and len(words) <= LONGEST_NAME and bool(words.strip())
