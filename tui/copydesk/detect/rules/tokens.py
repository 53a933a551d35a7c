"""Tokens: words, numbers and marks with their places, as the rules for names and quotations read them."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[A-Z](?![\w'’]))?|[A-Z]\.[A-Z](?![\w.'’])"  # U.S., a.m., J.K., U.S
    r"|[^\W_]+(?:['’&](?=[^\W_])[^\W_]+)*(?:[-\u2010\u2011][^\W_]+(?:['’&][^\W_]+)*)*"  # Jae-in, O'Neill, AT&T, Korea's
    r"|\S"
)

ABBREVIATIONS = frozenset(
    """
    Mr Mrs Ms Mx Dr Prof Sen Rep Gov Gen Col Lt Sgt Capt Cpl Maj Adm Cmdr Hon Rev Fr Sr Jr St Mt Ft Pres Supt Det Insp
    Sec Atty Dist Messrs Mme Mlle Pvt Rt Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No vs Co Corp Inc Ltd Bros
    """.split()
)
"""Words that may be followed by a full stop that ends no sentence."""

_CLOSERS = "\"'”’»›)]"
_OPENERS = "\"'“‘„‚«‹([*•·-–—―>"


class Token(NamedTuple):
    """A word, a number or one mark.

    Attributes:
        text: As written, without a possessive 's.
        start: First code point.
        end: One past the last code point, a possessive 's not included.
        full: One past the last code point with it.
        initial: Whether it is the first word of a sentence, a line or a quotation, where a capital says nothing.
        line: Number of the line it is on, from 0.
    """

    text: str
    start: int
    end: int
    full: int
    initial: bool
    line: int

    @property
    def possessive(self) -> bool:
        """Whether a possessive 's follows."""
        return self.full > self.end

    @property
    def word(self) -> bool:
        """Whether it is a word or a number rather than a mark."""
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a text, or of its half-open range [start, end), in order; linear in its length."""
    tokens: list[Token] = []
    initial = True
    line = 0
    position = start
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        start, end = match.span()
        word = match[0]
        breaks = text.count("\n", position, start) if start > position else 0
        if breaks:
            line += breaks
            initial = True
        position = end
        full = end
        if word[0].isalnum():
            if word[-1] in "sS" and len(word) > 2 and word[-2] in "'’":
                end -= 2
                word = word[:-2]
            tokens.append(Token(word, start, end, full, initial, line))
            initial = False
            continue
        tokens.append(Token(word, start, end, full, initial, line))
        if word in "!?…:":
            initial = True
        elif word == ".":
            initial = not _abbreviated(tokens, start)
        elif word in _OPENERS and (position >= len(text) or not text[position].isspace() or word in "*•·-–—―>"):
            initial = initial or (word in '"“‘„«‹*•·>' and not (start and text[start - 1].isalnum()))
        elif word not in _CLOSERS:
            initial = False
    return tokens


def _abbreviated(tokens: list[Token], stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial before it."""
    if len(tokens) < 2 or tokens[-2].end != stop:
        return False
    before = tokens[-2].text
    return before in ABBREVIATIONS or (len(before) == 1 and before.isupper() and before != "I")
