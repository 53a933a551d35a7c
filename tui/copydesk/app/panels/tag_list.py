"""The list of tags: the annotations of the open articles, as far as the filter lets them pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from copydesk.annotation.labels import UNSURE
from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.panels.naming import named
from copydesk.app.panels.panel import Entry, Target
from copydesk.app.panels.voices import PROPOSED
from copydesk.app.reading import Reading

MOST = 20000
"""So many are listed at most."""


def tag_list(readings: Sequence[Reading], shades: Shades) -> tuple[Entry, ...]:
    """The annotations in order, article by article; with a filter also what is proposed and passes it."""
    return tuple(entry for reading in readings for entry in _entries(reading, shades, heading=len(readings) > 1))


def _entries(reading: Reading, shades: Shades, *, heading: bool) -> Iterator[Entry]:
    only = reading.filter
    spans = [span for span in reading.desk.annotations if span.status == "accepted" and (not only or only.admits(span))]
    if only:
        spans += [span for span in reading.desk.to_decide if only.admits(span)]
        spans.sort(key=lambda span: span.order)
    if heading:
        yield Entry(((harmless(reading.title), shades.key), (f"  {len(spans)}", shades.dim)))
    if not spans:
        yield Entry(((f"Nothing {only}" if only else "No annotations yet", shades.dim),), indent=1)
    for span in spans[:MOST]:
        yield Entry(partial(_words, span, reading, shades), Target(reading, *span.range), indent=1)
    if len(spans) > MOST:
        yield Entry(((f"and {len(spans) - MOST} more: a filter narrows them down", shades.dim),), indent=1)


def _words(span: Span, reading: Reading, shades: Shades) -> tuple[Words, ...]:
    words: list[Words] = [(PROPOSED, shades.dim)] if span.status == "proposed" else []
    words += [(f"{harmless(span.label)} ", shades.label_style(span.label))]
    words.append((named(span, reading.document.view), shades.base))
    facts = [name if value is True else f"{name}: {value}" for name, value in span.attrs.items() if name != "name"]
    facts = ["unsure", *(each for each in facts if each != UNSURE)] if span.attrs.get(UNSURE) else facts
    facts += [f"“{span.note}”"] if span.note else []
    return (*words, *((f"  {harmless(fact)}", shades.dim) for fact in facts))
