"""Combining: annotations that are imported into an article with those that it has; each is proved, none replaced."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from copydesk.annotation.orphan import still_orphaned
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span, new_id
from copydesk.detect.proposals import short_id
from copydesk.errors import InputError
from copydesk.formats.imports.json_input import Fields
from copydesk.formats.imports.offsets import find_words, pieces, same_words
from copydesk.formats.imports.reading import Findings, ReadArticle, ReadSpan
from copydesk.formats.imports.targets import Target
from copydesk.formats.imports.text_mapping import TextMapping
from copydesk.formats.imports.units import in_code_points

LONGEST_ID = 100
LONGEST_NAME = 200
"""Code points of the name of a label, a relation or an attribute at most."""
DEEPEST = 16
"""How deep values of attributes may lie in each other."""
_LONGEST_SHOWN = 60
_INTEGERS = range(-(1 << 63), 1 << 63)

_Key = tuple[str, tuple[tuple[int, int], ...], str]


@dataclass
class Combined:
    """What came of it.

    Attributes:
        snapshot: All annotations, old and new.
        added: The spans that are new.
        relations: The relations that are new.
        known: How many spans and relations were there already.
    """

    snapshot: Snapshot
    added: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    known: int = 0


class Combining:
    """Takes in what was read, article by article.

    Args:
        target: The article.
        existing: What it has.
        findings: Where to tell what is wrong.
    """

    def __init__(self, target: Target, existing: Snapshot, findings: Findings) -> None:
        self._text = target.document.text
        self._findings = findings
        self._result = Combined(existing)
        self._spans = {span.id: span for span in existing.spans}
        self._by_key: dict[_Key, str] = {}
        for span in existing.spans:
            self._by_key.setdefault(_key(span), span.id)
        self._relations = {relation.id: relation for relation in existing.relations}
        self._arrows = {(each.type, each.head, each.tail) for each in existing.relations}
        orphans = still_orphaned(existing.orphans, self._spans)
        self._reserved = {each.id for each in orphans} | {each.id for each in existing.aside}
        self._new: set[str] = set()
        self._labels: dict[str, Any] = dict(existing.labels)
        self._all_done = all(read.status == "done" for read, _ in target.reads)
        for read, mapping in target.reads:
            self._take(read, mapping)

    def result(self) -> Combined:
        """All of it together."""
        before = self._result.snapshot
        is_empty = before == Snapshot()
        self._result.snapshot = replace(
            before,
            spans=tuple(sorted(self._spans.values(), key=lambda span: span.order)),
            relations=tuple(sorted(self._relations.values(), key=lambda relation: relation.id)),
            status="done" if is_empty and self._all_done else before.status,
            labels=self._labels,
        )
        return self._result

    def _take(self, read: ReadArticle, mapping: TextMapping | None) -> None:
        names: dict[str, str] = {}
        spans = read.spans
        if read.text is None:  # only now it is known what the offsets count in
            spans = in_code_points(spans, self._text, Fields({}, read.file, read.line), self._findings)
        for each in spans:
            with self._findings.skipping():
                span = self._proved(read, each, mapping)
                id = self._add(span, read, each)
                if handle := each.handle or each.span.id:
                    names[handle] = id
        for relation in read.relations:
            with self._findings.skipping():
                self._relate(relation, read, names)
        for name, value in read.labels.items():
            with self._findings.skipping():
                self._label(name, value, read)

    def _proved(self, read: ReadArticle, each: ReadSpan, mapping: TextMapping | None) -> Span:
        """A span in the article's own text, where its words stand."""
        text = self._text if read.text is None else read.text
        span = each.span
        place = find_words(text, each.somewhere) if each.somewhere and not _stands(each, text) else None
        if place:
            span = replace(span, start=place[0], end=place[1])
        elif each.somewhere and each.words is None:
            self._fail(f"{span.label} {_short(each.somewhere.exact)} stands nowhere, or at several places", read, each)
        if span.end > len(text):
            self._fail(f"{_shown(span)} ends outside of the text, which has {len(text)} code points", read, each)
        there = pieces(text, span.pieces)
        if each.words is not None and not same_words(each.words, there):
            self._fail(
                f"{_shown(span)} is said to be {_short(each.words)}, but there stands {_short(there)}", read, each
            )
        if problem := unfit(span):
            self._fail(f"{_shown(span)} {problem}", read, each)
        if mapping is None:
            return span
        ranges = [mapping.range(start, end) for start, end in span.pieces]
        found = [each for each in ranges if each]
        if not found:
            self._fail(f"{_shown(span)} is white space that the article here does not have", read, each)
        fragments = tuple(found) if len(found) > 1 else ()
        return replace(span, start=found[0][0], end=found[-1][1], fragments=fragments)

    def _add(self, span: Span, read: ReadArticle, each: ReadSpan) -> str:
        """Add a span unless it is there; its id."""
        if span.id and (len(span.id) > LONGEST_ID or not span.id.isprintable()):
            span = replace(span, id="")
        if not span.id:
            known = self._by_key.get(_key(span))
            if known:
                self._result.known += 1
                return known
            made = short_id("import", span.label, *(edge for piece in span.pieces for edge in piece), span.status)
            span = replace(span, id=made if self._is_free(made) else new_id())
        elif span.id in self._spans:
            if not _says_the_same(span, self._spans[span.id]):
                if span.id not in self._new:
                    problem = f"{_shown(span)}: an annotation of that id ({span.id}) is here, and is another"
                    self._fail(problem, read, each)
                span = replace(span, id=new_id())
            else:
                self._result.known += 1
                return span.id
        elif span.id in self._reserved:
            self._findings.notice(f"{_shown(span)} is here already, but without a place", read.file, each.line)
            return span.id
        elif span.id in self._relations:
            span = replace(span, id=new_id())
        self._spans[span.id] = span
        self._by_key.setdefault(_key(span), span.id)
        self._new.add(span.id)
        self._result.added.append(span)
        return span.id

    def _relate(self, relation: Relation, read: ReadArticle, names: Mapping[str, str]) -> None:
        if relation.head not in names or relation.tail not in names:
            lost = relation.tail if relation.head in names else relation.head
            self._fail(f"a relation {_short(relation.type)} leads to {_short(lost)}, which is not there", read)
        if not relation.type or len(relation.type) > LONGEST_NAME or not _is_encodable(relation.type):
            self._fail(f"{_short(relation.type)} cannot name a relation", read)
        found = replace(relation, head=names[relation.head], tail=names[relation.tail])
        arrow = (found.type, found.head, found.tail)
        there = self._relations.get(found.id)
        if arrow in self._arrows and (not found.id or there is None or arrow == (there.type, there.head, there.tail)):
            self._result.known += 1
            return
        if there is not None and there.id not in self._new:
            self._fail(f"a relation of the id {found.id} is here, and is another", read)
        if not found.id or not self._is_free(found.id) or len(found.id) > LONGEST_ID or not found.id.isprintable():
            made = short_id("import", *arrow)
            found = replace(found, id=made if self._is_free(made) else new_id())
        self._relations[found.id] = found
        self._arrows.add(arrow)
        self._new.add(found.id)
        self._result.relations.append(found)

    def _label(self, name: str, value: Any, read: ReadArticle) -> None:
        """A label of the whole article."""
        if not name or len(name) > LONGEST_NAME or not _is_encodable(name) or not is_storable(value):
            self._fail(f"the article's label {_short(name)} has a value that cannot be kept", read)
        if self._labels.setdefault(name, value) != value:
            self._fail(f"the article's label {_short(name)} is another here: {_short(str(self._labels[name]))}", read)

    def _is_free(self, id: str) -> bool:
        return id not in self._spans and id not in self._relations and id not in self._reserved

    def _fail(self, problem: str, read: ReadArticle, each: ReadSpan | None = None) -> NoReturn:
        line = each.line if each and each.line is not None else read.line
        raise InputError(problem, path=read.file, line=line)


