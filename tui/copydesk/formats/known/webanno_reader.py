r"""Reading WebAnno TSV 3 (3.0 to 3.3), as INCEpTION and WebAnno export it.

Each layer of spans (`#T_SP=type|feature|…`) is a column for each feature: one is the label, others are attributes; an
annotation without features is called as its type. Slots, chains and relations (`#T_RL=`, at the token that they point
to, with the one that they come from: `1-4[3_5]`) are relations. Offsets are in UTF-16. White space in sentences is in
`#Text=`; that between them is not in the file: where an article is here that differs in white space only, it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.formats.imports.input_file import read_text
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.known import uima
from copydesk.formats.known.webanno_links import Handles, chained, find_handle, links, slots
from copydesk.formats.known.webanno_rows import (
    NOTHING,
    UNSAID,
    Layer,
    Row,
    parse_layer,
    parse_row,
    parted,
    stacked,
    unescape,
)
from copydesk.formats.utf16 import Utf16

SUFFIX = ".tsv"
LARGEST_GAP = 1 << 20
"""UTF-16 units between two tokens at most."""

_SOURCE = re.compile(r"([0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?)(?:\[([0-9]{1,9})(?:_([0-9]{1,9}))?\])?")
_TEXT = "#Text="


@dataclass(slots=True)
class _Found:
    """An annotation that is being put together: the values of its columns, still escaped, and its rows."""

    values: list[str]
    rows: list[Row] = field(default_factory=list)


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read one article, or all of a folder."""
    if path.is_dir():
        files = sorted(path.rglob(f"*{SUFFIX}"))
        if not files:
            raise InputError(f"there are no {SUFFIX} files in this folder", path=path)
        for file in files:
            with findings.skipping():
                yield _Reading(file, findings).article(file.relative_to(path).as_posix())
        return
    yield _Reading(path, findings).article(path.name)


