"""Facts: what an overview says of an article's annotations, counted without laying them on a desk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from copydesk.annotation.snapshot import ArticleStatus
from copydesk.errors import InputError
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.toml.input import read_bounded
from copydesk.text.document import Document

_HEAD_BYTES = 8192
"""Bytes in which the table of the document is, in all but the strangest files."""


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


def status_in(path: Path) -> ArticleStatus:
    """The status that an annotation file tells, mostly from its first lines alone.

    Raises:
        OSError: When it cannot be read.
        InputError: When it cannot be used.
    """
    from copydesk.store.annotations.regular_file import status_told  # not needed before the first paint

    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:  # a pipe does not block
        told = status_told(file.read(_HEAD_BYTES).decode("utf-8", "replace"))
    return told or parse_annotation_file(read_bounded(path), path).snapshot.status
