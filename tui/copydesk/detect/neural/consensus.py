"""Consensus: one article, one meaning. What all mentions of a name say together decides what each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from copydesk.detect.neural.labels import ENTITIES
from copydesk.detect.rules.gazetteer import KNOWN
from copydesk.detect.rules.given_names import FAMILY_FIRST
from copydesk.detect.rules.name_words import PARTICLES, SUFFIXES

_NAMES = tuple(ENTITIES.index(label) for label in ("PERSON", "ORG", "LOC", "FAC", "NORP", "MISC"))
"""Kinds between which an article's other mentions may decide."""
_PERSON, _ORG, _LOC = (ENTITIES.index(label) for label in ("PERSON", "ORG", "LOC"))
_SURNAME_BONUS = 3.0
"""How much it speaks for a person (in nats) that the article names one in full whose surname this is."""
_FIRST_WORD_BONUS = 3.0
"""How much it speaks for an organisation that the article names one in full that begins with this word."""
_INITIALS_BONUS = 2.0
"""How much it speaks for a kind that these are the initials of a name of that kind."""
_SMALL_WORDS = frozenset("of the and for in on to & at by".split())
_KINDS_KNOWN = {"GPE": _LOC, "LOC": _LOC, "FAC": _LOC, "NORP": ENTITIES.index("NORP"), "ORG": ENTITIES.index("ORG")}
_KNOWN_BONUS = 6.0
"""How much it speaks for a place or a people that a gazetteer knows it as nothing else."""
_SUPPORT = 0.8
"""How much of the surest mention's score the others have at least."""
_MOST_VOTES = 8
"""Mentions of one name that vote at most: what is said more often is not surer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Some words that the network takes for a name.

    Attributes:
        start: First word.
        end: One past the last.
        kind: Index of its kind in `labels.ENTITIES`.
        score: How sure the network is, from 0 to 1.
        kinds: For each kind the logarithm of how probable it is.
        written: The name as the text has it.
        surface: Its words without case, possessive, article and honorific: what makes two mentions the same name.
    """

    start: int
    end: int
    kind: int
    score: float
    kinds: NDArray[np.float32]
    written: str
    surface: tuple[str, ...]


def agreed(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of an article, in order, each of the kind that all mentions of its name speak for."""
    votes = _votes(found)
    called = _called_again(found)
    decided = [_decided(candidate, votes.get(candidate.surface), called.get(candidate.surface)) for candidate in found]
    surest: dict[tuple[tuple[str, ...], int], float] = defaultdict(float)
    for candidate in decided:
        key = (candidate.surface, candidate.kind)
        surest[key] = max(surest[key], candidate.score)
    return [
        replace(candidate, score=max(candidate.score, _SUPPORT * surest[candidate.surface, candidate.kind]))
        for candidate in decided
    ]


def _votes(found: Sequence[Candidate]) -> dict[tuple[str, ...], NDArray[np.float32]]:
    """For each name the sum of what its mentions say."""
    votes: dict[tuple[str, ...], NDArray[np.float32]] = {}
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for candidate in found:
        surface = candidate.surface
        if candidate.kind not in _NAMES or not surface:
            continue
        counts[surface] += 1
        if counts[surface] <= _MOST_VOTES:
            votes[surface] = votes.get(surface, np.zeros(len(ENTITIES), np.float32)) + candidate.kinds
    return votes


def _called_again(found: Sequence[Candidate]) -> dict[tuple[str, ...], tuple[int, float]]:
    """Short forms by which the article calls again what it named in full: what kind that is, and how much it says."""
    called: dict[tuple[str, ...], tuple[int, float]] = {}
    people: dict[tuple[str, ...], tuple[int, float]] = {}
    for candidate in found:
        surface = candidate.surface
        if len(surface) < 2:
            continue
        if candidate.kind == _PERSON:
            people.update(dict.fromkeys(_parts_of_person(surface), (_PERSON, _SURNAME_BONUS)))
        elif candidate.kind == _ORG:
            called.setdefault((surface[0],), (_ORG, _FIRST_WORD_BONUS))
        if candidate.kind in _NAMES:
            initials = "".join(word[0] for word in surface if word not in _SMALL_WORDS)
            if len(initials) > 1:
                called[(initials,)] = (candidate.kind, _INITIALS_BONUS)
    return called | people


def _parts_of_person(surface: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Surname and, where it may stand alone, the first of the names of a person."""
    own = [part for part in surface if part.capitalize() not in SUFFIXES]
    if len(own) < 2:
        return
    parts = [tuple(own[-1:])]
    parts += [tuple(own[at:]) for at in range(1, len(own) - 1) if own[at] in PARTICLES][:1]
    if own[0].capitalize() in FAMILY_FIRST or len(own) == 2:
        parts.append(tuple(own[:1]))
    yield from (part for part in parts if len("".join(part)) > 1)


def _decided(candidate: Candidate, votes: NDArray[np.float32] | None, called: tuple[int, float] | None) -> Candidate:
    if candidate.kind not in _NAMES or votes is None:
        return candidate
    total = votes.copy()
    if called is not None:
        total[called[0]] += called[1]
    known = _KINDS_KNOWN.get(KNOWN.get(candidate.written, ""))
    if known is not None:
        total[known] += _KNOWN_BONUS
    kind = max(_NAMES, key=lambda each: float(total[each]))
    return candidate if kind == candidate.kind else replace(candidate, kind=kind)
