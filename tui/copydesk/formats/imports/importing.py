"""Importing: everything is read and proved before anything is written, and what is there is never replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from copydesk.annotation.labels import Label, LabelSet, RelationType
from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError
from copydesk.formats.imports.combining import Combining
from copydesk.formats.imports.reading import Findings, Reader
from copydesk.formats.imports.targets import Target, Targets
from copydesk.store.annotations.receipts import Receipt, read_existing, write_receipts
from copydesk.store.annotations.receiving import ReceivingFolder
from copydesk.store.labels.label_file import NAME as LABEL_FILE
from copydesk.store.labels.label_file import read_label_file, write_label_file

Item = TypeVar("Item")


class Watch(Protocol):
    """Hands on what is worked through, and may count it."""

    def __call__(self, items: Iterable[Item], what: str, /) -> Iterator[Item]:
        """Each of the items; `what` says what is being done, such as `reading`."""
        ...


def _unwatched(items: Iterable[Item], _what: str) -> Iterator[Item]:
    return iter(items)


class ImportRefused(CopydeskError):
    """Something is damaged, and may not be skipped: nothing is written.

    Args:
        findings: What is wrong.
    """

    def __init__(self, findings: Findings) -> None:
        number = len(findings.problems)
        super().__init__(
            f"nothing was imported: {number} {'problem' if number == 1 else 'problems'}",
            remedy="Repair the file, or import what is sound with --skip-bad",
        )
        self.findings = findings


@dataclass
class Plan:
    """What is to be written.

    Attributes:
        receipts: What for each article; those of which everything is there already have none.
        articles: How many articles were read.
        new_articles: How many of them are to be written.
        spans: How many spans are new.
        relations: How many relations are new.
        known: How many spans and relations were there already.
        labels: How often new spans have a label that the label set does not have.
        types: How often new relations have a type that it does not have.
    """

    receipts: list[Receipt] = field(default_factory=list)
    articles: int = 0
    new_articles: int = 0
    spans: int = 0
    relations: int = 0
    known: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


def plan_import(
    reader: Reader,
    files: Sequence[Path],
    folder: ReceivingFolder,
    findings: Findings,
    *,
    watch: Watch = _unwatched,
) -> Plan:
    """Read files and prove everything in them; nothing is written.

    Args:
        reader: The format.
        files: Files and folders of it.
        folder: Where articles are looked for, and new ones come.
        findings: Takes what is wrong.
        watch: Tells how far it is.

    Raises:
        InputError: When the label file cannot be used.
        MissingExtra: When the format needs a package that is not installed.
    """
    label_set = read_label_file(folder.annotations / LABEL_FILE).labels
    targets = Targets(folder)
    for file in files:
        with findings.skipping():
            for read in watch(reader.read(file, findings), "reading"):
                with findings.skipping():
                    targets.add(read)
    plan = Plan()
    for target in watch(targets, "proving"):
        with findings.skipping():
            _plan_article(target, plan, findings, label_set)
    return plan


def _plan_article(target: Target, plan: Plan, findings: Findings, label_set: LabelSet) -> None:
    loaded, digest = read_existing(target.article, target.document)
    combined = Combining(target, loaded.snapshot, findings).result()
    plan.articles += 1
    plan.new_articles += target.content is not None
    plan.spans += len(combined.added)
    plan.relations += len(combined.relations)
    plan.known += combined.known
    plan.labels.update(span.label for span in combined.added if span.label not in label_set)
    plan.types.update(each.type for each in combined.relations if label_set.relation(each.type) is None)
    changed = combined.snapshot != loaded.snapshot
    if changed or target.content is not None:
        snapshot = combined.snapshot if changed and combined.snapshot != Snapshot() else None
        plan.receipts.append(Receipt(target.article, target.document, snapshot, digest, target.content))


def carry_out(receipts: Iterable[Receipt]) -> list[CopydeskError]:
    """Write what was planned, each article whole or not at all; what could not be written, and why.

    Importing again brings the rest: what is there already is left as it is.
    """
    return list(write_receipts(receipts))


def add_names(folder: Path, labels: Iterable[str], types: Iterable[str]) -> None:
    """Add labels and relation types to the label file of a folder of annotations.

    Raises:
        InputError: When the file cannot be used.
        StoreError: When it cannot be written.
    """
    path = folder / LABEL_FILE
    file = read_label_file(path)
    known = file.labels
    extended = LabelSet(
        (*known.labels, *(Label(name) for name in labels if name not in known)),
        (*known.relations, *(RelationType(name) for name in types if known.relation(name) is None)),
    )
    write_label_file(path, replace(file, labels=extended))


def import_files(
    files: Sequence[Path | str] | Path | str,
    *,
    of: str,
    articles: Path | str,
    annotations: Path | str | None = None,
    annotator: str = "",
    scheme: str = "",
    skip_bad: bool = False,
    add_labels: bool = False,
) -> tuple[Plan, Findings]:
    """Import annotations that were made elsewhere.

    Args:
        files: Files and folders of the format.
        of: The format's name; `copydesk import --list` lists them.
        articles: The folder where articles are looked for, and new ones come.
        annotations: The folder of annotations; by default the one beside the articles.
        annotator: Whose annotations they become.
        scheme: Of the tags of columns; empty to recognise it.
        skip_bad: Whether to leave out what is damaged, instead of refusing all.
        add_labels: Whether labels and relation types that are not in the label file are added to it.

    Returns:
        What was written, and what was not and why.

    Raises:
        ImportRefused: When something is damaged and may not be skipped; nothing is written.
        InputError: When a folder, the label file or the annotator's name cannot be used.
        MissingExtra: When the format needs a package that is not installed.
        StoreError: When something could not be written.
    """
    from copydesk.formats.imports.readers import get_reader

    folder = ReceivingFolder(Path(articles), None if annotations is None else Path(annotations), annotator)
    findings = Findings(scheme)
    paths = [files] if isinstance(files, (str, Path)) else files
    plan = plan_import(get_reader(of), [Path(path) for path in paths], folder, findings)
    if findings.problems and not skip_bad:
        raise ImportRefused(findings)
    for problem in carry_out(plan.receipts):
        raise problem
    if add_labels and (plan.labels or plan.types):
        add_names(folder.annotations, plan.labels, plan.types)
    return plan, findings
