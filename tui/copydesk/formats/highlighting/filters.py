"""Filters of a token stream: what cannot be seen is shown, and lines are broken to a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pygments.filter import Filter

from copydesk.formats.highlighting.token_types import BYLINE, CODE, TEXT
from copydesk.text.blocks import LINE_BREAK
from copydesk.text.cells import TAB_STOP, Glyphs
from copydesk.text.wrap import Rows, advance

_FEED = re.compile("\r?\n")

Tokens = Iterable[tuple[Any, str]]


class Visible(Filter):
    """Shows what would be invisible, or act on a terminal, by its code; ends every line with one line feed.

    Args:
        tabs: Whether a tab stays one; it is spaces otherwise.
        feeds: Whether only a line feed breaks a line, as in TOML; otherwise what breaks one in an article does.
    """

    def __init__(self, tabs: bool = False, feeds: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.tabs = tabs
        self._break = _FEED if feeds else LINE_BREAK

    def filter(self, lexer: Any, stream: Tokens) -> Iterator[tuple[Any, str]]:
        """The tokens as they are shown."""
        column = 0
        after_return = False
        for type, value in stream:
            # A line break of two characters that an edge of a span parts is one line break all the same.
            at = int(after_return and value.startswith("\n"))
            after_return = value.endswith("\r") if value else after_return
            for found in self._break.finditer(value, at):
                yield from self._line(type, value[at : found.start()], column)
                yield TEXT, "\n"
                at, column = found.end(), 0
            for kind, shown in self._line(type, value[at:], column):
                column += len(shown)
                yield kind, shown

    def _line(self, type: Any, piece: str, column: int) -> Iterator[tuple[Any, str]]:
        """A piece of one line."""
        glyphs = Glyphs(piece)
        if glyphs.simple:
            if piece:
                yield type, piece
            return
        run = ""
        for glyph in glyphs.between(0, len(piece)):
            if glyph.shown == "\t":
                run += "\t" if self.tabs else " " * (TAB_STOP - (column + len(run)) % TAB_STOP)
            elif glyph.visible:
                run += glyph.shown
            else:
                if run:
                    yield type, run
                    column, run = column + len(run), ""
                yield CODE, glyph.shown
                column += glyph.cells
        if run:
            yield type, run


class Aired(Filter):
    """Leaves out blank lines, and puts air between all others but those of a by-line, as the app does."""

    def filter(self, lexer: Any, stream: Tokens) -> Iterator[tuple[Any, str]]:
        """The tokens; the line feeds before a line belong to its first one."""
        line: list[tuple[Any, str]] = []
        first = True
        for type, value in [*stream, (TEXT, "\n")]:
            head, *rest = value.split("\n")
            if head:
                line.append((type, head))
            for part in rest:
                if any(not piece.isspace() for _, piece in line):
                    if not first:
                        yield TEXT, "\n" if any(kind in BYLINE for kind, _ in line) else "\n\n"
                    yield from line
                    first = False
                line = [(type, part)] if part else []


class Wrapped(Filter):
    """Breaks lines between words, so that none is wider than a number of cells; white space at a break is dropped.

    Args:
        width: The cells of a row, at least 1.
    """

    def __init__(self, width: int, **options: Any) -> None:
        super().__init__(**options)
        self.width = width

    def filter(self, lexer: Any, stream: Tokens) -> Iterator[tuple[Any, str]]:
        """The tokens, cut at the ends of rows; every line feed is a token of its own."""
        line: list[tuple[Any, str]] = []
        for type, value in stream:
            head, *rest = value.split("\n")
            line.append((type, head))
            for part in rest:
                yield from self._rows(line)
                yield TEXT, "\n"
                line = [(type, part)]
        yield from self._rows(line)

    def _rows(self, line: list[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
        text = "".join(value for _, value in line)
        rows = Rows(text, self.width)
        ends = [*rows.starts[1:], len(text)]
        at = row = 0
        for type, value in line:
            end = at + len(value)
            while ends[row] < end and row + 1 < len(ends):
                if kept := text[at : ends[row]].rstrip(" ") if at < ends[row] else "":
                    yield type, kept
                yield TEXT, "\n"
                at = ends[row]
                row += 1
            if at < end:
                is_last = end == ends[row] and row + 1 < len(ends)
                kept = text[at:end].rstrip(" ") if is_last else text[at:end]
                if kept:
                    yield type, kept
                at = end


def width_of(text: str) -> int:
    """The cells that one row of a text takes."""
    column = 0
    for glyph in Glyphs(text).between(0, len(text)):
        column += advance(glyph, column)
    return column
