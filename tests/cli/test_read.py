"""Opening the app from the command line: on a terminal of its own, the app itself replaced by one that notes down."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from copydesk.cli.exit_code import ExitCode
from copydesk.cli.main import main

SOURCES = Path(__file__).parents[2] / "tui"

ON_A_TERMINAL = """
import fcntl, json, os, sys, termios, types
fcntl.ioctl(2, termios.TIOCSCTTY, 0)
app = types.ModuleType("copydesk.app.main")
def run_app(corpus, config):
    keys = os.read(sys.__stdin__.fileno(), 1).decode()
    texts = [article.read().text for article in corpus.articles]
    kept = [str(article.annotation_path) for article in corpus.articles]
    print(json.dumps({"keys": keys, "texts": texts, "theme": config.theme, "engine": config.engine, "kept": kept}))
    return 0
app.run_app = run_app
asked = []
def run_start(config, recent, notice):
    asked.append(1)
    print(json.dumps({"notice": notice, "recent": [each.folders for each in recent]}), file=sys.stderr)
    return recent[0] if recent and len(asked) == 1 else None
app.run_start = run_start
def run_tutorial(config):
    print(json.dumps("tutorial"))
    return 0
app.run_tutorial = run_tutorial
sys.modules["copydesk.app.main"] = app
from copydesk.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""Takes the terminal on standard error as its controlling one, then runs the command line on an app of one key."""


def read_on_a_terminal(*arguments: str, cwd: Path, piped: bytes | None = None) -> tuple[int, Any, str]:
    """Run `copydesk` in a session with a terminal on which `q` was typed.

    Args:
        arguments: The command line.
        cwd: The current folder.
        piped: What standard input holds; the terminal itself is standard input where it is None.

    Returns:
        The exit status, what the app noted down (None where it did not run), and what the terminal shows.
    """
    controller, terminal = pty.openpty()
    os.write(controller, b"q\n")
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", ON_A_TERMINAL, *arguments],
            cwd=cwd,
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            stdin=terminal if piped is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=terminal,
            start_new_session=True,
        )
        out, _ = process.communicate(piped, timeout=60)
    finally:
        os.close(terminal)
        shown = drain(controller)
    return process.returncode, json.loads(out) if out else None, shown


def drain(controller: int) -> str:
    """What a terminal shows whose other end is closed; closes this end too."""
    shown = b""
    # A terminal without its other end answers with nothing, or on Linux with an error.
    with contextlib.suppress(OSError):
        while piece := os.read(controller, 4096):
            shown += piece
    os.close(controller)
    return shown.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article."""
    path = tmp_path / "articles"
    path.mkdir()
    (path / "bridge.txt").write_text("The bridge is open.\n", encoding="utf-8")
    return path


def test_a_folder_is_opened_in_the_app(folder: Path) -> None:
    code, noted, _ = read_on_a_terminal(str(folder), cwd=folder.parent)
    assert (code, noted["texts"], noted["keys"]) == (ExitCode.FINE, ["The bridge is open.\n"], "q")


def test_without_a_path_the_current_folder_is_opened(folder: Path) -> None:
    code, noted, _ = read_on_a_terminal(cwd=folder)
    assert (code, noted["texts"]) == (ExitCode.FINE, ["The bridge is open.\n"])


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    code, noted, shown = read_on_a_terminal(str(tmp_path), cwd=tmp_path)
    assert (code, noted) == (ExitCode.USAGE, None)
    assert f"copydesk: {tmp_path}: " in shown
    assert "Traceback" not in shown


def test_without_anything_to_read_the_start_screen_asks(tmp_path: Path) -> None:
    code, noted, shown = read_on_a_terminal(cwd=tmp_path)
    assert (code, noted) == (ExitCode.FINE, None)
    assert f"{tmp_path}: there are no .txt or .md files" in shown
    assert '"recent": []' in shown


def test_a_folder_that_was_opened_is_offered_and_can_be_opened_again(folder: Path, tmp_path: Path) -> None:
    (empty := tmp_path / "empty").mkdir()
    read_on_a_terminal("articles", "-a", "kept", "--annotator", "ana", cwd=folder.parent)
    code, noted, shown = read_on_a_terminal(cwd=empty)
    assert str(folder) in shown
    assert (code, noted["texts"]) == (ExitCode.FINE, ["The bridge is open.\n"])
    assert noted["kept"] == [str(folder.parent / "kept" / "ana" / "bridge.toml")]


