"""Which files of a folder are articles, and what their ids are: names only, nothing is opened, and they come as found.

A folder's articles and folders stand in natural order of their ids, a folder with all that is in it where its name and
a slash belong. So the order of two articles never depends on what else there is, and the first is known as soon as its
own folder is listed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from copydesk.store.corpus.article import SUFFIXES
from copydesk.store.corpus.natural_order import in_order, natural_keys

_RESERVED = "labels"
"""The id whose annotation file would be the label file."""
_CONTROLS = re.compile(r"[\0-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_UNFIT = re.compile(r"[\0-\x1f\x7f\ud800-\udfff]")

Refuse = Callable[[Path, str], object]
"""Told of what is there and cannot be listed, with the reason."""


class Batch(NamedTuple):
    """Articles of one folder that follow each other.

    Attributes:
        folder: Where they are.
        real: Where that really is.
        prefix: What their ids begin with: the folder's path under the one that is walked, with a slash; or empty.
        names: Of their files.
        ids: The rest of their ids.
    """

    folder: Path
    real: str
    prefix: str
    names: list[str]
    ids: list[str]


class _Folder(NamedTuple):
    """A folder that waits to be listed."""

    path: Path
    prefix: str
    is_linked: bool


def is_article_name(name: str) -> bool:
    """Whether a file of that name is read when its folder is opened."""
    return not name.startswith(".") and (name.endswith(SUFFIXES) or _has_suffix(name))


def _has_suffix(name: str) -> bool:
    return name[-4:].lower().endswith(SUFFIXES)


def unfit(name: str) -> str:
    """Why a name, or an id, cannot name an annotation file; empty where it can."""
    if _SURROGATES.search(name):
        return "its name is not UTF-8"
    return "its name has control characters" if _CONTROLS.search(name) else ""


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
    names = list(names)
    alike = _all_plain(names)
    if alike:
        return alike
    stems = {name: os.path.splitext(name)[0] for name in names}  # noqa: PTH122 - hot
    keepers: dict[str, str] = {}
    for name, stem in stems.items():
        rival = keepers.setdefault(stem, name)
        if rival is not name and _strength(name) < _strength(rival):
            keepers[stem] = name
    return {
        name: stem if keepers[stem] == name and stem not in stems and stem.casefold() != _RESERVED else name
        for name, stem in stems.items()
    }


def _all_plain(names: Sequence[str]) -> dict[str, str]:
    """The same where every name has the strongest suffix and loses it, as is usual; else nothing."""
    suffix = SUFFIXES[0]
    if not all(name.endswith(suffix) and name[0] != "." for name in names):
        return {}
    ids = {name: name[: -len(suffix)] for name in names}
    return ids if ids.keys().isdisjoint(ids.values()) and _RESERVED not in map(str.casefold, ids.values()) else {}


def walk(folder: Path, skipped: frozenset[str], refuse: Refuse = lambda _path, _reason: None) -> Iterator[Batch]:
    """The articles below a folder, in order, each folder listed when its turn comes.

    Symbolic links are followed, but each folder and each file is listed once, where it is really at if that is below
    `folder`; so links that go in circles end. Hidden names are left out.

    Args:
        folder: Where to begin; it exists.
        skipped: Real paths of folders to leave out, such as the one of the annotations.
        refuse: Told of folders that cannot be listed, and of names that cannot be kept.

    Raises:
        OSError: When `folder` itself cannot be listed.
    """
    yield from _Walk(folder, skipped, refuse).batches()


class _Walk:
    """One walk; see `walk`."""

    def __init__(self, folder: Path, skipped: frozenset[str], refuse: Refuse) -> None:
        self._top = folder
        self._real_top = os.path.realpath(folder)
        self._below = os.path.join(self._real_top, "")  # noqa: PTH118 - with the slash at its end
        self._skipped = skipped - {self._real_top}
        self._refuse = refuse
        self._seen_folders = set(self._skipped)
        self._seen_files: set[str] = set()

    def batches(self) -> Iterator[Batch]:
        """The articles, in order."""
        waiting: list[_Folder | Batch] = [_Folder(self._top, "", is_linked=False)]
        while waiting:
            following = waiting.pop()
            if isinstance(following, Batch):
                yield following
            else:
                waiting += reversed(self._list(following))

    def _list(self, here: _Folder) -> list[_Folder | Batch]:
        """What is in a folder, in order."""
        real = os.path.realpath(here.path)
        if real in self._seen_folders or (here.is_linked and self._is_listed_itself(real)):
            return []
        self._seen_folders.add(real)
        try:
            files, folders = self._sorted_out(here, real)
        except OSError as error:
            if here.path is self._top:
                raise
            self._refuse(here.path, f"it cannot be listed: {(error.strerror or str(error)).lower()}")
            return []
        ids = plain_ids(files)
        if _UNFIT.search("".join(files)):
            ids = {name: id for name, id in ids.items() if self._is_fit(here.path, name, id)}
        names = list(ids)
        if not folders:
            ordered = [names[index] for index in in_order(list(ids.values()))]
            return [Batch(here.path, real, here.prefix, ordered, [ids[name] for name in ordered])] if ordered else []
        keys = natural_keys([*ids.values(), *(f"{name}/" for name in folders)])
        all_names = [*((id, name, False) for name, id in ids.items()), *((name, name, True) for name in folders)]
        found: list[_Folder | Batch] = []
        sorted_names = (entry for _, entry in sorted(zip(keys, all_names, strict=True)))
        for is_folder, run in groupby(sorted_names, lambda entry: entry[2]):
            some = [name for _, name, _ in run]
            if is_folder:
                found += [_Folder(here.path / name, f"{here.prefix}{name}/", folders[name]) for name in some]
            else:
                found.append(Batch(here.path, real, here.prefix, some, [ids[name] for name in some]))
        return found

    def _sorted_out(self, here: _Folder, real: str) -> tuple[list[str], dict[str, bool]]:
        """The names of a folder's articles, and of its folders with whether they are links."""
        files: list[str] = []
        folders: dict[str, bool] = {}
        links: list[str] = []
        with os.scandir(here.path) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                try:
                    if entry.is_symlink():
                        links.append(name)
                    elif entry.is_dir(follow_symlinks=False):
                        if self._is_fit(here.path, name):
                            folders[name] = False
                    elif (name.endswith(SUFFIXES) or _has_suffix(name)) and entry.is_file(follow_symlinks=False):
                        files.append(name)
                except OSError:
                    continue
        for name in sorted(links):
            target = os.path.realpath(os.path.join(real, name))  # noqa: PTH118 - hot
            if os.path.isdir(target):  # noqa: PTH112 - hot
                if self._is_fit(here.path, name):
                    folders[name] = True
            elif is_article_name(name) and os.path.isfile(target) and self._is_new(target):  # noqa: PTH113 - hot
                files.append(name)
        return files, folders

    def _is_new(self, target: str) -> bool:
        """Whether the file that a link leads to is listed nowhere else."""
        if target in self._seen_files or (
            is_article_name(target.rpartition(os.sep)[2]) and self._is_listed_itself(target)
        ):
            return False
        self._seen_files.add(target)
        return True

    def _is_listed_itself(self, real: str) -> bool:
        """Whether what is really there is come across without following a link."""
        if real == self._real_top:
            return True
        if not real.startswith(self._below):
            return False
        path = self._real_top
        for part in Path(real[len(self._below) :]).parts:
            path = os.path.join(path, part)  # noqa: PTH118 - hot
            if part.startswith(".") or path in self._skipped:
                return False
        return True

    def _is_fit(self, folder: Path, name: str, id: str = "") -> bool:
        if not _UNFIT.search(name):
            return True
        self._refuse(folder / name, unfit(id or name))
        return False


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
