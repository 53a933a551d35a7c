"""Places: kept apart from the annotations, bounded, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.store.personal import places as module
from copydesk.store.personal.places import FILE, Layout, Places, corpus_key


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    places = Places()
    places.put_offset("a", 12, 100)
    places.put_layout("c", Layout(("x", "y"), 1, 60, "names"))
    places.save(tmp_path)
    again = Places.load(tmp_path)
    assert again.offset("a", 100) == 12
    assert again.layouts["c"] == Layout(("x", "y"), 1, 60, "names")


def test_an_article_of_another_length_begins_at_its_start(tmp_path: Path) -> None:
    places = Places()
    places.put_offset("a", 12, 100)
    assert places.offset("a", 101) == 0
    assert places.offset("b", 100) == 0


def test_what_another_program_remembered_meanwhile_is_kept(tmp_path: Path) -> None:
    mine, theirs = Places.load(tmp_path), Places.load(tmp_path)
    mine.put_offset("a", 1, 10)
    theirs.put_offset("b", 2, 10)
    theirs.save(tmp_path)
    mine.save(tmp_path)
    assert set(Places.load(tmp_path).offsets) == {"a", "b"}


def test_only_so_many_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    places = Places()
    for number in range(5):
        places.put_offset(str(number), 1, 10)
    places.save(tmp_path)
    assert list(Places.load(tmp_path).offsets) == ["2", "3", "4"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"version": 9}', b'{"version": 1, "offsets": {"a": 3}}', b"\xff"]
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert Places.load(tmp_path) == Places()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    places = Places()
    places.put_offset("a", 1, 10)
    places.save(tmp_path / "file" / "folder")


def test_two_corpora_are_told_apart(tmp_path: Path) -> None:
    keys = {
        corpus_key(tmp_path, ("a", "b"), 2),
        corpus_key(tmp_path, ("a", "b"), 3),
        corpus_key(tmp_path, ("a", "c"), 2),
        corpus_key(tmp_path / "x", ("a", "b"), 2),
    }
    assert len(keys) == 4
