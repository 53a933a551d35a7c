"""Whatever fails, at whichever operation: afterwards the old state or the new one, never one between, and no litter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.work.desk_work import Crash, Faulty, Session, broken, full, names, new_article

from copydesk.store.annotations.loading import load
from copydesk.store.corpus.article import Article

FAULTS: dict[str, Callable[[int], Faulty]] = {
    "crash before": lambda at: Faulty(at, Crash()),
    "crash after": lambda at: Faulty(at, Crash(), after=True),
    "crash in a write": lambda at: Faulty(at, Crash(), short=True),
    "full": lambda at: Faulty(at, full()),
    "full for good": lambda at: Faulty(at, full(), lasting=True),
    "full in a write": lambda at: Faulty(at, full(), short=True),
    "input/output error": lambda at: Faulty(at, broken()),
    "an error though it was done": lambda at: Faulty(at, broken(), after=True),
}
EDITS = 4


def work(article: Article, places: list[Path], files: Faulty) -> tuple[int, int, str, bool]:
    """Make some edits with a save among them, until a crash.

    Returns:
        How many were made, how many of them were said to be saved, the problem at the end, and whether it crashed.
    """
    session = Session(article, places, files=files)
    made = saved = 0
    try:
        for number in range(EDITS):
            made += 1
            session.tag(number)
            if not session.copy.state.pending:
                saved = made
            if number == 1:
                session.copy.write()
                if not session.copy.state.pending:
                    saved = made
        problem = session.copy.close()
    except Crash:
        session.die()
        return made, saved, "", True
    return made, made if not session.copy.state.pending else saved, problem, False


def operations(folder: Path) -> int:
    files = Faulty()
    work(new_article(folder), [folder / "count", folder / "count spare"], files)
    return len(files.calls)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_operation_leaves_the_old_state_or_the_new(tmp_path: Path, fault: str) -> None:
    total = operations(tmp_path)
    assert total > 30
    for at in range(total):
        article = new_article(tmp_path)
        places = [article.path.parents[1] / "state", article.path.parents[1] / "spare"]
        files = FAULTS[fault](at)
        made, saved, problem, crashed = work(article, places, files)
        assert len(files.calls) > at
        step = files.calls[at]
        if article.annotation_path.exists():
            count = len(load(article, article.read()).snapshot.spans)
            assert count in ((2, 4) if not crashed or at else (2,)), (at, step)
        again = Session(article, places)
        assert not again.copy.read_only
        assert not again.copy.state.outside, (at, step)
        found = again.words()
        expected = [(2 * number, 2 * number + 2, "PERSON") for number in range(EDITS)]
        assert found == expected[: len(found)], (at, step)
        assert saved <= len(found) <= made, (at, step, problem)
        if not crashed and not problem:
            assert len(found) == EDITS, (at, step)
        assert {notice.kind for notice in again.copy.notices} <= {"recovered"}, (at, step)
        assert len(again.desk.history) in (0, len(found)), (at, step)
        if crashed:
            assert len(again.desk.history) == len(found), (at, step)
        assert again.copy.close() == ""
        left = [name for name in names(article.path.parents[1]) if not name.startswith("articles/")]
        assert [name for name in left if not name.endswith((".toml", ".journal"))] == [], (at, step)
        if found:
            assert len(load(article, article.read()).snapshot.spans) == len(found)


def test_a_rename_that_never_happened_is_found_out(tmp_path: Path) -> None:
    class Lying(Faulty):
        def __init__(self) -> None:
            super().__init__()
            honest = self.replace
            self.replace = lambda source, target: target.suffix == ".toml" or honest(source, target)  # type: ignore[method-assign,assignment]

    article = new_article(tmp_path)
    places = [tmp_path / "state"]
    session = Session(article, places)
    session.tag(0)
    session.copy.close()
    session = Session(article, places, files=Lying())
    session.tag(1)
    session.copy.write()
    assert "did not take its name" in session.copy.state.problem
    session.die()
    again = Session(article, places)
    assert len(again.desk.annotations) == 2
    assert names(article.annotation_path.parent) == ["a.toml"]
