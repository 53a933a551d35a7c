"""Reading UIMA CAS: XMI and JSON, as INCEpTION, WebAnno, uimaFIT and dkpro-cassis write them, alone or in a ZIP file.

Every annotation is a span but tokens, sentences and what else is no layer of a person's. Its label is the feature
`label` or `value`, or else its first feature, or the name of its type; other features are attributes. What has a
`Governor` and a `Dependent` is a relation; so is a link of a slot feature, of a chain, and any other reference from one
annotation to another. What is said of the whole text are its labels. Offsets are in UTF-16, of the view `_InitialView`
or the first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.formats.facts import make_span, with_facts
from copydesk.formats.imports.input_file import decode, read_whole
from copydesk.formats.imports.json_input import Fields, parse_json
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.known import uima
from copydesk.formats.known.cas_structures import Structure, of_json, of_xmi, sofa_of
from copydesk.formats.known.uima_types import TypeSystem, read_types
from copydesk.formats.utf16 import Utf16

LARGEST = 128 << 20
"""Bytes in one CAS at most."""
SUFFIXES = (".xmi", ".xml", ".json")
ZIP = ".zip"
DEEPEST = 1
"""How deep ZIP files may lie in each other: INCEpTION's export of a project has one for each document and annotator."""

_TYPE_SYSTEM = re.compile(r"(?:.*/)?typesystem\.xml", re.IGNORECASE)
_OWN = frozenset({uima.IDENTIFIER, uima.ATTRIBUTES, uima.NOTE, uima.SOURCE, uima.SCORE})
"""Features in which Copydesk keeps facts about a `custom.Span`."""
_NO_ATTRIBUTES = frozenset({"begin", "end", uima.CHAIN_RELATION})


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read a file, a ZIP file, or all of a folder."""
    if path.is_dir():
        files = sorted(each for each in path.rglob("*") if each.suffix.lower() in (*SUFFIXES, ZIP))
        for file in files:
            if not _TYPE_SYSTEM.fullmatch(file.name):
                with findings.skipping():
                    yield from read(file, findings)
        return
    content = read_whole(path, LARGEST)
    if content.startswith(b"PK\x03\x04"):
        yield from _archive(content, path, findings, 0)
    else:
        beside = next((each for each in path.parent.glob("*.xml") if _TYPE_SYSTEM.fullmatch(each.name)), None)
        types = _types(read_whole(beside, LARGEST), beside) if beside else TypeSystem()
        yield _article(content, path.name, path, types, findings)


def _archive(content: bytes, path: Path, findings: Findings, depth: int) -> Iterator[ReadArticle]:
    """The articles in a ZIP file; nothing of it is written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            declared = next((name for name in names if _TYPE_SYSTEM.fullmatch(name)), None)
            types = _types(_member(archive, declared, path), path / declared) if declared else TypeSystem()
            inside = [name for name in names if name.lower().endswith((*SUFFIXES, ZIP)) and name != declared]
            if not inside:
                raise InputError("there is no CAS in it", path=path)
            for name in inside:
                with findings.skipping():
                    member = _member(archive, name, path)
                    if not name.lower().endswith(ZIP):
                        yield _article(member, name.rpartition("/")[2], path / name, types, findings)
                    elif depth < DEEPEST:
                        yield from _archive(member, path / name, findings, depth + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise InputError("it is a damaged ZIP file, or one with a password", path=path) from error


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    with archive.open(name) as stream:
        member = stream.read(LARGEST + 1)
    if len(member) > LARGEST:
        raise InputError(f"{name[:60]!r} in it is too large", path=path)
    return member


def _types(content: bytes, path: Path) -> TypeSystem:
    """A type system; one that is damaged is an empty one, as it only helps."""
    try:
        return read_types(decode(content, path))
    except (ValueError, InputError):
        return TypeSystem()


def _article(content: bytes, name: str, path: Path, types: TypeSystem, findings: Findings) -> ReadArticle:
    source = decode(content, path)
    structures = of_json(source, path) if source.lstrip().startswith("{") else of_xmi(source, path, types)
    sofa = sofa_of(structures, path)
    units = Utf16(sofa.values["sofaString"])
    here = [each for each in structures if each.reference("sofa") == sofa.id]
    tagged = _tagged(here, path, findings)
    arrows = [each for each in tagged if {uima.GOVERNOR, uima.DEPENDENT} <= each.references.keys()]
    targets = {each.id for each in tagged} - {each.id for each in arrows}
    links = {each.id: each for each in structures if "target" in each.references and "begin" not in each.values}
    spans: list[ReadSpan] = []
    relations: list[Relation] = []
    empty: set[str] = set()
    for each in tagged:
        with findings.skipping():
            if each.id not in targets:
                relations.append(_relation(each))
                continue
            led = [*_slots(each, links), *_references(each, targets)]
            span = _span(each, units, path, findings)
            if span:
                spans.append(span)
                relations += led
            else:
                empty.add(each.id)
    metadata = next((each.values for each in here if each.type == uima.METADATA), {})
    id = str(metadata.get("documentId") or metadata.get("documentTitle") or name.rpartition(".")[0])
    return ReadArticle(
        file=path,
        id=id,
        text=sofa.values["sofaString"],
        spans=spans,
        relations=[each for each in relations if each.head not in empty and each.tail not in empty],
        labels=_labels(here),
    )


def _tagged(here: Sequence[Structure], path: Path, findings: Findings) -> list[Structure]:
    """The annotations of layers that are a person's."""
    found = []
    grammar: Counter[str] = Counter()
    for each in here:
        if "begin" not in each.values or each.type.startswith(uima.MADE_BY_PROGRAMS):
            continue
        if each.type.startswith(uima.GRAMMAR):
            grammar[each.type] += 1
        else:
            found.append(each)
    for type_, number in grammar.items():
        findings.notice(f"{type_[:90]} ({number}) is left out: it tells about single tokens", path)
    return found


def _labels(here: Sequence[Structure]) -> dict[str, Any]:
    """What is said of the whole text, by the names of the features."""
    found: dict[str, list[Any]] = {}
    for each in here:
        if "begin" not in each.values and not each.type.startswith(uima.MADE_BY_PROGRAMS):
            for name, value in each.values.items():
                if value not in (None, "", *found.get(name, [])):
                    found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _span(each: Structure, units: Utf16, path: Path, findings: Findings) -> ReadSpan | None:
    """A span; None for one without words."""
    place = Fields(each.values, path, each.line)
    start, end = units.point(place.offset("begin")), units.point(place.offset("end"))
    if start is None or end is None:
        place.fail(f"{each.type[:60]} {each.id[:20]} lies outside of the text, or begins or ends inside a character")
    further = {
        name: value
        for name, value in each.values.items()
        if name not in _NO_ATTRIBUTES and not (each.type == uima.SPAN and name in _OWN) and value not in (None, "")
    }
    named = uima.label_feature(name for name, value in further.items() if _is_words(name, value))
    label = str(further.pop(named)) if named else uima.layer_label(each.type)
    if start == end:
        findings.notice(f"{label[:60]} is left out: there are no words in it", path, each.line)
        return None
    span = make_span(place, label, start, end, attrs=further)
    return ReadSpan(span=_with_own(span, place) if each.type == uima.SPAN else span, handle=each.id, line=each.line)


def _is_words(name: str, value: object) -> bool:
    """Whether a feature may be a label: without a type system, a number or a truth value is a string as well."""
    return isinstance(value, str) and (
        name in (uima.LABEL, "value") or not (value in ("true", "false") or value.removeprefix("-").isdecimal())
    )


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
    return with_facts(span, Fields(facts, place.path, place.line))


def _relation(each: Structure) -> Relation:
    own = each.values.get(uima.IDENTIFIER)
    names = [value for key, value in each.values.items() if key not in (uima.IDENTIFIER, "begin", "end")]
    label = each.values.get(uima.LABEL) or next((name for name in names if isinstance(name, str) and name), "")
    return Relation(
        id=own if isinstance(own, str) else "",
        type=str(label or each.type.rpartition(".")[2]),
        head=each.reference(uima.GOVERNOR),
        tail=each.reference(uima.DEPENDENT),
    )


def _slots(each: Structure, links: Mapping[str, Structure]) -> Iterator[Relation]:
    """A relation for each link of the slot features of an annotation."""
    for name, references in each.references.items():
        for link in (links[id] for id in references if id in links):
            role = link.values.get("role")
            yield Relation(id="", type=str(role or name), head=each.id, tail=link.reference("target"))


def _references(each: Structure, targets: set[str]) -> Iterator[Relation]:
    """A relation for each reference to another annotation: to the next link of a chain, or by the feature's name."""
    for name, references in each.references.items():
        following = each.values.get(uima.CHAIN_RELATION) or uima.layer_label(each.type)
        type_ = str(following) if name == uima.NEXT else name
        yield from (Relation(id="", type=type_, head=each.id, tail=id) for id in references if id in targets)


READER = Reader(name="cas", title="UIMA CAS, as XMI or JSON", reads=".xmi, .json and .zip files", read=read)
