"""Facts: what an overview says of an article's annotations, counted without laying them on a desk."""

from __future__ import annotations

import functools
import os
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from copydesk.annotation.snapshot import ArticleStatus
from copydesk.errors import InputError
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.toml.input import read_bounded
from copydesk.text.anchors import stands
from copydesk.text.document import Document

_HEAD_BYTES = 8192
"""Bytes in which the table of the document is, in all but the strangest files."""
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_STRING = r'"((?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[btnfr"\\])*+)"'
_PLAIN = r'"[^"\\\x00-\x08\x0a-\x1f\x7f]*+"'
_NUMBER = r"(0|[1-9][0-9]{0,17})"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z"
_KEY = r"([A-Za-z0-9_-]{1,64})"

_ESCAPE = re.compile(r"\\(.)")


@functools.cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What a head, an annotation and a relation look like; compiled when the first file is looked at."""
    head = re.compile(
        r'format = "copydesk/1"\n\n\[document\]\n'
        rf'path = {_STRING}\nsha256 = "([0-9a-f]{{64}})"\nlength = {_NUMBER}\nstatus = "(open|done)"\n'
    )
    block = re.compile(
        rf"\n\[annotation\.{_KEY}\]\nlabel = {_STRING}\nstart = {_NUMBER}\nend = {_NUMBER}\nexact = {_STRING}\n"
        rf"prefix = {_STRING}\nsuffix = {_STRING}\n"
        rf'status = "(accepted|rejected)"\nsource = {_STRING}\n(?:score = (?:0|[1-9][0-9]{{0,8}})\.[0-9]{{1,20}}\n)?'
        rf"(?:by = {_STRING}\n)?(?:created = ({_MOMENT})\n)?(?:changed = ({_MOMENT})\n)?(?:note = {_STRING}\n)?"
        rf"(?:attrs = \{{ {_KEY} = {_PLAIN} \}}\n)?(?:twins = {_NUMBER}\n)?"
        r'(?:anchor = "(close|orphaned)"\n)?(?:anchor_score = (?:0|[1-9][0-9]{0,8})\.[0-9]{1,20}\n)?'
    )
    relation = re.compile(rf"\n\[relation\.{_KEY}\]\ntype = {_STRING}\nfrom = {_STRING}\nto = {_STRING}\n")
    return head, block, relation


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article without opening it.

    Attributes:
        status: Whether a person marked it done.
        tagged: How many annotations stand in it.
        rejected: How many proposals were rejected.
        orphans: How many annotations have no place.
        mine: How many of all of them are the annotator's own, or bear no name.
        changed: Whether the text is not the one that was annotated; its annotations are found again when it is opened.
        problem: Whether the annotation file cannot be used.
    """

    status: ArticleStatus = "open"
    tagged: int = 0
    rejected: int = 0
    orphans: int = 0
    mine: int = 0
    changed: bool = False
    problem: bool = False

    @property
    def decided(self) -> int:
        """How many annotations and rejections there are, with or without a place."""
        return self.tagged + self.rejected + self.orphans

    @property
    def is_done(self) -> bool:
        """Whether a person marked it done."""
        return self.status == "done"

    @property
    def is_untouched(self) -> bool:
        """Whether nobody decided anything."""
        return not self.decided and not self.is_done and not self.problem


UNTOUCHED = Facts()
"""Of an article without an annotation file."""
UNUSABLE = Facts(problem=True)
"""Of an article whose annotation file cannot be used."""


def facts_in(content: bytes, document: Document | None, annotator: str) -> Facts:
    """The facts that an annotation file tells.

    Args:
        content: Its bytes.
        document: Its article, or None where that cannot be read.
        annotator: Whose annotations count as their own.
    """
    try:
        source = content.decode()
    except UnicodeDecodeError:
        source = ""
    quick = _quickly(source, document, annotator)
    return quick or carefully(content, document, annotator)


def status_in(path: Path) -> ArticleStatus:
    """The status that an annotation file tells, mostly from its first lines alone.

    Raises:
        OSError: When it cannot be read.
        InputError: When it cannot be used.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:  # a pipe does not block
        head = _forms()[0].match(file.read(_HEAD_BYTES).decode("utf-8", "replace"))
    if head:
        return "done" if head[4] == "done" else "open"
    return parse_annotation_file(read_bounded(path), path).snapshot.status


def carefully(content: bytes, document: Document | None, annotator: str) -> Facts:
    """The same by way of the reader of annotation files, in any valid TOML."""
    try:
        file = parse_annotation_file(content, Path("annotations.toml"), document)
    except InputError:
        return UNUSABLE
    spans, orphans = file.snapshot.spans, file.snapshot.orphans
    accepted = sum(span.status == "accepted" for span in spans)
    return Facts(
        status=file.snapshot.status,
        tagged=accepted,
        rejected=len(spans) - accepted,
        orphans=len(orphans),
        mine=sum(span.by in ("", annotator) for span in (*spans, *(orphan.span for orphan in orphans))),
        changed=document is not None and file.sha256 != document.sha256,
    )


def _quickly(source: str, document: Document | None, annotator: str) -> Facts | None:
    """The same for a file as this program writes it, found by pattern; None where anything in it is otherwise."""
    head_form, block_form, relation_form = _forms()
    head = head_form.match(source)
    if not head or '"""' in source:
        return None
    sha256, status = head[2], head[4]
    text = document.text if document and document.sha256 == sha256 else None
    length = int(head[3]) if text is None else len(text)
    ids: set[str] = set()
    at, blocks = head.end(), 0
    tagged = rejected = orphans = mine = 0
    while block := block_form.match(source, at):
        id, label, start, end, exact, _, _, decision, _, by, created, changed, _, _, _, anchor = block.groups()
        at, blocks = block.end(), blocks + 1
        first, last = int(start), int(end)
        if not label or first >= last or not all(map(_is_date, (created, changed))):
            return None
        ids.add(id)
        mine += by is None or _unescaped(by) in ("", annotator)
        out = last > length or (text is not None and not stands(text, first, last, _unescaped(exact)))
        if anchor == "orphaned" or out:
            orphans += 1
        elif decision == "accepted":
            tagged += 1
        else:
            rejected += 1
    while relation := relation_form.match(source, at):
        at, blocks = relation.end(), blocks + 1
        ids.add(relation[1])
    if at != len(source) or len(ids) < blocks:
        return None
    moved = document is not None and document.sha256 != sha256
    return Facts("done" if status == "done" else "open", tagged, rejected, orphans, mine, moved)


def _unescaped(string: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], string) if "\\" in string else string


@lru_cache(1024)
def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_date(moment: str | None) -> bool:
    """Whether a moment is none, or on a day that there is."""
    return moment is None or _is_day(moment[:10])
