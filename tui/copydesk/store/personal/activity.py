"""Activity: keys and active time of one's own work, kept in the state folder only, never in annotation files.

Each line of `activity.jsonl` is `{"article", "day", "keys", "seconds", "decisions"}`: the path of the annotation file,
the local day, and what was pressed, spent and decided there in one stretch of work. Nothing else is noted: no text, no
key by its name, no time of the day. `activity = false` in the configuration switches it off; the file may be deleted.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from copydesk.store.personal.locations import state_folder

NAME: Final = "activity.jsonl"
MOST_BYTES: Final = 4 << 20
"""Once the file is larger it is begun anew, and the one before is kept as `activity.jsonl.old`."""


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in an article.

    Attributes:
        keys: Keys that were pressed.
        seconds: Seconds between them, pauses left out.
        decisions: Edits that were made: accepted, rejected, tagged, removed, undone.
    """

    keys: int = 0
    seconds: float = 0.0
    decisions: int = 0

    def __add__(self, other: Work) -> Work:
        return Work(self.keys + other.keys, self.seconds + other.seconds, self.decisions + other.decisions)


def note(annotation_path: Path, work: Work) -> None:
    """Write down a stretch of work; where the state folder cannot be written nothing is."""
    record = {"article": str(annotation_path.absolute()), "day": f"{datetime.now().astimezone():%Y-%m-%d}"}
    line = json.dumps(record | asdict(work) | {"seconds": round(work.seconds, 1)}, ensure_ascii=False)
    file = state_folder() / NAME
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > MOST_BYTES:
            file.replace(file.with_suffix(".jsonl.old"))
        with file.open("a", encoding="utf-8", errors="surrogateescape") as lines:
            lines.write(f"{line}\n")


def noted() -> dict[str, Work]:
    """All work that is written down, by the path of the annotation file; lines that mean nothing are passed over."""
    found: dict[str, Work] = {}
    with suppress(OSError), (state_folder() / NAME).open(encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            with suppress(ValueError, KeyError, TypeError):
                data: dict[str, Any] = json.loads(line)
                work = Work(int(data["keys"]), float(data["seconds"]), int(data["decisions"]))
                found[data["article"]] = found.get(data["article"], Work()) + work
    return found
