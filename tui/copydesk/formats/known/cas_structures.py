"""The feature structures of a CAS, from XMI and from UIMA CAS JSON 0.4: what each says, references apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.errors import InputError
from copydesk.formats.imports.json_input import Fields, parse_json
from copydesk.formats.known import uima
from copydesk.formats.known.uima_types import TypeSystem, typed
from copydesk.formats.known.uima_xml import BadXml, parse_xml

_XMI_ID = "{http://www.omg.org/XMI}id"
_NAMESPACE = re.compile(r"\{http:///(.*)\.ecore\}(.+)")
_PLAIN = frozenset({"begin", "end", "sofaNum", "sofaString", "sofaID", "mimeType"})
_WORDS = frozenset({uima.LABEL, uima.IDENTIFIER, "value", "role", uima.CHAIN_TYPE, uima.CHAIN_RELATION})
"""Features that hold words, whether or not they look like the ids of others."""
_REFERENCES = frozenset({"sofa", "target", uima.NEXT, uima.FIRST, uima.GOVERNOR, uima.DEPENDENT})
"""Features that lead to others, whatever no type system tells; of the rest only what leads to links of slots does."""
_ARRAY = "uima.cas.FSArray"
_ID_OF_XMI = re.compile(r"""\bxmi:id=["']([0-9]+)["']""")
_ID_OF_JSON = re.compile(r'"%ID"\s*:\s*"?([0-9]+)')


@dataclass(slots=True)
class Structure:
    """A feature structure.

    Attributes:
        id: What references call it.
        type: Its type.
        line: Where in the file, counted from 1, if that is known.
        values: What its features say.
        references: The ids that its features lead to.
        guessed: Features that were taken for references because they hold the ids of others: no type system tells.
    """

    id: str
    type: str
    line: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)

    def reference(self, name: str) -> str:
        """The one id that a feature leads to, or nothing."""
        found = self.references.get(name, [])
        return found[0] if len(found) == 1 else ""


def of_xmi(source: str, path: Path, types: TypeSystem) -> list[Structure]:
    """The feature structures of an XMI file.

    Raises:
        InputError: When it is not XML, or has a document type.
    """
    try:
        root = parse_xml(source)
    except BadXml as error:
        raise InputError(str(error), path=path, line=error.line, remedy=error.remedy) from error
    ids = {element.get(_XMI_ID) for element in root}
    lines = _lines(source, _ID_OF_XMI)
    found = []
    for element in root:
        match = _NAMESPACE.fullmatch(element.tag)
        type_ = f"{match[1].replace('/', '.')}.{match[2]}" if match else element.tag
        attributes = dict(element.attrib)
        id = attributes.pop(_XMI_ID, "")
        made = Structure(id, type_.removeprefix("noNamespace."), lines.get(id))
        for name, value in attributes.items():
            _take(made, name, value, ids, types)
        for name in dict.fromkeys(child.tag for child in element):
            values = [child.text or "" for child in element if child.tag == name]
            made.values.setdefault(name, values if len(values) > 1 else values[0])
        found.append(made)
    arrays: dict[str, list[Any]] = {
        each.id: each.references.get("elements", []) for each in found if each.type == _ARRAY
    }
    links = {each.id for each in found if "target" in each.references and "begin" not in each.values}
    for structure in found:
        _resolve(structure, arrays, {*arrays})
        for name in structure.guessed - _REFERENCES:
            if not links.issuperset(structure.references[name]):
                structure.values[name] = " ".join(structure.references.pop(name))
    return found


def _take(made: Structure, name: str, value: str, ids: set[str | None], types: TypeSystem) -> None:
    """Take in an attribute: a value, or ids of others."""
    range_ = types.range(made.type, name)
    parts = value.split()
    if name in _PLAIN or name in _WORDS or (range_ and types.is_value(range_)):
        made.values[name] = typed(value, range_)
    elif parts and all(part.isdecimal() and part in ids for part in parts):
        made.references[name] = parts
        if not range_:
            made.guessed.add(name)
    else:
        made.values[name] = value


def of_json(source: str, path: Path) -> list[Structure]:
    """The feature structures of a file of UIMA CAS JSON 0.4.

    Raises:
        InputError: When it is none.
    """
    top = Fields({}, path).part(parse_json(source, path), "a CAS")
    listed = top.data.get("%FEATURE_STRUCTURES")
    if isinstance(listed, dict):
        listed = [{"%ID": id, **each} for id, each in listed.items() if isinstance(each, dict)]
    if not isinstance(listed, list):
        top.fail("it is no CAS: it has no %FEATURE_STRUCTURES")
    structures = []
    arrays: dict[str, list[Any]] = {}
    of_references: set[str] = set()
    lines = _lines(source, _ID_OF_JSON)
    for item in listed:
        each = top.part(item, "feature structures")
        id = each.name("%ID")
        found = Structure(id, each.string("%TYPE", ""), lines.get(id))
        if "%ELEMENTS" in each.data:
            arrays[id] = each.items("%ELEMENTS")
            if found.type == _ARRAY or found.type.endswith("[]"):
                of_references.add(id)
        for name, value in each.data.items():
            if name.startswith("@"):
                found.references[name[1:]] = [str(item) for item in value] if isinstance(value, list) else [str(value)]
            elif not name.startswith(("%", "#")):  # with a hash it is a number that is none, or has no end
                found.values[name.removeprefix("^")] = value
        structures.append(found)
    for structure in structures:
        _resolve(structure, arrays, of_references)
    return structures


def _resolve(structure: Structure, arrays: dict[str, list[Any]], of_references: set[str]) -> None:
    """Put what arrays hold in the place of the references to them."""
    for name in [*structure.references]:
        id = structure.reference(name)
        if id in of_references:
            structure.references[name] = [str(element) for element in arrays[id]]
        elif id in arrays:
            del structure.references[name]
            structure.values[name] = arrays[id]


def _lines(source: str, pattern: re.Pattern[str]) -> dict[str, int]:
    """In which line each structure begins, by its id."""
    found: dict[str, int] = {}
    line, at = 1, 0
    for match in pattern.finditer(source):
        line, at = line + source.count("\n", at, match.start()), match.start()
        found.setdefault(match[1], line)
    return found


def sofa_of(structures: Sequence[Structure], path: Path) -> Structure:
    """The text: that of the initial view, or the first there is.

    Raises:
        InputError: When there is none.
    """
    found = [each for each in structures if isinstance(each.values.get("sofaString"), str)]
    if not found:
        raise InputError("it has no text (no sofaString)", path=path)
    return next((each for each in found if each.values.get("sofaID") == uima.VIEW), found[0])
