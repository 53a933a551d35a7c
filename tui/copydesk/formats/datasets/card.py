"""The dataset card: a README.md that says what a dataset is made of, its head in the YAML that Hugging Face reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from copydesk.annotation.agreement import Agreement, Compared
from copydesk.formats.format import ExportArticle, ExportOptions, Format
from copydesk.formats.report import Report

NAME = "README.md"

Row = list[str | int]

_HUB_SPLITS = {"dev": "validation"}
"""What the Hub calls a side otherwise."""
_HUB_EXTENSIONS = (".jsonl", ".parquet", ".csv")
"""Files that `datasets` reads by itself."""


@dataclass
class Side:
    """What one side of a dataset has, counted as its articles go by.

    Attributes:
        name: `train`, `dev`, `test`, or empty where there is only one.
        articles: How many.
        done: How many of them are marked done.
        characters: Code points of their texts.
        labels: How many annotations of each label, as chosen, whether or not they fit the format.
        annotators: How many annotations of each annotator; empty names are those without one.
    """

    name: str
    articles: int = 0
    done: int = 0
    characters: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    annotators: Counter[str] = field(default_factory=Counter)

    def counting(self, articles: Iterable[ExportArticle], options: ExportOptions) -> Iterator[ExportArticle]:
        """Hand the articles on, and count them."""
        for article in articles:
            self.articles += 1
            self.done += article.snapshot.status == "done"
            self.characters += len(article.document.text)
            for span in article.snapshot.spans:
                if span.status == "accepted" and (options.labels is None or span.label in options.labels):
                    self.labels[span.label] += 1
                    self.annotators[span.by] += 1
            yield article


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What a card says beside the counts.

    Attributes:
        name: Of the dataset.
        license: Its licence as the Hub names it, such as `cc-by-4.0`; empty when nobody said.
        sizes: How many articles each side has; empty where there is only one.
        missing: The sides that have no span of a label that others have, with that label.
        seed: What the sides follow from, or None where there are none.
        duplicates: How many articles are near-duplicates of another.
        features: Lines of YAML about the columns.
        agreement: How far annotators agree, or None where that was not looked into.
    """

    name: str
    license: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    missing: Sequence[tuple[str, str]] = ()
    seed: int | None = None
    duplicates: int = 0
    features: Sequence[str] = ()
    agreement: Agreement | None = None


def render(target: Format, sides: Sequence[Side], options: ExportOptions, report: Report, facts: CardFacts) -> str:
    """The card."""
    parts = [
        _head(target, sides, facts),
        f"# {facts.name}\n",
        f"Annotated articles as {target.title}, exported with Copydesk.\n",
        _counts(sides),
        _labels(sides, options),
        _annotators(sides),
        _agreement(facts.agreement, options),
        _making(target, sides, options, facts),
        _left_out(report),
        f"## Licence\n\n{facts.license or 'Not stated. Ask the owner of the articles before you share them.'}\n",
    ]
    return "\n".join(part for part in parts if part)


def _head(target: Format, sides: Sequence[Side], facts: CardFacts) -> str:
    lines = ["---", f"license: {json.dumps(facts.license or 'unknown')}", f"pretty_name: {json.dumps(facts.name)}"]
    lines += ["task_categories:", "- token-classification"]
    if target.extension in _HUB_EXTENSIONS or target.card_features:
        lines += ["configs:", "- config_name: default", "  data_files:"]
        for side in sides:
            path = f"{side.name}/*.parquet" if side.name else "*.parquet"
            if target.extension:
                path = f"{side.name}{target.extension}"
            lines += [f"  - split: {_HUB_SPLITS.get(side.name, side.name) or 'train'}", f"    path: {json.dumps(path)}"]
    if facts.features:
        lines += ["dataset_info:", *(f"  {line}" for line in facts.features)]
    return "\n".join([*lines, "---", ""])


def _counts(sides: Sequence[Side]) -> str:
    rows: list[Row] = [
        [side.name or "all", side.articles, side.done, side.characters, side.labels.total()]
        for side in (*sides, *([_total(sides)] if len(sides) > 1 else []))
    ]
    return _section("Size", _table(["", "articles", "marked done", "characters", "annotations"], rows)) + (
        "\nIn an article that is marked done, what is not annotated is a true negative; in the others it may be"
        " missing.\n"
    )


