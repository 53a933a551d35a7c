"""Regular files: annotation files exactly as this program writes them, read by pattern, without a TOML parser.

That takes a tenth of the time. A file that is otherwise in anything, or of which anything would have to be said, is
left to the reader: what is read here, it would read alike, and without a problem.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.annotations.annotation_file import FORMAT, AnnotationFile
from copydesk.store.toml.regular_values import INTEGER, KEY, MOMENT, NUMBER, STRING, string_in
from copydesk.text.anchors import Anchor, stands
from copydesk.text.document import Document

_HEAD = re.compile(
    rf'format = "{re.escape(FORMAT)}"\n\n\[document\]\n'
    rf'path = {STRING}\nsha256 = "([0-9a-f]{{64}})"\nlength = {INTEGER}\nstatus = "(open|done)"\n'
    r"(?:labels = \{ ([A-Za-z0-9_-]+ = [^\n]*+)\n)?"
)
_PIECE = r"\[(?:0|[1-9][0-9]{0,17}), [1-9][0-9]{0,17}\]"
_ANNOTATION = re.compile(
    rf"\n\[annotation\.{KEY}\]\nlabel = {STRING}\nstart = {INTEGER}\nend = {INTEGER}\nexact = {STRING}\n"
    rf'prefix = {STRING}\nsuffix = {STRING}\nstatus = "(accepted|rejected)"\nsource = {STRING}\n'
    rf"(?:score = {NUMBER}\n)?(?:by = {STRING}\n)?(?:created = {MOMENT}\n)?(?:changed = {MOMENT}\n)?"
    rf"(?:note = {STRING}\n)?(?:attrs = \{{ ([A-Za-z0-9_-]+ = [^\n]*+)\n)?"
    rf"(?:fragments = \[({_PIECE}(?:, {_PIECE})*+)\]\n)?(?:twins = {INTEGER}\n)?"
)
_ATTRS = 14
"""The place of the attributes among its groups."""
_RELATION = re.compile(rf"\n\[relation\.{KEY}\]\ntype = {STRING}\nfrom = {STRING}\nto = {STRING}\n")
_ATTRIBUTE = re.compile(rf"{KEY} = (?:{STRING}|{INTEGER}|(true|false))(?:, | \}}\Z)")
_EDGE = re.compile("[0-9]+")


def read_regular(source: str, document: Document | None) -> AnnotationFile | None:
    """What a regular file says, or None where the reader is to look at it.

    Args:
        source: The text of the file.
        document: Its article: if that is the very one that was annotated, the words are proved in it.
    """
    head = _HEAD.match(source)
    if not head:
        return None
    path, sha256, written, status, labels = head.groups()
    length = int(written)
    known = document if document and document.sha256 == sha256 else None
    if known and known.length != length:
        return None
    found = _Entries(length, known)
    try:
        at = found.take(source, head.end())
        document_labels = _attributes(labels) if labels else {}
    except ValueError:  # a day that no month has, a range that is none
        return None
    if at != len(source):
        return None
    snapshot = Snapshot(
        spans=tuple(sorted(found.spans, key=_order)),
        relations=tuple(sorted(found.relations.values(), key=_id)),
        status=_status(status),
        labels=document_labels,
    )
    return AnnotationFile(snapshot, string_in(path), sha256, length, found.anchors, found.twins)


def status_told(beginning: str) -> ArticleStatus | None:
    """The status that the first lines of a regular file tell; None where they are otherwise."""
    head = _HEAD.match(beginning)
    return _status(head[4]) if head else None


def _status(told: str) -> ArticleStatus:
    return "done" if told == "done" else "open"


class _Entries:
    """The entries of a regular file.

    Args:
        length: Of the article's text.
        document: The article, if it is the very one that was annotated.
    """

    def __init__(self, length: int, document: Document | None) -> None:
        self.spans: list[Span] = []
        self.relations: dict[str, Relation] = {}
        self.anchors: dict[str, Anchor] = {}
        self.twins: dict[str, int] = {}
        self._length = length
        self._text = document.view if document else None

    def take(self, source: str, at: int) -> int:
        """Take in the entries from a place on, one after the other; where that ends.

        Raises:
            ValueError: When one says something impossible.
        """
        while block := _ANNOTATION.match(source, at):
            self._annotate(*(_unescaped(block.groups()) if "\\" in block[0] else block.groups()))
            at = block.end()
        while relation := _RELATION.match(source, at):
            self._relate(*map(string_in, relation.groups()))
            at = relation.end()
        return at

    def _annotate(
        self,
        id: str,
        label: str,
        first: str,
        last: str,
        exact: str,
        prefix: str,
        suffix: str,
        status: str,
        source: str,
        score: str | None,
        by: str | None,
        created: str | None,
        changed: str | None,
        note: str | None,
        attrs: str | None,
        fragments: str | None,
        twins: str | None,
    ) -> None:
        start, end = int(first), int(last)
        pieces = _pieces(fragments) if fragments else ()
        is_there = end <= self._length if self._text is None else stands(self._text, start, end, exact, pieces)
        if not is_there or id in self.anchors:
            raise ValueError(id)
        span = Span(
            id=id,
            label=label,
            start=start,
            end=end,
            fragments=pieces,
            status="accepted" if status == "accepted" else "rejected",
            source=source,
            score=float(score) if score else None,
            by=by or "",
            created=datetime.fromisoformat(created) if created else None,
            changed=datetime.fromisoformat(changed) if changed else None,
            note=note or "",
            attrs=_attributes(attrs) if attrs else {},
        )
        self.spans.append(span)
        self.anchors[id] = Anchor(exact, prefix, suffix)
        if twins and twins != "0":
            self.twins[id] = int(twins)

    def _relate(self, id: str, type: str, head: str, tail: str) -> None:
        anchors = self.anchors
        if id in anchors or id in self.relations or head not in anchors or tail not in anchors:
            raise ValueError(id)
        self.relations[id] = Relation(id=id, type=type, head=head, tail=tail)


def _unescaped(values: tuple[str | None, ...]) -> tuple[Any, ...]:
    """The values of an annotation with what their escapes stand for; its attributes are looked at by themselves."""
    return tuple(value if value is None or place == _ATTRS else string_in(value) for place, value in enumerate(values))


def _pieces(fragments: str) -> tuple[tuple[int, int], ...]:
    edges = map(int, _EDGE.findall(fragments))
    return tuple(zip(edges, edges, strict=True))


def _attributes(inline: str) -> dict[str, Any]:
    """The plain values of an inline table without its opening brace.

    Raises:
        ValueError: When it has others, or is none.
    """
    found: dict[str, Any] = {}
    at = 0
    while at < len(inline):
        match = _ATTRIBUTE.match(inline, at)
        if not match or match[1] in found:
            raise ValueError(inline)
        name, string, number, truth = match.groups()
        found[name] = string_in(string) if string is not None else int(number) if number else truth == "true"
        at = match.end()
        if inline[at - 1] == "}":
            return found
    raise ValueError(inline)


def _order(span: Span) -> tuple[int, int, str]:
    return span.order


def _id(relation: Relation) -> str:
    return relation.id
