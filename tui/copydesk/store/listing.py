"""Which files of a folder are articles, and what their ids are: names only, nothing is opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk.store.article import SUFFIXES

_DIGITS = re.compile(r"(\d+)")
_LONGEST_NUMBER = 1000
"""Digits that are read as a number; Python refuses to read several thousand."""
_RESERVED = "labels"
"""The id whose annotation file would be the label file."""


def natural_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A sort key by which `a2` comes before `a10`, letters compare without regard to case, and nothing ties."""
    parts = _DIGITS.split(name.casefold())
    return tuple(
        (0, int(part), "") if part.isdecimal() and len(part) <= _LONGEST_NUMBER else (1, 0, part)
        for part in parts
        if part
    ), name


def is_article_name(name: str) -> bool:
    """Whether a file of that name is read when its folder is opened."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES  # noqa: PTH122 - hot


def article_names(folder: Path) -> list[str]:
    """The names of the articles directly in a folder, hidden files left out.

    Raises:
        OSError: When the folder cannot be listed.
    """
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if is_article_name(entry.name) and _is_file(entry)]


def plain_ids(names: Iterable[str]) -> dict[str, str]:
    """The last part of the id of each article of one folder, by file name: unique, and decided by the names alone.

    A name loses its suffix, unless a stronger suffix (see `SUFFIXES`) shares its stem, the stem is another article's
    whole name, or the stem is that of the label file.
    """
    stems = {name: os.path.splitext(name)[0] for name in names}  # noqa: PTH122 - hot
    keepers: dict[str, str] = {}
    for name, stem in stems.items():
        rival = keepers.get(stem)
        if rival is None or _strength(name) < _strength(rival):
            keepers[stem] = name
    return {
        name: stem if keepers[stem] == name and stem not in stems and stem.casefold() != _RESERVED else name
        for name, stem in stems.items()
    }


def walk(folder: Path, skipped: frozenset[str]) -> Iterator[tuple[str, Path, str]]:
    """The articles below a folder as (id, path, real path), in natural order of their ids.

    Symbolic links are followed, but each folder and each file is listed once, where it is really at if that is below
    `folder`; so links that go in circles end. Hidden names are left out.

    Args:
        folder: Where to begin; it exists.
        skipped: Real paths of folders to leave out, such as the one of the annotations.

    Raises:
        OSError: When `folder` itself cannot be listed. Folders below it that cannot be are left out.
    """
    found: list[tuple[str, Path, str]] = []
    seen_folders = set(skipped) - {os.path.realpath(folder)}
    linked_files: list[tuple[str, Path]] = []
    seen_files: set[str] = set()
    # Real folders go first and links wait, so that an article's id does not depend on where a link sorts.
    waiting = [(folder, "")]
    links: list[tuple[Path, str]] = []
    while waiting or links:
        here, prefix = waiting.pop() if waiting else links.pop(0)
        real = os.path.realpath(here)
        if real in seen_folders:
            continue
        seen_folders.add(real)
        try:
            with os.scandir(here) as entries:
                listed = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            if here is folder:
                raise
            continue
        files = [entry for entry in listed if is_article_name(entry.name) and _is_file(entry)]
        ids = plain_ids(entry.name for entry in files)
        for entry in files:
            name, path = prefix + ids[entry.name], here / entry.name
            if entry.is_symlink():
                linked_files.append((name, path))
            else:
                target = os.path.join(real, entry.name)  # noqa: PTH118 - hot
                seen_files.add(target)
                found.append((name, path, target))
        for entry in sorted(listed, key=lambda entry: natural_key(entry.name)):
            if _is_folder(entry):
                (links if entry.is_symlink() else waiting).append((here / entry.name, f"{prefix}{entry.name}/"))
    for name, path in sorted(linked_files, key=lambda item: natural_key(item[0])):
        target = os.path.realpath(path)
        if target not in seen_files:
            seen_files.add(target)
            found.append((name, path, target))
    yield from sorted(found, key=lambda item: natural_key(item[0]))


def _strength(name: str) -> tuple[int, str]:
    """Where a name stands among those of one stem: by its suffix's place in `SUFFIXES`, lower case first."""
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - as elsewhere here
    known = suffix.lower()
    return (2 * SUFFIXES.index(known) + (suffix != known) if known in SUFFIXES else 2 * len(SUFFIXES), name)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is an ordinary file, or a link to one; a broken link is neither."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
