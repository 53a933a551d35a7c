"""`copydesk export`: the annotations of articles as training data."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.cli.output import data_stream
from copydesk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from copydesk.formats.datasets.card import CardFacts
    from copydesk.formats.datasets.dataset import DatasetOrder
    from copydesk.formats.format import ExportOptions, Format
    from copydesk.formats.report import Report
    from copydesk.store.corpus.corpus import Corpus

NAME: Final = "export"
SUMMARY: Final = "write the annotations as training data"

STANDARD_OUTPUT: Final = "-"
SPOOLED: Final = 1 << 24
"""Bytes held in memory, rather than in a temporary file, until it is known that nothing is refused."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help="an article, a folder of them, or - (default: the current folder)")
    add("--to", metavar="FORMAT", help="the format; --list names them")
    add("-o", "--output", metavar="OUT", help="the file or folder to write, or - for standard output")
    add("--list", action="store_true", help="list the formats and what they can and cannot carry, and stop")
    add(
        "--align",
        choices=("split", "strict", "expand", "contract", "drop"),
        help="in formats of tokens, for a span that cuts one: cut the token there (the default), refuse, take the whole"
        " token, leave it out, or drop the span",
    )
    add("--tokens", metavar="KIND", help="what a token is: words (the default), whitespace, characters, or spacy:NAME")
    add(
        "--overlap",
        choices=("refuse", "longest", "first", "layers"),
        help="in formats of one layer, for spans that overlap: refuse (the default), keep the longest, or the first, or"
        " all of them in several layers",
    )
    add("--labels", metavar="A,B", help="only spans of these labels")
    add("--rejected", action="store_true", help="also rejected proposals, marked as such, where the format can")
    add("--status", choices=("all", "done"), default="all", help="all articles (the default) or those marked done")
    add("--split", metavar="SHARES", help="train, dev and test in the folder OUT, with a card: 80/10/10, or 90/10")
    add("--seed", metavar="N", type=int, help="what the split follows from (default: one that balances the labels)")
    add("--license", metavar="NAME", default="", help="the licence that the dataset card names, such as cc-by-4.0")
    add("--report", metavar="FILE", help="write each annotation that was altered or left out to FILE, as JSON Lines")
    add("--force", action="store_true", help="replace OUT and the report's FILE when they exist")
    add("--jobs", metavar="N", type=int, default=1, help="how many processes read annotation files (default: 1)")
    add("-a", "--annotations", metavar="DIR", help="the folder of annotations")
    add("--annotator", metavar="NAME", default="", help="whose annotations")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Export, and say what did not fit.

    Returns:
        FINDINGS when annotations do not fit and the options refuse them, else FINE.

    Raises:
        CopydeskError: When something cannot be used, or not be written.
    """
    from copydesk.cli import export_words as words
    from copydesk.cli.opening import load_config, open_corpus, say_skipped
    from copydesk.formats.exporting import ExportRefused, check_options, dataset_order, with_agreement
    from copydesk.formats.registry import all_formats, get_format
    from copydesk.formats.report import Report

    if arguments.list:
        from copydesk.formats.capabilities import terminal_table

        sys.stdout.write(terminal_table(all_formats()))
        return ExitCode.FINE
    if not arguments.to:
        raise InputError("no format is named", remedy="Name one with --to; copydesk export --list lists them")
    target = get_format(arguments.to)
    if not arguments.output:
        raise InputError("no output is named", remedy="Name a file with -o, or -o - for standard output")
    if arguments.jobs < 1:
        raise InputError("--jobs takes at least 1 process")
    if arguments.seed is not None and not arguments.split:
        raise InputError("--seed is for a split", remedy="Give the shares too, as in --split 80/10/10")
    order = dataset_order(target, Path(arguments.output), arguments.split, arguments.seed, arguments.license)
    _check_output(arguments, target, order)
    corpus = open_corpus(
        arguments.paths, load_config(), annotations=arguments.annotations, annotator=arguments.annotator
    )
    say_skipped(corpus)
    _refuse_existing(arguments, corpus, folder=bool(order or target.write_folder))
    options = _options(arguments, corpus)
    check_options(target, options)
    order = with_agreement(order, corpus, options)
    words.say_idle(target, align=arguments.align, tokens=arguments.tokens, overlap=arguments.overlap)
    with contextlib.ExitStack() as stack:
        lines = stack.enter_context(_output(arguments.report)) if arguments.report else None
        report = Report(lambda record: lines.write(f"{record.to_json()}\n".encode()) if lines else None)
        try:
            facts = _export(arguments, corpus, target, options, report, order)
        except ExportRefused as refusal:
            words.list_refusals(refusal.report)
            console.warn(str(refusal))
            return ExitCode.FINDINGS
    words.summarise(target, report, options, listed=bool(arguments.report))
    if facts:
        words.say_split(facts, arguments.seed)
    return ExitCode.FINE


def _check_output(arguments: argparse.Namespace, target: Format, order: DatasetOrder | None) -> None:
    """Refuse standard output where it cannot take what is written."""
    if arguments.output != STANDARD_OUTPUT:
        return
    if target.write_folder or order:
        what = "a split" if arguments.split else target.name
        raise InputError(f"{what} is a folder of files", remedy="Name a folder with -o")
    if target.binary and sys.stdout.isatty():
        raise InputError(f"{target.name} is binary and would upset the terminal", remedy="Name a file with -o")


def _refuse_existing(arguments: argparse.Namespace, corpus: Corpus, *, folder: bool) -> None:
    """Refuse to write where something stands, unless it may be replaced."""
    from copydesk.formats.exporting import refuse_own_files
    from copydesk.store.files.atomic_folder import refuse_foreign

    for name in (arguments.output, arguments.report):
        if name and name != STANDARD_OUTPUT:
            refuse_own_files(corpus, Path(name))
            if folder and name == arguments.output:
                refuse_foreign(name, replace=arguments.force)
            elif Path(name).is_file() and not arguments.force:
                raise InputError("it exists already", path=name, remedy="Replace it with --force")


def _options(arguments: argparse.Namespace, corpus: Corpus) -> ExportOptions:
    from copydesk.formats.format import ExportOptions

    return ExportOptions(
        align=arguments.align or "split",
        tokens=arguments.tokens or "words",
        overlap=arguments.overlap,
        labels=_labels(arguments.labels, corpus),
        rejected=arguments.rejected,
        label_set=corpus.labels,
    )


def _export(
    arguments: argparse.Namespace,
    corpus: Corpus,
    target: Format,
    options: ExportOptions,
    report: Report,
    order: DatasetOrder | None,
) -> CardFacts | None:
    """Write the file or folder, or standard output when it is certain that nothing is refused."""
    from copydesk.formats.article_reading import annotated_articles
    from copydesk.formats.exporting import may_refuse, write_articles
    from copydesk.store.files.atomic_folder import writing_folder

    counted = console.progress(corpus, "exporting", total=len(corpus))
    articles = annotated_articles(counted, arguments.status, report, arguments.jobs)
    if target.write_folder or order:
        with writing_folder(arguments.output, replace=arguments.force) as folder:
            return write_articles(articles, target, folder, options, report, order)
    standard = sys.stdout.buffer if target.binary or target.for_terminals else data_stream()
    if arguments.output != STANDARD_OUTPUT:
        with _output(arguments.output) as out:
            write_articles(articles, target, out, options, report)
    elif may_refuse(target, options):
        with tempfile.SpooledTemporaryFile(SPOOLED) as spool:
            write_articles(articles, target, cast("BinaryIO", spool), options, report)
            spool.seek(0)
            shutil.copyfileobj(spool, standard)
    else:
        write_articles(articles, target, standard, options, report)
    return None


@contextlib.contextmanager
def _output(name: str) -> Iterator[BinaryIO]:
    """A file that appears whole when the block ends well; pipes and devices are written to as they are."""
    from copydesk.store.files.atomic import writing

    path = Path(name)
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
    else:
        with writing(path) as stream:
            yield stream


def _labels(asked: str | None, corpus: Corpus) -> frozenset[str] | None:
    """The labels asked for; those that the label set does not have are mentioned."""
    from difflib import get_close_matches

    if asked is None:
        return None
    labels = frozenset(label.strip() for label in asked.split(",") if label.strip())
    if not labels:
        raise InputError("--labels names no label", remedy="Name some, as in --labels PERSON,ORG")
    for label in sorted(labels):
        if label not in corpus.labels:
            near = get_close_matches(label, [each.name for each in corpus.labels], 1)
            console.warn(f"the label set has no label {label}" + (f"; did you mean {near[0]}?" if near else ""))
    return labels
