r"""CSV: one span a row, RFC 4180 with a header, for pandas and spreadsheets.

The columns are `article`, `path`, `id`, `label`, `start`, `end`, `text`, `fragments`, `status`, `source`, `score`,
`by`, `created`, `changed`, `note` and `attrs`. Offsets are half-open ranges of code points into the article, whose text
is not in the file. `fragments` and `attrs` are JSON, empty where there are none; times are ISO 8601. Rows end with
`\n`; a line break in a field stays as it is, in quotation marks. An article without spans has no row.

Read it with `pandas.read_csv(FILE, keep_default_na=False)`, or a span on the word NA becomes a missing value.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from copydesk.annotation.span import Span
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select

COLUMNS = (
    "article",
    "path",
    "id",
    "label",
    "start",
    "end",
    "text",
    "fragments",
    "status",
    "source",
    "score",
    "by",
    "created",
    "changed",
    "note",
    "attrs",
)


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the header and the rows of each article."""
    lines = io.StringIO()
    # Every text is quoted: a carriage return on its own would end a row for some readers.
    writer = csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for article in articles:
        spans, _ = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        writer.writerows(_row(article, span) for span in spans)
        out.write(lines.getvalue().encode())
        lines.seek(0)
        lines.truncate()
    out.write(lines.getvalue().encode())


def _row(article: ExportArticle, span: Span) -> tuple[Any, ...]:
    return (
        article.id,
        article.path,
        span.id,
        span.label,
        span.start,
        span.end,
        " ".join(span.texts(article.document.text)),
        _json(span.fragments),
        span.status,
        span.source,
        "" if span.score is None else span.score,
        span.by,
        _time(span.created),
        _time(span.changed),
        span.note,
        _json(span.attrs),
    )


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False) if value else ""


def _time(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


FORMAT = Format(
    name="csv",
    title="CSV, one span a row",
    extension=".csv",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        attributes=True,
        notes=True,
        rejected=True,
        provenance=True,
    ),
    write=write,
)
