"""The registry, the export of a corpus, and the command."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.store.work.desk_work import save

import copydesk
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.cli.main import main
from copydesk.errors import InputError
from copydesk.formats.exporting import ExportRefused
from copydesk.formats.registry import MODULES, all_formats, get_format
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.atomic import StoreError

TEXT = "Ana Ruiz said: “We will rebuild.”\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a done, an open and a bare article."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "seeds" / f"{name}.txt").write_bytes(TEXT.encode())
    done, unfinished, _ = Corpus.open(["seeds"]).articles
    person = Span(id="p", label="PERSON", start=0, end=8)
    quote = Span(id="q", label="QUOTE", start=15, end=33, attrs={"kind": "direct"})
    inside = Span(id="w", label="CLAIM", start=16, end=18)
    save(done, done.read(), Snapshot(spans=(person, quote), status="done"))
    save(unfinished, unfinished.read(), Snapshot(spans=(quote, inside)))
    return tmp_path


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_each_format_declares_itself() -> None:
    for name, made in zip(MODULES, all_formats(), strict=True):
        assert made.name == name
        assert made.extension.startswith(".") == (made.write is not None)


def test_an_unknown_format_gets_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r"no format 'spaCy'. Did you mean spacy\? The formats are jsonl, "):
        get_format("spaCy")


def test_the_public_export_writes_a_file_and_counts(folder: Path) -> None:
    report = copydesk.export("seeds", to="jsonl", out="out.jsonl")
    assert [record["id"] for record in records(folder / "out.jsonl")] == ["a", "b", "c"]
    assert (report.articles, report.spans, report.open, report.bare, report.counts.total()) == (3, 4, 2, 1, 0)
    stream = io.BytesIO()
    assert copydesk.export(["seeds/a.txt"], to="iob2", out=stream, status="done").articles == 1
    assert stream.getvalue().startswith(b"-DOCSTART-")


def test_what_is_refused_leaves_no_file(folder: Path) -> None:
    with pytest.raises(ExportRefused, match="2 annotations do not fit iob2") as caught:
        copydesk.export("seeds", to="iob2", out="out.iob2")
    assert "--overlap" in str(caught.value)
    assert not (folder / "out.iob2").exists()
    with pytest.raises(StoreError):
        copydesk.export("seeds", to="jsonl", out="missing/out.jsonl")


def test_an_article_is_not_overwritten_by_its_export(folder: Path) -> None:
    for out in ("seeds/a.txt", "annotations/c.toml"):
        with pytest.raises(InputError, match="belongs to the corpus"):
            copydesk.export("seeds", to="jsonl", out=out)
    assert (folder / "seeds" / "a.txt").read_bytes() == TEXT.encode()


def test_the_command_writes_data_to_standard_output_and_words_to_standard_error(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "seeds", "--to", "jsonl", "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b", "c"]
    assert b"3 articles, 4 spans" in err
    assert b"2 of 3 articles are not marked done" in err
    assert b"1 of 3 articles have no annotations" in err
    assert main(["export", "seeds", "--to", "jsonl", "-o", "-", "--status", "done", "--labels", "QUOTE,NONE"]) == 0
    out, err = capfdbinary.readouterr()
    assert [span["id"] for span in json.loads(out)["spans"]] == ["q"]
    assert b"no label NONE" in err
    assert b"not marked" not in err


def test_a_refused_export_exits_with_1_lists_why_and_writes_only_the_report(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for out in ("-", "out.iob2"):
        assert main(["export", "seeds", "--to", "iob2", "-o", out, "--report", f"r{out}"]) == 1
        data, err = capfdbinary.readouterr()
        assert data == b""
        assert "b w overlap: CLAIM 16-18 'We'" in err.decode()
        assert b"--overlap longest, --overlap layers or --overlap first" in err
        assert not (folder / "out.iob2").exists()
        found = [(each["article"], each["annotation"], each["action"]) for each in records(folder / f"r{out}")]
        assert ("b", "w", "refused") in found
        assert ("a", "q", "stripped") in found
    assert main(["export", "seeds", "--to", "iob2", "-o", "out.iob2", "--overlap", "longest"]) == 0
    assert b"1 omitted: overlap" in capfdbinary.readouterr().err
    assert (folder / "out.iob2").exists()


def test_a_file_that_exists_is_replaced_only_when_forced(folder: Path) -> None:
    (folder / "out.jsonl").write_bytes(b"old")
    assert main(["export", "seeds", "--to", "jsonl", "-o", "out.jsonl"]) == 2
    assert main(["export", "seeds", "--to", "jsonl", "-o", "new.jsonl", "--report", "out.jsonl"]) == 2
    assert (folder / "out.jsonl").read_bytes() == b"old"
    assert not (folder / "new.jsonl").exists()
    assert main(["export", "seeds", "--to", "jsonl", "-o", "out.jsonl", "--force"]) == 0
    assert len(records(folder / "out.jsonl")) == 3


def test_a_device_is_written_to_and_stays_one(folder: Path) -> None:
    assert main(["export", "seeds", "--to", "jsonl", "-o", os.devnull]) == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["seeds", "-o", "x"], "no format is named"),
        (["seeds", "--to", "jsonl"], "no output is named"),
        (["seeds", "--to", "json", "-o", "x"], "Did you mean jsonl?"),
        (["missing", "--to", "jsonl", "-o", "x"], "no such file"),
        (["seeds", "--to", "jsonl", "-o", "x", "--labels", ","], "names no label"),
        (["seeds", "--to", "jsonl", "-o", "x", "--align", "bend"], "invalid choice"),
        (["seeds", "--to", "jsonl", "-o", "x", "--annotator", "../b"], "annotator"),
    ],
)
def test_what_cannot_be_used_is_said_with_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    assert main(["export", *arguments]) == 2
    assert problem in capsys.readouterr().err
    assert not (folder / "x").exists()


def test_a_terminal_is_spared_binary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = SimpleNamespace(isatty=lambda: True, flush=lambda: None)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["export", "seeds", "--to", "spacy", "-o", "-"]) == 2


def test_a_broken_annotation_file_stops_the_export_and_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "annotations" / "b.toml").write_text('format = "copydesk/1"\n[document\n')
    assert main(["export", "seeds", "--to", "jsonl", "-o", "x"]) == 2
    assert "b.toml:2: it is not TOML" in capsys.readouterr().err
    assert not (folder / "x").exists()


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--list"]) == 0
    table, told, meanings = capsys.readouterr().out.split("\n\n")
    head, *rows = [line.split() for line in table.splitlines()]
    assert head[:3] == ["format", "overlap", "layers"]
    assert [row[0] for row in rows] == list(MODULES)
    by_name = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    assert (by_name["jsonl"]["pieces"], by_name["jsonl"]["notes"], by_name["iob2"]["layers"]) == ("yes", "-", "yes")
    assert [line.split()[0] for line in told.splitlines()] == list(MODULES)
    assert "limits: spans over 12 words" in told
    assert "discontinuous spans" in meanings
    assert max(map(len, table.splitlines())) <= 100


@pytest.fixture
def orphaned(folder: Path) -> Path:
    """Two articles that changed, so that a person and a quote have no place; and an entry that cannot be used."""
    done, unfinished, _ = Corpus.open(["seeds"]).articles
    document = done.read()
    quote, person = Span(id="q", label="QUOTE", start=15, end=33), Span(id="p", label="PERSON", start=0, end=8)
    relation = Relation(id="r", type="speaker", head="q", tail="p")
    save(done, document, Snapshot(spans=(person, quote), relations=(relation,), status="done"))
    done.path.write_bytes(TEXT.replace("Ana", "Eva").encode())
    source = unfinished.annotation_path.read_text(encoding="utf-8")
    unfinished.annotation_path.write_text(source.replace("start = 16", "start = 2026-01-01"), encoding="utf-8")
    return folder


def test_what_has_no_place_is_left_out_counted_and_reported(
    orphaned: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "seeds", "--to", "jsonl", "-o", "-", "--report", "report.jsonl"]) == 0
    out, err = capfdbinary.readouterr()
    assert [[span["id"] for span in json.loads(line)["spans"]] for line in out.splitlines()] == [["q"], ["q"], []]
    assert b"  1 omitted: orphaned\n" in err
    assert b"  1 omitted: relation\n" in err
    assert b"  1 omitted: unusable\n" in err
    assert b"2 entries of the annotation files have no place in their articles: copydesk check lists them" in err
    found = {record["reason"]: record for record in records(orphaned / "report.jsonl")}
    assert found["orphaned"] == {
        "article": "a",
        "annotation": "p",
        "reason": "orphaned",
        "action": "omitted",
        "before": {"label": "PERSON", "start": 0, "end": 8, "text": "Ana Ruiz"},
        "after": None,
    }
    assert found["relation"]["before"] == {"type": "speaker", "from": "q", "to": "p"}
    assert (found["unusable"]["article"], found["unusable"]["annotation"]) == ("b", "w")
    assert found["unusable"]["before"]["annotation"]["start"] == "2026-01-01"  # type: ignore[index]


@pytest.mark.parametrize("to", ["jsonl", "iob2"])
def test_an_orphan_that_was_not_asked_for_has_no_record(orphaned: Path, to: str) -> None:
    report = copydesk.export(["seeds/a.txt"], to=to, out=io.BytesIO(), labels=["QUOTE"])
    assert report.counts.total() == 0
    assert copydesk.export(["seeds/a.txt"], to=to, out=io.BytesIO()).counts["orphaned", "omitted"] == 1


@pytest.mark.parametrize("name", ["labels.toml", "ben/a.toml", "c.toml"])
def test_nothing_that_annotations_are_kept_in_is_overwritten_even_when_forced(folder: Path, name: str) -> None:
    path = folder / "annotations" / name
    path.parent.mkdir(exist_ok=True)
    if name != "c.toml":
        path.write_bytes(b"")
    before = path.read_bytes() if path.exists() else None
    assert main(["export", "seeds", "--to", "jsonl", "-o", str(path), "--force"]) == 2
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_label_that_is_not_in_the_set_gets_the_nearest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "seeds", "--to", "jsonl", "-o", "out", "--labels", "PERSN,QUOTE"]) == 0
    assert "no label PERSN; did you mean PERSON?" in capsys.readouterr().err


def test_no_process_is_too_few(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "seeds", "--to", "jsonl", "-o", "out", "--jobs", "0"]) == 2
    assert "at least 1" in capsys.readouterr().err


def test_where_spans_were_altered_it_says_how_to_list_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["export", "seeds", "--to", "iob2", "-o", "out", "--overlap", "longest", "--force"]
    assert main(command) == 0
    assert "listed with --report FILE" in capsys.readouterr().err
    assert main([*command, "--report", "report.jsonl"]) == 0
    assert "listed with" not in capsys.readouterr().err


def test_sides_without_articles_are_named_instead_of_all_that_they_lack(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "seeds/a.txt", "--to", "jsonl", "-o", "out", "--split", "80/10/10", "--seed", "1"]) == 0
    said = capsys.readouterr().err
    assert " have no articles" in said
    assert "has no PERSON" not in said
