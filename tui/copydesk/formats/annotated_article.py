"""An annotated article: its spans and relations resolved to each other, read when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.annotation.snapshot import ArticleStatus
from copydesk.annotation.span import Relation, Span, Status
from copydesk.errors import InputError
from copydesk.formats.format import ExportArticle
from copydesk.store.annotations.file_cache import personal_cache
from copydesk.store.annotations.loading import LoadedAnnotations
from copydesk.store.annotations.loading import load as load_annotations
from copydesk.store.corpus.article import Article
from copydesk.text.document import Document

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class AnnotatedSpan:
    """A span of an article, with its text.

    Attributes:
        article: The article that it is in.
        span: The annotation itself, with everything that its file says of it.
    """

    article: AnnotatedArticle
    span: Span

    @property
    def id(self) -> str:
        """Unique among the spans and relations of its article."""
        return self.span.id

    @property
    def label(self) -> str:
        """Its label."""
        return self.span.label

    @property
    def start(self) -> int:
        """Its first code point in the text of its article."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past its last code point."""
        return self.span.end

    @property
    def fragments(self) -> tuple[tuple[int, int], ...]:
        """The half-open ranges of its pieces if it is discontinuous, else nothing."""
        return self.span.fragments

    @property
    def text(self) -> str:
        """Its words; those of a discontinuous span are joined by spaces."""
        return " ".join(self.span.texts(self.article.text))

    @property
    def attrs(self) -> Mapping[str, Any]:
        """Its attributes, such as `kind = "direct"` of a quotation."""
        return self.span.attrs

    @property
    def status(self) -> Status:
        """`accepted` or `rejected`."""
        return self.span.status

    def related(self, type: str = "") -> tuple[AnnotatedSpan, ...]:
        """The spans that its relations lead to: of one type, such as `speaker`, or of all."""
        return tuple(
            each.tail for each in self.article.relations if each.head.id == self.id and (not type or each.type == type)
        )

    def __repr__(self) -> str:
        return f"<{self.label} {self.start}-{self.end} {self.text!r} in {self.article.id}>"


@dataclass(frozen=True, slots=True)
class AnnotatedRelation:
    """A relation of an article, with the spans that it joins.

    Attributes:
        id: Unique among the spans and relations of its article.
        type: Its type, such as `speaker`.
        head: The span that it starts from.
        tail: The span that it points to.
    """

    id: str
    type: str
    head: AnnotatedSpan
    tail: AnnotatedSpan

    def __repr__(self) -> str:
        return f"<{self.type} {self.head.text!r} → {self.tail.text!r}>"


class AnnotatedArticle:
    """An article with its annotations; nothing is read before it is asked for, and nothing twice.

    Every property but `id` and `path` raises InputError where the article or its annotation file cannot be used.

    Args:
        article: The article.
    """

    def __init__(self, article: Article) -> None:
        self._article = article

    @property
    def id(self) -> str:
        """Its path under the folder that was opened, without its suffix."""
        return self._article.id

    @property
    def path(self) -> Path:
        """Its file."""
        return self._article.path

    @property
    def annotation_path(self) -> Path:
        """The file of its annotations, whether or not there is one."""
        return self._article.annotation_path

    @cached_property
    def document(self) -> Document:
        """Its text with the digest of its bytes; offsets count code points of the text."""
        document = self._article.read()
        if document.damaged is not None:
            raise InputError(
                f"it is not UTF-8 at byte {document.damaged}", path=self.path, remedy="Convert it, or leave it out"
            )
        return document

    @property
    def text(self) -> str:
        """Its exact text."""
        return self.document.text

    @cached_property
    def _loaded(self) -> LoadedAnnotations:
        return load_annotations(self._article, self.document, personal_cache())

    @cached_property
    def spans(self) -> tuple[AnnotatedSpan, ...]:
        """Its accepted spans, by start, longest first."""
        return self._of("accepted")

    @cached_property
    def rejected(self) -> tuple[AnnotatedSpan, ...]:
        """What was proposed and rejected: negative examples."""
        return self._of("rejected")

    def _of(self, status: Status) -> tuple[AnnotatedSpan, ...]:
        return tuple(AnnotatedSpan(self, span) for span in self._loaded.snapshot.spans if span.status == status)

    @cached_property
    def relations(self) -> tuple[AnnotatedRelation, ...]:
        """The relations between its accepted spans, by id."""
        by_id = {span.id: span for span in self.spans}

        def resolved(relation: Relation) -> AnnotatedRelation:
            return AnnotatedRelation(relation.id, relation.type, by_id[relation.head], by_id[relation.tail])

        relations = self._loaded.snapshot.relations
        return tuple(resolved(each) for each in relations if each.head in by_id and each.tail in by_id)

    @property
    def status(self) -> ArticleStatus:
        """`done` where what is not annotated is a true negative, else `open`."""
        return self._loaded.snapshot.status

    @property
    def labels(self) -> Mapping[str, Any]:
        """The labels of the whole article, such as `topic = "diplomacy"`."""
        return self._loaded.snapshot.labels

    @property
    def problems(self) -> tuple[InputError, ...]:
        """What of its annotation file cannot be used, and annotations whose words the article has no more."""
        orphans = tuple(
            InputError(
                f"annotation {orphan.id}, {orphan.span.label} {orphan.anchor.exact!r}, has no place in the article",
                path=self.annotation_path,
                remedy="copydesk check lists such annotations",
            )
            for orphan in self._loaded.snapshot.orphans
        )
        return (*self._loaded.problems, *orphans)

    def exportable(self) -> ExportArticle:
        """The article as formats take it."""
        return ExportArticle(self.id, self.path.as_posix(), self.document, self._loaded.snapshot)

    def __repr__(self) -> str:
        return f"<article {self.id}>"
