r"""Prodigy: JSON Lines of tasks with tokens and spans, for `ner.manual`, `spans.manual` and `rel.manual`.

Each accepted article is one line: `{"text", "tokens": [{"text", "start", "end", "id", "ws"}], "spans": [{"start",
"end", "label", "token_start", "token_end"}], "relations": [{"head", "child", "head_span", "child_span", "label"}],
"answer": "accept", "meta"}`. Offsets are half-open ranges of code points; `token_end` is the last token, not one past
it; `head` and `child` are the last tokens of their spans. Tokens are cut at the edges of spans, and with their white
space (`ws`) are the text. A rejected proposal is a line of its own with that one span and `"answer": "reject"`, as
binary annotation makes them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.wire import json_line
from copydesk.formats.facts import (
    KEY,
    article_facts,
    make_span,
    read_status,
    relation_facts,
    span_facts,
    with_facts,
    without_nulls,
)
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.imports.json_input import Fields, read_records
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.imports.units import in_code_points
from copydesk.formats.report import Record, Report
from copydesk.formats.selection import select
from copydesk.formats.tokenized.alignment import cut
from copydesk.formats.tokenized.covering import cover
from copydesk.formats.tokenized.tokens import Tokenizer, get_tokenizer


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write a line for each article, and one for each of its rejected proposals."""
    tokenizer = get_tokenizer(options.tokens)
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        accepted = [span for span in spans if span.status == "accepted"]
        rejected = [span for span in spans if span.status == "rejected"]
        ids = {span.id for span in accepted}
        linked = [each for each in relations if each.head in ids and each.tail in ids]
        for each in relations:
            if each not in linked:  # one of its ends is rejected, and hence in a task of its own
                report.add(Record(article.id, each.id, "relation", "omitted", relation_facts(each)))
        report.relations += len(linked)
        out.write(_task(article, tokenizer, accepted, linked, "accept"))
        out.writelines(_task(article, tokenizer, [span], [], "reject") for span in rejected)


def _task(
    article: ExportArticle, tokenizer: Tokenizer, spans: list[Span], relations: list[Relation], answer: str
) -> bytes:
    text = article.document.text
    edges = {edge for span in spans for edge in span.range}
    pieces, spaces = cover(text, cut(tokenizer(text), edges), [span.range for span in spans])
    starts = [start for start, _ in pieces]
    written = {span.id: _span_record(span, starts) for span in spans}
    record = {
        "text": text,
        "tokens": [
            {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space}
            for number, ((start, end), space) in enumerate(zip(pieces, spaces, strict=True))
        ],
        "spans": list(written.values()),
        "relations": [_relation_record(each, written) for each in relations],
        "answer": answer,
        "meta": {"article": article.id},
        KEY: article_facts(article),
    }
    return json_line(record).encode() + b"\n"


def _span_record(span: Span, starts: list[int]) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "token_start": bisect_left(starts, span.start),
        "token_end": bisect_left(starts, span.end) - 1,
        KEY: span_facts(span),
    }


