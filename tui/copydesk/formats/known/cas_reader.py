"""Reading UIMA CAS: XMI and JSON, as INCEpTION, WebAnno, uimaFIT and dkpro-cassis write them, alone or in a ZIP file.

Every annotation is a span but tokens, sentences and what else is no layer of a person's. Its label is the feature
`label` or `value`, or else its first feature, or the name of its type; other features are attributes. What has a
`Governor` and a `Dependent` is a relation; so is a link of a slot feature. Offsets are in UTF-16, of the view
`_InitialView` or the first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.formats.facts import make_span, with_facts
from copydesk.formats.imports.input_file import decode, read_whole
from copydesk.formats.imports.json_input import Fields, parse_json
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.known import uima
from copydesk.formats.utf16 import Utf16

LARGEST = 128 << 20
"""Bytes in one CAS at most."""
SUFFIXES = (".xmi", ".xml", ".json")

_TYPE_SYSTEM = re.compile(r"(?:.*/)?typesystem\.xml", re.IGNORECASE)
_NO_LAYER = (
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.inception.api.type.",
)
"""What the types begin with that are made by programs: tokens, sentences, parts of speech."""

_XMI_ID = "{http://www.omg.org/XMI}id"
_NAMESPACE = re.compile(r"\{http:///(.*)\.ecore\}(.+)")
_OWN = frozenset({uima.IDENTIFIER, uima.ATTRIBUTES, uima.NOTE, uima.SOURCE, uima.SCORE})
"""Features in which Copydesk keeps facts about a `custom.Span`."""


@dataclass(slots=True)
class _Structure:
    """A feature structure: its id, its type, and what its features say, references apart."""

    id: str
    type: str
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)

    def reference(self, name: str) -> str:
        found = self.references.get(name, [])
        return found[0] if len(found) == 1 else ""


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read a file, a ZIP file, or all of a folder."""
    if path.is_dir():
        files = sorted(each for each in path.rglob("*") if each.suffix.lower() in (*SUFFIXES, ".zip"))
        for file in files:
            if not _TYPE_SYSTEM.fullmatch(file.name):
                with findings.skipping():
                    yield from read(file, findings)
        return
    content = read_whole(path, LARGEST)
    if content.startswith(b"PK\x03\x04"):
        yield from _archive(content, path, findings)
    else:
        yield _article(content, path.name, path, findings)


