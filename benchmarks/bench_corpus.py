"""A folder of 100,000 articles: until names are on the screen, the next article, the list, a search of all of it.

Each figure is taken from outside, in turns with what it is compared with, and only the ratios mean anything. The
articles are made up in a temporary folder, the same each time:

    python benchmarks/bench_corpus.py 5 100000
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from made_up_corpus import COMMON, RARE, write_articles
from terminal import Terminal

DONE = "D"
LIST = "O"
SETTLING = 1500
"""Milliseconds of silence after which a program that was started is at rest."""


def main(rounds: int, count: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = str(folder / variable.lower())
        written = write_articles(folder / "news", count)
        write_articles(folder / "one", 1)
        print(f"{count:,} articles, {written / 1e6:.0f} MB; medians of {rounds} rounds in turn")
        screens(folder, rounds, count)
        searches(folder / "news", rounds)


def screens(folder: Path, rounds: int, count: int) -> None:
    """What a person waits for."""
    small: list[float] = []
    large: list[float] = []
    listed: list[float] = []
    following: list[float] = []
    for number in range(rounds + 1):
        command = [sys.executable, "-m", "copydesk", "-a", str(folder / f"annotations-{number}")]
        with Terminal([*command, str(folder / "one")], 100, 30) as program:
            first = program.until("saved")
        with Terminal([*command, str(folder / "news")], 100, 30) as program:
            opened = program.until("saved")
            program.settle(SETTLING)
            nexts = [program.key(DONE) for _ in range(5)]
            shown = program.key(LIST)
        if number:  # the first round warms the caches
            small.append(first)
            large.append(opened)
            following += [each for each in nexts if each is not None]
            listed += [shown] if shown is not None else []
    _row("first article of one: first paint", small)
    _row(f"first article of {count:,}: first paint", large)
    print(f"{'names on the screen, more than one article':<46} {median(large) - median(small):9.0f} ms  (bar: 1000)")
    _row("done, and the next article open", following, "bar: 100")
    _row("the list of all articles", listed)


def searches(news: Path, rounds: int) -> None:
    """A word in all articles, against what searches fastest here."""
    peer = ["rg", "-l"] if shutil.which("rg") else ["grep", "-rl"]
    for word in (RARE, COMMON):
        walls: dict[str, list[float]] = {"peer": [], "copydesk": [], "both": []}
        cpus: dict[str, list[float]] = {"peer": [], "copydesk": []}
        for number in range(rounds + 1):
            wall, cpu = _run([*peer, "-i", word, str(news)])
            own_wall, own_cpu = _run([sys.executable, "-m", "copydesk", "search", "-l", word, str(news)])
            if number:
                walls["peer"].append(wall)
                cpus["peer"].append(cpu)
                walls["copydesk"].append(own_wall)
                cpus["copydesk"].append(own_cpu)
        for what, found in (("wall", walls), ("cpu", cpus)):
            ratio = median(found["copydesk"]) / median(found["peer"])
            figures = f"{median(found['copydesk']):7.0f} ms {what}, {' '.join(peer)} {median(found['peer']):5.0f} ms"
            print(f"search for {word!r}: {figures}: {ratio:.2f}×  (bar: 3×)")


def _run(command: list[str]) -> tuple[float, float]:
    """The milliseconds that a command takes, by the clock and of the processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * wall, 1000 * cpu


def _row(what: str, times: list[float], bar: str = "") -> None:
    print(f"{what:<46} {median(times):9.0f} ms  {f'({bar})' if bar else ''}")


if __name__ == "__main__":
    main(*(int(argument) for argument in (*sys.argv[1:], *("5", "100000")[len(sys.argv) - 1 :])))