def _relation_record(relation: Relation, spans: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    head, tail = ({key: spans[id][key] for key in _ENDS} for id in (relation.head, relation.tail))
    return {
        "head": head["token_end"],
        "child": tail["token_end"],
        "head_span": head,
        "child_span": tail,
        "label": relation.type,
        KEY: {"id": relation.id, "from": relation.head, "to": relation.tail},
    }


_ENDS = ("start", "end", "token_start", "token_end", "label")


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read a task from each line; those that were passed over in Prodigy are left out."""
    for record in read_records(path, findings):
        with findings.skipping():
            answer = record.string("answer", "accept")
            spans = record.items("spans")
            if answer == "ignore":
                findings.notice("a task that was passed over (ignore) is left out", path, record.line)
            elif answer == "reject" and len(spans) != 1:
                which = "of several spans is left out: which is wrong?" if spans else "without spans is left out"
                findings.notice(f"a rejected task {which}", path, record.line)
            elif answer in ("accept", "reject"):
                yield _article(record, answer == "reject", findings)
            else:
                record.fail(f"answer must be accept, reject or ignore, not {answer[:20]!r}")


def _article(record: Fields, rejected: bool, findings: Findings) -> ReadArticle:
    text = record.string("text")
    facts = record.fields(KEY)
    by, created = _annotator(record), _moment(record)
    spans: list[ReadSpan] = []
    for fields in record.each("spans"):
        with findings.skipping():
            spans.append(_span(fields, rejected, by, created))
    labels = without_nulls(facts.mapping("labels"))
    for key in () if rejected else _CHOICES:  # of a task with choices, or about one label of the whole text
        if chosen := record.data.get(key):
            labels.setdefault(key, chosen)
    if record.has("user_comment"):
        findings.notice("a comment on a whole text is left out", record.path, record.line)
    relations = []
    for each in record.each("relations"):
        relation = _relation(each, spans, record)
        if relation:
            relations.append(relation)
        else:
            problem = "a relation between words that are no spans is left out"
            findings.notice(problem, record.path, record.line)
    return ReadArticle(
        file=record.path,
        line=record.line,
        id=facts.string("id", ""),
        sha256=facts.string("sha256", ""),
        text=text,
        spans=in_code_points(spans, text, record, findings),
        relations=relations,
        status=read_status(facts),
        labels=labels,
    )


_CHOICES = ("accept", "label")
_TIMED = re.compile(r".*[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{2}-[0-9]{2}-[0-9]{2}", re.DOTALL)
"""The name of a session of nobody in particular."""
_LATEST = 1 << 33
"""Seconds since 1970 at most."""


def _annotator(record: Fields) -> str:
    """Who answered, where the session bears a name."""
    name = record.name("_annotator_id") or record.name("_session_id")
    return "" if _TIMED.fullmatch(name) else name


def _moment(record: Fields) -> datetime | None:
    """When it was answered."""
    seconds = record.data.get("_timestamp")
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds < _LATEST:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _span(fields: Fields, rejected: bool, by: str, created: datetime | None) -> ReadSpan:
    start, end, label = fields.offset("start"), fields.offset("end"), fields.string("label")
    facts = fields.fields(KEY)
    span = make_span(fields, label, start, end)
    span = with_facts(span, facts) if facts.data else replace(span, by=by, created=created)
    words = fields.string("text") if isinstance(fields.data.get("text"), str) else None
    if rejected:
        span = replace(span, status="rejected")
    return ReadSpan(span=span, handle=span.id or _handle(fields), words=words, line=fields.line)


def _handle(end: Fields) -> str:
    """What stands for a span without an id."""
    return f"{end.name('start')}-{end.name('end')}-{end.string('label', '')}"


def _relation(fields: Fields, spans: Sequence[ReadSpan], record: Fields) -> Relation | None:
    """A relation; None where an end of it is no span."""
    facts = fields.fields(KEY)
    there = {each.handle for each in spans}
    last = {item.get("token_end"): item for item in reversed(record.items("spans")) if isinstance(item, dict)}
    ends = []
    for key, end, token in (("from", "head_span", "head"), ("to", "child_span", "child")):
        known = fields.fields(end) if fields.has(end) else record.part(last.get(fields.data.get(token), {}), end)
        handle = facts.name(key) or _handle(known)
        if handle not in there and not facts.name(key):
            return None
        ends.append(handle)
    return Relation(id=facts.name("id"), type=fields.string("label"), head=ends[0], tail=ends[1])


FORMAT = Format(
    name="prodigy",
    title="Prodigy JSON Lines, with tokens",
    extension=".jsonl",
    carries=Carries(
        overlap=True,
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
)

READER = Reader(name="prodigy", title="Prodigy JSON Lines", reads=".jsonl files, as db-out writes them", read=read)
