"""GLiNER's training data, a JSON list (read with gliner 0.2.29).

Each item is `{"tokenized_text": [word], "ner": [[first, last, label]], "relations": [[head, tail, type]]}`: `first` and
`last` count words, both included; `head` and `tail` count entries of `ner`. An item is as many whole sentences as fit
into 384 words, at which GLiNER cuts; only a sentence, or a span over sentences, that is longer than that is more. A
span of more than 12 words is written, but GLiNER's span models pass over it without a word, as over what comes after
word 384: both are reported. In an article that is marked done, `ner_labels` names all labels, so that those without a
mention are negatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from copydesk.annotation.span import Relation
from copydesk.detect.process.wire import json_line
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.report import Record, Report, describe
from copydesk.formats.selection import select
from copydesk.formats.tokenized.alignment import Aligned, align
from copydesk.formats.tokenized.sentence_runs import sentence_runs
from copydesk.formats.tokenized.tokens import Range, get_tokenizer

LONGEST_SPAN = 12
"""Words: `max_width` of the published models."""
LONGEST_ITEM = 384
"""Words: `max_len` of the published models."""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the list, its items one a line."""
    tokenizer = get_tokenizer(options.tokens)
    labels = [label.name for label in options.label_set if options.labels is None or label.name in options.labels]
    separator = b"[\n"
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        text = article.document.text
        cells, aligned = align(article, spans, tokenizer(text), options.align, report)
        for first, last in _items(text, cells, aligned):
            item = _item(article, cells, aligned, relations, (first, last), report)
            if article.snapshot.status == "done":
                item["ner_labels"] = list(dict.fromkeys([*labels, *(label for *_, label in item["ner"])]))
            out.write(separator + json_line(item).encode())
            separator = b",\n"
        _tell_parted(article, relations, aligned, _items(text, cells, aligned), report)
    out.write((b"[" if separator == b"[\n" else b"\n") + b"]\n")


def _items(text: str, cells: Sequence[Range], aligned: Sequence[Aligned]) -> Iterator[Range]:
    """Half-open runs of tokens: sentences, put together while they fit."""
    begun = end = 0
    for first, last in sentence_runs(text, cells, [(item.first, item.last) for item in aligned]):
        if last - begun > LONGEST_ITEM and end > begun:
            yield begun, end
            begun = first
        end = last
    if end > begun:
        yield begun, end


def _item(
    article: ExportArticle,
    cells: Sequence[Range],
    aligned: Sequence[Aligned],
    relations: Sequence[Relation],
    run: Range,
    report: Report,
) -> dict[str, Any]:
    """One item; what of it GLiNER will pass over is reported."""
    text = article.document.text
    inside = [item for item in aligned if run[0] <= item.first and item.last <= run[1]]
    for item in inside:
        if item.last - item.first > LONGEST_SPAN or item.last - run[0] > LONGEST_ITEM:
            before = describe(item.span.label, item.span.start, item.span.end, text)
            report.add(Record(article.id, item.span.id, "too-long", "kept", before, before))
    place = {item.span.id: index for index, item in enumerate(inside)}
    made: dict[str, Any] = {
        "tokenized_text": [text[start:end] for start, end in cells[run[0] : run[1]]],
        "ner": [[item.first - run[0], item.last - run[0] - 1, item.span.label] for item in inside],
    }
    links = [
        [place[each.head], place[each.tail], each.type]
        for each in relations
        if each.head in place and each.tail in place
    ]
    if links:
        made["relations"] = links
    report.spans += len(inside)
    report.relations += len(links)
    return made


def _tell_parted(
    article: ExportArticle,
    relations: Sequence[Relation],
    aligned: Sequence[Aligned],
    runs: Iterable[Range],
    report: Report,
) -> None:
    """Report the relations whose ends are not in one item."""
    if not relations:
        return
    ends = list(runs)
    item_of = {
        each.span.id: number for number, run in enumerate(ends) for each in aligned if run[0] <= each.first < run[1]
    }
    for relation in relations:
        head, tail = item_of.get(relation.head), item_of.get(relation.tail)
        if head is None or head != tail:
            before = {"type": relation.type, "from": relation.head, "to": relation.tail}
            report.add(Record(article.id, relation.id, "relation", "omitted", before))


FORMAT = Format(
    name="gliner",
    title="GLiNER training data",
    extension=".json",
    carries=Carries(overlap=True, relations=True),
    write=write,
    limits=(f"spans over {LONGEST_SPAN} words", f"what comes after word {LONGEST_ITEM} of a sentence"),
)
