r"""The rows of WebAnno TSV 3: layers of the header, tokens and their parts, the cells of their columns.

Cells are escaped by `\`; several annotations of one layer on one token are parted by `|`, and bear a number, `PER[3]`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import InputError
from copydesk.formats.known import uima
from copydesk.formats.utf16 import Utf16

NOTHING, UNSAID = "_", "*"
"""What stands in a cell where there is no annotation, and where one does not have the feature."""
SLOT = "ROLE_"
"""What the name of a slot feature begins with; its next column is what fills it."""

_VALUE = re.compile(r"(?P<value>(?:\\.|[^\\\[\]])*)(?:\[(?P<number>[0-9]{1,9})\])?", re.DOTALL)
_ADDRESS = re.compile(r"([0-9]{1,9})-([0-9]{1,9})(?:\.[0-9]{1,9})?")
_RANGE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_READABLE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the header.

    Attributes:
        name: Its type.
        features: The names of its columns; none where it has no features.
        kind: `SP` of spans, `RL` of relations, `CH` of chains.
    """

    name: str
    features: tuple[str, ...]
    kind: str

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return 2 if self.kind == "CH" else max(len(self.features), 1)

    @property
    def slots(self) -> tuple[int, ...]:
        """The columns of roles; what fills them is in the next."""
        return tuple(at for at, name in enumerate(self.features[:-1]) if name.startswith(SLOT))

    @property
    def plain(self) -> tuple[int, ...]:
        """The columns of features that are no slots."""
        taken = {column for at in self.slots for column in (at, at + 1)}
        return tuple(at for at in range(len(self.features)) if at not in taken)

    @property
    def label(self) -> int | None:
        """The column of the label."""
        named = uima.label_feature(self.features[at] for at in self.plain)
        return self.features.index(named) if named else None

    @property
    def base(self) -> str:
        """Of a relation: the type that it joins, if the header says it."""
        return next((name[3:] for name in self.features if name.startswith("BT_")), "")


@dataclass(slots=True)
class Row:
    """A token, or a part of one: its address, its half-open range in UTF-16, its words and columns, where it stands."""

    address: str
    start: int
    end: int
    words: str
    cells: list[str]
    path: Path
    line: int

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a token."""
        return "." in self.address

    @property
    def sentence(self) -> str:
        """The number of its sentence."""
        return self.address.partition("-")[0]

    @property
    def text(self) -> str:
        """Its words; a program that escapes nothing in them is known by their length."""
        words = unescape(self.words)
        return words if Utf16(words).length == self.end - self.start else self.words


def parse_layer(line: str, number: int, path: Path) -> Layer:
    """A layer of the header.

    Raises:
        InputError: When it is none.
    """
    kind, _, rest = line.partition("=")
    name, *features = rest.split("|")
    if kind not in ("#T_SP", "#T_RL", "#T_CH") or not name:
        raise InputError("it is no layer of WebAnno TSV 3", path=path, line=number)
    return Layer(name, tuple(feature for feature in features if feature), kind[3:])


def parse_row(line: str, number: int, path: Path, layers: Sequence[Layer]) -> Row:
    """A row.

    Raises:
        InputError: When it is none, or has too few columns.
    """
    columns = line.split("\t")
    if len(columns) < 3:
        raise InputError("a row must have an address, offsets and a token", path=path, line=number)
    address, place, words, *cells = columns
    match = _RANGE.fullmatch(place)
    if not _ADDRESS.fullmatch(address) or match is None:
        raise InputError("a row must have an address such as 1-2 and offsets such as 4-9", path=path, line=number)
    while cells and not cells[-1]:
        cells.pop()
    needed = sum(layer.columns for layer in layers)
    if len(cells) < needed:
        raise InputError(f"a row has {len(cells)} columns, its layers {needed}", path=path, line=number)
    return Row(address, int(match[1]), int(match[2]), words, cells, path, number)


def parted(cell: str) -> list[str]:
    """The values of a cell, as they are."""
    return _BAR.sub("\\1\0", cell).split("\0")


def stacked(cell: str) -> list[tuple[str, str]]:
    """The values of a cell, still escaped, each with its number or nothing."""
    found = []
    for part in parted(cell):
        match = _VALUE.fullmatch(part)
        found.append((match["value"], match["number"] or "") if match else (part, ""))
    return found


def unescape(value: str) -> str:
    """A value as it is meant."""
    return _ESCAPED.sub(lambda match: _READABLE.get(match[1], match[1]), value)
