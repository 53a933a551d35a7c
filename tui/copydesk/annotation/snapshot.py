"""All that is said about one article at one moment: what files, formats and widgets are handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from copydesk.annotation.orphan import Orphan
from copydesk.annotation.set_aside import SetAside
from copydesk.annotation.span import Relation, Span

ArticleStatus = Literal["open", "done"]
"""`done` means that what is not annotated is a true negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The annotations of one article, frozen.

    Attributes:
        spans: Accepted and rejected spans, by start, longest first, then id.
        relations: Relations between them and the orphans, by id.
        orphans: Annotations whose words were not found again, by the place that they had. One whose id a span has is
            re-anchored, and no orphan any more.
        status: Whether the article is done.
        labels: Labels of the whole document, such as `topic = "diplomacy"`.
        extra: Top-level keys of the annotation file that this version does not know; kept as they are.
        document_extra: The same for the keys of its document table.
        aside: Annotations and relations of the file that cannot be used, kept as they are, by kind and id. One whose
            id something else has is not kept (see `still_aside`).
    """

    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    status: ArticleStatus = "open"
    labels: Mapping[str, Any] = field(default_factory=dict, hash=False)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    document_extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    aside: tuple[SetAside, ...] = ()
