"""Edits as values: each holds what was there before and what is there after, so that it can be turned round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import ArticleStatus
from copydesk.annotation.span import Relation, Span


@dataclass(frozen=True, slots=True)
class SpanChange:
    """A span that was added (`before` is None), removed (`after` is None) or replaced under the same id.

    Raises:
        ValueError: When there is neither, or the ids differ.
    """

    before: Span | None
    after: Span | None

    def __post_init__(self) -> None:
        _one_id(self.before, self.after)

    @property
    def id(self) -> str:
        """The id of the span."""
        return _one_id(self.before, self.after)


@dataclass(frozen=True, slots=True)
class RelationChange:
    """A relation that was added (`before` is None), removed (`after` is None) or replaced under the same id.

    Raises:
        ValueError: When there is neither, or the ids differ.
    """

    before: Relation | None
    after: Relation | None

    def __post_init__(self) -> None:
        _one_id(self.before, self.after)

    @property
    def id(self) -> str:
        """The id of the relation."""
        return _one_id(self.before, self.after)


@dataclass(frozen=True, slots=True)
class OrphanChange:
    """An orphan that was added (`before` is None) or removed (`after` is None), or replaced under the same id.

    Where an orphan is given a place, a span of its id is added in the same edit.

    Raises:
        ValueError: When there is neither, or the ids differ.
    """

    before: Orphan | None
    after: Orphan | None

    def __post_init__(self) -> None:
        _one_id(self.before, self.after)

    @property
    def id(self) -> str:
        """The id of the orphan."""
        return _one_id(self.before, self.after)


def _one_id(before: Span | Relation | Orphan | None, after: Span | Relation | Orphan | None) -> str:
    ids = {each.id for each in (before, after) if each}
    if len(ids) != 1:
        raise ValueError("a change is about one id" if ids else "a change changes something")
    return ids.pop()


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The article was marked done, or open again."""

    before: ArticleStatus
    after: ArticleStatus


@dataclass(frozen=True, slots=True)
class LabelsChange:
    """The labels of the whole article were changed: all of them before, and all of them after."""

    before: Mapping[str, Any] = field(hash=False)
    after: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of work: all its changes happen, and are undone, together.

    Attributes:
        title: What it did, for the person: `PERSON on “Kim”`.
        spans: The spans it changes; the one that it is about comes first.
        relations: The relations it changes.
        status: The change of the article's status, if any.
        offset: Where it happened, in code points; the cursor returns there when it is undone or redone.
        orphans: The orphans it changes.
        labels: The change of the article's own labels, if any.

    Raises:
        ValueError: When it changes one id twice, other than from one kind of thing to another.
    """

    title: str
    spans: tuple[SpanChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    status: StatusChange | None = None
    offset: int = 0
    orphans: tuple[OrphanChange, ...] = ()
    labels: LabelsChange | None = None

    def __post_init__(self) -> None:
        changes = self.changes
        for ids in ([each.id for each in changes if each.before], [each.id for each in changes if each.after]):
            if len(set(ids)) < len(ids):
                raise ValueError("an edit changes an id once")

    @property
    def changes(self) -> tuple[SpanChange | RelationChange | OrphanChange, ...]:
        """All that it changes, the article's status aside."""
        return (*self.spans, *self.relations, *self.orphans)

    @property
    def made(self) -> str | None:
        """The id of the first span that it adds or changes, if there is one."""
        return next((change.after.id for change in self.spans if change.after), None)

    @property
    def sentence(self) -> str:
        """Its title as a sentence."""
        return self.title[:1].upper() + self.title[1:]

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(
            self.title,
            tuple(SpanChange(change.after, change.before) for change in self.spans),
            tuple(RelationChange(change.after, change.before) for change in self.relations),
            StatusChange(self.status.after, self.status.before) if self.status else None,
            self.offset,
            tuple(OrphanChange(change.after, change.before) for change in self.orphans),
            LabelsChange(self.labels.after, self.labels.before) if self.labels else None,
        )

    def touched(self) -> Iterator[Span]:
        """The spans it changes, as they were before and as they are after."""
        for change in self.spans:
            for span in (change.before, change.after):
                if span:
                    yield span

    def related(self) -> Iterator[Relation]:
        """The relations it changes, as they were before and as they are after."""
        for change in self.relations:
            for relation in (change.before, change.after):
                if relation:
                    yield relation

    def ranges(self) -> Iterator[tuple[int, int]]:
        """The envelopes, before and after, of the spans it changes, as half-open ranges."""
        return (span.range for span in self.touched())


def same(one: object, other: object) -> bool:
    """Whether two values are equal, a number that is none (`nan` in an annotation file) being equal to itself."""
    return one == other or (one is not None and other is not None and repr(one) == repr(other))
