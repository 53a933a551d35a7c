r"""Gold articles: text with light inline markup, read into spans and relations with code point offsets.

A mark is `[LABEL:words]`, or `[LABEL word word:words]`, and marks nest:

    [QUOTE direct q1:“It will hold,”] [PERSON q1:Anna Berg] of [ORG:Brovik] [CUE q1:said]. [QUOTE direct q1:“We tried.”]

- `[QUOTE direct q1:…]` is a quotation: first its kind, then, if it is attributed, the id that its speaker and cue name.
  Pieces of one interrupted quotation share an id; each piece is a span of its own and has the same speaker and cue.
- `[CUE q1:said]` is the cue of `q1`. Any other label with an id is the speaker: `[PERSON q1 q2:Anna Berg]`,
  `[SPEAKER q1:a farmer]`.
- Only three characters are written otherwise than they stand in the text: `\[`, `\]` and `\\`. All else, the line
  breaks and the one at the end of the file included, is the article.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.wire import article_record, json_line
from copydesk.errors import CopydeskError, InputError
from copydesk.text.document import Document
from copydesk.text.graphemes import snap, trim

KINDS: Final = DEFAULT_LABELS.get("QUOTE").attrs["kind"].values
"""The kinds of quotation."""

_HEAD = re.compile(r"\[([A-Z]+)((?: [a-z][a-z0-9]*)*):")
_ID = re.compile(r"q[1-9][0-9]*\Z")
_ESCAPED = frozenset("[]\\")
_SPECIAL = re.compile(r"[\[\]\\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of an article.

    Attributes:
        label: A name of the default label set.
        start: First code point in the text without marks.
        end: One past the last.
        kind: The kind of a QUOTE, else empty.
        quotes: Of a QUOTE its own id, if it is attributed; of any other label, the ids it is the cue or the speaker of.
    """

    label: str
    start: int
    end: int
    kind: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """An article's text and its marks, in the order in which they open."""

    text: str
    marks: tuple[Mark, ...]


def parse(markup: str, path: Path | None = None) -> Gold:
    """Read marked-up text.

    Raises:
        InputError: With the file and line of what is wrong: a bracket that is not paired, an unknown label or kind, a
            mark that is empty, ends in white space or cuts a grapheme, an id without its quotation, and so on.
    """
    text: list[str] = []
    length = at = 0
    marks: list[Mark] = []
    lines: list[int] = []
    opened: list[int] = []
    while at < len(markup):
        line = markup.count("\n", 0, at) + 1
        special = _SPECIAL.search(markup, at)
        if special is None or special.start() > at:
            stop = len(markup) if special is None else special.start()
            text.append(markup[at:stop])
            length += stop - at
            at = stop
        elif markup[at] == "\\":
            if markup[at + 1 : at + 2] not in _ESCAPED:
                raise InputError("a backslash that escapes nothing", path=path, line=line, remedy=r"Write \\ for one")
            text.append(markup[at + 1])
            length += 1
            at += 2
        elif markup[at] == "[":
            head = _HEAD.match(markup, at)
            if head is None:
                raise InputError("a [ that opens no mark", path=path, line=line, remedy=r"Write \[ for one in the text")
            opened.append(len(marks))
            marks.append(_headed(head[1], head[2].split(), length, path, line))
            lines.append(line)
            at = head.end()
        elif opened:
            index = opened.pop()
            marks[index] = replace(marks[index], end=length)
            at += 1
        else:
            raise InputError("a ] that closes no mark", path=path, line=line, remedy=r"Write \] for one in the text")
    if opened:
        raise InputError(f"a {marks[opened[-1]].label} that is never closed", path=path, line=lines[opened[-1]])
    gold = Gold("".join(text), tuple(marks))
    _check_ranges(gold, lines, path)
    _check_quotations(gold, lines, path)
    return gold


def _headed(label: str, words: list[str], start: int, path: Path | None, line: int) -> Mark:
    """A mark as its head describes it; its end is not known yet."""
    if label not in DEFAULT_LABELS:
        raise InputError(f"the label {label} is unknown", path=path, line=line)
    kind = ""
    if label == "QUOTE":
        kind, *words = words or [""]
        if kind not in KINDS:
            raise InputError(f"a quotation of kind {kind!r}", path=path, line=line, remedy=f"One of {', '.join(KINDS)}")
        if len(words) > 1 or (words and kind == "scare"):
            raise InputError("a quotation with too many ids", path=path, line=line, remedy="One, or none of scare")
    elif words and label != "CUE" and not DEFAULT_LABELS.allows("speaker", "QUOTE", label):
        raise InputError(f"a speaker cannot be a {label}", path=path, line=line)
    elif not words and label in ("CUE", "SPEAKER"):
        raise InputError(f"a {label} without the id of its quotation", path=path, line=line)
    for word in words:
        if not _ID.match(word):
            raise InputError(f"{word} is no id of a quotation", path=path, line=line, remedy="Write q and a number: q1")
    if len(set(words)) < len(words):
        raise InputError("an id is named twice", path=path, line=line)
    return Mark(label, start, start, kind, tuple(words))


