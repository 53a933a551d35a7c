"""`copydesk show`: articles with their annotations, highlighted, on standard output."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from pygments.formatter import Formatter

    from copydesk.annotation.snapshot import Snapshot
    from copydesk.annotation.span import Relation, Span
    from copydesk.formats.highlighting.page import Shown
    from copydesk.formats.highlighting.terminal import Colors
    from copydesk.store.corpus.article import Article
    from copydesk.store.corpus.corpus import Corpus
    from copydesk.text.document import Document

NAME: Final = "show"
SUMMARY: Final = "print articles with their tags in colour"

WIDEST: Final = 88
"""Cells of a row at most, unless more are asked for: longer ones are hard to read."""

NARROWEST: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.epilog = "In a pager: copydesk show ARTICLE --color always | less -R"
    add = parser.add_argument
    add("paths", metavar="ARTICLE", nargs="+", help="an article, a folder of them, an annotation file (.toml), or -")
    add("--labels", metavar="A,B", help="only tags of these labels")
    add("--proposals", action="store_true", help="detect, and show what would be proposed as well")
    add("--engine", metavar="NAME", help="which detectors; see copydesk detect --help")
    add("--plain", action="store_true", help="in words, for screen readers: after each paragraph a line for each tag")
    add(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours; by default where a terminal has them and NO_COLOR is not set. Without them tags are in brackets",
    )
    add("--width", metavar="CELLS", type=_width, help="break lines after so many cells; 0 for never (default: to fit)")
    add("-a", "--annotations", metavar="DIR", help="the folder of annotations")
    add("--annotator", metavar="NAME", default="", help="whose annotations")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print each article; one that cannot be read is named, and the others are printed.

    Returns:
        USAGE when an article or its annotations could not be read, else FINE.

    Raises:
        CopydeskError: When a path or the engine is unknown.
    """
    from copydesk.cli.opening import asked_labels, load_config, open_corpus, say_skipped

    colors = _colors(arguments.color)
    files = [path for path in arguments.paths if path.endswith(".toml")]
    code = ExitCode.FINE
    for file in files:
        _print(_toml(Path(file), colors))
    paths = [path for path in arguments.paths if path not in files]
    if not paths:
        return code
    config = load_config()
    corpus = open_corpus(paths, config, annotations=arguments.annotations, annotator=arguments.annotator)
    say_skipped(corpus)
    labels = asked_labels(arguments.labels, corpus)
    engine = (arguments.engine or config.engine) if arguments.proposals else ""
    for number, article in enumerate(corpus):
        try:
            shown = _shown(article, corpus, engine, labels)
        except InputError as error:
            console.warn(str(error))
            code = ExitCode.USAGE
            continue
        if number:
            _print(["\n"])
        _print(_rendered(shown, corpus, colors, arguments))
    return code


def _shown(article: Article, corpus: Corpus, engine: str, labels: frozenset[str] | None) -> Shown:
    """What is shown of an article; what is wrong with it is said.

    Raises:
        InputError: When it or its annotations cannot be used.
    """
    from copydesk.formats.highlighting.page import Shown
    from copydesk.store.annotations.loading import load

    document = article.read()
    if document.damaged is not None:
        console.warn(f"{article.path}: it is not UTF-8 at byte {document.damaged}")
    loaded = load(article, document)
    for problem in loaded.problems:
        console.warn(str(problem))
    snapshot = loaded.snapshot
    if snapshot.orphans:
        console.warn(f"{article.path}: {len(snapshot.orphans)} tags have no place in it: copydesk check lists them")
    spans: list[Span] = [span for span in snapshot.spans if span.status == "accepted"]
    relations = list(snapshot.relations)
    if engine:
        proposed, further = _proposed(document, snapshot, corpus, engine)
        spans += proposed
        relations += further
    if labels is not None:
        spans = [span for span in spans if span.label in labels]
    ids = {span.id for span in spans}
    kept = [each for each in relations if each.head in ids and each.tail in ids]
    return Shown(article.id, document, sorted(spans, key=lambda span: span.order), kept)


