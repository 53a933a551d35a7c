"""Reading Label Studio: its exports as JSON and as JSON-MIN.

Offsets count code points, or UTF-16 in files of before 2021 and of some tools; `value.text` says which it was. Results
of several people come together. What nobody decided (predictions, drafts, cancelled annotations) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from copydesk.annotation.span import Relation
from copydesk.formats.facts import KEY, make_span, read_moment, read_status, with_facts
from copydesk.formats.imports.json_input import Fields, read_records
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan
from copydesk.formats.imports.units import in_code_points
from copydesk.formats.known.label_studio import TEXT

_SPAN_TYPES = frozenset({"labels", "hypertextlabels"})
_FURTHER = frozenset({"choices", "textarea", "rating", "number", "taxonomy"})
"""Controls whose results are about a span where they have its id, else about the whole text."""
_OF_MINIMAL = frozenset("id annotator annotation_id created_at updated_at lead_time agreement".split())
"""What JSON-MIN tells of a task itself."""


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read the tasks of an export as JSON or JSON-MIN."""
    for record in read_records(path, findings):
        with findings.skipping():
            if "data" in record.data:
                yield from _Task(record, findings).articles()
            else:
                yield _minimal(record, findings)


class _Task:
    """One task.

    Args:
        record: The task.
        findings: Where to tell what is wrong.
    """

    def __init__(self, record: Fields, findings: Findings) -> None:
        self._record, self._findings = record, findings
        self._data = record.fields("data")
        self._facts = record.fields("meta").fields(KEY)

    def articles(self) -> Iterator[ReadArticle]:
        """The same article once for each annotation of the task: there may be several annotators."""
        if self._record.items("predictions"):
            self._tell("predictions are left out: nobody accepted them")
        if self._record.items("drafts"):
            self._tell("drafts are left out: nobody submitted them")
        annotations = [
            each
            for each in (*self._record.each("annotations"), *self._record.each("completions"))
            if not each.data.get("was_cancelled")
        ]
        for annotation in annotations or [Fields({}, self._record.path, self._record.line)]:
            yield self._article(annotation)

    def _article(self, annotation: Fields) -> ReadArticle:
        results = list(annotation.each("result"))
        quoted = [result.fields("value").data.get("text") for result in results]
        text = self._data.string(_text_key(self._data, [words for words in quoted if isinstance(words, str)]))
        by, created = _annotator(annotation), read_moment(annotation, "created_at")
        further: dict[str, dict[str, Any]] = {}
        labels: dict[str, Any] = dict(self._facts.mapping("labels"))
        spans: list[ReadSpan] = []
        relations: list[Relation] = []
        for result in results:
            with self._findings.skipping():
                kind = result.string("type", "")
                if kind in _SPAN_TYPES:
                    spans += self._spans(result, by, created)
                elif kind == "relation":
                    relations.append(self._relation(result))
                elif kind in _FURTHER:
                    about = further.setdefault(result.name("id"), {}) if _is_regional(result) else labels
                    about[result.string("from_name", kind)] = _value(result, kind)
                else:
                    self._tell(f"a result of the type {kind[:40]!r} is left out")
        described = [
            _with_attributes(each, further.get(each.handle, {})) if each.handle in further else each for each in spans
        ]
        return ReadArticle(
            file=self._record.path,
            line=self._record.line,
            id=self._facts.string("id", "") or _name(self._record),
            is_numbered=not self._facts.string("id", ""),
            sha256=self._facts.string("sha256", ""),
            text=text,
            spans=in_code_points(described, text, self._record, self._findings, ("code points", "UTF-16", "LF")),
            relations=relations,
            status=read_status(self._facts),
            labels=labels,
        )

    def _spans(self, result: Fields, by: str, created: Any) -> Iterator[ReadSpan]:
        """A span for each label of a result; the first has its id."""
        value = result.fields("value")
        place = value.fields("globalOffsets") if value.has("globalOffsets") else value
        if not place.has("start", "end") or isinstance(place.data.get("start"), str):
            result.fail("a span of hypertext or paragraphs has no offsets into the text")
        labels = value.items(result.string("type")) or value.items("labels")
        if not labels:
            self._tell("a span without a label is left out")
        meta = result.fields("meta")
        note = "\n".join(str(item) for item in meta.data["text"]) if isinstance(meta.data.get("text"), list) else ""
        words = value.string("text") if isinstance(value.data.get("text"), str) else None
        for number, label in enumerate(labels):
            if not isinstance(label, str):
                result.fail("labels must be strings")
            id = "" if number else result.name("id")
            start, end = place.offset("start"), place.offset("end")
            span = make_span(result, label, start, end, id=id, by=by, created=created, note=note)
            span = with_facts(span, meta.fields(KEY)) if not number else span
            yield ReadSpan(span=span, handle=result.name("id"), words=words, line=result.line)

    def _relation(self, result: Fields) -> Relation:
        head, tail = result.name("from_id"), result.name("to_id")
        direction = result.string("direction", "right")
        if direction == "left":
            head, tail = tail, head
        elif direction != "right":
            self._tell("a relation in both directions is kept in one")
        labels = result.items("labels")
        if len(labels) > 1:
            self._tell("of a relation with several labels only the first is kept")
        type_ = labels[0] if labels and isinstance(labels[0], str) else "related"
        id = result.fields("meta").fields(KEY).name("id")
        return Relation(id=id, type=type_, head=head, tail=tail)

    def _tell(self, problem: str) -> None:
        self._findings.notice(problem, self._record.path, self._record.line)


