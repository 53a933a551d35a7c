"""Verdicts: what a person's decisions on a name so far say of proposing it in one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from copydesk.detect.memory.surfaces import is_lower
from copydesk.detect.rules.name_words import NOT_NAMES

HERE = 2
"""What is tagged in the article itself counts as if it were tagged in so many others."""
REJECTIONS = 2
"""In so many articles, or at so many places of this one, a name is rejected before it is left out."""
SURE = 0.95
"""A detector that is so sure of a label is not overruled by a single article; nor is what it says of mere numbers."""
STRONG = 3
"""In so many articles a word is tagged that is as likely no name, before other places of it are proposed."""
SHORTEST = 4
"""Code points of the shortest single word that is likely a name."""
SUREST = 0.95


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is known of a name from the point of view of one article.

    Attributes:
        tagged: In how many other articles it was tagged, by label.
        rejected: In how many other articles it was rejected and not tagged so, by label.
        tagged_here: At how many places of this article it is tagged, by label.
        rejected_here: At how many places of this article it was rejected, by label.
    """

    tagged: Mapping[str, int]
    rejected: Mapping[str, int]
    tagged_here: Mapping[str, int]
    rejected_here: Mapping[str, int]


class Verdict(NamedTuple):
    """What is to be proposed.

    Attributes:
        label: The label; empty for nothing.
        score: How sure that is, from 0 to 1; None to leave the detector's proposal as it is.
    """

    label: str
    score: float | None = None


NOTHING = Verdict("")


def on_proposal(name: str, label: str, score: float, opinion: Opinion) -> Verdict:
    """What to make of a detector's proposal of a name.

    Another label takes over when it was given clearly more often. What was only ever rejected goes.

    Args:
        name: How it is written.
        label: What the detector says it is.
        score: How sure it is.
        opinion: What is known of the name.
    """
    votes = _votes(opinion)
    best, weight = _best(votes, opinion)
    if label in opinion.tagged_here or (not best and votes):
        return Verdict(label)
    if not best:
        rejected = opinion.rejected.get(label, 0)
        gone = rejected >= REJECTIONS or opinion.rejected_here.get(label, 0) >= REJECTIONS
        return NOTHING if gone else Verdict(label)
    needed = 1 if score < SURE and any(map(str.isalpha, name)) else 2
    if best == label or weight < needed or weight <= 2 * votes[label]:
        return Verdict(label)
    return Verdict(best, _score(weight, votes.total()))


def on_place(name: str, opinion: Opinion, *, common: bool) -> Verdict:
    """What to make of a place where a name stands that was tagged elsewhere, and where no detector proposes one.

    Args:
        name: How it is written.
        opinion: What is known of it.
        common: Whether the article has the same word without a capital, as a word like any other.
    """
    votes = _votes(opinion)
    label, weight = _best(votes, opinion)
    against = opinion.rejected.get(label, 0)
    needed = STRONG if common or not _is_distinctive(name) else 1
    if weight < needed or weight <= 2 * (votes.total() - weight + against):
        return NOTHING
    return Verdict(label, _score(weight, votes.total() + against))


def _is_distinctive(name: str) -> bool:
    """Whether a name is unlikely to be anything else where it is written so."""
    if is_lower(name):
        return False
    return " " in name or (len(name) >= SHORTEST and name not in NOT_NAMES)


def _votes(opinion: Opinion) -> Counter[str]:
    """The labels given, in other articles and here."""
    if len(opinion.tagged_here) == 1:  # within an article a name means one thing
        label = next(iter(opinion.tagged_here))
        return Counter({label: HERE + opinion.tagged.get(label, 0)})
    votes = Counter(dict(opinion.tagged))
    for label in opinion.tagged_here:
        votes[label] += HERE
    return votes


def _best(votes: Counter[str], opinion: Opinion) -> tuple[str, int]:
    """The label with the most votes of those that were not rejected in this article, and its votes."""
    allowed = [
        (weight, label)
        for label, weight in votes.items()
        if label in opinion.tagged_here or label not in opinion.rejected_here
    ]
    weight, label = max(allowed, default=(0, ""))
    return label, weight


def _score(weight: int, total: int) -> float:
    """How sure a label is that has some of all votes: the rule of succession."""
    return round(min(SUREST, (weight + 1) / (total + 2)), 2)
