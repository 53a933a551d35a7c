"""The documents that the benchmarks make up: of the size that was asked for, the same each time, and readable."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import documents

from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.text.document import Document


def test_a_document_has_the_size_and_a_rare_word_at_its_end() -> None:
    text = documents.document(documents.bytes_of("100KB"))
    assert abs(len(text.encode()) - 100_000) < 2_000
    assert text.count(documents.RARE) == 1
    assert text.rindex(documents.RARE) > len(text) - 60
    assert text == documents.document(100_000)
    assert not text.isascii()


def test_a_document_can_be_one_endless_line() -> None:
    assert "\n" not in documents.document(20_000, one_line=True)


def test_its_annotations_stand_where_they_say() -> None:
    text = documents.document(50_000)
    file = parse_annotation_file(documents.tagged(text, 200).encode(), Path("a.toml"), Document.from_text(text))
    assert len(file.snapshot.spans) == 200
    assert not file.problems
