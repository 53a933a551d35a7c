"""A process that imports and kills itself at an operation of the file system: `FILE ARTICLES OPERATION`."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from copydesk.formats.imports.importing import plan_import
from copydesk.formats.imports.readers import get_reader
from copydesk.formats.imports.reading import Findings
from copydesk.store.annotations.receipts import write_receipts
from copydesk.store.annotations.receiving import ReceivingFolder
from copydesk.store.files.atomic import OperatingSystem

STEPS = ("create", "append", "chmod", "write", "sync", "close", "replace", "remove", "make_folder", "sync_folder")


class Dying(OperatingSystem):
    """Kills its process before the nth operation, counted from 0, in whichever thread it is."""

    def __init__(self, at: int) -> None:
        self.count = 0
        self._lock = threading.Lock()
        for name in STEPS:
            setattr(self, name, self._counted(getattr(self, name), at))

    def _counted(self, real: Any, at: int) -> Any:
        def call(*arguments: object) -> object:
            with self._lock:
                if self.count == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                self.count += 1
            return real(*arguments)

        return call


def main() -> None:
    """Import."""
    file, articles, at = sys.argv[1:]
    plan = plan_import(get_reader("jsonl"), [Path(file)], ReceivingFolder(Path(articles)), Findings())
    files = Dying(int(at))
    assert not list(write_receipts(plan.receipts, files=files))


if __name__ == "__main__":
    main()
