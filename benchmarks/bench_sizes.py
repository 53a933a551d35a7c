"""Whether a long article is as quick as a short one: start, keys, pages, jumps, search, memory, many annotations.

What is compared runs at the same time and takes turns, a few keys each, so that a noisy machine is noisy for both. The
figures are medians, and only the ratios mean anything. Peers are measured where they are installed; SLATE (package
`slate-nlp`) is looked for as `slate`, or where the variable SLATE says. Run it with `make bench`, or give the number of
rounds, the largest size, and the parts that are wanted of `3KB 1MB 10MB 100MB line tags panes search held slate`:

    python benchmarks/bench_sizes.py 5 100MB
    python benchmarks/bench_sizes.py 3 10MB 10MB held
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import documents
from terminal import Terminal

HERE = Path(__file__).parent
SIZES = ("3KB", "1MB", "10MB", "100MB")
PARTS = (*SIZES, "line", "tags", "panes", "search", "held", "slate")
PAGE_DOWN = "\x1b[6~"
MOVES = ("l", "j", "l", "j", "w", "k", "l", "b", "j", "l") * 3
PAGES = (PAGE_DOWN,) * 10
JUMPS = ("G", "gg") * 5
LABELLING = ("w", "1") * 8
BLOCK = 5
"""Keys that a program gets in its turn."""
TAGGED = 50_000
PAIR = ("left", "right")
CROWDED = 5_000
"""Annotations of each of the two articles that are read side by side."""
LENGTHS = {"line": 10_000_000, "tagged": 5_000_000, "bare": 5_000_000, "left": 1_000_000, "right": 1_010_000}
TAGS = {"tagged": TAGGED, "left": CROWDED, "right": CROWDED}
BARE, TWO_ROWS, FULL = "bare Textual app", "two-row floor", "full-screen floor"
HELD, RATE = 200, 30.0


class Bench:
    """The figures that were measured: of what, of whom, and beside whom.

    Args:
        folder: For documents, annotations, and what the program keeps.
        sizes: The sizes of documents.
        parts: What is measured.
    """

    def __init__(self, folder: Path, sizes: Sequence[str], parts: Sequence[str]) -> None:
        self.folder = folder
        self.largest = sizes[-1]
        self.parts = parts
        self.figures: dict[tuple[str, str, str], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        self.held: list[tuple[float, int]] = []
        self.articles = folder / "articles"
        self.articles.mkdir()
        (folder / "with").mkdir()
        self.ready = documents.document(3_000)[:20]

    def _article(self, name: str) -> str:
        """The path of a document, which is written when it is first asked for."""
        path = self.articles / f"{name}.txt"
        if not path.exists():
            size = LENGTHS.get(name) or documents.bytes_of(name)
            text = documents.document(size, one_line=name == "line")
            path.write_bytes(text.encode())
            if name in TAGS:
                about = documents.tagged(text, TAGS[name]).replace("PATH", f"../articles/{name}.txt")
                (self.folder / "with" / f"{name}.toml").write_bytes(about.encode())
        return str(path)

    def _copydesk(self, *names: str, annotations: str = "with") -> Terminal:
        paths = [self._article(name) for name in names]
        return Terminal([sys.executable, "-m", "copydesk", *paths, "-a", str(self.folder / annotations)])

    def _floor(self, script: str) -> Terminal:
        program = Terminal([sys.executable, str(HERE / script)])
        program.until("READY")
        program.settle()
        return program

    def _add(self, what: str, whose: str, floor: str, time: float | None, beside: float | None) -> None:
        times, floors = self.figures[what, whose, floor]
        times += [time] if time is not None else []
        floors += [beside] if beside is not None else []

    def _turns(
        self, what: str, whose: str, program: Terminal, keys: Sequence[str], floor: str, other: Terminal, same: str = ""
    ) -> None:
        """Let a program and what it is compared with answer keys in turns, a few each.

        Args:
            what: What is measured.
            whose: The program.
            program: Where it runs.
            keys: What it is sent.
            floor: What it is compared with.
            other: Where that runs.
            same: The key that is sent there; empty for the same keys.
        """
        for start in range(0, len(keys), BLOCK):
            block = keys[start : start + BLOCK]
            for key in block:
                self._add(what, whose, floor, program.key(key), None)
            program.settle(300, 3)
            for key in block:
                self._add(what, whose, floor, None, other.key(same or key))
            other.settle(300, 3)

    def _moves(self, whose: str, program: Terminal, floor: Terminal, *, far: bool = True) -> None:
        self._turns("key", whose, program, MOVES, TWO_ROWS, floor, "j")
        self._turns("page", whose, program, PAGES, FULL, floor, "p")
        if far:
            self._turns("jump", whose, program, JUMPS, FULL, floor, "p")

    def round(self) -> None:
        """Measure each part once."""
        with self._floor("floor_rows.py") as floor:
            for size in self.parts:
                if size in (*SIZES, "line"):
                    self._size(size, floor)
            if "panes" in self.parts:
                with self._copydesk(*PAIR) as program:
                    program.until(f"{CROWDED} tagged", 120)
                    program.settle(1500, 20)
                    self._moves(f"two panes, {CROWDED} annotations in each", program, floor)
        if "tags" in self.parts:
            self._tags()
        if "search" in self.parts:
            self._search()
        if "held" in self.parts:
            with self._copydesk("10MB") as program:
                program.until(self.ready)
                program.settle(1500, 6)
                self.held.append(program.hold("j", HELD, RATE))
        if "slate" in self.parts and (slate := os.environ.get("SLATE") or shutil.which("slate")):
            self._slate(slate)

    def _size(self, size: str, floor: Terminal) -> None:
        with self._copydesk(size) as program:  # what the machine has in its caches is to be the same for all
            program.until(self.ready)
        with Terminal([sys.executable, str(HERE / "floor_bare.py")]) as bare:
            started = bare.until("READY")
            bare.settle()
            memory = bare.memory()
        with self._copydesk(size) as program:
            self._add("first paint", size, BARE, program.until(self.ready), started)
            program.settle(1500, 6)
            self._add("memory", size, BARE, program.memory(), memory)
            self._moves(size, program, floor, far=size != "3KB")

    def _tags(self) -> None:
        name = f"{TAGGED} annotations"
        for article in ("bare", "tagged"):
            self._article(article)
        fresh = tempfile.mkdtemp(prefix="with-", dir=self.folder)  # what the last round tagged is not to count
        shutil.copytree(self.folder / "with", fresh, dirs_exist_ok=True)
        with self._copydesk("bare", annotations=fresh) as bare:
            started = bare.until(self.ready)
            with self._copydesk("tagged", annotations=fresh) as program:
                self._add("first paint", name, "none", program.until(self.ready), started)
                program.until(f"{TAGGED} tagged", 120)
                for each in (program, bare):
                    each.settle(1500, 20)
                self._turns("key", name, program, MOVES, "none", bare)
                self._turns("label key", name, program, LABELLING, "none", bare)

    def _search(self) -> None:
        path = self._article(self.largest)
        with self._copydesk(self.largest) as program:
            program.until(self.ready)
            program.settle(1500, 6)
            taken = self._found(program)
        for peer, argv in (("vim", ["vim", "-u", "NONE", "-R"]), ("less", ["less"])):
            if shutil.which(argv[0]):
                with Terminal([*argv, path]) as program:
                    program.until(self.ready[:4])
                    program.settle()
                    self._add("search", f"Copydesk, {self.largest}", peer, taken, self._found(program))

    @staticmethod
    def _found(program: Terminal) -> float:
        program.key("/")
        program.settle()
        return program.answer(f"{documents.RARE}\r", "sang over the water")

    def _slate(self, slate: str) -> None:
        """Compare with SLATE: its first paint, and the key that goes a line down."""
        for size in ("1MB", "10MB"):
            path = self._article(size)
            argv = ["sh", "-c", f'cd "{self.folder}" && exec "{slate}" "{path}" -o']
            with Terminal(argv) as peer, self._copydesk(size) as program:
                shown = peer.until(self.ready.split()[1], 120)
                program.until(self.ready)
                if size == "1MB":
                    peer.settle(1500, 20)
                    program.settle(1500, 20)
                    self._turns("key", f"Copydesk, {size}", program, ("j",) * 30, "SLATE", peer, "o")
            with self._copydesk(size) as program:
                self._add("first paint", f"Copydesk, {size}", "SLATE", program.until(self.ready), shown)

    def table(self) -> str:
        """The figures, each with its ratio to what was measured beside it."""
        rows = ["| what | of | median | against | median | ratio |", "|---|---|---|---|---|---|"]
        for (what, whose, floor), found in self.figures.items():
            if not all(found):
                continue
            ours, theirs = map(median, found)
            if what == "memory":
                rows.append(
                    f"| memory | {whose} | {ours:.0f} MiB | {floor} | {theirs:.0f} MiB | +{ours - theirs:.1f} MiB |"
                )
            else:
                rows.append(f"| {what} | {whose} | {ours:.1f} ms | {floor} | {theirs:.1f} ms | {ours / theirs:.2f} |")
        if self.held:
            lag, painted = (median(each) for each in zip(*self.held, strict=True))
            rows.append(f"| key held at 30/s, {HELD} times | 10MB | {lag:.1f} ms behind | | | {painted:.0f} frames |")
        return "\n".join(rows)


def measured(folder: Path, rounds: int, sizes: Sequence[str], parts: Iterable[str]) -> str:
    """The table of some rounds."""
    bench = Bench(folder, sizes, [part for part in parts if part not in SIZES or part in sizes])
    for _ in range(rounds):
        bench.round()
    return bench.table()


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    largest = sys.argv[2] if len(sys.argv) > 2 else SIZES[-1]
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"XDG_CACHE_HOME": f"{name}/cache", "XDG_STATE_HOME": f"{name}/state"}
        print(measured(Path(name), rounds, SIZES[: SIZES.index(largest) + 1], sys.argv[3:] or PARTS))


if __name__ == "__main__":
    main()
