"""Pruning journals: those of articles that are not opened any more go, once they are old and hold nothing unsaved."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from copydesk.errors import CopydeskError
from copydesk.store.files.guarded_file import NO_FILE, digest_of
from copydesk.store.files.locks import LockHeld, acquire
from copydesk.store.toml.input import read_bounded
from copydesk.store.work.journal_content import JournalContent, parse_journal
from copydesk.store.work.workplace import JOURNAL, LOCK, work_folders, work_name

OLD = 90 * 24 * 3600.0
"""Seconds since the last edit after which a journal may go."""
MOST = 20
"""How many journals are looked into at one time."""
LARGEST = 16 << 20
"""Bytes of a journal that is looked into at most: twice the history that is kept."""
PAUSE = 0.1
"""Seconds between two of them, which the work on the screen has for itself."""


def prune(folders: Sequence[Path] | None = None, now: float | None = None, stop: Event | None = None) -> int:
    """Remove old journals whose every step is in the annotation file as it is; of the others nothing is touched.

    With such a journal goes the undo history of its article, and nothing else. A journal stays when its article is
    open, when it is damaged, when any of its work was not saved, and when the annotation file is not what was saved.

    Args:
        folders: The folders of journals and locks; those of the platform.
        now: Seconds since 1970.
        stop: Ends it early when it is set.

    Returns:
        How many were removed.
    """
    folders = work_folders() if folders is None else folders
    before = (time.time() if now is None else now) - OLD
    found = [path for folder in folders for path in _journals(folder) if _is_old(path, before)]
    stop = stop or Event()
    removed = 0
    # Any of them, lest those that have to stay keep the others from ever being looked into.
    for number, path in enumerate(random.sample(found, min(MOST, len(found)))):
        if stop.wait(PAUSE if number else 0):
            break
        with suppress(OSError, ValueError, LockHeld):  # ValueError: a NUL in the path that a journal names
            removed += _prune(path, folders, before)
    return removed


def _prune(path: Path, folders: Sequence[Path], before: float) -> bool:
    """Remove a journal if it may go; whether it did."""
    lock = acquire(folders, f"{path.stem}{LOCK}")
    try:
        rivals = [each for folder in folders if (each := folder / path.name).exists()]
        if not lock.held or len(rivals) > 1 or not _is_old(path, before):
            return False
        content = parse_journal(path.read_bytes())
        if content is None or not _is_in_the_file(content, path.stem):
            return False
        path.unlink()
        return True
    finally:
        lock.release()


def _is_in_the_file(content: JournalContent, name: str) -> bool:
    """Whether all that a journal says is in the annotation file."""
    file = Path(content.file)
    if not content.is_saved or not content.file or work_name(file) != name:
        return False
    try:
        sha256 = digest_of(read_bounded(file))
    except FileNotFoundError:
        sha256 = NO_FILE
    except CopydeskError:
        return False
    return sha256 == content.points[-1].sha256


def _journals(folder: Path) -> list[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.name.endswith(JOURNAL)]
    return []


def _is_old(path: Path, before: float) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return found.st_mtime < before and found.st_size <= LARGEST
