"""`copydesk read`, the default command: open articles in the app."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.errors import CopydeskError, InputError, NothingToRead

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from copydesk.store.corpus.corpus import Corpus
    from copydesk.store.personal.config import Config

NAME: Final = "read"
SUMMARY: Final = "read articles side by side and annotate them (the default)"

NOTHING_NAMED: Final = "Name an article or a folder: copydesk PATH (copydesk --help shows more)"
"""What to do where the current folder was opened for want of a path, and cannot be."""

AT_ONCE: Final = 2
"""So many articles are listed before the app is opened: those that it shows first."""

DRIVER_VARIABLE: Final = "TEXTUAL_DRIVER"
"""What textual-serve sets for the process of a visitor."""

TERMINAL: Final = Path("/dev/tty")
"""The terminal that the process was started from, whatever its standard streams are."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.usage = (
        "copydesk [read] [PATH]... [-a DIR] [--annotator NAME] [--engine NAME] [--theme NAME]\n"
        "       copydesk [read] --tutorial"
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="an article (.txt, .md), a folder of them, or - for standard input (default: the current folder)",
    )
    parser.add_argument(
        "-a",
        "--annotations",
        metavar="DIR",
        type=Path,
        help="the folder of the annotation files (default: annotations/ beside the folder of articles)",
    )
    parser.add_argument("--annotator", metavar="NAME", help="who annotates; each annotator has a folder of their own")
    parser.add_argument(
        "--engine",
        metavar="NAME",
        help="which detectors propose, as `copydesk detect` takes it (default: what the configuration says, else auto)",
    )
    parser.add_argument(
        "--theme",
        metavar="NAME",
        help="the colours: dark, light, high-contrast, color-blind-dark, color-blind-light, or one of Textual's",
    )
    parser.add_argument(
        "--tutorial", action="store_true", help="learn the keys in two minutes, on copies of two made-up articles"
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Open the corpus and the configuration, then hand both to the app; without anything to read ask what to open.

    Raises:
        CopydeskError: When there is no terminal, or the articles, the annotations or the configuration cannot be used.
    """
    if not console.is_terminal() and not is_served():
        raise CopydeskError(
            "the articles are drawn on standard error, and that is no terminal",
            remedy="Run it in a terminal; copydesk detect and copydesk export need none",
        )
    # Nothing of what is loaded can be collected, and to look for it is a tenth of the start. The screen goes on
    # collecting once the text is on it.
    gc.disable()
    try:
        return _read(arguments)
    finally:
        gc.enable()


def _read(arguments: argparse.Namespace) -> ExitCode:
    from copydesk.cli.opening import load_config, say_skipped

    # What is said here is covered by the app, and there to read once it is left; the app shows it as well.
    config = load_config()
    if arguments.theme:
        config = replace(config, theme=arguments.theme)
    if arguments.engine:
        config = replace(config, engine=arguments.engine)
    if arguments.tutorial:
        return _tutorial(arguments.paths, config)
    named = arguments.annotations, arguments.annotator or ""
    try:
        corpus = open_articles(arguments.paths, config, annotations=named[0], annotator=named[1])
    except NothingToRead as error:
        if arguments.paths or is_served():
            raise
        return _start(config, f"{error.path}: {error.problem}" if error.path else error.problem)
    say_skipped(corpus)
    if not is_served():
        connect_keyboard()

    from copydesk.app.main import run_app

    try:
        return ExitCode(run_app(corpus, config))
    finally:
        if not is_served():
            _remember(config, arguments.paths or [Path()], *named)


def _remember(config: Config, paths: Sequence[Path | str], annotations: Path | None, annotator: str) -> None:
    """Remember what was opened for the start screen, unless the person wants nothing restored."""
    if config.restore:
        from copydesk.store.personal.recent import remember_folders

        remember_folders(paths, annotations, annotator)


def _tutorial(paths: Sequence[str], config: Config) -> ExitCode:
    """Open the tutorial.

    Raises:
        InputError: When there are paths: the tutorial has articles of its own.
    """
    if paths:
        raise InputError("the tutorial has articles of its own", remedy="Leave the paths out: copydesk --tutorial")
    connect_keyboard()
    from copydesk.app.main import run_tutorial

    return ExitCode(run_tutorial(config))


def _start(config: Config, notice: str) -> ExitCode:
    """Ask what to open until something is, or the person leaves.

    Args:
        config: The person's preferences.
        notice: Why there is nothing to read.
    """
    from copydesk.app.main import run_app, run_start, run_tutorial
    from copydesk.store.personal.recent import recent_folders

    connect_keyboard()
    while chosen := run_start(config, recent_folders() if config.restore else [], notice):
        if isinstance(chosen, str):
            run_tutorial(config)
            continue
        annotations = Path(chosen.annotations) if chosen.annotations else None
        try:
            corpus = open_articles(chosen.folders, config, annotations=annotations, annotator=chosen.annotator)
        except InputError as error:
            notice = str(error)
            continue
        _remember(config, chosen.folders, annotations, chosen.annotator)
        return ExitCode(run_app(corpus, config))
    return ExitCode.FINE


def is_served() -> bool:
    """Whether a browser takes the place of the terminal: `copydesk serve` started this process."""
    return DRIVER_VARIABLE in os.environ


def open_articles(paths: Sequence[str], config: Config, *, annotations: Path | None, annotator: str | None) -> Corpus:
    """The corpus of the paths, which has something to read.

    Raises:
        InputError: When a path cannot be opened or there is nothing to read.
    """
    from copydesk.cli.opening import open_corpus

    try:
        corpus = open_corpus(paths, config, annotations=annotations, annotator=annotator, at_once=AT_ONCE)
    except InputError as error:
        if paths:
            raise
        raise type(error)(error.problem, path=Path.cwd(), remedy=NOTHING_NAMED) from error
    if not corpus.articles:
        path, reason = corpus.skipped[0]
        raise NothingToRead(f"there is nothing to read: {reason}", path=path)
    return corpus


def connect_keyboard() -> None:
    """Put the terminal on file descriptor 0, from where the app reads keys, if something else is there.

    Raises:
        CopydeskError: When the process has no terminal.
    """
    if sys.__stdin__ is not None and not sys.__stdin__.closed and sys.__stdin__.isatty():
        return
    try:
        terminal = os.open(TERMINAL, os.O_RDWR)
    except OSError as error:
        raise CopydeskError(
            "there is no terminal to read keys from",
            remedy="Run it in a terminal; copydesk detect and copydesk export need none",
        ) from error
    if terminal != 0:
        os.dup2(terminal, 0)
        os.close(terminal)
    if sys.__stdin__ is None or sys.__stdin__.closed:
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
