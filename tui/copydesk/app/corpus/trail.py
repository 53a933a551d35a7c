"""A trail: the hits of a search of the corpus in their order, and which of them one stands at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from copydesk.store.search.concordance import Hit
from copydesk.store.search.corpus_search import CorpusSearch, Found


class Trail:
    """Hits that are gone through one after the other; more come at its end while the search goes on.

    Args:
        search: The search, which the trail ends when it is no longer needed.

    Attributes:
        at: Which hit one stands at; -1 before the first.
    """

    def __init__(self, search: CorpusSearch | None = None) -> None:
        self.at = -1
        self.search = search
        self._found: list[Found] = []
        self._starts: list[int] = []
        self._length = 0

    def __len__(self) -> int:
        """How many hits there are."""
        return self._length

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len(self._found)

    def catch_up(self) -> bool:
        """Take in what was found since; whether that was anything."""
        found = self.search.take() if self.search else []
        self.extend(found)
        return bool(found)

    def close(self) -> None:
        """End the search."""
        if self.search:
            self.search.close()

    def extend(self, found: Sequence[Found]) -> None:
        """Take in further hits."""
        for each in found:
            self._found.append(each)
            self._starts.append(self._length)
            self._length += len(each.hits)

    def __getitem__(self, index: int) -> tuple[int, Hit]:
        """A hit with the number of its article."""
        if not 0 <= index < self._length:
            raise IndexError(index)
        at = bisect_right(self._starts, index) - 1
        return self._found[at].number, self._found[at].hits[index - self._starts[at]]

    def step(self, delta: int) -> tuple[int, Hit] | None:
        """Go on to the next hit, or back to the one before; None where there is none."""
        self.catch_up()
        if not 0 <= self.at + delta < self._length:
            return None
        self.at += delta
        return self[self.at]
