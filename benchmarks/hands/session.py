"""A session of the real program in a pseudo-terminal: keys go in, and what it shows comes back after each."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from hands.ways import JUMP

PATIENCE = 60.0
"""Seconds to wait for an answer on a machine however slow."""
QUIET = 0.03
"""Seconds of silence after which what a key brought about is over."""
ANSWERED = 0.2
"""The same for a key that opens or answers a dialog."""
SETTLED = 1.5
"""Seconds of silence after which nothing more is proposed at the start."""

BYTES = {
    "tab": "\t", "shift+tab": "\x1b[Z", "enter": "\r", "escape": "\x1b", "home": "\x1b[H", "end": "\x1b[F",
    "shift+right": "\x1b[1;2C", "shift+left": "\x1b[1;2D", "shift+down": "\x1b[1;2B", "shift+up": "\x1b[1;2A",
    "ctrl+shift+right": "\x1b[1;6C", "ctrl+shift+left": "\x1b[1;6D", "ctrl+d": "\x04", "ctrl+u": "\x15",
    "pagedown": "\x1b[6~", "pageup": "\x1b[5~",
}  # fmt: skip
"""What a terminal sends for the keys that are no characters."""


@dataclass(frozen=True)
class Shown:
    """A span that is shown.

    Attributes:
        id: Its id.
        label: Its label.
        start: First code point.
        end: One past the last.
        decidable: Whether it is a proposal that is hopped to.
        links: Where its relations lead, or would lead if it is a proposal, as types and ranges with labels.
    """

    id: str
    label: str
    start: int
    end: int
    decidable: bool = False
    links: tuple[tuple[str, int, int, str], ...] = ()

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range."""
        return self.start, self.end


@dataclass(frozen=True)
class State:
    """What is shown after a key.

    Attributes:
        offset: Where the caret is.
        item: The id of what a key would be about, or empty.
        open: The open proposals in order.
        annotations: The accepted annotations in order.
        relations: Types, heads and tails by id.
        signs: The letters drawn over the text, each with the offset it stands at.
        lit: The half-open ranges that are lit where letters are chosen.
        fresh: Whether what the caret is on was tagged by the last key.
    """

    offset: int
    item: str
    open: tuple[Shown, ...]
    annotations: tuple[Shown, ...]
    relations: tuple[tuple[str, str, str], ...]
    signs: tuple[tuple[int, str], ...] = ()
    lit: frozenset[tuple[int, int]] = frozenset()
    fresh: bool = False

    @property
    def to_decide(self) -> list[Shown]:
        """The proposals that are hopped to."""
        return [span for span in self.open if span.decidable]


class Session:
    """The program on an article. Use it as a context.

    Args:
        arguments: The command line after `copydesk`.
        environment: Further variables.
        columns: Cells of a row.
        rows: Rows of the screen.
        seen: Is given what the program writes to its terminal, if anybody wants it.
    """

    def __init__(
        self,
        arguments: list[str],
        environment: dict[str, str],
        columns: int = 100,
        rows: int = 60,
        seen: Callable[[bytes], object] | None = None,
    ) -> None:
        self._seen = seen
        self._probe, told = os.pipe()
        os.set_inheritable(told, True)
        argv = [sys.executable, str(Path(__file__).with_name("probed_app.py")), *arguments]
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "PROBE": str(told), **environment})
            os.execv(argv[0], argv)
        os.close(told)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._read = b""
        self._keys = 0
        self._raw: dict[str, Any] | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._probe)
        os.close(self._terminal)
        os.waitpid(self._pid, 0)

    def start(self, *, proposals: bool) -> State:
        """Wait until everything is proposed, if anything is."""
        self._wait(lambda raw: bool(raw["open"]) or not proposals, SETTLED)
        return self.state

    def press(self, *keys: str) -> State:
        """Press keys, each once the one before is answered; a character or a name of `BYTES`."""
        for key in self._letters(keys):
            self._keys += 1
            os.write(self._terminal, BYTES.get(key, key).encode())
            answers = key == "enter" and self._raw is not None and self._raw["dialog"]
            self._wait(lambda raw: raw["keys"] >= self._keys, ANSWERED if answers or key == "t" else QUIET)
        if self._raw and self._raw["dialog"]:
            self._wait(lambda raw: not raw["dialog"], QUIET)
        return self.state

    def rest(self, seconds: float) -> None:
        """Let the screen be painted."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._take_in(seconds / 8) is not None:
            pass

    def _letters(self, keys: Iterable[str]) -> Iterator[str]:
        """The keys with the letters of jumps, which are shown once the key before them was pressed."""
        for key in keys:
            if key.startswith(JUMP):
                yield JUMP[0]
                assert self._raw is not None
                yield from next(letters for offset, letters in self._raw["signs"] if offset == int(key[len(JUMP) :]))
            else:
                yield key

    def leave(self) -> None:
        """Quit, and wait for the end."""
        os.write(self._terminal, b"q")
        until = time.monotonic() + PATIENCE
        while self._take_in(0.2) is not None:
            if time.monotonic() > until:
                raise TimeoutError("the program does not end")

    @property
    def state(self) -> State:
        """What is shown now."""
        assert self._raw is not None
        raw = self._raw
        return State(
            raw["offset"],
            raw["item"][0] if raw["item"] else "",
            tuple(
                Shown(id, label, start, end, own, tuple((type, s, e, name) for type, _, name, s, e in links))
                for id, label, start, end, own, links in raw["open"]
            ),
            tuple(
                Shown(id, label, start, end, links=tuple((type, s, e, name) for type, _, name, s, e in links))
                for id, label, start, end, links in raw["annotations"]
            ),
            tuple((type, head, tail) for type, head, tail in raw["relations"]),
            tuple((offset, letters) for offset, letters in raw["signs"]),
            frozenset((start, end) for start, end in raw["lit"]),
            raw["fresh"],
        )

    def _wait(self, done: Callable[[dict[str, Any]], bool], quiet: float) -> None:
        until = time.monotonic() + PATIENCE
        last = time.monotonic()
        while time.monotonic() < until:
            found = self._take_in(min(quiet, 0.05))
            if found is None:
                raise RuntimeError("the program ended")
            if found:
                last = time.monotonic()
            elif self._raw is not None and done(self._raw) and time.monotonic() - last >= quiet:
                return
        raise TimeoutError("the program does not answer")

    def _take_in(self, seconds: float) -> bool | None:
        """Whether something of the probe came within seconds; None at the program's end."""
        ready, _, _ = select.select([self._probe, self._terminal], [], [], seconds)
        if self._terminal in ready:
            try:
                written = os.read(self._terminal, 1 << 20)
            except OSError:
                return None
            if self._seen:
                self._seen(written)
        if self._probe not in ready:
            return False
        data = os.read(self._probe, 1 << 20)
        if not data:
            return None
        *lines, self._read = (self._read + data).split(b"\n")
        if lines:
            self._raw = json.loads(lines[-1])
        return True
