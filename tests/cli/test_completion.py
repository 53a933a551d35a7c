"""Completion for shells, and the manual page: both are made from the parsers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from copydesk.cli.completion import commands
from copydesk.cli.main import COMMANDS, main
from copydesk.cli.manual import man_page

ROOT = Path(__file__).parents[2]


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def completed(line: str, script: str, tmp_path: Path) -> list[str]:
    """What bash answers to a line that ends at the cursor."""
    words = line.split(" ")
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    quoted = " ".join(f"'{word}'" for word in words)
    asked = (
        f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _copydesk; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run([bash, "-c", asked], capture_output=True, text=True, check=True, cwd=tmp_path)
    return done.stdout.split()


def test_bash_completes_commands_options_values_and_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = script("bash", capsys)
    (tmp_path / "stories").mkdir()
    assert set(completed("copydesk st", text, tmp_path)) == {"stats", "stories"}
    assert "--json" in completed("copydesk stats --j", text, tmp_path)
    assert completed("copydesk --th", text, tmp_path) == ["--theme"]
    assert set(completed("copydesk completion ", text, tmp_path)) >= {"bash", "zsh", "fish"}
    assert completed("copydesk show --color a", text, tmp_path) == ["auto", "always"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_in_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = script(shell, capsys)
    for name, (_, options) in commands().items():
        assert name in text
        for option in options:
            assert all(flag.lstrip("-") in text for flag in option.flags)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_can_read_their_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    subprocess.run([program, "-n"], input=script(shell, capsys), text=True, check=True)


def test_an_unknown_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh"]) == 2
    assert "bash" in capsys.readouterr().err


def test_the_manual_page_is_made_from_the_parsers() -> None:
    page = man_page()
    assert (ROOT / "docs" / "copydesk.1").read_text(encoding="utf-8") == page, "make docs writes it anew"
    for name in COMMANDS:
        assert f".SS {name}" in page
    assert not [line for line in page.splitlines() if line.startswith("'")]
