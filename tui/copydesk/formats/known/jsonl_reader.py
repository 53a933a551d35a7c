"""Reading JSON Lines as `copydesk export` and `copydesk detect` write them, and the like of other programs.

Needed are `text`, and `spans` (or `entities`) of objects with `start`, `end` and `label`, or of lists of the three. A
text need not be there where the article is. Offsets count code points, or another unit if the words in `text` say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copydesk.formats.facts import make_span, read_relation, read_status, with_facts, without_nulls
from copydesk.formats.imports.json_input import Fields, read_records
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.imports.units import in_code_points


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read one article from each line."""
    for record in read_records(path, findings):
        with findings.skipping():
            yield _article(record, findings)


def _article(record: Fields, findings: Findings) -> ReadArticle:
    text = record.string("text") if record.has("text") else None
    name = record.name("id") or record.string("path", "")
    if text is None and not name:
        record.fail("it has neither a text nor an id")
    spans: list[ReadSpan] = []
    for item in [*record.items("spans"), *record.items("entities")]:
        with findings.skipping():
            spans.append(_span(item, record))
    for key, value in record.data.items():
        if key not in _KNOWN and isinstance(value, list) and value and isinstance(value[0], (list, dict)):
            problem = f"{key[:40]!r} is left out: spans are read from spans and entities"
            findings.notice(problem, record.path, record.line)
    return ReadArticle(
        file=record.path,
        line=record.line,
        id=name,
        sha256=record.string("sha256", ""),
        text=text,
        spans=in_code_points(spans, text, record, findings),
        relations=[read_relation(each) for each in record.each("relations")],
        status=read_status(record),
        labels=without_nulls(record.mapping("labels")),
    )


_KNOWN = frozenset({"spans", "entities", "relations", "tokens"})


def _span(item: Any, record: Fields) -> ReadSpan:
    fields = record.part(triple(item, record), "spans")
    ranges = _fragments(fields)
    label = fields.string("label")
    if ranges:
        span = make_span(fields, label, ranges[0][0], ranges[-1][1], fragments=tuple(ranges))
    else:
        span = make_span(fields, label, fields.offset("start"), fields.offset("end"))
    words = fields.string("text") if isinstance(fields.data.get("text"), str) else None
    return ReadSpan(span=with_facts(span, fields), words=words, line=record.line)


def triple(item: Any, record: Fields) -> Any:
    """A list of start, end and label as an object; whatever else it is."""
    if isinstance(item, list):
        if len(item) != 3:
            record.fail("a span must have a start, an end and a label")
        return dict(zip(("start", "end", "label"), item, strict=True))
    return item


def _fragments(fields: Fields) -> list[tuple[int, int]]:
    found = []
    for item in fields.items("fragments"):
        if not isinstance(item, list) or len(item) != 2:
            fields.fail("fragments must be pairs of numbers")
        pair = Fields(dict(zip(("start", "end"), item, strict=True)), fields.path, fields.line)
        found.append((pair.offset("start"), pair.offset("end")))
    return found


READER = Reader(name="jsonl", title="JSON Lines, one article a line", reads=".jsonl files", read=read)
