"""Linked reading: what else lights up while the cursor is on a name or in a quote, in every open pane."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from copydesk.annotation.span import Span
from copydesk.app.painter import Piece
from copydesk.app.reading import Reading
from copydesk.app.shades import Layer

if TYPE_CHECKING:
    from copydesk.detect.mentions import Mention, Mentions

LIT = Layer("lit")


class Linked:
    """The names in the open articles, grouped; made anew when annotations, proposals or articles change."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._mentions: Mentions | None = None

    def mentions(self, reading: Reading, readings: Sequence[Reading]) -> tuple[Mention, ...]:
        """The mentions of the name under a reading's cursor in all readings, in order; empty where there is none."""
        item = next((span for span in reading.here if span.label not in ("QUOTE", "CLAIM")), None)
        if item is None:
            return ()
        key = tuple((id(each), each.desk.version) for each in readings)
        if self._mentions is None or key != self._key:
            from copydesk.detect.mentions import Mentions

            self._key = key
            self._mentions = Mentions([(str(id(each)), each.document.text, _spans(each)) for each in readings])
        found: tuple[Mention, ...] = tuple(self._mentions.of(str(id(reading)), item))
        return found

    def count(self, mentions: Sequence[Mention], reading: Reading) -> tuple[int, int]:
        """How many of the mentions are in a reading, and how many in the others."""
        inside = sum(each.article_id == str(id(reading)) for each in mentions)
        return inside, len(mentions) - inside

    def lit(self, reading: Reading, active: bool, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
        """What glows in a reading: the mentions, and in the active one the speaker and cue of the quote here."""
        pieces: list[Piece] = [(each.start, each.end, LIT) for each in mentions if each.article_id == str(id(reading))]
        quote = next((item for item in reading.here if item.label == "QUOTE"), None) if active else None
        if quote:
            for _, tail in reading.desk.links_of(quote):
                pieces += [(start, end, Layer("end", tail.label)) for start, end in tail.pieces]
        return tuple(sorted(pieces, key=itemgetter(0)))


def _spans(reading: Reading) -> list[Span]:
    """All accepted annotations and open proposals of a reading."""
    accepted = [span for span in reading.desk.annotations if span.status == "accepted"]
    return [*accepted, *reading.desk.open]
