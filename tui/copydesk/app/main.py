"""The app: one reading screen on a corpus."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.command import Provider
from textual.screen import Screen

from copydesk.app.drawing.theming import choose_theme
from copydesk.app.keys import escape_sequences
from copydesk.app.library import Library
from copydesk.app.screen import CLOSING_SECONDS, TUTORIAL, ReadingScreen
from copydesk.errors import CopydeskError
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.personal.config import Config

if TYPE_CHECKING:
    from copydesk.app.tutorial.tutor import Tutor
    from copydesk.store.personal.recent import Recent

ANSWERS = frozenset({"enter", "escape"})
"""Keys that a dialog is left with."""
PATIENCE = 20
"""Refreshes that a dialog has to close after such a key, before further keys are given to it."""


def _command_table() -> type[Provider]:
    from copydesk.app.keys.palette import CommandTable

    return CommandTable


@runtime_checkable
class TakesKeys(Protocol):
    """A screen that takes every key itself."""

    def press(self, key: str, character: str | None) -> None:
        """Take a key, in Textual's name, with the character it types."""


class CopydeskApp(App[str]):
    """Copydesk on a terminal.

    Args:
        corpus: What to read.
        config: The person's preferences.
        tutor: Leads through a tutorial, if this is one.

    Attributes:
        crash: The error of its own that it died of, if it did.
        ended_by: The number of the signal that ended it, or 0.

    Raises:
        InputError: When the label set cannot be used, or there is no such theme.
    """

    TITLE = "Copydesk"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_table}
    ENABLE_COMMAND_PALETTE = False  # its key would have priority over all others; the keymap opens it instead

    def __init__(self, corpus: Corpus, config: Config | None = None, tutor: Tutor | None = None) -> None:
        super().__init__()
        self.config = config or Config()
        self._tutor = tutor
        self._copied = ""
        self.library = Library(corpus, cell_len, self._saved)
        self.crash: Exception | None = None
        self.ended_by = 0
        self._typed: deque[events.Key] = deque()
        self._answered: Screen[Any] | None = None
        self._patience = 0
        self._later = False
        choose_theme(self, self.config)

    @property
    def clipboard(self) -> str:
        """What was copied last in the program itself."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal for its clipboard, and know it as what was copied last."""
        self._copied = text
        super().copy_to_clipboard(text)

    def keep_copy(self, text: str) -> None:
        """Know a text as what was copied last."""
        self._copied = text

    def on_mount(self) -> None:
        """End in good order when the system asks for it."""
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            with suppress(NotImplementedError, RuntimeError):  # not on Windows, nor in another thread than the main
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        """Leave at once because of a signal; what is not on the disk yet is written by `run_app`."""
        self.ended_by = number
        screen = self.screen_stack[0]
        if isinstance(screen, ReadingScreen) and screen.mode:
            screen.mode.leave()
        self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Take keys in the order in which they were typed, however long a dialog takes to open or to close."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._typed.append(event)
            await self._work_off()
            below = self.screen_stack[0]
            if isinstance(below, ReadingScreen):
                below.count_key()
        else:
            await super().on_event(event)

    async def _work_off(self) -> None:
        """Run commands as soon as articles are open; give a dialog its keys when it listens.

        It gets none after the one that answers it.
        """
        while self._typed:
            screen = self.screen
            if isinstance(screen, ReadingScreen) and not screen.is_ready:
                self._work_off_soon()
                return
            if isinstance(screen, TakesKeys):
                event = self._as_known(self._typed.popleft(), screen)
                screen.press(event.key, event.character)
            elif self.focused is None or screen is self._answered:
                self._work_off_soon()
                return
            else:
                event = self._as_known(self._typed.popleft(), screen)
                if event.key in ANSWERS or event.character in getattr(screen, "answers", ()):
                    self._answered, self._patience = screen, PATIENCE
                await super().on_event(event)

    def _as_known(self, event: events.Key, screen: Screen[Any]) -> events.Key:
        """A key as dialogs and modes know it: what leaves by the configuration is escape to them."""
        below = self.screen_stack[0]
        if not isinstance(below, ReadingScreen) or event.is_printable:
            return event
        elsewhere = below.mode is not None or screen is not below
        leaves = elsewhere and event.key in below.keymap.keys_of("cancel")
        return events.Key("escape", None) if leaves else event

    def _work_off_soon(self) -> None:
        if not self._later:
            self._later = True
            self.call_after_refresh(self._work_off_later)

    async def _work_off_later(self) -> None:
        self._later = False
        self._patience -= 1
        if self._patience <= 0:
            self._answered = None  # it stays open after all
        await self._work_off()

    def get_default_screen(self) -> ReadingScreen:
        """The reading screen."""
        return ReadingScreen(self.library, self.config, self._tutor)

    def _saved(self) -> None:
        """Called in the saving thread: show it on the screen."""
        if self.is_running:
            self.call_later(self._show_saved)

    def _show_saved(self) -> None:
        screen = self.screen_stack[0]
        if isinstance(screen, ReadingScreen):
            screen.saved()

    def _handle_exception(self, error: Exception) -> None:
        """Keep an error of the program's own for `run_app`; Textual would print it with all that was in memory."""
        self.crash = self.crash or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback on the terminal."""
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave as the quit command does."""
        screen = self.screen_stack[0]
        if isinstance(screen, ReadingScreen):
            screen.dispatcher.run("quit")


