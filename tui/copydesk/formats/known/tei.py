"""TEI P5: a `teiCorpus` with a `TEI` for each article, its text with anchors, and its annotations stand-off.

The string value of `text/body/ab` is the article's text to the last character (carriage returns are references), but
for control characters that XML does not have: U+FFFD stands for each, and they are reported. Where an annotation begins
or ends stands an empty `anchor`, so that overlaps are no matter. In `standOff`, a `span` leads `from` one anchor `to`
another (TEI P5, sections 17.3 and 21.3); `n` is its label, `ana` leads to the label's `category` in the header and to a
feature structure with its attributes, its content is the annotator's note. A discontinuous annotation is a `span` for
each piece, joined by `next` and `prev`. A `link` is a relation, from its first target to its second.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from copydesk.annotation.labels import LabelSet
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select
from copydesk.formats.xml_text import attributes, escape, report_forbidden

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NAME_END = re.compile("[A-Za-z0-9_]+")


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the corpus, one article after the other."""
    categories = {label.name: f"label{number}" for number, label in enumerate(options.label_set, 1)}
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
        f"<teiHeader>\n{_file('Annotated articles', 'Articles and their annotations.')}"
        f"{_taxonomy(options.label_set, categories)}</teiHeader>\n".encode()
    )
    for number, article in enumerate(articles, 1):
        spans, relations = select(article, FORMAT.carries, options, report)
        report_forbidden(article, spans, report)
        report.spans += len(spans)
        report.relations += len(relations)
        out.writelines(part.encode() for part in _tei(article, f"a{number}", spans, relations, categories))
    out.write(b"</teiCorpus>\n")


def _file(title: str, source: str) -> str:
    return (
        f"<fileDesc>\n<titleStmt><title>{escape(title)}</title></titleStmt>\n"
        "<publicationStmt><p>Exported by Copydesk.</p></publicationStmt>\n"
        f"<sourceDesc><p>{escape(source)}</p></sourceDesc>\n</fileDesc>\n"
    )


def _taxonomy(labels: LabelSet, categories: Mapping[str, str]) -> str:
    rows = "".join(
        f"<category{attributes({'xml:id': categories[label.name], 'n': label.name})}>"
        f"<catDesc>{escape(label.description or label.name)}</catDesc></category>\n"
        for label in labels
    )
    return f"<encodingDesc><classDecl><taxonomy>\n{rows}</taxonomy></classDecl></encodingDesc>\n" if rows else ""


def _tei(
    article: ExportArticle,
    id: str,
    spans: Sequence[Span],
    relations: Sequence[Relation],
    categories: Mapping[str, str],
) -> Iterator[str]:
    """One article."""
    source = f"{article.path}, SHA-256 {article.document.sha256}"
    yield f"<TEI{attributes({'xml:id': id})}>\n<teiHeader>\n{_file(article.id, source)}"
    if article.snapshot.labels:
        terms = "".join(
            f"<term{attributes({'n': key})}>{escape(_words(value))}</term>"
            for key, value in plain(article.snapshot.labels).items()
        )
        yield f"<profileDesc><textClass><keywords>{terms}</keywords></textClass></profileDesc>\n"
    yield "</teiHeader>\n"
    ids = {
        span.id: f"{id}.{span.id}" if _NAME_END.fullmatch(span.id) else f"{id}-{number}"
        for number, span in enumerate(spans, 1)
    }
    yield f"<text><body><ab{attributes({'xml:space': 'preserve'})}>{_text(article, id, spans)}</ab></body></text>\n"
    if spans:
        yield "<standOff>\n<spanGrp>\n"
        yield from (line for span in spans for line in _span(span, id, ids[span.id], categories))
        yield "</spanGrp>\n"
        yield from (_features(span, ids[span.id]) for span in spans if span.attrs)
        if relations:
            yield "<linkGrp>\n"
            for each in relations:
                target = f"#{ids[each.head]} #{ids[each.tail]}"
                yield f"<link{attributes({'n': each.type, 'target': target})}/>\n"
            yield "</linkGrp>\n"
        yield "</standOff>\n"
    yield "</TEI>\n"


def _text(article: ExportArticle, id: str, spans: Iterable[Span]) -> str:
    """The text with an anchor at each edge of a span."""
    text = article.document.text
    parts: list[str] = []
    at = 0
    for edge in sorted({edge for span in spans for piece in span.pieces for edge in piece}):
        parts += [escape(text[at:edge]), f"<anchor{attributes({'xml:id': _anchor(id, edge)})}/>"]
        at = edge
    # A line feed in an element stays as it is, and can be read better so.
    return "".join([*parts, escape(text[at:])]).replace("&#10;", "\n")


def _anchor(id: str, offset: int) -> str:
    return f"{id}-p{offset}"


def _span(span: Span, id: str, name: str, categories: Mapping[str, str]) -> Iterator[str]:
    """An element for each piece of a span."""
    last = len(span.pieces) - 1
    names = [name if number == 0 else f"{name}-{number}" for number in range(last + 1)]
    leads = [f"#{categories[span.label]}"] if span.label in categories else []
    leads += [f"#{name}-fs"] if span.attrs else []
    for number, (start, end) in enumerate(span.pieces):
        values = {"xml:id": names[number], "n": span.label}
        values |= {"from": f"#{_anchor(id, start)}", "to": f"#{_anchor(id, end)}"}
        if leads:
            values["ana"] = " ".join(leads)
        if number < last:
            values["next"] = f"#{names[number + 1]}"
        if number:
            values["prev"] = f"#{names[number - 1]}"
        note = escape(span.note) if number == 0 else ""
        yield f"<span{attributes(values)}>{note}</span>\n"


def _features(span: Span, name: str) -> str:
    """The attributes of a span as a feature structure (TEI P5, chapter 18)."""
    parts = []
    for number, (key, value) in enumerate(plain(span.attrs).items()):
        called = {"name": key} if _NAME.fullmatch(key) else {"name": f"attribute{number}", "n": key}
        parts.append(f"<f{attributes(called)}>{_value(value)}</f>")
    return f"<fs{attributes({'xml:id': f'{name}-fs'})}>{''.join(parts)}</fs>\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return f'<binary value="{json.dumps(value)}"/>'
    if isinstance(value, (int, float)):
        return f'<numeric value="{json.dumps(value)}"/>'
    return f"<string>{escape(_words(value))}</string>"


def _words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


FORMAT = Format(
    name="tei",
    title="TEI P5, stand-off",
    extension=".xml",
    carries=Carries(
        overlap=True,
        discontinuous=True,
        subtoken=True,
        relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        text=True,
    ),
    write=write,
    limits=("control characters that XML does not have: U+FFFD stands for each",),
)
