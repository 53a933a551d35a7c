r"""Reading CoNLL columns: a token on each line with its tags, an empty line after each sentence.

Which columns they are is found out (`token_columns`), and the scheme of the tags recognised, or named
(`tag_schemes`). A `-DOCSTART-` line begins an article, and so does `# newdoc id = …`. The text is made of the tokens,
with what the file says of the white space between them: CoNLL-U's `# text`, `SpaceAfter=No`, `SpacesAfter`,
`SpacesBefore`, `Form`; else a space, and a line for each sentence. Where an article is here that has these tokens,
they are found in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from copydesk.annotation.span import Span
from copydesk.errors import InputError
from copydesk.formats.imports.input_file import decode, read_lines
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.imports.tag_schemes import OUTSIDE, Scheme, Tag, offence, parse_tag, recognise, runs
from copydesk.formats.imports.token_columns import GLOBAL, TokenColumns, find_columns, unescaped

_ARTICLE = "-DOCSTART-"
_NAMED = "# newdoc id ="
_TEXT = "# text ="


@dataclass(frozen=True, slots=True)
class _Token:
    """A token with its tags.

    Attributes:
        words: The token.
        tags: One of each layer.
        line: Where it stands.
        after: The white space that follows, where the file says it.
        before: The white space before it, where the file says it.
    """

    words: str
    tags: tuple[Tag, ...]
    line: int
    after: str | None = None
    before: str = ""


@dataclass
class _Sentence:
    """The rows of a sentence, each with its line, and its text, if the file has that."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    text: str = ""


