"""The command line: which command is meant, where words go, and what the exit status says."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from copydesk.cli import console
from copydesk.cli import main as command_line
from copydesk.cli.exit_code import ExitCode
from copydesk.cli.main import COMMANDS, load, main
from copydesk.errors import InputError
from copydesk.version import __version__

SOURCES = Path(__file__).parents[2] / "tui"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What was run: each command replaced by one that takes paths and an `-a`, and notes them down."""
    calls: list[tuple[str, list[str]]] = []

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*")
        parser.add_argument("-a", "--annotations", default="")

    def fake(name: str) -> SimpleNamespace:
        def run(arguments: argparse.Namespace) -> ExitCode:
            calls.append((name, [*arguments.paths, *filter(None, [arguments.annotations])]))
            return ExitCode.FINE

        return SimpleNamespace(NAME=name, SUMMARY="do it", add_arguments=add_arguments, run=run)

    monkeypatch.setattr(command_line, "load", fake)
    return calls


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], int]:
    """Run a command that raises, and return the exit status."""

    def run_and_raise(error: BaseException) -> int:
        def run(arguments: argparse.Namespace) -> ExitCode:
            raise error

        command = SimpleNamespace(NAME="check", SUMMARY="fail", add_arguments=lambda parser: None, run=run)
        monkeypatch.setattr(command_line, "load", lambda name: command)
        return main(["check"])

    return run_and_raise


@pytest.mark.parametrize(
    ("argv", "meant"),
    [
        ([], ("read", [])),
        (["seeds"], ("read", ["seeds"])),
        (["read", "seeds"], ("read", ["seeds"])),
        (["one.txt", "-a", "folder", "two.txt"], ("read", ["one.txt", "two.txt", "folder"])),
        (["-a", "folder", "one.txt"], ("read", ["one.txt", "folder"])),
        (["-"], ("read", ["-"])),
        (["./detect"], ("read", ["./detect"])),
        (["--", "detect"], ("read", ["detect"])),
        (["read", "detect"], ("read", ["detect"])),
        (["--", "--odd.txt"], ("read", ["./--odd.txt"])),
        (["-a", "folder", "--", "one.txt", "-"], ("read", ["one.txt", "-", "folder"])),
        (["detect", "seeds"], ("detect", ["seeds"])),
        (["check", "--", "export"], ("check", ["export"])),
    ],
)
def test_the_command_that_is_meant(
    calls: list[tuple[str, list[str]]], argv: list[str], meant: tuple[str, list[str]]
) -> None:
    assert main(argv) == ExitCode.FINE
    assert calls == [meant]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_module_says_who_it_is(name: str) -> None:
    command = load(name)
    assert name == command.NAME
    assert command.SUMMARY
    assert "\n" not in command.SUMMARY


@pytest.mark.parametrize("argv", [["--version"], ["--version", "detect"]])
def test_the_version_goes_to_standard_output(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == ExitCode.FINE
    assert capsys.readouterr() == (f"copydesk {__version__}\n", "")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_the_help_lists_every_command_and_shows_examples(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([flag]) == ExitCode.FINE
    out, err = capsys.readouterr()
    assert err == ""
    assert "examples:" in out
    for name in COMMANDS:
        assert f"  {name} " in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "-h"]) == ExitCode.FINE
    out, err = capsys.readouterr()
    assert out.startswith("usage: copydesk")
    assert name in out
    assert err == ""


@pytest.mark.parametrize("argv", [["--nonsense"], ["seeds", "--nonsense"], ["detect", "x", "--nonsense"]])
def test_an_unknown_option_is_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: copydesk")
    assert "--nonsense" in err


def test_an_option_is_not_guessed_from_its_beginning(
    calls: list[tuple[str, list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--annot", "folder"]) == ExitCode.USAGE
    assert calls == []


def test_a_hostile_argument_does_nothing_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "x", "--\x1b[2J\n\u202e"]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert r"--\x1b[2J\n\u202e" in err
    assert all(line.isprintable() for line in err.splitlines())


def test_bad_input_is_told_on_one_line(
    failing: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str]
) -> None:
    error = InputError("this is not TOML", path="a\x1b]0;b\x07.toml", line=3, remedy="Put line 3 right")
    assert failing(error) == ExitCode.USAGE
    assert capsys.readouterr() == ("", "copydesk: a\\x1b]0;b\\x07.toml:3: this is not TOML. Put line 3 right\n")


def test_what_the_system_refuses_is_told_with_its_file(
    failing: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "_discard_output", lambda: None)
    assert failing(PermissionError(13, "Permission denied", "locked.txt")) == ExitCode.USAGE
    assert capsys.readouterr() == ("", "copydesk: locked.txt: Permission denied\n")


def test_a_fault_of_the_program_is_told_without_a_traceback(
    failing: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(RuntimeError("seven")) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "RuntimeError: seven" in err
    assert "Traceback" not in err


def test_a_fault_of_the_program_can_be_looked_into(
    failing: Callable[[BaseException], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_DEBUG", "1")
    with pytest.raises(RuntimeError, match="seven"):
        failing(RuntimeError("seven"))


def test_an_interrupt_has_its_own_status_and_no_words(
    failing: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(KeyboardInterrupt()) == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def copydesk(*arguments: str) -> subprocess.Popen[bytes]:
    """`python -m copydesk` in a process of its own, its output in pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "copydesk", *arguments],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_package_runs_as_a_module() -> None:
    out, err = copydesk("--version").communicate(timeout=60)
    assert (out.decode(), err) == (f"copydesk {__version__}\n", b"")


def test_a_reader_that_hangs_up_ends_the_command_quietly() -> None:
    script = (
        "import sys; from copydesk.cli import main as m; from types import SimpleNamespace as N\n"
        "def run(a):\n    for _ in range(100000): print('x' * 80)\n    return 0\n"
        "m.load = lambda name: N(NAME=name, SUMMARY='s', add_arguments=lambda p: None, run=run)\n"
        "sys.exit(m.main(['detect']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(timeout=60) == ExitCode.FINE


def test_a_full_disk_under_standard_output_is_told() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as sink:
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", "--help"],
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            stdout=sink,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (ExitCode.USAGE, b"copydesk: No space left on device\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” é 漢", "plain “text” é 漢"),
        ("a\tb\r\n", r"a\tb\r\n"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202eabc", r"\u202eabc"),
        ("caf\udce9.txt", r"caf\xe9.txt"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_is_not_printable_is_escaped(text: str, shown: str) -> None:
    assert console.printable(text) == shown


def test_progress_hands_on_every_item_and_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(console.progress(range(3), "counting")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_progress_counts_on_one_line_and_takes_it_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda: True)
    monkeypatch.setattr(console, "PROGRESS_INTERVAL", 0.0)
    assert list(console.progress(["a", "b"], "count\x1bing")) == ["a", "b"]
    out, err = capsys.readouterr()
    assert out == ""
    erase = console.ERASE_LINE
    assert err == rf"{erase}count\x1bing 1/2{erase}count\x1bing 2/2{erase}"


def test_a_message_takes_the_progress_line_away_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda: True)
    monkeypatch.setattr(console, "PROGRESS_INTERVAL", 0.0)
    for item in console.progress(iter("a"), "counting"):
        console.say(item)
    erase = console.ERASE_LINE
    assert capsys.readouterr().err == f"{erase}counting 1{erase}a\n"


def test_saying_something_without_standard_error_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    console.warn("nobody hears this")
    assert list(console.progress("ab", "counting")) == ["a", "b"]
