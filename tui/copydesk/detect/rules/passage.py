"""A passage: the tokens of one paragraph or more, with the entities and the quoted pieces among them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from copydesk.annotation.span import Span
from copydesk.detect.rules.tokens import Token

SPEAKING_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
"""Labels of entities that a quotation can be attributed to."""


class Passage:
    """What the finders of cues and speakers read; places are indices of tokens.

    Args:
        text: The whole text.
        tokens: The tokens of the passage.
        entities: Its entity proposals in order.
        quoted: Ranges of the outer quoted pieces, in order and apart: what lies in them attributes nothing outside.

    Attributes:
        text: The whole text.
        tokens: The tokens.
        starts: The first code point of each token.
        entity_starts: The entity that begins with a token.
        entity_ends: The entity that ends with a token.
        entity_at: The entity that a token belongs to.
        quoted: For each token, whether it lies in a quoted piece.
    """

    def __init__(
        self, text: str, tokens: Sequence[Token], entities: Sequence[Span], quoted: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = [token.start for token in tokens]
        self.entity_starts: dict[int, Span] = {}
        self.entity_ends: dict[int, Span] = {}
        self.entity_at: dict[int, Span] = {}
        for span in entities:
            first, last = self.index(span.start), self.index(span.end) - 1
            if span.label not in SPEAKING_LABELS or last < first or self.starts[first] != span.start:
                continue
            self.entity_starts[first] = span
            self.entity_ends[last] = span
            for index in range(first, last + 1):
                self.entity_at[index] = span
        self.quoted = [False] * len(tokens)
        for start, end in quoted:
            for index in range(self.index(start), self.index(end)):
                self.quoted[index] = True

    def index(self, offset: int) -> int:
        """The first token that begins at the code point `offset` or after it."""
        return bisect.bisect_left(self.starts, offset)

    def word(self, index: int) -> str:
        """A token in lower case."""
        return self.tokens[index].text.lower()

    def range(self, index: int) -> tuple[int, int]:
        """A token as a half-open range of code points."""
        return (self.tokens[index].start, self.tokens[index].end)
