"""Facts: what is known of articles and spans beyond text, place and label, for formats with room for further data.

They stand under the key `copydesk`, so that what was exported can be imported unchanged; other programs pass over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from copydesk.annotation.snapshot import ArticleStatus
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import ExportArticle
from copydesk.formats.imports.json_input import Fields
from copydesk.formats.plain import plain

KEY = "copydesk"
"""The key under which they stand."""


def article_facts(article: ExportArticle) -> dict[str, Any]:
    """What is known of an article."""
    facts: dict[str, Any] = {"id": article.id, "path": article.path, "sha256": article.document.sha256}
    if article.snapshot.status != "open":
        facts["status"] = article.snapshot.status
    if article.snapshot.labels:
        facts["labels"] = plain(article.snapshot.labels)
    return facts


def span_facts(span: Span) -> dict[str, Any]:
    """What is known of a span besides its label and place; what is as usual is left out."""
    facts: dict[str, Any] = {"id": span.id}
    if span.status == "rejected":
        facts["status"] = span.status
    if span.source != "human":
        facts["source"] = span.source
    if span.score is not None:
        facts["score"] = plain(span.score)
    for key in ("by", "note"):
        if value := getattr(span, key):
            facts[key] = value
    for key in ("created", "changed"):
        if moment := getattr(span, key):
            facts[key] = moment.isoformat()
    if span.attrs:
        facts["attrs"] = plain(span.attrs)
    return facts


def relation_facts(relation: Relation) -> dict[str, str]:
    """A relation as it is in JSON."""
    return {"id": relation.id, "type": relation.type, "from": relation.head, "to": relation.tail}


def with_facts(span: Span, facts: Fields) -> Span:
    """A span with what is known of it.

    Raises:
        InputError: When that is impossible.
    """
    return replace(
        span,
        id=facts.name("id") or span.id,
        status="rejected" if facts.data.get("status") == "rejected" else span.status,
        source=facts.string("source", span.source) or span.source,
        score=read_score(facts) if facts.has("score") else span.score,
        by=facts.string("by", span.by),
        created=read_moment(facts, "created") or span.created,
        changed=read_moment(facts, "changed") or span.changed,
        note=facts.string("note", span.note),
        attrs={**span.attrs, **without_nulls(facts.mapping("attrs"))},
    )


def read_relation(facts: Fields) -> Relation:
    """A relation.

    Raises:
        InputError: When it lacks its type or an end.
    """
    type_, head, tail = facts.string("type"), facts.name("from"), facts.name("to")
    if not (type_ and head and tail):
        facts.fail("a relation lacks its type or one of its ends")
    return Relation(id=facts.name("id"), type=type_, head=head, tail=tail)


def make_span(fields: Fields, label: str, start: int, end: int, **more: Any) -> Span:
    """A span.

    Raises:
        InputError: When it is impossible.
    """
    try:
        return Span(**{"id": "", **more}, label=label, start=start, end=end)
    except ValueError as error:
        fields.fail(str(error))


def read_status(facts: Fields) -> ArticleStatus:
    """Whether an article is done."""
    return "done" if facts.data.get("status") == "done" else "open"


def read_score(facts: Fields) -> float:
    """A score."""
    score = facts.data.get("score")
    if isinstance(score, bool) or not isinstance(score, (int, float)):
        facts.fail("score must be a number")
    try:
        return float(score)
    except OverflowError:
        facts.fail("score is too large")


def read_moment(facts: Fields, key: str) -> datetime | None:
    """A date with a time, in UTC where it names no zone; None where there is none."""
    value = facts.data.get(key)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (TypeError, ValueError):
        facts.fail(f"{key} must be a date with a time")


def without_nulls(data: Mapping[str, Any]) -> dict[str, Any]:
    """An object without the keys that say nothing."""
    return {key: value for key, value in data.items() if value is not None}
