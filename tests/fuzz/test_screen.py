"""Whatever a text says, nothing of it acts on a terminal, painted or told; and it leaves as it was."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from tests.fuzz.mutator import COUNT, NASTY, corpus, mutants
from tests.store.work.desk_work import save
from textual.color import Color

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import harmless
from copydesk.app.drawing.painter import Look, Painter
from copydesk.app.drawing.shades import Layer, Shades, margin_letters
from copydesk.app.reading import Reading
from copydesk.cli import console
from copydesk.cli.main import main
from copydesk.store.corpus.corpus import Corpus
from copydesk.text.document import Document
from copydesk.text.layout import Line

SEEN_FORMAT_CHARACTERS = frozenset(
    chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
)
"""Number signs and the like: Unicode calls them format characters, but they are drawn."""
JOINERS = "\u200c\u200d"
IGNORABLE = frozenset("\u034f\u115f\u3164\uffa0\u2065") | {chr(code) for code in range(0xFFF0, 0xFFF9)}
MARGIN, WIDTHS = 4, (5, 24, 80)


def acting(painted: str) -> list[str]:
    """What in painted words a terminal could obey, or a reader not see."""
    bad = []
    before = " "
    for char in painted:
        category = unicodedata.category(char)
        if category == "Cf":
            if char in JOINERS:
                fine = ord(before) >= 0x590  # between letters that it shapes, or emoji
            elif "\U000e0020" <= char <= "\U000e007f":
                fine = before == "\U0001f3f4" or "\U000e0020" <= before <= "\U000e007f"
            else:
                fine = char in SEEN_FORMAT_CHARACTERS
        elif "\ufe00" <= char <= "\ufe0f":
            fine = before in "#*0123456789©®" or ord(before) >= 0x1000
        elif "\U000e0100" <= char <= "\U000e01ef":
            fine = ord(before) >= 0x3400
        else:
            fine = category not in ("Cc", "Cs", "Zl", "Zp") and char not in IGNORABLE
        if not fine:
            bad.append(char)
        before = char
    return bad


def shades() -> Shades:
    return Shades(DEFAULT_LABELS, Color.parse("#121212"), Color.parse("#e0e0e0"), Color.parse("#0178d4"), True)


SHADES = shades()


def paint(text: str, width: int) -> None:
    """Every row of a text at a width, with annotations, a selection, a cursor and matches over it."""
    document = Document.from_text(text)
    length = len(text)
    spans = []
    if length:
        spans = [
            Span(id="a", label="PERSON", start=0, end=length),
            Span(id="b", label="\x1b[2J\u202e", start=length // 3, end=length // 3 + 1, note="\x9b"),
        ]
    desk = Desk(text, Snapshot(spans=tuple(spans)))
    reading = Reading("x", document, desk, DEFAULT_LABELS, measure=cell_len)
    reading.caret.resize(width, 40)
    layout = reading.caret.viewport.layout
    painter = Painter(reading, SHADES, margin_letters(DEFAULT_LABELS))
    look = (
        Look(length // 2, (length // 4, length // 2 + 1), lit=((0, 1, Layer("lit")),), needle="a") if length else Look()
    )
    total = 0
    for block in layout.blocks:
        for row in range(len(layout.rows(block.start))):
            segments = painter.row(Line(block.start, row), width + MARGIN, look)
            painted = "".join(segment.text for segment in segments)
            assert not acting(painted), (ascii(painted), list(map(ascii, acting(painted))))
            assert sum(segment.cell_length for segment in segments) == width + MARGIN
            total += 1
    assert total or not text.strip()


def decoded(content: bytes) -> str:
    return Document.from_bytes(content).text


@pytest.mark.parametrize("path", corpus("texts"), ids=lambda path: path.stem)
def test_no_character_of_a_text_acts_where_it_is_painted(path: Path) -> None:
    text = decoded(path.read_bytes())
    for width in WIDTHS:
        paint(text, width)
    assert not acting(harmless(text))


def test_whatever_is_done_to_a_text_it_is_painted_and_acts_on_nothing() -> None:
    count = max(1, COUNT // 3)
    for number, content in enumerate(mutants("texts", count)):
        text = decoded(content[:2000])
        try:
            paint(text, WIDTHS[number % len(WIDTHS)])
            assert not acting(harmless(text))
        except Exception as error:
            raise AssertionError(f"text {number}: {text!r}") from error


def test_towers_of_marks_and_texts_without_end_are_painted() -> None:
    for text in ("Z" + "\u0301" * 10_000 + "x", "\u200d" * 5000, "👩\u200d" * 2000, "\u202e" * 3000, "🇫" * 2001):
        paint(text, 40)
        assert not acting(harmless(text))


@pytest.mark.parametrize("hidden", ["\u200c", "\u200d", "\u034f", "\ufe0f", "\U000e0041\U000e0042", "\U000e0100"])
def test_what_hides_in_a_cluster_is_shown_by_its_code(hidden: str) -> None:
    assert harmless(f"pay{hidden}pal") == f"pay<{ord(hidden[0]):x}>pal"


@pytest.mark.parametrize(
    "cluster", ["👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "می\u200cخواهم", "葛\U000e0100", "🏴\U000e0067\U000e007f"]
)
def test_joiners_selectors_and_tags_stay_where_they_belong_to_what_is_seen(cluster: str) -> None:
    assert harmless(cluster) == cluster


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes, str]:
    """Run a command line: its status, its standard output, its standard error."""
    out, err = io.BytesIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", write_through=True))
    monkeypatch.setattr(sys, "stderr", err)
    code = main(arguments)
    return code, out.getvalue(), err.getvalue()


def assert_told_harmlessly(words: str) -> None:
    bad = [char for char in words if char != "\n" and not char.isprintable()]
    assert not bad, ascii(words)
    assert "fault of the program" not in words
    assert "Traceback" not in words


def test_the_exact_texts_leave_through_detect_and_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    texts = {}
    contents = [path.read_bytes() for path in corpus("texts")] + list(mutants("texts", 60))
    for number, content in enumerate(contents):
        (folder / f"{number:03}.txt").write_bytes(content)
        if b"\0" not in content[:8192]:
            texts[f"{number:03}"] = decoded(content)
    whole = set()
    for article in Corpus.open([folder]):
        if article.id in texts:
            document = article.read()
            if document.damaged is None:
                whole.add(article.id)
            if document.damaged is None and document.text:
                span = Span(label="\x1b[2J\u202e", start=0, end=document.length, note="\x9b", attrs={"kind": "\x00"})
                save(article, document, Snapshot(spans=(span,)))
    for arguments, names in (
        (["detect", str(folder)], set(texts)),
        (["export", str(folder), "--to", "jsonl", "-o", "-"], whole),
    ):
        if arguments[0] == "export":  # which refuses a corpus with an article that it could not give back
            for path in folder.iterdir():
                if path.stem not in whole:
                    path.unlink()
        _, out, err = run(arguments, monkeypatch)
        assert_told_harmlessly(err)
        records = [json.loads(line) for line in out.split(b"\n") if line]
        assert {record["id"]: record["text"] for record in records} == {name: texts[name] for name in names}
        for record in records:
            for span in record["spans"]:
                assert record["text"][span["start"] : span["end"]] == span["text"]


HOSTILE_NAMES = (
    "\x1b[2J",
    "\x1b]0;t\x07",
    "\x9b31m",
    "\u202egnp",
    "a\nb",
    "\r",
    "\x7f",
    "\udcff",
    "[bold]",
    "%s{0}",
    "-rf",
    "~",
)


@pytest.mark.parametrize("command", ["detect", "export", "check"])
@pytest.mark.parametrize("kind", ["text", "binary", "broken", "folder", "missing", "other"])
def test_hostile_names_are_told_harmlessly(
    command: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {"text": b"Ana said so.", "binary": b"a\0b", "broken": b"a\xff\x9b"}.get(kind, b"x")
    further = ["--to", "jsonl", "-o", "-"] if command == "export" else []
    for name in HOSTILE_NAMES:
        path = tmp_path / kind / (name + (".html" if kind == "other" else "" if kind == "folder" else ".txt"))
        path.parent.mkdir(exist_ok=True)
        if kind == "folder":
            path.mkdir()
            (path / f"{name}.txt").write_bytes(content)
        elif kind != "missing":
            path.write_bytes(content)
        code, _, err = run([command, str(path), *further], monkeypatch)
        assert code in (0, 1, 2)
        assert_told_harmlessly(err)
    code, _, err = run([command, str(tmp_path / kind), *further], monkeypatch)
    assert_told_harmlessly(err)


@pytest.mark.parametrize("path", corpus("annotations"), ids=lambda path: path.stem)
def test_check_and_export_tell_of_a_hostile_annotation_file(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "annotations").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes((path.parents[1] / "texts" / "plain.txt").read_bytes())
    (tmp_path / "annotations" / "a.toml").write_bytes(path.read_bytes())
    (tmp_path / "annotations" / "labels.toml").write_text('[label."\\u001b[2J"]\nkey = "1"\n')
    articles = str(tmp_path / "articles")
    for arguments in (
        ["check", articles],
        ["check", "-a", str(tmp_path / "annotations")],
        ["export", articles, "--to", "jsonl", "-o", "-"],
        ["export", articles, "--to", "iob2", "-o", "-"],
    ):
        code, out, err = run(arguments, monkeypatch)
        assert code in (0, 1, 2)
        assert_told_harmlessly(err)
        if arguments[0] == "check":
            assert_told_harmlessly(out.decode())
        elif arguments[3] == "jsonl":
            for line in out.split(b"\n")[:-1]:
                json.loads(line, parse_constant=pytest.fail)


def test_whatever_is_said_has_no_raw_control_character(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, content in enumerate([*NASTY, *mutants("texts", 300)]):
        words = os.fsdecode(content) if number % 2 else decoded(content)
        err = io.StringIO()
        monkeypatch.setattr(sys, "stderr", err)
        console.warn(words)
        assert_told_harmlessly(err.getvalue())
        assert err.getvalue().count("\n") == 1
        err.getvalue().encode()
    written: list[str] = []
    terminal = SimpleNamespace(write=written.append, flush=lambda: None, isatty=lambda: True, closed=False)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(console, "PROGRESS_INTERVAL", 0.0)
    assert list(console.progress([1, 2], "\x1b[2J\u202e")) == [1, 2]
    assert_told_harmlessly("".join(written).replace(console.ERASE_LINE, ""))
