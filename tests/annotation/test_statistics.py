"""Counting annotations."""

from __future__ import annotations

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.annotation.statistics import Counted, SourceRow, statistics

TEXT = "Ada Quill came to Lorvik. Quill left Lorvik on Friday."


def span(words: str, label: str, occurrence: int = 0, **facts: object) -> Span:
    at = -1
    for _ in range(occurrence + 1):
        at = TEXT.index(words, at + 1)
    return Span(label=label, start=at, end=at + len(words), **facts)  # type: ignore[arg-type]


FIRST = Snapshot(
    spans=(
        span("Ada Quill", "PERSON", source="names@1", by="ana"),
        span("Lorvik", "GPE", by="ana"),
        span("Lorvik", "GPE", 1, by="ben"),
        span("Lorvik", "PERSON", status="rejected", source="names@1", by="ana"),
        span("Friday", "DATE", status="rejected", source="names@1"),
    ),
    relations=(Relation(type="near", head="a", tail="b"),),
    status="done",
)


def test_everything_is_counted_by_label_article_and_annotator() -> None:
    found = statistics(["one", "two"], [Counted("one", "", TEXT, FIRST)])
    assert (found.articles, found.done, found.begun) == (2, 1, 1)
    assert (found.total.annotations, found.total.rejected, found.total.relations) == (3, 2, 1)
    assert list(found.labels) == ["GPE", "PERSON", "DATE"]
    assert found.labels["PERSON"].lengths == (9, 9, 9)
    assert found.distinct == {"GPE": 1, "PERSON": 1, "DATE": 0}
    assert {name: row.annotations for name, row in found.by_annotator.items()} == {"": 0, "ana": 2, "ben": 1}
    assert found.by_article["two"].annotations == 0


def test_what_became_of_proposals_is_told_by_detector() -> None:
    found = statistics(["one"], [Counted("one", "", TEXT, FIRST)])
    assert found.sources == {"names@1": SourceRow(accepted=1, corrected=1, rejected=1)}


def test_an_article_is_done_when_all_who_annotate_it_say_so() -> None:
    files = [Counted("one", "ana", TEXT, FIRST), Counted("one", "ben", TEXT, Snapshot(spans=FIRST.spans))]
    assert statistics(["one"], files).done == 0


def test_nothing_is_counted_of_nothing() -> None:
    assert statistics([], []).as_json()["total"] == {
        "annotations": 0,
        "rejected": 0,
        "relations": 0,
        "lengths": (0, 0, 0),
    }
