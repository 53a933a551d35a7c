r"""Reading WebAnno TSV 3 (3.0 to 3.3), as INCEpTION and WebAnno export it.

Each layer of spans (`#T_SP=type|feature|…`) is a column for each feature; the first feature is the label, others are
attributes; a layer without features has the label `*`, for which its type's name stands. Annotations over several
tokens bear a number, `PERSON[3]`; several on one token are parted by `|`; parts of a token are rows of their own,
`1-2.1`. A relation (`#T_RL=`) stands at the token that it points to, with the token it comes from, `1-4[3_5]`.
Offsets are in UTF-16. The text between sentences is not in the file: where an article is here that differs in white
space only, it is taken.
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
from copydesk.formats.utf16 import Utf16

SUFFIX = ".tsv"
LARGEST_GAP = 1 << 20
"""UTF-16 units between two tokens at most."""

_VALUE = re.compile(r"(?P<value>(?:\\.|[^\\\[\]])*)(?:\[(?P<number>[0-9]{1,9})\])?", re.DOTALL)
_ADDRESS = re.compile(r"([0-9]{1,9})-([0-9]{1,9})(?:\.[0-9]{1,9})?")
_SOURCE = re.compile(r"([0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?)(?:\[([0-9]{1,9})(?:_([0-9]{1,9}))?\])?")
_RANGE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_READABLE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of the header: its type, its features, and whether it is of relations."""

    name: str
    features: tuple[str, ...]
    is_relation: bool
    is_chain: bool = False

    @property
    def columns(self) -> int:
        if self.is_chain:
            return 2
        return max(len(self.features), 1)


@dataclass(slots=True)
class _Row:
    """A token, or a part of one: its address, its half-open range in UTF-16, its words and columns, its line."""

    address: str
    start: int
    end: int
    words: str
    cells: list[str]
    line: int

    @property
    def is_part(self) -> bool:
        return "." in self.address


@dataclass(slots=True)
class _Found:
    """An annotation that is being put together."""

    values: list[str]
    rows: list[_Row] = field(default_factory=list)


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read one article, or all of a folder."""
    if path.is_dir():
        files = sorted(path.rglob(f"*{SUFFIX}"))
        if not files:
            raise InputError(f"there are no {SUFFIX} files in this folder", path=path)
        for file in files:
            with findings.skipping():
                yield _article(file, file.relative_to(path).as_posix(), findings)
        return
    yield _article(path, path.name, findings)


def _article(path: Path, name: str, findings: Findings) -> ReadArticle:
    layers: list[_Layer] = []
    rows: list[_Row] = []
    for number, line in enumerate(re.split("\r?\n", read_text(path)), 1):
        if line.startswith("#T_") and rows:
            raise InputError("a layer is declared after the rows began", path=path, line=number)
        if line.startswith("#T_"):
            layers.append(_layer(line, number, path))
        elif line and not line.startswith("#") and "\t" in line:
            with findings.skipping():
                rows.append(_row(line, number, path, layers))
        elif line and not line.startswith("#"):
            findings.problems.append(
                InputError("a row must have an address, offsets and a token", path=path, line=number)
            )
    tokens = [row for row in rows if not row.is_part]
    text, points = _text(tokens, path)
    spans: list[ReadSpan] = []
    handles: dict[tuple[str, str], str] = {}
    at = 0
    for layer in layers:
        if not layer.is_relation and not layer.is_chain:
            with findings.skipping():
                spans += _spans(layer, at, rows, points, handles, path, findings)
        elif layer.is_chain:
            findings.notice(f"the chains of {layer.name[:60]} are left out", path)
        at += layer.columns
    relations: list[Relation] = []
    at = 0
    for layer in layers:
        if layer.is_relation:
            relations += _relations(layer, at, rows, handles, path, findings)
        at += layer.columns
    id = name.removesuffix(SUFFIX)
    return ReadArticle(file=path, id=id, text=text, spans=spans, relations=relations)


def _layer(line: str, number: int, path: Path) -> _Layer:
    kind, _, rest = line.partition("=")
    name, *features = rest.split("|")
    if kind not in ("#T_SP", "#T_RL", "#T_CH") or not name:
        raise InputError("it is no layer of WebAnno TSV 3", path=path, line=number)
    return _Layer(name, tuple(feature for feature in features if feature), kind == "#T_RL", kind == "#T_CH")


def _row(line: str, number: int, path: Path, layers: Sequence[_Layer]) -> _Row:
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
    return _Row(address, int(match[1]), int(match[2]), words, cells, number)


def _text(tokens: Sequence[_Row], path: Path) -> tuple[str, dict[int, int]]:
    """The text that the tokens make up, and the offsets in code points of those in UTF-16 at which a token begins."""
    parts: list[str] = []
    points: dict[int, int] = {}
    at = length = 0
    for number, token in enumerate(tokens):
        gap = token.start - at
        if gap < 0 or token.end <= token.start or gap > LARGEST_GAP:
            raise InputError(f"the offsets {token.start}-{token.end} do not follow", path=path, line=token.line)
        new_sentence = number and token.address.partition("-")[0] != tokens[number - 1].address.partition("-")[0]
        parts.append("\n" * gap if new_sentence else " " * gap)
        words = _words_of(token)
        points[token.start] = length + gap
        length += gap + len(words)
        if Utf16(words).length != token.end - token.start:
            raise InputError(f"{words[:40]!r} is not as long as its offsets say", path=path, line=token.line)
        parts.append(words)
        at = token.end
    return "".join(parts), points


def _spans(
    layer: _Layer,
    at: int,
    rows: Sequence[_Row],
    points: dict[int, int],
    handles: dict[tuple[str, str], str],
    path: Path,
    findings: Findings,
) -> Iterator[ReadSpan]:
    """The annotations of a layer; those without a number are on one row only."""
    found: dict[str, _Found] = {}
    for row in rows:
        columns = [_stacked(cell) for cell in row.cells[at : at + layer.columns]]
        if columns[0] == [("_", "")]:
            continue
        for place, (_, number) in enumerate(columns[0]):
            values = [column[place][0] if place < len(column) else "_" for column in columns]
            handle = f"{layer.name}#{number}" if number else f"{layer.name}@{row.address}/{place}"
            found.setdefault(handle, _Found(values)).rows.append(row)
            handles[row.address, number] = handle
            handles.setdefault((row.address, ""), handle)
    tokens = {row.address: row for row in rows if not row.is_part}
    for handle, each in found.items():
        with findings.skipping():
            yield _span(layer, handle, each, tokens, points, path)


def _span(
    layer: _Layer, handle: str, found: _Found, tokens: Mapping[str, _Row], points: dict[int, int], path: Path
) -> ReadSpan:
    first, last = found.rows[0], found.rows[-1]
    start = _edge(first, first.start, tokens, points, path)
    end = _edge(last, last.end, tokens, points, path)
    label = _unescape(found.values[0])
    if label in ("*", "_", ""):
        label = layer.name.rpartition(".")[2]
    attrs = {
        name: _unescape(value)
        for name, value in zip(layer.features[1:], found.values[1:], strict=False)
        if value not in ("_", "*")
    }
    if start >= end:
        raise InputError("an annotation is empty", path=path, line=first.line)
    span = Span(id="", label=label, start=start, end=end, attrs=attrs)
    return ReadSpan(span=span, handle=handle, words=_words(found.rows), line=first.line)


def _edge(row: _Row, offset: int, tokens: Mapping[str, _Row], points: dict[int, int], path: Path) -> int:
    """An offset in code points: of the token's beginning, and what lies before it in the token."""
    whole = tokens.get(row.address.partition(".")[0])
    if whole is None:
        _fail("a part of a token has no token", path, row.line)
    units = offset - whole.start
    count = 0
    for char in _words_of(whole):
        if units <= 0:
            break
        units -= 1 + (char > "\uffff")
        count += 1
    return points[whole.start] + count


