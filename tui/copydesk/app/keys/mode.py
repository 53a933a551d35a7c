"""Modes: what takes every key until it ends, such as jump labels or looking through occurrences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple, Protocol

from copydesk.app.drawing.painter import Piece
from copydesk.app.reading import Reading


class Sign(NamedTuple):
    """Letters drawn over the text, which does not move.

    Attributes:
        offset: The code point at which they begin.
        text: One or two letters, a cell each.
    """

    offset: int
    text: str


class Mode(Protocol):
    """Takes every key while it is on; the screen asks it what to show over the text and in the status row.

    Attributes:
        alone: Whether what is under the cursor is not framed, so that only what the mode lights stands out.
        fades: Whether the text is faded, so that the letters over it stand out.
    """

    alone: ClassVar[bool]
    fades: ClassVar[bool]

    def press(self, key: str, character: str | None) -> None:
        """Take a key, in Textual's name, with its character if it has one."""
        ...

    def status(self) -> str:
        """What the status row says."""
        ...

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys it takes, each with a word for the bar of keys."""
        ...

    def lit(self, reading: Reading) -> Sequence[Piece] | None:
        """What is lit in a reading, in order; None for what is lit without a mode."""
        ...

    def signs(self, reading: Reading) -> Sequence[Sign]:
        """The letters drawn over a reading's text, in order."""
        ...

    def moved(self) -> None:
        """The window has another size, or its text was scrolled."""
        ...

    def leave(self) -> None:
        """End, because the person did something else by mouse or leaves: what was said yes to is kept."""
        ...
