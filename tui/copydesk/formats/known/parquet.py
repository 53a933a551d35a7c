"""Parquet: one article a row, its spans and relations as lists of structs; read with pyarrow, pandas, polars, datasets.

Columns: `id`, `path`, `sha256`, `status` (open, done), `text`, `labels` (JSON), `spans`, `relations`. A span has `id`,
`start`, `end`, `label`, `text`, `status`, `source`, `score`, `by`, `created`, `changed`, `note`, `attrs` (JSON) and
`fragments` (pairs of offsets, empty for a continuous span); what is not there is null. Offsets are half-open ranges of
code points into `text`. A relation has `id`, `type`, `from`, `to`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO

from copydesk.annotation.span import Relation, Span
from copydesk.errors import MissingExtra
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 2_000
"""Articles in a row group at most."""
CHARACTERS = 1 << 23
"""Code points of text in a row group, about, at most: memory is bounded by it."""

Selected = tuple[ExportArticle, list[Span], list[Relation]]


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one row for each article, in row groups.

    Raises:
        MissingExtra: When pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("exporting to Parquet", FORMAT.extra) from error
    schema = _schema()
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        group: list[Selected] = []
        size = 0
        for article in articles:
            group.append((article, *select(article, FORMAT.carries, options, report)))
            report.spans += len(group[-1][1])
            report.relations += len(group[-1][2])
            size += len(article.document.text)
            if len(group) >= ROWS or size >= CHARACTERS:
                writer.write_table(_table(group, schema), row_group_size=ROWS)
                group, size = [], 0
        if group:
            writer.write_table(_table(group, schema), row_group_size=ROWS)


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, number, moment = pa.string(), pa.int64(), pa.timestamp("us", tz="UTC")
    span = pa.struct(
        {
            "id": text,
            "start": number,
            "end": number,
            "label": text,
            "text": text,
            "status": text,
            "source": text,
            "score": pa.float64(),
            "by": text,
            "created": moment,
            "changed": moment,
            "note": text,
            "attrs": text,
            "fragments": pa.list_(pa.list_(number)),
        }
    )
    relation = pa.struct({"id": text, "type": text, "from": text, "to": text})
    columns = {"id": text, "path": text, "sha256": text, "status": text, "text": text, "labels": text}
    return pa.schema({**columns, "spans": pa.list_(span), "relations": pa.list_(relation)})


def _table(group: Sequence[Selected], schema: pa.Schema) -> pa.Table:
    """A row group: columns are made of all spans at once, and cut into lists by their counts."""
    import pyarrow as pa

    articles = [article for article, _, _ in group]
    spans = [span for _, each, _ in group for span in each]
    relations = [relation for _, _, each in group for relation in each]
    columns: dict[str, list[Any]] = {
        "id": [article.id for article in articles],
        "path": [article.path for article in articles],
        "sha256": [article.document.sha256 for article in articles],
        "status": [article.snapshot.status for article in articles],
        "text": [article.document.text for article in articles],
        "labels": [_json(article.snapshot.labels) for article in articles],
    }
    arrays = [pa.array(values, pa.string()) for values in columns.values()]
    span_columns: dict[str, list[Any]] = {
        "id": [span.id for span in spans],
        "start": [span.start for span in spans],
        "end": [span.end for span in spans],
        "label": [span.label for span in spans],
        "text": [_words(span, article.document.text) for article, each, _ in group for span in each],
        "status": [span.status for span in spans],
        "source": [span.source for span in spans],
        "score": [span.score for span in spans],
        "by": [span.by or None for span in spans],
        "created": [span.created for span in spans],
        "changed": [span.changed for span in spans],
        "note": [span.note or None for span in spans],
        "attrs": [_json(span.attrs) if span.attrs else None for span in spans],
        "fragments": [span.fragments for span in spans],
    }
    relation_columns: dict[str, list[Any]] = {
        "id": [relation.id for relation in relations],
        "type": [relation.type for relation in relations],
        "from": [relation.head for relation in relations],
        "to": [relation.tail for relation in relations],
    }
    arrays.append(_lists(span_columns, [len(each) for _, each, _ in group], schema.field("spans").type))
    arrays.append(_lists(relation_columns, [len(each) for _, _, each in group], schema.field("relations").type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _lists(columns: dict[str, list[Any]], counts: Sequence[int], type: pa.DataType) -> pa.ListArray:
    """Lists of structs: the structs of the columns, so many in each list."""
    import pyarrow as pa

    fields = list(type.value_type)
    arrays = [pa.array(columns[field.name], field.type) for field in fields]
    structs = pa.StructArray.from_arrays(arrays, fields=fields)
    offsets = pa.array([0, *accumulate(counts)], pa.int32())
    return pa.ListArray.from_arrays(offsets, structs, type=type)


def _words(span: Span, text: str) -> str:
    return " ".join(span.texts(text)) if span.fragments else text[span.start : span.end]


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


FORMAT = Format(
    name="parquet",
    title="Parquet, one article a row with its spans",
    extension=".parquet",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        relations=True,
        attributes=True,
        notes=True,
        rejected=True,
        document_labels=True,
        text=True,
        provenance=True,
    ),
    write=write,
    binary=True,
    extra="parquet",
)