@dataclass
class _Part:
    """The sentences of one article."""

    name: str = ""
    line: int = 1
    sentences: list[_Sentence] = field(default_factory=lambda: [_Sentence()])

    def end_sentence(self) -> None:
        if self.sentences[-1].rows:
            self.sentences.append(_Sentence())


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read the articles of a file.

    Raises:
        InputError: When it has tags of no scheme, or of none that can be told.
    """
    parts, names = _parts(path, findings)
    rows = [row for part in parts for sentence in part.sentences for _, row in sentence.rows]
    columns = find_columns(rows, names)
    tokens = [[_tokens(each, columns, path, findings) for each in part.sentences] for part in parts]
    schemes = _schemes([sentence for part in tokens for sentence in part], findings.scheme, path)
    if rows and not schemes:
        findings.notice("it has no tags: its texts have no annotations", path)
    several = len(parts) > 1
    for number, (part, sentences) in enumerate(zip(parts, tokens, strict=True), 1):
        name = part.name or (f"{path.stem}-{number}" if several else path.stem)
        yield _article(part, sentences, name, schemes, path, findings)


def _parts(path: Path, findings: Findings) -> tuple[list[_Part], list[str]]:
    """The articles of a file with their rows, and the names of its columns, if it has those."""
    parts = [_Part()]
    names: list[str] = []
    for number, raw in read_lines(path):
        with findings.skipping():
            line = decode(raw, path, number).rstrip("\r")
            here = parts[-1]
            if not line.strip():
                here.end_sentence()
            elif line.startswith(_ARTICLE):
                parts.append(_Part(line=number))
            elif line.startswith(_NAMED):
                if here.sentences[0].rows:
                    parts.append(_Part(line=number))
                parts[-1].name = line[len(_NAMED) :].strip()
            elif line.startswith(GLOBAL):
                names = line[len(GLOBAL) :].split()
            elif line.startswith(_TEXT):
                here.sentences[-1].text = line[len(_TEXT) :].strip()
            else:
                row = [cell for cell in (line.split("\t") if "\t" in line else line.split(" ")) if cell]
                row[-1] = row[-1].strip()
                here.sentences[-1].rows.append((number, row))
    return _without_comments(parts), names


def _without_comments(parts: Sequence[_Part]) -> list[_Part]:
    """The articles without comments: lines with a hash that are no rows like the others, as that of a hash is."""
    sentences = [sentence for part in parts for sentence in part.sentences]
    widths = Counter(len(row) for each in sentences for _, row in each.rows if not row[0].startswith("#"))
    width = max(widths, key=lambda number: widths[number], default=0)
    for each in sentences:
        each.rows = [
            (line, row)
            for line, row in each.rows
            if not row[0].startswith("#") or (len(row) == width and parse_tag(row[-1]) is not None)
        ]
    for part in parts:
        part.sentences = [sentence for sentence in part.sentences if sentence.rows]
    return [part for part in parts if part.sentences]


def _tokens(sentence: _Sentence, columns: TokenColumns, path: Path, findings: Findings) -> list[_Token]:
    """The tokens of a sentence; one whose tags are damaged is outside of all spans, so that the text stays whole."""
    found: list[_Token] = []
    hidden = range(0)
    for line, row in sentence.rows:
        if columns.token >= len(row):
            findings.problems.append(InputError("a line must have a token and a tag", path=path, line=line))
            continue
        number = row[columns.number] if columns.number is not None else ""
        if "." in number:
            continue  # an empty node of CoNLL-U: it stands nowhere in the text
        tags = _tags(row, line, columns, path, findings)
        if number.isdecimal() and int(number) in hidden:
            # The words of `can't` stand in the text as one token, whose tags are those of the first word that has some.
            whole = found[-1].tags
            met = tuple(one if one.label else other for one, other in zip(whole, tags, strict=True))
            found[-1] = replace(found[-1], tags=met)
            continue
        first, dash, last = number.partition("-")
        hidden = range(int(first), int(last) + 1) if dash else range(0)
        found.append(_token(row, tags, line, columns))
    return _with_spaces(found, sentence.text) if sentence.text else found


def _token(row: Sequence[str], tags: tuple[Tag, ...], line: int, columns: TokenColumns) -> _Token:
    misc = columns.fields(row)
    after = "" if misc.get("SpaceAfter") == "No" else None
    if "SpacesAfter" in misc:
        after = unescaped(misc["SpacesAfter"])
    words = unescaped(misc["Form"]) if "Form" in misc else row[columns.token]
    before = unescaped(misc.get("SpacesBefore", ""))
    return _Token(words, tags, line, _blank(after), _blank(before) or "")


def _blank(space: str | None) -> str | None:
    """What is said to be white space, if it is."""
    return space if not space or space.isspace() else None


def _tags(row: Sequence[str], line: int, columns: TokenColumns, path: Path, findings: Findings) -> tuple[Tag, ...]:
    if len(row) <= columns.token + 1 and not columns.misc_tags:
        findings.problems.append(InputError("a line must have a token and a tag", path=path, line=line))
        return (OUTSIDE,) * max(len(columns.tags), 1)
    found = []
    for words in columns.words(row):
        tag = parse_tag(words)
        if tag is None:
            problem = f"{words[:40]!r} is no tag such as B-PERSON or O"
            findings.problems.append(InputError(problem, path=path, line=line))
        found.append(tag or OUTSIDE)
    return tuple(found)


def _with_spaces(tokens: list[_Token], text: str) -> list[_Token]:
    """Tokens with the white space between them that the text of their sentence has, if they are in it."""
    starts: list[int] = []
    at = 0
    for token in tokens:
        start = text.find(token.words, at)
        if start < 0 or text[at:start].strip():
            return tokens
        starts.append(start)
        at = start + len(token.words)
    found = [
        token if token.after is not None else replace(token, after=text[start + len(token.words) : following])
        for token, start, following in zip(tokens, starts, starts[1:], strict=False)
    ]
    return [*found, *tokens[-1:]]


def _schemes(sentences: Sequence[Sequence[_Token]], named: str, path: Path) -> list[Scheme]:
    """The scheme of each layer: the one that was named, or the one that all of its tags keep.

    Raises:
        InputError: When there is none.
    """
    layers = max((len(token.tags) for sentence in sentences for token in sentence), default=0)
    found: list[Scheme] = []
    for layer in range(layers):
        tags = [[token.tags[layer] for token in sentence] for sentence in sentences]
        scheme = cast("Scheme", named) if named else recognise(tags)
        if scheme is None:
            first = next(
                sentence[at].line
                for sentence, known in zip(sentences, tags, strict=True)
                if (at := offence(known, "iob2")) is not None
            )
            remedy = "Name the scheme that is meant with --scheme"
            raise InputError("the tags are neither IOB1 nor IOB2", path=path, line=first, remedy=remedy)
        found.append(scheme)
    return found


def _article(
    part: _Part,
    sentences: Iterable[Sequence[_Token]],
    name: str,
    schemes: Sequence[Scheme],
    path: Path,
    findings: Findings,
) -> ReadArticle:
    text = ""
    spans: list[ReadSpan] = []
    for sentence in sentences:
        places = []
        for number, token in enumerate(sentence):
            text += token.before
            places.append((len(text), len(text) + len(token.words)))
            default = "\n" if number + 1 == len(sentence) else " "
            text += token.words + (default if token.after is None else token.after)
        for layer, scheme in enumerate(schemes):
            tags = [token.tags[layer] for token in sentence]
            wrong = offence(tags, scheme)
            if wrong is None:
                for first, last, label in runs(tags, scheme):
                    span = Span(id="", label=label, start=places[first][0], end=places[last - 1][1])
                    spans.append(ReadSpan(span=span, line=sentence[first].line))
            else:
                problem = f"the tag {str(tags[wrong])[:40]} cannot stand here in {scheme.upper()}"
                remedy = "Repair it, or name another scheme with --scheme"
                findings.problems.append(InputError(problem, path=path, line=sentence[wrong].line, remedy=remedy))
    return ReadArticle(file=path, line=part.line, id=name, text=text, spans=spans)


READER = Reader(
    name="conll",
    title="CoNLL columns: IOB1, IOB2, BIOES, BILOU; CoNLL-U and CoNLL-U Plus",
    reads="files of columns, the token first, the tags last or in MISC",
    read=read,
)
