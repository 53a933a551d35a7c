"""Exporting a corpus: from articles and their annotation files, one by one, to one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from copydesk.errors import CopydeskError, InputError
from copydesk.formats.format import Align, ExportArticle, ExportOptions, Format, Overlap
from copydesk.formats.registry import get_format
from copydesk.formats.report import Record, Report
from copydesk.store.articles import load
from copydesk.store.atomic import writing
from copydesk.store.atomic_folder import writing_folder
from copydesk.store.corpus import Corpus

Wanted = Literal["all", "done"]
"""Which articles: all, or those marked done, in which what is not annotated is a true negative."""

LISTED_REFUSALS = 20
"""How many refused annotations are listed before the rest is only counted."""


class ExportRefused(CopydeskError):
    """Annotations do not fit the format, and the options forbid to leave them out or alter them: nothing is written.

    Args:
        format_name: The format.
        report: Which annotations.
    """

    def __init__(self, format_name: str, report: Report) -> None:
        reasons = {record.reason for record in report.refusals}
        remedies = []
        if "overlap" in reasons:
            remedies.append("--overlap longest or --overlap first")
        if "subtoken" in reasons:
            remedies.append("--align split")
        super().__init__(
            f"{len(report.refusals)} annotations do not fit {format_name} ({', '.join(sorted(reasons))})",
            remedy=f"Use {' and '.join(remedies)}, or choose labels with --labels",
        )
        self.report = report


def annotated_articles(corpus: Corpus, wanted: Wanted, report: Report) -> Iterator[ExportArticle]:
    """The articles of a corpus with their annotations, read one by one, and counted in the report.

    Raises:
        InputError: When an article or its annotations cannot be used.
    """
    for article in corpus:
        document = article.read()
        if document.damaged is not None:
            raise InputError(
                f"it is not UTF-8 at byte {document.damaged}", path=article.path, remedy="Convert it, or leave it out"
            )
        snapshot = load(article, document).snapshot
        if snapshot.status != "done":
            if wanted == "done":
                continue
            report.open += 1
            report.bare += not snapshot.spans
        report.articles += 1
        yield ExportArticle(article.id, article.path.as_posix(), document, snapshot)


def write_articles(
    corpus: Corpus, target: Format, out: BinaryIO | Path, options: ExportOptions, report: Report, wanted: Wanted = "all"
) -> None:
    """Write a corpus in a format to a stream, or to an empty folder where the format writes folders.

    Raises:
        ExportRefused: At the end, when annotations do not fit and the options refuse them; what was written until then
            is to be thrown away.
        InputError: When an article or its annotations cannot be used.
        MissingExtra: When the format needs a package that is not installed.
    """
    articles = annotated_articles(corpus, wanted, report)
    if isinstance(out, Path):
        assert target.write_folder
        target.write_folder(articles, out, options, report)
    else:
        assert target.write
        target.write(articles, out, options, report)
    if report.refusals:
        raise ExportRefused(target.name, report)


def may_refuse(target: Format, options: ExportOptions) -> bool:
    """Whether annotations may be found not to fit after something was written."""
    aligned = not target.carries.subtoken and options.align == "strict"
    layered = not target.carries.overlap and options.overlap in (None, "refuse")
    return aligned or layered or options.overlap == "refuse"


def refuse_own_files(corpus: Corpus, out: Path) -> None:
    """Refuse an output file that is one of the articles or their annotation files.

    Raises:
        InputError: When it is.
    """
    target = os.path.realpath(out)
    for article in corpus:
        if target in (os.path.realpath(article.path), os.path.realpath(article.annotation_path)):
            raise InputError("it belongs to the corpus that is exported", path=out, remedy="Choose another file")


def export(
    paths: Sequence[Path | str] | Path | str,
    *,
    to: str,
    out: Path | str | BinaryIO,
    annotations: Path | str | None = None,
    annotator: str = "",
    align: Align = "split",
    overlap: Overlap | None = None,
    labels: Sequence[str] | None = None,
    rejected: bool = False,
    status: Wanted = "all",
    on_record: Callable[[Record], object] | None = None,
) -> Report:
    """Export the annotations of articles.

    Args:
        paths: Files and folders, as on the command line.
        to: The format's name, as `copydesk export --list` gives them.
        out: The file to write, which is replaced when it exists, or a binary stream; for a format of several files the
            folder, which is replaced when it is an earlier export.
        annotations: The folder of annotations; by default the one beside the articles.
        annotator: Whose annotations.
        align: What becomes of a span that cuts a token, in formats of tokens.
        overlap: What becomes of spans that overlap, in formats of one layer; None for the format's default.
        labels: Only spans of these labels.
        rejected: Whether rejected proposals go along as negative examples, where the format can mark them.
        status: `done` for only the articles that are marked done.
        on_record: Called with a record of each annotation that was altered or left out.

    Returns:
        The counts.

    Raises:
        InputError: When something cannot be used as it is.
        ExportRefused: When annotations do not fit; no file is written.
        MissingExtra: When the format needs a package that is not installed.
        StoreError: When the file cannot be written.
    """
    corpus = Corpus.open([paths] if isinstance(paths, (str, Path)) else paths, annotations, annotator)
    target = get_format(to)
    chosen = None if labels is None else frozenset(labels)
    options = ExportOptions(align=align, overlap=overlap, labels=chosen, rejected=rejected, label_set=corpus.labels)
    report = Report(on_record)
    if target.write_folder:
        if not isinstance(out, (str, Path)):
            raise InputError(f"{target.name} is a folder of files, not a stream", remedy="Name a folder")
        refuse_own_files(corpus, Path(out))
        with writing_folder(out, replace=True) as folder:
            write_articles(corpus, target, folder, options, report, status)
    elif isinstance(out, (str, Path)):
        refuse_own_files(corpus, Path(out))
        with writing(out) as stream:
            write_articles(corpus, target, stream, options, report, status)
    else:
        write_articles(corpus, target, out, options, report, status)
    return report
