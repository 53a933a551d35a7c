"""Passages: what somebody is made to say, in quotation marks or reported without, as a key selects it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.annotation.labels import PASSAGES
from copydesk.app.reading import Reading
from copydesk.text.blocks import Block
from copydesk.text.graphemes import snap
from copydesk.text.paged_text import excerpt, has

Range = tuple[int, int]

MARKS = re.compile("[\"'`“”„‟«»‹›‘’‚]")
CONTINUED = 8
"""Paragraphs over which a quotation is followed that each of them opens again."""
FARTHEST = 60_000
"""Code points in which the next passage is looked for: more than nearly every article has, and done within a moment."""


def select_quote(reading: Reading) -> str:
    """Select the quotation here, tagged, proposed or in quotation marks; else, or once it is selected, the next one.

    A quotation that was tagged just now counts as done.
    """
    tagged = next((span.range for span in reading.here if span.label == "QUOTE"), None)
    here = tagged or next(quoted_here(reading), None)
    if here and here != reading.caret.selection and not reading.just_tagged:
        return _select(reading, here)
    following = (found for block in _onward(reading) for found in _quoted(reading, block))
    return _next(reading, following, "No quotation")


def next_reported(reading: Reading) -> str:
    """Select the next clause that a word of saying reports without quotation marks."""
    following = (found for block in _onward(reading) for found in _reported(reading, block))
    return _next(reading, following, "No reported clause")


def select_reported(reading: Reading) -> str:
    """Select the clause here that a word of saying reports."""
    blocks, offset = reading.caret.blocks, reading.caret.offset
    found = _reported(reading, blocks.at(offset)) if blocks else []
    here = [each for each in found if each[0] <= offset < each[1]]
    return _select(reading, min(here, key=lambda each: each[1] - each[0])) if here else "Nothing is reported here"


def previous_passage(reading: Reading) -> str:
    """Select the passage before, in quotation marks or reported without."""
    start = (reading.caret.selection or (reading.caret.offset, 0))[0]
    blocks = reading.caret.blocks
    block: Block | None = blocks.at(start) if blocks else None
    while block and start - block.end < FARTHEST:
        found = [each for each in (*_quoted(reading, block), *_reported(reading, block)) if each[0] < start]
        left = [each for each in found if not _is_tagged(reading, each)]
        if left:
            return _select(reading, max(left, key=lambda each: (each[0], -each[1])))
        block = blocks.before(block)
    return "Nothing that is quoted or reported before this"


def quoted_here(reading: Reading) -> Iterator[Range]:
    """What stands in quotation marks around the caret, the innermost first."""
    blocks, offset = reading.caret.blocks, reading.caret.offset
    block: Block | None = blocks.at(offset) if blocks else None
    found: list[Range] = []
    for _ in range(CONTINUED):
        if block is None:
            break
        found += [each for each in _quoted(reading, block) if each[0] <= offset < each[1]]
        block = blocks.before(block)
    yield from sorted(found, key=lambda each: each[1] - each[0])


def _onward(reading: Reading) -> Iterator[Block]:
    """The paragraphs from the caret on, as far as is looked."""
    blocks, offset = reading.caret.blocks, reading.caret.offset
    block: Block | None = blocks.at(offset) if blocks else None
    while block and block.start - offset < FARTHEST:
        yield block
        block = blocks.after(block)


def _quoted(reading: Reading, block: Block) -> list[Range]:
    """What stands in quotation marks that open in a paragraph."""
    from copydesk.detect.rules.quote_marks import quoted_pieces

    text, base = excerpt(reading.document.view, block.start, block.end)
    if not MARKS.search(text, block.start - base, block.end - base):
        return []
    blocks = reading.caret.blocks
    ranges = [(block.start, block.end)]
    before, after = blocks.before(block), blocks.after(block)
    for _ in range(CONTINUED):
        if before:  # so that what is continued here is not taken for another quotation
            ranges.insert(0, (before.start, before.end))
            before = blocks.before(before)
        if after:
            ranges.append((after.start, after.end))
            after = blocks.after(after)
    text, base = excerpt(reading.document.view, ranges[0][0], ranges[-1][1])
    pieces = quoted_pieces(text, [(start - base, end - base) for start, end in ranges])
    here = ranges.index((block.start, block.end))
    return [(base + each.start, base + each.end) for each in pieces if each.first == here]


def _reported(reading: Reading, block: Block) -> list[Range]:
    """The clauses of a paragraph that are reported without quotation marks."""
    from copydesk.detect.rules.reported import reported_clauses

    text, base = excerpt(reading.document.view, block.start, block.end)
    return [(base + start, base + end) for start, end in reported_clauses(text, block.start - base, block.end - base)]


def _next(reading: Reading, following: Iterator[Range], nothing: str) -> str:
    selection, offset = reading.caret.selection, reading.caret.offset
    first = selection[0] + 1 if selection else offset + (reading.just_tagged is not None)
    target = next((each for each in following if each[0] >= first and not _is_tagged(reading, each)), None)
    if target:
        return _select(reading, target)
    far = has(reading.document.view, offset + FARTHEST)
    return f"{nothing} in the next {FARTHEST:,} characters" if far else f"{nothing} after this one"


def _is_tagged(reading: Reading, passage: Range) -> bool:
    """Whether nothing is left to do for a passage."""
    there = reading.desk.annotations.index.on(*passage)
    return any(span.status == "accepted" and span.label in PASSAGES for span in there)


def _select(reading: Reading, found: Range) -> str:
    reading.select(*snap(reading.document.view, *found))
    return ""
