"""Agreement on dataset cards: measured between the files of annotators, or it is said why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import copydesk
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Span
from copydesk.cli.main import main
from copydesk.formats.datasets.measuring import measure
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.corpus import Corpus
from copydesk.text.document import Document

TEXT = "Ada Quill came to Lorvik. Ben Tarrow stayed."
ADA, LORVIK, BEN = ("PERSON", 0, 9), ("GPE", 18, 24), ("PERSON", 26, 36)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two", "three"):
        (articles / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")
    return articles


def annotate(
    folder: Path, annotator: str, name: str, *said: tuple[str, int, int], status: ArticleStatus = "done"
) -> None:
    """Write the file of an annotator."""
    spans = tuple(Span(label=label, start=start, end=end, by=annotator) for label, start, end in said)
    source = render_annotation_file(
        Snapshot(spans=tuple(sorted(spans, key=lambda span: span.order)), status=status),
        Document.from_text(f"{TEXT} {name}"),
        f"../{'../' if annotator else ''}articles/{name}.txt",
    )
    path = folder.parent / "annotations" / annotator / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def card(folder: Path, **options: str) -> str:
    out = folder.parent / "out"
    copydesk.export(folder, to="jsonl", out=out, split="50/50", seed=1, **options)  # type: ignore[arg-type]
    return (out / "README.md").read_text(encoding="utf-8")


def test_annotators_are_compared_on_the_articles_that_both_are_done_with(folder: Path) -> None:
    annotate(folder, "ana", "one", ADA, LORVIK)
    annotate(folder, "ben", "one", ADA, BEN, LORVIK)
    annotate(folder, "ana", "two", ADA)
    annotate(folder, "ben", "two", ("ORG", 0, 9))
    annotate(folder, "ana", "three", ADA)
    annotate(folder, "ben", "three", BEN, status="open")
    said = card(folder, annotator="ana")
    assert "| ana and ben | 2 | 7 | 2 | 0.571 |" in said
    assert "| PERSON | 4 | 1 | 0.500 |" in said
    assert "| GPE | 2 | 1 | 1.000 |" in said
    assert "| ORG | 1 | 0 | 0.000 |" in said
    assert "| GPE | 2 | 1 | 1.000 |" in card(folder, annotator="ben")


def test_of_one_annotator_it_says_that_there_is_no_other(folder: Path) -> None:
    annotate(folder, "", "one", ADA)
    annotate(folder, "ben", "two", ADA)
    assert "Not measured: no article has annotations of more than one annotator." in card(folder)


def test_where_nobody_is_done_it_says_so(folder: Path) -> None:
    annotate(folder, "ana", "one", ADA)
    annotate(folder, "ben", "one", ADA, status="open")
    assert "1 articles have annotations of several annotators, but no two of them marked one done" in card(folder)


def test_what_named_annotators_agreed_on_is_not_compared_with_them(folder: Path) -> None:
    for annotator in ("", "ana", "ben"):
        annotate(folder, annotator, "one", ADA)
    annotate(folder, "", "two", ADA)
    annotate(folder, "ana", "two", ADA)
    found = measure(Corpus.open([folder]))
    assert {pair: each.articles for pair, each in found.pairs.items()} == {("ana", "ben"): 1, ("", "ana"): 1}


def test_files_of_another_text_or_that_are_broken_are_counted_and_passed_over(folder: Path) -> None:
    for annotator in ("ana", "ben", "cy", "dee"):
        annotate(folder, annotator, "one", ADA)
    annotations = folder.parent / "annotations"
    (annotations / "cy" / "one.toml").write_text("[", encoding="utf-8")
    path = annotations / "dee" / "one.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("sha256 = ", 'sha256 = "0" # '), encoding="utf-8")
    said = card(folder, annotator="ana")
    assert "| ana and ben | 1 | 2 | 1 | 1.000 |" in said
    assert "2 annotation files were not compared" in said


def test_only_the_labels_that_were_chosen_are_compared(folder: Path, tmp_path: Path) -> None:
    annotate(folder, "ana", "one", ADA, LORVIK)
    annotate(folder, "ben", "one", ADA)
    out = tmp_path / "out"
    command = ["export", str(folder), "--annotator", "ana", "--to", "jsonl", "-o", str(out), "--split", "50/50"]
    assert main([*command, "--labels", "PERSON"]) == 0
    assert "| ana and ben | 1 | 2 | 1 | 1.000 |" in (out / "README.md").read_text(encoding="utf-8")
    lines = [json.loads(line) for path in out.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    assert {each["label"] for line in lines for each in line["spans"]} == {"PERSON"}
