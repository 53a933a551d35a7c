"""What a format is, and what is handed to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Literal

from copydesk.annotation.snapshot import Snapshot
from copydesk.formats.report import Report
from copydesk.text.document import Document

Align = Literal["split", "strict", "expand", "contract", "drop"]
"""What becomes of a span that cuts a token, in a format of tokens. See `alignment`."""

Overlap = Literal["refuse", "longest", "first"]
"""What becomes of spans that overlap, in a format of one layer. See `overlap`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """What a format can say; what it cannot is reported, annotation by annotation.

    Attributes:
        overlap: Spans that overlap or are nested.
        discontinuous: Spans of several pieces.
        relations: Relations between spans.
        attributes: Attributes of spans.
        rejected: Rejected proposals, as negative examples.
        document_labels: Labels of the whole article.
        subtoken: Spans that begin or end inside a word, without help from `Align`.
    """

    overlap: bool = False
    discontinuous: bool = False
    relations: bool = False
    attributes: bool = False
    rejected: bool = False
    document_labels: bool = False
    subtoken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How to export.

    Attributes:
        align: For formats of tokens.
        overlap: For formats of one layer; None for the format's default.
        labels: Only spans of these labels, or None for all.
        rejected: Whether rejected spans go along, where the format can mark them as such.
    """

    align: Align = "split"
    overlap: Overlap | None = None
    labels: frozenset[str] | None = None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class ExportArticle:
    """One article with its annotations.

    Attributes:
        id: The article's id.
        path: Where it is, with POSIX separators.
        document: Its text.
        snapshot: Its annotations.
    """

    id: str
    path: str
    document: Document
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        name: What `--to` takes.
        title: What it is, in a few words.
        extension: The usual one of its files, with the dot.
        carries: What it can say.
        write: Writes articles, one after the other as they come, to a binary stream, and reports each annotation that
            it alters or leaves out.
        binary: Whether a terminal must be spared its bytes.
        extra: The name of the extra that it needs, or empty.
    """

    name: str
    title: str
    extension: str
    carries: Carries
    write: Callable[[Iterable[ExportArticle], BinaryIO, ExportOptions, Report], None]
    binary: bool = False
    extra: str = ""
