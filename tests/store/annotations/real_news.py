"""Real articles, from a file that a person names, with what was tagged in them; nothing of it is kept here.

The file has an article a line, as JSON: its `text`, and `spans` (`[start, end, label]` each) or `attributions` (each
with lists of ranges: `source`, `cue` and `content`).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.store.annotations.made_up_news import LIGHT, Editing, Manuscript, Story

from copydesk.annotation.span import Span
from copydesk.text.graphemes import is_boundary

LONGEST = 20_000
"""Code points of an article that is taken."""
LONGEST_NAME = 40


@cache
def read_articles(path: Path) -> tuple[dict[str, Any], ...]:
    """The articles that have some sentences and lines, so that they can be edited."""
    records = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(record for record in records if _can_be_edited(record["text"]))


def real_story(record: dict[str, Any], rng: random.Random, density: float) -> Story:
    """An article with a share of what was tagged in it, and of its quotations."""
    text = record["text"]
    found = {pieces: label for label, pieces in _tagged(record) if _is_fit(text, pieces)}
    names = {text[slice(*pieces[0])] for pieces, label in found.items() if len(pieces) == 1 and label != "QUOTE"}
    spans = []
    for pieces, label in found.items():
        if rng.random() < density:
            fragments = pieces if len(pieces) > 1 else ()
            id = f"{rng.getrandbits(40):010x}"
            spans.append(Span(id=id, label=label, start=pieces[0][0], end=pieces[-1][1], fragments=fragments))
    few = sorted(name for name in names if name.istitle() and len(name) <= LONGEST_NAME)
    return Story(text, tuple(sorted(spans, key=lambda span: span.order)), tuple(few) or ("Ibarra",))


def misspell(page: Manuscript, rng: random.Random) -> None:
    """Two letters of a word change places."""
    long = [(start, end) for start, end in page.words() if end - start > 5]
    if long:
        start, end = rng.choice(long)
        at = rng.randrange(start + 1, end - 2)
        letters = page.chars[at : at + 2]
        if letters[0] != letters[1] and all(letter.isalpha() for letter in letters):
            page.replace(at, at + 2, letters[1] + letters[0], keeps=True)


def space_out(page: Manuscript, _: random.Random) -> None:
    """A blank line after each line."""
    for match in reversed(list(re.finditer(r"(?<![\r\n])\r?\n(?!\r?\n)", page.text))):
        page.replace(match.end(), match.end(), match[0])


REAL_LIGHT: tuple[Editing, ...] = (*LIGHT, misspell, space_out)


def _tagged(record: dict[str, Any]) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """The passages of an article: label and pieces, as half-open ranges."""
    for start, end, label in record.get("spans", ()):
        yield label, ((start, end),)
    for attribution in record.get("attributions", ()):
        for part, label in (("source", "PERSON"), ("cue", "CUE"), ("content", "CLAIM")):
            if attribution.get(part):
                yield label, tuple((start, end) for start, end in attribution[part])
    for match in re.finditer('“[^”\n]*”|"[^"\n]*"', record["text"]):
        yield "QUOTE", (match.span(),)


def _is_fit(text: str, pieces: tuple[tuple[int, int], ...]) -> bool:
    """Whether a person could have tagged it: in order, apart, with no white space at the ends, no cluster cut."""
    edges = [edge for piece in pieces for edge in piece]
    return edges == sorted(set(edges)) and all(
        text[start:end].strip() == text[start:end] and is_boundary(text, start) and is_boundary(text, end)
        for start, end in pieces
    )


def _can_be_edited(text: str) -> bool:
    page = Manuscript(Story(text, ()))
    return len(text) <= LONGEST and len(page.lines()) > 3 and len(page.sentences()) > 5
