r"""brat standoff (brat 1.3): a folder with a `.txt` and an `.ann` for each article, and an `annotation.conf`.

A span is `T1<tab>LABEL start end<tab>text`, in code points, a relation `R1<tab>type Arg1:T1 Arg2:T2`, an attribute
`A1<tab>kind T1 direct`, a note `#1<tab>AnnotatorNotes T1<tab>…`. What brat has no place for is in a comment of the type
`Copydesk`. The text of an article is byte for byte as it was read, without a byte-order mark.

An entry must be on one line: a span over several lines is written in pieces (`0 5;6 11`), as brat itself does, and so
is one with a tab or another character at which some program ends a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.formats.facts import span_facts
from copydesk.formats.file_names import FileNames
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Record, Report, describe
from copydesk.formats.selection import select

COMMENT = "Copydesk"
"""The type of the comments that say what brat has no place for."""
NOTE = "AnnotatorNotes"
BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""What no entry may have in it: tabs part its columns, and at the others `str.splitlines` ends a line."""

_NAME = re.compile(r"[\w.-]+")


@dataclass
class _Names:
    """What `annotation.conf` declares, as it was used."""

    labels: set[str] = field(default_factory=set)
    relations: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)


def write_folder(articles: Iterable[ExportArticle], folder: Path, options: ExportOptions, report: Report) -> None:
    """Write two files for each article, and the configuration.

    Raises:
        InputError: When a label or a relation has a name that brat cannot write.
    """
    files = FileNames()
    names = _Names()
    for article in articles:
        name = files.name(article.id)
        text, notes = folder / f"{name}.txt", folder / f"{name}.ann"
        text.parent.mkdir(parents=True, exist_ok=True)
        text.write_bytes(article.document.text.encode())
        notes.write_bytes("".join(f"{line}\n" for line in _entries(article, options, report, names)).encode())
    (folder / "annotation.conf").write_bytes(_configuration(names).encode())


def _entries(article: ExportArticle, options: ExportOptions, report: Report, names: _Names) -> Iterator[str]:
    """The entries of an article: spans, their attributes and comments, relations."""
    spans, relations = select(article, FORMAT.carries, options, report)
    text = article.document.text
    handles: dict[str, str] = {}
    labels: dict[str, str] = {}
    attributes = comments = 0
    for span in spans:
        pieces = _pieces(span, text)
        if not pieces:
            before = describe(span.label, span.start, span.end, text)
            report.add(Record(article.id, span.id, "white-space", "omitted", before))
            continue
        _tell_trimmed(article, span, pieces, report)
        handle = handles[span.id] = f"T{len(handles) + 1}"
        labels[span.id] = span.label
        names.labels.add(_checked(span.label, "label"))
        edges = ";".join(f"{start} {end}" for start, end in pieces)
        yield f"{handle}\t{span.label} {edges}\t{' '.join(text[start:end] for start, end in pieces)}"
        further = {}
        for key, value in span.attrs.items():
            if _is_simple(key, value):
                attributes += 1
                names.attributes.setdefault(key, set()).update([value] if isinstance(value, str) else [])
                yield f"A{attributes}\t{key} {handle}{'' if value is True else f' {value}'}"
            else:
                further[key] = value
        comments += 1
        yield f"#{comments}\t{COMMENT} {handle}\t{_facts(span, further)}"
        if span.note:
            comments += 1
            yield f"#{comments}\t{NOTE} {handle}\t{BREAKS.sub(' ', span.note)}"
    report.spans += len(handles)
    kept = [each for each in relations if each.head in handles and each.tail in handles]
    for number, relation in enumerate(kept, 1):
        heads, tails = names.relations.setdefault(_checked(relation.type, "relation"), (set(), set()))
        heads.add(labels[relation.head])
        tails.add(labels[relation.tail])
        yield f"R{number}\t{relation.type} Arg1:{handles[relation.head]} Arg2:{handles[relation.tail]}"
        comments += 1
        yield f"#{comments}\t{COMMENT} R{number}\t{json.dumps({'id': relation.id})}"
    report.relations += len(kept)
    for relation in relations:
        if relation not in kept:
            ends = {"type": relation.type, "from": relation.head, "to": relation.tail}
            report.add(Record(article.id, relation.id, "relation", "omitted", ends))


def _pieces(span: Span, text: str) -> list[tuple[int, int]]:
    """The pieces of a span without what an entry cannot have in it, and without those of white space only."""
    found = []
    for start, end in span.pieces:
        at = start
        for gap in BREAKS.finditer(text, start, end):
            found.append((at, gap.start()))
            at = gap.end()
        found.append((at, end))
    return [(start, end) for start, end in found if text[start:end].strip()]


def _tell_trimmed(article: ExportArticle, span: Span, pieces: Sequence[tuple[int, int]], report: Report) -> None:
    """Report a span that lost white space at an end, or a piece of white space."""
    text = article.document.text
    start, end = pieces[0][0], pieces[-1][1]
    if (start, end) != span.range or not all(text[left:right].strip() for left, right in span.pieces):
        before, after = (describe(span.label, *edges, text) for edges in (span.range, (start, end)))
        report.add(Record(article.id, span.id, "white-space", "trimmed", before, after))


def _is_simple(key: str, value: Any) -> bool:
    """Whether brat can say an attribute: a flag, or one word."""
    is_word = isinstance(value, str) and _NAME.fullmatch(value) is not None
    return _NAME.fullmatch(key) is not None and (value is True or is_word)


def _facts(span: Span, further: dict[str, Any]) -> str:
    """What brat has no place for, in ASCII."""
    facts = {key: value for key, value in span_facts(span).items() if key not in ("attrs", "note")}
    if further:
        facts["attrs"] = plain(further)
    if span.note and BREAKS.search(span.note):
        facts["note"] = span.note
    if span.fragments:
        facts["fragments"] = [list(piece) for piece in span.fragments]
    return json.dumps(facts)


def _checked(name: str, kind: str) -> str:
    if not _NAME.fullmatch(name):
        raise InputError(
            f"the {kind} {name!r} cannot stand in a brat file",
            remedy="Use letters, digits, and . _ -, or leave it out with --labels",
        )
    return name


def _configuration(names: _Names) -> str:
    """The file that tells brat which names there are."""
    lines = ["[entities]", *sorted(names.labels), "", "[relations]"]
    lines += [
        f"{name}\tArg1:{'|'.join(sorted(heads))}, Arg2:{'|'.join(sorted(tails))}"
        for name, (heads, tails) in sorted(names.relations.items())
    ]
    lines += ["", "[events]", "", "[attributes]"]
    lines += [
        f"{name}\tArg:<ENTITY>{f', Value:{values}' if (values := '|'.join(sorted(found))) else ''}"
        for name, found in sorted(names.attributes.items())
    ]
    return "\n".join(lines) + "\n"


FORMAT = Format(
    name="brat",
    title="brat standoff, a folder of .txt and .ann",
    extension="",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        relations=True,
        attributes=True,
        notes=True,
        text=True,
        provenance=True,
    ),
    write_folder=write_folder,
    limits=("a span over several lines is written in pieces", "no spans of white space only"),
)
