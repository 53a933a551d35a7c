r"""GLiNER2's training data, JSON Lines, one article a line (read with gliner2 2.1: `TrainingDataset.load`).

`{"input": text, "output": {"entities": {label: [{"text", "start", "end"}]}, "entity_descriptions", "relations": [{type:
{"head", "tail"}}]}}`, a mention and each end of a relation as a mapping, whose offsets (code points, half-open) the
reader checks; a plain string would lose which occurrence is meant. In an article that is marked done, the labels
without a mention have an empty list, which is a negative. The reader refuses texts of white space and examples without
any label: such articles are left out and reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from copydesk.annotation.span import Span
from copydesk.detect.process.wire import json_line
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.report import Record, Report, describe
from copydesk.formats.selection import select


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one example for each article."""
    wanted = [label for label in options.label_set if options.labels is None or label.name in options.labels]
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        text = article.document.text
        if not text.strip():
            for span in spans:
                before = describe(span.label, span.start, span.end, text)
                report.add(Record(article.id, span.id, "white-space", "omitted", before))
            spans = []
        entities: dict[str, list[dict[str, Any]]] = {}
        if article.snapshot.status == "done":
            entities = {label.name: [] for label in wanted}
        for span in spans:
            entities.setdefault(span.label, []).append(_mention(span, text))
        if not text.strip() or not entities:
            report.add(Record(article.id, "", "empty", "omitted", {"spans": len(article.snapshot.spans)}))
            continue
        output: dict[str, Any] = {"entities": entities}
        described = {label.name: label.description for label in wanted if label.description and label.name in entities}
        if described:
            output["entity_descriptions"] = described
        if relations:
            by_id = {span.id: span for span in spans}
            output["relations"] = [
                {each.type: {"head": _mention(by_id[each.head], text), "tail": _mention(by_id[each.tail], text)}}
                for each in relations
            ]
        report.spans += len(spans)
        report.relations += len(relations)
        out.write(json_line({"input": text, "output": output}).encode() + b"\n")


def _mention(span: Span, text: str) -> dict[str, Any]:
    return {"text": text[span.start : span.end], "start": span.start, "end": span.end}


FORMAT = Format(
    name="gliner2",
    title="GLiNER2 training data",
    extension=".jsonl",
    carries=Carries(overlap=True, subtoken=True, relations=True, text=True),
    write=write,
    limits=("an article of white space, or without any label",),
)