def _labels(sides: Sequence[Side], options: ExportOptions) -> str:
    total = _total(sides).labels
    declared = [label.name for label in options.label_set if total[label.name]]
    names = declared + sorted(total.keys() - set(declared))
    counts = [side.name for side in sides] if len(sides) > 1 else []
    rows: list[Row] = [
        [
            name,
            *([side.labels[name] for side in sides] if counts else []),
            total[name],
            options.label_set.get(name).description,
        ]
        for name in names
    ]
    return _section("Labels", _table(["label", *counts, "all", "meaning"], rows))


def _annotators(sides: Sequence[Side]) -> str:
    total = _total(sides).annotators
    rows: list[Row] = [[name or "(no name given)", number] for name, number in sorted(total.items())]
    return _section("Annotators", _table(["annotator", "annotations"], rows))


def _agreement(found: Agreement | None, options: ExportOptions) -> str:
    """How far annotators agree, and how that was measured; or why it was not."""
    if found is None or not found.shared:
        return _section("Agreement", "Not measured: no article has annotations of more than one annotator.\n")
    if not found.pairs:
        why = f"{found.shared} articles have annotations of several annotators, but no two of them marked one done"
        return _section("Agreement", f"Not measured: {why}.\n{_passed_over(found)}")
    declared = [label.name for label in options.label_set if label.name in found.labels]
    names = declared + sorted(found.labels.keys() - set(declared))
    labels: list[Row] = [[name, *_compared(found.labels[name])] for name in names]
    pairs: list[Row] = [
        [" and ".join(name or "(no name given)" for name in pair), each.articles, *_compared(each)]
        for pair, each in sorted(found.pairs.items())
    ]
    return _section(
        "Agreement",
        "Of what two annotators said, the share on which both agree: F1 of their accepted annotations, which agree when"
        " label, start and end are the same to the character. Each annotator was compared with each other, on the"
        " articles that both marked done. It is not corrected for chance: of spans that may stand anywhere, nobody can"
        " count those that neither made.\n\n"
        + _table(["annotators", "articles", "annotations of both", "agreed pairs", "F1"], pairs)
        + "\n"
        + _table(["label", "annotations of both", "agreed pairs", "F1"], labels)
        + _passed_over(found),
    )


def _compared(each: Compared) -> Row:
    return [each.said, each.agreed, "–" if each.f1 is None else f"{each.f1:.3f}"]


def _passed_over(found: Agreement) -> str:
    if not found.passed_over:
        return ""
    return f"\n{found.passed_over} annotation files were not compared: they cannot be used, or are of another text.\n"


def _making(target: Format, sides: Sequence[Side], options: ExportOptions, facts: CardFacts) -> str:
    lines = [f"- format: `{target.name}`"]
    if not target.carries.subtoken:
        lines.append(f"- tokens: `{options.tokens}`, spans that cut one: `{options.align}`")
    if options.overlap:
        lines.append(f"- overlapping spans: `{options.overlap}`")
    if options.labels is not None:
        lines.append(f"- labels chosen: {', '.join(sorted(options.labels))}")
    if facts.seed is not None:
        names = ", ".join(side.name for side in sides)
        lines.append(
            f"- split by article into {names} with seed {facts.seed}: with the same seed, articles keep their sides"
            f" when others are added; near-duplicates are on one side ({facts.duplicates} articles are one of another)"
        )
    return _section("How it was made", "\n".join(lines) + "\n")


def _left_out(report: Report) -> str:
    if not report.counts:
        return _section("What did not fit", "Nothing: every annotation is in the data as it was made.\n")
    rows: list[Row] = [[reason, action, number] for (reason, action), number in sorted(report.counts.items())]
    return _section("What did not fit", _table(["reason", "what was done", "annotations"], rows))


def _total(sides: Sequence[Side]) -> Side:
    total = Side("all")
    for side in sides:
        total.articles += side.articles
        total.done += side.done
        total.characters += side.characters
        total.labels.update(side.labels)
        total.annotators.update(side.annotators)
    return total


def _section(title: str, body: str) -> str:
    return f"## {title}\n\n{body}"


def _table(head: Sequence[str], rows: Sequence[Row]) -> str:
    """A table of Markdown; what would end a cell or a line is made harmless."""
    numbers: Mapping[int, bool] = {
        column: bool(rows) and all(isinstance(row[column], int) for row in rows) for column in range(len(head))
    }
    lines: list[Row] = [list(head), ["---:" if numbers[column] else "---" for column in range(len(head))], *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in row)} |\n" for row in lines)


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return " ".join(value.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
