r"""WebAnno TSV 3.3, one file for each article, as INCEpTION and WebAnno read it.

A span is of the layer `custom.Span`, a relation of `custom.Relation`, as in `cas`. Each sentence has its text after
`#Text=`, a line for each line feed in it, and a row for each token: its number, its half-open range in UTF-16 units,
its words, the labels over it, and the relations that lead to it with the tokens that they come from. A span over
several tokens, or beside others on one, has a number, `PERSON[3]`, that holds in the whole file. In words, `\` comes
before itself and before control characters, in labels before `[ ] | _ ; *` and `->` too. The white space between
sentences, and at the ends of spans, is lost.
(INCEpTION user guide, WebAnno TSV 3.3 file format; escapes as its own writer has them.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from copydesk.annotation.span import Relation
from copydesk.formats.file_names import FileNames
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.known import uima
from copydesk.formats.report import Record, Report
from copydesk.formats.selection import select
from copydesk.formats.tokenized.alignment import Aligned, align
from copydesk.formats.tokenized.sentence_runs import sentence_runs
from copydesk.formats.tokenized.tagging import tell_trimmed
from copydesk.formats.tokenized.tokens import Range, Tokenizer, get_tokenizer
from copydesk.formats.utf16 import Utf16

_HEAD = (
    f"#FORMAT=WebAnno TSV 3.3\n#T_SP={uima.SPAN}|{uima.LABEL}\n#T_RL={uima.RELATION}|{uima.LABEL}|BT_{uima.SPAN}\n\n"
)
_READABLE = {"\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", "\b": r"\b", "\\": r"\\"}
_IN_WORDS = re.compile(r"[\x00-\x08\x0c-\x1f\t\n\\]")
_IN_VALUES = re.compile(r"->|[\\\[\]|_;\t\n*]")


def write_folder(articles: Iterable[ExportArticle], folder: Path, options: ExportOptions, report: Report) -> None:
    """Write `<id>.tsv` for each article."""
    names = FileNames()
    tokenizer = get_tokenizer(options.tokens)
    for article in articles:
        path = folder / f"{names.name(article.id)}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(article, tokenizer, options, report), encoding="utf-8", newline="")


def render(article: ExportArticle, tokenizer: Tokenizer, options: ExportOptions, report: Report) -> str:
    """The file of one article."""
    spans, relations = select(article, FORMAT.carries, options, report)
    text = article.document.text
    cells, aligned = align(article, spans, tokenizer(text), options.align, report)
    for item in aligned:
        tell_trimmed(article, item, cells, report)
    kept = {item.span.id for item in aligned}
    for relation in relations:
        if not {relation.head, relation.tail} <= kept:
            before = {"type": relation.type, "from": relation.head, "to": relation.tail}
            report.add(Record(article.id, relation.id, "relation", "omitted", before))
    relations = [each for each in relations if {each.head, each.tail} <= kept]
    report.spans += len(aligned)
    report.relations += len(relations)
    sentences = sentence_runs(text, cells, [(item.first, item.last) for item in aligned])
    return _HEAD + "".join(_sentences(text, cells, sentences, aligned, relations))


def _sentences(
    text: str,
    cells: Sequence[Range],
    sentences: Sequence[Range],
    aligned: Sequence[Aligned],
    relations: Sequence[Relation],
) -> Iterator[str]:
    units = Utf16(text)
    addresses = [
        f"{number}-{index - first + 1}"
        for number, (first, last) in enumerate(sentences, 1)
        for index in range(first, last)
    ]
    labels, relating = _columns(len(cells), addresses, aligned, relations)
    for first, last in sentences:
        words = text[cells[first][0] : cells[last - 1][1]]
        yield "".join(f"\n#Text={_escape_words(line)}" for line in words.split("\n")) + "\n"
        for index in range(first, last):
            start, end = cells[index]
            place = f"{addresses[index]}\t{units.unit(start)}-{units.unit(end)}\t{_escape_words(text[start:end])}"
            types, sources = relating.get(index, ("_", "_"))
            yield f"{place}\t{labels[index]}\t{types}\t{sources}\t\n"


def _columns(
    count: int, addresses: Sequence[str], aligned: Sequence[Aligned], relations: Sequence[Relation]
) -> tuple[list[str], dict[int, tuple[str, str]]]:
    """The labels of each token, and the types and sources of the relations that lead to it, where there are some."""
    over: list[list[Aligned]] = [[] for _ in range(count)]
    for item in aligned:
        for index in range(item.first, item.last):
            over[index].append(item)
    numbers: dict[str, int] = {}
    for item in aligned:
        if item.last - item.first > 1 or any(len(over[index]) > 1 for index in range(item.first, item.last)):
            numbers[item.span.id] = len(numbers) + 1
    labels = ["|".join(_value(item, numbers) for item in items) or "_" for items in over]
    first = {item.span.id: item.first for item in aligned}
    relating: dict[int, tuple[str, str]] = {}
    for each in relations:
        source = addresses[first[each.head]]
        head, tail = numbers.get(each.head, 0), numbers.get(each.tail, 0)
        source += f"[{head}_{tail}]" if head or tail else ""
        types, sources = relating.get(first[each.tail], ("", ""))
        type = _escape_value(each.type)
        relating[first[each.tail]] = (f"{types}|{type}", f"{sources}|{source}") if types else (type, source)
    return labels, relating


def _value(item: Aligned, numbers: dict[str, int]) -> str:
    number = numbers.get(item.span.id)
    return _escape_value(item.span.label) + (f"[{number}]" if number else "")


def _escape_words(words: str) -> str:
    return _IN_WORDS.sub(lambda found: _READABLE.get(found[0]) or f"\\{found[0]}", words)


def _escape_value(value: str) -> str:
    return _IN_VALUES.sub(lambda found: {"\t": r"\t", "\n": r"\n"}.get(found[0]) or f"\\{found[0]}", value)


FORMAT = Format(
    name="webanno",
    title="WebAnno TSV 3.3",
    extension="",
    carries=Carries(overlap=True, relations=True),
    write_folder=write_folder,
)
