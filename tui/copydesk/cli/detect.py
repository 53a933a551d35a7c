"""`copydesk detect`: what the detectors propose for each article, as JSON Lines on standard output or in a file."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

NAME: Final = "detect"
SUMMARY: Final = "propose entities and quotations, as JSON Lines on standard output"

STANDARD_OUTPUT: Final = Path("-")
"""The name of a file that means standard output."""


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
        "--engine", default="rules", help="which detectors: rules, one that is installed, or several as in rules+mine"
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write one line for each article, in the corpus's order; an article that cannot be read is named and left out.

    Returns:
        USAGE when an article could not be read, else FINE.

    Raises:
        InputError: When a path or the engine is unknown, or the file cannot be written.
    """
    from copydesk.cli.opening import load_config, open_corpus, say_skipped
    from copydesk.detect.registry import detectors_of, run_detectors
    from copydesk.detect.wire import article_record, json_line

    detectors = detectors_of(arguments.engine)
    corpus = open_corpus(arguments.paths, load_config())
    say_skipped(corpus)
    code = ExitCode.FINE
    with _output(arguments.output) as output:
        for article in console.progress(corpus, "detecting", total=len(corpus)):
            try:
                document = article.read()
            except InputError as error:
                console.warn(str(error))
                code = ExitCode.USAGE
                continue
            if document.damaged is not None:
                console.warn(
                    f"{article.path}: it is not UTF-8 from byte {document.damaged} on; broken bytes became U+FFFD"
                )
            proposals = run_detectors(document, detectors)
            for problem in proposals.problems:
                console.warn(f"{article.path}: {problem}")
            record = article_record(
                id=article.id,
                path=article.path.as_posix(),
                sha256=document.sha256,
                text=document.text,
                spans=proposals.spans,
                relations=proposals.relations,
            )
            output.write(json_line(record).encode("utf-8", "backslashreplace") + b"\n")
            output.flush()
    return code


@contextlib.contextmanager
def _output(path: Path) -> Iterator[BinaryIO]:
    """Where the lines go: a file appears under its name only when all of it is written."""
    if path == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        return
    from copydesk.store.atomic import writing

    with writing(path) as file:
        yield file
