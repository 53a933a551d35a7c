"""How long a key takes while a long article is being detected, against the same with the detecting process held.

The article is made up, of a million characters. The detecting process is stopped and let go in turns while keys are
sent, so that both see the same machine and the same proposals on the desk; only the ratio means anything. It needs
Linux. Run it with `make bench`, or give the number of turns and the engine:

    python benchmarks/bench_keys_while_detecting.py 9 neural
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent))

from terminal import Terminal

LENGTH = 1_000_000
MOVES = "ljljwklbjlwj"
SECONDS_TO_START = 60.0

_GIVEN = "Ada Ben Mara Ola Kari Ravi Tomas Lena Iris Hugo".split()
_FAMILY = "Quill Tarrow Ostrem Sandvik Holm Berg Marsh Kvale Lind Farrow".split()
_PLACES = "Lorvik Oslo Paris Denmark Norway Berlin Kenya Peru".split()
_SAID = "said told warned added".split()


def article(length: int) -> str:
    """Made-up news of so many characters, the same each time."""
    rng = random.Random(7)
    paragraphs: list[str] = []
    total = 0
    while total < length:
        name, place = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}", rng.choice(_PLACES)
        paragraphs.append(
            f"{name} came to {place} on {rng.choice(('Monday', 'Friday', 'May 4'))} to look at the harbor, which "
            f"cost ${rng.randrange(2, 90)} million. “The boats will sail at {rng.randrange(1, 12)},” {name.split()[1]} "
            f"{rng.choice(_SAID)} reporters, and the mayor of {rng.choice(_PLACES)} {rng.choice(_SAID)} that the work "
            f"would go on for {rng.randrange(2, 9)} years."
        )
        total += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def descendants(pid: int) -> Iterator[int]:
    """The processes that a process started, and those that they started."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from descendants(int(child))


def detecting_process() -> int:
    """The process that detects.

    Raises:
        TimeoutError: When there is none.
    """
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        for pid in descendants(os.getpid()):
            if b"copydesk.detect.process.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        time.sleep(0.05)
    raise TimeoutError("no process detects")


def measure(turns: int, engine: str) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.toml").write_text(f'engine = "{engine}"\n')
        os.environ |= {"XDG_CACHE_HOME": name, "XDG_STATE_HOME": name, "COPYDESK_CONFIG": str(folder / "config.toml")}
        text = article(LENGTH)
        (folder / "long.txt").write_text(text, encoding="utf-8")
        times: dict[bool, list[float]] = {True: [], False: []}
        argv = [sys.executable, "-m", "copydesk", str(folder / "long.txt"), "-a", str(folder / "annotations")]
        with Terminal(argv) as program:
            program.until(" ".join(text.split()[:3]))
            worker = detecting_process()
            program.settle(1500, 5)
            for turn in range(2 * turns):
                held = turn % 2 == 1
                os.kill(worker, signal.SIGSTOP if held else signal.SIGCONT)
                time.sleep(0.3)
                times[held] += [taken for key in MOVES if (taken := program.key(key)) is not None]
            os.kill(worker, signal.SIGCONT)
    for held, what in ((True, "detecting process held"), (False, "while detecting")):
        most = quantiles(times[held], n=20)[-1]
        print(f"{what:26} {median(times[held]):7.1f} ms   19 of 20 within {most:7.1f} ms")
    print(f"{'ratio of the medians':26} {median(times[False]) / median(times[True]):7.2f}")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2] if len(sys.argv) > 2 else "auto")
