"""An engine with a memory: a text that it has read before is answered from the cache, mostly without loading it."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.detect.answers import proved
from copydesk.detect.process.wire import json_line, proposal_records, read_proposals
from copydesk.detect.proposals import Proposals, arranged
from copydesk.detect.registry import OURS, load_engine, names_in, run_engine
from copydesk.text.document import Document
from copydesk.version import __version__

if TYPE_CHECKING:
    from copydesk.detect.detector import Engine
    from copydesk.store.files.cache_folder import CacheFolder

_ROOMS = ("linking", "memory", "neural", "process", "rules")
_FORMAT = "1"
"""Changes with what an entry holds."""
_FLOOD = 0.5
"""More proposals than this for each code point of a text are none that a person could want."""
_FEW = 50
"""So many proposals are never too many."""


class CachedEngine:
    """What an engine proposes, worked out once for each text.

    Entries are found by digests, and hold offsets and labels, not the text. What was detected with problems is not
    kept, so that it is tried again.

    What an engine of ours proposes depends on the files that it is made of, so they stand for its version: it need not
    be loaded for a text that it has read. Another is loaded first, and asked for the versions of its detectors.

    Args:
        name: The engine's name.
        without: Parts of it that are left out.
        cache: Where to keep what was worked out.
        doing: Called with the name of a part, and whether it is about to be loaded (or else run).
    """

    def __init__(
        self, name: str, without: Collection[str], cache: CacheFolder, doing: Callable[[str, bool], object]
    ) -> None:
        self._name = name
        self._without = without
        self._cache = cache
        self._doing = doing
        self._engine: Engine | None = None
        self._version = _files_of(name, without)

    def propose(self, text: str) -> Proposals:
        """The proposals for a text, with what is to be said of the engine as problems."""
        document = Document.from_text(text)
        found = self._kept(document)
        if found is not None:
            return found
        engine = self._loaded()
        found = self._kept(document)
        if found is None:
            found = _without_floods(run_engine(document, engine, lambda part: self._doing(part, False)), len(text))
            if not found.problems:
                self._keep(document, found)
        return replace(found, problems=tuple(dict.fromkeys((*engine.problems, *found.problems))))

    def _loaded(self) -> Engine:
        if self._engine is None:
            self._engine = load_engine(
                self._name, strict=False, without=self._without, starting=lambda part: self._doing(part, True)
            )
            if self._engine.problems or not self._version:
                self._version = f"{self._name} {self._engine.version}"
        return self._engine

    def _kept(self, document: Document) -> Proposals | None:
        """What is in the cache for a text; None where nothing is, or nothing that makes sense."""
        if not self._version:
            return None
        key = self._key(document)
        data = self._cache.get(key)
        if data is None:
            return None
        try:
            return proved(read_proposals([json.loads(data)]), document.length)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self._cache.drop(key)
            return None

    def _keep(self, document: Document, found: Proposals) -> None:
        (record,) = proposal_records(found, max(len(found.spans), len(found.relations), 1))
        self._cache.put(self._key(document), json_line(record).encode("utf-8", "surrogatepass"))

    def _key(self, document: Document) -> str:
        return _digest("proposals", _FORMAT, self._version, document.sha256)


def _files_of(name: str, without: Collection[str]) -> str:
    """What tells an engine apart from others and from its other versions by its files; empty where a part is not ours.

    The files are known by their sizes and by when they were changed.
    """
    if not OURS.issuperset(names_in(name)):
        return ""
    detect = Path(__file__).parents[1]
    facts = [__version__, name, *sorted(without)]
    try:
        for folder in (detect, *(detect / room for room in _ROOMS)):
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.is_file():
                        found = entry.stat()
                        facts += (entry.name, str(found.st_size), str(found.st_mtime_ns))
    except OSError:  # the program runs from an archive
        return ""
    return _digest(*facts)


def _digest(*facts: str) -> str:
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()


def _without_floods(proposals: Proposals, length: int) -> Proposals:
    """The proposals without those of detectors that proposed far more than anybody could look at."""
    most = max(_FEW, int(_FLOOD * length))
    total = len(proposals.spans)
    if total <= most:
        return proposals
    flooding: dict[str, int] = {}
    for source, count in Counter(span.source for span in proposals.spans).most_common():
        if total <= most:
            break
        flooding[source] = count
        total -= count
    spans = (span for span in proposals.spans if span.source not in flooding)
    told = ", ".join(f"{source} ({count} proposals)" for source, count in list(flooding.items())[:3])
    problem = f"too much was proposed for {length} code points, and was refused: {told}"
    return arranged(spans, proposals.relations, (*proposals.problems, problem))
