"""Engines of third parties, installed for a test: a folder with entry points, on the path of every process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MODULE = """
import os, sys, time
from copydesk.detect.proposals import arranged, proposed


class Good:
    name, version = "good", "1"

    def propose(self, document, found):
        print("a detector's chatter")
        if "Trouble" in document.text:
            self.meet_trouble()
        return arranged([proposed("EVENT", 0, 4, source="good@1", score=0.5)])

    def meet_trouble(self):
        pass


class Hangs(Good):
    def meet_trouble(self):
        time.sleep(600)


class Crashes(Good):
    def meet_trouble(self):
        os.abort()


class Exits(Good):
    def meet_trouble(self):
        print("no memory left", file=sys.stderr)
        os._exit(7)


class Raises(Good):
    def meet_trouble(self):
        raise RuntimeError("out of ideas")
"""

ENTRY_POINTS = """
[copydesk.detectors]
good = plugged:Good
hangs = plugged:Hangs
crashes = plugged:Crashes
exits = plugged:Exits
raises = plugged:Raises
absent = plugged:Absent
quits = plugged_quits:Good
sleeps = plugged_sleeps:Good
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the engines into a folder, and that on the path of this process and of those that it starts."""
    (folder / "plugged-1.dist-info").mkdir(parents=True)
    (folder / "plugged-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1\n")
    (folder / "plugged-1.dist-info" / "entry_points.txt").write_text(ENTRY_POINTS)
    (folder / "plugged.py").write_text(MODULE)
    (folder / "plugged_quits.py").write_text("raise SystemExit(3)\n")
    (folder / "plugged_sleeps.py").write_text("import time; time.sleep(600)\n")
    inherited = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *([inherited] if inherited else [])]))
    monkeypatch.syspath_prepend(str(folder))
