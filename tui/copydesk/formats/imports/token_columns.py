r"""Token columns: which columns of a file are the token and its tags, for CoNLL's many kinds of files.

Plain columns have the token first and the tags last. Where all the columns before the last are tags too, as in GermEval
2014 and in exports of several layers, they are read as well; not so the phrase chunks of CoNLL 2000 and 2003. A first
column that numbers the tokens is passed over. CoNLL-U has ten columns, its tags in MISC (`NER=B-PERSON`, `NER2`, `NE`,
`name`); CoNLL-U Plus names its columns in `# global.columns`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.formats.imports.tag_schemes import parse_tag

GLOBAL = "# global.columns ="
"""Begins the line that names the columns of CoNLL-U Plus."""
EMPTY = "_"

_STANDARD = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[-.][0-9]{1,9})?")
_NAMED_TAG = re.compile(r"(?:NER|NE|name)[0-9]*")
_CHUNKS = frozenset("ADJP ADVP CONJP INTJ LST NP PP PRT SBAR UCP VP".split())
"""The labels of phrase chunks (Tjong Kim Sang and Buchholz 2000)."""


@dataclass(frozen=True, slots=True)
class TokenColumns:
    """Where things stand in a row.

    Attributes:
        token: The column of the token.
        tags: The columns of tags, the outermost layer first; from the end, -1 the last, where negative.
        number: The column that numbers the tokens, or None.
        misc: The column of further things, `Name=value|…`, or None.
        misc_tags: The names in it that are tags.
    """

    token: int
    tags: tuple[int, ...] = ()
    number: int | None = None
    misc: int | None = None
    misc_tags: tuple[str, ...] = ()

    def words(self, row: Sequence[str]) -> list[str]:
        """The tags of a row as they are; `O` where there is none."""
        found = [row[column] if -len(row) <= column < len(row) else "" for column in self.tags]
        misc = self.fields(row) if self.misc_tags else {}
        return [*found, *(unescaped(misc.get(name, "O")) for name in self.misc_tags)]

    def fields(self, row: Sequence[str]) -> dict[str, str]:
        """What stands in the column of further things."""
        if self.misc is None or self.misc >= len(row) or row[self.misc] == EMPTY:
            return {}
        return {name: value for name, _, value in (item.partition("=") for item in row[self.misc].split("|"))}


def find_columns(rows: Sequence[Sequence[str]], names: Sequence[str] = ()) -> TokenColumns:
    """The columns of a file.

    Args:
        rows: Its rows, in sentences or not.
        names: What `# global.columns` calls them, if it does.
    """
    if not names and rows and all(len(row) >= len(_STANDARD) and _NUMBER.fullmatch(row[0]) for row in rows):
        names = _STANDARD
    if not names:
        token = int(_is_numbered(rows))
        return TokenColumns(token, _trailing(rows, token), number=0 if token else None)
    upper = [name.upper() for name in names]
    form, misc, number = (upper.index(name) if name in upper else None for name in ("FORM", "MISC", "ID"))
    width = max(map(len, rows), default=0)
    others = [column for column in range(width) if column >= len(upper) or upper[column] not in _STANDARD[:-1]]
    tags = tuple(column for column in others if _is_tagged(rows, column))
    found = TokenColumns(form or 0, tags, number, misc if misc not in tags else None)
    inside = {name for row in rows for name in found.fields(row) if _NAMED_TAG.fullmatch(name)}
    return TokenColumns(
        found.token, tags, number, found.misc, tuple(sorted(inside, key=lambda name: (len(name), name)))
    )


def unescaped(value: str) -> str:
    r"""A value of MISC: `\s`, `\t`, `\r`, `\n`, `\p` for a bar, `\\` as UDPipe writes them, and `\u{2028}`."""
    return _ESCAPE.sub(_character, value) if "\\" in value else value


_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]{1,5})\}|(.))", re.DOTALL)
_CHARACTERS = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _CHARACTERS.get(match[2], match[0])


def _is_numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of three or more columns counts the tokens of each sentence from 1."""
    before = 0
    for row in rows:
        if len(row) < 3 or not row[0].isdecimal() or row[0] not in ("1", str(before + 1)):
            return False
        before = int(row[0])
    return bool(rows)


def _trailing(rows: Sequence[Sequence[str]], token: int) -> tuple[int, ...]:
    """The columns of tags at the end of the rows; the last is one whatever it holds."""
    # Counted from the end: where spaces part the columns, a token that has a space in it moves only what follows it.
    widths = Counter(map(len, rows))
    width = max(widths, key=lambda number: widths[number], default=2)
    first = -1
    while token - width < first - 1 and _is_tagged(rows, first - 1) and not _labels(rows, first - 1) <= _CHUNKS:
        first -= 1
    return tuple(range(first, 0))


def _is_tagged(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds nothing but tags, and not all of them outside."""
    cells = set(_cells(rows, column))
    return all(map(parse_tag, cells)) and any(_labels(rows, column))


def _labels(rows: Sequence[Sequence[str]], column: int) -> frozenset[str]:
    return frozenset(tag.label for tag in map(parse_tag, set(_cells(rows, column))) if tag and tag.label)


def _cells(rows: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    return (row[column] for row in rows if -len(row) <= column < len(row))
