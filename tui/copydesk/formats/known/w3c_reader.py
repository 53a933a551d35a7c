"""Reading W3C Web Annotations: pages, collections and arrays of them, and what the Hypothesis service exports (`rows`).

An annotation's labels are its bodies with the purpose `tagging` or `classifying`, or the `tags` of Hypothesis. Its
place is a TextPositionSelector, proved by the TextQuoteSelector beside it, or that alone where its words stand only
once with their context. The articles must be here: an annotation names them by `source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from copydesk.annotation.span import Relation
from copydesk.formats.facts import KEY, make_span, read_moment, read_status, with_facts, without_nulls
from copydesk.formats.imports.json_input import Fields, read_records
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.text.anchors import Anchor

_LABELLING = frozenset({"tagging", "classifying", "identifying"})
_FRAGMENT = re.compile(r"(?:^|#)char=([0-9]{1,18}),([0-9]{1,18})(?:;.*)?", re.DOTALL)
"""A place in plain text as a part of an address (RFC 5147)."""
_QUOTE = ("exact", "prefix", "suffix")
_MOST_SELECTORS = 100


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read annotations, gathered by the article that they are about."""
    spans: dict[str, list[ReadSpan]] = {}
    places: dict[str, str] = {}
    links: list[Fields] = []
    facts: dict[str, Fields] = {}
    for record in read_records(path, findings):
        known = record.fields(KEY).fields("articles")
        facts.update({source: known.fields(source) for source in known.data})
        for annotation in _annotations(record):
            with findings.skipping():
                if _is_link(annotation):
                    links.append(annotation)
                    continue
                source, found = _spans(annotation, findings)
                spans.setdefault(source, []).extend(found)
                places[annotation.name("id")] = source
    relations: dict[str, list[Relation]] = {}
    for link in links:
        with findings.skipping():
            relation = _relation(link)
            if relation.head not in places:
                link.fail(f"a link leads from {relation.head[:60]!r}, which is not there")
            relations.setdefault(places[relation.head], []).append(relation)
    for source in {**spans, **facts}:
        known = facts.get(source, Fields({}, path))
        yield ReadArticle(
            file=path,
            id=known.string("id", "") or _path_of(source),
            sha256=known.string("sha256", ""),
            spans=spans.get(source, []),
            relations=relations.get(source, []),
            status=read_status(known),
            labels=without_nulls(known.mapping("labels")),
        )


def _annotations(record: Fields) -> Iterator[Fields]:
    """The annotations in a page, a collection, an export of Hypothesis, or the one that it is."""
    for key in ("items", "rows", "@graph"):
        if key in record.data:
            yield from record.each(key)
            return
    if isinstance(record.data.get("first"), dict):
        yield from record.fields("first").each("items")
    elif "target" in record.data:
        yield record
    elif KEY not in record.data:
        record.fail("it is neither an annotation nor a page of them")


def _is_link(annotation: Fields) -> bool:
    return "linking" in _motives(annotation.data.get("motivation"))


def _motives(value: Any) -> set[str]:
    """Motivations or purposes, whether by their names or in full (`oa:tagging`, `http://www.w3.org/ns/oa#tagging`)."""
    return {re.split("[:#/]", each)[-1] for each in _listed(value) if isinstance(each, str)}


def _spans(annotation: Fields, findings: Findings) -> tuple[str, list[ReadSpan]]:
    """The article that an annotation is about, and a span for each of its labels."""
    targets = [
        annotation.part({"source": each} if isinstance(each, str) else each, "targets")
        for each in _listed(annotation.data.get("target"))
    ]
    sources = {_source(each, annotation) for each in targets}
    if len(sources) != 1:
        annotation.fail("it must be about one text")
    source = sources.pop()
    labels, notes = _bodies(annotation)
    if not labels:
        findings.notice("an annotation without a label is left out", annotation.path, annotation.line)
        return source, []
    selected = sorted((_selected(each) for each in targets), key=lambda each: each[0] or (0, 0))
    ranges = [place for place, _ in selected if place]
    words = " ".join(where.exact for _, where in selected if where) if all(where for _, where in selected) else None
    somewhere = selected[0][1] if len(selected) == 1 else None
    if somewhere and not ranges:
        ranges, words = [(0, 1)], None
    elif len(ranges) != len(targets):
        annotation.fail("it has no TextPositionSelector and no TextQuoteSelector")
    creator = annotation.data.get("creator", annotation.data.get("user"))
    more = {
        "fragments": tuple(ranges) if len(ranges) > 1 else (),
        "note": "\n".join(notes),
        "by": str(creator.get("name", ""))
        if isinstance(creator, dict)
        else creator
        if isinstance(creator, str)
        else "",
        "created": read_moment(annotation, "created"),
        "changed": read_moment(annotation, "modified"),
    }
    found = []
    for number, label in enumerate(labels):
        span = make_span(annotation, label, ranges[0][0], ranges[-1][1], **more)
        span = with_facts(span, annotation.fields(KEY)) if not number else span
        found.append(
            ReadSpan(
                span=span,
                handle=annotation.name("id"),
                words=words,
                line=annotation.line,
                somewhere=somewhere,
            )
        )
    return source, found


