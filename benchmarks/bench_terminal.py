"""How long until the text is there, and how long a key takes: against a bare Textual app and a two-row floor.

The programs take turns in each round, so that a noisy machine is noisy for all; the figures are medians, and only the
ratios mean anything. Run it with `make bench`, or give the number of rounds and a folder of articles:

    python benchmarks/bench_terminal.py 9 seeds
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from terminal import Terminal

HERE = Path(__file__).parent
PAGE_DOWN = "\x1b[6~"
MOVES = "ljljwklbjl" * 4


def measure(rounds: int, articles: Path) -> None:
    """Print the table."""
    texts = [path.read_text(encoding="utf-8").strip() for path in sorted(articles.rglob("*.txt"))]
    ready = " ".join(texts[0].split()[:3])
    starts: dict[str, list[float]] = {"bare": [], "copydesk": []}
    keys: dict[str, list[float]] = {"two rows": [], "copydesk move": [], "whole screen": [], "copydesk page": []}
    with tempfile.TemporaryDirectory() as folder:
        copydesk = [sys.executable, "-m", "copydesk", str(articles), "-a", folder]
        long = Path(folder, "long.txt")
        long.write_text("\n".join(texts * 40), encoding="utf-8")
        for number in range(rounds + 1):
            with Terminal([sys.executable, str(HERE / "floor_bare.py")]) as bare:
                bare_start = bare.until("READY")
            with Terminal(copydesk) as program:
                start = program.until(ready)
                program.settle(1500)
                moves = [program.key(key) for key in MOVES]
            with Terminal([sys.executable, "-m", "copydesk", str(long), "-a", folder]) as program:
                program.until(ready)
                program.settle(2500)
                pages = [program.key(PAGE_DOWN) for _ in range(12)]
            with Terminal([sys.executable, str(HERE / "floor_rows.py")]) as floor:
                floor.until("READY")
                floor.settle()
                rows = [floor.key("j") for _ in MOVES]
                screens = [floor.key("p") for _ in range(12)]
            if number:  # the first round warms the caches
                starts["bare"].append(bare_start)
                starts["copydesk"].append(start)
                for name, times in zip(keys, (rows, moves, screens, pages), strict=True):
                    keys[name] += [time for time in times if time is not None]
    _ratio("first paint of the text", "bare Textual app", starts["bare"], starts["copydesk"])
    _ratio("cursor key", "two-row floor", keys["two rows"], keys["copydesk move"])
    _ratio("page", "whole-screen floor", keys["whole screen"], keys["copydesk page"])


def _ratio(what: str, floor: str, floor_times: list[float], times: list[float]) -> None:
    ratio = median(times) / median(floor_times)
    print(f"{what:26} {median(times):7.1f} ms   {floor} {median(floor_times):7.1f} ms   ratio {ratio:.2f}")


if __name__ == "__main__":
    measure(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent / "seeds",
    )
