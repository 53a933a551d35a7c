"""Motions: from one offset to the next character, word, sentence or paragraph of a document."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.text.blocks import Block, Blocks
from copydesk.text.document import Document
from copydesk.text.graphemes import cluster_at, is_boundary, next_boundary, previous_boundary
from copydesk.text.sentences import sentences
from copydesk.text.words import words

REACH = 2048
"""Code points around the cursor in which words are looked for first."""

SENTENCE_CONTEXT = 128
"""Code points after a place that may decide whether a sentence ends there."""


class Motions:
    """Where the cursor goes. It stands on the first code point of a grapheme cluster inside a block.

    Every motion takes an offset and returns one; at the ends of the document it returns the last one possible,
    in a document without blocks 0.

    Args:
        document: The document to move in.
        blocks: Its blocks.
    """

    def __init__(self, document: Document, blocks: Blocks) -> None:
        self._text = document.text
        self._blocks = blocks

    @property
    def first(self) -> int:
        """The first place of the document."""
        return self._blocks[0].start if self._blocks else 0

    @property
    def last(self) -> int:
        """The last place of the document."""
        return self._last_of(len(self._blocks) - 1) if self._blocks else 0

    def settle(self, offset: int) -> int:
        """The nearest place where the cursor may stand."""
        if not self._blocks:
            return 0
        offset = self._blocks.clamp(offset)
        return cluster_at(self._text, offset, self._blocks[self._blocks.at(offset)].start)[0]

    def right(self, offset: int) -> int:
        """The next character, over line breaks."""
        offset = self.settle(offset)
        for index, block in self._from(offset):
            if index == self._blocks.at(offset):
                following = next_boundary(self._text, offset, block.start)
                if following < block.end:
                    return following
            else:
                return block.start
        return offset

    def left(self, offset: int) -> int:
        """The character before, over line breaks."""
        offset = self.settle(offset)
        for index, block in self._back(offset):
            if offset > block.start:
                return previous_boundary(self._text, offset, block.start)
            if index:
                return self._last_of(index - 1)
        return offset

    def word_right(self, offset: int) -> int:
        """The start of the next word."""
        return next((start for start, _ in self._words_from(offset) if start > offset), self.last)

    def word_end(self, offset: int) -> int:
        """The last character of this word, or of the next one when it is there already."""
        lasts = (previous_boundary(self._text, end, start) for start, end in self._words_from(offset) if end > offset)
        return next((last for last in lasts if last > offset), self.last)

    def word_left(self, offset: int) -> int:
        """The start of this word, or of the one before it when it is there already."""
        for _, block in self._back(offset):
            stop = min(offset, block.end)
            begin = stop
            while begin > block.start:
                begin = self._word_edge(max(block.start, begin - REACH), block.start)
                starts = [start for start, _ in words(self._text, begin, stop)]
                if starts:
                    return starts[-1]
        return self.first

    def sentence_right(self, offset: int) -> int:
        """The start of the next sentence."""
        starts = (start for index, _ in self._from(offset) for start in self._sentence_starts(index))
        return next((start for start in starts if start > offset), self.last)

    def sentence_left(self, offset: int) -> int:
        """The start of this sentence, or of the one before it when it is there already."""
        for index, _ in self._back(offset):
            starts = [start for start in self._sentence_starts(index) if start < offset]
            if starts:
                return starts[-1]
        return self.first

    def paragraph_right(self, offset: int) -> int:
        """The start of the next paragraph."""
        starts = (block.start for _, block in self._from(offset) if not block.continued)
        return next((start for start in starts if start > offset), self.last)

    def paragraph_left(self, offset: int) -> int:
        """The start of this paragraph, or of the one before it when it is there already."""
        starts = (block.start for _, block in self._back(offset) if not block.continued)
        return next((start for start in starts if start < offset), self.first)

    def sentence_around(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset, or the white space after it, as a half-open range."""
        if not self._blocks:
            return 0, 0
        index = self._blocks.at(offset)
        pieces = self._blocks.pieces(index)
        begin = next(
            (
                start
                for piece in range(index, pieces[0] - 1, -1)
                for start in reversed(self._sentence_starts(piece))
                if start <= offset
            ),
            self._blocks[pieces[0]].start,
        )
        end = min(self.sentence_right(max(begin, offset)), self._blocks[pieces[-1]].end)
        if end <= max(begin, offset) or end == self.last:
            end = self._blocks[pieces[-1]].end
        return next(sentences(self._text, begin, end), (begin, end))

    def paragraph_around(self, offset: int) -> tuple[int, int]:
        """The paragraph that holds an offset, as a half-open range."""
        return self._blocks.line(self._blocks.at(offset)) if self._blocks else (0, 0)

    def _from(self, offset: int) -> Iterator[tuple[int, Block]]:
        """The blocks from the one that holds an offset on, with their indexes."""
        for index in range(self._blocks.at(offset), len(self._blocks)):
            yield index, self._blocks[index]

    def _back(self, offset: int) -> Iterator[tuple[int, Block]]:
        """The blocks from the one that holds an offset back to the first, with their indexes."""
        if self._blocks:
            for index in range(self._blocks.at(offset), -1, -1):
                yield index, self._blocks[index]

    def _last_of(self, index: int) -> int:
        """The last place in a block."""
        block = self._blocks[index]
        return previous_boundary(self._text, block.end, block.start)

    def _word_edge(self, offset: int, least: int) -> int:
        """The nearest place at or before an offset that is in no word, but not before `least`."""
        while offset > least and not (self._text[offset - 1].isspace() and is_boundary(self._text, offset, least)):
            offset -= 1
        return offset

    def _words_from(self, offset: int) -> Iterator[tuple[int, int]]:
        """The words from the one that may hold `offset` on, block after block."""
        for _, block in self._from(offset):
            begin = self._word_edge(offset, block.start) if block.start < offset < block.end else block.start
            yield from words(self._text, begin, block.end)

    def _sentence_starts(self, index: int) -> list[int]:
        """The starts of the sentences that begin in a block; a piece of an endless sentence counts as one."""
        block = self._blocks[index]
        lead, end = block.start, block.end
        if block.continued:
            lead = self._blocks[index - 1].start
        if index + 1 < len(self._blocks) and self._blocks[index + 1].continued:
            end = min(self._blocks[index + 1].end, end + SENTENCE_CONTEXT)
        found = sentences(self._text, lead, end)
        return [start for start, _ in found if block.start <= start < block.end] or [block.start]
