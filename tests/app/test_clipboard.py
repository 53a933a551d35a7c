"""Copying: by a program that is there and reaches the person's screen, else through the terminal; it is said how."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.app.made_up import HARBOR
from tests.app.stage import Opener, Stage

from copydesk.app import clipboard
from copydesk.app.clipboard import PROGRAMS, Program, copy, copy_with, programs, takes_osc52

VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "VTE_VERSION", "TERM_PROGRAM", *clipboard.REMOTE)

Install = Callable[[str, str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a program on a PATH where there is no other of its kind; answers with the file it writes to."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(name: str, script: str) -> Path:
        taken = tmp_path / f"{name}.taken"
        program = folder / name
        program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script.format(taken=taken)}\n", encoding="utf-8")
        program.chmod(0o755)
        return taken

    return put


TAKES = 'echo "$@" > "{taken}.arguments"; cat > "{taken}"'
FAILS = "cat > /dev/null; exit 1"
HANGS = "exec sleep 60"


def named(environment: dict[str, str], *there: str) -> list[str]:
    """The programs to try where some are there."""
    return [each.name for each in programs(environment, lambda name: name if name in there else None)]


def test_a_program_is_tried_only_where_its_screen_is_reached() -> None:
    there = ("wl-copy", "xclip", "tmux")
    assert named({}, *there) == []
    assert named({"DISPLAY": ":0"}, *there) == ["xclip"]
    assert named({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, *there) == ["wl-copy", "xclip"]
    assert named({}, "pbcopy") == ["pbcopy"]


def test_over_ssh_only_what_hands_on_to_the_terminal_is_tried() -> None:
    environment = {"SSH_CONNECTION": "1 2 3 4", "DISPLAY": "localhost:10", "TMUX": "/tmp/tmux"}
    assert named(environment, "xclip", "pbcopy", "tmux") == ["tmux"]


@pytest.mark.parametrize(
    ("environment", "takes"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
    ],
)
def test_a_terminal_that_is_known_to_ignore_it_is_not_asked(environment: dict[str, str], takes: bool) -> None:
    assert takes_osc52(environment) is takes


async def test_a_program_gets_exactly_the_text(install: Install) -> None:
    taken = install("pbcopy", TAKES)
    text = "“Añb”; $(rm -rf x) `id`\n\t'x' \0\x1b"
    assert await copy_with(Program(("pbcopy",)), text)
    assert taken.read_bytes() == text.encode()


async def test_a_program_of_windows_gets_what_it_reads(install: Install) -> None:
    taken = install("clip.exe", TAKES)
    assert await copy_with(PROGRAMS[-1], "“ñ”")
    assert taken.read_bytes() == "“ñ”".encode("utf-16-le")


@pytest.mark.parametrize("script", [FAILS, HANGS, "exit 1"])
async def test_a_program_that_fails_or_hangs_has_not_taken_it(script: str, install: Install) -> None:
    install("pbcopy", script)
    assert not await copy_with(Program(("pbcopy",)), "x" * 1_000_000, seconds=0.5)


async def test_a_program_that_is_gone_has_not_taken_it(install: Install) -> None:
    assert not await copy_with(Program(("pbcopy",)), "text")


async def test_the_next_program_is_tried_and_then_the_terminal(install: Install) -> None:
    sent: list[int] = []
    install("xclip", FAILS)
    found = [Program(("xclip",)), Program(("xsel",))]
    assert await copy("text", found, lambda: sent.append(1)) == "the terminal"
    assert await copy("text", found, None) == ""
    install("xsel", TAKES)
    assert await copy("text", found, lambda: sent.append(1)) == "xsel"
    assert sent == [1]


async def test_a_multiplexer_and_the_screen_both_get_it(install: Install) -> None:
    tmux, xclip, xsel = (install(name, TAKES) for name in ("tmux", "xclip", "xsel"))
    found = programs({"TMUX": "/tmp/tmux", "DISPLAY": ":0"})
    assert await copy("text", found, None) == "tmux and xclip"
    assert (tmux.read_text(), xclip.read_text(), xsel.exists()) == ("text", "text", False)
    assert tmux.with_name("tmux.taken.arguments").read_text() == "load-buffer -w -\n"


async def copied(stage: Stage) -> str:
    """Copy a word, and wait for what is said."""
    await stage.go("pier")
    await stage.press("v", "e", "y")
    await stage.app.workers.wait_for_complete()
    await stage.settle()
    return stage.status


async def test_on_the_screen_a_program_takes_it(
    opener: Opener, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = install("xclip", TAKES)
    monkeypatch.setenv("DISPLAY", ":0")
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        assert "Copied 4 characters by xclip" in await copied(stage)
        assert stage.app.clipboard == "pier"
    assert taken.read_text() == "pier"


async def test_on_the_screen_the_terminal_takes_it_where_there_is_no_program(
    opener: Opener, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        written: list[str] = []
        assert stage.app._driver is not None
        monkeypatch.setattr(stage.app._driver, "write", written.append)
        assert "Copied 4 characters by the terminal" in await copied(stage)
        assert f"\x1b]52;c;{base64.b64encode(b'pier').decode()}\a" in written


async def test_on_the_screen_it_is_said_where_nothing_takes_it(
    opener: Opener, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        assert "Not copied: this terminal takes no copies" in await copied(stage)


async def test_keys_go_on_while_a_program_hangs(
    opener: Opener, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("pbcopy", HANGS)
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    opener.write(harbor=HARBOR)
    async with opener.open() as stage:
        await stage.go("pier")
        await stage.press("v", "e", "y", "4")
        assert stage.reading.desk.tagged == 1
        await stage.app.workers.wait_for_complete()
        await stage.settle()
        assert "by the terminal" in stage.status
