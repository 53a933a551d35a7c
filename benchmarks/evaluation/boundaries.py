"""Boundaries: what guidelines disagree on at the edges of a name, taken off gold and predictions alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluation.articles import Entity

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_HONORIFICS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Sen|Senator|Rep|Gov|Governor|Gen|General)"
    r"\.?\s+)+"
)
_POSSESSIVE = ("'s", "’s")
_PLACES = {"GPE": "LOC", "FAC": "LOC"}

_NAMED_DAY = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?\b"
    r"|(?<!\d)1\d{3}(?!\d)|(?<!\d)20\d\d(?!\d)|['’]\d0s|\d/\d+/\d|[12]\d{3}s",
    re.IGNORECASE,
)


def normalised(text: str, entity: Entity) -> Entity:
    """The entity without a leading "the" or "a", a person's honorifics, and a trailing 's, if something is left."""
    start, end = entity.start, entity.end
    start = _after(_ARTICLE, text, start, end)
    if entity.label == "PERSON":
        start = _after(_HONORIFICS, text, start, end)
    if text[start:end].endswith(_POSSESSIVE) and end - start > 2:
        end -= 2
    return Entity(start, end, entity.label)


def _after(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match and match.end() < end else start


def one_place(entities: Iterable[Entity]) -> set[Entity]:
    """The entities with GPE, LOC and FAC as the one class LOC."""
    return {Entity(entity.start, entity.end, _PLACES.get(entity.label, entity.label)) for entity in entities}


def place_class(label: str) -> str:
    """The class of a label: LOC for GPE, LOC and FAC, else the label itself."""
    return _PLACES.get(label, label)


def is_relative(text: str, date: Entity) -> bool:
    """Whether a date names no weekday, month or year ("last week", "two years ago"): some sets do not label these."""
    return not _NAMED_DAY.search(text, date.start, date.end)
