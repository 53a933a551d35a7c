"""Keys that multiplexers and terminals keep for themselves are never the only way to a command."""

from __future__ import annotations

import pytest

from copydesk.app.keys.commands import COMMANDS, Command

SWALLOWED = frozenset({"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+c", "ctrl+space", "f1", "f10", "f11"})
"""Prefixes of screen and tmux, flow control, job control, and what terminals open their menus and help with."""


def is_swallowed(key: str) -> bool:
    return any(part in SWALLOWED or part.startswith(("alt+", "super+", "meta+")) for part in key.split())


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.keys], ids=lambda command: command.id)
def test_every_command_has_a_key_that_arrives(command: Command) -> None:
    assert [key for key in command.keys if not is_swallowed(key)]
