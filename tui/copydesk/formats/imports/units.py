"""Units: spans whose offsets are in whichever unit their words prove, in code points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.annotation.span import Span
from copydesk.formats.imports.json_input import Fields
from copydesk.formats.imports.offsets import Offsets, Unit
from copydesk.formats.imports.reading import Findings, ReadSpan

UNITS: tuple[Unit, ...] = ("code points", "UTF-16", "bytes", "LF")
"""Where a file does not say in which of these it counts, the first that is proved is taken."""


def in_code_points(
    spans: Sequence[ReadSpan],
    text: str | None,
    record: Fields,
    findings: Findings,
    units: Sequence[Unit] = UNITS,
) -> list[ReadSpan]:
    """Spans in code points, from whichever unit their words prove; where no text is known, as they are."""
    if text is None:
        return list(spans)
    offsets = Offsets(text)
    unit = offsets.unit_of([(each.span.pieces, each.words) for each in spans], units)
    if unit == "code points":
        return list(spans)
    found: list[ReadSpan] = []
    for each in spans:
        with findings.skipping():
            ranges = offsets.converted(each.span.pieces, unit)
            if ranges is None:
                record.fail(f"{each.span.label} {each.span.start}-{each.span.end} is no place of the text in {unit}")
            found.append(replace(each, span=moved(each.span, ranges)))
    return found


def moved(span: Span, ranges: Sequence[tuple[int, int]]) -> Span:
    """A span on other half-open ranges."""
    fragments = tuple(ranges) if len(ranges) > 1 else ()
    return replace(span, start=ranges[0][0], end=ranges[-1][1], fragments=fragments)
