"""Covering: tokens and the white space between them, so that both together are the text to the last character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.formats.tokenized.alignment import cut
from copydesk.formats.tokenized.tokens import Range


def cover(text: str, cells: Sequence[Range], spans: Iterable[Range]) -> tuple[list[Range], list[bool]]:
    """The tokens and those of white space between them, and which are followed by a space that is part of none.

    spaCy and Prodigy keep one space after a token as a flag of it; that space cannot be where a span begins or ends.

    Args:
        text: The text.
        cells: Its tokens, which leave white space out.
        spans: Half-open ranges that must begin and end where tokens do.
    """
    spans = list(spans)
    begins = {start for start, _ in spans}
    ends = {end for _, end in spans}
    pieces: list[Range] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*cells, (len(text), len(text))]:
        if at < start:
            if pieces and text[at] == " " and at not in begins and at + 1 not in ends:
                spaces[-1] = True
                at += 1
            blank = cut([(at, start)], begins | ends) if at < start else []
            pieces += blank
            spaces += [False] * len(blank)
        if start < end:
            pieces.append((start, end))
            spaces.append(False)
        at = end
    return pieces, spaces
