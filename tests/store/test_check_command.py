"""`copydesk check`: every annotation file is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.cli.main import main
from copydesk.store.articles import save
from copydesk.store.corpus import Corpus

TEXT = "Ana Ruiz said: “We will rebuild.”\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    for name in ("a", "b"):
        (tmp_path / "seeds" / f"{name}.txt").write_bytes(TEXT.encode())
    spans = (Span(id="p", label="PERSON", start=0, end=8), Span(id="q", label="QUOTE", start=15, end=33))
    for annotator in ("", "ana"):
        for article in Corpus.open(["seeds"], annotator=annotator):
            save(article, article.read(), Snapshot(spans=spans))
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["check", *arguments])
    out, err = capsys.readouterr()
    assert out == ""
    return code, err


def test_when_all_stands_the_exit_status_is_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, files in ((["seeds"], 4), ([], 4), (["seeds", "--annotator", "ana"], 2), (["seeds/a.txt"], 1)):
        code, err = check(capsys, *arguments)
        assert (code, err) == (0, f"{files} annotation files, {2 * files} annotations: all is well\n")


def test_each_passage_that_does_not_stand_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "a.txt").write_bytes(TEXT.replace("rebuild", "restore").encode())
    code, err = check(capsys, "seeds")
    assert code == 1
    assert err.splitlines() == [
        "annotations/a.toml: annotation q: QUOTE '“We will rebuild.”' does not stand at 15 to 33",
        "annotations/ana/a.toml: annotation q: QUOTE '“We will rebuild.”' does not stand at 15 to 33",
        "4 annotation files, 8 annotations: 2 wrong",
    ]


def test_files_that_cannot_be_read_or_have_no_article_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "annotations" / "b.toml").write_text('format = "copydesk/9"\n')
    (folder / "annotations" / "labels.toml").write_text('[label.A]\nkey = "12"\n')
    (folder / "annotations" / "notes.toml").write_text("x = 1\n")
    old = folder / "annotations" / "ana" / "a.toml"
    old.write_text(old.read_text(encoding="utf-8").replace("seeds/a.txt", "seeds/gone.txt"), encoding="utf-8")
    code, err = check(capsys)
    assert code == 1
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        "annotations/labels.toml:2",
        "annotations/b.toml:1",
        "annotations/notes.toml",
        "annotations/ana/a.toml",
        "4 annotation files, 6 annotations".replace("4", "5"),
    ]
    assert "gone.txt, is not there" in err


def test_a_file_of_another_article_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "annotations" / "b.toml").write_bytes((folder / "annotations" / "a.toml").read_bytes())
    code, err = check(capsys, "seeds")
    assert code == 1
    assert "annotations/b.toml: the file keeps the annotations of another article, ../seeds/a.txt" in err


def test_a_false_length_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "annotations" / "a.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("length = 35", "length = 99"), encoding="utf-8")
    code, err = check(capsys, "seeds/a.txt")
    assert code == 1
    assert "length is 99, but the article has 35" in err


def test_what_cannot_be_opened_is_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, "missing")[0] == 2
