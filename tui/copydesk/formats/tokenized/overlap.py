"""Overlap: which spans remain in a format that has one layer.

- `refuse` refuses the export when any two overlap, and lists all that do;
- `longest` keeps the longest, of equals the first, and leaves out what overlaps it;
- `first` keeps the first, of those the longest, and leaves out what overlaps it;
- `layers` keeps all, in as few layers without overlaps as it takes (`layered`).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from copydesk.errors import InputError
from copydesk.formats.format import ExportArticle, Overlap
from copydesk.formats.report import Record, Report, describe
from copydesk.formats.tokenized.alignment import Aligned


def layered(aligned: Sequence[Aligned]) -> list[list[Aligned]]:
    """All spans in as few layers as it takes, no two in a layer sharing a token; outer ones are in earlier layers.

    A span goes to the first layer that is free where it begins, longest first: the greedy colouring of intervals.
    """
    layers: list[list[Aligned]] = []
    for item in sorted(aligned, key=lambda item: (item.first, -item.last, item.span.id)):
        for layer in layers:
            if layer[-1].last <= item.first:
                layer.append(item)
                break
        else:
            layers.append([item])
    return layers


def flatten(article: ExportArticle, aligned: Sequence[Aligned], policy: Overlap, report: Report) -> list[Aligned]:
    """The spans that remain, in order, no two sharing a token; each of the others is reported.

    Raises:
        InputError: When the policy is `layers`, and the format has one.
    """
    if policy == "layers":
        raise InputError("the format has one layer", remedy="Use --overlap longest or --overlap first")
    if policy == "refuse":
        crowded = _crowded(aligned)
        for item in crowded:
            _tell(article, item, report, refused=True)
        rest = {id(item) for item in crowded}
        return [item for item in aligned if id(item) not in rest]
    if policy == "longest":
        ranked = sorted(aligned, key=lambda item: (item.start - item.end, item.start, item.span.id))
    else:
        ranked = sorted(aligned, key=lambda item: (item.start, -item.end, item.span.id))
    kept: list[tuple[int, int]] = []
    flat: list[Aligned] = []
    for item in ranked:
        place = bisect_left(kept, (item.first, item.last))
        clear_left = place == 0 or kept[place - 1][1] <= item.first
        clear_right = place == len(kept) or kept[place][0] >= item.last
        if clear_left and clear_right:
            insort(kept, (item.first, item.last))
            flat.append(item)
        else:
            _tell(article, item, report, refused=False)
    return sorted(flat, key=lambda item: item.first)


def _crowded(aligned: Sequence[Aligned]) -> list[Aligned]:
    """The spans that share a token with another, in order."""
    crowded: list[Aligned] = []
    group: list[Aligned] = []
    reach = 0
    for item in sorted(aligned, key=lambda item: (item.first, -item.last)):
        if group and item.first >= reach:
            crowded += group if len(group) > 1 else ()
            group = []
        group.append(item)
        reach = max(reach, item.last) if len(group) > 1 else item.last
    return crowded + (group if len(group) > 1 else [])


def _tell(article: ExportArticle, item: Aligned, report: Report, *, refused: bool) -> None:
    before = describe(item.span.label, item.span.start, item.span.end, article.document.text)
    report.add(Record(article.id, item.span.id, "overlap", "refused" if refused else "omitted", before))
