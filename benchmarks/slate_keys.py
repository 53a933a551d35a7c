"""Keys an entity and a quote in SLATE: the same gold, marked in the real program with the fewest keys it has for that.

    python benchmarks/slate_keys.py PATH/TO/slate [--only NAME]

SLATE (package `slate-nlp`, 1.1.3) marks tokens between white space; a count typed before a movement repeats it, and a
label is two keys. The script counts tokens ahead without error, as hardly anybody can. What it pressed is proved by the
file that SLATE wrote. A place that begins or ends within a token cannot be marked exactly: the tokens it touches are
marked and it is counted apart. Speakers are not marked at all: links are another kind of session there.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from annotator import all_goals
from hands.goals import Goals, Place

LETTERS = "asdfghjkl;qwe"
"""Second keys of the labels, after the space bar."""
QUIET = 0.02
STARTED = 1.5
_TOKEN = re.compile(r"\S+")
_MARK = re.compile(r"\((?:\((\d+), (\d+)\), \((\d+), (\d+)\)|(\d+), (\d+))\) - (\S+)")


class Cursor(NamedTuple):
    """The tokens under the cursor, numbered through the text, both ends included."""

    first: int
    last: int


class Words:
    """The tokens of a text, in lines."""

    def __init__(self, text: str) -> None:
        self.places: list[tuple[int, int]] = []
        self.lines: list[list[int]] = []
        self.named: dict[tuple[int, int], int] = {}
        at = 0
        for number, line in enumerate(text.split("\n")):
            tokens: list[int] = []
            for match in _TOKEN.finditer(line):
                self.named[number, len(tokens)] = len(self.places)
                tokens.append(len(self.places))
                self.places.append((at + match.start(), at + match.end()))
            if tokens:
                self.lines.append(tokens)
            at += len(line) + 1
        self._line_of = {token: row for row, tokens in enumerate(self.lines) for token in tokens}

    def touched(self, place: Place) -> Cursor:
        """The tokens that a place touches."""
        found = [index for index, (start, end) in enumerate(self.places) if start < place[1] and place[0] < end]
        return Cursor(found[0], found[-1])

    def is_exact(self, place: Place) -> bool:
        """Whether a place begins and ends with a token."""
        cursor = self.touched(place)
        return (self.places[cursor.first][0], self.places[cursor.last][1]) == place[:2]

    def reached(self, cursor: Cursor) -> Iterator[tuple[str, Cursor]]:
        """Where the cursor is after going to other lines and to their ends."""
        for rows in range(-40, 41):
            ends = [self._row_on(token, rows) for token in cursor]
            if rows and (ends[0] == cursor.first or ends[1] == cursor.last):
                continue
            moved = Cursor(*ends)
            keys = _counted("o" if rows > 0 else "i", abs(rows))
            yield keys, moved
            for key, edge in (("J", 0), (":", -1)):
                jumped = Cursor(*(self.lines[self._line_of[token]][edge] for token in moved))
                if jumped.first != moved.first and jumped.last != moved.last:
                    yield keys + key, jumped

    def _row_on(self, token: int, rows: int) -> int:
        row = self._line_of[token]
        column = self.lines[row].index(token)
        line = self.lines[max(0, min(len(self.lines) - 1, row + rows))]
        return line[min(column, len(line) - 1)]

    def way(self, cursor: Cursor, goal: Cursor) -> str:
        """The fewest keys that bring the cursor over a goal, and nothing else."""
        found = []
        for keys, there in self.reached(cursor):
            for shift in (goal.first - there.first, goal.last - there.last):
                moved = Cursor(there.first + shift, there.last + shift)
                if moved.first >= 0 and moved.last < len(self.places):
                    sideways = _counted(";" if shift > 0 else "j", abs(shift))
                    found.append(keys + sideways + _fitted(moved, goal))
        return min(found, key=len)


def _counted(key: str, times: int) -> str:
    return "" if times == 0 else key if times == 1 else f"{times}{key}"


@cache
def _contracted(key: str, tokens: int) -> str:
    """The fewest keys that take tokens off an end: a count takes off its square, as SLATE does it."""
    if tokens == 0:
        return ""
    squares = (count for count in range(1, tokens + 1) if count * count <= tokens)
    return min((_counted(key, count) + _contracted(key, tokens - count * count) for count in squares), key=len)


def _fitted(cursor: Cursor, goal: Cursor) -> str:
    """The keys that move the ends of the cursor to a goal that one of them stands at."""
    start, end = goal.first - cursor.first, goal.last - cursor.last
    left = _counted("m", -start) if start <= 0 else _contracted("k", start)
    right = _counted("/", end) if end >= 0 else _contracted("l", -end)
    return left + right


class Slate:
    """SLATE in a pseudo-terminal of 100×60, in a folder of its own."""

    def __init__(self, program: str, folder: Path, config: str = "") -> None:
        arguments = [program, "article.txt", "-o", *(["-c", config] if config else [])]
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.environ["TERM"] = "xterm"
            os.execv(program, arguments)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 100, 0, 0))
        self._drain(STARTED)

    def press(self, keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            os.write(self._terminal, key.encode())
            self._drain(QUIET)

    def leave(self) -> None:
        """Save and quit."""
        os.write(self._terminal, b"q")
        self._drain(STARTED)
        os.close(self._terminal)
        os.waitpid(self._pid, 0)

    def _drain(self, quiet: float) -> None:
        until = time.monotonic() + STARTED
        while time.monotonic() < until and select.select([self._terminal], [], [], quiet)[0]:
            try:
                if not os.read(self._terminal, 1 << 16):
                    return
            except OSError:
                return


def configured(program: str, folder: Path, labels: list[str]) -> str:
    """The name of a configuration that has SLATE's own keys, and labels of ours in the place of its own."""
    (folder / "article.txt").write_text("Nothing yet.\n", encoding="utf-8")
    Slate(program, folder).leave()
    written = next(folder.glob("*.config")).read_text(encoding="utf-8").splitlines()
    kept = [line for line in written if not line.startswith("Label:") and "edit-annotation" not in line]
    keys = list(zip(labels, LETTERS, strict=False))
    ours = [f"Input: edit-annotation category SPACE_{letter}" for _, letter in keys]
    ours += [f"Label: {label} SPACE_{letter} green" for label, letter in keys]
    (folder / "ours").write_text("\n".join((*kept, *ours)) + "\n", encoding="utf-8")
    return "ours"