def _bodies(annotation: Fields) -> tuple[list[str], list[str]]:
    """The labels and the notes of an annotation."""
    labels = [each for each in annotation.items("tags") if isinstance(each, str) and each]
    notes = [annotation.string("text", "")] if annotation.string("text", "") else []
    default = "tagging" if _LABELLING & _motives(annotation.data.get("motivation")) else ""
    for each in (*_listed(annotation.data.get("body")), *_listed(annotation.data.get("bodyValue"))):
        if isinstance(each, dict):
            body = annotation.part(each, "bodies")
            value = body.data.get("value", body.data.get("id", body.data.get("source")))
            if isinstance(value, str) and value:
                (labels if _LABELLING & _motives(body.data.get("purpose", default)) else notes).append(value)
        elif isinstance(each, str) and each:
            (labels if default else notes).append(each)
    return labels, notes


def _selected(target: Fields) -> tuple[tuple[int, int] | None, Anchor | None]:
    """The half-open range that a target selects, and the words it quotes."""
    place, quoted = None, None
    waiting = list(_listed(target.data.get("selector")))
    for each in waiting[:_MOST_SELECTORS]:
        selector = target.part(each, "selectors")
        kind = selector.data.get("type")
        if kind == "TextPositionSelector":
            place = (selector.offset("start"), selector.offset("end"))
        elif kind == "TextQuoteSelector":
            quoted = Anchor(selector.string("exact"), selector.string("prefix", ""), selector.string("suffix", ""))
        elif kind == "FragmentSelector" and (match := _FRAGMENT.fullmatch(selector.string("value", ""))):
            place = (int(match[1]), int(match[2]))
        refined = selector.data.get("refinedBy")
        if isinstance(refined, dict) and refined.get("type") == "TextQuoteSelector":
            # A position in what is refined says nothing of the whole text; words may stand there only once.
            quoted = Anchor(*(Fields(refined, target.path, target.line).string(key, "") for key in _QUOTE))
    named = target.data.get("source")
    if place is None and isinstance(named, str) and (match := _FRAGMENT.search(named)):
        place = (int(match[1]), int(match[2]))
    return place, quoted


def _relation(link: Fields) -> Relation:
    targets = _listed(link.data.get("target"))
    bodies = [each for each in _listed(link.data.get("body")) if isinstance(each, (dict, str))]
    heads = [each if isinstance(each, str) else each.get("id", each.get("source")) for each in targets]
    tails: list[Any] = []
    types: list[Any] = []
    for body in bodies:
        if isinstance(body, str):
            tails.append(body)
        elif body.get("type") == "TextualBody":
            types.append(body.get("value"))
        else:
            tails.append(body.get("source", body.get("id")))
    if len(heads) != 1 or len(tails) != 1 or not isinstance(heads[0], str) or not isinstance(tails[0], str):
        link.fail("a link must lead from one annotation to one other")
    type_ = types[0] if types and isinstance(types[0], str) and types[0] else "related"
    return Relation(id=link.fields(KEY).name("id"), type=type_, head=heads[0], tail=tails[0])


def _source(target: Fields, annotation: Fields) -> str:
    source = target.data.get("source", annotation.data.get("uri", target.data.get("id")))
    if isinstance(source, Mapping):
        source = source.get("id")
    if not isinstance(source, str) or not source:
        target.fail("a target names no source")
    return _FRAGMENT.sub("", source)


def _path_of(source: str) -> str:
    """The path in a reference to a text."""
    try:
        return unquote(urlsplit(source).path, errors="replace") or source
    except ValueError:
        return source


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


READER = Reader(
    name="w3c", title="W3C Web Annotations", reads=".jsonld and .json files; their articles must be here", read=read
)
