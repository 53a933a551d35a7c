"""Folders that appear whole: what is written goes to a temporary folder beside them, which then takes the name."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.files.atomic import REAL, FileSystem, store_error

MARK = ".copydesk-export"
"""A file in each folder that was written so: only such a folder, or an empty one, is ever replaced."""


@contextmanager
def writing_folder(path: Path | str, *, replace: bool = False, files: FileSystem = REAL) -> Iterator[Path]:
    """An empty folder to write into, which appears as `path` when the block ends well.

    When the block raises, nothing remains of it, and what was at `path` is still there. The folder's parent must exist.

    Args:
        path: Where to.
        replace: Whether a folder that was written so before may be replaced; an empty one always may.
        files: The file system, for tests.

    Raises:
        InputError: When something else stands there.
        StoreError: When it could not be written.
    """
    target = Path(os.path.realpath(path))
    refuse_foreign(path, replace=replace)
    temporary = target.parent / f".copydesk-{secrets.token_hex(6)}.tmp"
    try:
        files.make_folder(temporary)
        try:
            yield temporary
            (temporary / MARK).touch()
            _sync(temporary, files)
            refuse_foreign(path, replace=replace)
            _take_place(temporary, target, files)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        files.sync_folder(target.parent)
    except OSError as error:
        raise store_error(error, path) from error


def refuse_foreign(path: Path | str, *, replace: bool) -> None:
    """Refuse what stands at a path unless it is an empty folder, or one written by `writing_folder` to be replaced.

    Raises:
        InputError: When it may not be replaced.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise InputError("it exists already, and is no folder", path=path, remedy="Choose another name")
    try:
        inside = [each.name for each in target.iterdir()]
    except OSError as error:
        raise store_error(error, path) from error
    if not inside:
        return
    if MARK not in inside:
        raise InputError(
            "it exists already, and is no earlier export", path=path, remedy="Choose a folder that does not exist"
        )
    if not replace:
        raise InputError("it exists already", path=path, remedy="Replace it with --force")


def _take_place(temporary: Path, target: Path, files: FileSystem) -> None:
    """Give the temporary folder the name; what had it is put aside first, and back again where that fails."""
    if not target.exists():
        files.replace(temporary, target)
        return
    aside = target.parent / f".copydesk-{secrets.token_hex(6)}.old"
    files.replace(target, aside)
    try:
        files.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            files.replace(aside, target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _sync(folder: Path, files: FileSystem) -> None:
    """Force what is in a folder, and in those below, to the disk."""
    for place, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(Path(place, name), os.O_RDWR)
            try:
                os.fsync(descriptor)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
            finally:
                os.close(descriptor)
        files.sync_folder(Path(place))
