"""`copydesk detect`."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.detect import plugins

from copydesk.cli.jobs import AHEAD, Jobs, Order
from copydesk.cli.main import main
from copydesk.detect.process.article_lines import ArticleLine
from copydesk.store.corpus.article import Article
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
    assert main(["detect", "--engine", "rules", str(articles)]) == 0
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


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-file.txt"],
        ["--engine", "oracle", "tests"],
        ["--engine", "rules+oracle", "--jobs", "2", "tests"],
        ["--engine", "", "tests"],
        ["--jobs", "0", "tests"],
        ["--jobs", "many", "tests"],
        ["--jobs", "1000000", "tests"],
    ],
)
def test_what_cannot_be_used_is_said_without_a_traceback(
    arguments: list[str], articles: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["detect", *(str(articles) if each == "tests" else each for each in arguments)]) == 2
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


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugins.install(tmp_path / "site", monkeypatch)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Ten articles, three of which bring out the worst in an engine."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1, 11):
        trouble = " Trouble ahead." if number in (3, 5, 8) else ""
        (folder / f"a{number}.txt").write_text(f"Anna Berg said so {number} times.{trouble}\n")
    return folder


def configured(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text(source)
    monkeypatch.setenv("COPYDESK_CONFIG", str(path))


def records(out: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def with_label(label: str, out: bytes) -> list[str]:
    """The ids of the articles for which a label is proposed."""
    return [str(json.loads(line)["id"]) for line in out.splitlines() if f'"label":"{label}"'.encode() in line]


EVERY = [f"a{number}" for number in range(1, 11)]
CALM = [name for name in EVERY if name not in ("a3", "a5", "a8")]


@pytest.mark.parametrize("jobs", ["1", "3", "50"])
def test_jobs_write_the_same_lines_in_the_same_order(
    jobs: str, many: Path, articles: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    paths = [str(many), str(articles)]
    assert main(["detect", "--engine", "rules", *paths]) == 0
    alone = capfdbinary.readouterr()
    assert main(["detect", "--engine", "rules", "--jobs", jobs, *paths]) == 0
    assert capfdbinary.readouterr() == alone


def test_jobs_read_standard_input(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert main(["detect", "--jobs", "2", "--engine", "rules", "-"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["text"] == ARTICLE


def test_jobs_name_what_cannot_be_read(articles: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (articles / "a10.txt").write_bytes(b"binary \0 data")
    assert main(["detect", "--jobs", "2", "--engine", "rules", str(articles)]) == 2
    out, err = capfdbinary.readouterr()
    assert [record["id"] for record in records(out)] == ["a2", "b"]
    assert b"a10.txt: it looks binary" in err


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("arguments", [[], ["--jobs", "2"]])
def test_an_engine_of_a_third_party_runs_beside_ours(
    arguments: list[str], many: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["detect", "--engine", "rules+good", str(many), *arguments]) == 0
    out, err = capfdbinary.readouterr()
    assert with_label("PERSON", out) == with_label("EVENT", out) == EVERY
    assert (b"chatter" in out, err) == (False, b"")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("engine", "how"),
    [
        ("raises", b"RuntimeError: out of ideas"),
        ("crashes", b"was ended by SIGABRT"),
        ("exits", b"ended with status 7 (no memory left)"),
        ("hangs", b"took longer than 3 seconds"),
    ],
)
@pytest.mark.parametrize("arguments", [[], ["--jobs", "2"]])
def test_an_engine_that_fails_on_an_article_is_named_and_left_out_there(
    engine: str,
    how: bytes,
    arguments: list[str],
    many: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    configured("patience = 3", tmp_path, monkeypatch)
    (many / "a8.txt").write_text("Anna Berg is calm again.\n")
    assert main(["detect", "--engine", f"rules+{engine}", str(many), *arguments]) == 1
    out, err = capfdbinary.readouterr()
    assert with_label("PERSON", out) == EVERY
    assert with_label("EVENT", out) == sorted([*CALM, "a8"], key=EVERY.index)
    first, second = err.splitlines()
    assert b"a3.txt: the dete" in first
    assert b"a5.txt: the dete" in second
    assert how in first
    assert how in second
    assert b"Traceback" not in err


@pytest.mark.usefixtures("installed")
def test_an_engine_that_fails_again_and_again_is_left_out_for_good(
    many: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["detect", "--engine", "rules+crashes", str(many)]) == 1
    out, err = capfdbinary.readouterr()
    assert with_label("PERSON", out) == EVERY
    assert with_label("EVENT", out) == ["a1", "a2", "a4", "a6", "a7"]
    assert err.splitlines()[-1] == (
        b"copydesk: the detection engine crashes failed on 3 articles; it is left out from here on"
    )


@pytest.mark.usefixtures("installed")
def test_where_the_only_engine_fails_the_article_has_no_proposals(
    many: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["detect", "--engine", "crashes", str(many / "a3.txt"), str(many / "a1.txt")]) == 1
    first, second = records(capfdbinary.readouterr().out)
    assert (first["id"], first["spans"]) == ("a3", [])
    assert second["spans"]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("engine", ["absent", "quits"])
def test_an_engine_that_does_not_load_is_said_once_and_the_rest_goes_on(
    engine: str, many: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["detect", "--engine", f"rules+{engine}", "--jobs", "2", str(many)]) == 1
    out, err = capfdbinary.readouterr()
    assert with_label("PERSON", out) == EVERY
    assert err.count(b"\n") == err.count(f"the detection engine {engine} could not be loaded".encode()) == 1
    assert main(["detect", "--engine", engine, str(many)]) == 2
    assert capfdbinary.readouterr().out == b""


@pytest.mark.usefixtures("installed")
def test_an_engine_that_hangs_while_it_is_loaded_is_given_up(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    configured("patience = 2", tmp_path, monkeypatch)
    assert main(["detect", "--engine", "rules+sleeps", str(many)]) == 1
    out, err = capfdbinary.readouterr()
    assert with_label("PERSON", out) == EVERY
    assert err == (
        b"copydesk: the detection engine sleeps took longer than 6 seconds while it was loaded; it is left out\n"
    )


@pytest.mark.usefixtures("installed")
def test_the_configuration_names_the_engine_and_the_command_line_overrides_it(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    configured('engine = "good+oracle+absent"', tmp_path, monkeypatch)
    assert main(["detect", str(many)]) == 0
    out, err = capfdbinary.readouterr()
    assert (with_label("EVENT", out), with_label("PERSON", out)) == (EVERY, [])
    assert err.count(b"there is no detection engine 'oracle'") == err.count(b"absent could not be loaded") == 1
    assert main(["detect", "--engine", "rules", str(many)]) == 0
    out, err = capfdbinary.readouterr()
    assert (with_label("EVENT", out), with_label("PERSON", out), err) == ([], EVERY, b"")


def test_without_the_neural_engine_that_is_said_once(
    many: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setitem(sys.modules, "copydesk.detect.neural.engine", None)
    assert main(["detect", str(many)]) == 0
    out, err = capfdbinary.readouterr()
    assert with_label("PERSON", out) == EVERY
    assert err.count(b"\n") == err.count(b"are found by rules alone") == 1


class Paced:
    """Articles that tell how far they were drawn."""

    def __init__(self, folder: Path) -> None:
        self.paths = sorted(folder.iterdir())
        self.drawn = 0

    def __iter__(self) -> Iterator[Article]:
        for path in self.paths * 10:
            self.drawn += 1
            yield Article(path.stem, path, path)


def test_only_a_few_articles_are_in_flight(many: Path) -> None:
    articles = Paced(many)
    with Jobs(Order("rules", True, 60.0, 2)) as jobs:
        for number, line in enumerate(jobs.lines(articles), 1):
            assert isinstance(line, ArticleLine)
            assert articles.drawn <= number + 2 * AHEAD
    assert articles.drawn == 100


def test_long_lines_that_wait_hold_up_what_comes_after_them(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.cli.jobs.LONGEST_WAITING", 0)
    articles = Paced(many)
    with Jobs(Order("rules", True, 60.0, 2)) as jobs:
        ids = [json.loads(line.line)["id"] for line in jobs.lines(articles)]
    assert ids == [path.stem for path in articles.paths] * 10


def started(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "copydesk", "detect", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCES), os.environ.get("PYTHONPATH", "")])},
        start_new_session=True,
    )


SOURCES = Path(sys.modules["copydesk"].__file__ or "").parents[1]


def children(pid: int) -> list[int]:
    """The processes that a process started, where the system tells."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for task in listed.parents[1].glob("*/children") for child in task.read_text().split()]


