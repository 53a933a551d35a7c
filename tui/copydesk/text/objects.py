"""Text objects: what is selected as a whole without a detector: a name by its capitals, a clause, up to a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.text.paged_text import Text, excerpt
from copydesk.text.words import AROUND, words

_JOINING = re.compile(
    r"[ \u00a0]|[ \u00a0](?:of(?: the)?|de|da|del|der|di|du|la|le|van|von|al|bin|bint|ibn|y|&)[ \u00a0]"
)
"""What may stand between two words of one name."""
_GAP = 16
"""Code points that joins two words at most."""
_PLAIN = frozenset(
    "a an and any are as at but by did do does each even every few for from had has have he her here his how i if in is"
    " it its just many more most my no nor not now on once one or our she so some such than that the their then there"
    " these they this those though to two under until was we were what when where whether which while who why with yet"
    " you your also although after all another because before both despite during however meanwhile still since"
    " according i'm i’m it's it’s he's he’s she's she’s we're we’re they're they’re that's that’s".split()
)
"""Words that are no names though a sentence may begin with them."""
_AMOUNT = re.compile(r"[  ]?%|[  ](?:hundred|thousand|million|billion|trillion|percent|per cent)\b|(?:bn|tn|m)\b")
_CURRENCY = "$€£¥₹₩₽₺₴₪"
_CLAUSE_EDGE = re.compile(r"[,;:](?=\s|[\"'”’»)\]])|\s[-–—]+\s|—|[()\[\]]|…")
_COMMA = re.compile(r"[,;:](?=\s|[\"'”’»)\]]|$)")
_SENTENCE_TAIL = re.compile(r"[.!?…\"'”’»)\]\s]+\Z")
_EDGES = " \t\u00a0,;:–—-"


def names(text: Text, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals, and numbers with what belongs to them, as half-open ranges in order.

    A word that sentences begin with is none, unless another name follows it in the run; a piece of text in which no
    word begins in lower case (a headline in capitals) is read like any other.
    """
    if not isinstance(text, str):
        end = len(text) if end is None else end
        piece, base = excerpt(text, start, end, AROUND)
        yield from ((base + left, base + right) for left, right in names(piece, start - base, end - base))
        return
    run: tuple[int, int] | None = None
    for left, right in words(text, start, end):
        if not _is_name(text[left:right]):
            continue
        if run and right - run[1] and _JOINING.fullmatch(text[run[1] : left][:_GAP]):
            run = run[0], right
            continue
        if run:
            yield _amount(text, *run)
        run = left, right
    if run:
        yield _amount(text, *run)


def name_around(text: Text, offset: int, start: int, end: int) -> tuple[int, int] | None:
    """The run that holds an offset, looked for in a half-open range around it."""
    return next((found for found in names(text, start, end) if found[0] <= offset < found[1]), None)


def clause_around(text: Text, offset: int, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence (a half-open range) between commas, dashes, brackets and the like that holds an offset."""
    if not isinstance(text, str):
        piece, base = excerpt(text, start, end, AROUND)
        left, right = clause_around(piece, offset - base, start - base, end - base)
        return base + left, base + right
    left = right = start
    for match in _CLAUSE_EDGE.finditer(text, start, end):
        right = match.start()
        if offset < match.end():
            break
        left = match.end()
    else:
        right = end
    return _bare(text, left, right) or (start, end)


def to_comma(text: Text, offset: int, end: int) -> tuple[int, int] | None:
    """From an offset up to the next comma, semicolon or colon, or the last word before `end`; None from there on."""
    if not isinstance(text, str):
        piece, base = excerpt(text, offset, end, AROUND)
        found = to_comma(piece, offset - base, end - base)
        return (base + found[0], base + found[1]) if found else None
    match = _COMMA.search(text, offset, end)
    stop = match.start() if match else _tail(text, offset, end)
    return _bare(text, offset, stop)


def _tail(text: str, start: int, end: int) -> int:
    """Where a sentence ends without the marks at its end."""
    match = _SENTENCE_TAIL.search(text, max(start, end - 8), end)
    return match.start() if match else end


def _is_name(word: str) -> bool:
    """Whether a word has a capital first, or a digit, and is none of those that sentences begin with."""
    if word[0].isdigit():
        return True
    return any(char.isupper() for char in word) and word.lower() not in _PLAIN


def _amount(text: str, start: int, end: int) -> tuple[int, int]:
    """A run with the sign of a currency before it, and what makes a number of it an amount after it."""
    if text[start].isdigit() and start and text[start - 1] in _CURRENCY:
        start -= 1
    if text[end - 1].isdigit():
        match = _AMOUNT.match(text, end)
        end = match.end() if match else end
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A half-open range without white space and marks of a clause at its edges; None where nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    return (start, end) if start < end else None
