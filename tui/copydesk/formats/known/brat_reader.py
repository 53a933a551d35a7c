r"""Reading brat standoff: spans, relations, attributes, notes, normalizations, and events as spans with relations.

A trigger of an event is a span, its roles are relations. Pieces with only a line break between them are one span, as
brat means it. Offsets are code points of the text; where the words say so, of the text with its line ends as `\n`,
UTF-16 or bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.formats.facts import make_span, with_facts
from copydesk.formats.imports.input_file import read_text
from copydesk.formats.imports.json_input import Fields, parse_json
from copydesk.formats.imports.offsets import Unit
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.imports.units import in_code_points
from copydesk.formats.known.brat import BREAKS, COMMENT, NOTE

UNITS: tuple[Unit, ...] = ("code points", "LF", "UTF-16", "bytes")

_RANGE = re.compile(r"([0-9]{1,18}) ([0-9]{1,18})")
_ROLE_NUMBER = re.compile(r"(?<=\D)\d+$")
_SUFFIX = ".ann"


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read an `.ann` file, or all of a folder and those below it, each with the `.txt` beside it."""
    if path.is_dir():
        found = sorted(Path(here, name) for here, _, names in os.walk(path) for name in names if name.endswith(_SUFFIX))
        if not found:
            raise InputError(f"there are no {_SUFFIX} files in this folder", path=path)
        for each in found:
            with findings.skipping():
                yield _Standoff(each, findings).article(each.relative_to(path).with_suffix("").as_posix())
        return
    yield _Standoff(path.with_suffix(_SUFFIX), findings).article(path.stem)


