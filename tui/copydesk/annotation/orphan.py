"""Orphans: annotations whose words are no longer found beyond doubt; kept as they were until a person decides."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from copydesk.annotation.span import Span
from copydesk.text.anchors import Anchor

ANCHOR = "anchor"
"""The key of annotation files, and of `Span.extra`, that says how an annotation was found again."""

ANCHOR_SCORE = "anchor_score"
"""The key beside it that says how like its words are to what they were."""

CLOSE = "close"
ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Orphan:
    """An annotation without a place.

    Attributes:
        span: The annotation as it was: its offsets count in an earlier text.
        anchor: Its words there, and their context.
        twins: At how many other places that text had the same words in the same context.
    """

    span: Span
    anchor: Anchor
    twins: int = 0

    @property
    def id(self) -> str:
        """The id of the annotation."""
        return self.span.id

    def reanchored(self, start: int, end: int, fragments: tuple[tuple[int, int], ...] = ()) -> Span:
        """The annotation on a half-open range of the text as it is now, as a person chose it.

        It keeps its id: relations that lead to it join it again. Once a span of a snapshot has the id of an orphan,
        that is no orphan any more (see `still_orphaned`).

        Raises:
            ValueError: When the range is empty, or the fragments do not fill it.
        """
        return replace(looked_at(self.span), start=start, end=end, fragments=fragments)


def looked_at(span: Span) -> Span:
    """An annotation without the mark of how it was found again, because a person said where it belongs."""
    extra = {key: item for key, item in span.extra.items() if key not in (ANCHOR, ANCHOR_SCORE)}
    return span if len(extra) == len(span.extra) else replace(span, extra=extra)


def still_orphaned(orphans: Iterable[Orphan], anchored: Container[str]) -> tuple[Orphan, ...]:
    """The orphans that no span has the id of, in their order.

    Args:
        orphans: Orphans.
        anchored: The ids of the spans.
    """
    return tuple(orphan for orphan in orphans if orphan.id not in anchored)
