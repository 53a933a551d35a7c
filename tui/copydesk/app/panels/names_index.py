"""The index of names: who and what the open articles name, how often each does, and what several of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from copydesk.app.drawing.bottom import Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.panels.panel import Entry, Target
from copydesk.app.panels.voices import quotes_of
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.linking.mentions import Group, Mentions

_LABEL = {"PLACE": "GPE"}


def names_index(
    readings: Sequence[Reading], active: Reading | None, mentions: Mentions, shades: Shades
) -> tuple[Entry, ...]:
    """The entries: what all articles name, then what some do, then for each article what it alone names.

    A name stands with how often each article has it, and how many quotations are its own; it leads to its first
    mention in the active article, else in the first that has it.
    """
    return tuple(_entries(readings, active, mentions, shades))


def _entries(
    readings: Sequence[Reading], active: Reading | None, mentions: Mentions, shades: Shades
) -> Iterator[Entry]:
    ids = [str(id(reading)) for reading in readings]
    voices = Counter(voice.key for voice in quotes_of(readings, mentions))
    counted = [(group, Counter(mention.article_id for mention in group.mentions)) for group in mentions.groups()]
    counted.sort(key=lambda pair: -len(pair[0].mentions))
    sections: list[tuple[str, list[tuple[Group, Counter[str]]]]] = []
    if len(ids) > 1:
        together = "In both" if len(ids) == 2 else f"In all {len(ids)}"
        sections.append((together, [pair for pair in counted if len(pair[1]) == len(ids)]))
    if len(ids) > 2:
        sections.append(("In several", [pair for pair in counted if 1 < len(pair[1]) < len(ids)]))
    for article_id, reading in zip(ids, readings, strict=True):
        title = "Names" if len(ids) == 1 else f"Only in {harmless(reading.title)}"
        sections.append((title, [pair for pair in counted if set(pair[1]) == {article_id}]))
    by_id = dict(zip(ids, readings, strict=True))
    empty = True
    for title, pairs in sections:
        if not pairs:
            continue
        if not empty:
            yield Entry()
        empty = False
        yield Entry(((f"{title} ", shades.key), (f"{len(pairs)}", shades.dim)))
        for group, counts in pairs:
            numbers = " + ".join(str(counts[article_id]) for article_id in ids if counts[article_id])
            words: list[Words] = [(harmless(group.written), shades.label_style(_LABEL.get(group.kind, group.kind)))]
            words.append((f"  {numbers}", shades.base))
            if voices[group.written]:
                words.append((f"  says {voices[group.written]}", shades.dim))
            here = [mention for mention in group.mentions if by_id[mention.article_id] is active]
            first = (here or list(group.mentions))[0]
            yield Entry(tuple(words), Target(by_id[first.article_id], first.start, first.end), indent=1)
    if empty:
        yield Entry((("No names yet", shades.dim),))
