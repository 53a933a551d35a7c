"""One article, one meaning: a surname is the person introduced before, and each surface has one label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from copydesk.detect.rules.candidates import Candidate
from copydesk.detect.rules.gazetteer import KNOWN, WEAK
from copydesk.detect.rules.given_names import FAMILY_FIRST, GIVEN_NAMES
from copydesk.detect.rules.name_words import NOT_NAMES, PARTICLES, SUFFIXES

_GAP = 8
"""Code points between two names of a list at most."""
_SURE = 0.6
"""A label below this score is asked again of the rest of the article."""


def consistent(text: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates with labels that agree within the article, without those that nothing supports.

    Args:
        text: The text, for what stands between two candidates.
        candidates: In order, apart.
    """
    candidates = _with_neighbours(text, candidates)
    people = _parts_of_people(candidates)
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in candidates:
        if candidate.label and candidate.score >= 0.4:
            votes[_surface(candidate.words)][candidate.label] += candidate.score if candidate.supported else 0.1
    for candidate in candidates:
        yield from _decided(candidate, people, votes[_surface(candidate.words)])


def _with_neighbours(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with labels from lists of places and from short forms in brackets."""
    known = list(candidates)
    for index in range(1, len(known)):
        left, right = known[index - 1], known[index]
        if right.start - left.end > _GAP:
            continue
        between = text[left.end : right.start]
        if (
            between in (" (", " (the ")
            and text[right.end : right.end + 1] == ")"
            and len(right.words) == 1
            and right.words[0].isupper()
        ):
            if left.label in ("ORG", "PERSON") and right.words[0] not in KNOWN:
                known[index] = replace(right, label="ORG", score=0.9)
                if len(left.words) > 1 and left.label == "PERSON":
                    known[index - 1] = replace(left, label="ORG", score=0.7)
            elif not left.label:
                known[index] = replace(right, label="", score=0.0)
        elif between in (", ", " and ", ", and ") and left.supported and right.supported:
            if left.label == "GPE" and left.score >= _SURE and not right.label:
                known[index] = replace(right, label="GPE", score=0.6)
            elif right.label == "GPE" and right.score >= _SURE and not left.label and between == ", ":
                known[index - 1] = replace(left, label="GPE", score=0.55)
    return known


def _decided(candidate: Candidate, people: frozenset[str], votes: dict[str, float]) -> Iterator[Candidate]:
    surface = " ".join(candidate.words)
    lone = len(candidate.words) == 1
    sure = surface not in NOT_NAMES or surface in FAMILY_FIRST or candidate.supported
    if (
        lone
        and surface in people
        and sure
        and (surface not in KNOWN or surface in WEAK)
        and KNOWN.get(surface) != "NORP"
    ):
        yield replace(
            candidate, label="PERSON", score=max(candidate.score, 0.85) if candidate.label == "PERSON" else 0.85
        )
        return
    if votes:
        label, weight = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
        if weight >= 0.4 and candidate.label != label and candidate.label != "FAC":
            yield replace(candidate, label=label, score=min(0.9, max(0.5, weight / (1 + sum(votes.values()) - weight))))
            return
    if candidate.label and candidate.supported:
        yield candidate


def _surface(words: Iterable[str]) -> str:
    return " ".join(words)


def _parts_of_people(candidates: Sequence[Candidate]) -> frozenset[str]:
    """Words that stand alone for a person named in full: the last, or a family name that comes first."""
    parts: set[str] = set()
    for candidate in candidates:
        if candidate.label != "PERSON" or candidate.score < _SURE:
            continue
        names = [word for word in candidate.words if word not in SUFFIXES and word not in PARTICLES]
        if len(names) < 2:
            parts.update(names if candidate.score >= 0.9 else ())
            continue
        parts.add(names[-1])
        if names[0] in FAMILY_FIRST or names[0] in GIVEN_NAMES or candidate.score >= 0.85:
            parts.add(names[0])
        if len(names) > 2 and candidate.words[-2] in PARTICLES:
            parts.add(" ".join(candidate.words[-2:]))
    return frozenset(part for part in parts if len(part) > 1)