def _archive(content: bytes, path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """The articles in a ZIP file; nothing of it is written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.infolist():
                name = each.filename
                if name.lower().endswith(SUFFIXES) and not _TYPE_SYSTEM.fullmatch(name):
                    with findings.skipping(), archive.open(each) as stream:
                        member = stream.read(LARGEST + 1)
                        if len(member) > LARGEST:
                            raise InputError(f"{name[:60]!r} in it is too large", path=path)
                        yield _article(member, name.rpartition("/")[2], path, findings)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise InputError("it is a damaged ZIP file, or one with a password", path=path) from error


def _article(content: bytes, name: str, path: Path, findings: Findings) -> ReadArticle:
    source = decode(content, path)
    structures = _of_json(source, path) if source.lstrip().startswith("{") else _of_xmi(source, path)
    sofa = _sofa(structures, path)
    text = sofa.values["sofaString"]
    units = Utf16(text)
    here = [each for each in structures if each.reference("sofa") == sofa.id]
    spans: list[ReadSpan] = []
    relations: list[Relation] = []
    links = {each.id: each for each in structures if "target" in each.references and "begin" not in each.values}
    for each in here:
        if each.type.startswith(_NO_LAYER) or "begin" not in each.values:
            continue
        with findings.skipping():
            if {uima.GOVERNOR, uima.DEPENDENT} <= each.references.keys():
                relations.append(_relation(each))
            else:
                spans.append(_span(each, units, path))
                relations += _slots(each, links)
    metadata = next((each.values for each in here if each.type == uima.METADATA), {})
    id = str(metadata.get("documentId") or metadata.get("documentTitle") or name.rpartition(".")[0])
    return ReadArticle(file=path, id=id, text=text, spans=spans, relations=relations)


def _sofa(structures: Sequence[_Structure], path: Path) -> _Structure:
    """The text: that of the initial view, or the first there is."""
    found = [each for each in structures if isinstance(each.values.get("sofaString"), str)]
    if not found:
        raise InputError("it has no text (no sofaString)", path=path)
    return next((each for each in found if each.values.get("sofaID") == uima.VIEW), found[0])


def _span(each: _Structure, units: Utf16, path: Path) -> ReadSpan:
    place = Fields(each.values, path)
    start, end = units.point(place.offset("begin")), units.point(place.offset("end"))
    if start is None or end is None:
        place.fail(f"{each.type[:60]} {each.id[:20]} lies outside of the text, or begins or ends inside a character")
    further = {
        name: value
        for name, value in each.values.items()
        if name not in ("begin", "end") and not (each.type == uima.SPAN and name in _OWN)
    }
    strings = [name for name, value in further.items() if isinstance(value, str) and value]
    named = next((name for name in (uima.LABEL, "value") if name in strings), strings[0] if strings else "")
    label = str(further.pop(named)) if named else each.type.rpartition(".")[2]
    attrs = {name: value for name, value in further.items() if value not in (None, "")}
    span = make_span(place, label, start, end, attrs=attrs)
    return ReadSpan(span=_with_own(span, place) if each.type == uima.SPAN else span, handle=each.id)


def _with_own(span: Span, place: Fields) -> Span:
    """A span with what Copydesk wrote of it."""
    facts: dict[str, Any] = {"id": place.name(uima.IDENTIFIER)}
    for name in (uima.SOURCE, uima.NOTE):
        if value := place.string(name, ""):
            facts[name] = value
    score = place.data.get(uima.SCORE)
    if score is not None:
        try:
            facts["score"] = float(score)
        except (TypeError, ValueError):
            place.fail("score must be a number")
    if attributes := place.string(uima.ATTRIBUTES, ""):
        facts["attrs"] = parse_json(attributes, place.path)
    return with_facts(span, Fields(facts, place.path))


def _relation(each: _Structure) -> Relation:
    own = each.values.get(uima.IDENTIFIER)
    names = [value for key, value in each.values.items() if key not in (uima.IDENTIFIER, "begin", "end")]
    label = each.values.get(uima.LABEL) or next((name for name in names if isinstance(name, str) and name), "")
    return Relation(
        id=own if isinstance(own, str) else "",
        type=str(label or each.type.rpartition(".")[2]),
        head=each.reference(uima.GOVERNOR),
        tail=each.reference(uima.DEPENDENT),
    )


def _slots(each: _Structure, links: Mapping[str, _Structure]) -> Iterator[Relation]:
    """A relation for each link of the slot features of an annotation."""
    for name, references in each.references.items():
        for link in (links[id] for id in references if id in links):
            role = link.values.get("role")
            yield Relation(id="", type=str(role or name), head=each.id, tail=link.reference("target"))


def _of_xmi(source: str, path: Path) -> list[_Structure]:
    """The feature structures of an XMI file. A document type could name other files, or grow without end."""
    import xml.etree.ElementTree as ET

    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        raise InputError("it has a document type declaration, which no CAS needs", path=path, remedy="Remove it")
    try:
        root = ET.fromstring(source)  # noqa: S314 - without a document type nothing can be expanded
    except (ET.ParseError, ValueError) as error:
        line = getattr(error, "position", (None,))[0]
        raise InputError(f"it is not XML: {error}", path=path, line=line) from error
    ids = {element.get(_XMI_ID) for element in root}
    return [_structure(element.tag, dict(element.attrib), ids, element) for element in root]


def _structure(tag: str, attributes: dict[str, str], ids: set[str | None], element: Any) -> _Structure:
    match = _NAMESPACE.fullmatch(tag)
    type_ = f"{match[1].replace('/', '.')}.{match[2]}" if match else tag
    type_ = type_.removeprefix("noNamespace.")
    found = _Structure(attributes.pop(_XMI_ID, ""), type_)
    for name, value in attributes.items():
        parts = value.split()
        is_place = name in ("begin", "end", "sofaNum", "sofaString", "sofaID", "mimeType")
        known = bool(parts) and not is_place and all(part.isdecimal() and part in ids for part in parts)
        if known and name not in (uima.LABEL, uima.IDENTIFIER, "value", "role"):
            found.references[name] = parts
        else:
            found.values[name] = value
    for child in element:
        found.values.setdefault(child.tag, child.text or "")
    return found


def _of_json(source: str, path: Path) -> list[_Structure]:
    """The feature structures of a file of UIMA CAS JSON 0.4."""
    top = Fields({}, path).part(parse_json(source, path), "a CAS")
    listed = top.data.get("%FEATURE_STRUCTURES")
    if isinstance(listed, dict):
        listed = [{"%ID": id, **each} for id, each in listed.items() if isinstance(each, dict)]
    if not isinstance(listed, list):
        top.fail("it is no CAS: it has no %FEATURE_STRUCTURES")
    structures = []
    arrays: dict[str, list[str]] = {}
    for item in listed:
        each = top.part(item, "feature structures")
        found = _Structure(each.name("%ID"), each.string("%TYPE", ""))
        if each.items("%ELEMENTS"):
            arrays[found.id] = [str(element) for element in each.items("%ELEMENTS")]
        for name, value in each.data.items():
            if name.startswith("@"):
                found.references[name[1:]] = [str(item) for item in value] if isinstance(value, list) else [str(value)]
            elif not name.startswith("%"):
                found.values[name] = value
        structures.append(found)
    for structure in structures:
        for name, references in structure.references.items():
            if len(references) == 1 and references[0] in arrays:
                structure.references[name] = arrays[references[0]]
    return structures


READER = Reader(name="cas", title="UIMA CAS, as XMI or JSON", reads=".xmi, .json and .zip files", read=read)
