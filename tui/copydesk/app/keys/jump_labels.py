"""Jump labels: two letters for each place, the easiest pairs for the places that are nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

HOME_ROW: Final = "asdfghjkl"
OTHERS: Final = "qwertyuiopzxcvbnm"
ALPHABET: Final = HOME_ROW + OTHERS


def _pairs() -> Iterable[str]:
    """Pairs of letters: within the home row, then with one letter of it, then the others, then with a capital."""
    yield from map("".join, product(HOME_ROW, HOME_ROW))
    yield from map("".join, product(HOME_ROW, OTHERS))
    yield from map("".join, product(OTHERS, HOME_ROW))
    yield from map("".join, product(OTHERS, OTHERS))
    yield from map("".join, product(ALPHABET, ALPHABET.upper()))
    yield from map("".join, product(ALPHABET.upper(), ALPHABET + ALPHABET.upper()))


PAIRS: Final[tuple[str, ...]] = tuple(_pairs())
"""All of them, the easiest first; more than a screen has words."""

Target = tuple[int, int]
"""A place: the number of a pane, and the half-open range's first code point in its text."""


class JumpLabels:
    """The labels of some places, while they are typed.

    Args:
        targets: The places, the nearest first; beyond the number of labels they have none.
        labels: The labels, the easiest first; none may begin another.
    """

    def __init__(self, targets: Sequence[Target], labels: Sequence[str] = PAIRS) -> None:
        self._target_of = dict(zip(labels, targets, strict=False))
        self.typed = ""

    def __len__(self) -> int:
        return len(self._target_of)

    def shown(self, pane: int) -> list[tuple[int, str]]:
        """The letters still to be typed in a pane: offsets with them, in order."""
        count = len(self.typed)
        return sorted(
            (offset, label[count:])
            for label, (number, offset) in self._target_of.items()
            if number == pane and label.startswith(self.typed)
        )

    def type(self, letter: str) -> Target | None:
        """Take a letter; the place that it completes the label of, if it does.

        Raises:
            KeyError: When no label goes on with it.
        """
        typed = self.typed + letter
        if len(letter) != 1 or not any(label.startswith(typed) for label in self._target_of):
            raise KeyError(letter)
        self.typed = typed
        return self._target_of.get(typed)
