"""What a format is, and what is handed to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from copydesk.annotation.labels import DEFAULT_LABELS, LabelSet
from copydesk.annotation.snapshot import Snapshot
from copydesk.formats.report import Report
from copydesk.text.document import Document

Align = Literal["split", "strict", "expand", "contract", "drop"]
"""What becomes of a span that cuts a token, in a format of tokens. See `alignment`."""

Overlap = Literal["refuse", "longest", "first", "layers"]
"""What becomes of spans that overlap, in a format of one layer. See `overlap`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """What a format can say; what it cannot is reported, annotation by annotation.

    `copydesk export --list` and the table of docs/formats.md are made of these declarations.

    Attributes:
        overlap: Spans that overlap or are nested.
        layers: Several layers, each without overlaps, if `Overlap` asks for that.
        discontinuous: Spans of several pieces.
        subtoken: Spans that begin or end inside a word, without help from `Align`.
        relations: Relations between spans.
        attributes: Attributes of spans.
        notes: Comments of the annotator.
        rejected: Rejected proposals, as negative examples.
        document_labels: Labels of the whole article.
        text: The exact text, white space included.
        provenance: Who annotated when. Where it is missing, no annotation has a record of that.
    """

    overlap: bool = False
    layers: bool = False
    discontinuous: bool = False
    subtoken: bool = False
    relations: bool = False
    attributes: bool = False
    notes: bool = False
    rejected: bool = False
    document_labels: bool = False
    text: bool = False
    provenance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How to export.

    Attributes:
        align: For formats of tokens.
        tokens: What a token is, for formats of tokens: a name that `tokens.get_tokenizer` knows.
        overlap: For formats of one layer; None for the format's default.
        labels: Only spans of these labels, or None for all.
        rejected: Whether rejected spans go along, where the format can mark them as such.
        label_set: The labels of the corpus, in order, with their descriptions. Spans may have others.
        label_names: The labels in the order in which a format numbers them, if all are known beforehand.
    """

    align: Align = "split"
    tokens: str = "words"
    overlap: Overlap | None = None
    labels: frozenset[str] | None = None
    rejected: bool = False
    label_set: LabelSet = DEFAULT_LABELS
    label_names: tuple[str, ...] = ()


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


Write = Callable[[Iterable[ExportArticle], BinaryIO, ExportOptions, Report], None]
"""Writes articles, one after the other as they come, to a binary stream."""

WriteFolder = Callable[[Iterable[ExportArticle], Path, ExportOptions, Report], None]
"""Writes articles, one after the other as they come, as files into an empty folder, which appears whole or not at all:
the folder handed over is a temporary one, renamed when all is written. `FileNames` makes file names of article ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format. It writes either one stream or a folder of files, and reports each annotation that it alters or omits.

    Attributes:
        name: What `--to` takes.
        title: What it is, in a few words.
        extension: The usual one of its files, with the dot; empty for a folder.
        carries: What it can say.
        write: Writes one stream; None for a format of several files.
        write_folder: Writes a folder; None for a format of one file.
        limits: What else a reader of the format cannot take, each in a few words; reported span by span.
        binary: Whether a terminal must be spared its bytes.
        for_terminals: Whether it is made for one: its control sequences are its own, and none is the text's.
        extra: The name of the extra that it needs, or empty.
        card: Whether a dataset card is always written beside it.
        card_features: For a folder that was written: what its card says of the features, as lines of YAML.
    """

    name: str
    title: str
    extension: str
    carries: Carries
    write: Write | None = None
    write_folder: WriteFolder | None = None
    limits: tuple[str, ...] = ()
    binary: bool = False
    for_terminals: bool = False
    extra: str = ""
    card: bool = False
    card_features: Callable[[Path], list[str]] | None = None

    def __post_init__(self) -> None:
        if (self.write is None) == (self.write_folder is None):
            raise ValueError(f"the format {self.name} must write either a stream or a folder")
