"""Reading CoNLL columns: a token on each line, its tag in the last column, an empty line after each sentence.

The scheme of the tags is recognised, or named: IOB1 (`B-` only between neighbours of one label, Ramshaw and Marcus
1995), IOB2 (`B-` at every beginning), BIOES (also IOBES) and BILOU. A `-DOCSTART-` line begins an article, and so
does `# newdoc id = …`. There is no text in it: where an article is here that has these tokens, they are found in it;
otherwise its text is made of the tokens with a space between, and a line for each sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Literal, cast

from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.formats.imports.input_file import decode, read_lines
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan

Scheme = Literal["iob1", "iob2", "bioes", "bilou"]

_ARTICLE = "-DOCSTART-"
_NAMED = "# newdoc id ="
_ALIKE = {"bioes": {"S": "U", "E": "L"}, "bilou": {"U": "U", "L": "L"}}
"""What begins and ends at once is U here, what ends is L."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A token with its tag.

    Attributes:
        words: The token.
        kind: B, I, O, or E and S, or L and U.
        label: Of the tag; empty outside.
        line: Where it stands.
    """

    words: str
    kind: str
    label: str
    line: int


@dataclass
class _Part:
    """The sentences of one article."""

    name: str = ""
    line: int = 1
    sentences: list[list[_Token]] = field(default_factory=lambda: [[]])

    def end_sentence(self) -> None:
        if self.sentences[-1]:
            self.sentences.append([])

    @property
    def tokens(self) -> Iterable[_Token]:
        return (token for sentence in self.sentences for token in sentence)


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read the articles of a file.

    Raises:
        InputError: When it has tags of no scheme, or of none that can be told.
    """
    parts = [part for part in _parts(path, findings) if part.sentences[0]]
    scheme = _scheme(parts, findings.scheme, path)
    several = len(parts) > 1
    for number, part in enumerate(parts, 1):
        name = part.name or (f"{path.stem}-{number}" if several else path.stem)
        yield _article(part, name, scheme, path, findings)


def _parts(path: Path, findings: Findings) -> list[_Part]:
    """The articles of a file, each token with its tag as it is."""
    parts = [_Part()]
    for number, raw in read_lines(path):
        with findings.skipping():
            line = decode(raw, path, number).rstrip("\r")
            if not line.strip():
                parts[-1].end_sentence()
            elif line.startswith(_ARTICLE):
                parts.append(_Part(line=number))
            elif line.startswith(_NAMED):
                if parts[-1].sentences[0]:
                    parts.append(_Part(line=number))
                parts[-1].name = line[len(_NAMED) :].strip()
            elif not (line.startswith("# ") and "\t" not in line):
                parts[-1].sentences[-1].append(_token(line, number, path))
    return parts


def _token(line: str, number: int, path: Path) -> _Token:
    columns = line.split("\t") if "\t" in line else line.split(" ")
    columns = [column for column in columns if column]
    if len(columns) < 2:
        raise InputError("a line must have a token and a tag", path=path, line=number)
    tag = columns[-1].strip()
    kind, dash, label = tag.partition("-")
    if tag in ("O", "_"):
        return _Token(columns[0], "O", "", number)
    if not dash or len(kind) != 1 or not label:
        raise InputError(f"{tag[:40]!r} is no tag such as B-PERSON or O", path=path, line=number)
    return _Token(columns[0], kind.upper(), label, number)


def _scheme(parts: Sequence[_Part], named: str, path: Path) -> Scheme:
    """The scheme that was named, or the one that all tags keep.

    Raises:
        InputError: When there is none.
    """
    if named:
        return cast("Scheme", named)
    kinds = {token.kind for part in parts for token in part.tokens}
    if kinds & {"L", "U"}:
        return "bilou"
    if kinds & {"E", "S"}:
        return "bioes"
    found: tuple[Scheme, ...] = ("iob2", "iob1")
    for scheme in found:
        if not any(_offence(sentence, scheme) for part in parts for sentence in part.sentences):
            return scheme
    first = next(_offence(each, "iob2") for part in parts for each in part.sentences if _offence(each, "iob2"))
    remedy = "Name the scheme that is meant with --scheme"
    raise InputError("the tags are neither IOB1 nor IOB2", path=path, line=first.line if first else None, remedy=remedy)


def _offence(sentence: Sequence[_Token], scheme: str) -> _Token | None:
    """The first token whose tag the scheme does not allow there."""
    before = _Token("", "O", "", 0)
    for token, after in zip_longest(sentence, sentence[1:], fillvalue=_Token("", "O", "", 0)):
        goes_on = before.kind in "BI" and before.kind != "O" and before.label == token.label
        if scheme == "iob2":
            wrong = token.kind == "I" and not goes_on
        elif scheme == "iob1":
            wrong = token.kind == "B" and not goes_on
        else:
            wrong = _breaks(before, token, after, _ALIKE[scheme])
        if wrong or token.kind not in _kinds(scheme):
            return token
        before = token
    return None


def _breaks(before: _Token, token: _Token, after: _Token, alike: dict[str, str]) -> bool:
    """Whether a tag of four kinds does not go with its neighbours."""
    kind = alike.get(token.kind, token.kind)
    is_open = before.kind in ("B", "I")
    goes_on = is_open and before.label == token.label
    wrong = not goes_on if kind in ("I", "L") else is_open
    ends_open = kind in ("B", "I") and after.kind == "O"
    return wrong or ends_open


def _kinds(scheme: str) -> str:
    return {"bioes": "BIOES", "bilou": "BILOU"}.get(scheme, "BIO")


def _article(part: _Part, name: str, scheme: Scheme, path: Path, findings: Findings) -> ReadArticle:
    text = ""
    spans: list[ReadSpan] = []
    for sentence in part.sentences:
        starts = []
        for token in sentence:
            starts.append(len(text))
            text += f"{token.words} "
        offence = _offence(sentence, scheme)
        if offence:
            kind = f"{offence.kind}-{offence.label}" if offence.label else "O"
            problem = f"the tag {kind[:40]} cannot stand here in {scheme.upper()}"
            remedy = "Repair it, or name another scheme with --scheme"
            findings.problems.append(InputError(problem, path=path, line=offence.line, remedy=remedy))
        else:
            spans += _spans(sentence, starts, scheme)
        if sentence:
            text = f"{text[:-1]}\n"
    return ReadArticle(file=path, line=part.line, id=name, text=text, spans=spans)


def _spans(sentence: Sequence[_Token], starts: Sequence[int], scheme: Scheme) -> Iterator[ReadSpan]:
    """The runs of tokens that the tags of a sentence make."""
    alike = _ALIKE.get(scheme, {})
    first: int | None = None
    for number, token in enumerate([*sentence, _Token("", "O", "", 0)]):
        kind = alike.get(token.kind, token.kind)
        if first is not None and (kind in "OBU" or token.label != sentence[first].label):
            last = number - 1
            end = starts[last] + len(sentence[last].words)
            span = Span(id="", label=sentence[first].label, start=starts[first], end=end)
            yield ReadSpan(span=span, line=sentence[first].line)
            first = None
        if first is None and kind != "O":
            first = number


READER = Reader(
    name="conll",
    title="CoNLL columns: IOB1, IOB2, BIOES, BILOU",
    reads="files of columns, the token first, the tag last",
    read=read,
)
