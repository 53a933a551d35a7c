"""The label keeper: changes the label file while others may change it too, and notices when they do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from copydesk.annotation.label_changes import Change
from copydesk.annotation.labels import LabelSet
from copydesk.errors import InputError
from copydesk.store.files.guarded_file import NO_FILE, ChangedElsewhere, GuardedFile, digest_of
from copydesk.store.labels.label_file import NAME, LabelFile, read_label_file, render_label_file

TRIES = 5
"""How often a change is made again on what another has just written."""


class LabelKeeper:
    """The label file of a folder of annotations.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._file = GuardedFile(self.path, folder)
        self._known = ""
        self._known_stat = self._stat()
        with suppress(InputError):
            self._known = self._file.digest()

    def look(self) -> LabelSet | None:
        """The label set as another program has written it since this was last asked, or since the last change.

        Raises:
            InputError: When the file cannot be used; it is told once, until the file changes again.
        """
        now = self._stat()
        if now == self._known_stat:
            return None
        self._known_stat = now
        before, self._known = self._known, self._file.digest()
        if before == self._known:
            return None
        return read_label_file(self.path).labels

    def change(self, change: Change) -> LabelSet:
        """Change the label set as the file has it now, and write it; unknown keys and tables are kept.

        Raises:
            ValueError: When the change makes no label set.
            InputError: When the file cannot be used, or is changed by another all the time.
            StoreError: When it could not be written.
        """
        for _ in range(TRIES):
            digest = self._file.digest()
            file = read_label_file(self.path) if digest != NO_FILE else LabelFile()
            made = change(file.labels)
            content = render_label_file(replace(file, labels=made)).encode()
            if digest_of(content) != digest:
                try:
                    self._file.replace(content, digest)
                except ChangedElsewhere:
                    continue
            self._known, self._known_stat = digest_of(content), self._stat()
            return made
        raise InputError("it is being changed all the time", path=self.path, remedy="Try again later")

    def _stat(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