def _stands(each: ReadSpan, text: str) -> bool:
    """Whether the words of a span are known, and stand where it says."""
    span = each.span
    return each.words is not None and span.end <= len(text) and same_words(each.words, pieces(text, span.pieces))


def unfit(span: Span) -> str:
    """Why a span cannot be kept in an annotation file, or nothing."""
    if len(span.label) > LONGEST_NAME or not _is_encodable(span.label) or not span.label.strip():
        return "has a label that cannot be kept"
    if not all(map(_is_encodable, (span.note, span.by, span.source))):
        return "has half of a character (a lone surrogate)"
    if not is_storable(span.attrs):
        return "has attributes that cannot be kept"
    if span.score is not None and not math.isfinite(span.score):
        return "has a score that is no number"
    return ""


def is_storable(value: Any, depth: int = 0) -> bool:
    """Whether TOML can say a value: no null, no number of more than 64 bits, nothing too deep."""
    if depth > DEEPEST:
        return False
    if isinstance(value, Mapping):
        return all(_is_encodable(key) and is_storable(item, depth + 1) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return all(is_storable(item, depth + 1) for item in value)
    if isinstance(value, str):
        return _is_encodable(value)
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, bool) or (isinstance(value, int) and value in _INTEGERS)


def _says_the_same(new: Span, old: Span) -> bool:
    """Whether a span says nothing that speaks against the one of its id; a format may not carry all of it."""
    return _key(new) == _key(old) and (not new.attrs or new.attrs == old.attrs) and new.note in ("", old.note)


def _key(span: Span) -> _Key:
    return span.label, span.pieces, span.status


def _is_encodable(words: object) -> bool:
    if not isinstance(words, str):
        return False
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(span: Span) -> str:
    return f"{span.label[:_LONGEST_SHOWN]} {span.start}-{span.end}"


def _short(words: str) -> str:
    return repr(words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…")
