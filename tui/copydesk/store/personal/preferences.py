"""Preferences that are chosen in the app and remembered: small files in the state folder, each of one line."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from copydesk.store.files.atomic import StoreError, make_folders, write_atomically
from copydesk.store.personal.locations import state_folder

THEME: Final = "theme"
LONGEST: Final = 200
"""Bytes of the longest value; a longer file was not written by this program."""


def remembered(name: str) -> str:
    """The value that was remembered last under a name; empty where there is none that can be read."""
    try:
        with (state_folder() / name).open("rb") as file:
            value = file.read(LONGEST + 1)
        return "" if len(value) > LONGEST else value.decode("utf-8").strip()
    except (OSError, ValueError):
        return ""


def remember(name: str, value: str) -> None:
    """Remember a value from now on; where the folder cannot be written it holds until the program is left."""
    with suppress(StoreError, OSError):
        make_folders(state_folder())
        write_atomically(state_folder() / name, f"{value}\n".encode())
