"""Whole journeys, as a person makes them: on a terminal, with the real detectors, to the files and back."""

from __future__ import annotations

import re
import signal
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.terminal import ENTER_ALTERNATE, Terminal

HARBOR = (
    "Ferry to Lorvik starts again\n"
    "By Mara Ostrem\n\n"
    "President Ada Quill opened the new pier in Germany on Friday. “We waited nine years,” said Quill.\n"
)
VALLEY = (
    "The valley road is closed\n\n"
    "Snow closed the road to Berlin on Monday. President Ada Quill asked drivers to wait.\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a folder of two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbor.txt").write_text(HARBOR, encoding="utf-8")
    (folder / "valley.txt").write_text(VALLEY, encoding="utf-8")
    return tmp_path


def saved(home: Path, name: str) -> list[dict[str, Any]]:
    """The annotations in a file, by another parser."""
    data = tomllib.loads((home / "annotations" / name).read_text(encoding="utf-8"))
    return list(data.get("annotation", {}).values())


def tree(home: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and its content."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    return {path.relative_to(home).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def search(terminal: Terminal, words: str) -> None:
    """Go to some words."""
    terminal.send("/")
    terminal.wait_for(r"^ / ")
    terminal.send(words)
    terminal.wait_for(f"^ / {words}")
    terminal.send("enter")
    terminal.wait_for(r"tab hop  enter accept")


def leave(terminal: Terminal) -> None:
    """Quit, and check that the terminal is as it was."""
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    terminal.assert_restored()
    assert b"Traceback" not in terminal.output


def test_the_main_journey_from_two_articles_to_annotation_files_and_back(home: Path) -> None:
    with Terminal("articles", cwd=home, size=(120, 30)) as terminal:
        terminal.wait_for(r"harbor .* 0 tagged · [1-9]\d* left.*valley .* 0 tagged · [1-9]\d* left")
        assert "Ferry to Lorvik" in terminal.text
        assert "The valley road is closed" in terminal.text
        terminal.send("tab", "enter")
        terminal.wait_for("harbor · 1 tagged")
        terminal.send("1")
        terminal.wait_for("harbor · 2 tagged")
        search(terminal, "new pier")
        terminal.send("v", "w", "e")
        terminal.wait_for("8 selected")
        terminal.send("4")
        terminal.wait_for("harbor · 3 tagged")
        terminal.send("g", "w", "w", "v", "8")
        terminal.wait_for("harbor · 4 tagged")
        terminal.send("u")
        terminal.wait_for("harbor · 3 tagged")
        leave(terminal)
    found = saved(home, "harbor.toml")
    assert len(found) == 3
    assert [each["exact"] for each in found if each["label"] == "LOC"] == ["new pier"]
    assert "PERSON" in {each["label"] for each in found}
    for each in found:
        assert HARBOR[each["start"] : each["end"]] == each["exact"]
    assert not (home / "annotations" / "valley.toml").exists()
    before = tree(home)
    with Terminal("articles", cwd=home, size=(120, 30)) as terminal:
        terminal.wait_for("harbor · 3 tagged")
        terminal.send("J")
        terminal.wait_for(rf"^ ?{found[0]['label']} ")
        search(terminal, "new pier")
        terminal.wait_for("^ ?LOC ")
        leave(terminal)
    assert tree(home) == before


def test_visiting_writes_nothing(home: Path) -> None:
    before = tree(home)
    with Terminal("articles", cwd=home) as terminal:
        terminal.wait_for(r"harbor .* [1-9]\d* left")
        terminal.send("tab", "j", "w", "v", "e", "escape", "o", "G", "?")
        terminal.wait_for("Hop to the next proposal")
        terminal.send("q")
        terminal.wait_until_gone("Hop to the next proposal")
        leave(terminal)
    assert tree(home) == before


def test_an_article_comes_through_a_pipe_and_is_tagged_and_found_again(tmp_path: Path) -> None:
    for tagged in (0, 1):
        with Terminal("-", cwd=tmp_path, piped=HARBOR.encode()) as terminal:
            terminal.wait_for(f"{tagged} tagged · [1-9]")
            assert "Ferry to Lorvik" in terminal.text
            if not tagged:
                search(terminal, "pier")
                terminal.send("4")
                terminal.wait_for("1 tagged")
            leave(terminal)
    (file,) = (tmp_path / "annotations").glob("stdin-*.toml")
    assert [each["exact"] for each in saved(tmp_path, file.name)] == ["pier"]


def test_without_colour_there_is_none_and_marks_tell_the_tale(home: Path) -> None:
    with Terminal("articles", cwd=home, env={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as terminal:
        terminal.wait_for(r"harbor .* [1-9]\d* left")
        search(terminal, "pier")
        terminal.send("4")
        terminal.wait_for("1 tagged")
        (row,) = [row for row in terminal.rows if "new pier" in row]
        assert row.strip().startswith("L")
        leave(terminal)
    colors = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.output)
    assert all(red == green == blue for red, green, blue in colors)
    named = re.sub(rb"[34]8;2;\d+;\d+;\d+;?", b"", terminal.output)
    assert not re.findall(rb"\x1b\[(?:\d+;)*(?:3[1-6]|4[1-6]|9[1-6]|10[1-6])(?:;\d+)*m", named)
    assert re.search(rb"\x1b\[(?:\d+;)*4(?:;[\d;]*)?m", terminal.output)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_saves_the_work_and_restores_the_terminal(home: Path, number: signal.Signals) -> None:
    with Terminal("articles", cwd=home) as terminal:
        terminal.wait_for(r"harbor .* [1-9]\d* left")
        search(terminal, "pier")
        terminal.send("4")
        terminal.wait_for("1 tagged")
        terminal.kill(number)
        terminal.wait_for_end()
        assert b"Traceback" not in terminal.output
        terminal.assert_restored()
    assert [each["exact"] for each in saved(home, "harbor.toml")] == ["pier"]


def test_what_the_screen_says_is_saved_survives_a_kill(home: Path) -> None:
    with Terminal("articles", cwd=home) as terminal:
        terminal.wait_for(r"harbor .* [1-9]\d* left")
        search(terminal, "pier")
        terminal.send("4")
        terminal.wait_for("1 tagged")
        terminal.wait_for("✓ saved")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait_for_end() == -signal.SIGKILL
    with Terminal("articles", cwd=home) as terminal:
        terminal.wait_for("harbor .*1 tagged")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert [each["exact"] for each in saved(home, "harbor.toml")] == ["pier"]


def test_the_window_is_resized_while_reading(home: Path) -> None:
    with Terminal("articles", cwd=home, size=(120, 30)) as terminal:
        terminal.wait_for(r"harbor .* [1-9]\d* left")
        terminal.resize(50, 12)
        terminal.wait_for("1/2")
        assert "The valley road" not in terminal.text
        terminal.send("o")
        terminal.wait_for("The valley road")
        terminal.resize(20, 4)
        terminal.send("w", "5")
        terminal.resize(130, 30)
        terminal.wait_for("valley · 1 tagged")
        terminal.wait_for("Ferry to Lorvik")
        leave(terminal)
    assert len(saved(home, "valley.toml")) == 1


def test_two_labels_on_one_key_are_told_before_anything_is_drawn(home: Path) -> None:
    (home / "annotations").mkdir()
    (home / "annotations" / "labels.toml").write_text('[label.A]\nkey = "1"\n[label.B]\nkey = "1"\n', encoding="utf-8")
    with Terminal("articles", cwd=home) as terminal:
        assert terminal.wait_for_end() == 2
        assert re.search(r"labels\.toml:4: ", terminal.text.replace("\n", ""))
        assert ENTER_ALTERNATE not in terminal.output
        assert "Traceback" not in terminal.text


def test_with_nothing_to_read_one_learns_in_the_tutorial_and_then_opens_what_was_open_before(home: Path) -> None:
    (empty := home / "empty").mkdir()
    with Terminal("articles", cwd=home) as terminal:
        terminal.wait_for("Ada Quill")
        terminal.send("z", "t")
        terminal.wait_for("1 of 8")
        terminal.send("q")
        terminal.wait_for("Ada Quill")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    with Terminal(cwd=empty) as terminal:
        terminal.wait_for("1  .*articles")
        terminal.send("t")
        terminal.wait_for(r"1_the_lamp · 0 tagged · [1-9]\d* left")
        terminal.send("tab", "enter", "x")
        terminal.wait_for("✓ 4 of 8")
        terminal.send("q")
        terminal.wait_for("1  .*articles")
        terminal.send("1")
        terminal.wait_for("Ada Quill")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
        terminal.assert_restored()
    assert list(empty.iterdir()) == []
    assert not (home / "annotations").exists()


def test_a_tutorial_that_is_ended_by_a_signal_leaves_no_articles_behind(home: Path) -> None:
    (room := home / "room").mkdir()
    with Terminal("--tutorial", cwd=home, env={"TMPDIR": str(room)}) as terminal:
        terminal.wait_for("1 of 8")
        assert list(room.glob("copydesk-tutorial-*"))
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_for_end() == -signal.SIGTERM
    assert list(room.glob("copydesk-tutorial-*")) == []
