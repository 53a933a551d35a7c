"""Recent folders: what was opened before is offered again, and only what is still there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.store.personal.locations import state_folder
from copydesk.store.personal.recent import FILE, MOST, Recent, recent_folders, remember_folders


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """More folders than are remembered."""
    made = [tmp_path / f"folder{number}" for number in range(MOST + 2)]
    for folder in made:
        folder.mkdir()
    return made


def opened() -> list[str]:
    """The names of what is remembered."""
    return [Path(folder).name for each in recent_folders() for folder in each.folders]


def test_nothing_is_remembered_at_first() -> None:
    assert recent_folders() == []


def test_the_newest_comes_first_and_each_is_there_once(folders: list[Path]) -> None:
    for at in (0, 1, 2, 1):
        remember_folders([folders[at]])
    assert opened() == ["folder1", "folder2", "folder0"]


def test_the_oldest_are_forgotten(folders: list[Path]) -> None:
    for folder in folders:
        remember_folders([folder])
    assert opened() == [folder.name for folder in reversed(folders)][:MOST]


def test_a_folder_that_vanished_is_left_out(folders: list[Path]) -> None:
    remember_folders([folders[0]])
    remember_folders([folders[1]])
    folders[1].rmdir()
    assert opened() == ["folder0"]


def test_articles_and_standard_input_are_not_remembered(folders: list[Path]) -> None:
    (folders[0] / "one.txt").write_text("One.\n", encoding="utf-8")
    for paths in (["-"], [folders[0] / "one.txt"], [folders[0], folders[0] / "one.txt"], []):
        remember_folders(paths)
    assert recent_folders() == []


def test_where_its_annotations_were_and_whose_is_remembered(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folders[0].parent)
    remember_folders(["folder0"], Path("kept"), "ana")
    assert recent_folders() == [Recent((str(folders[0]),), str(folders[0].parent / "kept"), "ana")]


NO_PATH = json.dumps([{"folders": ["a\0b"], "annotations": "", "annotator": ""}]).encode()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'[{"folders": 1}]', b"[" * 100_000, b"\xff", NO_PATH])
def test_what_cannot_be_read_is_passed_over(content: bytes, folders: list[Path]) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / FILE).write_bytes(content)
    assert recent_folders() == []
    remember_folders([folders[0]])
    assert opened() == ["folder0"]


def test_where_nothing_can_be_written_nothing_is_remembered(folders: list[Path]) -> None:
    state_folder().parent.mkdir(parents=True, exist_ok=True)
    state_folder().write_bytes(b"a file where the folder should be")
    remember_folders([folders[0]])
    assert recent_folders() == []
