"""Labels of proposals: a detector knows a label by the name that it had, the label set by the one that it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from copydesk.annotation.labels import LabelSet
from copydesk.annotation.span import Span


def renamed(spans: Iterable[Span], labels: LabelSet) -> list[Span]:
    """Proposals with the labels' names of now."""
    return [span if (now := labels.current(span.label)) == span.label else replace(span, label=now) for span in spans]
