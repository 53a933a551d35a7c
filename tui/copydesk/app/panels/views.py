"""The views that a panel can show, by the command that opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from copydesk.app.panels.inspector import inspect
from copydesk.app.panels.names_index import names_index
from copydesk.app.panels.panel import Entry
from copydesk.app.panels.side import View
from copydesk.app.panels.source_view import source
from copydesk.app.panels.tag_list import tag_list
from copydesk.app.panels.voices import voices

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen


def _inspected(screen: ReadingScreen) -> tuple[Entry, ...]:
    reading = screen.reading
    return inspect(reading, screen.shades, screen.background.reason(reading)) if reading else ()


def _sourced(screen: ReadingScreen) -> tuple[Entry, ...]:
    return source(screen.reading, screen.shades) if screen.reading else ()


def _place(screen: ReadingScreen) -> object:
    """What is under the cursor, and whether anything changed."""
    reading = screen.reading
    return reading and (
        id(reading),
        reading.caret.offset,
        reading.item,
        reading.desk.version,
        screen.background.reason(reading),
    )


def _named(screen: ReadingScreen) -> tuple[Entry, ...]:
    readings = screen.readings
    return names_index(readings, screen.reading, screen.background.linked.grouped(readings), screen.shades)


def _voiced(screen: ReadingScreen) -> tuple[Entry, ...]:
    readings = screen.readings
    return voices(readings, screen.background.linked.grouped(readings), screen.shades)


def _tagged(screen: ReadingScreen) -> tuple[Entry, ...]:
    return tag_list(screen.readings, screen.shades)


def _open(screen: ReadingScreen) -> object:
    """Which articles are open, and whether anything in them changed."""
    return tuple((id(each), each.desk.version, each.filter) for each in screen.readings)


def _open_from(screen: ReadingScreen) -> object:
    return (id(screen.reading), _open(screen))


VIEWS: Final = {
    "names": View("Who and what is named", _named, _open_from, lists=True),
    "voices": View("Who said what", _voiced, _open, lists=True),
    "tags": View("Tags", _tagged, _open, lists=True),
    "inspector": View("Inspector", _inspected, _place),
    "source": View("Annotations in TOML", _sourced, _place),
}
"""From the id of the command that opens and closes a view to the view."""
