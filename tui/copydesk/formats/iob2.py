"""IOB2 columns, as in CoNLL-2003: a token and its tag on each line, an empty line after each sentence.

Each article begins with the line `-DOCSTART- -X- O O`, which spaCy and seqscore know, and an empty line. Tags
are `B-LABEL`, `I-LABEL` and `O` (Tjong Kim Sang and Veenstra 1999). White space between tokens is lost, so is all
that has no place in one layer of tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from copydesk.errors import InputError
from copydesk.formats.alignment import Aligned, align
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.overlap import flatten
from copydesk.formats.report import Record, Report, describe
from copydesk.formats.selection import select
from copydesk.formats.tokens import Range, sentence_starts, tokens

ARTICLE_LINE = "-DOCSTART- -X- O O"


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the sentences of each article.

    Raises:
        InputError: When a label has white space in it.
    """
    for article in articles:
        spans, _ = select(article, FORMAT.carries, options, report)
        for span in spans:
            if not span.label.isprintable() or any(character.isspace() for character in span.label):
                raise InputError(
                    f"the label {span.label!r} cannot stand in a column",
                    remedy="Rename it, or leave it out with --labels",
                )
        text = article.document.text
        cells, aligned = align(article, spans, tokens(text), options.align, report)
        flat = flatten(article, aligned, options.overlap or "refuse", report)
        for item in flat:
            _tell_trimmed(article, item, cells, report)
        report.spans += len(flat)
        out.write(f"{ARTICLE_LINE}\n\n".encode())
        out.writelines(_lines(sentence) for sentence in _sentences(text, cells, flat))


def _sentences(text: str, cells: Sequence[Range], flat: Sequence[Aligned]) -> Iterable[list[tuple[str, str]]]:
    """The tokens and tags of each sentence; a sentence goes on where it would end inside a span."""
    tags = ["O"] * len(cells)
    for item in flat:
        tags[item.first] = f"B-{item.span.label}"
        for index in range(item.first + 1, item.last):
            tags[index] = f"I-{item.span.label}"
    starts = iter(sentence_starts(text))
    upcoming = next(starts, len(text))
    sentence: list[tuple[str, str]] = []
    for (start, end), tag in zip(cells, tags, strict=True):
        begins = start >= upcoming
        while start >= upcoming:
            upcoming = next(starts, len(text) + 1)
        if begins and sentence and not tag.startswith("I-"):
            yield sentence
            sentence = []
        sentence.append((text[start:end], tag))
    if sentence:
        yield sentence


def _lines(sentence: Iterable[tuple[str, str]]) -> bytes:
    """The lines of a sentence, and the empty one after it."""
    return "".join(f"{token} {tag}\n" for token, tag in sentence).encode() + b"\n"


def _tell_trimmed(article: ExportArticle, item: Aligned, cells: Sequence[Range], report: Report) -> None:
    """Report a span that has white space at an end, which columns do not have."""
    start, end = cells[item.first][0], cells[item.last - 1][1]
    if (start, end) != (item.start, item.end):
        text = article.document.text
        before, after = (describe(item.span.label, *edges, text) for edges in ((item.start, item.end), (start, end)))
        report.add(Record(article.id, item.span.id, "white-space", "trimmed", before, after))


FORMAT = Format(
    name="iob2",
    title="CoNLL columns with IOB2 tags",
    extension=".iob2",
    carries=Carries(layers=True),
    write=write,
)
