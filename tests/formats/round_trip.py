"""Exporting articles, importing what was written, and what must come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import Carries, ExportArticle, ExportOptions
from copydesk.formats.imports.importing import Plan, carry_out, plan_import
from copydesk.formats.imports.readers import get_reader
from copydesk.formats.imports.reading import Findings
from copydesk.formats.plain import plain
from copydesk.formats.registry import get_format
from copydesk.formats.report import Record, Report
from copydesk.store.annotations.loading import load
from copydesk.store.annotations.receiving import ReceivingFolder
from copydesk.store.corpus.corpus import Corpus


def export_to(folder: Path, name: str, articles: Sequence[ExportArticle], **options: Any) -> tuple[Path, list[Record]]:
    """Write articles in a format: where, and the records."""
    records: list[Record] = []
    target = get_format(name)
    chosen = ExportOptions(rejected=target.carries.rejected, **options)
    out = folder / f"out{target.extension}"
    if target.write_folder:
        out.mkdir()
        target.write_folder(iter(articles), out, chosen, Report(records.append))
    else:
        assert target.write
        with out.open("wb") as stream:
            target.write(iter(articles), stream, chosen, Report(records.append))
    return out, records


def import_from(
    file: Path, name: str, articles: Path, scheme: str = "", *, on_disk: bool = True
) -> tuple[Plan, Findings]:
    """Import a file into a folder of articles, with the annotations beside it; what is damaged is left out."""
    findings = Findings(scheme)
    plan = plan_import(get_reader(name), [file], ReceivingFolder(articles), findings)
    if on_disk:
        assert not carry_out(plan.receipts)
    return plan, findings


def imported(articles: Path) -> dict[str, tuple[str, Snapshot]]:
    """The texts and annotations in a folder of articles, by id."""
    found = {}
    for article in Corpus.open([articles]) if any(articles.rglob("*.txt")) else ():
        document = article.read()
        loaded = load(article, document)
        assert not loaded.problems
        assert not loaded.moves
        found[article.id] = (document.text, loaded.snapshot)
    return found


def planned(plan: Plan) -> dict[str, tuple[str, Snapshot]]:
    """The texts and annotations that would be written, by id."""
    return {each.article.id: (each.document.text, each.snapshot or Snapshot()) for each in plan.receipts}


def expected(article: ExportArticle, carries: Carries, records: Sequence[Record]) -> Snapshot:
    """The annotations that must come back: without what a record says was left out, trimmed where it says so."""
    fates = {record.annotation: record for record in records if record.article == article.id}
    spans: list[Span] = []
    for span in article.snapshot.spans:
        fate = fates.get(span.id)
        if fate and fate.action == "trimmed":
            assert fate.after
            spans.append(bare(_trimmed(span, fate.after["start"], fate.after["end"], article.document.text), carries))
        elif not (fate and fate.action == "omitted") and (span.status == "accepted" or carries.rejected):
            spans.append(bare(span, carries))
    ids = {span.id for span in spans}
    relations: list[Relation] = []
    for relation in article.snapshot.relations:
        if relation.id not in fates and {relation.head, relation.tail} <= ids:
            relations.append(relation)
    return Snapshot(
        spans=tuple(sorted(spans, key=lambda span: span.order)),
        relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        labels=plain(article.snapshot.labels) if carries.document_labels else {},
    )


def _trimmed(span: Span, start: int, end: int, text: str) -> Span:
    """A span without what lies outside of a range, and without pieces of white space."""
    clipped = [(max(left, start), min(right, end)) for left, right in span.fragments]
    fragments = tuple((left, right) for left, right in clipped if left < right and text[left:right].strip())
    return replace(span, start=start, end=end, fragments=fragments)


def bare(span: Span, carries: Carries) -> Span:
    """A span without what a format does not carry."""
    return replace(
        span,
        attrs=plain(span.attrs) if carries.attributes else {},
        note=span.note if carries.notes else "",
        by=span.by if carries.provenance else "",
        created=span.created if carries.provenance else None,
        changed=span.changed if carries.provenance else None,
        extra={},
    )


def found(snapshot: Snapshot, carries: Carries) -> Snapshot:
    """What came back, as `expected` has it."""
    return Snapshot(
        spans=tuple(bare(span, carries) for span in snapshot.spans),
        relations=snapshot.relations,
        labels=snapshot.labels,
    )
