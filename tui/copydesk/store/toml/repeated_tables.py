"""Repeated tables: TOML forbids them, but two people's work put together line by line may have them; none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copydesk.store.toml.headers import headers

_KINDS = ("annotation", "relation")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A table of an annotation or relation whose id an earlier one has already.

    Attributes:
        kind: `annotation` or `relation`.
        id: The id.
        data: What the table says.
        line: The line of its header, counted from 1.
        first: The line of the header of the first one.
    """

    kind: str
    id: str
    data: Mapping[str, Any]
    line: int
    first: int


def take_out_repeated(source: str) -> tuple[str, tuple[Repeated, ...]]:
    """The repeated tables of annotations and relations, and the source with blank lines in their place.

    A table reaches from its header to the next, those of tables in it (`[annotation.x.history]`) passed over.

    Args:
        source: TOML, or what would be if nothing were repeated.

    Returns:
        The source as it is, and no tables, where one of them cannot be read by itself.
    """
    import tomllib

    found = list(headers(source))
    first: dict[tuple[str, ...], int] = {}
    parts: list[str] = []
    place = 0
    repeated: list[Repeated] = []
    for number, header in enumerate(found):
        if len(header.names) != 2 or header.names[0] not in _KINDS or header.is_array:
            continue
        line = first.setdefault(header.names, header.line)
        if line == header.line:
            continue
        after = number + 1
        while after < len(found) and len(found[after].names) > 2 and found[after].names[:2] == header.names:
            after += 1
        end = found[after].start if after < len(found) else len(source)
        kind, id = header.names
        try:
            data = tomllib.loads(source[header.start : end])
        except ValueError:
            return source, ()
        repeated.append(Repeated(kind, id, data[kind][id], header.line, line))
        parts += [source[place : header.start], "\n" * source.count("\n", header.start, end)]
        place = end
    return "".join([*parts, source[place:]]), tuple(repeated)
