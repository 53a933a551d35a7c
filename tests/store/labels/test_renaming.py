"""Renaming a label in annotation files, and the label file while others change it."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from copydesk.annotation import label_changes
from copydesk.annotation.labels import DEFAULT_LABELS, LabelSet
from copydesk.errors import CopydeskError, InputError
from copydesk.store.files.locks import acquire
from copydesk.store.labels.label_file import read_label_file
from copydesk.store.labels.label_keeper import LabelKeeper
from copydesk.store.labels.renaming import rename_in, survey
from copydesk.store.work.workplace import LOCK, work_folders, work_name

SOURCE = """\
format = "copydesk/1"
# a comment that somebody wrote
[document]
path = "../a.txt"
label = "PERSON"

[annotation.a]
label = "PERSON"
start = 0
end = 3
note = "label = \\"PERSON\\""

[annotation.b]
label = 'PERSON'
start = 4
end = 6

[annotation.c]
label = "ORG"
start = 4
end = 6
"""


def file(folder: Path, name: str = "a.toml", source: str = SOURCE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8", newline="")
    return path


def test_only_the_labels_change_and_everything_else_stays_byte_for_byte(tmp_path: Path) -> None:
    path = file(tmp_path)
    assert rename_in(path, tmp_path, {"PERSON"}, 'Per"son') == 2
    after = path.read_text(encoding="utf-8")
    data = tomllib.loads(after)
    assert [each["label"] for each in data["annotation"].values()] == ['Per"son', 'Per"son', "ORG"]
    assert data["document"]["label"] == "PERSON"
    changed = [(one, other) for one, other in zip(SOURCE.splitlines(), after.splitlines(), strict=True) if one != other]
    assert [one.split(" = ")[0] for one, _ in changed] == ["label", "label"]
    assert "# a comment" in after


def test_where_a_label_is_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    path = file(tmp_path)
    before = path.stat().st_mtime_ns
    assert rename_in(path, tmp_path, {"EVENT"}, "X") == 0
    assert path.stat().st_mtime_ns == before


def test_a_layout_that_cannot_be_changed_line_by_line_is_left_and_named(tmp_path: Path) -> None:
    source = 'format = "copydesk/1"\nannotation = { a = { label = "PERSON", start = 0, end = 1 } }\n'
    path = file(tmp_path, source=source)
    with pytest.raises(InputError) as caught:
        rename_in(path, tmp_path, {"PERSON"}, "X")
    assert caught.value.path == path
    assert path.read_text(encoding="utf-8") == source


def test_a_file_at_work_elsewhere_is_left_and_named(tmp_path: Path) -> None:
    path = file(tmp_path)
    lock = acquire(work_folders(), f"{work_name(path)}{LOCK}")
    try:
        with pytest.raises(InputError, match="at work"):
            rename_in(path, tmp_path, {"PERSON"}, "X")
    finally:
        lock.release()
    assert path.read_text(encoding="utf-8") == SOURCE
    assert rename_in(path, tmp_path, {"PERSON"}, "X") == 2


def test_the_survey_counts_in_all_folders_and_names_what_cannot_be_read(tmp_path: Path) -> None:
    file(tmp_path)
    file(tmp_path, "ana/a.toml")
    file(tmp_path, "labels.toml", "[label.PERSON]\n")
    broken = file(tmp_path, "broken.toml", "[annotation\n")
    file(tmp_path, "other.toml", '[annotation.a]\nlabel = "PERSON"\n')
    found = survey(tmp_path, {"PERSON"})
    assert [(each.path.name, each.count) for each in found.files] == [("a.toml", 2), ("a.toml", 2)]
    assert found.count == 4
    assert [each.path for each in found.problems] == [broken]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = file(tmp_path / "elsewhere")
    folder = tmp_path / "annotations"
    folder.mkdir()
    (folder / "a.toml").symlink_to(outside)
    assert survey(folder, {"PERSON"}).problems
    with pytest.raises(CopydeskError):
        rename_in(folder / "a.toml", folder, {"PERSON"}, "X")
    assert outside.read_text(encoding="utf-8") == SOURCE


def with_label(name: str) -> label_changes.Change:
    return lambda labels: label_changes.added(labels, name)


def test_a_change_begins_with_what_another_wrote_and_keeps_what_is_not_known(tmp_path: Path) -> None:
    keeper = LabelKeeper(tmp_path)
    assert [each.name for each in keeper.change(with_label("X"))][-1] == "X"
    path = tmp_path / "labels.toml"
    path.write_text('owner = "desk"\n[label.A]\nicon = "!"\n', encoding="utf-8")
    assert [each.name for each in keeper.change(with_label("B"))] == ["A", "B"]
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["owner"] == "desk"
    assert data["label"]["A"] == {"icon": "!"}


def test_without_a_file_the_default_labels_are_what_is_changed(tmp_path: Path) -> None:
    made = LabelKeeper(tmp_path / "new").change(with_label("X"))
    assert len(made.labels) == len(DEFAULT_LABELS.labels) + 1
    assert read_label_file(tmp_path / "new" / "labels.toml").labels == made


def test_a_change_of_the_file_is_noticed_once_and_ones_own_is_not(tmp_path: Path) -> None:
    keeper = LabelKeeper(tmp_path)
    assert keeper.look() is None
    keeper.change(with_label("X"))
    assert keeper.look() is None
    (tmp_path / "labels.toml").write_text("[label.A]\n", encoding="utf-8")
    found = keeper.look()
    assert isinstance(found, LabelSet)
    assert [each.name for each in found] == ["A"]
    assert keeper.look() is None


def test_a_file_that_was_broken_is_told_once_and_taken_in_when_it_is_repaired(tmp_path: Path) -> None:
    keeper = LabelKeeper(tmp_path)
    path = tmp_path / "labels.toml"
    path.write_text('[label.A]\nkey = "12"\n', encoding="utf-8")
    with pytest.raises(InputError):
        keeper.look()
    assert keeper.look() is None
    path.write_text('[label.A]\nkey = "1"\n', encoding="utf-8")
    assert keeper.look() is not None


def test_a_change_that_makes_no_label_set_writes_nothing(tmp_path: Path) -> None:
    keeper = LabelKeeper(tmp_path)
    with pytest.raises(ValueError, match="already"):
        keeper.change(with_label("PERSON"))
    assert not (tmp_path / "labels.toml").exists()
