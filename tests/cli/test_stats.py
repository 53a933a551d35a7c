"""`copydesk stats`."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from copydesk.cli.main import main

BLOCK = (
    '[annotation.{id}]\nlabel = "{label}"\nstart = {start}\nend = {end}\nexact = "{exact}"\nprefix = ""\nsuffix = ""\n'
    'status = "{status}"\nsource = "{source}"\n\n'
)
TEXT = "Ada Quill came to Lorvik."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus with annotations of two people and one article that nobody touched."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two"):
        (articles / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    head = (
        'format = "copydesk/1"\n\n[document]\npath = "{up}/articles/one.txt"\n'
        f'sha256 = "{sha256(TEXT.encode()).hexdigest()}"\nlength = {len(TEXT)}\nstatus = "done"\n\n'
    )
    ada = BLOCK.format(
        id="aaaaaaaa", label="PERSON", start=0, end=9, exact="Ada Quill", status="accepted", source="n@1"
    )
    town = BLOCK.format(id="bbbbbbbb", label="GPE", start=18, end=24, exact="Lorvik", status="accepted", source="human")
    no = BLOCK.format(id="cccccccc", label="ORG", start=18, end=24, exact="Lorvik", status="rejected", source="n@1")
    (tmp_path / "annotations" / "ben").mkdir(parents=True)
    (tmp_path / "annotations" / "one.toml").write_text(head.format(up="..") + ada + town + no, encoding="utf-8")
    (tmp_path / "annotations" / "ben" / "one.toml").write_text(head.format(up="../..") + ada, encoding="utf-8")
    return articles


def test_it_counts_everybody_s_annotations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(folder), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["articles"], data["done"]) == (2, 1)
    assert data["total"]["annotations"] == 3
    assert data["by_annotator"]["ben"]["annotations"] == 1
    assert data["sources"] == {"n@1": {"accepted": 2, "corrected": 1, "rejected": 0}}


def test_one_annotator_can_be_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(folder), "--annotator", "ben", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["annotations"] == 1


def test_the_table_says_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "2 articles: 1 done, 0 begun, 1 untouched" in out
    assert "PERSON" in out
    assert "█" in out


def test_the_picture_stands_alone(folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "labels.svg"
    assert main(["stats", str(folder), "--svg", str(picture)]) == 0
    root = ET.fromstring(picture.read_text(encoding="utf-8"))
    assert {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")} >= {"PERSON", "GPE", "2"}


def test_a_broken_file_is_named_and_the_rest_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "annotations" / "two.toml").write_text("[", encoding="utf-8")
    assert main(["stats", str(folder)]) == 1
    captured = capsys.readouterr()
    assert "two.toml" in captured.err
    assert "3 annotations" in captured.out


def test_an_article_whose_annotation_file_could_have_no_name_hides_no_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / f"{'y' * 251}.txt").write_text(TEXT, encoding="utf-8")  # with .toml it is one byte too long
    assert main(["stats", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["annotations"] == 3
