"""A slot: a pane of the screen with the article that is in it."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.app.drawing.pane import Pane
from copydesk.app.drawing.shades import Shades
from copydesk.app.reading import Reading
from copydesk.store.corpus.article import Article


@dataclass
class Slot:
    """What a pane shows.

    Attributes:
        pane: The widget.
        article: The article in it, if any.
        reading: Its state; None where the article could not be read.
        notice: Why it could not be read.
    """

    pane: Pane
    article: Article | None = None
    reading: Reading | None = None
    notice: str = ""

    def show(self, shades: Shades, letters: dict[str, str]) -> None:
        """Draw what is in the slot in a theme."""
        self.pane.show(self.reading, shades, letters, self.notice)
