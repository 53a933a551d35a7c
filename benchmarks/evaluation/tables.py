"""The tables that are printed: plain text, aligned, the engines side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evaluation.errors import REASONS, Error

NONE = "–"
"""What stands where an engine has no figure."""
_SHOWN = 10
"""Errors of one article that are shown at most."""


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines: the first column to the left, the others to the right, two cells between them."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        first, *others = (
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *others]).rstrip()


def score_tables(result: Mapping[str, Any], *, details: bool) -> Iterator[str]:
    """The tables of one file, from its record in the JSON output."""
    engines = result["engines"]
    cells: list[list[str]] = []
    for group, rows in result["rows"].items():
        cells.append([group, "n", *(engine["title"] for engine in engines)])
        for row in rows:
            records = [engine["scores"].get(group, {}).get(row) for engine in engines]
            counts = {record["gold"] for record in records if record}
            # Of what was matched, each engine has its own number.
            count = str(counts.pop()) if len(counts) == 1 else ""
            cells.append([f"  {row}", count, *(_cell(record, details=details) for record in records)])
        cells.append([""] * len(cells[0]))
    yield from aligned(cells)


def _cell(record: Mapping[str, Any] | None, *, details: bool) -> str:
    if record is None:
        return NONE
    value = record["f1"] if "f1" in record else record["recall"]
    if value is None:
        return NONE
    ends = record["interval"]
    cell = f"{value:.1f}" + (f" [{ends[0]:.1f}, {ends[1]:.1f}]" if ends else "")
    if details and "f1" in record:
        cell = f"{_number(record['precision'])} {_number(record['recall'])} {cell}"
    return cell


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}"


def cost_table(result: Mapping[str, Any]) -> Iterator[str]:
    """What each engine took: to the first article, in characters a second, and in memory."""
    cells = [["cost (medians of the rounds)", "to first article", "characters/s", "characters/CPU s", "peak memory"]]
    for engine in result["engines"]:
        cost = engine["cost"]
        memory = NONE if cost["megabytes"] is None else f"{cost['megabytes']:.0f} MB"
        speeds = [f"{cost[speed]:,.0f}" for speed in ("speed", "cpu_speed")]
        cells.append([f"  {engine['title']}", f"{cost['to_first']:.2f} s", *speeds, memory])
    yield from aligned(cells)
    yield ""


def error_listing(title: str, errors: Sequence[Error], most: int) -> Iterator[str]:
    """Errors by reason; then the most frequent ones; then the articles with most of them, each with some of its errors.

    Args:
        title: The engine's.
        errors: Its errors.
        most: How many patterns and articles are shown at most.
    """
    yield f"{title}: {len(errors)} errors"
    reasons = [reason for reason in REASONS if any(error.reason == reason for error in errors)]
    kinds = list(dict.fromkeys(error.what for error in sorted(errors, key=lambda error: error.what)))
    counts = Counter((error.what, error.reason) for error in errors)
    yield from aligned(
        [
            ["  by reason", *reasons],
            *([f"  {what}", *(str(counts[what, reason]) for reason in reasons)] for what in kinds),
        ]
    )
    repeated = [
        (pattern, times) for pattern, times in Counter(e.pattern for e in errors).most_common(most) if times > 1
    ]
    if repeated:
        yield "  most frequent"
        yield from (f"    {times:3} × {pattern}" for pattern, times in repeated)
    for article, times in Counter(error.article for error in errors).most_common(most):
        yield f"  {article}: {times} errors"
        own = [error for error in errors if error.article == article]
        yield from (f"    {error}" for error in own[:_SHOWN])
        if len(own) > _SHOWN:
            yield f"    and {len(own) - _SHOWN} more"
    yield ""
