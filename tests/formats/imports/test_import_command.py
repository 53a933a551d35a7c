"""The import command: everything is proved before anything is written, and nothing that is there is replaced."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import copydesk
from copydesk.cli.main import main
from copydesk.errors import InputError
from copydesk.formats.imports.importing import ImportRefused, import_files
from copydesk.formats.imports.readers import MODULES, all_readers, get_reader
from copydesk.store.files.locks import acquire
from copydesk.store.labels.label_file import read_label_file
from copydesk.store.work.workplace import LOCK, work_folders, work_name

TEXT = "Ana Ruiz said: “We will rebuild.”\r\n👩🏽‍🚀 Bo.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def record(id: str = "a", text: str = TEXT, **more: Any) -> dict[str, Any]:
    spans = [
        {"id": "p", "start": 0, "end": 8, "label": "PERSON", "text": "Ana Ruiz"},
        {"id": "q", "start": 15, "end": 33, "label": "QUOTE", "attrs": {"kind": "direct"}},
    ]
    relations = [{"id": "r", "type": "speaker", "from": "q", "to": "p"}]
    return {"id": id, "text": text, "spans": spans, "relations": relations, **more}


def lines(*records: Mapping[str, Any] | str, name: str = "in.jsonl") -> str:
    written = [each if isinstance(each, str) else json.dumps(each) for each in records]
    Path(name).write_text("".join(f"{line}\n" for line in written))
    return name


def run(*arguments: str) -> int:
    return main(["import", "--from", "jsonl", *arguments])


def annotated(path: str = "annotations/a.toml") -> dict[str, Any]:
    return tomllib.loads(Path(path).read_text(encoding="utf-8"))


def everything() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_articles_and_annotations_come_onto_the_disk(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lines(record(), record("news/b", status="done", labels={"topic": "space"}))) == 0
    assert Path("articles/a.txt").read_bytes() == TEXT.encode()
    assert Path("articles/news/b.txt").read_bytes() == TEXT.encode()
    found = annotated()
    assert found["annotation"]["q"] == {
        "label": "QUOTE",
        "start": 15,
        "end": 33,
        "exact": "“We will rebuild.”",
        "prefix": "Ana Ruiz said: ",
        "suffix": "\r\n👩🏽‍🚀 Bo.\n",
        "status": "accepted",
        "source": "human",
        "attrs": {"kind": "direct"},
    }
    assert found["relation"] == {"r": {"type": "speaker", "from": "q", "to": "p"}}
    assert annotated("annotations/news/b.toml")["document"]["labels"] == {"topic": "space"}
    assert annotated("annotations/news/b.toml")["document"]["status"] == "done"
    assert main(["check", "articles"]) == 0
    said = capsys.readouterr()
    assert "2 articles, 2 of them new in articles, 4 spans, 2 relations imported into annotations" in said.err


def test_importing_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    name = lines(record(), {"text": "Bo met Ana.", "spans": [[0, 2, "PERSON"], [7, 10, "PERSON"]]})
    assert run(name) == 0
    before = everything()
    assert run(name) == 0
    assert everything() == before
    assert "0 spans, 0 relations imported into annotations; 5 were here already" in capsys.readouterr().err


def test_an_import_adds_to_what_is_there_and_replaces_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lines(record())) == 0
    further = {"id": "n", "start": 40, "end": 42, "label": "PERSON", "text": "Bo"}
    changed = record(spans=[{"id": "p", "start": 0, "end": 3, "label": "PERSON"}, further], relations=[])
    before = everything() | {"in.jsonl": b""}
    assert run(lines(changed)) == 2
    assert everything() | {"in.jsonl": b""} == before
    assert "in.jsonl:1: PERSON 0-3: an annotation of that id (p) is here, and is another" in capsys.readouterr().err
    assert run(lines(changed), "--skip-bad") == 1
    assert annotated()["annotation"].keys() == {"p", "q", "n"}
    assert annotated()["annotation"]["p"]["end"] == 8


def test_files_of_several_people_come_together_and_duplicates_of_one_file_do_not() -> None:
    def line(number: int, start: int) -> str:
        return json.dumps({"id": number, "text": "Bo met Ana.", "label": [[start, start + 2, "P"]]})

    names = lines(line(1, 0), line(2, 0), name="ana.jsonl"), lines(line(1, 7), name="bo.jsonl")
    assert main(["import", "--from", "doccano", *names]) == 0
    assert sorted(path.name for path in Path("articles").iterdir()) == ["ana-1.txt", "ana-2.txt"]
    assert [span["start"] for span in annotated("annotations/ana-1.toml")["annotation"].values()] == [0, 7]


def test_lists_that_are_not_read_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lines({"text": "Bo met Ana.", "ents": [[0, 2, "P"]], "tags": ["x"]})) == 0
    assert "in.jsonl:1: 'ents' is left out: spans are read from spans and entities" in capsys.readouterr().err


DAMAGED = {
    "{": "it is not JSON",
    "[1]": "lines must be objects",
    '{"text": "abc", "spans": 5}': "spans must be an array",
    '{"text": "abc", "spans": [{"start": 0, "end": 9, "label": "X"}]}': "X 0-9 ends outside of the text",
    '{"text": "abc", "spans": [{"start": 2, "end": 1, "label": "X"}]}': "0 <= start < end",
    '{"text": "abc", "spans": [{"start": -1, "end": 1, "label": "X"}]}': "start must be a whole number",
    '{"text": "abc", "spans": [{"start": 0, "end": 1, "label": ""}]}': "needs a label",
    '{"text": "abc", "spans": [{"start": 0, "end": 1, "label": "X", "text": "b"}]}': "is said to be 'b'",
    '{"text": "abc", "spans": [{"start": 0, "end": 1, "label": "X", "attrs": {"a": [NaN]}}]}': "NaN is no number",
    '{"text": "abc", "spans": [{"start": 0, "end": 1, "label": "X", "attrs": {"a": [null]}}]}': "attributes that",
    '{"text": "abc", "spans": [{"start": 0, "end": 1, "label": "\\ud800"}]}': "label that cannot be kept",
    '{"text": "a\\ud800", "spans": []}': "half of a character",
    '{"text": "a\\u0000", "spans": []}': "looks binary",
    '{"text": "abc", "relations": [{"type": "x", "from": "p", "to": "q"}]}': "leads to 'p', which is not there",
    '{"text": "abc", "relations": [{"type": "x", "from": "p"}]}': "lacks its type or one of its ends",
    '{"spans": []}': "neither a text nor an id",
    '{"id": "missing", "spans": []}': "the article 'missing' is not here",
    '{"text": "abc", "spans": [{"start": ' + "9" * 5000 + ', "end": 1, "label": "X"}]}': "not JSON",
    '{"text": "abc", "spans": [{"start": ' + "9" * 30 + ', "end": 1, "label": "X"}]}': "start",
    '{"text": "abc", "spans": [{"attrs": ' + "[" * 100_000 + "]" * 100_000 + "}]}": "too deep",
}


@pytest.mark.parametrize("damage", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_damaged_stops_everything_or_is_skipped(damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = lines(record(), damage, record("b", "Another text here, long enough to hold all of its spans."))
    before = everything()
    assert run(name) == 2
    assert everything() == before
    err = capsys.readouterr().err
    assert "in.jsonl:2: " in err
    assert DAMAGED[damage] in err
    assert "nothing was imported: " in err
    assert "--skip-bad" in err
    assert run(name, "--skip-bad") == 1
    assert annotated()["annotation"].keys() == {"p", "q"}


def test_what_is_not_utf8_is_named_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.jsonl").write_bytes(json.dumps(record()).encode() + b'\n{"text": "\xff"}\n')
    assert run("in.jsonl") == 2
    assert "in.jsonl:2: it is not UTF-8" in capsys.readouterr().err
    Path("in.jsonl").write_bytes(json.dumps(record()).encode("utf-16"))
    assert run("in.jsonl") == 2
    assert not Path("annotations").exists()


@pytest.mark.parametrize(
    "id",
    [
        "../../evil",
        "/etc/evil",
        "..\\..\\evil",
        "C:\\evil",
        "a/../../evil",
        "~/evil",
        ".evil",
        "evil\0",
        "CON",
        "x" * 5000,
    ],
)
def test_names_never_lead_out_of_the_folders(id: str, tmp_path: Path) -> None:
    Path("deep/er").mkdir(parents=True)
    folders = ("--articles", "deep/er/articles", "-a", "deep/er/annotations")
    outside = set(tmp_path.parent.rglob("*.t*"))
    assert run(lines(record(id), record(f"{id}.txt", "Other.", spans=[], relations=[])), *folders) == 0
    files = [path.relative_to(tmp_path).parts[:3] for path in set(tmp_path.parent.rglob("*.t*")) - outside]
    assert set(files) == {("deep", "er", "articles"), ("deep", "er", "annotations")}
    assert len(list(Path("deep/er/articles").rglob("*.txt"))) == 2


def test_a_link_that_leads_out_of_the_folder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("articles").mkdir()
    Path("outside").mkdir()
    Path("articles/news").symlink_to(Path("outside").resolve())
    assert run(lines(record("news/a"))) == 2
    assert "outside the folder" in capsys.readouterr().err
    assert not list(Path("outside").iterdir())


def test_an_article_that_is_here_is_taken_by_its_id_its_digest_or_its_text() -> None:
    Path("articles/2026").mkdir(parents=True)
    for name, text in (("a", TEXT), ("2026/b", "Bo met Ana."), ("c", "Lund is old.")):
        Path(f"articles/{name}.txt").write_bytes(text.encode())
    digest = copydesk.Corpus.open(["articles/c.txt"]).articles[0].read().sha256
    by_text = {
        "id": "elsewhere",
        "text": "Bo met\nAna.",
        "spans": [{"start": 3, "end": 10, "label": "X", "text": "met Ana"}],
    }
    by_digest = {"id": "lost", "sha256": digest, "spans": [{"start": 0, "end": 4, "label": "GPE", "text": "Lund"}]}
    assert run(lines(record(), by_text, by_digest)) == 0
    assert len(list(Path("articles").rglob("*.txt"))) == 3
    assert [span["exact"] for span in annotated("annotations/2026/b.toml")["annotation"].values()] == ["met Ana"]
    assert [span["exact"] for span in annotated("annotations/c.toml")["annotation"].values()] == ["Lund"]


def test_a_text_with_other_line_ends_is_found_and_its_places_are_moved() -> None:
    Path("articles").mkdir()
    Path("articles/a.txt").write_bytes(TEXT.encode())
    text = TEXT.replace("\r\n", "\n")
    start = text.index("Bo")
    assert run(lines({"id": "a", "text": text, "spans": [[start, start + 2, "PERSON"], [15, 33, "QUOTE"]]})) == 0
    found = annotated()["annotation"].values()
    assert [each["exact"] for each in found] == ["“We will rebuild.”", "Bo"]
    assert Path("articles/a.txt").read_bytes() == TEXT.encode()


def test_an_article_that_is_here_with_another_text_is_not_touched(capsys: pytest.CaptureFixture[str]) -> None:
    Path("articles").mkdir()
    Path("articles/a.txt").write_text("Something else.")
    assert run(lines(record())) == 2
    assert "the article a is here with another text" in capsys.readouterr().err
    assert Path("articles/a.txt").read_text() == "Something else."


def test_a_new_article_takes_no_name_that_would_rename_another() -> None:
    Path("articles").mkdir()
    Path("articles/A.md").write_text("Markdown.")
    names = ("a", "A.md", "labels", "b", "b")
    texts = [f"{name}, the article, text {number}." for number, name in enumerate(names)]
    assert run(lines(*({"id": name, "text": text} for name, text in zip(names[1:], texts[1:], strict=True)))) == 2
    assert (
        run(lines(*({"id": name, "text": text} for name, text in zip(names, texts, strict=True) if name != "A.md")))
        == 0
    )
    assert sorted(path.name for path in Path("articles").iterdir()) == [
        "A.md",
        "a-2.txt",
        "b-2.txt",
        "b.txt",
        "labels-2.txt",
    ]
    assert [article.id for article in copydesk.Corpus.open(["articles"])] == ["A", "a-2", "b", "b-2", "labels-2"]
    assert not Path("annotations").exists()


def test_an_article_that_is_open_elsewhere_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    other = f"{TEXT}And more."
    name = lines(record(), record("b", other))
    assert run(name) == 0
    lock = acquire(work_folders(), f"{work_name(Path('annotations/b.toml'))}{LOCK}")
    further = [{"id": "z", "start": 0, "end": 1, "label": "X"}]
    name = lines(record(spans=further, relations=[]), record("b", other))
    before = everything()
    try:
        assert run(name) == 2
    finally:
        lock.release()
    assert everything() == before
    assert "is at work on it" in capsys.readouterr().err


def test_labels_that_are_new_are_said_and_added_when_that_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    spans = [
        {"id": "p", "start": 0, "end": 8, "label": "Politician"},
        {"id": "b", "start": 40, "end": 42, "label": "PERSON"},
    ]
    name = lines(record(spans=spans, relations=[{"type": "knows", "from": "p", "to": "b"}]))
    assert run(name) == 0
    err = capsys.readouterr().err
    assert "labels not in labels.toml: Politician (1)" in err
    assert "relations not in labels.toml: knows (1)" in err
    assert not Path("annotations/labels.toml").exists()
    assert run(name, "-a", "other", "--articles", "articles", "--add-labels") == 0
    labels = read_label_file(Path("other/labels.toml")).labels
    assert "Politician" in labels
    assert "PERSON" in labels
    assert labels.relation("knows")


def test_a_dry_run_reads_everything_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    name = lines(record())
    before = everything()
    assert run(name, "--dry-run", "--add-labels") == 0
    assert everything() == before
    assert "would be imported" in capsys.readouterr().err


def test_the_report_lists_what_is_wrong() -> None:
    name = lines(record(), "{", *['{"text": "abc", "spans": [[0, 9, "X"]]}'] * 30)
    assert run(name, "--report", "report.jsonl") == 2
    found = [json.loads(line) for line in Path("report.jsonl").read_text().splitlines()]
    assert len(found) == 31
    assert (found[0]["file"], found[0]["line"], found[0]["kind"]) == ("in.jsonl", 2, "damaged")
    assert run(name, "--report", "report.jsonl") == 2
    assert run(name, "--skip-bad", "--report", "report.jsonl", "--force") == 1


def test_an_annotator_has_a_folder_of_their_own() -> None:
    assert run(lines(record()), "--annotator", "ana") == 0
    assert Path("annotations/ana/a.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["in.jsonl"], "no format is named"),
        (["--from", "jsonl"], "no file is named"),
        (["--from", "jsn", "in.jsonl"], "Did you mean jsonl?"),
        (["--from", "iob2", "in.jsonl"], "Did you mean conll?"),
        (["--from", "jsonl", "missing.jsonl"], "there is no such file"),
        (["--from", "jsonl", "."], "it is a folder"),
        (["--from", "jsonl", "in.jsonl", "--annotator", "../b"], "annotator"),
        (["--from", "jsonl", "in.jsonl", "--articles", "in.jsonl"], "it is no folder"),
        (["--from", "brat", "."], "there are no .ann files"),
        (["--from", "slate", "in.jsonl"], "does not end in .annotations"),
        (["--from", "cas", "in.jsonl"], "it is no CAS"),
        (["--from", "conll", "in.jsonl"], "is no tag"),
    ],
)
def test_what_cannot_be_used_is_said_with_exit_2(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(record())
    before = everything()
    assert main(["import", *arguments]) == 2
    assert problem in capsys.readouterr().err
    assert everything() == before


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(MODULES)
    assert [reader.name for reader in all_readers()] == list(MODULES)
    with pytest.raises(InputError, match="The formats are jsonl, brat"):
        get_reader("zzz")


def test_the_same_from_python() -> None:
    plan, findings = import_files(lines(record()), of="jsonl", articles="news")
    assert (plan.articles, plan.spans, plan.relations, findings.problems) == (1, 2, 1, [])
    assert Path("annotations/a.toml").exists()
    with pytest.raises(ImportRefused, match="nothing was imported: 1 problem"):
        import_files([lines("{")], of="jsonl", articles="news")
