"""`copydesk search`: hits with their context, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.cli.exit_code import ExitCode
from copydesk.cli.main import main


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Three articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a2.txt").write_text("They painted the\nPier red.", encoding="utf-8")
    (folder / "a10.txt").write_text("A pier, a pier: “\x1b[31mpier”.", encoding="utf-8")
    (folder / "b.txt").write_text("Nothing.", encoding="utf-8")
    return folder


def test_every_hit_is_a_line_in_the_order_of_the_articles(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "pier", str(news)]) == ExitCode.FINE
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert [line.split(":")[0] for line in lines] == [str(news / "a2.txt")] + [str(news / "a10.txt")] * 3
    assert lines[0].split(": ", 1)[1].strip() == "They painted the [Pier] red."
    assert "\x1b" not in out


def test_hits_are_records_where_a_program_asks(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--json", "Pier", str(news)]) == ExitCode.FINE
    (record,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert record == {
        "id": "a2",
        "path": str(news / "a2.txt"),
        "start": 17,
        "end": 21,
        "left": "They painted the ",
        "match": "Pier",
        "right": " red.",
    }
    assert main(["search", "--files", "-e", "pi[er]+", str(news)]) == ExitCode.FINE
    assert capsys.readouterr().out.splitlines() == [str(news / "a2.txt"), str(news / "a10.txt")]


def test_no_hit_and_no_sense_are_told_apart(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "zebra", str(news)]) == ExitCode.FINDINGS
    assert main(["search", "-e", "(", str(news)]) == ExitCode.USAGE
    assert main(["search", "pier", str(news / "none")]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no regular expression" in captured.err
