"""IOB2 columns, as in CoNLL-2003: see `columns` and `tagging`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from copydesk.formats.format import ExportArticle, ExportOptions, Format
from copydesk.formats.report import Report
from copydesk.formats.tokenized.columns import CARRIES, write_columns


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the sentences of each article.

    Raises:
        InputError: When a label has white space in it.
    """
    write_columns(articles, out, options, report, "iob2")


FORMAT = Format(
    name="iob2",
    title="CoNLL columns with IOB2 tags",
    extension=".iob2",
    carries=CARRIES,
    write=write,
)
