"""Attributing: what the words around a passage say about who said it, as the rules for quotations read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.annotation.labels import PASSAGES
from copydesk.annotation.span import Span
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.rules.attribution import Attribution

MOST_READ = 20_000
"""Code points that are read around a passage at most; of a longer one nothing is said."""

Range = tuple[int, int]


def attribution_here(reading: Reading, start: int, end: int) -> Attribution | None:
    """Who said a half-open range of a reading's text, and by which word, if its paragraphs make that plain."""
    from copydesk.detect.rules.attributing import attribution_of

    text, base, entities = _around(reading, start, end, before=0)
    if not text:
        return None
    found = attribution_of(text, (start - base, end - base), (0, len(text)), entities)
    if found is None:
        return None
    return type(found)(_shifted(found.cue, base), _shifted(found.speaker, base), found.score, found.attached)


def speakers_near(reading: Reading, start: int, end: int) -> list[Range]:
    """Pronouns and other mentions, in its paragraphs and the one before, that may have said a half-open range."""
    from copydesk.detect.rules.attributing import possible_speakers

    text, base, entities = _around(reading, start, end, before=1)
    if not text:
        return []
    found = possible_speakers(text, (start - base, end - base), (0, len(text)), entities)
    return [(left + base, right + base) for left, right in found]


def _around(reading: Reading, start: int, end: int, *, before: int) -> tuple[str, int, list[Span]]:
    """The paragraphs of a range and so many before, where they begin, and the names there counted from that on."""
    blocks = reading.caret.blocks
    first, last = blocks.at(start), blocks.at(max(start, end - 1))
    for _ in range(before):
        first = blocks.before(first) or first
    base, stop = first.start, last.end
    if stop - base > MOST_READ:
        return "", base, []
    near = (*reading.desk.annotations.overlapping(base, stop), *reading.desk.open.overlapping(base, stop))
    names: list[Span] = []
    for span in sorted(near, key=lambda each: each.order):
        named = span.status != "rejected" and span.label not in PASSAGES and span.label != "CUE"
        if named and base <= span.start and span.end <= stop and (not names or names[-1].end <= span.start):
            names.append(span)
    shifted = [Span(label=each.label, start=each.start - base, end=each.end - base, id=each.id) for each in names]
    return reading.document.view[base:stop], base, shifted


def _shifted(found: Range | None, base: int) -> Range | None:
    return (found[0] + base, found[1] + base) if found else None
