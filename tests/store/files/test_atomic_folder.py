"""A folder appears whole or not at all, and nothing of others is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import full, names

from copydesk.errors import InputError
from copydesk.store.files.atomic import OperatingSystem, StoreError
from copydesk.store.files.atomic_folder import MARK, writing_folder


def write(path: Path, content: str, *, replace: bool = False, fail: bool = False) -> None:
    before = names(path)
    with writing_folder(path, replace=replace) as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "a.txt").write_text(content)
        assert names(path) == before
        if fail:
            raise RuntimeError


def test_it_appears_with_all_that_is_in_it(tmp_path: Path) -> None:
    write(tmp_path / "out", "one")
    assert names(tmp_path) == [f"out/{MARK}", "out/deep/a.txt"]


def test_an_exception_leaves_nothing_behind_and_what_was_there(tmp_path: Path) -> None:
    write(tmp_path / "out", "one")
    with pytest.raises(RuntimeError):
        write(tmp_path / "out", "two", replace=True, fail=True)
    assert (tmp_path / "out" / "deep" / "a.txt").read_text() == "one"
    assert names(tmp_path) == [f"out/{MARK}", "out/deep/a.txt"]


def test_an_earlier_export_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "out", "one")
    with pytest.raises(InputError, match="--force"):
        write(tmp_path / "out", "two")
    write(tmp_path / "out", "two", replace=True)
    assert (tmp_path / "out" / "deep" / "a.txt").read_text() == "two"
    assert names(tmp_path) == [f"out/{MARK}", "out/deep/a.txt"]


def test_a_folder_of_others_is_never_replaced_but_an_empty_one_is_filled(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="no earlier export"):
        write(tmp_path / "mine", "two", replace=True)
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="no folder"):
        write(tmp_path / "file", "two", replace=True)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", "one")
    assert names(tmp_path) == [f"empty/{MARK}", "empty/deep/a.txt", "file", "mine/thesis.txt"]


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder does not exist"):
        write(tmp_path / "no" / "out", "one")


def test_the_old_folder_returns_when_the_new_cannot_take_its_name(tmp_path: Path) -> None:
    class Failing(OperatingSystem):
        def replace(self, source: Path, target: Path) -> None:
            if source.suffix == ".tmp":
                raise full()
            super().replace(source, target)

    write(tmp_path / "out", "one")
    with (
        pytest.raises(StoreError, match="disk is full"),
        writing_folder(tmp_path / "out", replace=True, files=Failing()) as folder,
    ):
        (folder / "a").touch()
    assert names(tmp_path) == [f"out/{MARK}", "out/deep/a.txt"]