def _proposed(
    document: Document, snapshot: Snapshot, corpus: Corpus, engine: str
) -> tuple[list[Span], Sequence[Relation]]:
    """What would be proposed and is not decided yet."""
    from copydesk.annotation.desk import Desk
    from copydesk.detect.registry import detect

    found = detect(document, engine)
    for problem in found.problems:
        console.warn(problem)
    desk = Desk(document.text, snapshot, labels=corpus.labels)
    desk.propose(found.spans, found.relations)
    return list(desk.open), found.relations


def _rendered(shown: Shown, corpus: Corpus, colors: Colors, arguments: argparse.Namespace) -> Iterable[str]:
    """The article as it is printed."""
    width = _fitting(arguments.width, colors)
    if arguments.plain:
        from copydesk.formats.highlighting.linear import linear

        count = len(shown.spans)
        head = f"{shown.id}: {count} {'tag' if count == 1 else 'tags'}"
        return (f"{line}\n" for line in [*_visible(head), "", *linear(shown, arguments.width or 0)])
    from copydesk.formats.highlighting.page import Page, joined
    from copydesk.formats.highlighting.terminal import ground_of, terminal_formatter

    page = Page(corpus.labels, "names" if colors else "brackets", width)
    tokens = joined(page, [shown], titles=True)
    if not colors:
        return (value for _, value in tokens)
    return _formatted(terminal_formatter(page, colors, ground_of(os.environ)), tokens)


def _toml(path: Path, colors: Colors) -> Iterable[str]:
    """A TOML file as it is printed.

    Raises:
        InputError: When it cannot be read.
    """
    from pygments.formatters import Terminal256Formatter, TerminalFormatter, TerminalTrueColorFormatter

    from copydesk.formats.highlighting.annotation_file import toml_style, toml_tokens
    from copydesk.formats.highlighting.terminal import TRUE_COLOR, ground_of
    from copydesk.store.corpus.article import read_ordinary_file

    tokens = toml_tokens(read_ordinary_file(path).decode("utf-8", "replace"))
    if not colors:
        return (value for _, value in tokens)
    style = toml_style(ground_of(os.environ))
    if colors == TRUE_COLOR:
        return _formatted(TerminalTrueColorFormatter(style=style), tokens)
    return _formatted(Terminal256Formatter(style=style) if colors == 256 else TerminalFormatter(), tokens)


def _formatted(formatter: Formatter, tokens: Iterable[tuple[object, str]]) -> Iterator[str]:
    out = io.StringIO()
    formatter.format(tokens, out)
    yield out.getvalue()


def _visible(text: str) -> list[str]:
    from copydesk.formats.highlighting.filters import Visible
    from copydesk.formats.highlighting.token_types import TEXT

    return "".join(value for _, value in Visible().filter(None, [(TEXT, text)])).split("\n")


def _print(pieces: Iterable[str]) -> None:
    """Write to standard output what its encoding has; anything else as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode(encoding, "backslashreplace"))


def _colors(asked: str) -> Colors:
    from copydesk.formats.highlighting.terminal import depth, terminal_colors

    if asked == "never":
        return 0
    return depth(os.environ) if asked == "always" else terminal_colors(os.environ, terminal=sys.stdout.isatty())


def _fitting(asked: int | None, colors: Colors) -> int:
    """The cells of a row; 0 for lines as long as they are, which what is piped on has."""
    if asked is not None:
        return asked
    if not sys.stdout.isatty() and not colors:
        return 0
    return max(NARROWEST, min(WIDEST, _columns()))


def _columns() -> int:
    """The cells of a row of the terminal, also where a pager stands between."""
    if "COLUMNS" not in os.environ and not sys.stdout.isatty():
        for stream in (sys.stderr, sys.stdin):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                return os.get_terminal_size(stream.fileno()).columns
    return shutil.get_terminal_size().columns


def _width(text: str) -> int:
    """A number of cells.

    Raises:
        ValueError: When it is none.
    """
    if (cells := int(text)) != 0 and cells < NARROWEST:
        raise ValueError(text)
    return cells
