"""The painter: turns a row of text and the layers over it into the strip that Textual shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from rich.segment import Segment
from textual.strip import Strip

from copydesk.annotation.span import Span
from copydesk.app.drawing.shades import Layer, Shades
from copydesk.app.reading import Reading
from copydesk.text.blocks import Kind
from copydesk.text.cells import Glyph
from copydesk.text.graphemes import cluster_at
from copydesk.text.layout import Line
from copydesk.text.paged_text import excerpt
from copydesk.text.wrap import advance

MARGIN_CELLS = 4
"""Cells left of the text: two letters of the labels that start in the row, a bar for those that go on, one of air."""

MARGIN_LETTERS = 2
RELATED = {"end": "›", "head": "‹"}
"""Marks in the margin where what the span under the cursor leads to begins, and what leads to it."""
SEARCH_REACH = 64
"""Code points around a row in which a match that reaches into it is looked for, beyond the needle's own length."""

Piece = tuple[int, int, Layer]
"""A half-open range of offsets and the layer over it."""


@dataclass(frozen=True)
class Look:
    """What is shown over the text for a moment and does not belong to it.

    Attributes:
        cursor: Offset of the cursor, or None where the pane is not the active one.
        selection: The selected half-open range, or None.
        focus: The item under the cursor, or None.
        lit: Half-open ranges that glow (other mentions of a name) with the layer they glow in, in order.
        needle: What is searched for, or empty.
        signs: Offsets and the letters drawn over the text from there on, in order.
        kept: The half-open range outside of which the text is faded, or None where nothing is.
    """

    cursor: int | None = None
    selection: tuple[int, int] | None = None
    focus: Span | None = None
    lit: tuple[Piece, ...] = ()
    needle: str = ""
    signs: tuple[tuple[int, str], ...] = ()
    kept: tuple[int, int] | None = None

    @cached_property
    def _reach(self) -> int:
        return max((end - start for start, end, _ in self.lit), default=0)

    def lit_in(self, start: int, end: int) -> Sequence[Piece]:
        """What glows somewhere in a half-open range, and perhaps some that ends before it."""
        first = bisect_left(self.lit, start - self._reach, key=itemgetter(0))
        return self.lit[first : bisect_left(self.lit, end, key=itemgetter(0))]

    def signs_in(self, start: int, end: int) -> Sequence[tuple[int, str]]:
        """The letters that are drawn from somewhere in a half-open range on."""
        first = bisect_left(self.signs, start, key=itemgetter(0))
        return self.signs[first : bisect_left(self.signs, end, first, key=itemgetter(0))]

    def differs(self, other: Look) -> frozenset[Piece]:
        """What one of two shows and the other does not, but the search."""
        pieces = self._pieces() ^ other._pieces()
        return pieces if self.lit is other.lit else pieces | (frozenset(self.lit) ^ frozenset(other.lit))

    def _pieces(self) -> frozenset[Piece]:
        """All of it but the search and what glows, as pieces."""
        found: list[Piece] = []
        if self.focus:
            found += [(start, end, Layer("focus", self.focus.label)) for start, end in self.focus.pieces]
        if self.selection:
            found.append((*self.selection, Layer("selection")))
        if self.cursor is not None:
            found.append((self.cursor, self.cursor + 1, Layer("cursor")))
        if self.kept:
            found.append((*self.kept, Layer("kept")))
        found += [(offset, offset + 1, Layer("sign", text)) for offset, text in self.signs]
        return frozenset(found)


