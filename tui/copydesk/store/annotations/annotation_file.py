"""The annotation file: what one annotator said about one article, as TOML (format `copydesk/1`).

The format is described in docs/annotation-files.md. Reading is in `annotation_reader`, writing in `annotation_writer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.text.anchors import Anchor, stands

FORMAT_NAME = "copydesk"
MAJOR = 1
FORMAT = f"{FORMAT_NAME}/{MAJOR}"
"""What this version writes. A file of a newer minor version (`copydesk/1.3`) is read, and keeps its word for it."""

DOCUMENT_KEYS = frozenset({"path", "sha256", "length", "status", "labels"})
ANNOTATION_KEYS = frozenset(
    "label start end exact prefix suffix status source score by created changed note attrs fragments twins".split()
)
RELATION_KEYS = frozenset({"type", "from", "to"})
TOP_KEYS = frozenset({"format", "document", "annotation", "relation"})
TAKEN_FORMAT = "format"
"""The key of `Snapshot.extra` under which a newer minor version's format line travels."""


@dataclass(frozen=True)
class AnnotationFile:
    """What an annotation file says.

    Attributes:
        snapshot: The annotations.
        path: Of the article, from the file's folder, with POSIX separators; `-` for standard input.
        sha256: Hexadecimal digest of the article's bytes when it was annotated.
        length: Of its text then, in code points.
        anchors: The words of each annotation and their neighbourhood, by id.
        twins: The annotations whose words stood in the same context elsewhere too, with at how many other places.
        problems: What is wrong with single entries, each with its line: those were set aside, or made orphans.
        doubted: The ids of those orphans.
    """

    snapshot: Snapshot
    path: str
    sha256: str
    length: int
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    twins: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[InputError, ...] = field(default=(), compare=False)
    doubted: frozenset[str] = frozenset()

    def moved(self, text: str) -> tuple[Span, ...]:
        """The spans whose words do not stand in `text` where the file says, in order."""
        return tuple(
            span
            for span in self.snapshot.spans
            if not stands(text, span.start, span.end, self.anchors[span.id].exact, span.fragments)
        )
