"""Names: what the network scored as entities, with the ends and the labels that people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from copydesk.detect.neural import decoding
from copydesk.detect.neural.consensus import Candidate, agreed
from copydesk.detect.neural.features import AFTER_BLANK_LINE, AFTER_LINE, Features
from copydesk.detect.neural.labels import ENTITIES
from copydesk.detect.neural.whole_names import whole_names
from copydesk.detect.rules.gazetteer import KNOWN
from copydesk.detect.rules.name_words import FAC_HEADS, GPE_HEADS, HONORIFICS, LOC_HEADS, LOC_OPENERS, TITLES

_PERSON, _LOC, _MISC = (ENTITIES.index(label) for label in ("PERSON", "LOC", "MISC"))
_KNOWN_KINDS = {"GPE": _LOC, "NORP": ENTITIES.index("NORP")}
"""What a gazetteer may add; of organisations and landscapes too many have a common word for a name."""
_LEAST = 0.3
"""Less sure names are not proposed."""
_SURE = 0.6
"""A person found so surely is looked for in the rest of the article."""
_NEAR = 0.15
"""How probable a name must be there for the network."""
_LINE_END = 1.0
"""How much it speaks against a name (in nats) that a line ends in it."""


@dataclass(frozen=True, slots=True)
class Name:
    """An entity of the text.

    Attributes:
        start: First code point.
        end: One past the last.
        label: A label of `labels.ENTITIES`, or GPE.
        score: From 0 to 1.
    """

    start: int
    end: int
    label: str
    score: float


def names(text: str, words: Features, scores: NDArray[np.float32], *, eager: float = 0.0) -> list[Name]:
    """The entities of a text, in order and apart.

    Args:
        text: The text.
        words: Its words.
        scores: What the network says of them.
        eager: How much more readily than the network something is proposed, in nats.
    """
    scores = _apart(scores, words)
    ranges = whole_names(text, words, decoding.entities(scores, eager=eager))
    found = [_candidate(text, words, scores, each) for each in (*ranges, *_overlooked(text, words, scores, ranges))]
    found.sort(key=lambda candidate: candidate.start)
    result = [
        _name(text, words, part)
        for candidate in agreed(found)
        if candidate.kind != _MISC
        for part in _parts(text, words, candidate)
    ]
    return [name for name in result if name.score >= _LEAST and _proper(text, name)]


def _overlooked(
    text: str, words: Features, scores: NDArray[np.float32], found: Sequence[decoding.Found]
) -> Iterator[decoding.Found]:
    """Other mentions of people, and known countries and peoples, where the network came near to seeing one.

    In news nearly every occurrence of a person's name names that person; of places and organisations fewer do.
    """
    people: dict[str, set[tuple[str, ...]]] = {}
    taken = np.zeros(len(words), bool)
    for each in found:
        taken[each.start : each.end] = True
        if each.kind == _PERSON and each.score >= _SURE:
            parts = [text[words.starts[word] : words.ends[word]] for word in range(each.start, each.end)]
            for name in (tuple(parts), tuple(parts[-1:])):
                if name[0][0].isupper() and len(name[-1]) > 1:
                    people.setdefault(name[0], set()).add(name)
    for start in np.flatnonzero(~taken & (scores[:, 0] < np.log(1 - _NEAR))).tolist():
        known = _KNOWN_KINDS.get(KNOWN.get(text[words.starts[start] : words.ends[start]], ""))
        if known is not None:
            yield decoding.Found(start, start + 1, known, float(1 - np.exp(scores[start, 0])))
            continue
        for name in sorted(people.get(text[words.starts[start] : words.ends[start]], ()), key=len, reverse=True):
            end = start + len(name)
            if end > len(words) or taken[start:end].any():
                continue
            if all(text[words.starts[start + at] : words.ends[start + at]] == part for at, part in enumerate(name)):
                taken[start:end] = True
                yield decoding.Found(start, end, _PERSON, float(1 - np.exp(scores[start, 0])))
                break


def _proper(text: str, name: Name) -> bool:
    """Whether something is left of it: of a sum more than a number, of a name a capital or a number."""
    written = text[name.start : name.end]
    if name.label == "MONEY":
        return any(letter.isalpha() or unicodedata.category(letter) == "Sc" for letter in written)
    return bool(written) and (name.label == "DATE" or any(c.isupper() or c.isdigit() for c in written))


def _apart(scores: NDArray[np.float32], words: Features) -> NDArray[np.float32]:
    """The scores, with nothing going on after a blank line, and less readily after the end of a line."""
    scores = scores.copy()
    settings = np.array(words.settings)
    scores[settings == AFTER_BLANK_LINE, 2::2] = -decoding.NEVER
    scores[settings == AFTER_LINE, 2::2] -= _LINE_END
    return scores


def _candidate(text: str, words: Features, scores: NDArray[np.float32], found: decoding.Found) -> Candidate:
    inside = scores[found.start : found.end]
    kinds = np.logaddexp(inside[:, 1::2], inside[:, 2::2]).mean(0)
    written = [text[words.starts[word] : words.ends[word]] for word in range(found.start, found.end)]
    whole = text[words.starts[found.start] : words.ends[found.end - 1]]
    return Candidate(found.start, found.end, found.kind, found.score, kinds, whole, _surface(written))


def _surface(parts: list[str]) -> tuple[str, ...]:
    """A name's words without possessive, article and honorific, in a form that does not depend on capitals."""
    if len(parts) > 2 and parts[-2] in ("'", "’") and parts[-1] in ("s", "S"):
        parts = parts[:-2]
    while len(parts) > 1 and (parts[0].lower() in ("the", "a", "an") or parts[0] in HONORIFICS or parts[0] == "."):
        parts = parts[1:]
    return tuple(part.casefold() for part in parts if part[0].isalnum() or part == "&")


