"""Arrangement: whether panes stand side by side, one above the other, or take turns, by the room there is."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PANES = 4
NARROWEST_PANE = 44
"""Cells that a pane needs to be read with comfort."""
LOWEST_PANE = 14
"""Rows that a pane needs when panes are stacked."""

SMALLEST_SCREEN = (24, 5)
"""Cells and rows below which there is no room to read."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How panes are arranged.

    Attributes:
        visible: How many are on the screen at once.
        stacked: Whether they are one above the other.
    """

    visible: int
    stacked: bool

    def switched(self, panes: int) -> bool:
        """Whether some panes are out of sight and take turns with those on the screen."""
        return self.visible < panes

    def shown(self, active: int, panes: int) -> range:
        """The indexes of the panes on the screen: the active one with its neighbours."""
        first = max(0, min(active, panes - self.visible))
        return range(first, first + self.visible)


def arrange(panes: int, width: int, height: int) -> Arrangement:
    """The arrangement for so many panes on a screen of cells and rows."""
    beside = max(1, width // NARROWEST_PANE)
    above = max(1, height // LOWEST_PANE)
    if beside >= panes or beside > above:
        return Arrangement(min(panes, beside), stacked=False)
    return Arrangement(min(panes, above), stacked=above > 1)