class _Standoff:
    """One file of entries, read in two turns: first what others refer to.

    Args:
        path: The file.
        findings: Where to tell what is wrong.
    """

    def __init__(self, path: Path, findings: Findings) -> None:
        self._path, self._findings = path, findings
        self._line = 0
        self._spans: dict[str, ReadSpan] = {}
        self._fragments: dict[str, list[tuple[int, int]]] = {}
        self._relations: dict[str, Relation] = {}
        self._lines: dict[str, int] = {}
        self._triggers: dict[str, str] = {}
        self._equivalent = 0

    def article(self, id: str) -> ReadArticle:
        """What the file says."""
        try:
            text = read_text(self._path.with_suffix(".txt")) if self._path.with_suffix(".txt").exists() else None
        except OSError as error:
            raise InputError("it cannot be read", path=self._path) from error
        entries = [(number, line) for number, line in enumerate(read_text(self._path).split("\n"), 1) if line.strip()]
        for kinds in ("T", "E", "R*", "AMN#"):
            for number, line in entries:
                if line[0] in kinds and not _is_remark(line):
                    self._line = number
                    with self._findings.skipping():
                        self._take(line.rstrip("\r"))
        for number, line in entries:
            if _is_remark(line):
                self._findings.notice("a remark is left out", self._path, number)
            elif line[0] not in "TER*AMN#":
                self._line = number
                with self._findings.skipping():
                    self._fail("it is no entry of brat's")
        place = Fields({}, self._path)
        spans = in_code_points(list(self._spans.values()), text, place, self._findings, UNITS)
        return ReadArticle(
            file=self._path,
            id=id,
            text=text,
            spans=spans if text is None else list(self._all_whole(spans, text)),
            relations=[*self._joined()],
        )

    def _take(self, line: str) -> None:
        handle, _, rest = line.partition("\t")
        head, _, tail = rest.partition("\t")
        if not head.split():
            self._fail("an entry must have a name, a tab, and what it says")
        match handle[0]:
            case "T":
                self._span(handle, head, tail)
            case "E":
                self._event(handle, head)
            case "R":
                self._relation(handle, head)
            case "*":
                self._equivalence(head)
            case "A" | "M":
                self._attribute(head)
            case "N":
                self._normalization(head, tail)
            case _:
                self._comment(head, tail)

    def _span(self, handle: str, head: str, words: str) -> None:
        label, _, edges = head.partition(" ")
        found = [_RANGE.fullmatch(edge) for edge in edges.split(";")]
        if not label or not all(found):
            self._fail("a span must be a label and its offsets: T1, LABEL 0 5, and the words, with tabs between")
        ranges = [(int(match[1]), int(match[2])) for match in found if match]
        span = self._made(label, ranges)
        self._spans[self._fresh(handle)] = ReadSpan(span=span, handle=handle, words=words, line=self._line)

    def _event(self, handle: str, head: str) -> None:
        trigger, *roles = head.split()
        _, _, target = trigger.partition(":")
        if target not in self._spans:
            self._fail(f"the trigger of {handle[:20]} is not there")
        if target in self._triggers.values():
            problem = f"{handle[:20]} has the trigger of another event: they become one span"
            self._findings.notice(problem, self._path, self._line)
        self._triggers[handle] = target
        for number, role in enumerate(roles, 1):
            name, _, end = role.partition(":")
            arrow = Relation(id="", type=_ROLE_NUMBER.sub("", name), head=handle, tail=end)
            self._relate(f"{handle}:{number}", arrow)

    def _relation(self, handle: str, head: str) -> None:
        type_, *ends = head.split()
        found = [end.partition(":")[2] for end in ends]
        if len(found) != 2:
            self._fail("a relation must have two arguments: R1, a tab, type Arg1:T1 Arg2:T2")
        self._relate(self._fresh(handle), Relation(id="", type=type_, head=found[0], tail=found[1]))

    def _equivalence(self, head: str) -> None:
        type_, *members = head.split()
        for one, other in pairwise(members):
            self._equivalent += 1
            self._relate(f"*{self._equivalent}", Relation(id="", type=type_, head=one, tail=other))

    def _relate(self, handle: str, relation: Relation) -> None:
        self._relations[handle] = relation
        self._lines[handle] = self._line

    def _joined(self) -> Iterator[Relation]:
        """The relations between spans, the triggers of events in the place of the events."""
        for handle, each in self._relations.items():
            self._line = self._lines[handle]
            with self._findings.skipping():
                head, tail = (self._triggers.get(end, end) for end in (each.head, each.tail))
                for end in (head, tail):
                    if end not in self._spans:
                        self._fail(f"{each.type[:60]!r} leads to {end[:20]!r}, which is not there")
                yield replace(each, head=head, tail=tail)

    def _attribute(self, head: str) -> None:
        if len(head.split()) < 2:
            self._fail("an attribute is about nothing")
        name, target, *values = head.split()
        self._describe(target, "attribute", attrs={name: " ".join(values) or True})

    def _normalization(self, head: str, words: str) -> None:
        parts = head.split()
        if len(parts) < 3:
            self._fail("a normalization must name a span and an entry: Reference T1 Wikipedia:1")
        resource, _, entry = parts[2].partition(":")
        target = self._triggers.get(parts[1], parts[1])
        before = self._spans[target].span.attrs.get(resource) if target in self._spans else None
        known = before if isinstance(before, list) else [before] if before else []
        entries = [*known, *([] if (entry or words) in known else [entry or words])]
        self._describe(parts[1], "normalization", attrs={resource: entries if len(entries) > 1 else entries[0]})

    def _comment(self, head: str, words: str) -> None:
        type_, _, target = head.partition(" ")
        if type_ == COMMENT:
            self._facts(target, words)
        elif target:
            self._describe(target, "comment", note=words if type_ == NOTE else f"{type_}: {words}")

    def _facts(self, target: str, words: str) -> None:
        facts = Fields({}, self._path, self._line).part(parse_json(words, self._path, self._line), "facts")
        if target in self._relations:
            self._relations[target] = replace(self._relations[target], id=facts.name("id"))
            return
        each = self._spans.get(target)
        if each is None:
            self._fail(f"a comment is about {target[:20]!r}, which is not there")
        span = with_facts(each.span, facts)
        if facts.has("fragments"):
            self._fragments[target] = [_pair(piece, facts) for piece in facts.items("fragments")]
        self._spans[target] = replace(each, span=span)

    def _describe(self, target: str, kind: str, *, note: str = "", attrs: dict[str, Any] | None = None) -> None:
        """Add a note or attributes to a span, or to the trigger of an event."""
        target = self._triggers.get(target, target)
        each = self._spans.get(target)
        if each is None:
            if target in self._relations:
                self._findings.notice(f"the {kind} of a relation is left out", self._path, self._line)
                return
            self._fail(f"the {kind} is about {target[:20]!r}, which is not there")
        span = each.span
        is_known = BREAKS.sub(" ", span.note) == note  # brat's own line of a note of several, which is in the facts
        joined = span.note if is_known else "\n".join(part for part in (span.note, note) if part)
        self._spans[target] = replace(each, span=replace(span, note=joined, attrs={**span.attrs, **(attrs or {})}))

    def _all_whole(self, spans: Iterable[ReadSpan], text: str) -> Iterator[ReadSpan]:
        for each in spans:
            with self._findings.skipping():
                yield self._whole(each, text)

    def _whole(self, each: ReadSpan, text: str) -> ReadSpan:
        """A span whose pieces are parted by more than a line break, or that are said to be pieces."""
        span = each.span
        known = self._fragments.get(each.handle, [])
        joined = [span.pieces[0]]
        for start, end in span.pieces[1:]:
            gap = text[joined[-1][1] : start]
            if gap.isspace() and BREAKS.search(gap):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        clipped = [(max(start, span.start), min(end, span.end)) for start, end in known]
        joined = [(start, end) for start, end in clipped if start < end and text[start:end].strip()] or joined
        place = Fields({}, self._path, each.line)
        fragments = tuple(joined) if len(joined) > 1 else ()
        make_span(place, span.label, *span.range, fragments=fragments)
        return replace(each, span=replace(span, fragments=fragments))

    def _made(self, label: str, ranges: list[tuple[int, int]]) -> Span:
        place = Fields({}, self._path, self._line)
        ranges = sorted(ranges)
        touching = [ranges[0]]
        for start, end in ranges[1:]:
            if start == touching[-1][1]:
                touching[-1] = (touching[-1][0], end)
            else:
                touching.append((start, end))
        fragments = tuple(touching) if len(touching) > 1 else ()
        return make_span(place, label, touching[0][0], touching[-1][1], fragments=fragments)

    def _fresh(self, handle: str) -> str:
        if handle in self._spans or handle in self._relations:
            self._fail(f"{handle[:20]} is there twice")
        return handle

    def _fail(self, problem: str) -> NoReturn:
        raise InputError(problem, path=self._path, line=self._line)


def _is_remark(line: str) -> bool:
    """Whether a line is a remark of somebody's, and no note of brat's, whose hash a number follows."""
    return line.startswith("#") and not line[1:2].isdecimal()


def _pair(piece: Any, facts: Fields) -> tuple[int, int]:
    if not isinstance(piece, list) or len(piece) != 2:
        facts.fail("fragments must be pairs of numbers")
    pair = Fields(dict(zip(("start", "end"), piece, strict=True)), facts.path, facts.line)
    return pair.offset("start"), pair.offset("end")


READER = Reader(
    name="brat", title="brat standoff", reads="folders, or .ann files, with the .txt beside them", read=read
)
