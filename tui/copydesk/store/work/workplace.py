"""The workplace: where the journal and the lock of an article's annotations are, in the program's own folders."""

from __future__ import annotations

import os
from pathlib import Path

from copydesk.store.files.guarded_file import digest_of
from copydesk.store.personal.locations import spare_folder, state_folder

JOURNAL = ".journal"
LOCK = ".lock"


def work_folders() -> list[Path]:
    """The folders for journals and locks, the first that can be written is taken."""
    return [folder / "work" for folder in (state_folder(), spare_folder()) if folder]


def work_name(annotation_path: Path) -> str:
    """What the files of an article's annotations are called there, without a suffix; the same through any links."""
    return digest_of(os.fsencode(os.path.realpath(annotation_path)))[:32]
