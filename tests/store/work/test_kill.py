"""`kill -9` at random moments: every edit that was said to be saved is there afterwards. And a soak of 10,000 edits.

`COPYDESK_KILLS` sets how often, `COPYDESK_KILL_SEED` where the dice begin.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.store.work.desk_work import TEXT, Now, Session, names, new_article

from copydesk.store.annotations.loading import load
from copydesk.store.corpus.article import Article
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkState

KILLS = int(os.environ.get("COPYDESK_KILLS", "50"))
SEED = int(os.environ.get("COPYDESK_KILL_SEED", "1"))
LOOP = Path(__file__).with_name("tag_in_a_loop.py")
SOURCES = Path(__file__).parents[3] / "tui"
ONE_ARTICLE = 10
"""How many kills one article lives through."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="POSIX only")
def test_every_edit_that_was_said_to_be_saved_survives_a_kill(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    place, said, recovered = tmp_path / "state", 0, 0
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    with subprocess.Popen(
        [sys.executable, str(LOOP)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as loop:
        for number in range(KILLS):
            if number % ONE_ARTICLE == 0:
                article = new_article(tmp_path)
            lines = killed(loop, article, place, SEED * 100_000 + number, chance)
            said += len(lines)
            session = Session(article, [place])
            recovered += bool(session.copy.notices)
            assert not session.copy.read_only
            assert not session.copy.state.outside
            if lines:
                assert lines[-1].removeprefix("saved").strip() in near(session), f"seed {SEED}, kill {number}"
            assert session.copy.close() == ""
            folder = article.annotation_path.parent
            assert not folder.exists() or names(folder) in ([], ["a.toml"])
            assert [name for name in names(place) if not name.endswith(".journal")] == []
            assert load(article, article.read()).snapshot == session.desk.annotations.snapshot()
        assert loop.stdin
        loop.stdin.close()
    assert said > KILLS
    assert recovered


def killed(loop: subprocess.Popen[str], article: Article, place: Path, seed: int, chance: random.Random) -> list[str]:
    """What a process said to be saved that was killed after a random number of edits and a random moment more."""
    assert loop.stdin
    assert loop.stdout
    loop.stdin.write(f"{article.path}\t{place}\t{seed}\n")
    loop.stdin.flush()
    pid = int(loop.stdout.readline())
    lines = [loop.stdout.readline() for _ in range(chance.randrange(0, 20))]
    time.sleep(chance.random() * 0.03)
    os.kill(pid, signal.SIGKILL)
    while lines[-1:] != ["gone\n"]:
        lines.append(loop.stdout.readline())
    opened = lines[:1] != ["gone\n"]
    assert not opened or lines[0].strip() == "open"
    return lines[1:-1]


def near(session: Session) -> list[str]:
    """What is annotated, and what was or will be one step on: that step reached the disk before it could be said."""

    def now() -> str:
        return " ".join(f"{span.id}:{span.label}" for span in session.desk.annotations)

    found = [now()]
    for there, back in ((session.desk.undo, session.desk.redo), (session.desk.redo, session.desk.undo)):
        if there():
            found.append(now())
            back()
    return found


def test_ten_thousand_edits_stay_bounded_in_memory_and_on_the_disk(tmp_path: Path) -> None:
    article, places = new_article(tmp_path, TEXT * 40), [tmp_path / "state"]
    saver = Saver()
    session = Session(article, places, saver)
    for number in range(10_000):
        if number % 4 == 3:
            session.desk.remove(next(iter(session.desk.annotations)))
        else:
            session.desk.tag(number % 9000, number % 9000 + 2 + number // 9000, "ORG")
    assert session.copy.close(120) == ""
    assert session.copy.state == WorkState()
    saver.close()
    (journal,) = places[0].glob("*.journal")
    assert journal.stat().st_size < 4 << 20
    keeper = session.copy._keeper
    assert keeper
    assert len(keeper._steps) == 10_000
    assert len(keeper._points) == 1
    assert not session.copy._queue
    again = Session(article, places, Now())
    assert again.desk.annotations.snapshot() == session.desk.annotations.snapshot()
    assert len(again.desk.history) == 10_000
