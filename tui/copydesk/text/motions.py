"""Motions: from one offset to the next character, word, sentence or paragraph of a document."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.text.blocks import Block, Blocks
from copydesk.text.document import Document
from copydesk.text.graphemes import cluster_at, is_boundary, next_boundary, previous_boundary
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
        self._text = document.view
        self._blocks = blocks

    @property
    def first(self) -> int:
        """The first place of the document."""
        return self._blocks.first.start if self._blocks.first else 0

    @property
    def last(self) -> int:
        """The last place of the document."""
        return self._last_of(self._blocks.last) if self._blocks.last else 0

    def settle(self, offset: int) -> int:
        """The nearest place where the cursor may stand."""
        if not self._blocks:
            return 0
        offset = self._blocks.clamp(offset)
        return cluster_at(self._text, offset, self._blocks.at(offset).start)[0]

    def right(self, offset: int) -> int:
        """The next character, over line breaks."""
        offset = self.settle(offset)
        for block in self._from(offset):
            if block.start <= offset:
                following = next_boundary(self._text, offset, block.start)
                if following < block.end:
                    return following
            else:
                return block.start
        return offset

    def left(self, offset: int) -> int:
        """The character before, over line breaks."""
        offset = self.settle(offset)
        for block in self._back(offset):
            if offset > block.start:
                return previous_boundary(self._text, min(offset, block.end), block.start)
        return offset

    def word_right(self, offset: int) -> int:
        """The start of the next word."""
        return self._or_last(start for start, _ in self._words_from(offset) if start > offset)

    def word_end(self, offset: int) -> int:
        """The last character of this word, or of the next one when it is there already."""
        lasts = (previous_boundary(self._text, end, start) for start, end in self._words_from(offset) if end > offset)
        return self._or_last(last for last in lasts if last > offset)

    def word_left(self, offset: int) -> int:
        """The start of this word, or of the one before it when it is there already."""
        for block in self._back(offset):
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
        starts = (start for block in self._from(offset) for start in self._sentence_starts(block))
        return self._or_last(start for start in starts if start > offset)

    def sentence_left(self, offset: int) -> int:
        """The start of this sentence, or of the one before it when it is there already."""
        for block in self._back(offset):
            starts = [start for start in self._sentence_starts(block) if start < offset]
            if starts:
                return starts[-1]
        return self.first

    def paragraph_right(self, offset: int) -> int:
        """The start of the next paragraph."""
        starts = (block.start for block in self._from(offset) if not block.continued)
        return self._or_last(start for start in starts if start > offset)

    def paragraph_left(self, offset: int) -> int:
        """The start of this paragraph, or of the one before it when it is there already."""
        starts = (block.start for block in self._back(offset) if not block.continued)
        return next((start for start in starts if start < offset), self.first)

    def sentence_around(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset, or the white space after it, as a half-open range."""
        if not self._blocks:
            return 0, 0
        block = self._blocks.at(offset)
        begin = block.start
        for piece in self._line_back(block):
            found = [start for start in self._sentence_starts(piece) if start <= offset]
            begin = found[-1] if found else piece.start
            if found:
                break
        following = self._sentence_after(block, max(begin, offset))
        from copydesk.text.sentences import sentences  # not needed before the first paint

        return next(sentences(self._text, begin, following), (begin, following))

    def paragraph_around(self, offset: int) -> tuple[int, int]:
        """The paragraph that holds an offset, as a half-open range."""
        return self._blocks.line(self._blocks.at(offset)) if self._blocks else (0, 0)

    def _from(self, offset: int) -> Iterator[Block]:
        """The blocks from the one that holds an offset on."""
        block = self._blocks.at(offset) if self._blocks else None
        while block:
            yield block
            block = self._blocks.after(block)

    def _back(self, offset: int) -> Iterator[Block]:
        """The blocks from the one that holds an offset back to the first."""
        block = self._blocks.at(offset) if self._blocks else None
        while block:
            yield block
            block = self._blocks.before(block)

    def _or_last(self, places: Iterator[int]) -> int:
        """The first of some places, or the last place of the document, which is looked for only then."""
        found = next(places, None)
        return self.last if found is None else found

    def _line_back(self, block: Block) -> Iterator[Block]:
        """A block, and those before it on its line, backwards."""
        yield block
        while block.continued and (before := self._blocks.before(block)):
            yield before
            block = before

    def _sentence_after(self, block: Block, offset: int) -> int:
        """The first start of a sentence after an offset on the line of a block, or the line's end."""
        while True:
            for start in self._sentence_starts(block):
                if start > offset:
                    return start
            following = self._blocks.after(block)
            if following is None or not following.continued:
                return block.end
            block = following

    def _last_of(self, block: Block) -> int:
        """The last place in a block."""
        return previous_boundary(self._text, block.end, block.start)

    def _word_edge(self, offset: int, least: int) -> int:
        """The nearest place at or before an offset that is in no word, but not before `least`."""
        while offset > least and not (self._text[offset - 1].isspace() and is_boundary(self._text, offset, least)):
            offset -= 1
        return offset

    def _words_from(self, offset: int) -> Iterator[tuple[int, int]]:
        """The words from the one that may hold `offset` on, block after block."""
        for block in self._from(offset):
            begin = self._word_edge(offset, block.start) if block.start < offset < block.end else block.start
            yield from words(self._text, begin, block.end)

    def _sentence_starts(self, block: Block) -> list[int]:
        """The starts of the sentences that begin in a block; a piece of an endless sentence counts as one."""
        lead, end = block.start, block.end
        if block.continued and (before := self._blocks.before(block)):
            lead = before.start
        following = self._blocks.after(block)
        if following and following.continued:
            end = min(following.end, end + SENTENCE_CONTEXT)
        from copydesk.text.sentences import sentences  # not needed before the first paint

        found = sentences(self._text, lead, end)
        return [start for start, _ in found if block.start <= start < block.end] or [block.start]