def _parts(text: str, words: Features, candidate: Candidate) -> Iterator[Candidate]:
    """A place and what it lies in are two: `Graz, Austria`."""
    start = candidate.start
    if candidate.kind == _LOC:
        for word in range(candidate.start + 1, candidate.end - 1):
            if text[words.starts[word]] == ",":
                yield replace(candidate, start=start, end=word)
                start = word + 1
    yield replace(candidate, start=start)


def _name(text: str, words: Features, candidate: Candidate) -> Name:
    start, end = words.starts[candidate.start], words.ends[candidate.end - 1]
    label = ENTITIES[candidate.kind]
    start, end = _trimmed(text, start, end, label)
    if label == "LOC":
        label = _place(text[start:end])
    return Name(start, end, label, candidate.score)


_MARKS_AFTER = frozenset(',;:!?"”’‘“«»-–—([/')
_MARKS_BEFORE = frozenset(',;:!?"”’‘“«»-–—)]/')
_POSSESSIVE = re.compile(r"['’][sS]\Z|(?<=[sS])['’]\Z")
_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Z]\.)+[A-Z]\Z")
_LEADING = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_HONORIFIC = re.compile(
    r"(?:"
    + "|".join(sorted((re.escape(word) for word in HONORIFICS | TITLES), key=len, reverse=True))
    + r")\.?\s+(?=\S)"
)


def _trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """A name without article, possessive, outer marks and, of a person, honorifics; with the last stop of `U.S.`."""
    if label in ("DATE", "MONEY"):
        return start, end
    while end > start and (text[end - 1] in _MARKS_AFTER or text[end - 1].isspace()):
        end -= 1
    while start < end and (text[start] in _MARKS_BEFORE or text[start].isspace()):
        start += 1
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        end = possessive.start()
    if text.startswith(".", end) and _INITIALS.search(text, start, end):
        end += 1
    article = _LEADING.match(text, start, end)
    if article:
        start = article.end()
    while label == "PERSON" and (honorific := _HONORIFIC.match(text, start, end)):
        start = honorific.end()
    return start, end


def _place(name: str) -> str:
    """The label of a place.

    GPE for what is governed (countries, states, cities), FAC for what was built, LOC for waters, mountains, regions.
    """
    known = KNOWN.get(name)
    if known in ("GPE", "LOC", "FAC"):
        return known
    parts = name.split()
    if len(parts) > 1 and parts[-1] in FAC_HEADS:
        return "FAC"
    if parts and (parts[-1] in LOC_HEADS or parts[0] in LOC_OPENERS) and parts[-1] not in GPE_HEADS:
        return "LOC"
    return "GPE"
