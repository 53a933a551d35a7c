"""spaCy's DocBin, a `.spacy` file for `spacy train` (checked with spaCy 3.8).

Each article is a `Doc` with tokens of its own: words, single characters and white space, cut at the edges of spans, so
that the text is the article's to the last character and every span is exact. All spans are in `doc.spans["sc"]`, the
key that spaCy's span categorizer reads, with their ids as `span.id_`; rejected ones, if asked for, in
`doc.spans["rejected"]`. `doc.ents`, which has one layer, is filled only when an overlap policy is given; outside of
its entities, the tokens of an article that is not marked done are missing values, not negatives. What spaCy has no
place for is in `doc.user_data["copydesk"]`: id, path, sha256, the article's labels, attributes, relations, notes and
provenance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from copydesk.annotation.span import Span as Annotation
from copydesk.detect.process.wire import relation_record
from copydesk.errors import MissingExtra
from copydesk.formats.facts import span_facts
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select
from copydesk.formats.tokenized.alignment import Aligned, align
from copydesk.formats.tokenized.covering import cover
from copydesk.formats.tokenized.overlap import flatten
from copydesk.formats.tokenized.tokens import Tokenizer, get_tokenizer

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SPANS = "sc"
REJECTED = "rejected"
USER_DATA = "copydesk"


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one DocBin of all the articles; it is held in memory until the last.

    Raises:
        MissingExtra: When spaCy is not installed.
    """
    try:
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab
    except ImportError as error:
        raise MissingExtra("exporting to spaCy", FORMAT.extra) from error
    docs = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_ID"], store_user_data=True)
    vocab = Vocab()
    tokenizer = get_tokenizer(options.tokens)
    for article in articles:
        docs.add(_doc(article, vocab, tokenizer, options, report))
    out.write(docs.to_bytes())


def _doc(article: ExportArticle, vocab: Vocab, tokenizer: Tokenizer, options: ExportOptions, report: Report) -> Doc:
    """One article as a `Doc`."""
    from spacy.tokens import Doc, Span, SpanGroup

    text = article.document.text
    spans, relations = select(article, FORMAT.carries, options, report)
    cells, aligned = align(article, spans, tokenizer(text), options.align, report)
    pieces, spaces = cover(text, cells, [(item.start, item.end) for item in aligned])
    doc = Doc(vocab, words=[text[start:end] for start, end in pieces], spaces=spaces)
    if doc.text != text:
        raise AssertionError(f"the tokens of {article.id} do not make up its text")
    first = {start: index for index, (start, _) in enumerate(pieces)}
    last = {end: index + 1 for index, (_, end) in enumerate(pieces)}

    def span_of(item: Aligned) -> Span:
        return Span(doc, first[item.start], last[item.end], label=item.span.label, span_id=item.span.id)

    accepted = [item for item in aligned if item.span.status == "accepted"]
    doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=[span_of(item) for item in accepted])
    if options.rejected:
        rejected = [span_of(item) for item in aligned if item.span.status == "rejected"]
        doc.spans[REJECTED] = SpanGroup(doc, name=REJECTED, spans=rejected)
    if options.overlap:
        flat = flatten(article, accepted, options.overlap, report)
        default = "outside" if article.snapshot.status == "done" else "missing"
        doc.set_ents([span_of(item) for item in flat], default=default)
    written = {item.span.id for item in aligned}
    kept = [relation for relation in relations if relation.head in written and relation.tail in written]
    doc.user_data[USER_DATA] = _facts(article, aligned) | {"relations": [relation_record(item) for item in kept]}
    report.spans += len(aligned)
    report.relations += len(kept)
    return doc


def _facts(article: ExportArticle, aligned: Sequence[Aligned]) -> dict[str, Any]:
    """What spaCy has no place for, in values that msgpack has."""
    return {
        "id": article.id,
        "path": article.path,
        "sha256": article.document.sha256,
        "status": article.snapshot.status,
        "labels": plain(article.snapshot.labels),
        "attrs": {item.span.id: plain(item.span.attrs) for item in aligned if item.span.attrs},
        "spans": {item.span.id: facts for item in aligned if (facts := _further(item.span))},
    }


def _further(span: Annotation) -> dict[str, Any]:
    """What is known of a span besides its attributes and the group that it is in."""
    return {key: value for key, value in span_facts(span).items() if key not in ("id", "attrs", "status")}


FORMAT = Format(
    name="spacy",
    title="spaCy DocBin, for spacy train",
    extension=".spacy",
    carries=Carries(
        overlap=True,
        relations=True,
        attributes=True,
        notes=True,
        rejected=True,
        document_labels=True,
        text=True,
        provenance=True,
    ),
    write=write,
    binary=True,
    extra="spacy",
)
