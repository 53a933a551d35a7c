"""CoNLL columns: a token and its tags on each line, an empty line after each sentence.

Each article begins with the line `-DOCSTART- -X- O O`, which spaCy and seqscore know, and an empty line. White space
between tokens is lost. With `--overlap layers` each layer is a column, as in GermEval 2014: the outermost first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from copydesk.formats.datasets.spool import Spool
from copydesk.formats.format import Carries, ExportArticle, ExportOptions
from copydesk.formats.report import Report
from copydesk.formats.tokenized.tagging import Scheme, refuse_unfit_label, tag, tags
from copydesk.formats.tokenized.tokens import get_tokenizer

ARTICLE_LINE = "-DOCSTART- -X- O O"

CARRIES = Carries(layers=True)

Rows = list[list[tuple[str, ...]]]
"""The sentences of an article, each a list of rows, of a token and its tags."""


def write_columns(
    articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report, scheme: Scheme
) -> None:
    """Write the sentences of each article.

    Layers are counted before the first line is written, as all lines have as many columns; the lines wait in a file.

    Raises:
        InputError: When a label has white space in it.
    """
    if options.overlap != "layers":
        out.writelines(_lines(rows, 1) for rows, _ in _articles(articles, options, report, scheme))
        return
    with Spool[Rows]() as spool:
        count = 1
        for rows, layers in _articles(articles, options, report, scheme):
            spool.add(rows)
            count = max(count, layers)
        for rows in spool:
            out.write(_lines(rows, count))


def _articles(
    articles: Iterable[ExportArticle], options: ExportOptions, report: Report, scheme: Scheme
) -> Iterator[tuple[Rows, int]]:
    """The rows of each article, and in how many layers its spans are."""
    tokenizer = get_tokenizer(options.tokens)
    known: set[str] = set()
    for article in articles:
        tagged = tag(article, CARRIES, tokenizer, options, report)
        for label in {item.span.label for layer in tagged.layers for item in layer} - known:
            refuse_unfit_label(label)
            known.add(label)
        text = article.document.text
        columns = [tags(len(tagged.cells), layer, scheme) for layer in tagged.layers]
        rows = list(zip((text[start:end] for start, end in tagged.cells), *columns, strict=True))
        yield [rows[first:last] for first, last in tagged.sentences], len(columns)


def _lines(rows: Rows, layers: int) -> bytes:
    """The lines of an article; tags are missing of layers that it does not need."""
    lines = [f"{ARTICLE_LINE}\n"]
    for sentence in rows:
        lines += (" ".join((*row, *["O"] * (layers + 1 - len(row)))) for row in sentence)
        lines.append("")
    return "".join(f"{line}\n" for line in lines).encode()
