r"""JSON Lines: one article a line, with everything but notes and dates.

Each line is `{"id", "path", "sha256", "text", "spans": [{"id", "start", "end", "label", "text", "score"?, "source"?,
"attrs"?, "fragments"?}], "relations": [{"id", "type", "from", "to"}]}`; offsets are half-open ranges of code points.
`sha256` is of the article's bytes; the text of a discontinuous span is that of its pieces, joined by spaces. A rejected
span, if asked for, has `"status": "rejected"` as well. Lines end with `\n` only; U+2028 and its like stand in strings
as they are, so split on `\n` and not with `str.splitlines()`.
"""

from __future__ import annotations

import json.encoder
from collections.abc import Iterable
from math import isfinite
from typing import BinaryIO

from copydesk.annotation.span import Span
from copydesk.detect.process.wire import relation_record
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as `json_line` writes it."""
_quoted = json.encoder.encode_basestring
"""The same for a string."""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one line for each article."""
    quoted = _Quoted()
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        text = article.document.text
        links = ",".join(_compact(relation_record(relation)) for relation in relations)
        line = (
            f'{{"id":{_quoted(article.id)},"path":{_quoted(article.path)},"sha256":"{article.document.sha256}",'
            f'"text":{_quoted(text)},"spans":[{",".join([_span(span, text, quoted) for span in spans])}],'
            f'"relations":[{links}]}}\n'
        )
        out.write(line.encode())


class _Quoted(dict[str, str]):
    """Strings as JSON writes them, made once: for labels and sources, of which there are few."""

    def __missing__(self, words: str) -> str:
        made = self[words] = _quoted(words)
        return made


def _span(span: Span, text: str, quoted: _Quoted) -> str:
    """A span, in the shape that `copydesk detect` writes as well; made by hand, as there may be millions.

    Args:
        span: The span.
        text: Its article's.
        quoted: For its label and source.
    """
    start, end, score, source = span.start, span.end, span.score, span.source
    words = " ".join(span.texts(text)) if span.fragments else text[start:end]
    line = f'{{"id":{_quoted(span.id)},"start":{start},"end":{end},"label":{quoted[span.label]},"text":{_quoted(words)}'
    if score is not None:
        exact = type(score) is float and isfinite(score)
        line += f',"score":{score!r}' if exact else f',"score":{_compact(plain(score))}'
    if source:
        line += f',"source":{quoted[source]}'
    if span.attrs:
        line += f',"attrs":{_compact(plain(span.attrs))}'
    if span.fragments:
        line += f',"fragments":{_compact(span.fragments)}'
    if span.status == "rejected":
        line += ',"status":"rejected"'
    return f"{line}}}"


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
