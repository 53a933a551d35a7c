"""Reading SLATE annotation files (SLATE 1.1, Kummerfeld 2019): `TEXT.annotations`, beside the text that they are about.

Each line is `spans - labels`. A span is a line number, a pair (line, token) or a triple (line, token, character), all
counted from 0, or two of these: the first and the last, both included. Tokens are what white space parts. Lines without
labels are links: from the first span to each other. SLATE evaluates these lines as a program; here they are only read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.formats.imports.input_file import decode, read_lines, read_text
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan

LINKED, LINK = "LINKED", "link"
"""The label of what is only linked, and the type of its relations: SLATE names neither."""

_NUMBER = r"\s*[0-9]{1,9}\s*"
_TUPLE = rf"\({_NUMBER}(?:,{_NUMBER}){{0,2}},?\s*\)"
_SPAN = re.compile(rf"\(\s*({_TUPLE})\s*,\s*({_TUPLE})\s*\)|({_TUPLE})|\(\s*\)|([0-9]{{1,9}})")
_SUFFIX = re.compile(r"(.+?)(?:\.[\w-]+)?\.annotations\w*", re.DOTALL)


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read an annotation file, with the text beside it."""
    text = _Text(_text_of(path))
    spans: dict[tuple[int, int], ReadSpan] = {}
    relations: list[Relation] = []
    tagged: list[ReadSpan] = []
    for number, raw in read_lines(path):
        with findings.skipping():
            line = decode(raw, path, number)
            if not line.strip():
                continue
            places, _, labels = line.partition(" -")
            ranges = [text.range(match, path, number) for match in _matches(places, path, number)]
            names = labels.split()
            for name in names:
                tagged += [_read(Span(id="", label=name, start=start, end=end), number) for start, end in ranges]
            if not names:
                for start, end in ranges:
                    span = Span(id="", label=LINKED, start=start, end=end)
                    spans.setdefault((start, end), _read(span, number))
                relations += [
                    Relation(id="", type=LINK, head=_handle(*ranges[0]), tail=_handle(*other))
                    for other in ranges[1:]
                    if other != ranges[0]
                ]
    yield ReadArticle(
        file=path, id=text.path.name, text=text.whole, spans=[*tagged, *spans.values()], relations=relations
    )


def _text_of(path: Path) -> Path:
    """The text that an annotation file is about."""
    match = _SUFFIX.fullmatch(path.name)
    if match is None:
        raise InputError("its name does not end in .annotations", path=path, remedy="Name it TEXT.annotations")
    for name in (path.name.rpartition(".annotations")[0], match[1]):
        if name and path.with_name(name).is_file():
            return path.with_name(name)
    raise InputError("the text that it is about is not beside it", path=path, remedy=f"Put {match[1][:60]} there")


def _read(span: Span, line: int) -> ReadSpan:
    return ReadSpan(span=span, handle=_handle(span.start, span.end), line=line)


def _handle(start: int, end: int) -> str:
    return f"{start}-{end}"


def _matches(places: str, path: Path, line: int) -> Sequence[re.Match[str]]:
    """The spans that a line names."""
    source = places.strip()
    inside = source[1:-1] if source.startswith("[") and source.endswith("]") else source
    found: list[re.Match[str]] = []
    at = 0
    while at < len(inside):
        if inside[at] in ", \t":
            at += 1
            continue
        match = _SPAN.match(inside, at)
        if match is None:
            raise InputError(f"{inside[at : at + 40]!r} is no place", path=path, line=line)
        found.append(match)
        at = match.end()
    if not found:
        raise InputError("it names no place", path=path, line=line)
    return found


class _Text:
    """A text by lines, tokens and characters, as SLATE counts them.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.whole = read_text(path)

    @cached_property
    def _lines(self) -> list[list[tuple[int, int]]]:
        """The half-open ranges of the tokens of each line."""
        lines, at = [], 0
        # Python, and hence SLATE, reads `\r\n` and `\r` as ends of lines.
        for line in re.split("(?<=\n)|(?<=\r)(?!\n)", self.whole):
            lines.append([(at + token.start(), at + token.end()) for token in re.finditer(r"\S+", line)])
            at += len(line)
        return lines

    def range(self, match: re.Match[str], path: Path, line: int) -> tuple[int, int]:
        """The half-open range of code points that a span covers.

        Raises:
            InputError: When it is no place of the text.
        """
        first = _numbers(match[1] or match[3] or match[4] or "")
        last = _numbers(match[2] or match[3] or match[4] or "")
        try:
            start, end = self._edge(first)[0], self._edge(last)[1]
        except IndexError:
            start = end = 0
        if start >= end:
            raise InputError(f"{match[0][:40]} is no place of {self.path.name}", path=path, line=line)
        return start, end

    def _edge(self, numbers: Sequence[int]) -> tuple[int, int]:
        """The half-open range of a line, a token or a character; of nothing, the whole text."""
        if not numbers:
            tokens = [token for line in self._lines for token in line]
            return tokens[0][0], tokens[-1][1]
        tokens = self._lines[numbers[0]]
        if len(numbers) == 1:
            return tokens[0][0], tokens[-1][1]
        start, end = tokens[numbers[1]]
        if len(numbers) == 2:
            return start, end
        if numbers[2] >= end - start:
            raise IndexError
        return start + numbers[2], start + numbers[2] + 1


def _numbers(source: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", source)]


READER = Reader(
    name="slate", title="SLATE annotations", reads=".annotations files, with the text beside them", read=read
)
