"""What is exported and imported again is what it was, but for what the report lists."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.articles import TEXTS, article
from tests.formats.nasty import NASTY
from tests.formats.round_trip import expected, export_to, found, import_from, imported, planned

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import ExportArticle
from copydesk.formats.registry import get_format
from copydesk.text.document import Document
from copydesk.text.paged_text import BOM

FORMATS = ["jsonl", "brat", "labelstudio", "prodigy", "doccano", "spacy", "cas", "w3c"]
EXTRAS = {"spacy": "spacy"}
WITHOUT_TEXT = {"w3c", "cas"}
"""Formats whose articles must be there when they are imported: they lack them, or control characters of them."""


def prove(name: str, articles: list[ExportArticle], folder: Path, *, on_disk: bool = True) -> None:
    """Everything comes back; if not `on_disk`, nothing is written but what is exported."""
    if name in EXTRAS:
        pytest.importorskip(EXTRAS[name])
    carries = get_format(name).carries
    target = folder / "articles"
    if name in WITHOUT_TEXT:
        target.mkdir()
        for made in articles:
            content = made.document.text.encode()
            is_whole = Document.from_bytes(content).sha256 == made.document.sha256
            (target / f"{made.id}.txt").write_bytes(content if is_whole else BOM + content)
    out, records = export_to(folder, name, articles)
    plan, findings = import_from(out, name, target, on_disk=on_disk)
    assert (findings.problems, findings.notices) == ([], [])
    back = imported(target) if on_disk else planned(plan)
    for made in articles:
        text, snapshot = back.get(made.id, (made.document.text, Snapshot()))
        assert text == made.document.text
        assert found(snapshot, carries) == expected(made, carries, records)
        if carries.provenance and name != "brat" and snapshot.spans:
            assert snapshot.status == made.snapshot.status


@pytest.mark.parametrize("name", FORMATS)
def test_nasty_articles_come_back(name: str, tmp_path: Path) -> None:
    prove(name, [made for made in NASTY if made.document.text], tmp_path)


def test_what_webanno_carries_comes_back_into_the_articles(tmp_path: Path) -> None:
    made = {each.id: each for each in NASTY if each.document.text}
    (tmp_path / "articles").mkdir()
    for each in made.values():
        (tmp_path / "articles" / f"{each.id}.txt").write_bytes(each.document.text.encode())
    out, records = export_to(tmp_path, "webanno", list(made.values()))
    trimmed = {record.annotation for record in records if record.reason == "white-space"}
    plan, findings = import_from(out, "webanno", tmp_path / "articles", on_disk=False)
    assert findings.problems == []
    back = {name: sorted((s.label, *s.range) for s in snap.spans) for name, (_, snap) in planned(plan).items()}
    for name, each in made.items():
        spans = [s for s in each.snapshot.spans if s.status == "accepted" and not s.fragments and s.id not in trimmed]
        expected_places = sorted((span.label, *span.range) for span in spans)
        found_places = [place for place in back.get(name, []) if name != "blank" or place in expected_places]
        assert found_places == expected_places


@st.composite
def annotation_sets(draw: st.DrawFn) -> ExportArticle:
    """Any text with any spans, attributes, notes and relations."""
    text = draw(TEXTS.filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
    spans: list[Span] = []
    for number in range(draw(st.integers(0, 5))):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
        edges = edges[: len(edges) // 2 * 2]
        fragments = tuple(zip(edges[::2], edges[1::2], strict=True)) if len(edges) > 2 else ()
        spans.append(
            Span(
                id=f"s{number}",
                label=draw(st.sampled_from(["PERSON", "ORG", "QUOTE"])),
                start=edges[0],
                end=edges[-1],
                fragments=fragments,
                status=draw(st.sampled_from(["accepted", "accepted", "rejected"])),
                source=draw(st.sampled_from(["human", "rules@1"])),
                score=draw(st.none() | st.floats(0, 1)),
                by=draw(st.sampled_from(["", "ana"])),
                created=draw(st.none() | st.just(datetime(2026, 11, 21, 10, tzinfo=UTC))),
                note=draw(st.sampled_from(["", "a note", "two\nlines\tand a tab", "“x”\u2028\\n"])),
                attrs=draw(st.dictionaries(st.sampled_from(["kind", "is sure"]), VALUES, max_size=2)),
            )
        )
    ids = [span.id for span in spans]
    relations = (
        [
            Relation(id=f"r{number}", type=draw(st.sampled_from(["speaker", "cue"])), head=head, tail=tail)
            for number, (head, tail) in enumerate(draw(st.sets(st.tuples(*[st.sampled_from(ids)] * 2), max_size=3)))
            if head != tail
        ]
        if ids
        else []
    )
    labels = draw(st.dictionaries(st.sampled_from(["topic", "a b"]), VALUES, max_size=2))
    return article(text, *spans, relations=relations, labels=labels, status=draw(st.sampled_from(["open", "done"])))


VALUES = st.recursive(
    st.sampled_from(["direct", "", "two words", "é\u2028😀", True, False, 7, 0.5]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["x", "y z"]), inner, max_size=2),
    max_leaves=3,
)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60)
@given(made=annotation_sets())
def test_whatever_is_annotated_comes_back(name: str, made: ExportArticle) -> None:
    with tempfile.TemporaryDirectory() as folder:
        prove(name, [made], Path(folder), on_disk=False)
