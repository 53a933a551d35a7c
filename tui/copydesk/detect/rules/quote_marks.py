"""Quotation marks: which opening mark belongs to which closing one, also nested and over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from copydesk.detect.rules.paragraphs import paragraphs

_MARK = re.compile(r"([\"“”„‟«»‹›‘’‚'`])\1{2,}|``|''|[\"“”„‟«»‹›‘’‚']")
"""A mark; three and more of the same in a row are decoration."""
_OPENING = {
    "“": "”“",
    "„": "“”‟",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "``": "''",
    "''": "''",
    "‘": "’",
    "'": "'",
    "‚": "‘’",
}
_DOUBLE = frozenset(["“", "”", "„", "‟", "«", "»", '"', "``", "''"])
_SINGLE = frozenset("‘’'‚‹›")
_ELISIONS = re.compile(r"(?:\d0s|\d\d\b|tis|twas|til|till|em|n|cause|bout|round|neath|tude)\b", re.IGNORECASE)
_FAR = 40
"""How many marks ahead the end of a single-quoted piece is looked for."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quoted piece.

    Attributes:
        start: The opening mark.
        end: One past the closing mark.
        depth: 0 where no other quoted piece is around it.
        mark: The opening mark.
        first: Index of the paragraph it begins in.
        last: Index of the paragraph it ends in; later than `first` where each paragraph opens the quotation again.
    """

    start: int
    end: int
    depth: int
    mark: str
    first: int
    last: int


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    paragraph: int


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    opens: bool
    closes: bool


def quoted_pieces(text: str, ranges: Sequence[tuple[int, int]] | None = None) -> list[Quoted]:
    """The quoted pieces in order, outer before inner; linear in the length of the text.

    A mark without a partner in its paragraph is no quotation, unless the next paragraph opens with the same mark
    again: then the quotation goes on there, as newspapers write it.

    Args:
        text: The text.
        ranges: Its paragraphs, if they are known already.
    """
    found: list[Quoted] = []
    carried: _Open | None = None
    for number, (start, end) in enumerate(paragraphs(text) if ranges is None else ranges):
        marks = _marks(text, start, end)
        stack: list[_Open] = []
        if carried is not None and marks and marks[0].text == carried.mark and not text[start : marks[0].start].strip():
            stack.append(carried)
            marks = marks[1:]
        carried = None
        for position, mark in enumerate(marks):
            _read(text, marks, position, mark, stack, found, number)
        last = next((opened for opened in reversed(stack) if opened.mark in _DOUBLE), None)
        carried = last if last and text[last.start + len(last.mark) : end].strip() else None
    return _with_depth(found)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _MARK.finditer(text, start, end):
        if match[1]:
            continue
        at, after = match.span()
        before = text[at - 1] if at > start else " "
        follows = text[after] if after < end else " "
        mark = match[0]
        if mark in "'’" and before.isalnum() and follows.isalnum():
            continue
        spaced_before = before.isspace() or before in "([{<—–―-/*_\"“„«‘'‹\u200b" or mark == "“"
        spaced_after = follows.isspace() or not follows.isalnum()
        if mark in ('"', "''"):
            if before.isdigit() and not follows.isspace() and not spaced_after:
                continue
            opens, closes = spaced_before and not follows.isspace(), not before.isspace()
            if opens and closes:
                opens, closes = (True, False) if follows.isalnum() and not before.isalnum() else (False, True)
                if before in "—–-―" and not follows.isalnum():
                    opens, closes = False, True
                elif before in "—–-―":
                    opens, closes = True, True
            elif (not opens and not closes) or (closes and not opens and before.isalnum() and follows.isalnum()):
                continue
        elif mark == "'":
            opens = spaced_before and follows.isalnum() and not _ELISIONS.match(text, after)
            closes = not before.isspace() and not follows.isalnum()
            if opens and closes:
                closes = False
        elif mark == "’":
            opens, closes = False, not before.isspace() and not follows.isalnum()
        elif mark in "‘‚":
            opens, closes = not follows.isspace() and not _ELISIONS.match(text, after), mark == "‘"
        elif mark in "«»‹›":
            opens, closes = not follows.isspace() or mark in "«‹", not before.isspace() or mark in "»›"
        else:
            opens, closes = mark in "“„``", mark in "”‟“"
        marks.append(_Mark(at, after, mark, opens, closes))
    return marks


def _read(
    text: str, marks: Sequence[_Mark], position: int, mark: _Mark, stack: list[_Open], found: list[Quoted], number: int
) -> None:
    """Let one mark close the piece that waits for it, or open a new one."""
    if mark.closes:
        for depth in range(len(stack) - 1, max(-1, len(stack) - 6), -1):
            opened = stack[depth]
            if mark.text not in _OPENING[opened.mark]:
                continue
            if opened.mark in _SINGLE and mark.text in "'’" and _possessive(text, marks, position, mark):
                return
            if mark.text == "“" and opened.mark == "“":
                continue
            if mark.text == '"' and mark.opens and not mark.closes:
                continue
            del stack[depth:]
            if mark.start > opened.start + 1 and text[opened.start + len(opened.mark) : mark.start].strip():
                found.append(Quoted(opened.start, mark.end, 0, opened.mark, opened.paragraph, number))
            return
    if mark.opens:
        if mark.text in ('"', "''", "'"):
            _drop_stray(stack, mark.text)
        stack.append(_Open(mark.start, mark.text, number))


def _drop_stray(stack: list[_Open], mark: str) -> None:
    """Straight marks do not nest in themselves: a second opening one shows that the first was a stray."""
    for depth in range(len(stack) - 1, max(-1, len(stack) - 6), -1):
        if stack[depth].mark == mark:
            del stack[depth:]
            return


def _possessive(text: str, marks: Sequence[_Mark], position: int, mark: _Mark) -> bool:
    """Whether a mark after an s is the apostrophe of a plural, because a surer closing mark follows."""
    if text[mark.start - 1] not in "sS" or not text[mark.end : mark.end + 1].isspace():
        return False
    for later in marks[position + 1 : position + _FAR]:
        if later.text == "‘" or (later.text == "'" and later.opens):
            return False
        if later.text == mark.text and later.closes:
            return True
    return False


def _with_depth(pieces: list[Quoted]) -> list[Quoted]:
    """The pieces in order with their depth; where two cross, the one that began later is left out."""
    ordered: list[Quoted] = []
    around: list[Quoted] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        while around and around[-1].end <= piece.start:
            around.pop()
        if around and piece.end > around[-1].end:
            continue
        nested = Quoted(piece.start, piece.end, len(around), piece.mark, piece.first, piece.last)
        ordered.append(nested)
        around.append(nested)
    return ordered