class Painter:
    """Paints the rows of one reading.

    Args:
        reading: What is read.
        shades: The styles in force.
        letters: The margin letter of each label.
    """

    def __init__(self, reading: Reading, shades: Shades, letters: dict[str, str]) -> None:
        self.reading = reading
        self.shades = shades
        self.letters = letters

    def row(self, line: Line, width: int, look: Look) -> list[Segment]:
        """The segments of a row: margin and text, in exactly `width` cells."""
        desk, base = self.reading.desk, line.block
        rows = self.reading.caret.viewport.layout.rows(base)
        if line.row >= len(rows):
            return [Segment(" " * width, self.shades.base)]
        first, last = rows.range(line.row)
        start, end, text = base + first, base + last, rows.text
        marked = [span for span in desk.annotations.overlapping(start, end) if span.status == "accepted"]
        proposed = list(desk.open.overlapping(start, end))
        # What goes on in the next row is not drawn over the white space at the end of this one.
        inked = start + len(text[first:last].rstrip())
        layers = self._layers(base, start, end, inked, [*marked, *proposed], look)
        lettered = proposed if self.shades.colorless else []
        segments = [*self._margin(marked, lettered, start)[:-1], self._arrow(look, start, end)]
        cells = MARGIN_CELLS
        combine = self.shades.combine
        if rows.glyphs.is_simple(first, last):
            for left, right, under in _cut(start, end, layers):
                segments.append(Segment(text[left - base : right - base], combine(under)))
            cells += end - start
        else:
            column = 0
            for left, right, under in _cut(start, end, layers):
                painted, column = self._glyphs(rows.glyphs.between(left - base, right - base), column, under)
                segments += painted
            cells += column
        if cells < width:
            segments.append(Segment(" " * (width - cells), self.shades.base))
        elif cells > width:  # white space hangs over the row's end
            segments = list(Strip(segments, cells).crop(0, width))
        signs = [(MARGIN_CELLS + rows.cell_of(offset - base), letters) for offset, letters in look.signs_in(start, end)]
        return self._signed(segments, width, signs) if signs else segments

    def _signed(self, segments: list[Segment], width: int, signs: Sequence[tuple[int, str]]) -> list[Segment]:
        """A row with letters drawn over it in some columns; a wide character that is cut in half leaves a space."""
        strip = Strip(segments, width)
        signed: list[Segment] = []
        done = 0
        for column, letters in signs:
            at = max(done, column)  # the word before may be shorter than its letters
            fitting = letters[: width - at]
            signed += [*strip.crop(done, at), Segment(fitting, self.shades.sign)]
            done = at + len(fitting)
        return [*signed, *strip.crop(done, width)]

    def _glyphs(self, glyphs: Iterable[Glyph], column: int, under: tuple[Layer, ...]) -> tuple[list[Segment], int]:
        """The segments of the clusters of one piece, and the column after them."""
        style = self.shades.combine(under)
        segments: list[Segment] = []
        run = ""
        for glyph in glyphs:
            taken = advance(glyph, column)
            column += taken
            if glyph.visible:
                run += " " * taken if glyph.shown == "\t" else glyph.shown
            else:
                if run:
                    segments.append(Segment(run, style))
                    run = ""
                segments.append(Segment(glyph.shown, self.shades.combine((*under, Layer("code")))))
        if run:
            segments.append(Segment(run, style))
        return segments, column

    def _margin(self, marked: Sequence[Span], proposed: Sequence[Span], start: int) -> list[Segment]:
        """Letters for what starts in the row, a bar for the longest annotation that goes on in it.

        Args:
            marked: The annotations in the row.
            proposed: The proposals that have letters too, underlined and dim, where those of annotations leave room.
            start: The offset at which the row begins.
        """
        shades = self.shades
        if not marked and not proposed:
            return [Segment(" " * (MARGIN_CELLS - 1), shades.base), Segment(" ", shades.base)]
        styles = {span.label: shades.label_style(span.label) for span in marked if span.start >= start}
        for span in proposed:
            if span.start >= start:
                styles.setdefault(span.label, shades.proposal_letter)
        names = list(styles)
        ongoing = [span for span in marked if span.start < start]
        shown = names if len(names) <= MARGIN_LETTERS else names[: MARGIN_LETTERS - 1]
        segments = [Segment(" " * (MARGIN_LETTERS - len(names)), shades.base)] if len(names) < MARGIN_LETTERS else []
        segments += [Segment(self.letters.get(label, "?"), styles[label]) for label in shown]
        if len(shown) < len(names):
            segments.append(Segment("+", shades.dim))
        if ongoing:
            outer = max(ongoing, key=lambda span: span.end - span.start)
            return [*segments, Segment("│", shades.label_style(outer.label)), Segment(" ", shades.base)]
        return [*segments, Segment(" ", shades.base), Segment(" ", shades.base)]

    def _arrow(self, look: Look, start: int, end: int) -> Segment:
        """The last cell of the margin: a mark where what the span here is related to begins."""
        for left, _, layer in look.lit_in(start, end):
            if left >= start and layer.kind in RELATED:
                return Segment(RELATED[layer.kind], self.shades.label_style(layer.label))
        return Segment(" ", self.shades.base)

    def _layers(self, block: int, start: int, end: int, inked: int, spans: Sequence[Span], look: Look) -> list[Piece]:
        """All layers over a row from the lowest to the highest, cut to it.

        Args:
            block: Where its block starts.
            start: Its first code point.
            end: One past its last.
            inked: One past the last that is no white space at its end.
            spans: The annotations and proposals over it.
            look: What is shown over the text.
        """
        reading = self.reading
        text = reading.document.view
        kind = reading.caret.blocks.at(block).kind
        pieces: list[Piece] = [] if kind is Kind.BODY else [(start, end, Layer(kind.value))]
        for span in sorted(spans, key=_length, reverse=True):
            layer = Layer("annotation" if span.status == "accepted" else "proposal", span.label)
            pieces += [(left, right, layer) for left, right in span.pieces]
        pieces += look.lit_in(start, end)
        if look.focus:
            pieces += [(left, right, Layer("focus", look.focus.label)) for left, right in look.focus.pieces]
        pieces = [(left, min(right, inked), layer) for left, right, layer in pieces]
        if look.kept:
            outside = ((start, min(end, look.kept[0])), (max(start, look.kept[1]), end))
            pieces += [(left, right, Layer("faded")) for left, right in outside]
        if look.needle and reading.search:
            reach = len(look.needle) + SEARCH_REACH
            piece, base = excerpt(text, start, end, reach)
            matches = reading.search.matches(piece, max(0, start - reach) - base, min(len(piece), end + reach - base))
            pieces += [(base + left, base + right, Layer("match")) for left, right in matches]
        if look.selection:
            pieces.append((*look.selection, Layer("selection")))
        if look.cursor is not None and start <= look.cursor < end:
            pieces.append((*cluster_at(text, look.cursor), Layer("cursor")))
        return [
            (max(start, left), min(end, right), layer)
            for left, right, layer in pieces
            if left < right and left < end and right > start
        ]


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Segments of which none has the very style of the one before: each takes time on its way to the screen."""
    found: list[Segment] = []
    words, style = "", None
    for segment in segments:
        if segment.style is style:
            words += segment.text
        else:
            if words:
                found.append(Segment(words, style))
            words, style = segment.text, segment.style
    return [*found, Segment(words, style)] if words else found


def _length(span: Span) -> int:
    return span.end - span.start


def _cut(start: int, end: int, pieces: Sequence[Piece]) -> Iterable[tuple[int, int, tuple[Layer, ...]]]:
    """The stretches of a row between all edges of its layers, each with the layers over it, the lowest first."""
    edges = {start, end}
    for low, high, _ in pieces:
        edges.add(low)
        edges.add(high)
    for left, right in pairwise(sorted(edges)):
        yield left, right, tuple([layer for low, high, layer in pieces if low <= left and right <= high])
