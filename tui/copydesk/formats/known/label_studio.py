"""Label Studio: an array of tasks, each with its text in `data` and what was annotated as `annotations[].result[]`.

A span is a result `{"id", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start", "end",
"text", "labels"}}`, a relation `{"type": "relation", "from_id", "to_id", "direction": "right", "labels"}`, a label of
the whole article `{"type": "choices", "value": {"choices"}}` under its own `from_name`. Offsets are half-open ranges
of code points, which the editor and the converter count since 2021; files of before, and of some tools, count UTF-16.
`value.text` says which it was. A note is `meta.text`, where Label Studio keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.wire import json_line
from copydesk.formats.facts import KEY, article_facts, span_facts
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select

LABELS, TEXT = "label", "text"
"""The names that the results give to the control and to the object of the labelling configuration."""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write an array with one task on each line."""
    before = b"[\n"
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        out.write(before + json_line(_task(article, spans, relations)).encode())
        before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _task(article: ExportArticle, spans: Iterable[Span], relations: Iterable[Relation]) -> dict[str, Any]:
    text = article.document.text
    results = [_choices(name, value) for name, value in article.snapshot.labels.items() if _is_choice(value)]
    results += [_result(span, text) for span in spans]
    results += [
        {
            "from_id": each.head,
            "to_id": each.tail,
            "type": "relation",
            "direction": "right",
            "labels": [each.type],
            "meta": {KEY: {"id": each.id}},
        }
        for each in relations
    ]
    facts = article_facts(article)
    labels = {key: plain(value) for key, value in article.snapshot.labels.items() if not _is_choice(value)}
    facts.pop("labels", None)
    return {
        "data": {TEXT: text},
        "meta": {KEY: {**facts, **({"labels": labels} if labels else {})}},
        "annotations": [{"result": results}],
    }


def _is_choice(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, (list, tuple)) and len(value) > 1 and all(isinstance(item, str) for item in value)
    )


def _choices(name: str, value: Any) -> dict[str, Any]:
    chosen = [value] if isinstance(value, str) else list(value)
    return {"from_name": name, "to_name": TEXT, "type": "choices", "value": {"choices": chosen}}


def _result(span: Span, text: str) -> dict[str, Any]:
    facts = span_facts(span)
    meta: dict[str, Any] = {"text": [facts.pop("note")]} if span.note else {}
    words = text[span.start : span.end]
    return {
        "id": span.id,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "value": {"start": span.start, "end": span.end, "text": words, "labels": [span.label]},
        "origin": "manual",
        "meta": {**meta, KEY: facts},
    }


FORMAT = Format(
    name="labelstudio",
    title="Label Studio tasks with annotations",
    extension=".json",
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
)
