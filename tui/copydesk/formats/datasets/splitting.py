"""Splitting a corpus into train, dev and test, article by article.

The side of an article follows from its id and the seed alone: it stays when articles are added. Near-duplicates go to
one side together, that of the one among them whose id's digest is smallest; so an article changes sides only when a
near-duplicate of it is added.

Labels cannot be balanced exactly without the sides of some articles depending on others. What can be done is to choose
well once: without a seed, the best of a number of seeds is taken and named. Who gives it again keeps the sides.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.errors import InputError

SEEDS = 200
"""How many seeds are tried."""
NAMES = {2: ("train", "test"), 3: ("train", "dev", "test")}


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of a corpus each side is to have.

    Attributes:
        sides: Their names.
        parts: What each is to have, together 1.
    """

    sides: tuple[str, ...]
    parts: tuple[float, ...]

    @classmethod
    def parse(cls, given: str) -> Shares:
        """Shares as a person writes them: `80/10/10` for train, dev and test, `90/10` for train and test.

        Raises:
            InputError: When they are not two or three numbers that make a whole.
        """
        try:
            numbers = [float(part) for part in given.split("/")]
        except ValueError:
            numbers = []
        total = sum(numbers)
        if len(numbers) not in NAMES or not all(0 < number < float("inf") for number in numbers):
            raise InputError(
                f"{given!r} is no split", remedy="Give the shares of train, dev and test, as in --split 80/10/10"
            )
        return cls(NAMES[len(numbers)], tuple(number / total for number in numbers))


@dataclass(frozen=True, slots=True)
class Split:
    """Who is on which side.

    Attributes:
        seed: The seed that gives these sides.
        sides: The side of each article, as an index into the names of the shares.
        grouped: How many articles are near-duplicates of an earlier one.
    """

    seed: int
    sides: tuple[int, ...]
    grouped: int


def split(
    ids: Sequence[str], leaders: Sequence[int], labels: Sequence[Mapping[str, int]], shares: Shares, seed: int | None
) -> Split:
    """Give each article a side.

    Args:
        ids: Of the articles.
        leaders: For each article the number of the first of its near-duplicates, as `near_duplicates.groups` says.
        labels: How many spans of each label each article has.
        shares: What each side is to have.
        seed: What the sides follow from; None for one that balances the labels well.
    """
    digests = [_digest(id) for id in ids]
    smallest: dict[int, int] = {}
    for number, leader in enumerate(leaders):
        if leader not in smallest or digests[number] < digests[smallest[leader]]:
            smallest[leader] = number
    keys = [digests[smallest[leader]] for leader in leaders]
    if seed is None:
        seed = _best_seed(keys, labels, shares)
    sides = tuple(_side(key, seed, shares) for key in keys)
    return Split(seed, sides, len(ids) - len(smallest))


def _digest(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _side(key: int, seed: int, shares: Shares) -> int:
    """The side of one digest: a number from 0 to 1 that follows from it and the seed falls into its share."""
    mixed = hashlib.blake2b(key.to_bytes(8, "big") + str(seed).encode(), digest_size=8).digest()
    place = int.from_bytes(mixed, "big") / 2**64
    for side, part in enumerate(shares.parts[:-1]):
        if place < part:
            return side
        place -= part
    return len(shares.parts) - 1


def _best_seed(keys: Sequence[int], labels: Sequence[Mapping[str, int]], shares: Shares) -> int:
    """The seed whose sides come closest to their shares of the articles and of each label."""
    # Equal keys go together; for a large corpus chance is even, and few seeds will do.
    units: dict[int, Counter[str]] = {}
    for key, counts in zip(keys, labels, strict=True):
        unit = units.setdefault(key, Counter())
        unit.update(counts)
        unit[""] += 1
    tried = max(1, min(SEEDS, 2_000_000 // (len(units) + 1)))
    return min(range(tried), key=lambda seed: (_imbalance(units, seed, shares), seed))


def _imbalance(units: Mapping[int, Mapping[str, int]], seed: int, shares: Shares) -> float:
    """How far the sides are from their shares: of the articles, and of each label, relative to the share, squared."""
    totals: Counter[str] = Counter()
    found = [Counter[str]() for _ in shares.parts]
    for key, counts in units.items():
        found[_side(key, seed, shares)].update(counts)
        totals.update(counts)
    return sum(
        (side[name] / total / part - 1) ** 2 * part
        for name, total in totals.items()
        for side, part in zip(found, shares.parts, strict=True)
    )
