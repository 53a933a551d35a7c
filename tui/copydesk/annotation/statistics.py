"""Statistics: how many annotations of what, by whom and from where; pure counting, over snapshots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Final

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span

BY_HAND: Final = "human"
"""The source of annotations that a person made or changed."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One annotation file.

    Attributes:
        article: The article's id.
        annotator: Whose folder it is in, or empty.
        text: The article's text; empty where it cannot be read.
        snapshot: What the file says.
    """

    article: str
    annotator: str
    text: str
    snapshot: Snapshot


@dataclass(slots=True)
class Row:
    """What is counted of a label, an article, an annotator or all of them.

    Attributes:
        annotations: Accepted annotations.
        rejected: Proposals that were rejected.
        relations: Relations.
        lengths: The shortest, median and longest annotation, in code points; zeros where there is none.
    """

    annotations: int = 0
    rejected: int = 0
    relations: int = 0
    lengths: tuple[int, float, int] = (0, 0, 0)


@dataclass(slots=True)
class SourceRow:
    """What became of a detector's proposals.

    Attributes:
        accepted: Accepted as they were proposed.
        corrected: Rejected where an annotation that shares words with them was made instead.
        rejected: Rejected, and nothing was put in their place.
    """

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Statistics:
    """All that is counted.

    Attributes:
        articles: How many articles there are.
        done: How many of them are marked done by all who annotate them.
        begun: How many have annotations or rejections.
        total: Of everything.
        labels: By label, the most frequent first.
        by_article: By article, in order.
        by_annotator: By annotator, the empty name for those that bear none.
        sources: By detector.
        distinct: By label, how many different words bear it.
    """

    articles: int = 0
    done: int = 0
    begun: int = 0
    total: Row = field(default_factory=Row)
    labels: dict[str, Row] = field(default_factory=dict)
    by_article: dict[str, Row] = field(default_factory=dict)
    by_annotator: dict[str, Row] = field(default_factory=dict)
    sources: dict[str, SourceRow] = field(default_factory=dict)
    distinct: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def statistics(articles: Sequence[str], files: Iterable[Counted]) -> Statistics:
    """Count what annotation files say.

    Args:
        articles: The ids of all articles, annotated or not.
        files: Their annotation files; an article may have several, one for each annotator.
    """
    found = Statistics(articles=len(articles))
    spans: list[tuple[str, str, Span]] = []
    words: dict[str, set[str]] = {}
    status: dict[str, list[bool]] = {}
    relations: Counter[tuple[str, str]] = Counter()
    for file in files:
        status.setdefault(file.article, []).append(file.snapshot.status == "done")
        spans += [(file.article, span.by or file.annotator, span) for span in file.snapshot.spans]
        relations[file.article, file.annotator] += len(file.snapshot.relations)
        _count_sources(file.snapshot.spans, found.sources)
        for span in file.snapshot.spans:
            if span.status == "accepted" and file.text:
                words.setdefault(span.label, set()).add(file.text[span.start : span.end].casefold())
    found.done = sum(all(each) for each in status.values())
    found.begun = len({article for article, _, _ in spans})
    found.total = _row([span for _, _, span in spans], relations.total())
    labels = Counter(span.label for _, _, span in spans if span.status == "accepted")
    for label in sorted({span.label for _, _, span in spans}, key=lambda each: (-labels[each], each)):
        found.labels[label] = _row([span for _, _, span in spans if span.label == label], 0)
    found.distinct = {label: len(words.get(label, ())) for label in found.labels}
    for article in articles:
        made = sum(count for (id, _), count in relations.items() if id == article)
        found.by_article[article] = _row([span for id, _, span in spans if id == article], made)
    for name in sorted({by for _, by, _ in spans}):
        made = sum(count for (_, annotator), count in relations.items() if annotator == name)
        found.by_annotator[name] = _row([span for _, by, span in spans if by == name], made)
    return found


def _row(spans: Sequence[Span], relations: int) -> Row:
    lengths = [sum(end - start for start, end in span.pieces) for span in spans if span.status == "accepted"]
    rejected = sum(span.status == "rejected" for span in spans)
    shape = (min(lengths), median(lengths), max(lengths)) if lengths else (0, 0, 0)
    return Row(len(lengths), rejected, relations, shape)


def _count_sources(spans: Sequence[Span], sources: dict[str, SourceRow]) -> None:
    own = [span for span in spans if span.status == "accepted" and span.source == BY_HAND]
    for span in spans:
        if span.source == BY_HAND:
            continue
        row = sources.setdefault(span.source, SourceRow())
        if span.status == "accepted":
            row.accepted += 1
        elif any(each.shares(span) for each in own):
            row.corrected += 1
        else:
            row.rejected += 1
