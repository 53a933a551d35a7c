"""Slots and chains of WebAnno TSV 3: the columns that lead from one annotation to others.

A slot feature has two columns: roles, and the addresses of what fills them, both parted by `;`. A chain has a column
of what each link is, `name[1]` with the number of the chain, and one that says how it relates to the link that follows
and which link it is, `coref->1-2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from copydesk.annotation.span import Relation
from copydesk.errors import InputError
from copydesk.formats.known import uima
from copydesk.formats.known.webanno_rows import NOTHING, UNSAID, Layer, Row, stacked, unescape

_LINK = re.compile(r"(?P<value>.*)(?<!\\)->(?P<chain>[0-9]{1,9})-(?P<link>[0-9]{1,9})", re.DOTALL)
_TARGET = re.compile(r"([0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?)(?:\[([0-9]{1,9})\])?")
_SEMICOLON = re.compile(r"(?<!\\)((?:\\\\)*);")

Handles = dict[tuple[str, str, str], str]
"""What relations call an annotation, by its layer (or nothing), an address, and its number (or nothing)."""


@dataclass(slots=True)
class Link:
    """A link of a chain."""

    label: str
    relation: str
    rows: list[Row] = field(default_factory=list)


def find_handle(handles: Handles, layer: str, address: str, number: str) -> str | None:
    """What stands at an address, of a layer if that is known."""
    return handles.get((layer, address, number)) or handles.get(("", address, number))


def slots(
    layer: Layer, column: int, cells: tuple[str, str], head: str, row: Row, handles: Handles
) -> Iterator[Relation]:
    """A relation for each slot that is filled.

    Args:
        layer: The layer of the annotation that has the slots.
        column: The column of the roles among those of the layer.
        cells: What stands there and in the next column for this annotation, still escaped.
        head: What relations call the annotation.
        row: Its first row.
        handles: What stands where.

    Raises:
        InputError: When a slot is filled with what is not there.
    """
    roles, targets = (_SEMICOLON.sub("\\1\0", cell).split("\0") for cell in cells)
    if targets in ([NOTHING], [UNSAID], [""]):
        return
    feature = layer.features[column].removeprefix("ROLE_").rpartition(":")[2].partition("_")[0]
    for place, target in enumerate(targets):
        match = _TARGET.fullmatch(target)
        tail = match and find_handle(handles, layer.features[column + 1], match[1], match[2] or "")
        if not tail:
            raise InputError(f"a slot is filled with {target[:40]!r}, which is not there", path=row.path, line=row.line)
        role = unescape(roles[place]) if place < len(roles) else ""
        yield Relation(id="", type=feature if role in ("", UNSAID, NOTHING) else role, head=head, tail=tail)


def links(layer: Layer, at: int, rows: Sequence[Row]) -> dict[tuple[int, int], Link]:
    """The links of the chains of a layer, by the numbers of chain and link.

    Raises:
        InputError: When what stands there is no link.
    """
    first, second = at, at + 1
    kind, relation = (second, first) if layer.features[:1] == (uima.CHAIN_RELATION,) else (first, second)
    found: dict[tuple[int, int], Link] = {}
    for row in rows:
        kinds = stacked(row.cells[kind])
        for place, (cell, _) in enumerate(stacked(row.cells[relation])):
            if cell == NOTHING:
                continue
            match = _LINK.fullmatch(cell)
            if match is None:
                raise InputError(f"{cell[:40]!r} is no link of a chain", path=row.path, line=row.line)
            label = unescape(kinds[place][0]) if place < len(kinds) else UNSAID
            key = int(match["chain"]), int(match["link"])
            link = Link(_said(label), _said(unescape(match["value"])))
            found.setdefault(key, link).rows.append(row)
    return dict(sorted(found.items()))


def chained(
    layer: Layer, found: Mapping[tuple[int, int], Link], names: Mapping[tuple[int, int], str]
) -> Iterator[Relation]:
    """A relation from each link of a chain to the one that follows."""
    for one, other in pairwise(key for key in found if key in names):
        if one[0] == other[0]:
            type_ = found[one].relation or uima.layer_label(layer.name)
            yield Relation(id="", type=type_, head=names[one], tail=names[other])


def _said(value: str) -> str:
    return "" if value in (UNSAID, NOTHING) else value
