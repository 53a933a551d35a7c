"""Recent folders: what was opened last, for the start screen; a small file in the state folder.

It is a convenience: what cannot be read or written is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from copydesk.store.files.atomic import StoreError, make_folders, write_atomically
from copydesk.store.personal.locations import state_folder

FILE: Final = "recent.json"
MOST: Final = 9
"""So many are remembered: each has a digit."""
LARGEST: Final = 1 << 20
"""Bytes of the largest file; a larger one was not written by this program."""


@dataclass(frozen=True, slots=True)
class Recent:
    """What was opened once.

    Attributes:
        folders: The folders, absolute.
        annotations: The folder of annotations that was named, absolute; empty for the usual one.
        annotator: Who annotated, where one was named on the command line.
    """

    folders: tuple[str, ...]
    annotations: str = ""
    annotator: str = ""

    @property
    def is_there(self) -> bool:
        """Whether all of its folders still exist."""
        return bool(self.folders) and all(map(os.path.isdir, self.folders))


def recent_folders() -> list[Recent]:
    """What was opened before, the newest first, without what has vanished."""
    return [each for each in _read() if each.is_there]


def remember_folders(paths: Sequence[Path | str], annotations: Path | None = None, annotator: str = "") -> None:
    """Put some folders first among what was opened; where a path is no folder nothing is remembered.

    Args:
        paths: What was opened.
        annotations: The folder of annotations that was named, or None for the usual one.
        annotator: The annotator that was named, or empty.
    """
    if not paths or not all(map(os.path.isdir, paths)):
        return
    opened = Recent(
        tuple(str(Path(path).resolve()) for path in paths),
        str(annotations.resolve()) if annotations else "",
        annotator,
    )
    known = [opened, *(each for each in _read() if each != opened)][:MOST]
    with suppress(OSError, StoreError, ValueError):
        make_folders(state_folder())
        write_atomically(state_folder() / FILE, json.dumps([asdict(each) for each in known]).encode())


def _read() -> list[Recent]:
    path = state_folder() / FILE
    try:
        if path.stat().st_size > LARGEST:
            return []
        return [
            Recent(tuple(map(str, each["folders"])), str(each["annotations"]), str(each["annotator"]))
            for each in json.loads(path.read_bytes())
        ][:MOST]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []
