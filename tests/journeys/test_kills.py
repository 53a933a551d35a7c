"""Kills at any moment of a session at a terminal: what it had shown for a tenth of a second is there afterwards."""

from __future__ import annotations

import os
import random
import re
import signal
import time
import tomllib
from pathlib import Path

import pytest
from tests.journeys.terminal import Terminal

from copydesk.annotation.span import Span
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy

KILLS = int(os.environ.get("COPYDESK_TERMINAL_KILLS", "6"))
"""How many; the promise was proved with 500."""

SEED = int(os.environ.get("COPYDESK_KILL_SEED", "1"))

SHOWN_SECONDS = 0.1
"""A tag that was on the screen for so long must be on the disk."""

LONGEST_SESSION = 2.0
KEYS_A_SECOND = 30.0
WORDS = "quiet rain fell over the long grey harbor while slow boats turned home and nobody spoke about the weather"
"""No name and no quotation: nothing is proposed, so that each key does what the script thinks."""


def tagged(terminal: Terminal) -> int:
    """How many tags the screen shows."""
    found = re.search(r"· (\d+) tagged", terminal.text)
    return int(found[1]) if found else 0


def session(terminal: Terminal, chance: random.Random) -> int:
    """Tag word after word until the kill; how many tags had been on the screen for long enough."""
    first_shown: dict[int, float] = {}
    end = time.monotonic() + chance.uniform(0.0, LONGEST_SESSION)
    due = time.monotonic()
    keys = iter("1" + "w1" * 60)
    while (now := time.monotonic()) < end:
        if now >= due:
            terminal.send(next(keys))
            due = now + chance.uniform(0.0, 2 / KEYS_A_SECOND)
        terminal._read(min(max(due - now, 0.0), end - now, 0.01))
        first_shown.setdefault(tagged(terminal), time.monotonic())
    terminal.kill(signal.SIGKILL)
    killed = time.monotonic()
    terminal.wait_for_end()
    return max((count for count, shown in first_shown.items() if killed - shown >= SHOWN_SECONDS), default=0)


def reopened(article: Path) -> list[Span]:
    """The annotations as the next session finds them."""
    (opened,) = Corpus.open([article]).articles
    saver = Saver()
    work = WorkingCopy.open(opened, opened.read(), saver)
    spans = list(work.snapshot.spans)
    work.close(0)
    assert saver.close(30)
    assert work.state.problem == ""
    return sorted(spans, key=lambda span: span.start)


@pytest.mark.parametrize("number", range(KILLS))
def test_what_was_on_the_screen_survives_a_kill(number: int, tmp_path: Path) -> None:
    chance = random.Random(f"{SEED} {number}")
    article = tmp_path / "articles" / "rain.txt"
    article.parent.mkdir()
    article.write_text(f"{WORDS} {WORDS}.\n{WORDS}.\n", encoding="utf-8")
    # A key gives its label to a proposal, where there is one, and not to the word: the rules propose nothing here.
    config = tmp_path / "config.toml"
    config.write_text('engine = "rules"\n', encoding="utf-8")
    with Terminal("articles", cwd=tmp_path, env={"COPYDESK_CONFIG": str(config)}) as terminal:
        terminal.wait_for("0 tagged")
        safe = session(terminal, chance)
        shown = tagged(terminal)
    spans = reopened(article)
    assert safe <= len(spans), (safe, shown, spans)
    words = [match.span() for match in re.finditer(r"\w+", article.read_text(encoding="utf-8"))]
    assert [span.range for span in spans] == words[: len(spans)]
    annotations = tmp_path / "annotations"
    files = sorted(path.name for path in annotations.iterdir()) if annotations.exists() else []
    assert files == (["rain.toml"] if spans else [])
    if spans:
        assert len(tomllib.loads((annotations / "rain.toml").read_text(encoding="utf-8"))["annotation"]) == len(spans)


def test_answers_given_in_a_preview_survive_a_kill_before_it_ends(tmp_path: Path) -> None:
    article = tmp_path / "articles" / "rain.txt"
    article.parent.mkdir()
    article.write_text(f"{WORDS}.\n{WORDS}.\n{WORDS}.\n{WORDS}.\n", encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text('engine = "none"\n', encoding="utf-8")
    with Terminal("articles", cwd=tmp_path, env={"COPYDESK_CONFIG": str(config)}) as terminal:
        terminal.wait_for("0 tagged")
        terminal.send("1*")
        terminal.wait_for("1/3")
        terminal.send("yn")
        terminal.wait_for("3/3")
        terminal.wait_for("2 tagged")
        time.sleep(SHOWN_SECONDS)
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_end()
    assert [span.start for span in reopened(article)] == [0, len(WORDS) + 2]
