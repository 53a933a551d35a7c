"""The clipboard: through the terminal (OSC 52), which works over ssh, and by a program where there is one."""

from __future__ import annotations

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

SECONDS: Final = 2.0
"""How long a program may take."""

REMOTE: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""With one of these in the environment, programs here would reach another clipboard than that of the person."""

DEAF_TERMINALS: Final = frozenset({"linux", "dumb", "cons25", "vt100", "vt220"})
"""Values of TERM of what has no clipboard."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that puts its standard input on the clipboard.

    Attributes:
        command: Its command line.
        needs: The variable of the environment without which it has no clipboard to reach, or empty.
        encoding: What it takes its input for.
        hands_on: Whether it hands on to the person's terminal, wherever that is; others reach this machine's screen.
    """

    command: tuple[str, ...]
    needs: str = ""
    encoding: str = "utf-8"
    hands_on: bool = False

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.command[0]


PROGRAMS: Final = (
    # tmux does not hand on what programs in it send, unless it is told to; by its own command it does (3.2 or later).
    Program(("tmux", "load-buffer", "-w", "-"), "TMUX", hands_on=True),
    Program(("wl-copy", "--type", "text/plain;charset=utf-8"), "WAYLAND_DISPLAY"),
    Program(("xclip", "-selection", "clipboard", "-in"), "DISPLAY"),
    Program(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Program(("pbcopy",)),
    Program(("clip.exe",), encoding="utf-16-le"),
)
"""In the order in which they are tried."""


def takes_osc52(environment: Mapping[str, str]) -> bool:
    """Whether the terminal may take what it is sent for the clipboard: all do that are not known to ignore it.

    Apple's Terminal and those made of VTE (GNOME's, for one) ignore it. Inside of ssh nothing is known of the terminal
    but its TERM.
    """
    known = "VTE_VERSION" in environment or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    return environment.get("TERM", "") not in DEAF_TERMINALS and not known


def programs(environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[Program]:
    """The programs that are there and reach the person's clipboard, in the order in which to try them."""
    remote = any(environment.get(name) for name in REMOTE)
    return [
        program
        for program in PROGRAMS
        if (not program.needs or environment.get(program.needs))
        and (program.hands_on or not remote)
        and which(program.name)
    ]


async def copy(text: str, found: Sequence[Program], send: Callable[[], object] | None) -> str:
    """Put a text on the person's clipboard in each way that is needed.

    Args:
        text: What to copy.
        found: The programs to try: of those that hand on, and of the others, the first that takes it.
        send: Sends it to the terminal, which is done where no program took it; None where that ignores it.

    Returns:
        By what it was copied, such as `tmux and xclip`; empty if by nothing.
    """
    took: dict[bool, str] = {}
    for program in found:
        if program.hands_on not in took and await copy_with(program, text):
            took[program.hands_on] = program.name
    if took or send is None:
        return " and ".join(took.values())
    send()
    return "the terminal"


async def copy_with(program: Program, text: str, seconds: float | None = None) -> bool:
    """Give a program a text; whether it took it in so many seconds, by default `SECONDS`."""
    try:
        process = await asyncio.create_subprocess_exec(
            *program.command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(SECONDS if seconds is None else seconds):
            await process.communicate(text.encode(program.encoding, "replace"))
    except (TimeoutError, OSError):
        return False
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return process.returncode == 0
