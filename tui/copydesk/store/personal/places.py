"""Places: where a person was in each article, and which articles stood side by side; kept in the state folder.

They are a convenience, never part of the annotations: what cannot be read or written is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from copydesk.store.files.atomic import StoreError, make_folders, write_atomically
from copydesk.store.files.guarded_file import digest_of
from copydesk.store.personal.locations import state_folder

FILE = "places.json"
VERSION = 1
MOST = 2000
"""So many articles and corpora are remembered at most; those that were left longest ago are forgotten."""
_LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Layout:
    """What stood side by side.

    Attributes:
        articles: The ids of the articles in the panes, in order.
        current: The index of the active pane.
        measure: The width of a line of text at most, in cells; 0 for the configuration's.
        panel: The panel that was open, or empty.
    """

    articles: tuple[str, ...] = ()
    current: int = 0
    measure: int = 0
    panel: str = ""


@dataclass
class Places:
    """What is remembered.

    Attributes:
        offsets: From an article's key to the code point where the cursor was and the length of its text then.
        layouts: From a corpus's key to its layout.
    """

    offsets: dict[str, tuple[int, int]] = field(default_factory=dict)
    layouts: dict[str, Layout] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | None = None) -> Places:
        """What is remembered in a folder, by default the state folder; nothing where that cannot be read."""
        path = (folder or state_folder()) / FILE
        try:
            if path.stat().st_size > _LARGEST:
                return cls()
            data = json.loads(path.read_bytes())
            if data["version"] != VERSION:
                return cls()
            offsets = {str(key): (int(at), int(length)) for key, (at, length) in data["offsets"].items()}
            return cls(offsets, {str(key): _layout(each) for key, each in data["layouts"].items()})
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return cls()

    def put_offset(self, key: str, offset: int, length: int) -> None:
        """Remember where the cursor is in an article; the start is what is forgotten."""
        self.offsets.pop(key, None)
        if offset:
            self.offsets[key] = (offset, length)

    def put_layout(self, key: str, layout: Layout) -> None:
        """Remember what stands side by side."""
        self.layouts.pop(key, None)
        self.layouts[key] = layout

    def offset(self, key: str, length: int) -> int:
        """Where the cursor was in an article; 0 where that is not known, or the article has another length by now."""
        at, then = self.offsets.get(key, (0, length))
        return at if then == length and 0 <= at < length else 0

    def save(self, folder: Path | None = None) -> None:
        """Write it; what another Copydesk remembered meanwhile of other articles is kept."""
        folder = folder or state_folder()
        known = Places.load(folder)
        offsets = {**{key: each for key, each in known.offsets.items() if key not in self.offsets}, **self.offsets}
        layouts = {**{key: each for key, each in known.layouts.items() if key not in self.layouts}, **self.layouts}
        data = {
            "version": VERSION,
            "offsets": dict(list(offsets.items())[-MOST:]),
            "layouts": {key: asdict(each) for key, each in list(layouts.items())[-MOST:]},
        }
        with suppress(OSError, StoreError):
            make_folders(folder)
            write_atomically(folder / FILE, json.dumps(data).encode())


def corpus_key(annotations: Path, ids: tuple[str, str], count: int) -> str:
    """What a corpus is remembered by: its folder of annotations, its first and last article, and how many it has."""
    return digest_of("\0".join((str(annotations.resolve()), *ids, str(count))).encode("utf-8", "surrogateescape"))[:32]


def _layout(data: Mapping[str, Any]) -> Layout:
    return Layout(tuple(map(str, data["articles"])), int(data["current"]), int(data["measure"]), str(data["panel"]))
