"""What each format can and cannot carry, as a table: made of the declarations that also drive the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copydesk.formats.format import Carries, Format

COLUMNS: Final[dict[str, tuple[str, str]]] = {
    "overlap": ("overlap", "overlapping and nested spans"),
    "layers": ("layers", "layers without overlaps (`--overlap layers`)"),
    "discontinuous": ("pieces", "discontinuous spans"),
    "subtoken": ("inside", "spans inside words without `--align`"),
    "relations": ("relations", "relations"),
    "attributes": ("attributes", "attributes"),
    "notes": ("notes", "notes"),
    "rejected": ("rejected", "rejected spans (`--rejected`)"),
    "document_labels": ("labels", "labels of the article"),
    "text": ("text", "the exact text"),
    "provenance": ("origin", "who annotated when"),
}
"""Each capability: its head in a terminal, and what it means."""

YES, NO = "yes", "-"


def terminal_table(formats: Sequence[Format]) -> str:
    """The table for a terminal of 100 cells, then what each format is, needs and cannot take."""
    heads = [head for head, _ in COLUMNS.values()]
    rows = [["format", *heads]] + [[each.name, *_marks(each.carries)] for each in formats]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [" ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.append("")
    lines += [f"{each.name:{widths[0]}} {_told(each)}" for each in formats]
    lines.append("")
    lines += [f"{head:{max(map(len, heads))}} {meaning.replace('`', '')}" for head, meaning in COLUMNS.values()]
    return "\n".join(lines) + "\n"


def markdown_table(formats: Sequence[Format]) -> str:
    """The same for the docs."""
    lines = [
        "| format | what it is | carries | cannot carry | needs |",
        "|---|---|---|---|---|",
    ]
    for each in formats:
        carried = [meaning for name, (_, meaning) in COLUMNS.items() if getattr(each.carries, name)]
        lacking = [meaning for name, (_, meaning) in COLUMNS.items() if _lacks(each.carries, name)]
        lacking += each.limits
        extra = f'`pip install "copydesk[{each.extra}]"`' if each.extra else ""
        cells = (f"`{each.name}`", each.title, "; ".join(carried) or "spans", "; ".join(lacking), extra)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _lacks(carries: Carries, name: str) -> bool:
    """Whether a format lacks something; layers are no lack where spans may overlap."""
    return not getattr(carries, name) and not (name == "layers" and carries.overlap)


def _marks(carries: Carries) -> list[str]:
    return [YES if getattr(carries, name) else NO for name in COLUMNS]


def _told(each: Format) -> str:
    """What a format is, in a sentence."""
    where = each.extension or "a folder"
    limits = f"; limits: {', '.join(each.limits)}" if each.limits else ""
    needs = f'; needs pip install "copydesk[{each.extra}]"' if each.extra else ""
    return f"{each.title} ({where}){limits}{needs}"
