"""Which annotations of an article are exported, and the report of those that the format cannot carry."""

from __future__ import annotations

from copydesk.annotation.orphan import still_orphaned
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import Carries, ExportArticle, ExportOptions
from copydesk.formats.plain import plain
from copydesk.formats.report import Reason, Record, Report, describe


def select(
    article: ExportArticle, carries: Carries, options: ExportOptions, report: Report
) -> tuple[list[Span], list[Relation]]:
    """The spans, in order, and the relations between them that a format is to write.

    Spans whose label was not asked for, and rejected ones unless they were, are left out without a record: that is
    what was asked for. Whatever else is left out has one, orphans and what cannot be used of the file included.
    """
    text = article.document.text
    spans: list[Span] = []
    for span in article.snapshot.spans:
        if not _is_asked_for(span, options):
            continue
        reason: Reason | None = None
        if span.status != "accepted" and not carries.rejected:
            reason = "rejected"
        elif span.fragments and not carries.discontinuous:
            reason = "discontinuous"
        if reason:
            before = describe(span.label, span.start, span.end, text)
            report.add(Record(article.id, span.id, reason, "omitted", before))
            continue
        if span.attrs and not carries.attributes:
            attributes = {"attributes": plain(span.attrs)}
            report.add(Record(article.id, span.id, "attributes", "stripped", attributes))
        if span.note and not carries.notes:
            report.add(Record(article.id, span.id, "note", "stripped", {"note": span.note}))
        spans.append(span)
    _report_what_has_no_place(article, options, report)
    if article.snapshot.labels and not carries.document_labels:
        report.add(Record(article.id, "", "labels", "omitted", {"labels": plain(article.snapshot.labels)}))
    return spans, _select_relations(article, spans, carries, options, report)


def _is_asked_for(span: Span, options: ExportOptions) -> bool:
    has_label = options.labels is None or span.label in options.labels
    return has_label and (span.status == "accepted" or options.rejected)


def _report_what_has_no_place(article: ExportArticle, options: ExportOptions, report: Report) -> None:
    """Add a record of each orphan, and of each entry of the file that cannot be used."""
    snapshot = article.snapshot
    if not snapshot.orphans and not snapshot.aside:
        return
    for orphan in still_orphaned(snapshot.orphans, {span.id for span in snapshot.spans}):
        span = orphan.span
        if _is_asked_for(span, options):
            before = {"label": span.label, "start": span.start, "end": span.end, "text": orphan.anchor.exact}
            report.add(Record(article.id, orphan.id, "orphaned", "omitted", before))
    for entry in snapshot.aside:
        report.add(Record(article.id, entry.id, "unusable", "omitted", {entry.kind: plain(entry.data)}))


def _select_relations(
    article: ExportArticle, spans: list[Span], carries: Carries, options: ExportOptions, report: Report
) -> list[Relation]:
    if not article.snapshot.relations:
        return []
    exported = {span.id for span in spans}
    everything = (*article.snapshot.spans, *(orphan.span for orphan in article.snapshot.orphans))
    asked = {span.id for span in everything if _is_asked_for(span, options)}
    kept = []
    for relation in article.snapshot.relations:
        if relation.head not in asked or relation.tail not in asked:
            continue
        if carries.relations and relation.head in exported and relation.tail in exported:
            kept.append(relation)
        else:
            before = {"type": relation.type, "from": relation.head, "to": relation.tail}
            report.add(Record(article.id, relation.id, "relation", "omitted", before))
    return kept
