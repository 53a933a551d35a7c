"""W3C Web Annotation (Recommendation of 2017): one JSON-LD page of annotations.

A span is an annotation whose body is a textual body with its label (`"purpose": "tagging"`), and a note another
(`"commenting"`). Its target has the article's path as `source`, and two selectors for the same passage: a
TextPositionSelector, which counts code points (section 4.2.5), and a TextQuoteSelector with 32 of context on either
side. A discontinuous span has a target for each of its pieces. A relation is an annotation with the motivation
`linking`: its target is the one annotation, its body the other. Articles themselves are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.wire import json_line
from copydesk.formats.facts import KEY, article_facts, span_facts
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.report import Report
from copydesk.formats.selection import select
from copydesk.text.anchors import anchor_of

CONTEXT: list[str | dict[str, Any]] = [
    "http://www.w3.org/ns/anno.jsonld",
    {KEY: {"@id": "urn:copydesk:facts", "@type": "@json"}},
]
"""The context of the Recommendation, and a key for what it has no words for."""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write a page with one annotation on each line."""
    facts: dict[str, Any] = {}
    head = json_line({"@context": CONTEXT, "type": "AnnotationPage"})
    out.write(f'{head[:-1]},"items":['.encode())
    before = b"\n"
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        facts[iri(article.path)] = article_facts(article)
        for annotation in _annotations(article, spans, relations):
            out.write(before + json_line(annotation).encode())
            before = b",\n"
    out.write(f'\n],"{KEY}":{json_line({"articles": facts})}}}\n'.encode())


def iri(path: str) -> str:
    """A path as a relative reference (RFC 3986), whatever is in it."""
    return quote(path, safe="/-._~", errors="surrogatepass")


def _annotations(
    article: ExportArticle, spans: Iterable[Span], relations: Iterable[Relation]
) -> Iterator[dict[str, Any]]:
    source = iri(article.path)
    place = f"urn:copydesk:{quote(article.id, safe='', errors='surrogatepass')}:"

    def name(id: str) -> str:
        return f"{place}{quote(id, safe='', errors='surrogatepass')}"

    for span in spans:
        targets = [_target(source, article.document.text, *piece) for piece in span.pieces]
        yield _annotation(span, name(span.id), targets[0] if len(targets) == 1 else targets)
    for relation in relations:
        yield {
            "id": name(relation.id),
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                {"type": "SpecificResource", "source": name(relation.tail), "purpose": "linking"},
                {"type": "TextualBody", "purpose": "classifying", "value": relation.type},
            ],
            "target": name(relation.head),
            KEY: {"id": relation.id},
        }


def _annotation(span: Span, name: str, target: Any) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": span.label}]
    if span.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": span.note})
    facts = {key: value for key, value in span_facts(span).items() if key not in ("note", "created", "changed")}
    annotation: dict[str, Any] = {"id": name, "type": "Annotation", "motivation": "tagging"}
    if span.created:
        annotation["created"] = span.created.isoformat()
    if span.changed:
        annotation["modified"] = span.changed.isoformat()
    if span.by:
        annotation["creator"] = {"type": "Person", "name": span.by}
    if span.source != "human":
        annotation["generator"] = {"type": "Software", "name": span.source}
    return {**annotation, "body": bodies[0] if len(bodies) == 1 else bodies, "target": target, KEY: facts}


def _target(source: str, text: str, start: int, end: int) -> Mapping[str, Any]:
    anchor = anchor_of(text, start, end)
    words = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", **words},
        ],
    }


FORMAT = Format(
    name="w3c",
    title="W3C Web Annotations, as JSON-LD",
    extension=".jsonld",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        provenance=True,
    ),
    write=write,
    limits=("the articles themselves are not in it",),
)
