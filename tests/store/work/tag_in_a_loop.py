"""Tags in a loop through a working copy, and says each edit once it is said to be saved; made to be killed.

It is started once and asked on standard input, a line each time, to fork a process that does so: the path of the
article, the folder of the journal and a seed, with tabs between. The process says its id first; when it ended, `gone`
follows.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path

from copydesk.annotation.desk import Desk
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.work import keeper
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy


def say(*words: object) -> None:
    """Write a line that is there even if the process is killed right after."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def work(path: Path, place: Path, seed: int) -> None:
    """Tag, undo and redo for ever; after each step that is saved, say all that is annotated."""
    keeper.QUIET, keeper.LATEST = 0.004, 0.02
    chance = random.Random(seed)
    (article,) = Corpus.open([path]).articles
    document = article.read()
    changed = threading.Event()
    copy = WorkingCopy.open(article, document, Saver(), lambda _: changed.set(), places=[place])
    desk = Desk(document.text, copy.snapshot)
    desk.history = copy.history
    say("open", copy.read_only)
    while True:
        start = chance.randrange(len(document.text) - 3)
        if chance.random() < 0.2:
            (desk.undo if chance.random() < 0.6 else desk.redo)()
        elif not desk.tag(start, start + chance.randint(1, 3), chance.choice(("PERSON", "ORG"))):
            continue
        state = " ".join(f"{span.id}:{span.label}" for span in desk.annotations)
        while copy.state.pending:
            changed.wait(0.05)
            changed.clear()
        say("saved", state)


def main() -> None:
    """Fork a process for each line, one after the other."""
    import hashlib  # noqa: F401 - so that each need not import them
    import tomllib  # noqa: F401

    import tomli_w  # noqa: F401

    for line in sys.stdin:
        path, place, seed = line.rstrip("\n").split("\t")
        pid = os.fork()
        if not pid:
            say(os.getpid())
            work(Path(path), Path(place), int(seed))
        os.waitpid(pid, 0)
        say("gone")


if __name__ == "__main__":
    main()