def _check_ranges(gold: Gold, lines: Sequence[int], path: Path | None) -> None:
    """Refuse marks that are empty, untrimmed or inside a grapheme, and the same label twice on the same words."""
    seen: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mark, line in zip(gold.marks, lines, strict=True):
        place = (mark.start, mark.end)
        words = repr(gold.text[mark.start : mark.end])
        if mark.start == mark.end:
            raise InputError(f"a {mark.label} of no words", path=path, line=line)
        if snap(gold.text, *place) != place:
            raise InputError(f"the {mark.label} {words} cuts a grapheme", path=path, line=line)
        if trim(gold.text, *place) != place:
            raise InputError(f"the {mark.label} {words} begins or ends with white space", path=path, line=line)
        others = seen[place]
        if mark.label in others or (others and "SPEAKER" in {*others, mark.label}):
            raise InputError(f"{words} is marked twice", path=path, line=line, remedy="Mark the entity alone")
        others.add(mark.label)


def _check_quotations(gold: Gold, lines: Sequence[int], path: Path | None) -> None:
    """Refuse ids without a quotation, ids that nothing else names, and a second cue or speaker."""
    quoted = {each for mark in gold.marks if mark.label == "QUOTE" for each in mark.quotes}
    named: set[tuple[str, str]] = set()
    for mark, line in zip(gold.marks, lines, strict=True):
        role = _role(mark)
        for each in mark.quotes if role else ():
            if each not in quoted:
                raise InputError(f"there is no quotation {each}", path=path, line=line)
            if (each, role) in named:
                raise InputError(f"the quotation {each} has a second {role}", path=path, line=line)
            named.add((each, role))
    attributed = {each for each, _ in named}
    for mark, line in zip(gold.marks, lines, strict=True):
        for each in mark.quotes:
            if each not in attributed:
                raise InputError(f"the quotation {each} has neither speaker nor cue", path=path, line=line)


def _role(mark: Mark) -> str:
    """What the mark is to the quotations it names: `cue` or `speaker`; empty for a quotation."""
    return {"QUOTE": "", "CUE": "cue"}.get(mark.label, "speaker")


def render(gold: Gold) -> str:
    """Write marked-up text, such that `parse` gives the same again.

    Raises:
        ValueError: When two marks cross, or do not stand in the order in which they open.
    """
    pieces: list[str] = []
    ends: list[int] = []
    at = 0

    def close(until: int) -> None:
        nonlocal at
        while ends and ends[-1] <= until:
            end = ends.pop()
            pieces.append(_escaped(gold.text[at:end]) + "]")
            at = end

    for mark in gold.marks:
        close(mark.start)
        if mark.start < at or (ends and mark.end > ends[-1]):
            raise ValueError(f"the {mark.label} [{mark.start}, {mark.end}) crosses another mark or is out of order")
        pieces.append(_escaped(gold.text[at : mark.start]))
        pieces.append(f"[{' '.join(filter(None, (mark.label, mark.kind, *mark.quotes)))}:")
        at = mark.start
        ends.append(mark.end)
    close(len(gold.text))
    pieces.append(_escaped(gold.text[at:]))
    return "".join(pieces)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def record(gold: Gold, id: str, path: str) -> dict[str, Any]:
    """The article as `copydesk export --to jsonl` writes it; `sha256` is of the text without marks.

    Ids are `s1`, `s2` … and `r1`, `r2` … in the order of the text.
    """
    spans = [
        Span(
            id=f"s{number}",
            label=mark.label,
            start=mark.start,
            end=mark.end,
            source="",
            attrs={"kind": mark.kind} if mark.kind else {},
        )
        for number, mark in enumerate(gold.marks, 1)
    ]
    tails = {(each, _role(mark)): span.id for mark, span in zip(gold.marks, spans, strict=True) for each in mark.quotes}
    ends = [
        (type_, span.id, tails[each, type_])
        for mark, span in zip(gold.marks, spans, strict=True)
        if mark.label == "QUOTE"
        for each in mark.quotes
        for type_ in ("speaker", "cue")
        if (each, type_) in tails
    ]
    relations = [Relation(id=f"r{n}", type=type_, head=a, tail=b) for n, (type_, a, b) in enumerate(ends, 1)]
    return article_record(
        id=id,
        path=path,
        sha256=Document.from_text(gold.text).sha256,
        text=gold.text,
        spans=spans,
        relations=relations,
    )


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The records of all `*.txt` articles of a folder, by name.

    Raises:
        InputError: When there is none, or one cannot be read.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise InputError("there is no article (*.txt) here", path=folder)
    return [record(read_article(path), path.stem, path.name) for path in paths]


def read_article(path: Path) -> Gold:
    """One article's text and marks.

    Raises:
        InputError: When it is not UTF-8, or its markup is wrong.
    """
    document = Document.from_bytes(path.read_bytes())
    if document.damaged is not None:
        raise InputError("the article is not UTF-8", path=path)
    return parse(document.text, path)


def main(folders: Sequence[str]) -> int:
    """Write the articles of the folders as JSON Lines to standard output."""
    if not folders:
        print("usage: python benchmarks/gold/markup.py FOLDER... > FILE.jsonl", file=sys.stderr)
        return 2
    try:
        lines = [json_line(each) for folder in folders for each in read_gold(Path(folder))]
    except CopydeskError as error:
        print(error, file=sys.stderr)
        return 2
    for line in lines:
        sys.stdout.buffer.write(line.encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
