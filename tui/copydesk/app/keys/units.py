"""Units: what of a text a person selects as a whole, around the caret of a reading."""

from __future__ import annotations

from copydesk.annotation.labels import DEPENDENT, PASSAGES
from copydesk.app.keys.passages import quoted_here
from copydesk.app.reading import Reading
from copydesk.text.blocks import Block
from copydesk.text.graphemes import snap
from copydesk.text.objects import clause_around, name_around, names, to_comma
from copydesk.text.words import word_at

Range = tuple[int, int]


def select_word(reading: Reading) -> str:
    """Select the word here."""
    return _select(reading, word_at(reading.document.view, reading.caret.offset), "No word here")


def select_name(reading: Reading) -> str:
    """Select what is tagged or proposed here as a name, else the run of words with capitals."""
    tagged = next((span.range for span in reading.here if span.label not in (*PASSAGES, *DEPENDENT)), None)
    return _select(reading, tagged or run_here(reading), "No name here")


def select_clause(reading: Reading) -> str:
    """Select the part of the sentence here between commas and the like."""
    offset = reading.caret.offset
    sentence = reading.caret.motions.sentence_around(offset)
    return _select(reading, clause_around(reading.document.view, offset, *sentence), "No clause here")


def select_sentence(reading: Reading) -> str:
    """Select the sentence here."""
    return _select(reading, reading.caret.motions.sentence_around(reading.caret.offset), "No sentence here")


def select_paragraph(reading: Reading) -> str:
    """Select the paragraph here."""
    return _select(reading, reading.caret.motions.paragraph_around(reading.caret.offset), "No paragraph here")


def select_to_comma(reading: Reading) -> str:
    """Select from the start of the selection, or the cursor, up to the next comma."""
    offset = reading.caret.offset
    end = reading.caret.motions.sentence_around(offset)[1]
    start = (reading.caret.selection or (offset, 0))[0]
    found = to_comma(reading.document.view, offset, end)
    return _select(reading, (start, found[1]) if found else None, "Nothing more up to a comma")


def hop_name(reading: Reading, delta: int) -> str:
    """Select the next run of words with capitals, or number, or the one before."""
    text, blocks = reading.document.view, reading.caret.blocks
    if not blocks:
        return "No name in this article"
    start, end = reading.caret.selection or (reading.caret.offset, reading.caret.offset)
    block: Block | None = blocks.at(start)
    while block:
        found = list(names(text, block.start, block.end))
        if delta > 0:
            target = next((each for each in found if each[0] >= max(end, start + 1)), None)
        else:
            target = next((each for each in reversed(found) if each[1] <= start), None)
        if target:
            return _select(reading, target, "")
        block = blocks.after(block) if delta > 0 else blocks.before(block)
    return "No name after this one" if delta > 0 else "No name before this one"


def run_here(reading: Reading) -> Range | None:
    """The run of words with capitals around the caret."""
    start, end = _block(reading)
    return name_around(reading.document.view, reading.caret.offset, start, end)


def grow(reading: Reading) -> str:
    """Select the next larger unit: word, name, clause, quote, what is tagged or proposed, sentence, paragraph."""
    start = (reading.caret.selection or (reading.caret.offset, 0))[0]
    block_start, block_end = _block(reading)
    text = reading.document.view
    named = any(span.label not in (*PASSAGES, *DEPENDENT) for span in reading.desk.here(start))
    run = None if named else name_around(text, start, block_start, block_end)
    clause = clause_around(text, start, *reading.caret.motions.sentence_around(start))
    units = [span.range for span in reading.desk.here(start)]
    units += [*([run] if run else []), clause, *quoted_here(reading)]
    return "" if reading.caret.grow(units) else "That is all of it"


def _block(reading: Reading) -> Range:
    blocks = reading.caret.blocks
    if not blocks:
        return 0, 0
    block = blocks.at(reading.caret.offset)
    return block.start, block.end


def _select(reading: Reading, found: Range | None, otherwise: str) -> str:
    if found is None or found[0] >= found[1]:
        return otherwise
    reading.select(*snap(reading.document.view, *found))
    return ""
