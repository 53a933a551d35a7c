"""Whether a long article is as quick as a short one: start, keys, pages, jumps, search, memory, many annotations.

The programs take turns in each round, so that a noisy machine is noisy for all; the figures are medians, and only the
ratios mean anything. Peers are measured where they are installed. Run it with `make bench`, or give the number of
rounds and the largest size:

    python benchmarks/bench_sizes.py 5 100MB
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import documents
from terminal import Terminal

HERE = Path(__file__).parent
SIZES = ("3KB", "1MB", "10MB", "100MB")
PAGE_DOWN = "\x1b[6~"
MOVES = "ljljwklbjl" * 2
PAGES = 8
JUMPS = "Ggg" * 3
TAGGED = 50_000
LABELLING = "w1" * 8
PAIR = ("left", "right")
CROWDED = 5_000
"""Annotations of each of the two articles that are read side by side."""


class Bench:
    """The figures that were measured, by what was measured and of what.

    Args:
        folder: For documents, annotations, and what the program keeps.
        sizes: The sizes of documents.
    """

    def __init__(self, folder: Path, sizes: Sequence[str]) -> None:
        self.folder = folder
        self.sizes = sizes
        self.figures: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.articles = folder / "articles"
        self.articles.mkdir()
        for size in sizes:
            self._write(size, documents.document(documents.bytes_of(size)))
        self._write("line", documents.document(10_000_000, one_line=True))
        tagged = documents.document(5_000_000)
        self._write("tagged", tagged)
        self._write("bare", tagged)
        (folder / "with").mkdir()
        about = documents.tagged(tagged, TAGGED).replace("PATH", "../articles/tagged.txt")
        (folder / "with" / "tagged.toml").write_bytes(about.encode())

        for name in PAIR:
            crowded = documents.document(1_000_000 if name == PAIR[0] else 1_010_000)
            self._write(name, crowded)
            about = documents.tagged(crowded, CROWDED).replace("PATH", f"../articles/{name}.txt")
            (folder / "with" / f"{name}.toml").write_bytes(about.encode())

    def _write(self, name: str, text: str) -> None:
        (self.articles / f"{name}.txt").write_bytes(text.encode())
        self.ready = text[:20]

    def _copydesk(self, names: str | Sequence[str], annotations: str) -> list[str]:
        paths = [str(self.articles / f"{name}.txt") for name in ([names] if isinstance(names, str) else names)]
        return [sys.executable, "-m", "copydesk", *paths, "-a", str(self.folder / annotations)]

    def _add(self, what: str, whose: str, *times: float | None) -> None:
        self.figures[what, whose] += [time for time in times if time is not None]

    def round(self) -> None:
        """Measure each program once."""
        with Terminal([sys.executable, str(HERE / "floor_bare.py")]) as program:
            self._add("first paint", "bare Textual app", program.until("READY"))
            program.settle()
            self._add("memory", "bare Textual app", program.memory())
        with Terminal([sys.executable, str(HERE / "floor_rows.py")]) as program:
            program.until("READY")
            program.settle()
            self._add("key", "two-row floor", *(program.key("j") for _ in MOVES))
            self._add("page", "full-screen floor", *(program.key("p") for _ in range(PAGES)))
        for size in (*self.sizes, "line"):
            with Terminal(self._copydesk(size, f"none-{size}")) as program:
                self._add("first paint", size, program.until(self.ready))
                program.settle(1500, 6)
                self._add("memory", size, program.memory())
                self._add("key", size, *(program.key(key) for key in MOVES))
                self._add("page", size, *(program.key(PAGE_DOWN) for _ in range(PAGES)))
                if size != "3KB":
                    self._add("jump", size, *(program.key(key) for key in ("G", "gg") * 4))
        for name, whose in (("bare", "no annotations"), ("tagged", f"{TAGGED} annotations")):
            with Terminal(self._copydesk(name, "with")) as program:
                self._add("first paint", whose, program.until(self.ready))
                program.until(f"{TAGGED if name == 'tagged' else 0} tagged", 120)
                program.settle(1500, 10)
                self._add("key", whose, *(program.key(key) for key in MOVES))
                self._add("label key", whose, *(program.key(key) for key in LABELLING))
        with Terminal(self._copydesk(PAIR, "with")) as program:
            program.until(f"{CROWDED} tagged", 120)
            program.settle(1500, 10)
            whose = f"two panes, {CROWDED} annotations in each"
            self._add("key", whose, *(program.key(key) for key in MOVES))
            self._add("page", whose, *(program.key(PAGE_DOWN) for _ in range(PAGES)))
        self._search()

    def _search(self) -> None:
        size = self.sizes[-1]
        path = str(self.articles / f"{size}.txt")
        with Terminal(self._copydesk(size, f"none-{size}")) as program:
            program.until(self.ready)
            program.settle(1500, 6)
            program.key("/")
            program.settle()
            self._add("search", "copydesk", program.answer(f"{documents.RARE}\r", "sang over the water"))
        for peer, argv in (("vim", ["vim", "-u", "NONE", "-R"]), ("less", ["less"])):
            if shutil.which(argv[0]):
                with Terminal([*argv, path]) as program:
                    program.until(self.ready[:4])
                    program.settle()
                    program.key("/")
                    program.settle()
                    self._add("search", peer, program.answer(f"{documents.RARE}\r", "sang over the water"))

    def hold(self) -> tuple[float, int]:
        """Hold the cursor key in the second largest document."""
        size = self.sizes[-2] if len(self.sizes) > 1 else self.sizes[0]
        with Terminal(self._copydesk(size, f"none-{size}")) as program:
            program.until(self.ready)
            program.settle(1500, 6)
            return program.hold("j", 200, 30)

    def forget(self) -> None:
        """Forget what was measured so far: it warmed the caches."""
        self.figures.clear()

    def table(self) -> str:
        """The figures, each with its ratio to what it is compared with."""
        floors = {"first paint": "bare Textual app", "key": "two-row floor", "page": "full-screen floor"}
        floors |= {"jump": "full-screen floor", "label key": "no annotations", "search": "vim"}
        rows = ["| what | of | median | against | ratio |", "|---|---|---|---|---|"]
        for (what, whose), found in self.figures.items():
            floor = floors.get(what, "bare Textual app")
            if what == "key" and whose.endswith(" annotations"):
                floor = "no annotations"
            base = self.figures.get((what, floor)) or self.figures.get(("page" if what == "jump" else what, floor))
            if what == "memory":
                more = median(found) - median(self.figures["memory", "bare Textual app"])
                rows.append(f"| memory | {whose} | {median(found):.0f} MiB | {floor} | +{more:.1f} MiB |")
                continue
            ratio = f"{median(found) / median(base):.2f}" if base else ""
            rows.append(f"| {what} | {whose} | {median(found):.1f} ms | {floor} | {ratio} |")
        return "\n".join(rows)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    largest = sys.argv[2] if len(sys.argv) > 2 else SIZES[-1]
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"XDG_CACHE_HOME": f"{name}/cache", "XDG_STATE_HOME": f"{name}/state"}
        bench = Bench(Path(name), SIZES[: SIZES.index(largest) + 1])
        bench.round()
        bench.forget()
        for _ in range(rounds):
            bench.round()
        lag, painted = bench.hold()
        print(bench.table())
        print(f"| key held at 30/s, 200 times | {SIZES[2]} | {lag:.1f} ms behind | | {painted} frames |")


if __name__ == "__main__":
    main()
