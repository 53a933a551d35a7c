"""`copydesk detect`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from copydesk.cli.main import main
from copydesk.text.document import Document

ARTICLE = "“It will hold,” said Anna Berg in Oslo.\r\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a2.txt").write_bytes(ARTICLE.encode())
    (folder / "a10.txt").write_bytes(b"")
    (folder / "b.md").write_bytes(b"Mary Lund \xff left.\n")
    return folder


def test_one_line_of_json_for_each_article_in_order(articles: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["detect", str(articles)]) == 0
    out, err = capfdbinary.readouterr()
    assert b"\r" not in out
    records = [json.loads(line) for line in out.decode().removesuffix("\n").split("\n")]
    assert [record["id"] for record in records] == ["a2", "a10", "b"]
    assert records[0]["text"] == ARTICLE
    assert records[0]["sha256"] == Document.from_bytes(ARTICLE.encode()).sha256
    assert [span["text"] for span in records[0]["spans"]] == ["“It will hold,”", "said", "Anna Berg", "Oslo"]
    assert "\ufffd" in records[2]["text"]
    assert b"b.md: it is not UTF-8 from byte 10 on" in err


def test_the_lines_go_to_a_file(articles: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    target = tmp_path / "out.jsonl"
    assert main(["detect", str(articles / "a2.txt"), "-o", str(target)]) == 0
    assert capfdbinary.readouterr().out == b""
    assert json.loads(target.read_bytes())["id"] == "a2"


def test_standard_input_is_an_article(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert main(["detect", "-"]) == 0
    record = json.loads(capfdbinary.readouterr().out)
    assert (record["path"], record["text"]) == ("-", ARTICLE)


@pytest.mark.parametrize("arguments", [["no-such-file.txt"], ["--engine", "oracle", "."], []])
def test_what_cannot_be_used_is_said_without_a_traceback(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["detect", *arguments]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"Traceback" not in err
    assert err


def test_an_unreadable_article_is_named_and_the_rest_goes_on(
    articles: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (articles / "a10.txt").write_bytes(b"binary \0 data")
    assert main(["detect", str(articles)]) == 2
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a2", "b"]
    assert b"a10.txt: it looks binary" in err
