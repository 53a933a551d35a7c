"""Pieces: a long text in parts that are detected one by one, so that what is on the screen can come first.

A text of `WHOLE` code points or less is one piece. A longer one is cut where paragraphs end; where, depends on nothing
but the text around the cut, so that a piece anywhere in a long text is found without looking at the rest. What is
proposed for a piece does not depend on the order in which the pieces are detected.

A detector reads a piece with some paragraphs before and after it, and below the lines that introduce the people of
whom the piece has one name only (see `introductions`). Still a long text loses something against one that is detected
as one: a quotation ends where the paragraphs after its piece do, and what continues one that began farther above is not
known as such; a speaker is carried on from no farther than that; and a name's label is voted on by the mentions that
the detector reads with the piece, not by those in all of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from copydesk.annotation.labels import DEPENDENT
from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.introductions import REACH, introductions
from copydesk.detect.proposals import Proposals, related, short_id
from copydesk.text.paged_text import Text, excerpt, has

WHOLE = 20_000
"""Code points of the longest text that is detected as one."""
PIECE = 6_000
"""Code points of a piece, about: a little more than a large screen shows."""
BEFORE, AFTER = 1_000, 500
"""Code points before and after a piece that are read with it, about."""

_SLACK = 1_500
"""Code points after the place of a cut within which the end of a paragraph, or a line, is looked for; less than half a
piece, so that the last one is never empty."""
_LINE_END = "(?:\r\n|[\n\r\u0085\u2028\u2029])"
_BREAKS = (
    re.compile(rf"{_LINE_END}[^\S\n\r\u0085\u2028\u2029]*{_LINE_END}\s*"),
    re.compile(rf"{_LINE_END}\s*"),
    re.compile(r"[.!?…][\"'”’»)\]]*\s+"),
    re.compile(r"\s+"),
)
"""Where a text may be cut, the best places first: blank lines, line ends, sentence ends, white space."""
_BESIDE = 128
"""Code points beside a stretch of a text in pages that are looked at with it."""
_BETWEEN = "\n\n"
"""What stands between an introduction and what follows it."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where a piece is in what a detector reads for it, and in the whole text.

    Attributes:
        lead: Code points of the introductions, which come first.
        offset: Where in the whole text begins what follows them.
        start: First code point of the piece in the whole text.
        end: One past its last.
    """

    lead: int
    offset: int
    start: int
    end: int

    def placed(self, proposals: Proposals) -> Proposals:
        """The proposals of the piece where they stand in the whole text; those for what was read with it are left out.

        A proposal belongs to the piece in which it begins; a cue or speaker to that of its quote. A relation may lead
        to a proposal of another piece.

        Args:
            proposals: What was proposed for what the detector read.
        """
        moved = {span.id: self._moved(span) for span in proposals.spans if span.start >= self.lead}
        relations = [each for each in proposals.relations if each.head in moved and each.tail in moved]
        dependent = {each.tail for each in relations if moved[each.tail].label in DEPENDENT}
        own = {id for id, span in moved.items() if id not in dependent and self.start <= span.start < self.end}
        relations = [each for each in relations if each.head in own]
        own |= dependent & {each.tail for each in relations}
        spans = {span.id: span for id, span in reversed(moved.items()) if id in own}
        arrows: dict[str, Relation] = {}
        for each in relations:
            arrow = related(each.type, moved[each.head], moved[each.tail])
            arrows.setdefault(arrow.id, arrow)
        ordered = sorted(spans.values(), key=lambda span: span.order)
        return Proposals(tuple(ordered), tuple(arrows.values()), proposals.problems)

    def _moved(self, span: Span) -> Span:
        by = self.offset - self.lead
        start, end = span.start + by, span.end + by
        fragments = tuple((left + by, right + by) for left, right in span.fragments)
        facts = [edge for fragment in fragments for edge in fragment]
        return replace(span, id=short_id(span.label, start, end, *facts), start=start, end=end, fragments=fragments)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a detector reads for a piece.

    Attributes:
        text: The introductions, the paragraphs before, the piece, the paragraphs after.
        window: Where the piece is; None where all of a text is one.
    """

    text: str
    window: Window | None = None

    def placed(self, proposals: Proposals) -> Proposals:
        """The proposals for `text` where they stand in the whole text, see `Window.placed`."""
        return self.window.placed(proposals) if self.window else proposals


class Pieces:
    """The pieces of a text, by number from 0.

    Args:
        text: The text.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self._count = 1 if len(text) <= WHOLE else round(len(text) / PIECE)

    def __len__(self) -> int:
        return self._count

    def at(self, offset: int) -> int:
        """The piece that holds a code point."""
        index = min(max(0, offset) // PIECE, self._count - 1)
        return index - (index > 0 and offset < self._cut(index))

    def range(self, index: int) -> tuple[int, int]:
        """A piece as a half-open range; the ranges of all pieces lie side by side and make up the text."""
        return self._cut(index), self._cut(index + 1)

    def excerpt(self, index: int) -> Excerpt:
        """What is to be read for a piece."""
        text = self._text
        if self._count == 1:
            return Excerpt(str(text))
        start, end = self.range(index)
        first, last = self._before(start), self._after(end)
        piece, base = excerpt(text, max(0, first - REACH), last, _BESIDE)
        introduced = introductions(piece, first - base, end - base)
        lead = "".join(piece[left:right] + _BETWEEN for left, right in introduced)
        return Excerpt(lead + text[first:last], Window(len(lead), first, start, end))

    def _cut(self, index: int) -> int:
        """Where a piece begins."""
        if index == 0:
            return 0
        if index == self._count:
            return len(self._text)
        return _break(self._text, index * PIECE, index * PIECE + _SLACK)

    def _before(self, start: int) -> int:
        return _break(self._text, start - BEFORE, start - BEFORE // 2) if start > BEFORE else 0

    def _after(self, end: int) -> int:
        return _break(self._text, end + AFTER, end + AFTER + _SLACK)


def _break(text: Text, start: int, end: int) -> int:
    """After the first of the best breaks in a half-open range; its start where there is none, or the text's end."""
    piece, base = excerpt(text, start, end, _BESIDE)
    for pattern in _BREAKS:
        match = pattern.search(piece, start - base, end - base)
        if match:
            return base + match.end()
    return start if has(text, start) else len(text)
