"""The tutor: which lesson it is, and whether what the person did was what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.app.keys.keymap import Keymap
from copydesk.app.reading import Reading
from copydesk.app.tutorial.acts import Act, HistoryWatch
from copydesk.app.tutorial.lessons import LESSONS, Lesson, with_keys


class Tutor:
    """Goes through the lessons.

    Attributes:
        at: The index of the lesson.
    """

    def __init__(self) -> None:
        self.at = 0
        self._watches: dict[int, HistoryWatch] = {}
        self._passed_over = False

    @property
    def lesson(self) -> Lesson:
        """What is to be done now."""
        return LESSONS[self.at]

    def look(self, readings: Sequence[Reading], active: Reading | None) -> bool:
        """Look at what was done since the last look; whether it was what the lesson asks for."""
        acts: set[Act] = set()
        for reading in readings:
            watch = self._watches.get(id(reading.desk.history))
            if watch is None:
                self._watches[id(reading.desk.history)] = HistoryWatch(reading.desk.history, reading.document.text)
            else:
                acts |= watch.acts()
        if active and active.focused and active.focused.status == "proposed":
            acts.add("hop")
        if self.lesson.act not in acts:
            return False
        self.at += 1
        self._passed_over = False
        return True

    def pass_over(self) -> str:
        """Go on to the next lesson; answers with a sentence for the person."""
        if self.lesson.act is None:
            return "This is the last step"
        self.at += 1
        self._passed_over = True
        return ""

    def title(self, keymap: Keymap) -> str:
        """Which lesson it is; with a tick where the one before was done."""
        done = "✓ " if self.at and not self._passed_over else ""
        return f"{done}{self.at + 1} of {len(LESSONS)} · {with_keys(self.lesson.title, keymap)}"

    def text(self, keymap: Keymap) -> str:
        """What to press."""
        return with_keys(self.lesson.text, keymap)
