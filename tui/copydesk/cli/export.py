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
from copydesk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from copydesk.formats.format import ExportOptions, Format
    from copydesk.formats.report import Report
    from copydesk.store.corpus import Corpus

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
    add("--list", action="store_true", help="list the formats and what they carry, and stop")
    add(
        "--align",
        choices=("split", "strict", "expand", "contract", "drop"),
        default="split",
        help="in formats of tokens, for a span that cuts one: cut the token there (the default), refuse, take the whole"
        " token, leave it out, or drop the span",
    )
    add(
        "--overlap",
        choices=("refuse", "longest", "first"),
        help="in formats of one layer, for spans that overlap: refuse (the default), or keep the longest, or the first",
    )
    add("--labels", metavar="A,B", help="only spans of these labels")
    add("--rejected", action="store_true", help="also rejected proposals, marked as such, where the format can")
    add("--status", choices=("all", "done"), default="all", help="all articles (the default) or those marked done")
    add("--report", metavar="FILE", help="write each annotation that was altered or left out to FILE, as JSON Lines")
    add("--force", action="store_true", help="replace OUT and the report's FILE when they exist")
    add("-a", "--annotations", metavar="DIR", help="the folder of annotations")
    add("--annotator", metavar="NAME", default="", help="whose annotations")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Export, and say what did not fit.

    Returns:
        FINDINGS when annotations do not fit and the options refuse them, else FINE.

    Raises:
        CopydeskError: When something cannot be used, or not be written.
    """
    from copydesk.cli.opening import asked_labels, load_config, open_corpus, say_skipped
    from copydesk.formats.exporting import ExportRefused, refuse_own_files
    from copydesk.formats.format import ExportOptions
    from copydesk.formats.registry import get_format
    from copydesk.formats.report import Report

    if arguments.list:
        _list_formats()
        return ExitCode.FINE
    if not arguments.to:
        raise InputError("no format is named", remedy="Name one with --to; copydesk export --list lists them")
    target = get_format(arguments.to)
    if not arguments.output:
        raise InputError("no output is named", remedy="Name a file with -o, or -o - for standard output")
    if arguments.output == STANDARD_OUTPUT and target.write_folder:
        raise InputError(f"{target.name} is a folder of files", remedy="Name a folder with -o")
    if arguments.output == STANDARD_OUTPUT and target.binary and sys.stdout.isatty():
        raise InputError(f"{target.name} is binary and would upset the terminal", remedy="Name a file with -o")
    corpus = open_corpus(
        arguments.paths, load_config(), annotations=arguments.annotations, annotator=arguments.annotator
    )
    say_skipped(corpus)
    for name in (arguments.output, arguments.report):
        if name and name != STANDARD_OUTPUT:
            refuse_own_files(corpus, Path(name))
            if Path(name).is_file() and not arguments.force:
                raise InputError("it exists already", path=name, remedy="Replace it with --force")
    options = ExportOptions(
        align=arguments.align,
        overlap=arguments.overlap,
        labels=asked_labels(arguments.labels, corpus),
        rejected=arguments.rejected,
        label_set=corpus.labels,
    )
    with contextlib.ExitStack() as stack:
        lines = stack.enter_context(_output(arguments.report)) if arguments.report else None
        report = Report(lambda record: lines.write(f"{record.to_json()}\n".encode()) if lines else None)
        try:
            _export(arguments, corpus, target, options, report)
        except ExportRefused as refusal:
            _list_refusals(refusal.report)
            console.warn(str(refusal))
            return ExitCode.FINDINGS
    _summarise(target, report, options)
    return ExitCode.FINE


def _export(
    arguments: argparse.Namespace, corpus: Corpus, target: Format, options: ExportOptions, report: Report
) -> None:
    """Write the file, or standard output when it is certain that nothing is refused."""
    from copydesk.formats.exporting import may_refuse, write_articles
    from copydesk.store.atomic_folder import writing_folder

    if target.write_folder:
        with writing_folder(arguments.output, replace=arguments.force) as folder:
            write_articles(corpus, target, folder, options, report, arguments.status)
    elif arguments.output != STANDARD_OUTPUT:
        with _output(arguments.output) as out:
            write_articles(corpus, target, out, options, report, arguments.status)
    elif may_refuse(target, options):
        with tempfile.SpooledTemporaryFile(SPOOLED) as spool:
            write_articles(corpus, target, cast("BinaryIO", spool), options, report, arguments.status)
            spool.seek(0)
            shutil.copyfileobj(spool, sys.stdout.buffer)
    else:
        write_articles(corpus, target, sys.stdout.buffer, options, report, arguments.status)


@contextlib.contextmanager
def _output(name: str) -> Iterator[BinaryIO]:
    """A file that appears whole when the block ends well; pipes and devices are written to as they are."""
    from copydesk.store.atomic import writing

    path = Path(name)
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
    else:
        with writing(path) as stream:
            yield stream


def _list_formats() -> None:
    """The formats on standard output: they are what was asked for."""
    from copydesk.formats.registry import all_formats

    for each in all_formats():
        carries = each.carries
        named = [name.replace("_", " ") for name in carries.__slots__ if getattr(carries, name)]
        needs = f'; needs the extra "{each.extra}"' if each.extra else ""
        told = ", ".join(named) or "one layer of spans on tokens"
        sys.stdout.write(f"{each.name:13}{each.title} ({each.extension or 'a folder'}). Carries: {told}{needs}.\n")


def _list_refusals(report: Report) -> None:
    """The first of the annotations that do not fit."""
    from copydesk.formats.exporting import LISTED_REFUSALS

    for record in report.refusals[:LISTED_REFUSALS]:
        span = record.before
        place = f"{span['label']} {span['start']}-{span['end']}"
        console.say(f"  {record.article} {record.annotation} {record.reason}: {place} {_short(span['text'])}")
    if len(report.refusals) > LISTED_REFUSALS:
        console.say(f"  and {len(report.refusals) - LISTED_REFUSALS} more (all of them with --report FILE)")


def _short(text: str) -> str:
    return repr(text if len(text) <= 50 else f"{text[:49]}…")


def _summarise(target: Format, report: Report, options: ExportOptions) -> None:
    """What was written, and what was not, on standard error."""
    counts = f"{report.articles} articles, {report.spans} spans"
    console.say(counts + (f", {report.relations} relations" if target.carries.relations else ""))
    for (reason, action), number in sorted(report.counts.items()):
        console.say(f"  {number} {action}: {reason}")
    homeless = sum(report.counts[reason, "omitted"] for reason in ("orphaned", "unusable"))
    if homeless:
        console.warn(
            f"{homeless} entries of the annotation files have no place in their articles: copydesk check lists them"
        )
    if report.open:
        console.warn(
            f"{report.open} of {report.articles} articles are not marked done: what is not annotated in them is no"
            " certain negative (--status done leaves them out)"
        )
    if report.bare:
        console.warn(f"{report.bare} of {report.articles} articles have no annotations")
    if target.name == "spacy" and not options.overlap:
        console.say('  the spans are in doc.spans["sc"]; --overlap longest or first fills doc.ents too')
