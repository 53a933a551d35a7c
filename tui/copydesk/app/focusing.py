"""Focusing: all but the paragraph, or the sentence, under the cursor is faded, and nothing else is shown."""

from __future__ import annotations

from typing import Final, Literal

from copydesk.app.reading import Reading

Unit = Literal["", "paragraph", "sentence"]
UNITS: Final[tuple[Unit, ...]] = ("", "paragraph", "sentence")


class Focusing:
    """What is in focus.

    Attributes:
        unit: What around the cursor is kept bright; empty for everything.
    """

    def __init__(self) -> None:
        self.unit: Unit = ""

    def turn(self) -> str:
        """Go on to the next unit; says what is in focus then."""
        self.unit = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        return f"Only the {self.unit} here is bright" if self.unit else "Everything is bright again"

    def kept(self, reading: Reading) -> tuple[int, int] | None:
        """The half-open range that is bright in a reading; None for all of it."""
        if not self.unit:
            return None
        motions, offset = reading.caret.motions, reading.caret.offset
        return motions.paragraph_around(offset) if self.unit == "paragraph" else motions.sentence_around(offset)
