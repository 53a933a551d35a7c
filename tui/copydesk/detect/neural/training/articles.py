"""Articles with gold labels, as JSON Lines, and which of them are set aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from copydesk.detect.neural.labels import ENTITIES

Part = Literal["train", "tune", "report"]
Range = tuple[int, int]

_LABELS = {"PER": "PERSON", "PRODUCT": "MISC", "Misc": "MISC"} | {label: label for label in ENTITIES}
PARTIAL: Mapping[str, frozenset[str]] = {
    "": frozenset({"", "DATE", "MONEY"}),
    "MISC": frozenset({"MISC", "NORP"}),
    "LOC": frozenset({"LOC", "FAC"}),
}
"""What a label of a set that knows only persons, organisations, places and the rest may be; "" is no entity."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A gold entity.

    Attributes:
        start: First code point.
        end: One past the last.
        label: One of `ENTITIES`.
    """

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what by which words, each a list of half-open ranges of code points.

    Attributes:
        content: What was said.
        source: Who said it, if that is told.
        cue: The words that say so.
    """

    content: tuple[Range, ...]
    source: tuple[Range, ...]
    cue: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and what is known of it.

    Attributes:
        id: Its name.
        text: Its text.
        entities: Its entities, or None where nobody marked them.
        partial: Whether its marks leave open what `PARTIAL` says.
        attributions: Its attributions, or None where nobody marked them.
    """

    id: str
    text: str
    entities: tuple[Entity, ...] | None = None
    partial: bool = False
    attributions: tuple[Attribution, ...] | None = None


def part_of(id: str) -> Part:
    """Nine articles in ten are for training; the others, by a hash of the name, for tuning or for the report alone."""
    number = int.from_bytes(hashlib.sha1(id.encode(), usedforsecurity=False).digest()[:4], "big") % 20
    return "tune" if number == 0 else "report" if number == 1 else "train"


def read_articles(path: Path) -> Iterator[GoldArticle]:
    """The articles of one file: `spans` are `[start, end, label]`, `attributions` have lists of ranges.

    Raises:
        OSError: When the file cannot be read.
        ValueError: When a line is not what it should be.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _article(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}:{number}: {error!r}") from error


def _article(record: Mapping[str, Any]) -> GoldArticle:
    entities = None
    if "spans" in record:
        entities = tuple(
            Entity(start, end, _LABELS[label]) for start, end, label in record["spans"] if label in _LABELS
        )
    attributions = None
    if "attributions" in record:
        attributions = tuple(
            Attribution(*(tuple((start, end) for start, end in each[role]) for role in ("content", "source", "cue")))
            for each in record["attributions"]
        )
    return GoldArticle(record["id"], record["text"], entities, record["id"].startswith("wikigold"), attributions)