def run_app(corpus: Corpus, config: Config) -> int:
    """Open a corpus in the app; answers with the exit status once it is left.

    Where it is left for the tutorial, it is opened again afterwards.

    Raises:
        InputError: When the label set cannot be used, or there is no such theme.
        CopydeskError: When work could not be saved.
        Exception: What the app died of; what was decided is saved first.
    """
    while True:
        app = _run(CopydeskApp(corpus, config))
        _end_as_asked(app)
        if app.return_value != TUTORIAL:
            return app.return_code or 0
        run_tutorial(config)


def run_tutorial(config: Config) -> int:
    """Open the tutorial, which keeps nothing; answers with the exit status once it is left.

    Raises:
        CopydeskError: When the articles cannot be copied to a folder of their own.
    """
    from copydesk.app.tutorial.folder import tutorial_folder
    from copydesk.app.tutorial.tutor import Tutor

    config = replace(config, annotator="", annotations=None, restore=False, activity=False, warnings=())
    try:
        with tutorial_folder() as folder:
            app = _run(CopydeskApp(Corpus.open([folder]), config, Tutor()))
    except OSError as error:
        raise CopydeskError(f"the tutorial has no room for its articles: {error.strerror or error}") from error
    _end_as_asked(app)
    return app.return_code or 0


def run_start(config: Config, recent: Sequence[Recent], notice: str) -> Recent | str | None:
    """Open the start screen, for when there is nothing to read.

    Args:
        config: The person's preferences.
        recent: What was opened before, the newest first.
        notice: Why there is nothing to read.

    Returns:
        What is to be opened, or `TUTORIAL`, or None to leave.
    """
    from copydesk.app.start.start import StartApp

    app = StartApp(config, recent, notice)
    escape_sequences.install(app.driver_class)
    return app.run()


def _run(app: CopydeskApp) -> CopydeskApp:
    """Run the app until it is left, with everything on the disk.

    Raises:
        CopydeskError: When work could not be saved.
        Exception: What the app died of.
    """
    escape_sequences.install(app.driver_class)
    app.run()
    problem = app.library.close(CLOSING_SECONDS)
    if app.crash:
        raise app.crash
    if problem and not app.return_code and not app.ended_by:
        raise CopydeskError(f"not everything is saved: {problem}")
    return app


def _end_as_asked(app: CopydeskApp) -> None:
    """End the process by the signal that ended the app, if one did, as whoever sent it expects."""
    if app.ended_by:
        signal.signal(app.ended_by, signal.SIG_DFL)
        os.kill(os.getpid(), app.ended_by)
