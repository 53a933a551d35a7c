"""Agreement: how often annotators say the same of one text; pure counting.

Two annotations agree when label and place are the same to the code point. Of all that either said, the share on which
both agree is told as F1: 2·both / (first + second), the same whichever is taken for the truth. Kappa and alpha correct
for chance agreement on what neither tagged; of spans, which may stand anywhere and overlap, there is no count of that,
and where it is large they come to the same (Hripcsak and Rothschild 2005, doi:10.1197/jamia.M1733).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from copydesk.annotation.span import Span

Said = tuple[str, tuple[tuple[int, int], ...]]
"""A label, and the half-open ranges of code points that it was given to."""


@dataclass(slots=True)
class Compared:
    """What was compared.

    Attributes:
        said: Annotations of both sides together.
        agreed: Annotations that both sides have; each stands for two of `said`.
        articles: Articles that both sides annotated.
    """

    said: int = 0
    agreed: int = 0
    articles: int = 0

    @property
    def f1(self) -> float | None:
        """The share of `said` that is agreed on, from 0 to 1; None where nothing was said."""
        return 2 * self.agreed / self.said if self.said else None


@dataclass(slots=True)
class Agreement:
    """Agreement, each annotator compared with each other on the articles that both annotated.

    Attributes:
        pairs: By two annotators in order.
        labels: By label, of all pairs together.
        shared: Articles that several annotated, compared or not.
        passed_over: Files that were not compared, because they cannot be used or are of another text.
    """

    pairs: dict[tuple[str, str], Compared] = field(default_factory=dict)
    labels: dict[str, Compared] = field(default_factory=dict)
    shared: int = 0
    passed_over: int = 0

    def add(self, annotations: Mapping[str, Iterable[Span]], labels: Collection[str] | None = None) -> None:
        """Take in an article.

        Args:
            annotations: What each annotator said of it; only accepted spans count.
            labels: Only these labels.
        """
        said = {
            name: Counter(
                (span.label, span.pieces)
                for span in spans
                if span.status == "accepted" and (labels is None or span.label in labels)
            )
            for name, spans in annotations.items()
        }
        for pair in combinations(sorted(said), 2):
            self._compare(pair, said[pair[0]], said[pair[1]])

    def _compare(self, pair: tuple[str, str], first: Counter[Said], second: Counter[Said]) -> None:
        both = first & second
        whole = self.pairs.setdefault(pair, Compared())
        whole.articles += 1
        for label, _ in first | second:
            self.labels.setdefault(label, Compared())
        for counts in (first, second):
            for (label, _), number in counts.items():
                self.labels[label].said += number
                whole.said += number
        for (label, _), number in both.items():
            self.labels[label].agreed += number
            whole.agreed += number
        for label in {label for label, _ in first | second}:
            self.labels[label].articles += 1
