"""What is to be in an annotation file at the end: entities, and quotes with their speakers; and whether it is there."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Place = tuple[int, int, str]
"""A half-open range of code points and a label."""

LEFT_OUT = frozenset({"CUE", "CLAIM"})
"""Labels that are not counted: a cue comes with its quote, and claims are not in the gold."""


@dataclass(frozen=True)
class Goals:
    """The gold of an article.

    Attributes:
        id: The article's name.
        text: Its text.
        entities: Its entities.
        quotes: Its quotations, each with the speaker's place where there is one.
        cues: The place of the cue of each quotation that has one.
        kinds: What kind each quotation is.
    """

    id: str
    text: str
    entities: frozenset[Place]
    quotes: dict[tuple[int, int], Place | None]
    cues: dict[tuple[int, int], Place] = field(default_factory=dict)
    kinds: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[Place]:
        """Every span there must be: entities, quotes, and speakers that are no entities."""
        quotes = {(start, end, "QUOTE") for start, end in self.quotes}
        return self.entities | quotes | {place for place in self.quotes.values() if place}


def goals_of(record: dict[str, Any]) -> Goals:
    """The goals of an article's JSON object, as `copydesk export --to jsonl` writes it; rejected spans are left out."""
    spans = {span["id"]: span for span in record["spans"] if span.get("status") != "rejected"}
    places = {id: (span["start"], span["end"], span["label"]) for id, span in spans.items()}
    speakers, cues = (
        {
            each["from"]: places[each["to"]]
            for each in record["relations"]
            if each["type"] == type and each["from"] in places and each["to"] in places
        }
        for type in ("speaker", "cue")
    )
    quotes = {id: place[:2] for id, place in places.items() if place[2] == "QUOTE"}
    return Goals(
        record["id"].rsplit("/", 1)[-1],
        record["text"],
        frozenset(place for place in places.values() if place[2] not in LEFT_OUT | {"QUOTE", "SPEAKER"}),
        {quote: speakers.get(id) for id, quote in quotes.items()},
        {quote: cues[id] for id, quote in quotes.items() if id in cues},
        {quote: spans[id].get("attrs", {}).get("kind", "") for id, quote in quotes.items()},
    )


def read_goals(lines: str) -> list[Goals]:
    """The goals of JSON Lines."""
    return [goals_of(json.loads(line)) for line in lines.splitlines()]


def left_as_proposed(goals: Goals, file: Path) -> Counter[str]:
    """How many quotations have the cue, and the kind, that the gold has: what the annotator does not correct."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    spans = {id: span for id, span in data.get("annotation", {}).items() if span["status"] == "accepted"}
    cues = {
        (spans[each["from"]]["start"], spans[each["from"]]["end"]): (
            spans[each["to"]]["start"],
            spans[each["to"]]["end"],
        )
        for each in data.get("relation", {}).values()
        if each["type"] == "cue" and each["from"] in spans and each["to"] in spans
    }
    kinds = {
        (span["start"], span["end"]): span.get("attrs", {}).get("kind", "")
        for span in spans.values()
        if span["label"] == "QUOTE"
    }
    found: Counter[str] = Counter()
    for quote in goals.quotes:
        wanted = goals.cues.get(quote)
        found["cues as in the gold"] += cues.get(quote) == (wanted and wanted[:2])
        found["kinds as in the gold"] += kinds.get(quote) == goals.kinds.get(quote)
    return found


def differences(goals: Goals, file: Path) -> list[str]:
    """What is not as it must be in the annotation file that was written, one sentence each."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    found = {
        id: (span["start"], span["end"], span["label"])
        for id, span in data.get("annotation", {}).items()
        if span["status"] == "accepted"
    }
    places = {place for place in found.values() if place[2] not in LEFT_OUT}
    said = [f"missing {place[2]} {goals.text[place[0] : place[1]]!r}" for place in sorted(goals.places - places)]
    said += [f"too much {place[2]} {goals.text[place[0] : place[1]]!r}" for place in sorted(places - goals.places)]
    speakers = {
        (found[each["from"]][:2], found[each["to"]])
        for each in data.get("relation", {}).values()
        if each["type"] == "speaker" and each["from"] in found and each["to"] in found
    }
    wanted = {(quote, place) for quote, place in goals.quotes.items() if place}
    said += [f"no speaker {goals.text[p[0] : p[1]]!r} of {goals.text[q[0] : q[1]]!r}" for q, p in wanted - speakers]
    said += [f"wrong speaker {goals.text[p[0] : p[1]]!r} of {goals.text[q[0] : q[1]]!r}" for q, p in speakers - wanted]
    return said