class _Reading:
    """One file.

    Args:
        path: The file.
        findings: Where to tell what is wrong.
    """

    def __init__(self, path: Path, findings: Findings) -> None:
        self._path, self._findings = path, findings
        self._layers: list[Layer] = []
        self._rows: list[Row] = []
        self._sentences: dict[str, str] = {}
        self._handles: Handles = {}

    def article(self, name: str) -> ReadArticle:
        """What the file says."""
        self._read_lines()
        self._tokens = {row.address: row for row in self._rows if not row.is_part}
        text, self._points = _text([*self._tokens.values()], self._sentences, self._path)
        spans: list[ReadSpan] = []
        relations: list[Relation] = []
        hosts: list[tuple[Layer, dict[str, _Found]]] = []
        at = 0
        for layer in self._layers:
            if layer.name.startswith(uima.GRAMMAR):
                self._findings.notice(
                    f"the layer {layer.name[:90]} is left out: it tells about single tokens", self._path
                )
            elif layer.kind == "SP":
                found = self._found(layer, at)
                spans += self._spans(layer, found)
                hosts.append((layer, found))
            elif layer.kind == "CH":
                with self._findings.skipping():
                    self._chains(layer, at, spans, relations)
            at += layer.columns
        for host, hosted in hosts:
            relations += self._slots(host, hosted)
        at = 0
        for layer in self._layers:
            if layer.kind == "RL" and not layer.name.startswith(uima.GRAMMAR):
                relations += self._relations(layer, at)
            at += layer.columns
        there = {span.handle for span in spans}
        return ReadArticle(
            file=self._path,
            id=name.removesuffix(SUFFIX),
            text=text,
            spans=spans,
            relations=[each for each in relations if {each.head, each.tail} <= there],
        )

    def _read_lines(self) -> None:
        texts: list[str] = []
        for number, line in enumerate(re.split("\r?\n", read_text(self._path)), 1):
            if line.startswith("#T_"):
                if self._rows:
                    raise InputError("a layer is declared after the rows began", path=self._path, line=number)
                self._layers.append(parse_layer(line, number, self._path))
            elif line.startswith(_TEXT):
                texts.append(unescape(line.removeprefix(_TEXT)))
            elif line and not line.startswith("#"):
                with self._findings.skipping():
                    row = parse_row(line, number, self._path, self._layers)
                    self._rows.append(row)
                    self._sentences.setdefault(row.sentence, "\n".join(texts))
                texts = []

    def _found(self, layer: Layer, at: int) -> dict[str, _Found]:
        """The annotations of a layer of spans, by what relations call them."""
        found: dict[str, _Found] = {}
        filled = {column + 1 for column in layer.slots}
        for row in self._rows:
            columns = [stacked(cell) for cell in row.cells[at : at + layer.columns]]
            if all(column == [(NOTHING, "")] for column in columns):
                continue
            key = columns[0]
            for place, (_, number) in enumerate(key):
                values = [column[place][0] if place < len(column) else NOTHING for column in columns]
                for column in filled:
                    targets = parted(row.cells[at + column])
                    values[column] = targets[place] if place < len(targets) else NOTHING
                handle = f"{layer.name}#{number}" if number else f"{layer.name}@{row.address}/{place}"
                found.setdefault(handle, _Found(values)).rows.append(row)
                for name in (layer.name, ""):
                    self._handles.setdefault((name, row.address, number), handle)
                    self._handles.setdefault((name, row.address, ""), handle)
        return found

    def _spans(self, layer: Layer, found: Mapping[str, _Found]) -> Iterator[ReadSpan]:
        for handle, each in found.items():
            with self._findings.skipping():
                values = {layer.features[at]: each.values[at] for at in layer.plain}
                said = {name: value for name, value in values.items() if value not in (NOTHING, UNSAID)}
                named = said.pop(layer.features[layer.label], "") if layer.label is not None else ""
                label = unescape(named) or uima.layer_label(layer.name)
                attrs = {name: unescape(value) for name, value in said.items()}
                yield from self._span(label, handle, each.rows, attrs)

    def _span(self, label: str, handle: str, rows: Sequence[Row], attrs: Mapping[str, str]) -> Iterator[ReadSpan]:
        """A span over some rows; one without words is left out."""
        first, last = rows[0], rows[-1]
        start, end = self._edge(first, first.start), self._edge(last, last.end)
        if start >= end:
            self._findings.notice(f"{label[:60]} is left out: there are no words in it", self._path, first.line)
            return
        # What stands between several rows is not said.
        words = first.text if len(rows) == 1 else None
        span = Span(id="", label=label, start=start, end=end, attrs=attrs)
        yield ReadSpan(span=span, handle=handle, words=words, line=first.line)

    def _edge(self, row: Row, offset: int) -> int:
        """An offset in code points: of the token's beginning, and what lies before it in the token."""
        whole = self._tokens.get(row.address.partition(".")[0])
        if whole is None:
            self._fail("a part of a token has no token", row.line)
        units = offset - whole.start
        count = 0
        for char in whole.text:
            if units <= 0:
                break
            units -= 1 + (char > "\uffff")
            count += 1
        return self._points[whole.start] + count

    def _slots(self, layer: Layer, found: Mapping[str, _Found]) -> Iterator[Relation]:
        for handle, each in found.items():
            for column in layer.slots:
                with self._findings.skipping():
                    cells = each.values[column], each.values[column + 1]
                    yield from slots(layer, column, cells, handle, each.rows[0], self._handles)

    def _chains(self, layer: Layer, at: int, spans: list[ReadSpan], relations: list[Relation]) -> None:
        found = links(layer, at, self._rows)
        names = {}
        for (chain, number), link in found.items():
            handle = f"{layer.name}#{chain}-{number}"
            with self._findings.skipping():
                made = [*self._span(link.label or uima.layer_label(layer.name), handle, link.rows, {})]
                spans += made
                if made:
                    names[chain, number] = handle
        relations += chained(layer, found, names)

    def _relations(self, layer: Layer, at: int) -> Iterator[Relation]:
        """The relations of a layer: the last of its columns says where they come from."""
        for row in self._rows:
            cells = row.cells[at : at + layer.columns]
            if cells[-1] in (NOTHING, ""):
                continue
            types = stacked(cells[0]) if len(cells) > 1 else []
            for place, source in enumerate(parted(cells[-1])):
                with self._findings.skipping():
                    match = _SOURCE.fullmatch(source)
                    if match is None:
                        self._fail(f"{source[:40]!r} is no source of a relation", row.line)
                    numbers = ["" if number in (None, "0") else number for number in match.group(2, 3)]
                    head = find_handle(self._handles, layer.base, match[1], numbers[0])
                    tail = find_handle(self._handles, layer.base, row.address, numbers[1])
                    if head is None or tail is None:
                        self._fail("a relation leads to an annotation that is not there", row.line)
                    type_ = unescape(types[place][0]) if place < len(types) else ""
                    if type_ in ("", UNSAID, NOTHING):
                        type_ = uima.layer_label(layer.name)
                    yield Relation(id="", type=type_, head=head, tail=tail)

    def _fail(self, problem: str, line: int) -> NoReturn:
        raise InputError(problem, path=self._path, line=line)


def _text(tokens: Sequence[Row], sentences: Mapping[str, str], path: Path) -> tuple[str, dict[int, int]]:
    """The text that the tokens make up, and the offsets in code points of those in UTF-16 at which a token begins."""
    parts: list[str] = []
    points: dict[int, int] = {}
    at = length = 0
    before = None
    for token in tokens:
        gap = token.start - at
        if gap < 0 or token.end <= token.start or gap > LARGEST_GAP:
            raise InputError(f"the offsets {token.start}-{token.end} do not follow", path=path, line=token.line)
        words = token.text
        if Utf16(words).length != token.end - token.start:
            raise InputError(f"{words[:40]!r} is not as long as its offsets say", path=path, line=token.line)
        if before is None or token.sentence != before:
            begun, known = token.start, _Sentence(sentences.get(token.sentence, ""))
            blank = "\n" if before is not None else " "
            parts.append(blank * gap)
        else:
            parts.append(known.gap(at - begun, token.start - begun) or " " * gap)
        points[token.start] = length + gap
        length += gap + len(words)
        parts.append(words)
        at, before = token.end, token.sentence
    return "".join(parts), points


class _Sentence:
    """The text of a sentence, to tell the white space between its tokens."""

    def __init__(self, text: str) -> None:
        self._text = text.lstrip()
        self._units = Utf16(self._text)

    def gap(self, start: int, end: int) -> str:
        """What stands in a half-open range of UTF-16 units, if that is white space of one unit each."""
        first, last = self._units.point(start), self._units.point(end)
        found = "" if first is None or last is None else self._text[first:last]
        return found if found.isspace() and len(found) == end - start else ""


READER = Reader(name="webanno", title="WebAnno TSV 3", reads=".tsv files, and folders of them", read=read)
