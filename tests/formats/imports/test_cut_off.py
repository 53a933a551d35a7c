"""An import that is cut off, wherever that is: each article is whole or not there, and importing again completes it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.formats.round_trip import import_from, imported
from tests.store.work.desk_work import Crash, Faulty, broken, full, names

from copydesk.annotation.span import Span
from copydesk.formats.imports.importing import carry_out, plan_import
from copydesk.formats.imports.readers import get_reader
from copydesk.formats.imports.reading import Findings
from copydesk.store.annotations import receipts
from copydesk.store.annotations.receipts import write_receipts
from copydesk.store.annotations.receiving import ReceivingFolder

FAULTS: dict[str, Callable[[int], Faulty]] = {
    "crash before": lambda at: Faulty(at, Crash()),
    "crash after": lambda at: Faulty(at, Crash(), after=True),
    "crash in a write": lambda at: Faulty(at, Crash(), short=True),
    "full": lambda at: Faulty(at, full()),
    "full for good": lambda at: Faulty(at, full(), lasting=True),
    "full in a write": lambda at: Faulty(at, full(), short=True),
    "input/output error": lambda at: Faulty(at, broken()),
    "an error though it was done": lambda at: Faulty(at, broken(), after=True),
}
OWN = {"id": "own", "start": 4, "end": 7, "label": "VERB", "text": "met", "note": "made by hand"}
NEW = {"id": "new", "start": 0, "end": 3, "label": "PERSON", "text": "Ana"}
TEXTS = {"here": "Ana met Bo.", "news/one": "Ana met Lu.", "news/two": "Ana met Al.", "other": "Ana met Ed."}
BARE = "news/bare"
"""An article without annotations."""


def ready(folder: Path) -> tuple[Path, Path]:
    """The file to import, and a folder of articles, of which one is there with a person's annotation."""
    folder.mkdir()
    file, articles = folder / "in.jsonl", folder / "articles"
    file.write_text(json.dumps({"id": "here", "text": TEXTS["here"], "spans": [OWN]}))
    assert not write(file, articles, Faulty())
    records = [{"id": id, "text": text, "spans": [NEW]} for id, text in TEXTS.items()]
    file.write_text("".join(json.dumps(each) + "\n" for each in [*records, {"id": BARE, "text": "Nobody."}]))
    return file, articles


def prove_whole(articles: Path, *, complete: bool) -> None:
    """Each article is there with all of its annotations or not there; the person's own is never lost."""
    found = imported(articles)
    for id, (text, snapshot) in found.items():
        ids = {span.id for span in snapshot.spans}
        assert text == TEXTS.get(id, "Nobody.")
        if id == "here":
            assert ids in ({"own"}, {"own", "new"})
            assert next(span for span in snapshot.spans if span.id == "own") == OWN_SPAN
        else:
            assert ids == ({"new"} if id in TEXTS else set())
    if complete:
        assert found.keys() == {*TEXTS, BARE}
        assert {span.id for span in found["here"][1].spans} == {"own", "new"}
        litter = [name for name in names(articles.parent) if not name.endswith((".txt", ".toml", ".jsonl"))]
        assert litter == []


OWN_SPAN = Span(id="own", label="VERB", start=4, end=7, note="made by hand")


def write(file: Path, articles: Path, files: Faulty) -> bool:
    """Import, one file after the other; whether something was said to have failed, or it crashed."""
    plan = plan_import(get_reader("jsonl"), [file], ReceivingFolder(articles), Findings())
    try:
        return bool(list(write_receipts(plan.receipts, files=files, threads=1)))
    except Crash:
        return True


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_operation_leaves_whole_articles(
    tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "AT_ONCE", 3)
    count = Faulty()
    file, articles = ready(tmp_path / "count")
    assert not write(file, articles, count)
    prove_whole(articles, complete=True)
    assert count.calls.count("replace") == 8
    for at in range(len(count.calls)):
        file, articles = ready(tmp_path / str(at))
        files = FAULTS[fault](at)
        failed = write(file, articles, files)
        prove_whole(articles, complete=False)
        if not failed:
            prove_whole(articles, complete=True)
        assert not write(file, articles, Faulty())
        prove_whole(articles, complete=True)


def test_bytes_are_on_the_disk_before_names_and_annotations_before_articles(tmp_path: Path) -> None:
    files = Faulty()
    write(*ready(tmp_path / "a"), files)
    order = [call for call in files.calls if call in ("sync", "replace", "sync_folder")]
    while order[0] == "sync_folder":  # of folders that were made
        order.pop(0)
    assert order == [
        *["sync"] * 8,
        *["replace"] * 4,
        *["sync_folder"] * 2,
        *["replace"] * 4,
        *["sync_folder"] * 2,
    ]


def test_an_article_that_is_locked_meanwhile_is_left_out_and_the_others_are_written(tmp_path: Path) -> None:
    file, articles = ready(tmp_path / "a")
    plan = plan_import(get_reader("jsonl"), [file], ReceivingFolder(articles), Findings())
    (articles / "other.txt").write_text("Somebody else's.")
    own = articles.parent / "annotations" / "here.toml"
    own.write_bytes(own.read_bytes() + b"\n")
    before = own.read_bytes()
    problems = carry_out(plan.receipts)
    assert sorted(each.problem for each in problems) == [
        "it came into being meanwhile, and is left as it is",
        "it was changed meanwhile, and is left as it is",
    ]
    assert (articles / "other.txt").read_text() == "Somebody else's."
    assert own.read_bytes() == before
    assert not (articles.parent / "annotations" / "other.toml").exists()
    assert {"news/one", "news/two", BARE} <= imported(articles).keys()


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_a_killed_import_leaves_whole_articles_and_the_next_completes_it(tmp_path: Path) -> None:
    number = 220
    file = tmp_path / "in.jsonl"
    texts = {f"n{each % 3}/a{each}": f"Ana met {each}." for each in range(number)}
    file.write_text("".join(json.dumps({"id": id, "text": text, "spans": [NEW]}) + "\n" for id, text in texts.items()))
    script = Path(__file__).with_name("import_that_dies.py")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "tui")}
    chance = random.Random(1)
    total = number * 2 * 7
    for kill in range(3):
        articles = tmp_path / f"{kill}" / "articles"
        at = chance.randrange(total)
        done = subprocess.run(
            [sys.executable, script, file, articles, str(at)], env=environment, capture_output=True, check=False
        )
        assert done.returncode == -9, done.stderr
        found = imported(articles)
        assert len(found) < number
        for id, (text, snapshot) in found.items():
            assert (text, [span.id for span in snapshot.spans]) == (texts[id], ["new"])
        assert not import_from(file, "jsonl", articles)[1].problems
        assert imported(articles).keys() == texts.keys()
        assert {Path(name).suffix for name in names(articles.parent)} == {".txt", ".toml"}
