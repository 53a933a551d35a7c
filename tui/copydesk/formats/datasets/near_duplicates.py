"""Near-duplicates: articles that share much of their wording, such as two versions of one agency report.

Texts are compared by their shingles, runs of five words, by MinHash (Broder 1997): the share of equal minima estimates
the Jaccard likeness of two texts. Pairs to compare are found by bands of minima (Leskovec, Rajaraman and Ullman, Mining
of Massive Datasets, 3.4), so that no article is compared with all others.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WORDS = 5
"""Words in a shingle."""
BANDS, ROWS = 32, 4
"""Two texts of a likeness of 0.5 share a band with a probability of 0.87, of 0.7 with 0.9999."""
LIKENESS = 0.5
"""From this estimated likeness on, two texts are near-duplicates."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""A word; each character of scripts without spaces between words is one."""


def signature(text: str) -> npt.NDArray[np.uint32] | None:
    """The minima of a text; None for one without words."""
    import numpy as np

    codes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.lower())]
    if not codes:
        return None
    hashes = np.array(codes, np.uint64)
    width = min(WORDS, len(codes))
    mixed = np.zeros(len(codes) - width + 1, np.uint64)
    for offset in range(width):
        mixed = _mix(mixed ^ hashes[offset : offset + len(mixed)])
    mixed = np.unique(mixed)
    # Multiply-shift hashing (Dietzfelbinger and others 1997), one function for each minimum, a few at a time.
    minima = [(mixed * multiplier >> np.uint64(32)).min() for multiplier in _multipliers()]
    return np.array(minima, np.uint32)


def groups(signatures: Sequence[npt.NDArray[np.uint32] | None]) -> list[int]:
    """For each text the number of the first text of its group; a text that is like no other is a group of its own."""
    import numpy as np

    leaders = list(range(len(signatures)))

    def leader(number: int) -> int:
        while leaders[number] != number:
            leaders[number] = leaders[leaders[number]]
            number = leaders[number]
        return number

    for band in range(BANDS):
        first_of: dict[bytes, int] = {}
        for number, made in enumerate(signatures):
            if made is None:
                continue
            # Compared with the first of the bucket only: a bucket of many equal texts costs no more for it.
            other = first_of.setdefault(made[band * ROWS : (band + 1) * ROWS].tobytes(), number)
            one, two = leader(number), leader(other)
            if one != two and np.mean(made == signatures[other]) >= LIKENESS:
                leaders[max(one, two)] = min(one, two)
    return [leader(number) for number in range(len(signatures))]


@cache
def _multipliers() -> list[np.uint64]:
    """Odd numbers of 64 bits, always the same."""
    import numpy as np

    made = _mix(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64))
    return [np.uint64(value | 1) for value in made.tolist()]


def _mix(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014), modulo 2**64."""
    import numpy as np

    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
