r"""doccano: JSON Lines of texts with `entities` and `relations`, as projects of relation extraction have them.

Each line is `{"text", "entities": [{"id", "label", "start_offset", "end_offset"}], "relations": [{"id", "type",
"from_id", "to_id"}], "copydesk"}`; ids are numbers, offsets half-open ranges of code points (doccano 1.8). Columns
that doccano does not know, here `copydesk`, become metadata of the example: what it has no place for travels there.
Sequence labelling projects export `"label": [[start, end, label]]`, which is read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from copydesk.annotation.span import Relation
from copydesk.detect.process.wire import json_line
from copydesk.formats.facts import KEY, article_facts, make_span, read_status, span_facts, with_facts, without_nulls
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.imports.json_input import Fields, read_records
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.imports.units import in_code_points
from copydesk.formats.known.jsonl_reader import triple
from copydesk.formats.report import Report
from copydesk.formats.selection import select


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one line for each article."""
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        numbers = {span.id: number for number, span in enumerate(spans, 1)}
        record = {
            "text": article.document.text,
            "entities": [
                {"id": numbers[span.id], "label": span.label, "start_offset": span.start, "end_offset": span.end}
                for span in spans
            ],
            "relations": [
                {"id": number, "type": each.type, "from_id": numbers[each.head], "to_id": numbers[each.tail]}
                for number, each in enumerate(relations, 1)
            ],
            KEY: {
                **article_facts(article),
                "entities": {str(numbers[span.id]): span_facts(span) for span in spans},
                "relations": {str(number): each.id for number, each in enumerate(relations, 1)},
            },
        }
        out.write(json_line(record).encode() + b"\n")


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read one article from each line."""
    for record in read_records(path, findings):
        with findings.skipping():
            yield _article(record, findings)


def _article(record: Fields, findings: Findings) -> ReadArticle:
    text = record.string("text") if record.has("text") else record.string("data")
    facts = record.fields(KEY)
    labels: dict[str, Any] = without_nulls(facts.mapping("labels"))
    spans: list[ReadSpan] = []
    categories: list[str] = []
    for item in [item for key in _TAGGED for item in _listed(record, key)]:
        if isinstance(item, str):
            categories.append(item)
            continue
        with findings.skipping():
            spans.append(_span(record.part(triple(item, record), "entities"), facts.fields("entities")))
    if categories:
        labels.setdefault("category", categories[0] if len(categories) == 1 else categories)
    if record.items("Comments") or record.items("comments"):
        findings.notice("comments on a whole text are left out", record.path, record.line)
    return ReadArticle(
        file=record.path,
        line=record.line,
        id=facts.string("id", "") or _name(record),
        is_numbered=not facts.string("id", ""),
        sha256=facts.string("sha256", ""),
        text=text,
        spans=in_code_points(spans, text, record, findings),
        relations=[_relation(each, facts.fields("relations")) for each in record.each("relations")],
        status=read_status(facts),
        labels=labels,
    )


_TAGGED = ("label", "labels", "cats", "entities", "annotations")
"""Where doccano kept what is tagged, in one version or another, and in one kind of project or another."""


def _listed(record: Fields, key: str) -> list[Any]:
    """An array, or the one word that stands for it."""
    value = record.data.get(key)
    return [value] if isinstance(value, str) and value else record.items(key)


def _name(record: Fields) -> str:
    """What a record that is not Copydesk's own calls its text: doccano numbers them."""
    number = record.name("id")
    return f"{record.path.stem}-{number}" if number else ""


def _span(fields: Fields, known: Fields) -> ReadSpan:
    edges = ("start_offset", "end_offset") if fields.has("start_offset") else ("start", "end")
    number = fields.name("id")
    if isinstance(fields.data.get("label"), int):
        fields.fail("it names labels by numbers", "Export it from doccano with the texts of the labels")
    span = make_span(fields, fields.string("label"), *map(fields.offset, edges))
    return ReadSpan(span=with_facts(span, known.fields(number)), handle=number, line=fields.line)


def _relation(fields: Fields, ids: Fields) -> Relation:
    head, tail = fields.name("from_id"), fields.name("to_id")
    return Relation(id=ids.name(fields.name("id")), type=fields.string("type"), head=head, tail=tail)


FORMAT = Format(
    name="doccano",
    title="doccano JSON Lines, for a project of relation extraction",
    extension=".jsonl",
    carries=Carries(
        overlap=True,
        subtoken=True,
        relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        text=True,
        provenance=True,
    ),
    write=write,
    limits=("a project that forbids overlaps drops them when it imports",),
)

READER = Reader(name="doccano", title="doccano JSON Lines", reads=".jsonl files", read=read)
