"""Looking through: one candidate after the other, each taken, skipped, or all the rest taken at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class LookingThrough(Generic[Item]):
    """What was said so far of some items, and which is next.

    Args:
        items: In the order in which they are shown.
    """

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self.items: list[Item] = list(items)
        self._said: dict[Item, bool] = {}
        self._order: list[Item] = []
        self.at = 0

    @property
    def current(self) -> Item | None:
        """The item that is asked about; None when all were answered."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def taken(self) -> list[Item]:
        """The items said yes to, in the order of the items; those of another scope come last."""
        taken = dict.fromkeys(item for item in self.items if self._said.get(item))
        taken |= dict.fromkeys(item for item, yes in self._said.items() if yes)
        return list(taken)

    @property
    def skipped(self) -> int:
        """How many were said no to."""
        return sum(not yes for yes in self._said.values())

    def said(self, item: Item) -> bool | None:
        """What was said of an item."""
        return self._said.get(item)

    def answer(self, yes: bool) -> None:
        """Take or skip the current item, and go on to the next that is open."""
        item = self.current
        if item is not None:
            self._said[item] = yes
            self._order.append(item)
            self._advance()

    def take_rest(self) -> list[Item]:
        """Take every item that nothing was said of; they are answered."""
        rest = [item for item in dict.fromkeys(self.items) if item not in self._said]
        self._said |= dict.fromkeys(rest, True)
        self._order += rest
        self._advance()
        return rest

    def back(self) -> Item | None:
        """Take the last answer about an item that is shown back, and ask again; the item, or None."""
        item = next((item for item in reversed(self._order) if item in self.items), None)
        if item is not None:
            self._order.remove(item)
            self._said.pop(item, None)
            self.at = self.items.index(item)
        return item

    def replace(self, items: Sequence[Item]) -> None:
        """Ask about other items; what was said of those that are among both stays."""
        self.items = list(items)
        self._advance()

    def forget(self) -> None:
        """Forget all that was said."""
        self._said.clear()
        self._order.clear()
        self._advance()

    def _advance(self) -> None:
        self.at = next((at for at, item in enumerate(self.items) if item not in self._said), len(self.items))
