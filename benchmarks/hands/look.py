"""A look at the screen: what a person reads in the status row of the program in the pseudo-terminal."""

from __future__ import annotations

STATUS = -2
"""The status row, counted from the bottom."""


class Look:
    """A terminal beside the one that the program writes to.

    Args:
        columns: Cells of a row.
        rows: Rows of the screen.
    """

    def __init__(self, columns: int, rows: int) -> None:
        import pyte

        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def see(self, written: bytes) -> None:
        """Take in what the program wrote."""
        self._stream.feed(written)

    def status(self) -> str:
        """The status row, without the space between its two sides."""
        return "  ".join(part for part in self._screen.display[STATUS].split("  ") if part).strip()
