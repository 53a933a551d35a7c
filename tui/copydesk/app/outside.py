"""The outside: what other programs change while the person reads, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from copydesk.app.asking import dialogs
from copydesk.errors import CopydeskError
from copydesk.store.corpus.article import Article

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

LOOK_SECONDS: Final = 3.0
"""How often it is looked whether another program changed a file."""


class Outside:
    """Takes in what other programs write beside a reading screen.

    Args:
        screen: Shows what was changed.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def look(self) -> None:
        """Look whether another program changed a file, or left an article that could only be read."""
        screen = self._screen
        screen.library.look()
        self._look_at_labels()
        if said := screen.library.changed():
            screen.say(said)
        for slot in screen.slots:
            if slot.article and screen.library.try_again(slot.article):
                offset = slot.reading.caret.offset if slot.reading else 0
                screen.put(slot, slot.article)
                if slot.reading:
                    slot.reading.go(offset)
                screen.say(f"{slot.article.title} can be annotated now")

    def take_in(self) -> None:
        """Merge what another program wrote into the annotations of what is open; where both changed the same, ask."""
        screen = self._screen
        for slot in screen.slots:
            # While a dialog is open nothing is asked: it may be this very question.
            asking = screen.app.screen is not screen or screen.mode
            if not asking and slot.article and screen.library.state(slot.article).outside:
                self._merge(slot.article)

    def _merge(self, article: Article) -> None:
        conflicts = self._screen.library.take_in(article)
        if conflicts:
            dialogs.settle_conflicts(self._screen, article, len(conflicts))
        else:
            self._screen.say(f"{article.title}: what another program wrote was taken in; undo takes it back")

    def _look_at_labels(self) -> None:
        """Take in a label file that another program has changed."""
        screen = self._screen
        try:
            labels = screen.library.look_at_labels()
        except CopydeskError as error:
            place = f"labels.toml{f':{error.line}' if error.line else ''}"
            screen.say(f"The labels stay as they were: {place}: {error.problem}")
            return
        if labels:
            screen.use_labels(labels)
            screen.say("; ".join(("labels.toml was changed: its labels are in force", *screen.keymap.problems)))
