"""What commands write to a terminal: data in which nothing acts on it. What is piped on is exact."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
import threading
import tty
from pathlib import Path

import pytest

from copydesk.cli.main import main

HOSTILE = (
    "Ana\x9b31m Ruiz\u202e met \x1b[31mBo\x1b[0m\x1b]0;gone\x07 \u2066Ek\u2069\x85 in \x7fLund\u2028 said \x08\ragain."
)
SAFE_CONTROLS = "\t\n"
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

COMMANDS = [
    ["detect", "news", "--engine", "rules"],
    ["search", "lund", "news"],
    ["search", "lund", "news", "--json"],
    ["search", "lund", "news", "--files"],
    ["stats", "news"],
    ["stats", "news", "--json"],
    ["check", "news", "--json"],
    ["show", "news", "--color", "never"],
    *(["export", "news", "--to", to, "-o", "-"] for to in ("jsonl", "iob2", "csv", "conllu", "html", "tei", "prodigy")),
]


@pytest.fixture(autouse=True)
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one article whose name and text are hostile, and the current one above it."""
    monkeypatch.chdir(tmp_path)
    article = tmp_path / "news" / "\u202egnp\x9b2J.txt"
    article.parent.mkdir()
    article.write_bytes(HOSTILE.encode())
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "\u202egnp\x9b2J.toml").write_text("[\x9b31m", encoding="utf-8")
    return tmp_path


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str, encoding: str = "utf-8") -> str:
    """What a command writes to standard output where that is a terminal."""
    controller, terminal = pty.openpty()
    tty.setraw(terminal)
    pieces: list[bytes] = []

    def read() -> None:
        while not pieces or not pieces[-1].endswith(b"\0"):
            pieces.append(os.read(controller, 65536))

    reader = threading.Thread(target=read)
    reader.start()
    with os.fdopen(terminal, "w", encoding=encoding) as stdout, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stdout)
        main(arguments)
        stdout.flush()
        stdout.buffer.write(b"\0")
        stdout.flush()
        reader.join(30)
    os.close(controller)
    return b"".join(pieces)[:-1].decode(encoding)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_of_an_article_acts_on_a_terminal(
    command: list[str], news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command[0] in ("export", "stats", "show"):
        (news / "annotations" / "\u202egnp\x9b2J.toml").unlink()
    written = on_a_terminal(monkeypatch, *command)
    acting = [c for c in written if (not c.isprintable() and c.isascii() and c not in SAFE_CONTROLS) or c in DIRECTIONS]
    acting += [c for c in written if "\x7f" <= c <= "\x9f" or c in "\u2028\u2029"]
    assert written
    assert not acting, (acting, written)


def test_json_on_a_terminal_says_what_it_says_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shown = on_a_terminal(monkeypatch, "detect", "news", "--engine", "rules")
    assert main(["detect", "news", "--engine", "rules"]) == 0
    piped = capsysbinary.readouterr().out.decode()
    assert json.loads(shown) == json.loads(piped)
    assert json.loads(piped)["text"] == HOSTILE
    assert "\x9b" in piped


def test_colors_for_a_terminal_reach_it(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (news / "annotations" / "\u202egnp\x9b2J.toml").unlink()
    written = on_a_terminal(monkeypatch, "export", "news", "--to", "ansi", "-o", "-")
    assert "\x1b[" in written
    assert "\x9b" not in written
    assert "\x1b]" not in written


def test_a_terminal_without_unicode_gets_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1 articles" in on_a_terminal(monkeypatch, "stats", "news", encoding="ascii")


@pytest.mark.parametrize(
    "command", ["stats news", "stats news --json", "detect news --engine rules", "search lund news", "show news"]
)
def test_without_a_standard_output_it_is_said_that_nothing_could_be_written(command: str, news: Path) -> None:
    (news / "annotations" / "\u202egnp\x9b2J.toml").unlink()
    line = f"exec {shlex.quote(sys.executable)} -m copydesk {command} >&-"
    ended = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "copydesk: Bad file descriptor\n"