def _minimal(record: Fields, findings: Findings) -> ReadArticle:
    """A task of JSON-MIN: its data and its results are keys of one object, and nothing tells a datum from a result."""
    spans: list[ReadSpan] = []
    labels: dict[str, Any] = {}
    words_of: list[str] = []
    by, created = _annotator(record), read_moment(record, "created_at")
    unclear = []
    for key, value in record.data.items():
        items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
        for item in items:
            if "start" in item and ("labels" in item or "hypertextlabels" in item):
                with findings.skipping():
                    fields = record.part(item, "spans")
                    words = fields.string("text", "") or None
                    words_of += [words] if words else []
                    for label in fields.items("labels") or fields.items("hypertextlabels"):
                        start, end = fields.offset("start"), fields.offset("end")
                        span = make_span(fields, str(label), start, end, by=by, created=created)
                        spans.append(ReadSpan(span=span, words=words, line=record.line))
            elif isinstance(item.get("choices"), list):
                labels[key] = item["choices"]
        if key not in _OF_MINIMAL and not items and value not in (None, "", []):
            unclear.append(key)
    key = _text_key(record, words_of)
    if left := ", ".join(each[:40] for each in unclear if each != key):
        problem = f"{left} left out: JSON-MIN does not tell data from annotations, JSON does"
        findings.notice(problem, record.path, record.line)
    text = record.string(key)
    return ReadArticle(
        file=record.path,
        line=record.line,
        id=_name(record),
        is_numbered=True,
        text=text,
        spans=in_code_points(spans, text, record, findings, ("code points", "UTF-16", "LF")),
        labels=labels,
    )


def _text_key(data: Fields, quoted: Iterable[str]) -> str:
    """Which of some data is the text: the configuration would say it, but an export does not have that.

    Args:
        data: The data of a task.
        quoted: Words that were tagged in it.

    Raises:
        InputError: When that is not plain.
    """
    strings = [key for key, value in data.data.items() if isinstance(value, str) and key not in _OF_MINIMAL]
    found = [TEXT] if TEXT in strings else strings
    for words in quoted:
        if words.strip():
            found = [key for key in found if words in data.string(key)]
    if len(found) != 1:
        data.fail("it is not plain which of its data is the text", "Call it text")
    return found[0]


def _is_regional(result: Fields) -> bool:
    return bool(result.name("id")) and result.fields("value").has("start")


def _value(result: Fields, kind: str) -> Any:
    """What a control says: one value, or several."""
    value = result.fields("value").data.get("text" if kind == "textarea" else kind)
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    return value if value is not None else ""


def _with_attributes(each: ReadSpan, attrs: Mapping[str, Any]) -> ReadSpan:
    return replace(each, span=replace(each.span, attrs={**attrs, **each.span.attrs}))


def _annotator(annotation: Fields) -> str:
    """Who annotated: an address, a name, or a number."""
    for key in ("completed_by", "annotator"):
        value = annotation.data.get(key)
        if isinstance(value, dict):
            value = value.get("email") or value.get("username") or value.get("id")
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return str(value)
    return ""


def _name(record: Fields) -> str:
    number = record.name("id")
    return f"{record.path.stem}-{number}" if number else ""


READER = Reader(
    name="labelstudio", title="Label Studio tasks", reads=".json files, exported as JSON or JSON-MIN", read=read
)
