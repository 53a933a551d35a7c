"""Which paths are refused because a link leads out of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.errors import InputError
from copydesk.store.files.guarded_file import refuse_outside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "annotations"
    (made / "sub").mkdir(parents=True)
    (made / "a.toml").write_bytes(b"")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.toml").write_bytes(b"")
    return made


def test_a_file_that_is_there_or_not_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.toml", "new.toml", "sub/new.toml", "new/new.toml", "sub/../a.toml"):
        refuse_outside(folder / name, folder)
    monkeypatch.chdir(folder.parent)
    refuse_outside(Path("annotations/a.toml"), Path("annotations"))
    refuse_outside(folder / "a.toml", Path("annotations"))


def test_links_inside_the_folder_and_a_link_to_it_are_followed(folder: Path) -> None:
    (folder / "sub" / "b.toml").symlink_to(folder / "a.toml")
    (folder / "near").symlink_to(folder / "sub")
    (folder.parent / "link").symlink_to(folder)
    for path in (folder / "sub" / "b.toml", folder / "near" / "b.toml"):
        refuse_outside(path, folder)
    refuse_outside(folder.parent / "link" / "a.toml", folder.parent / "link")
    refuse_outside(folder.parent / "link" / "a.toml", folder)


@pytest.mark.parametrize("name", ["b.toml", "far/a.toml", "sub/far/a.toml", "../elsewhere/a.toml", "sub/../far/a.toml"])
def test_a_way_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    elsewhere = folder.parent / "elsewhere"
    (folder / "b.toml").symlink_to(elsewhere / "a.toml")
    (folder / "far").symlink_to(elsewhere)
    (folder / "sub" / "far").symlink_to(elsewhere)
    with pytest.raises(InputError, match="outside the folder"):
        refuse_outside(folder / name, folder)