def test_nothing_is_offered_where_nothing_is_to_be_restored(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_CONFIG", str(config := tmp_path / "config.toml"))
    config.write_text("restore = false\n", encoding="utf-8")
    (empty := tmp_path / "empty").mkdir()
    read_on_a_terminal(str(folder), cwd=tmp_path)
    _, noted, shown = read_on_a_terminal(cwd=empty)
    assert (noted, '"recent": []' in shown) == (None, True)


def test_an_annotator_who_cannot_be_one_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    code, _, shown = read_on_a_terminal("--annotator", "../x", cwd=tmp_path)
    assert (code, "recent" in shown) == (ExitCode.USAGE, False)
    assert "annotator" in shown


def test_the_tutorial_can_be_asked_for(tmp_path: Path) -> None:
    assert read_on_a_terminal("--tutorial", cwd=tmp_path)[:2] == (ExitCode.FINE, "tutorial")


def test_the_tutorial_takes_no_articles(folder: Path) -> None:
    code, noted, shown = read_on_a_terminal("--tutorial", str(folder), cwd=folder)
    assert (code, noted) == (ExitCode.USAGE, None)
    assert "articles of its own" in shown


def test_a_path_that_does_not_exist_is_told(tmp_path: Path) -> None:
    code, noted, shown = read_on_a_terminal("nowhere.txt", cwd=tmp_path)
    assert (code, noted) == (ExitCode.USAGE, None)
    assert "nowhere.txt" in shown
    assert "Traceback" not in shown


def test_an_article_comes_through_a_pipe_and_keys_from_the_terminal(tmp_path: Path) -> None:
    code, noted, _ = read_on_a_terminal("-", cwd=tmp_path, piped="Piped “text”.\n".encode())
    assert (code, noted["texts"], noted["keys"]) == (ExitCode.FINE, ["Piped “text”.\n"], "q")


def test_keys_come_from_the_terminal_also_where_standard_input_is_something_else(folder: Path) -> None:
    code, noted, _ = read_on_a_terminal(str(folder), cwd=folder, piped=b"")
    assert (code, noted["keys"]) == (ExitCode.FINE, "q")


def test_the_command_line_says_where_annotations_are_kept_and_whose(folder: Path) -> None:
    _, noted, _ = read_on_a_terminal(str(folder), "-a", "kept", "--annotator", "ana", cwd=folder)
    assert noted["kept"] == ["kept/ana/bridge.toml"]


def test_the_engine_of_the_command_line_wins(folder: Path) -> None:
    _, noted, _ = read_on_a_terminal(str(folder), "--engine", "rules", cwd=folder)
    assert noted["engine"] == "rules"


def test_the_theme_of_the_command_line_wins(folder: Path) -> None:
    _, noted, _ = read_on_a_terminal(str(folder), "--theme", "nord", cwd=folder)
    assert noted["theme"] == "nord"


def test_a_setting_that_means_nothing_is_told_and_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CONFIG", str(config := folder.parent / "config.toml"))
    config.write_text('theme = "nord"\nthem = "gruvbox"\n', encoding="utf-8")
    code, noted, shown = read_on_a_terminal(str(folder), cwd=folder)
    assert (code, noted["theme"]) == (ExitCode.FINE, "nord")
    assert "config.toml:2: them is no setting" in shown


def test_a_broken_configuration_is_told_with_its_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CONFIG", str(config := folder.parent / "config.toml"))
    config.write_text('theme = "nord"\nmeasure =\n', encoding="utf-8")
    code, noted, shown = read_on_a_terminal(str(folder), cwd=folder)
    assert (code, noted) == (ExitCode.USAGE, None)
    assert "config.toml:2: " in shown
    assert "Traceback" not in shown


def test_without_a_terminal_to_draw_on_nothing_is_opened(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "no terminal" in err


def test_without_a_terminal_to_type_on_nothing_is_opened(folder: Path) -> None:
    controller, terminal = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", str(folder)],
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=terminal,
            start_new_session=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(terminal)
        shown = drain(controller)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert "no terminal to read keys from" in shown
