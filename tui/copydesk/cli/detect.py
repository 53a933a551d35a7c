"""`copydesk detect`: what the detectors propose for each article, as JSON Lines on standard output or in a file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.cli.output import data_stream

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator, Iterator

    from copydesk.detect.process.article_lines import ArticleLine
    from copydesk.store.corpus.corpus import Corpus
    from copydesk.store.personal.config import Config

NAME: Final = "detect"
SUMMARY: Final = "propose entities and quotations, as JSON Lines on standard output"

STANDARD_OUTPUT: Final = Path("-")
"""The name of a file that means standard output."""

MOST_JOBS: Final = 256
"""More processes than that are a slip of the hand."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="an article (.txt, .md), a folder of them, or - for standard input"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        default=STANDARD_OUTPUT,
        help="write to FILE instead of standard output",
    )
    parser.add_argument(
        "--engine",
        metavar="NAME",
        help="which detectors: auto (the best that can be had), rules, neural, spacy:PIPELINE, one that is installed, "
        "or several as in rules+mine (default: what the configuration says, else auto)",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        help="detect N articles at a time, each in a process with one thread; the order stays",
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write one line for each article, in the corpus's order; an article that cannot be read is named and left out.

    Returns:
        USAGE when an article could not be read, else FINDINGS when an engine failed on one, else FINE.

    Raises:
        CopydeskError: When a path or the engine is unknown, or the file cannot be written.
    """
    from copydesk.cli.opening import load_config, open_corpus, say_skipped

    config = load_config()
    corpus = open_corpus(arguments.paths, config)
    say_skipped(corpus)
    lines = _lines(corpus, config, arguments.engine, arguments.jobs)
    code = ExitCode.FINE
    with _output(arguments.output) as output, contextlib.closing(lines):
        for found in console.progress(lines, "detecting", total=len(corpus)):
            for note in found.notes:
                console.warn(note)
            if found.line:
                output.write(found.line)
                output.flush()
            code = max(code, _judged(found))
    return code


def _judged(found: ArticleLine) -> ExitCode:
    """What one article means for the exit status."""
    if found.partial:
        return ExitCode.FINDINGS
    return ExitCode.FINE if found.line else ExitCode.USAGE


def _lines(corpus: Corpus, config: Config, engine: str | None, jobs: int | None) -> Generator[ArticleLine, None, None]:
    """The lines of the articles, made here where one process is enough and all of the engine is ours."""
    from copydesk.detect.registry import OURS, load_engine, names_in

    strict = engine is not None
    asked = config.engine if engine is None else engine
    if jobs in (None, 1) and OURS.issuperset(names_in(asked)):
        from copydesk.detect.process.article_lines import article_line

        if jobs == 1:
            os.environ.setdefault("COPYDESK_THREADS", "1")
        loaded = load_engine(asked, strict=strict)
        for problem in loaded.problems:
            console.warn(problem)
        for article in corpus:
            yield article_line(article, loaded)
        return
    from copydesk.cli.jobs import Jobs, Order

    count = min(jobs or 1, max(1, len(corpus)))
    with Jobs(Order(asked, strict, config.patience, count, None if jobs is None else 1)) as workers:
        yield from workers.lines(corpus)


def _jobs(text: str) -> int:
    """A number of jobs.

    Raises:
        ValueError: When it is none.
    """
    if not 1 <= (number := int(text)) <= MOST_JOBS:
        raise ValueError(text)
    return number


@contextlib.contextmanager
def _output(path: Path) -> Iterator[BinaryIO]:
    """Where the lines go: a file appears under its name only when all of it is written."""
    if path == STANDARD_OUTPUT:
        yield data_stream()
        return
    from copydesk.store.files.atomic import writing

    with writing(path) as file:
        yield file
