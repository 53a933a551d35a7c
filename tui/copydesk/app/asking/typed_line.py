"""A line to type into, as a value: text goes to its end, and is taken back from there."""

from __future__ import annotations

from copydesk.text.graphemes import clusters

LONGEST = 500
"""Code points that can be typed or pasted."""


class TypedLine:
    """What was typed so far.

    Attributes:
        text: The line.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text

    def press(self, key: str, character: str | None) -> bool:
        """Take a key (in Textual's name); whether it changed the line."""
        before = self.text
        if key == "backspace":
            self.text = before[: [start for start, _ in clusters(before)][-1]] if before else ""
        elif key in ("ctrl+w", "ctrl+backspace"):
            kept = before.rstrip()
            self.text = before[: kept.rfind(" ") + 1]
        elif key == "ctrl+u":
            self.text = ""
        elif character and character.isprintable():
            self.add(character)
        return self.text != before

    def add(self, text: str) -> None:
        """Add a text, of a paste for example; line breaks and control characters become blanks."""
        clean = "".join(each if each.isprintable() else " " for each in text)
        self.text = (self.text + clean)[:LONGEST]
