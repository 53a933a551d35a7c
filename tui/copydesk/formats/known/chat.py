r"""Chat messages for fine-tuning, as JSON Lines: `{"messages": [system, user, assistant]}`, one article a line.

The system message names the labels and the form of the answer; the user message is the article's exact text; the answer
is JSON: `{"spans": [{"label", "text", "occurrence", "attrs"?}], "relations": [{"type", "from", "to"}]}`. A model cannot
count code points, so a span is its text and which occurrence of that text it is: 1 for the first place in the article
where the text stands, overlapping places counted. A discontinuous span has `"pieces": [{"text", "occurrence"}]`
instead. `from` and `to` count spans from 0. `find_occurrence` gives the offset back.

Only accepted annotations are written, in order of their place. The answer to an article that is not marked done teaches
that there is nothing else in it, though there may be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from copydesk.annotation.labels import LabelSet
from copydesk.annotation.span import Relation, Span
from copydesk.detect.process.wire import json_line
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select

_TASK = """\
Mark the passages of the article that bear one of these labels:
{labels}
Answer with JSON only: {{"spans": [{{"label": "…", "text": "…", "occurrence": 1}}], "relations": [{{"type": "…", \
"from": 0, "to": 1}}]}}. "text" is copied from the article to the letter. "occurrence" says which place of that text \
is meant: 1 is the first place in the article where it stands. A passage with gaps has "pieces", a list of "text" and \
"occurrence", instead. "from" and "to" are positions in the list of spans, counted from 0."""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one conversation for each article."""
    task = _task(options.label_set, options.labels)
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        answer = _answer(article.document.text, spans, relations)
        messages = [
            {"role": "system", "content": task},
            {"role": "user", "content": article.document.text},
            {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False)},
        ]
        out.write(json_line({"messages": messages}).encode() + b"\n")


def find_occurrence(text: str, words: str, occurrence: int) -> int:
    """Where the nth place of some words begins, counted from 1, overlapping places included; -1 where there is none."""
    at = -1
    for _ in range(occurrence):
        at = text.find(words, at + 1)
        if at < 0:
            return -1
    return at


class _Occurrences:
    """Counts how often words stand in a text up to a place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, dict[int, int]] = {}

    def of(self, start: int, end: int) -> dict[str, Any]:
        """A piece of the text, and which occurrence it is."""
        words = self._text[start:end]
        places = self._places.get(words)
        if places is None:
            places = self._places[words] = {}
            at = self._text.find(words)
            while at >= 0:
                places[at] = len(places) + 1
                at = self._text.find(words, at + 1)
        return {"text": words, "occurrence": places[start]}


def _task(label_set: LabelSet, wanted: frozenset[str] | None) -> str:
    """The system message."""
    labels = [label for label in label_set if wanted is None or label.name in wanted]
    lines = [f"- {label.name}: {label.description}" if label.description else f"- {label.name}" for label in labels]
    return _TASK.format(labels="\n".join(lines))


def _answer(text: str, spans: list[Span], relations: list[Relation]) -> Mapping[str, Any]:
    """What the model is to say."""
    occurrences = _Occurrences(text)
    place = {span.id: index for index, span in enumerate(spans)}
    mentions = []
    for span in spans:
        mention: dict[str, Any] = {"label": span.label}
        if span.fragments:
            mention["pieces"] = [occurrences.of(*fragment) for fragment in span.fragments]
        else:
            mention |= occurrences.of(span.start, span.end)
        if span.attrs:
            mention["attrs"] = plain(span.attrs)
        mentions.append(mention)
    links = [{"type": each.type, "from": place[each.head], "to": place[each.tail]} for each in relations]
    return {"spans": mentions, "relations": links}


FORMAT = Format(
    name="chat",
    title="chat messages for fine-tuning",
    extension=".jsonl",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        relations=True,
        attributes=True,
        text=True,
    ),
    write=write,
)
