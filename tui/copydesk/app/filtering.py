"""Filters: which annotations and proposals are hopped to and listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from copydesk.annotation.labels import UNSURE
from copydesk.annotation.span import Span

FilterKind = Literal["label", "unsure", "note", "attribute"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Lets spans pass that are of a label, doubtful, commented on, or of an attribute.

    Attributes:
        kind: What is looked at.
        name: The label, or the attribute.
        value: The attribute's value; empty for any.
    """

    kind: FilterKind
    name: str = ""
    value: str = ""

    def admits(self, span: Span) -> bool:
        """Whether a span passes."""
        match self.kind:
            case "label":
                return span.label == self.name
            case "unsure":
                return bool(span.attrs.get(UNSURE))
            case "note":
                return bool(span.note)
            case "attribute":
                given = _shown(span.attrs.get(self.name))
                return given == self.value if self.value else bool(given)

    def __str__(self) -> str:
        match self.kind:
            case "label":
                return self.name
            case "unsure":
                return "unsure"
            case "note":
                return "with a note"
            case "attribute":
                return f"{self.name}: {self.value}" if self.value else f"with {self.name}"


def filters(spans: Iterable[Span], labels: Sequence[str] = ()) -> list[tuple[Filter, int]]:
    """The filters that let some spans pass, with how many: doubts and notes first, then labels, then attributes.

    Args:
        spans: What could be filtered.
        labels: Their order.
    """
    unsure = notes = 0
    by_label: Counter[str] = Counter()
    by_attribute: Counter[tuple[str, str]] = Counter()
    for span in spans:
        by_label[span.label] += 1
        notes += bool(span.note)
        unsure += bool(span.attrs.get(UNSURE))
        by_attribute.update((name, _shown(value)) for name, value in span.attrs.items() if name != UNSURE)
    found = [(Filter("unsure"), unsure), (Filter("note"), notes)]
    order = {name: number for number, name in enumerate(labels)}
    for name in sorted(by_label, key=lambda name: (order.get(name, len(order)), name)):
        found.append((Filter("label", name), by_label[name]))
    found += [(Filter("attribute", *key), number) for key, number in sorted(by_attribute.items())]
    return [(each, number) for each, number in found if number]


def _shown(value: object) -> str:
    """An attribute's value as a filter names it; empty for none."""
    return "yes" if value is True else "" if value in (None, False) else str(value)
