"""Activity is written down for oneself, and read back."""

from __future__ import annotations

import json
from pathlib import Path

from copydesk.store.personal.activity import NAME, Work, note, noted
from copydesk.store.personal.locations import state_folder


def test_work_is_added_up_by_article(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    note(one, Work(10, 4.25, 3))
    note(two, Work(1, 0.0, 0))
    note(one, Work(5, 1.0, 2))
    assert noted() == {str(one): Work(15, 5.2, 5), str(two): Work(1, 0.0, 0)}


def test_lines_that_mean_nothing_are_passed_over(tmp_path: Path) -> None:
    note(tmp_path / "one.toml", Work(1, 1.0, 1))
    with (state_folder() / NAME).open("a") as lines:
        lines.write('{"article": "x"}\nnot json\n[1]\n{"article": "y", "keys": "?", "seconds": 1, "decisions": 1}\n')
    assert list(noted()) == [str(tmp_path / "one.toml")]


def test_nothing_but_counts_is_written(tmp_path: Path) -> None:
    note(tmp_path / "one.toml", Work(2, 1.0, 1))
    (line,) = (state_folder() / NAME).read_text().splitlines()
    assert set(json.loads(line)) == {"article", "day", "keys", "seconds", "decisions"}
