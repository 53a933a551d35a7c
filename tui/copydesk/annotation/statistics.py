"""Statistics: how many annotations of what, by whom and from where; pure counting, over snapshots."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    everything: list[Span] = []
    by_label: defaultdict[str, list[Span]] = defaultdict(list)
    by_article: defaultdict[str, list[Span]] = defaultdict(list)
    by_annotator: defaultdict[str, list[Span]] = defaultdict(list)
    words: defaultdict[str, set[str]] = defaultdict(set)
    status: dict[str, list[bool]] = {}
    in_article: Counter[str] = Counter()
    of_annotator: Counter[str] = Counter()
    for file in files:
        status.setdefault(file.article, []).append(file.snapshot.status == "done")
        in_article[file.article] += len(file.snapshot.relations)
        of_annotator[file.annotator] += len(file.snapshot.relations)
        _count_sources(file.snapshot.spans, found.sources)
        everything += file.snapshot.spans
        for span in file.snapshot.spans:
            by_label[span.label].append(span)
            by_article[file.article].append(span)
            by_annotator[span.by or file.annotator].append(span)
            if span.status == "accepted" and file.text:
                words[span.label].add(file.text[span.start : span.end].casefold())
    found.done = sum(all(each) for each in status.values())
    found.begun = len(by_article)
    found.total = _row(everything, in_article.total())
    rows = {label: _row(spans, 0) for label, spans in by_label.items()}
    found.labels = dict(sorted(rows.items(), key=lambda row: (-row[1].annotations, row[0])))
    found.distinct = {label: len(words[label]) for label in found.labels}
    found.by_article = {id: _row(by_article.get(id, ()), in_article[id]) for id in articles}
    found.by_annotator = {name: _row(by_annotator[name], of_annotator[name]) for name in sorted(by_annotator)}
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