def until(condition: Callable[[], bool]) -> None:
    """Wait for what is sure to come; a minute is for the slowest machine."""
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come")


def is_there(pid: int) -> bool:
    """Whether a process still runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("arguments", [[], ["--jobs", "2"]])
def test_a_reader_that_has_enough_ends_it_quietly(arguments: list[str], tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"a{number}.txt").write_text("Anna Berg said so. " * 500)
    with started("--engine", "rules", *arguments, str(tmp_path)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id":"a0"')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_an_interruption_ends_it_where_it_needs_no_worker(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"a{number}.txt").write_text("Anna Berg said so. " * 500)
    with started("--engine", "rules", str(tmp_path)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id":"a0"')
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.stderr.read() == b""
        assert process.wait() == 130


@pytest.mark.usefixtures("installed")
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs to see what processes there are")
@pytest.mark.parametrize("arguments", [["--jobs", "2"], ["--jobs", "1", "-o"]])
def test_an_interruption_ends_it_and_its_workers_without_a_word(arguments: list[str], many: Path) -> None:
    output = [str(many / "out.jsonl")] if "-o" in arguments else []
    with started("--engine", "hangs", str(many), *arguments, *output) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if not output:
            assert process.stdout.readline().startswith(b'{"id":"a1"')
        until(lambda: bool(children(process.pid)))
        workers = children(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait() == 130
        assert process.stderr.read() == b""
    assert not any(map(is_there, workers))
    assert not list(many.glob("*.jsonl")) + list(many.glob(".*"))


@pytest.mark.usefixtures("installed")
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs to see what processes there are")
def test_workers_end_with_the_process_that_started_them(many: Path) -> None:
    with started("--engine", "hangs", "--jobs", "2", str(many)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"id":"a1"')
        workers = children(process.pid)
        process.kill()
        process.wait()
    assert workers
    until(lambda: not any(map(is_there, workers)))
