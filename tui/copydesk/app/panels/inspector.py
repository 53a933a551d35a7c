"""The inspector: all that is known of the annotation or proposal under the cursor, and what its label means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from copydesk.annotation.labels import Attribute, Label
from copydesk.annotation.orphan import ANCHOR
from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.panels.naming import named
from copydesk.app.panels.panel import Entry, Target
from copydesk.app.reading import Reading

LONGEST_SHOWN = 1200
"""Code points of a passage that are shown."""
_STATUS = {"accepted": "annotated", "proposed": "proposed", "rejected": "rejected"}


def inspect(reading: Reading, shades: Shades, reason: str = "") -> tuple[Entry, ...]:
    """What the inspector shows for the place of the cursor.

    Args:
        reading: What is read.
        shades: The styles in force.
        reason: What the person's own decisions say of the proposal here, if anything.
    """
    item = reading.item
    entries = list(_article(reading, shades) if item is None else _span(reading, item, shades, reason))
    return tuple(entries)


def _span(reading: Reading, item: Span, shades: Shades, reason: str) -> Iterator[Entry]:
    text, label = reading.document.view, reading.labels.get(item.label)
    yield Entry(((harmless(item.label), shades.label_style(item.label)), (f"  {_STATUS[item.status]}", shades.dim)))
    words = " … ".join(item.texts(text))
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
    yield Entry(((harmless(shown), shades.base),), indent=1)
    yield Entry()
    yield from _facts(item, shades, reason)
    if item.note:
        yield _fact("note", f"“{item.note}”", shades)
    yield from attribute_entries(item.attrs, label.attrs, shades)
    yield from _relations(reading, item, shades)
    others = [each for each in reading.here if each is not item]
    if others:
        yield Entry()
        yield Entry((("also here", shades.dim),))
        for each in others:
            yield _linked((), each, reading, shades)
    yield Entry()
    yield from label_entries(label, shades)
    yield Entry()
    yield from _progress(reading, shades)


def _facts(item: Span, shades: Shades, reason: str) -> Iterator[Entry]:
    """Where it comes from."""
    source = "by hand" if item.source == "human" else item.source
    yield _fact("source", source + ("" if item.score is None else f", sure to {item.score:.2f}"), shades)
    if reason:
        yield _fact("why", reason, shades)
    if item.by:
        yield _fact("by", item.by, shades)
    for name, when in (("made", item.created), ("changed", item.changed)):
        if when:
            yield _fact(name, _moment(when), shades)
    if ANCHOR in item.extra:
        yield _fact("place", f"found again by {harmless(str(item.extra[ANCHOR]))} words: enter confirms it", shades)


def attribute_entries(given: Mapping[str, Any], declared: Mapping[str, Attribute], shades: Shades) -> Iterator[Entry]:
    """Attributes with what they are and could be: those that are declared first, in order."""
    for name in (*declared, *(name for name in given if name not in declared)):
        attribute = declared.get(name)
        value = given.get(name)
        shown = "yes" if value is True else harmless(str(value)) if value not in (None, "") else "–"
        words: list[Words] = [(f"{harmless(name)} ", shades.dim), (shown, shades.base)]
        if attribute and attribute.values:
            rest = " ".join(harmless(each) for each in attribute.values if each != value)
            words.append((f"  {rest}", shades.faint))
        yield Entry(tuple(words))


def _relations(reading: Reading, item: Span, shades: Shades) -> Iterator[Entry]:
    out, into = reading.desk.links_of(item), reading.desk.links_to(item)
    if out or into:
        yield Entry()
    for type, tail in out:
        yield _linked(((f"→ {harmless(type)} ", shades.dim),), tail, reading, shades)
    for type, head in into:
        yield _linked(((f"← {harmless(type)} of ", shades.dim),), head, reading, shades)


def _linked(before: tuple[Words, ...], span: Span, reading: Reading, shades: Shades) -> Entry:
    words = named(span, reading.document.view)
    pieces = (*before, (f"{words} ", shades.base), (harmless(span.label), shades.label_style(span.label)))
    return Entry(pieces, Target(reading, *span.range))


def label_entries(label: Label, shades: Shades) -> Iterator[Entry]:
    """What a label means: its description and examples, the guideline for whoever gives it."""
    yield Entry(((harmless(label.name), shades.label_style(label.name)),))
    if label.description:
        yield Entry(((harmless(label.description), shades.base),), indent=1)
    for example in label.examples:
        yield Entry((("e.g. ", shades.dim), (harmless(example), shades.base)), indent=1)


def _article(reading: Reading, shades: Shades) -> Iterator[Entry]:
    """Of an article, where nothing is under the cursor."""
    desk = reading.desk
    yield Entry(((harmless(reading.title), shades.key), (f"  {desk.annotations.status}", shades.dim)))
    yield from _progress(reading, shades)
    if desk.orphans:
        yield _fact("orphaned", str(len(desk.orphans)), shades)
    yield _fact("length", f"{reading.document.about} characters", shades)
    yield from attribute_entries(desk.annotations.labels, reading.labels.document, shades)


def _progress(reading: Reading, shades: Shades) -> Iterator[Entry]:
    """How far the decisions on an article have come."""
    desk = reading.desk
    decided = len(desk.annotations)
    share = f", {round(100 * decided / (decided + desk.left))} % decided" if decided + desk.left else ""
    yield _fact("article", f"{desk.tagged} tagged, {desk.left} left{share}", shades)


def _fact(name: str, value: str, shades: Shades) -> Entry:
    return Entry(((f"{name} ", shades.dim), (harmless(value), shades.base)))


def _moment(when: datetime) -> str:
    """A moment in the person's own time, to the minute; as it stands where it has no zone."""
    local = when.astimezone() if when.tzinfo else when
    return local.strftime("%Y-%m-%d %H:%M")
