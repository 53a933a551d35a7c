"""The views that a panel can show, by the command that opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from copydesk.app.inspector import inspect
from copydesk.app.panel import Entry
from copydesk.app.side import View
from copydesk.app.source_view import source

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen


def _inspected(screen: ReadingScreen) -> tuple[Entry, ...]:
    reading = screen.reading
    return inspect(reading, screen.shades, screen.reason(reading)) if reading else ()


def _sourced(screen: ReadingScreen) -> tuple[Entry, ...]:
    return source(screen.reading, screen.shades) if screen.reading else ()


def _place(screen: ReadingScreen) -> object:
    """What is under the cursor, and whether anything changed."""
    reading = screen.reading
    return reading and (id(reading), reading.caret.offset, reading.item, reading.desk.version, screen.reason(reading))


VIEWS: Final = {
    "inspector": View("Inspector", _inspected, _place),
    "source": View("Annotations in TOML", _sourced, _place),
}
"""From the id of the command that opens and closes a view to the view."""
