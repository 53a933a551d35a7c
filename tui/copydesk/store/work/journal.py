"""The journal of one article: every step of work as a line on the disk before it counts as saved, and the undo history.

What the lines say is in `journal_content`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from copydesk.annotation.snapshot import Snapshot
from copydesk.store.files.atomic import (
    REAL,
    FileSystem,
    StoreError,
    make_folders,
    remove_leftovers,
    store_error,
    write_atomically,
)
from copydesk.store.work.journal_content import JournalContent, parse_journal, salvage


class Journal:
    """The file of one journal. Not for two threads at once.

    Args:
        places: The folders where it may be, the first that can be written is taken.
        name: Its file's name.
        files: The file system, for tests.

    Attributes:
        path: Where it is; None as long as there is none.
        whole: Whether it ends as it should, so that lines may be added.
    """

    def __init__(self, places: Sequence[Path], name: str, files: FileSystem = REAL) -> None:
        self._places = places
        self._name = name
        self._files = files
        self._descriptor = -1
        self.path: Path | None = None
        self.whole = False

    def read(self) -> JournalContent | None:
        """What the journal on the disk says; None when there is none that can be read.

        Of several (a folder could not be written for a while) the one that was begun last, and then the longest.

        Raises:
            OSError: When there is one that the system will not give.
        """
        found: list[tuple[int, int, Path, JournalContent]] = []
        for path in self._existing():
            content = parse_journal(path.read_bytes())
            if content:
                found.append((content.turn, len(content.steps), path, content))
        if not found:
            return None
        _, _, self.path, content = max(found, key=lambda each: each[:2])
        self.whole = content.whole and not content.lost
        return content

    def salvage(self, sha256: str, file: Snapshot) -> JournalContent | None:
        """The same of a damaged journal, about an annotation file; see `salvage`."""
        found = (salvage(path.read_bytes(), sha256, file) for path in self._existing())
        return next((content for content in found if content), None)

    @property
    def exists(self) -> bool:
        """Whether there is a file, sound or not."""
        return any(True for _ in self._existing())

    def append(self, lines: bytes) -> None:
        """Add lines; when this returns they are on the disk.

        Raises:
            StoreError: When they may not be. The journal is then to be written anew: what a failed write left at its
                end, or a failed sync made of it, is not known.
        """
        path = self.path
        if path is None or not self.whole:
            raise StoreError("the journal has to be written anew")
        self.whole = False
        try:
            if self._descriptor < 0:
                self._descriptor = self._files.append(path)
            if os.fstat(self._descriptor).st_nlink == 0:
                raise StoreError("the journal was removed", path=path)
            rest = memoryview(lines)
            while rest:
                written = self._files.write(self._descriptor, rest)
                rest = rest[written:]
            self._files.sync(self._descriptor)
        except OSError as error:
            raise store_error(error, path) from error
        self.whole = True

    def write(self, lines: Iterable[bytes]) -> None:
        """Write it anew, in the first place that takes it, and remove it from the others.

        Raises:
            StoreError: When no place takes it; what was on the disk is still there.
        """
        self.release()
        self.whole = False
        content, first = b"".join(lines), None
        for place in self._places:
            try:
                new = not place.exists()
                make_folders(place, files=self._files)
                if new:
                    self._files.chmod(place, 0o700)
                write_atomically(place / self._name, content, files=self._files)
            except (OSError, StoreError) as error:
                first = first or (error if isinstance(error, StoreError) else store_error(error, place))
                continue
            self.path, self.whole = place / self._name, True
            for path in self._existing():
                if path != self.path:
                    with suppress(OSError):
                        self._files.remove(path)
            return
        raise first or StoreError("there is no place for the journal")

    def put_aside(self) -> tuple[Path, ...]:
        """Give what is on the disk other names, which are never read; they are answered.

        Raises:
            StoreError: When that cannot be done.
        """
        import secrets

        self.release()
        aside = []
        for path in list(self._existing()):
            target = path.with_name(f"{path.stem}-{secrets.token_hex(3)}.aside")
            try:
                self._files.replace(path, target)
                self._files.sync_folder(path.parent)
            except OSError as error:
                raise store_error(error, path) from error
            aside.append(target)
        self.path, self.whole = None, False
        return tuple(aside)

    def remove(self) -> None:
        """Remove it, wherever it is; what cannot be removed stays."""
        self.release()
        for path in list(self._existing()):
            with suppress(OSError):
                self._files.remove(path)
        self.path, self.whole = None, False

    def sweep(self) -> None:
        """Remove what a write that was cut off left behind; only for the holder of the lock."""
        for place in self._places:
            remove_leftovers(place / self._name, files=self._files)

    def release(self) -> None:
        """Close the file."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                self._files.close(descriptor)

    def _existing(self) -> Iterator[Path]:
        return (path for place in self._places if (path := place / self._name).is_file())
