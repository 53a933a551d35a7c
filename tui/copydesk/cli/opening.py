"""Opening the articles that a command line names, with what the configuration prefers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from copydesk.cli import console
from copydesk.errors import InputError
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.personal.config import Config

STANDARD_INPUT: Final = "-"
"""The path that means standard input."""


def load_config() -> Config:
    """The configuration; what in it is not understood is said.

    Raises:
        InputError: When it cannot be used.
    """
    config = Config.load()
    for warning in config.warnings:
        console.warn(warning)
    return config


def open_corpus(
    paths: Sequence[Path | str],
    config: Config,
    *,
    annotations: Path | None = None,
    annotator: str | None = None,
    at_once: int | None = None,
) -> Corpus:
    """List the articles of the paths, or of the current folder where there are none; standard input is read.

    Args:
        paths: What the command line names.
        config: The person's preferences.
        annotations: The folder of annotations that the command line names, before that of the configuration.
        annotator: The annotator that it names, before that of the configuration.
        at_once: See `Corpus.open`.

    Raises:
        InputError: When a path cannot be opened.
    """
    if STANDARD_INPUT in map(str, paths):
        if sys.stdin is None:
            raise InputError("standard input is closed", remedy="Pipe an article into it")
        if sys.stdin.isatty():
            console.say("Reading an article from the keyboard; end it with ctrl+d on a line of its own.")
    return Corpus.open(paths or [Path()], annotations or config.annotations, annotator or config.annotator, at_once)


def say_skipped(corpus: Corpus) -> None:
    """Say which files of the folders were passed over, and why."""
    for path, reason in corpus.skipped:
        console.warn(f"{path}: passed over: {reason}")


def asked_labels(asked: str | None, corpus: Corpus) -> frozenset[str] | None:
    """The labels that an option names, as in `A,B`, or None where it is not there; unknown ones are mentioned.

    Raises:
        InputError: When it names none.
    """
    if asked is None:
        return None
    labels = frozenset(label.strip() for label in asked.split(",") if label.strip())
    if not labels:
        raise InputError("--labels names no label", remedy="Name some, as in --labels PERSON,ORG")
    for label in sorted(labels):
        if label not in corpus.labels:
            console.warn(f"the label set has no label {label}")
    return labels
