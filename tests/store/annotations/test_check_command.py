"""`copydesk check`: every annotation file is proved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.store.work.desk_work import Session, save

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.cli.main import main
from copydesk.store.annotations.reader import read_annotation_file
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.work.workplace import work_folders

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
        "annotations/a.toml: annotation q: QUOTE '“We will rebuild.”' stood at 15 to 33 and is not found",
        "annotations/ana/a.toml: annotation q: QUOTE '“We will rebuild.”' stood at 15 to 33 and is not found",
        "4 annotation files, 8 annotations: 2 orphaned",
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


def annotations_of(folder: Path, name: str = "a") -> Snapshot:
    return read_annotation_file(folder / "annotations" / f"{name}.toml").snapshot


def test_what_moved_is_reported_and_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "a.txt").write_bytes(f"Updated.\r\n{TEXT}".encode())
    before = (folder / "annotations" / "a.toml").read_bytes()
    code, err = check(capsys, "seeds/a.txt")
    assert code == 1
    assert err.splitlines() == [
        "annotations/a.toml: annotation p: PERSON 'Ana Ruiz' stood at 0 to 8 and stands at 10 to 18",
        "annotations/a.toml: annotation q: QUOTE '“We will rebuild.”' stood at 15 to 33 and stands at 25 to 43",
        "1 annotation files, 2 annotations: 2 moved",
    ]
    assert (folder / "annotations" / "a.toml").read_bytes() == before


def test_fix_writes_what_is_certain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "a.txt").write_bytes(f"Updated.\r\n{TEXT}".encode())
    code, err = check(capsys, "seeds", "--fix")
    assert code == 0
    assert err.splitlines()[-2:] == [
        "4 annotation files, 8 annotations: 4 moved",
        "2 files written, 0 annotations left to a person",
    ]
    assert [span.range for span in annotations_of(folder).spans] == [(10, 18), (25, 43)]
    assert check(capsys, "seeds")[0] == 0


def test_fix_keeps_orphans_and_says_so_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "a.txt").write_bytes(TEXT.replace("rebuild", "restore").encode())
    for files in (1, 0):
        code, err = check(capsys, "seeds/a.txt", "--fix")
        assert code == 1
        assert "annotation q: QUOTE '“We will rebuild.”' stood at 15 to 33 and is not found\n" in err
        assert err.endswith(f"1 orphaned\n{files} files written, 1 annotations left to a person\n")
    assert [orphan.id for orphan in annotations_of(folder).orphans] == ["q"]


def test_close_matches_are_written_only_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "a.txt").write_bytes(TEXT.replace("“", '"').replace("”", '"').encode())
    before = (folder / "annotations" / "a.toml").read_bytes()
    code, err = check(capsys, "seeds/a.txt", "--fix")
    assert code == 1
    assert "stands at 15 to 33, nearly the same (1.00)\n" in err
    assert (folder / "annotations" / "a.toml").read_bytes() == before
    code, err = check(capsys, "seeds/a.txt", "--fix=close")
    assert code == 0
    assert "nearly the same (1.00); fixed\n" in err
    assert annotations_of(folder).spans[1].extra == {"anchor": "close", "anchor_score": 1.0}
    assert check(capsys, "seeds/a.txt")[0] == 0


def test_json_has_one_line_for_each_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "a.txt").write_bytes(f"Updated.\r\n{TEXT}".replace("rebuild", "restore").encode())
    (folder / "annotations" / "b.toml").write_text("format = 1\n")
    assert main(["check", "--json"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()[:2]] == [
        {
            "file": "annotations/a.toml",
            "id": "p",
            "label": "PERSON",
            "words": "Ana Ruiz",
            "old": [0, 8],
            "new": [10, 18],
            "proof": "moved",
            "score": 1.0,
            "fixed": False,
        },
        {
            "file": "annotations/a.toml",
            "id": "q",
            "label": "QUOTE",
            "words": "“We will rebuild.”",
            "old": [15, 33],
            "new": None,
            "proof": "orphaned",
            "score": 0.0,
            "fixed": False,
        },
    ]
    others = [json.loads(line) for line in out.splitlines()[2:]]
    assert sorted(other["file"] for other in others) == [
        "annotations/ana/a.toml",
        "annotations/ana/a.toml",
        "annotations/b.toml",
    ]
    assert [other["line"] for other in others if "problem" in other] == [1]
    assert err == "4 annotation files, 6 annotations: 2 moved, 2 orphaned, 1 wrong\n"


WRITTEN = "It is put right when the file is written"
ORPHAN = "It is an orphan until it is given a place, or the file is repaired"
RENAMED = "It is an orphan now, q-2: place or remove it, or repair the file"
KEPT = "Repair it; until then it is kept as it is"


def break_entries(folder: Path) -> None:
    """Make entries of a file wrong, in four ways."""
    path = folder / "annotations" / "a.toml"
    source = path.read_text(encoding="utf-8").replace("length = 35", "length = 99").replace("end = 8", "end = 80")
    second = '\n[annotation.q]\nlabel = "CLAIM"\nstart = 16\nend = 18\nexact = "We"\n'
    bad = '\n[annotation.z]\nlabel = "ORG"\nstart = 7\nend = 3\nexact = "x"\n'
    path.write_text(source + second + bad, encoding="utf-8")


def test_what_is_wrong_with_each_entry_is_told_with_its_line_and_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_entries(folder)
    before = annotations_of(folder)
    code, err = check(capsys, "seeds/a.txt")
    assert code == 1
    assert [line.removeprefix("annotations/a.toml:") for line in err.splitlines()] == [
        f"6: length is 99, but the article has 35. {WRITTEN}",
        f"12: annotation p: end is 80, but the text has only 35 code points. {ORPHAN}",
        f"29: annotation q is there already, on line 19; ids are used once in a file. {RENAMED}",
        f"35: annotation z has an impossible range: start 7, end 3. {KEPT}",
        "1 annotation files, 4 annotations: 4 wrong",
    ]
    assert main(["check", "seeds/a.txt", "--json"]) == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["line"] for record in records] == [6, 12, 29, 35]
    assert all(record.keys() == {"file", "line", "problem", "remedy"} for record in records)
    assert all(record["remedy"] for record in records)
    assert annotations_of(folder) == before


def test_fix_keeps_what_is_wrong_and_writes_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_entries(folder)
    (folder / "seeds" / "a.txt").write_bytes(f"Updated.\r\n{TEXT}".encode())
    code, err = check(capsys, "seeds/a.txt", "--fix")
    assert code == 1
    assert "1 files written" in err
    kept = annotations_of(folder)
    assert [span.range for span in kept.spans] == [(25, 43)]
    assert [(each.id, each.data["start"]) for each in kept.aside] == [("z", 7)]
    assert {orphan.id for orphan in kept.orphans} == {"p", "q-2"}


def test_fix_leaves_a_file_alone_while_somebody_is_at_work_on_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (article,) = Corpus.open(["seeds/a.txt"]).articles
    session = Session(article, work_folders())
    (folder / "seeds" / "a.txt").write_bytes(f"Updated.\r\n{TEXT}".encode())
    before = article.annotation_path.read_bytes()
    code, err = check(capsys, "seeds/a.txt", "--fix")
    assert code == 1
    assert "a.toml: it is not written, because another Copydesk (process " in err
    assert "Leave the article there" in err
    assert article.annotation_path.read_bytes() == before
    session.copy.close()
    assert check(capsys, "seeds/a.txt", "--fix")[0] == 0
    assert not list(work_folders()[0].iterdir()), "the lock was given back"


def test_links_that_lead_out_of_the_folder_are_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "annotations" / "a.toml").rename(folder / "elsewhere" / "a.toml")
    (folder / "annotations" / "a.toml").symlink_to(folder / "elsewhere" / "a.toml")
    (folder / "annotations" / "bo").symlink_to(folder / "elsewhere")
    assert check(capsys, "seeds/a.txt")[0] == 1
    for arguments in ([], ["--annotator", "bo"], ["seeds/a.txt", "--annotator", "bo"]):
        code, err = check(capsys, *arguments)
        assert code == 1
        assert err.count("leads outside the folder of annotations") == 1


def test_an_article_whose_annotation_file_could_have_no_name_hides_no_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "seeds" / f"{'y' * 251}.txt").write_text(TEXT)  # with .toml it is one byte too long
    code, err = check(capsys, "seeds")
    assert (code, err) == (0, "4 annotation files, 8 annotations: all is well\n")