def _words(rows: Sequence[_Row]) -> str | None:
    """The words of an annotation of one row; what stands between several is not known."""
    return _words_of(rows[0]) if len(rows) == 1 else None


def _relations(
    layer: _Layer,
    at: int,
    rows: Sequence[_Row],
    handles: dict[tuple[str, str], str],
    path: Path,
    findings: Findings,
) -> Iterator[Relation]:
    """The relations of a layer: the last of its columns says where they come from."""
    for row in rows:
        cells = row.cells[at : at + layer.columns]
        if cells[-1] in ("_", ""):
            continue
        sources = _BAR.sub(r"\1\0", cells[-1]).split("\0")
        types = _stacked(cells[0]) if len(cells) > 1 else []
        for place, source in enumerate(sources):
            with findings.skipping():
                match = _SOURCE.fullmatch(source)
                if match is None:
                    _fail(f"{source[:40]!r} is no source of a relation", path, row.line)
                head_number, tail_number = (("" if number in (None, "0") else number) for number in match.group(2, 3))
                head, tail = handles.get((match[1], head_number)), handles.get((row.address, tail_number))
                if head is None or tail is None:
                    _fail("a relation leads to an annotation that is not there", path, row.line)
                type_ = _unescape(types[place][0]) if place < len(types) else ""
                if type_ in ("", "*", "_"):
                    type_ = layer.name.rpartition(".")[2]
                yield Relation(id="", type=type_, head=head, tail=tail)


def _stacked(cell: str) -> list[tuple[str, str]]:
    """The values of a cell, still escaped, each with its number or nothing."""
    found = []
    for part in _BAR.sub(r"\1\0", cell).split("\0"):
        match = _VALUE.fullmatch(part)
        found.append((match["value"], match["number"] or "") if match else (part, ""))
    return found


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda match: _READABLE.get(match[1], match[1]), value)


def _words_of(row: _Row) -> str:
    """A token's words; a program of old that escaped nothing in them is known by their length."""
    words = _unescape(row.words)
    return words if Utf16(words).length == row.end - row.start else row.words


def _fail(problem: str, path: Path, line: int) -> NoReturn:
    raise InputError(problem, path=path, line=line)


READER = Reader(name="webanno", title="WebAnno TSV 3", reads=".tsv files, and folders of them", read=read)
