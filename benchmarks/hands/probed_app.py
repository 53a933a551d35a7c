"""Copydesk as it is, telling beside the screen what it shows: which keys it took, the caret, proposals, annotations.

It is run in a pseudo-terminal by `session.py`. Nothing of the program is replaced; what a person would read from the
screen is written as JSON Lines to the file descriptor that the variable `PROBE` names.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from textual import events

from copydesk.annotation.span import Span
from copydesk.app.main import CopydeskApp
from copydesk.app.screen import ReadingScreen
from copydesk.cli.main import main

LOOK_AGAIN = 0.05
"""Seconds after which it is looked whether a dialog has closed."""


def _told(span: Span) -> list[Any]:
    return [span.id, span.label, span.start, span.end]


class Probe:
    """Tells what the app shows.

    Args:
        descriptor: Where to.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._keys = 0
        self._waiting = False

    def watch(self) -> None:
        """Tell after each key and whenever the screen shows something else."""
        take, look = CopydeskApp.on_event, ReadingScreen.refresh_look

        async def on_event(self: CopydeskApp, event: events.Event) -> None:
            typed = isinstance(event, events.Key) and not event.is_forwarded
            await take(self, event)
            if typed:
                probe.taken(self)

        def refresh_look(self: ReadingScreen) -> None:
            look(self)
            if isinstance(self.app, CopydeskApp):
                probe.tell(self.app)

        probe = self
        CopydeskApp.on_event = on_event  # type: ignore[method-assign]
        ReadingScreen.refresh_look = refresh_look  # type: ignore[method-assign]

    def taken(self, app: CopydeskApp) -> None:
        """A key was taken."""
        self._keys += 1
        self.tell(app)

    def tell(self, app: CopydeskApp) -> None:
        """Write what is shown."""
        screen = app.screen_stack[0] if app.screen_stack else None
        if not isinstance(screen, ReadingScreen) or not screen.slots:
            return
        dialog = len(app.screen_stack) > 1
        if dialog and not self._waiting:
            self._waiting = True
            app.set_timer(LOOK_AGAIN, lambda: self._look_again(app))
        state = {"keys": self._keys, "dialog": dialog, **_state(screen)}
        os.write(self._descriptor, json.dumps(state).encode() + b"\n")

    def _look_again(self, app: CopydeskApp) -> None:
        """Tell that a dialog has closed, once it has."""
        if len(app.screen_stack) > 1:
            app.set_timer(LOOK_AGAIN, lambda: self._look_again(app))
        else:
            self._waiting = False
            self.tell(app)


def _state(screen: ReadingScreen) -> dict[str, Any]:
    reading = screen.reading
    if reading is None:
        nothing: dict[str, Any] = {key: [] for key in ("open", "annotations", "relations", "signs", "lit")}
        return {**nothing, "offset": 0, "fresh": False, "item": None}
    desk, caret = reading.desk, reading.caret
    to_decide = {span.id for span in desk.to_decide}
    return {
        "offset": caret.offset,
        "fresh": reading.just_tagged is not None,
        "item": _told(reading.item) if reading.item else None,
        "open": [
            [*_told(span), span.id in to_decide, [[type, *_told(tail)] for type, tail in desk.links_of(span)]]
            for span in desk.open
        ],
        "annotations": [
            [*_told(span), [[type, *_told(tail)] for type, tail in desk.links_of(span)]]
            for span in desk.annotations
            if span.status == "accepted"
        ],
        "signs": [list(sign) for sign in (screen.mode.signs(reading) if screen.mode else ())],
        "lit": [list(piece[:2]) for piece in (screen.mode.lit(reading) or () if screen.mode else ())],
        "relations": [[each.type, each.head, each.tail] for each in desk.annotations.relations],
    }


if __name__ == "__main__":
    Probe(int(os.environ["PROBE"])).watch()
    sys.exit(main(sys.argv[1:]))