def measure(program: str, goals: Goals) -> dict[str, list[int]]:
    """Mark an article; for entities and quotes how many there are, how many keys, and how many cannot be exact.

    Raises:
        RuntimeError: When SLATE wrote something else than was to be marked.
    """
    words = Words(goals.text)
    places = sorted(goals.entities | {(start, end, "QUOTE") for start, end in goals.quotes})
    labels = sorted({label for _, _, label in places})
    counts = {"entity": [0, 0, 0], "quote": [0, 0, 0]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = configured(program, folder, labels)
        (folder / "article.txt").write_text(goals.text, encoding="utf-8")
        slate = Slate(program, folder, config)
        cursor = Cursor(0, 0)
        wanted: set[tuple[Cursor, str]] = set()
        for place in places:
            goal = words.touched(place)
            if (goal, place[2]) in wanted:  # giving a label again takes it away
                continue
            wanted.add((goal, place[2]))
            keys = words.way(cursor, goal) + " " + LETTERS[labels.index(place[2])]
            slate.press(keys)
            cursor = goal
            count = counts["quote" if place[2] == "QUOTE" else "entity"]
            for index, number in enumerate((1, len(keys), not words.is_exact(place))):
                count[index] += number
        slate.leave()
        marked = set()
        for match in _MARK.finditer((folder / "article.txt.annotations").read_text(encoding="utf-8")):
            one, two, three, four, five, six, label = match.groups()
            first = words.named[int(one or five), int(two or six)]
            last = words.named[int(three or five), int(four or six)]
            marked |= {(Cursor(first, last), each) for each in label.removeprefix("label:").split("-label:")}
    if marked != wanted:
        raise RuntimeError(f"{goals.id}: SLATE wrote {sorted(marked - wanted)} and lacks {sorted(wanted - marked)}")
    return counts


def main() -> None:
    """Measure the two seeds, or the articles that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("program", help="the program slate of an installed slate-nlp")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this article")
    arguments = parser.parse_args()
    everything = all_goals()
    chosen = [each for each in everything if each.id in arguments.only] or everything[:2]
    print(f"{'article':24} {'':8} {'marked':>6} {'keys':>6} {'each':>6} {'not exact':>10}")
    for goals in chosen:
        for kind, (number, keys, inexact) in measure(arguments.program, goals).items():
            print(
                f"{goals.id[:24]:24} {kind:8} {number:6} {keys:6} {keys / max(1, number):6.2f} {inexact:10}", flush=True
            )


if __name__ == "__main__":
    main()
