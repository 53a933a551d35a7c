"""Renaming a label in annotation files: line by line, so that nothing else in them changes, and proved at once.

Whose files they are, and whether their articles are still there, makes no difference: all in the folder are renamed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError, InputError
from copydesk.store.files.guarded_file import ChangedElsewhere, GuardedFile, digest_of, refuse_outside
from copydesk.store.files.locks import LockHeld, acquire
from copydesk.store.labels.label_file import NAME as LABEL_FILE
from copydesk.store.toml import output as toml_output
from copydesk.store.toml.headers import headers
from copydesk.store.toml.input import TomlInput, read_bounded
from copydesk.store.work.workplace import LOCK, work_folders, work_name

_LABEL_LINE = re.compile(r"^([ \t]*label[ \t]*=[ \t]*)(\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bearing:
    """An annotation file that bears a label.

    Attributes:
        path: The file.
        count: How many of its annotations bear the label, rejected ones and orphans included.
    """

    path: Path
    count: int


@dataclass(frozen=True, slots=True)
class Survey:
    """Which annotation files of a folder bear a label.

    Attributes:
        files: Those that do, in order.
        problems: Those that cannot be read.
    """

    files: tuple[Bearing, ...] = ()
    problems: tuple[CopydeskError, ...] = ()

    @property
    def count(self) -> int:
        """How many annotations bear it."""
        return sum(each.count for each in self.files)


def survey(folder: Path, names: Collection[str]) -> Survey:
    """Look through all annotation files of a folder for labels of some names."""
    found: list[Bearing] = []
    problems: list[CopydeskError] = []
    for path in sorted(folder.rglob("*.toml")):
        if path == folder / LABEL_FILE or not path.is_file():
            continue
        try:
            refuse_outside(path, folder)
            file = TomlInput.parse(read_bounded(path), path)
            count = sum(label in names for label in _labels(file.data))
        except (CopydeskError, FileNotFoundError) as error:
            problems.append(error if isinstance(error, CopydeskError) else InputError("it is gone", path=path))
            continue
        if count:
            found.append(Bearing(path, count))
    return Survey(tuple(found), tuple(problems))


def rename_in(path: Path, folder: Path, names: Collection[str], new: str) -> int:
    """Give labels of some names another in one annotation file, under its lock and atomically.

    Args:
        path: The file.
        folder: The folder of annotations that it is in.
        names: The names to go.
        new: The name to come.

    Returns:
        How many annotations were renamed.

    Raises:
        InputError: When the file cannot be read, is at work elsewhere, is changed meanwhile, or is laid out in such a
            way that nothing but the labels cannot be changed; it is left as it is.
        StoreError: When it could not be written.
    """
    try:
        lock = acquire(work_folders(), f"{work_name(path)}{LOCK}")
    except LockHeld as held:
        raise InputError(f"{held.holder} is at work on it", path=path) from held
    try:
        refuse_outside(path, folder)
        try:
            content = read_bounded(path)
        except FileNotFoundError as error:
            raise InputError("it is gone", path=path) from error
        before = TomlInput.parse(content, path)
        after = _renamed(before.source, names, new)
        expected = _with_labels(before.data, names, new)
        if expected == before.data:
            return 0
        byte_order_mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
        made = byte_order_mark + after.encode()
        if TomlInput.parse(made, path).data != expected:
            raise InputError("its labels do not stand on lines of their own", path=path, remedy="Rename them by hand")
        try:
            GuardedFile(path, folder).replace(made, digest_of(content))
        except ChangedElsewhere as error:
            raise InputError("it was changed meanwhile", path=path, remedy="Try again") from error
        return sum(label in names for label in _labels(before.data))
    finally:
        lock.release()


def _renamed(source: str, names: Collection[str], new: str) -> str:
    """A file with the lines changed that give a label of some names."""
    written = {toml_output.value(name) for name in names} | {f"'{name}'" for name in names}

    tables = list(headers(source))
    starts = [header.end for header in tables]

    def line(match: re.Match[str]) -> str:
        at = bisect_right(starts, match.start()) - 1
        names_of = tables[at].names if at >= 0 else ()
        of_annotation = len(names_of) == 2 and names_of[0] == "annotation"
        return f"{match[1]}{toml_output.value(new)}" if of_annotation and match[2] in written else match[0]

    return _LABEL_LINE.sub(line, source)


def _labels(data: Mapping[str, Any]) -> list[Any]:
    """The labels of the annotations of a file; nothing where it is no file of annotations."""
    annotations = data.get("annotation")
    if "format" not in data or not isinstance(annotations, dict):
        return []
    return [each.get("label") for each in annotations.values() if isinstance(each, dict)]


def _with_labels(data: Mapping[str, Any], names: Collection[str], new: str) -> dict[str, Any]:
    """What a file must say once its labels are renamed."""
    annotations = data.get("annotation")
    if not _labels(data) or not isinstance(annotations, dict):
        return dict(data)
    made = {
        id: {**each, "label": new} if isinstance(each, dict) and each.get("label") in names else each
        for id, each in annotations.items()
    }
    return {**data, "annotation": made}
