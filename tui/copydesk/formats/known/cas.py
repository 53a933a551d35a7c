"""UIMA CAS in XMI, one file for each article beside the type system, as INCEpTION, uimaFIT and dkpro-cassis read it.

A span is a `custom.Span`, a relation a `custom.Relation` (see `uima`); tokens and sentences go along, cut so that each
span begins and ends with a token. Offsets are in UTF-16 units. The text is the article's to the last character, except
for control characters that XML does not have: U+FFFD stands for each, and they are reported.
(OASIS XMI serialisation of the CAS: UIMA specification 1.0, section 4.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from copydesk.annotation.span import Relation, Span
from copydesk.formats.file_names import FileNames
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.known import uima
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select
from copydesk.formats.tokenized.alignment import cut
from copydesk.formats.tokenized.sentence_runs import sentence_runs
from copydesk.formats.tokenized.tokens import Range, tokens
from copydesk.formats.utf16 import Utf16
from copydesk.formats.xml_text import attributes, escape, report_forbidden

_NAMESPACES = {
    "xmi": "http://www.omg.org/XMI",
    "cas": "http:///uima/cas.ecore",
    "custom": "http:///custom.ecore",
    "segmentation": "http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore",
    "metadata": "http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore",
}
"""The prefixes of the packages of types."""

_PREFIXES = {
    uima.SPAN: "custom",
    uima.RELATION: "custom",
    uima.TOKEN: "segmentation",
    uima.SENTENCE: "segmentation",
    uima.METADATA: "metadata",
}
_SOFA = 1


def write_folder(articles: Iterable[ExportArticle], folder: Path, options: ExportOptions, report: Report) -> None:
    """Write `<id>.xmi` for each article, and the type system."""
    (folder / uima.TYPE_SYSTEM_FILE).write_text(uima.type_system(), encoding="utf-8", newline="\n")
    names = FileNames()
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report_forbidden(article, spans, report)
        report.spans += len(spans)
        report.relations += len(relations)
        path = folder / f"{names.name(article.id)}.xmi"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(article, spans, relations), encoding="utf-8", newline="\n")


def render(article: ExportArticle, spans: Sequence[Span], relations: Iterable[Relation]) -> str:
    """The CAS of one article.

    Args:
        article: The article.
        spans: Its spans, none of several pieces.
        relations: Relations between them.
    """
    text = article.document.text
    units = Utf16(text)
    lines: list[str] = []

    def add(type: str, start: int, end: int, features: Mapping[str, object] = MappingProxyType({})) -> int:
        """One feature structure; its id."""
        id = _SOFA + 1 + len(lines)
        values = {"xmi:id": id, "sofa": _SOFA, "begin": units.unit(start), "end": units.unit(end), **features}
        lines.append(f"<{_PREFIXES[type]}:{type.rpartition('.')[2]}{attributes(values)}/>\n")
        return id

    title = article.id.rpartition("/")[2]
    add(
        uima.METADATA,
        0,
        len(text),
        {"language": "x-unspecified", "documentTitle": title, "documentId": article.id, "documentUri": article.path},
    )
    cells, runs = _segments(text, spans)
    for first, last in runs:
        add(uima.SENTENCE, cells[first][0], cells[last - 1][1])
    for start, end in cells:
        add(uima.TOKEN, start, end)
    ids = {span.id: add(uima.SPAN, span.start, span.end, _features(span)) for span in spans}
    ends = {span.id: span.range for span in spans}
    for relation in relations:
        features = {
            uima.GOVERNOR: ids[relation.head],
            uima.DEPENDENT: ids[relation.tail],
            uima.LABEL: relation.type,
            uima.IDENTIFIER: relation.id,
        }
        # INCEpTION looks for a relation where it points to.
        add(uima.RELATION, *ends[relation.tail], features)
    namespaces = {f"xmlns:{prefix}": name for prefix, name in _NAMESPACES.items()}
    members = " ".join(str(_SOFA + 1 + number) for number in range(len(lines)))
    sofa = {"xmi:id": _SOFA, "sofaNum": 1, "sofaID": uima.VIEW, "mimeType": "text/plain"}
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI{attributes(namespaces)} xmi:version="2.0">\n'
        f'<cas:NULL xmi:id="0"/>\n{"".join(lines)}'
        f'<cas:Sofa{attributes(sofa)} sofaString="{escape(text)}"/>\n'
        f'<cas:View sofa="{_SOFA}" members="{members}"/>\n</xmi:XMI>\n'
    )


def _segments(text: str, spans: Sequence[Span]) -> tuple[list[Range], list[Range]]:
    """The tokens, cut at the edges of spans, and the sentences as runs of them."""
    edges = {edge for span in spans for edge in span.range}
    cells = cut(tokens(text), edges)
    starts = {start: index for index, (start, _) in enumerate(cells)}
    ends = {end: index + 1 for index, (_, end) in enumerate(cells)}
    runs = [(starts[span.start], ends[span.end]) for span in spans if span.start in starts and span.end in ends]
    return cells, sentence_runs(text, cells, runs)


def _features(span: Span) -> dict[str, object]:
    features: dict[str, object] = {uima.LABEL: span.label, uima.IDENTIFIER: span.id}
    if span.attrs:
        features[uima.ATTRIBUTES] = json.dumps(plain(span.attrs), ensure_ascii=False)
    if span.note:
        features[uima.NOTE] = span.note
    if span.source != "human":
        features[uima.SOURCE] = span.source
    if span.score is not None:
        features[uima.SCORE] = float(span.score)
    return features


FORMAT = Format(
    name="cas",
    title="UIMA CAS in XMI, for INCEpTION",
    extension="",
    carries=Carries(overlap=True, subtoken=True, relations=True, attributes=True, notes=True, text=True),
    write_folder=write_folder,
    limits=("control characters that XML does not have: U+FFFD stands for each",),
)
