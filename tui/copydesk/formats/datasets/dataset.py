"""Datasets: a folder of train, dev and test with a card, or of one format's files with a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from copydesk.annotation.agreement import Agreement
from copydesk.formats.datasets.card import NAME as CARD
from copydesk.formats.datasets.card import CardFacts, Side, render
from copydesk.formats.datasets.near_duplicates import groups, signature
from copydesk.formats.datasets.splitting import Shares, split
from copydesk.formats.datasets.spool import Spool
from copydesk.formats.format import ExportArticle, ExportOptions, Format
from copydesk.formats.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetOrder:
    """What dataset is wanted.

    Attributes:
        name: Its name, for the card.
        shares: How it is to be split, or None.
        seed: What the sides follow from; None for one that balances the labels well.
        license: What the card says of its licence.
        agreement: How far annotators agree, for the card; None where that was not looked into.
    """

    name: str
    shares: Shares | None = None
    seed: int | None = None
    license: str = ""
    agreement: Agreement | None = None


def write_dataset(
    articles: Iterable[ExportArticle],
    target: Format,
    folder: Path,
    options: ExportOptions,
    report: Report,
    order: DatasetOrder,
) -> CardFacts:
    """Write a dataset and its card into an empty folder.

    A split needs all articles twice: they wait in a temporary file, not in memory.

    Returns:
        What the card says beside the counts, the seed among it.
    """
    if order.shares is None:
        sides = [Side("")]
        _write(sides[0].counting(articles, options), target, folder, "", options, report)
        facts = CardFacts(
            name=order.name,
            license=order.license,
            features=_features(target, folder, sides),
            agreement=order.agreement,
        )
    else:
        with Spool[ExportArticle]() as spool:
            sides, facts = _write_split(articles, target, folder, options, report, order, order.shares, spool)
    (folder / CARD).write_text(render(target, sides, options, report, facts), encoding="utf-8")
    return facts


def _write_split(
    articles: Iterable[ExportArticle],
    target: Format,
    folder: Path,
    options: ExportOptions,
    report: Report,
    order: DatasetOrder,
    shares: Shares,
    spool: Spool[ExportArticle],
) -> tuple[list[Side], CardFacts]:
    ids: list[str] = []
    labels: list[Counter[str]] = []
    signatures = []
    for article in articles:
        spool.add(article)
        ids.append(article.id)
        labels.append(_labels(article, options))
        signatures.append(signature(article.document.text))
    found = split(ids, groups(signatures), labels, shares, order.seed)
    declared = [label.name for label in options.label_set if options.labels is None or label.name in options.labels]
    others = {label for counts in labels for label in counts}.difference(declared)
    options = replace(options, label_names=(*declared, *sorted(others)))
    sides = [Side(name) for name in shares.sides]
    for number, side in enumerate(sides):
        chosen = _of_side(spool, found.sides, number)
        _write(side.counting(chosen, options), target, folder, side.name, options, report)
    return sides, CardFacts(
        name=order.name,
        license=order.license,
        sizes={side.name: side.articles for side in sides},
        missing=[(side.name, label) for label in options.label_names for side in sides if _misses(side, label, sides)],
        seed=found.seed,
        duplicates=found.grouped,
        features=_features(target, folder, sides),
        agreement=order.agreement,
    )


def _misses(side: Side, label: str, sides: Iterable[Side]) -> bool:
    return not side.labels[label] and any(other.labels[label] for other in sides)


def _of_side(spool: Spool[ExportArticle], sides: tuple[int, ...], wanted: int) -> Iterator[ExportArticle]:
    return (article for article, side in zip(spool, sides, strict=True) if side == wanted)


def _labels(article: ExportArticle, options: ExportOptions) -> Counter[str]:
    return Counter(
        span.label
        for span in article.snapshot.spans
        if span.status == "accepted" and (options.labels is None or span.label in options.labels)
    )


def _write(
    articles: Iterable[ExportArticle], target: Format, folder: Path, name: str, options: ExportOptions, report: Report
) -> None:
    """Write one side: a file, or a folder of that name."""
    if target.write_folder:
        inner = folder / name
        inner.mkdir(exist_ok=True)
        target.write_folder(articles, inner, options, report)
    else:
        assert target.write
        with (folder / f"{name or 'data'}{target.extension}").open("wb") as out:
            target.write(articles, out, options, report)


def _features(target: Format, folder: Path, sides: list[Side]) -> list[str]:
    return target.card_features(folder / sides[0].name) if target.card_features else []
