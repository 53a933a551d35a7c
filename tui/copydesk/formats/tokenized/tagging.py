"""Tags of tokens: an article as tokens, sentences and layers of spans, and the tags that name them.

IOB2 marks the first token of a span `B-` and the others `I-` (Tjong Kim Sang and Veenstra 1999). BIOES marks the last
`E-`, and a span of one token `S-` (Ratinov and Roth 2009 call the same BILOU, with other letters).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from copydesk.errors import InputError
from copydesk.formats.format import Carries, ExportArticle, ExportOptions
from copydesk.formats.report import Record, Report, describe
from copydesk.formats.selection import select
from copydesk.formats.tokenized.alignment import Aligned, align
from copydesk.formats.tokenized.overlap import flatten, layered
from copydesk.formats.tokenized.sentence_runs import sentence_runs
from copydesk.formats.tokenized.tokens import Range, Tokenizer

Scheme = Literal["iob2", "bioes"]

OUTSIDE = "O"
PREFIXES: dict[Scheme, str] = {"iob2": "BI", "bioes": "BIES"}


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """An article for formats of tokens.

    Attributes:
        id: The article's id.
        cells: Its tokens, as half-open ranges of code points.
        sentences: Half-open runs of token indexes, none ending inside a span.
        layers: The spans, in order; no two of a layer share a token. At least one layer, which may be empty.
    """

    id: str
    cells: Sequence[Range]
    sentences: Sequence[Range]
    layers: Sequence[Sequence[Aligned]]


def tag(
    article: ExportArticle, carries: Carries, tokenizer: Tokenizer, options: ExportOptions, report: Report
) -> TaggedArticle:
    """The tokens of an article and the spans on them, as the options want them; what is altered is reported."""
    spans, _ = select(article, carries, options, report)
    text = article.document.text
    cells, aligned = align(article, spans, tokenizer(text), options.align, report)
    if options.overlap == "layers":
        layers = layered(aligned) or [[]]
    else:
        layers = [flatten(article, aligned, options.overlap or "refuse", report)]
    kept = [item for layer in layers for item in layer]
    for item in sorted(kept, key=lambda item: item.span.order):
        tell_trimmed(article, item, cells, report)
    report.spans += len(kept)
    sentences = sentence_runs(text, cells, [(item.first, item.last) for item in kept])
    return TaggedArticle(article.id, cells, sentences, layers)


def tags(count: int, layer: Sequence[Aligned], scheme: Scheme) -> list[str]:
    """The tag of each of so many tokens."""
    found = [OUTSIDE] * count
    for item in layer:
        label, last = item.span.label, item.last - 1
        found[item.first : item.last] = [f"I-{label}"] * (item.last - item.first)
        if scheme == "bioes":
            found[last] = f"E-{label}"
        found[item.first] = f"S-{label}" if scheme == "bioes" and item.first == last else f"B-{label}"
    return found


def refuse_unfit_label(label: str) -> None:
    """Refuse a label that cannot stand in a column of a text file.

    Raises:
        InputError: When it has white space in it, or what is not printable.
    """
    if not label.isprintable() or any(character.isspace() for character in label):
        raise InputError(
            f"the label {label!r} cannot stand in a column", remedy="Rename it, or leave it out with --labels"
        )


def tell_trimmed(article: ExportArticle, item: Aligned, cells: Sequence[Range], report: Report) -> None:
    """Report a span that has white space at an end, which is in no token."""
    start, end = cells[item.first][0], cells[item.last - 1][1]
    if (start, end) != (item.start, item.end):
        text = article.document.text
        before, after = (describe(item.span.label, *edges, text) for edges in ((item.start, item.end), (start, end)))
        report.add(Record(article.id, item.span.id, "white-space", "trimmed", before, after))
