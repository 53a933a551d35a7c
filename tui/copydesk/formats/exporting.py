"""Exporting a corpus: from articles and their annotation files, one by one, to one file or one folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from copydesk.errors import CopydeskError, InputError
from copydesk.formats.article_reading import Wanted, annotated_articles
from copydesk.formats.datasets.card import CardFacts
from copydesk.formats.datasets.dataset import DatasetOrder, write_dataset
from copydesk.formats.datasets.measuring import measure
from copydesk.formats.datasets.splitting import Shares
from copydesk.formats.format import Align, ExportArticle, ExportOptions, Format, Overlap
from copydesk.formats.registry import get_format
from copydesk.formats.report import Record, Report
from copydesk.formats.tokenized.tokens import get_tokenizer
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.atomic import writing
from copydesk.store.files.atomic_folder import writing_folder


class ExportRefused(CopydeskError):
    """Annotations do not fit the format, and the options forbid to leave them out or alter them: nothing is written.

    Args:
        target: The format.
        report: Which annotations.
    """

    def __init__(self, target: Format, report: Report) -> None:
        reasons = {record.reason for record in report.refusals}
        remedies = []
        if "overlap" in reasons:
            layers = ", --overlap layers" if target.carries.layers else ""
            remedies.append(f"--overlap longest{layers} or --overlap first")
        if "subtoken" in reasons:
            remedies.append("--align split")
        super().__init__(
            f"{len(report.refusals)} annotations do not fit {target.name} ({', '.join(sorted(reasons))})",
            remedy=f"Use {' and '.join(remedies)}, or choose labels with --labels",
        )
        self.report = report


def write_articles(
    articles: Iterable[ExportArticle],
    target: Format,
    out: BinaryIO | Path,
    options: ExportOptions,
    report: Report,
    order: DatasetOrder | None = None,
) -> CardFacts | None:
    """Write articles in a format to a stream, or to an empty folder where `writes_folder` says so.

    Returns:
        What the card says, where there is one.

    Raises:
        ExportRefused: At the end, when annotations do not fit and the options refuse them; what was written until then
            is to be thrown away.
        InputError: When an article or its annotations cannot be used.
        MissingExtra: When the format needs a package that is not installed.
    """
    facts = None
    if isinstance(out, Path):
        if order:
            facts = write_dataset(articles, target, out, options, report, order)
        else:
            assert target.write_folder
            target.write_folder(articles, out, options, report)
    else:
        assert target.write
        target.write(articles, out, options, report)
    if report.refusals:
        raise ExportRefused(target, report)
    return facts


def check_options(target: Format, options: ExportOptions) -> None:
    """Refuse, before anything is read, what the format cannot do.

    Raises:
        InputError: When there are no such tokens, or layers are asked for where there are none.
        MissingExtra: When the tokens need a package that is not installed.
    """
    get_tokenizer(options.tokens)
    if options.overlap == "layers" and not target.carries.layers:
        if target.carries.overlap:
            raise InputError(f"{target.name} has no layers: its spans may overlap", remedy="Leave --overlap out")
        raise InputError(f"{target.name} has one layer", remedy="Use --overlap longest or --overlap first")


def dataset_order(target: Format, out: Path, split: str | None, seed: int | None, licence: str) -> DatasetOrder | None:
    """What dataset is wanted, if it is one: a split, or a format that always has a card.

    Raises:
        InputError: When the shares of the split make no sense.
    """
    shares = None if split is None else Shares.parse(split)
    if shares is None and not target.card:
        return None
    return DatasetOrder(name=out.resolve().name, shares=shares, seed=seed, license=licence)


def with_agreement(order: DatasetOrder | None, corpus: Corpus, options: ExportOptions) -> DatasetOrder | None:
    """A dataset with what its card says of agreement: measured where several annotated the same articles."""
    return None if order is None else replace(order, agreement=measure(corpus, options.labels))


def may_refuse(target: Format, options: ExportOptions) -> bool:
    """Whether annotations may be found not to fit after something was written."""
    aligned = not target.carries.subtoken and options.align == "strict"
    layered = not target.carries.overlap and options.overlap in (None, "refuse")
    return aligned or layered or options.overlap == "refuse"


def refuse_own_files(corpus: Corpus, out: Path) -> None:
    """Refuse an output file that is one of the articles, an annotation file of anybody, or the label file.

    Raises:
        InputError: When it is.
    """
    target = os.path.realpath(out)
    name = Path(target).name
    refusal = InputError("it belongs to the corpus that is exported", path=out, remedy="Choose another file")
    if name.endswith(".toml") and Path(target).is_relative_to(os.path.realpath(corpus.annotations)):
        raise refusal
    for article in corpus:
        for path in (article.path, article.annotation_path):
            # A corpus may be large: only what has the name, or is a link, is looked at closely.
            if (path.name == name or path.is_symlink()) and os.path.realpath(path) == target:
                raise refusal


def export(
    paths: Sequence[Path | str] | Path | str,
    *,
    to: str,
    out: Path | str | BinaryIO,
    annotations: Path | str | None = None,
    annotator: str = "",
    align: Align = "split",
    tokens: str = "words",
    overlap: Overlap | None = None,
    labels: Sequence[str] | None = None,
    rejected: bool = False,
    status: Wanted = "all",
    split: str | None = None,
    seed: int | None = None,
    licence: str = "",
    jobs: int = 1,
    on_record: Callable[[Record], object] | None = None,
) -> Report:
    """Export the annotations of articles.

    Args:
        paths: Files and folders, as on the command line.
        to: The format's name, as `copydesk export --list` gives them.
        out: The file to write, which is replaced when it exists, or a binary stream; for a split, or a format of
            several files, the folder, which is replaced when it is an earlier export.
        annotations: The folder of annotations; by default the one beside the articles.
        annotator: Whose annotations.
        align: What becomes of a span that cuts a token, in formats of tokens.
        tokens: What a token is, in formats of tokens: `words`, `whitespace`, `characters`, or `spacy:NAME`.
        overlap: What becomes of spans that overlap, in formats of one layer; None for the format's default.
        labels: Only spans of these labels.
        rejected: Whether rejected proposals go along as negative examples, where the format can mark them.
        status: `done` for only the articles that are marked done.
        split: The shares of train, dev and test, such as `80/10/10`.
        seed: What the sides of a split follow from; None for one that balances the labels well.
        licence: What the dataset card names.
        jobs: How many processes read annotation files.
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
    options = ExportOptions(
        align=align,
        tokens=tokens,
        overlap=overlap,
        labels=None if labels is None else frozenset(labels),
        rejected=rejected,
        label_set=corpus.labels,
    )
    check_options(target, options)
    report = Report(on_record)
    articles = annotated_articles(corpus, status, report, jobs)
    if not isinstance(out, (str, Path)):
        if target.write_folder or split:
            raise InputError("what is written is a folder of files, not a stream", remedy="Name a folder")
        write_articles(articles, target, out, options, report)
        return report
    path = Path(out)
    order = with_agreement(dataset_order(target, path, split, seed, licence), corpus, options)
    refuse_own_files(corpus, path)
    if target.write_folder or order:
        with writing_folder(path, replace=True) as folder:
            write_articles(articles, target, folder, options, report, order)
    else:
        with writing(path) as stream:
            write_articles(articles, target, stream, options, report)
    return report
