"""Voices: who said what across the open articles, what is only proposed included and marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.panels.naming import named
from copydesk.app.panels.panel import Entry, Target
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.linking.mentions import Mentions

QUOTE, SPEAKER = "QUOTE", "speaker"
NOBODY = "Nobody named"
PROPOSED = "? "
"""Before a quotation that is only proposed."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation with who said it.

    Attributes:
        reading: Where it stands.
        quote: The quotation, an annotation or an open proposal.
        key: Whose it is: the fullest name of the speaker in the open articles, else the speaker's words; empty where
            no speaker is known.
    """

    reading: Reading
    quote: Span
    key: str


def quotes_of(readings: Sequence[Reading], mentions: Mentions) -> list[Voice]:
    """All quotations of some readings, in order."""
    found: list[Voice] = []
    for reading in readings:
        spans = [span for span in reading.desk.annotations if span.label == QUOTE and span.status == "accepted"]
        spans += [span for span in reading.desk.open if span.label == QUOTE]
        for quote in sorted(spans, key=lambda span: span.order):
            found.append(Voice(reading, quote, _speaker(reading, quote, mentions)))
    return found


def _speaker(reading: Reading, quote: Span, mentions: Mentions) -> str:
    tail = next((tail for type, tail in reading.desk.links_of(quote) if type == SPEAKER), None)
    if tail is None:
        return ""
    group = mentions.group(str(id(reading)), tail)
    return group.written if group else named(tail, reading.document.view)


def voices(readings: Sequence[Reading], mentions: Mentions, shades: Shades) -> tuple[Entry, ...]:
    """The entries: each speaker with what they said, who says most first; then what nobody is named for."""
    return tuple(_entries(readings, mentions, shades))


def _entries(readings: Sequence[Reading], mentions: Mentions, shades: Shades) -> Iterator[Entry]:
    by_speaker: dict[str, list[Voice]] = defaultdict(list)
    for voice in quotes_of(readings, mentions):
        by_speaker[voice.key].append(voice)
    if not by_speaker:
        yield Entry((("No quotations yet", shades.dim),))
        return
    order = sorted(by_speaker, key=lambda key: (not key, -len(by_speaker[key])))
    for number, key in enumerate(order):
        if number:
            yield Entry()
        yield Entry(((harmless(key) or NOBODY, shades.key), (f"  {len(by_speaker[key])}", shades.dim)))
        before: Reading | None = None
        for voice in by_speaker[key]:
            words = partial(_words, voice, shades, titled=len(readings) > 1 and voice.reading is not before)
            before = voice.reading
            yield Entry(words, Target(voice.reading, *voice.quote.range), indent=1)


def _words(voice: Voice, shades: Shades, *, titled: bool) -> tuple[Words, ...]:
    words: list[Words] = [(PROPOSED, shades.dim)] if voice.quote.status == "proposed" else []
    words.append((harmless(" … ".join(voice.quote.texts(voice.reading.document.view))), shades.base))
    if titled:
        words.append((f"  {harmless(voice.reading.title)}", shades.faint))
    return tuple(words)
