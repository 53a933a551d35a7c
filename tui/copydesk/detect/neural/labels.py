"""What the network's scores stand for, in the order in which it gives them."""

from __future__ import annotations

from typing import Final

ENTITIES: Final = ("PERSON", "ORG", "LOC", "FAC", "NORP", "DATE", "MONEY", "MISC")
"""Kinds of entity; MISC (works, events, products, and what fits nowhere) is learned and never proposed."""

ROLES: Final = ("content", "source", "cue")
"""Parts of an attribution: what was said, by whom, and the words that say so."""

ENTITY_SCORES: Final = 1 + 2 * len(ENTITIES)
"""Scores of a word for entities: outside; then for each kind that one begins here, and that one goes on."""

ROLE_SCORES: Final = 3
"""Scores of a word for each role: outside, begins, goes on."""

LINK_SIZE: Final = 32
"""Numbers in the vector by which a content looks for its source or cue, and in the one by which it is found."""


def begins(kind: int) -> int:
    """The score that an entity of a kind begins; the next one is that it goes on."""
    return 1 + 2 * kind
