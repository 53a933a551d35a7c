"""Sentences of tokens, for the formats that are made of them: none ends inside a span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.formats.tokenized.tokens import Range, sentence_starts


def sentence_runs(text: str, tokens: Sequence[Range], spans: Iterable[Range] = ()) -> list[Range]:
    """The sentences as half-open runs of token indexes, which together are all tokens.

    A line break of the source ends a sentence, as `sentence_starts` says, but no run ends inside a span.

    Args:
        text: The text.
        tokens: Its tokens, in order.
        spans: Half-open runs of token indexes that are to stay whole.
    """
    inside = bytearray(len(tokens))
    for first, last in spans:
        inside[first + 1 : last] = b"\1" * (last - first - 1)
    starts = iter(sentence_starts(text))
    upcoming = next(starts, len(text) + 1)
    runs: list[Range] = []
    begun = 0
    for index, (start, _) in enumerate(tokens):
        if start < upcoming:
            continue
        while start >= upcoming:
            upcoming = next(starts, len(text) + 1)
        if index > begun and not inside[index]:
            runs.append((begun, index))
            begun = index
    if begun < len(tokens):
        runs.append((begun, len(tokens)))
    return runs
