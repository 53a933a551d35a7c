"""Keys an entity and a quote: a scripted annotator who knows the gold works through articles in the real program.

    python benchmarks/annotator.py                     the two seeds and 20 more, with and without detection
    python benchmarks/annotator.py --only wire-lake --log

It starts without annotations, in a pseudo-terminal of 100×60, and presses what `hands/annotator.py` decides on: accept,
reject, relabel, other ends, tag, relate. Every key it presses counts, a chord as one. What was written at the end is
compared with the gold, span by span: entities, quotes, and each quote's speaker. `docs/keys-counted.md` tells how to
read the table.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hands.annotator import ENTITY, QUOTE, Annotator
from hands.goals import Goals, differences, goals_of, left_as_proposed, read_goals
from hands.look import Look
from hands.session import Session

HERE = Path(__file__).parent
OTHERS = 20
"""Articles beside the seeds."""
COLUMNS, ROWS = 100, 60
PAINTED = 0.5
"""Seconds after which the screen shows what a key brought about, where it is looked at."""


@dataclass(frozen=True)
class Outcome:
    """What one article took.

    Attributes:
        goals: Its gold.
        keys: Keys by what they were for.
        why: Keys by what had to be done.
        wrong: What is not as it must be in the end.
        log: Each step.
        left: How many cues and kinds are as in the gold, which nobody corrects.
        seconds: How long it took the script.
    """

    goals: Goals
    keys: Counter[str]
    why: Counter[str]
    wrong: list[str]
    log: list[str]
    left: Counter[str]
    seconds: float


def all_goals() -> list[Goals]:
    """The seeds, and the first articles of the gold of detection."""
    from gold import markup

    seeds = subprocess.run(
        [sys.executable, "-m", "copydesk", "export", str(HERE.parent / "seeds"), "--to", "jsonl", "-o", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    others = [goals_of(record) for name in ("held-out", "tuning") for record in markup.read_gold(HERE / "gold" / name)]
    return [*read_goals(seeds), *others[:OTHERS]]


def told(session: Session, look: Look) -> str:
    """What the status row says once the screen is painted."""
    session.rest(PAINTED)
    return look.status()


def annotate(goals: Goals, folder: Path, engine: str, *, screen: bool = False) -> Outcome:
    """Work through one article; with `screen` the log has the status row after each step."""
    look = Look(COLUMNS, ROWS) if screen else None
    began = time.monotonic()
    article = folder / f"{goals.id}.txt"
    article.write_text(goals.text, encoding="utf-8", newline="")
    config = folder / "config.toml"
    config.write_text(f'engine = "{engine}"\n', encoding="utf-8")
    environment = {name: str(folder / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME")}
    environment["COPYDESK_CONFIG"] = str(config)
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    annotations = folder / "annotations"
    seen = look.see if look else None
    with Session([str(article), "-a", str(annotations)], environment, COLUMNS, ROWS, seen) as session:
        annotator = Annotator(goals, session, COLUMNS, ROWS)
        if look:
            annotator.told = partial(told, session, look)
        count = annotator.work(proposals=engine != "none")
        session.leave()
    file = annotations / f"{goals.id}.toml"
    wrong = [*annotator.given_up, *differences(goals, file)]
    left = left_as_proposed(goals, file)
    return Outcome(goals, count.keys, count.why, wrong, count.log, left, time.monotonic() - began)


def rates(outcomes: list[Outcome]) -> tuple[float, float]:
    """Keys an entity, and a quote."""
    entities = sum(len(each.goals.entities) for each in outcomes)
    quotes = sum(len(each.goals.quotes) for each in outcomes)
    keys: Counter[str] = sum((each.keys for each in outcomes), Counter())
    return keys[ENTITY] / entities, keys[QUOTE] / max(1, quotes)


def show(title: str, outcomes: list[Outcome], *, log: bool) -> None:
    """Print the table of a run."""
    print(f"{title:24} {'entities':>8} {'keys':>6} {'each':>6}   {'quotes':>6} {'keys':>6} {'each':>6}   not exact")
    for each in outcomes:
        entity, quote = rates([each])
        print(
            f"{each.goals.id[:24]:24} {len(each.goals.entities):8} {each.keys[ENTITY]:6} {entity:6.2f}   "
            f"{len(each.goals.quotes):6} {each.keys[QUOTE]:6} {quote:6.2f}   {len(each.wrong)}"
        )
        if log:
            print(*(f"    {line}" for line in (*each.log, *each.wrong)), sep="\n")
    entity, quote = rates(outcomes)
    entities = sum(len(each.goals.entities) for each in outcomes)
    quotes = sum(len(each.goals.quotes) for each in outcomes)
    keys: Counter[str] = sum((each.keys for each in outcomes), Counter())
    wrong = sum(len(each.wrong) for each in outcomes)
    print(f"{'all':24} {entities:8} {keys[ENTITY]:6} {entity:6.2f}   {quotes:6} {keys[QUOTE]:6} {quote:6.2f}   {wrong}")
    for why, number in sum((each.why for each in outcomes), Counter()).most_common():
        print(f"    {number:5}  {why}")
    for what, number in sum((each.left for each in outcomes), Counter()).items():
        print(f"    {number:5}  {what}, of {quotes}")
    print(flush=True)


def main() -> None:
    """Run it and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this article")
    parser.add_argument("--engine", action="append", default=[], help="only with this engine (default: auto, none)")
    parser.add_argument("--log", action="store_true", help="print each step")
    parser.add_argument("--screen", action="store_true", help="and what the status row says after it (needs pyte)")
    arguments = parser.parse_args()
    chosen = [each for each in all_goals() if not arguments.only or each.id in arguments.only]
    for engine in arguments.engine or ["auto", "none"]:
        outcomes = []
        with tempfile.TemporaryDirectory() as name:
            for goals in chosen:
                outcomes.append(annotate(goals, Path(name), engine, screen=arguments.screen))
                print(f"{goals.id}: {outcomes[-1].seconds:.0f} s", file=sys.stderr, flush=True)
        show(f"engine {engine}", outcomes, log=arguments.log or arguments.screen)


if __name__ == "__main__":
    main()
