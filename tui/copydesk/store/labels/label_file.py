"""The label file, `labels.toml`: which labels and relations a corpus uses, in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.annotation.labels import DEFAULT_LABELS, Attribute, Label, LabelSet, RelationType
from copydesk.store.files.atomic import make_folders, write_atomically
from copydesk.store.toml import output as toml_output
from copydesk.store.toml.input import Table, TomlInput

NAME = "labels.toml"
"""The file's name in the folder of annotations."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}|[A-Za-z][A-Za-z0-9_-]*")
_LABEL_KEYS = frozenset({"key", "color", "description", "examples", "attrs", "was"})
_RELATION_KEYS = frozenset({"from", "to"})
_TOP_KEYS = frozenset({"label", "relation", "document"})
_SIMPLE: Mapping[str, Attribute] = {"flag": Attribute("flag"), "text": Attribute("text")}
_ATTRIBUTE_REMEDY = 'Write the values to choose from, as in ["yes", "no"], or "flag", or "text"'


@dataclass(frozen=True)
class LabelFile:
    """What a label file says.

    Attributes:
        labels: The labels and relations, in the file's order.
        extra: Top-level keys and tables that this version does not know; kept as they are.
    """

    labels: LabelSet = DEFAULT_LABELS
    extra: Mapping[str, Any] = field(default_factory=dict)


def read_label_file(path: Path) -> LabelFile:
    """Read a label file; where there is none, the default labels are in force.

    Raises:
        InputError: When it cannot be read, is not TOML, gives two labels one key, a key of more than one character,
            a color that is neither a name nor `#rrggbb`, or an attribute that is none; with the line.
    """
    try:
        file = TomlInput.read(path)
    except FileNotFoundError:
        return LabelFile()
    labels = tuple(_label(file.table("label", name)) for name in file.table("label").data)
    if not labels:
        file.table().fail("", "the file declares no label", "Declare one, or remove the file to use the default labels")
    holders: dict[str, str] = {}
    for label in labels:
        if label.key in holders:
            table = file.table("label", label.name)
            table.fail("key", f"{label.key!r} is {holders[label.key]}'s key already", "Give one of them another key")
        if label.key:
            holders[label.key] = label.name
    relations = tuple(_relation(file.table("relation", name)) for name in file.table("relation").data)
    document = _attributes(file.table("document"))
    return LabelFile(LabelSet(labels, relations, document), file.table().rest(_TOP_KEYS))


def render_label_file(file: LabelFile) -> str:
    """A label file, whole."""
    before, tables = toml_output.sections({key: item for key, item in file.extra.items() if key not in _TOP_KEYS})
    blocks = [before] if before else []
    for label in file.labels:
        known = {"key": label.key, "color": label.color, "description": label.description}
        filled = {key: text for key, text in known.items() if text}
        lists = {"examples": list(label.examples), "attrs": _declared(label.attrs), "was": list(label.was)}
        declared = toml_output.lines((key, item) for key, item in lists.items() if item)
        further = toml_output.lines((key, item) for key, item in label.extra.items() if key not in _LABEL_KEYS)
        blocks.append(f"[label.{toml_output.key(label.name)}]\n{toml_output.scalars(filled)}{declared}{further}")
    for relation in file.labels.relations:
        ends = (("from", relation.heads), ("to", relation.tails))
        further = toml_output.lines((key, item) for key, item in relation.extra.items() if key not in _RELATION_KEYS)
        written = toml_output.lines((key, names) for key, names in ends if names)
        blocks.append(f"[relation.{toml_output.key(relation.name)}]\n{written}{further}")
    if file.labels.document:
        blocks.append(f"[document]\n{toml_output.lines(_declared(file.labels.document).items())}")
    return "\n".join(blocks) + tables


def write_label_file(path: Path, file: LabelFile) -> None:
    """Write a label file, atomically; its folder is made where it is missing.

    Raises:
        StoreError: When it could not be written.
    """
    make_folders(path.parent)
    write_atomically(path, render_label_file(file).encode())


def _label(table: Table) -> Label:
    name = table.names[-1]
    if not name.strip():
        table.fail("", "has no name")
    key, color = table.string("key"), table.string("color")
    if len(key) > 1:
        table.fail("key", f"is {key!r}; it must be one character")
    if key and not (key.isprintable() and not key.isspace()):
        table.fail("key", "must be a character that can be seen")
    if color and not _COLOR.fullmatch(color):
        table.fail("color", f"is {color!r}; it must be a theme color's name or #rrggbb")
    attrs = _attributes(table.file.table("label", name, "attrs"))
    further = table.rest(_LABEL_KEYS)
    return Label(
        name, key, color, table.string("description"), further, attrs, table.strings("examples"), table.strings("was")
    )


def _attributes(table: Table) -> dict[str, Attribute]:
    """The attributes that a table declares: a list of values to choose from, `flag` or `text` for each."""
    found: dict[str, Attribute] = {}
    for name, declared in table.data.items():
        if not name.strip():
            table.fail("", "declares an attribute without a name", "Give it a name")
        if isinstance(declared, list) and all(isinstance(each, str) for each in declared):
            try:
                found[name] = Attribute("choice", tuple(declared)) if declared else _SIMPLE["text"]
            except ValueError as error:
                table.fail(name, f"cannot be chosen from: {error}", "Give each value once")
        elif isinstance(declared, str) and declared in _SIMPLE:
            found[name] = _SIMPLE[declared]
        else:
            table.fail(name, "is no declaration of an attribute", _ATTRIBUTE_REMEDY)
    return found


def _declared(attributes: Mapping[str, Attribute]) -> dict[str, list[str] | str]:
    """Attributes as a label file declares them."""
    return {name: list(each.values) if each.kind == "choice" else each.kind for name, each in attributes.items()}


def _relation(table: Table) -> RelationType:
    return RelationType(table.names[-1], table.strings("from"), table.strings("to"), table.rest(_RELATION_KEYS))
