r"""JSON Lines: one article a line, with everything but notes and dates.

Each line is `{"id", "path", "sha256", "text", "spans": [{"id", "start", "end", "label", "text", "score"?, "source"?,
"attrs"?, "fragments"?}], "relations": [{"id", "type", "from", "to"}]}`; offsets are half-open ranges of code points.
`sha256` is of the article's bytes; the text of a discontinuous span is that of its pieces, joined by spaces. A rejected
span, if asked for, has `"status": "rejected"` as well. Lines end with `\n` only; U+2028 and its like stand in strings
as they are, so split on `\n` and not with `str.splitlines()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.wire import article_record, json_line
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one line for each article."""
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        out.write(_line(article, spans, relations).encode() + b"\n")


def _line(article: ExportArticle, spans: Iterable[Span], relations: Iterable[Relation]) -> str:
    """One article, in the shape that `copydesk detect` writes as well."""
    spans = [replace(span, attrs=plain(span.attrs), score=plain(span.score)) for span in spans]
    record = article_record(
        id=article.id,
        path=article.path,
        sha256=article.document.sha256,
        text=article.document.text,
        spans=spans,
        relations=relations,
    )
    for span, written in zip(spans, record["spans"], strict=True):
        if span.status == "rejected":
            written["status"] = "rejected"
    return json_line(record)


FORMAT = Format(
    name="jsonl",
    title="JSON Lines, one article a line",
    extension=".jsonl",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        relations=True,
        attributes=True,
        rejected=True,
        text=True,
    ),
    write=write,
)
