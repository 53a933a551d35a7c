"""The table of facts: what is known of each article of a corpus, from the cache at once, and put right by looking.

One thread looks: it lists the annotation files, and counts those that are not what the cache knew, the ones that a
person sees first. Others read at any time what is known by then. Nothing is parsed that did not change.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.corpus.article import read_ordinary_file
from copydesk.store.corpus.article_list import ArticleList, Place, Run
from copydesk.store.corpus.fact_cache import FactCache, ProposalsLeft, Row
from copydesk.store.corpus.facts import UNTOUCHED, UNUSABLE, Facts, facts_in, status_in
from copydesk.store.files.file_bytes import may_exist
from copydesk.store.files.guarded_file import refuse_outside
from copydesk.store.labels.label_file import NAME as LABEL_FILE
from copydesk.store.toml.input import LARGEST
from copydesk.text.document import Document

SETTLED = 0.05
"""Seconds that a file must have been left alone when it is read, for its stamp to tell whether it changed since."""
COARSE = 2.5
"""The same where its times are whole seconds, because the file system knows no finer ones."""
NO_FILE = "-"
"""The stamp of a file that is not there."""
UNSETTLED = ""
"""A stamp that no file bears."""
AT_ONCE = 256
"""Files that are listed or counted in one piece of work."""
SUFFIX = ".toml"
LARGEST_ARTICLE = 64 << 20
"""Bytes of the largest article that is read to see whether it changed."""


def stamp(path: str | Path, settled: float = SETTLED) -> str:
    """What tells whether a file changed: `NO_FILE` where there is none, `UNSETTLED` where it changed just now."""
    try:
        found = os.stat(path)  # noqa: PTH116 - hot
    except (OSError, ValueError):
        return NO_FILE
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    margin = settled if found.st_mtime_ns % 1_000_000_000 else max(settled, COARSE if settled else 0.0)
    if time.time_ns() - changed <= margin * 1e9:
        return UNSETTLED
    return f"{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_size}:{found.st_ino}"


class FactTable:
    """The facts of the articles of a corpus.

    Args:
        articles: The articles; the list may still grow.
        annotator: Whose annotations count as their own.
        folder: The folder for caches.
        settled: See `SETTLED`; for tests.

    Attributes:
        is_loaded: Whether what the caches know is there.
        is_looked: Whether the annotation files were listed once, so that an article that is not known is untouched.
        wanted: The indexes of the articles that a person sees; they come first.
        version: Counts up with every change.
    """

    def __init__(self, articles: ArticleList, annotator: str, folder: Path, settled: float = SETTLED) -> None:
        self.is_loaded = False
        self.is_looked = False
        self.wanted: Collection[int] = ()
        self.version = 0
        self._articles = articles
        self._annotator = annotator
        self._folder = folder
        self._settled = settled
        self._rows: dict[Place, dict[str, Row]] = {}
        self._left: dict[Place, dict[str, ProposalsLeft]] = {}
        self._index: dict[Place, dict[str, int]] = {}
        self._indexed = 0
        self._caches: dict[Place, FactCache] = {}
        self._noted: list[tuple[Place, str, ProposalsLeft]] = []

    def of(self, index: int) -> Facts:
        """What is known of an article; `UNTOUCHED` where nothing is."""
        row = self._rows.get(self._articles.place(index), {}).get(self._articles.id(index))
        return row.facts if row else UNTOUCHED

    def known(self) -> Iterator[tuple[int, Facts]]:
        """The articles that have an annotation file, as far as is known, in no order."""
        for place, rows in list(self._rows.items()):
            index = self._index.get(place, {})
            for id, row in list(rows.items()):
                at = index.get(id)
                if at is not None:
                    yield at, row.facts

    def left(self, index: int) -> int | None:
        """How many proposals were left when the article was looked at last, if it is still what it was."""
        place, id = self._articles.place(index), self._articles.id(index)
        noted = self._left.get(place, {}).get(id)
        if noted is None or noted.decided != self.of(index).decided:
            return None
        return noted.left if noted.text in (UNSETTLED, stamp(self._path(index), 0.0)) else None

    def note_left(self, index: int, decided: int, left: int) -> None:
        """Note how many proposals are left in an article after so many decisions; written when it is looked next."""
        place, id = self._articles.place(index), self._articles.id(index)
        noted = ProposalsLeft(stamp(self._path(index), 0.0), decided, left)
        known = self._left.setdefault(place, {})
        if known.get(id) != noted:
            known[id] = noted
            self._noted.append((place, id, noted))

    def is_done(self, index: int) -> bool:
        """Whether an article is marked done: from what is known if that is good, else by its annotation file."""
        place, id = self._articles.place(index), self._articles.id(index)
        path = place.kept / f"{id}.toml"
        row = self._rows.get(place, {}).get(id)
        if row and row.annotations not in (UNSETTLED, NO_FILE) and row.annotations == stamp(path, 0.0):
            return row.facts.is_done
        try:
            refuse_outside(path, place.folder)
            return status_in(path) == "done"
        except (OSError, InputError):
            return False

    def load(self) -> None:
        """Take what the caches know; it is shown until it is put right."""
        self._reindex()
        for place in self._articles.places():
            self._load(place)
        self.is_loaded = True
        self.version += 1

    def look(self) -> Iterator[bool]:
        """Put everything right, in pieces; each yields whether something changed."""
        self.write()
        for place in self._articles.places():
            if place not in self._rows:
                self._load(place)
            found = {}
            for name, path in annotation_files(place):
                found[name] = path
                if len(found) % AT_ONCE == 0:
                    yield False
            self._reindex()
            index, rows = self._index.get(place, {}), self._rows[place]
            gone = [id for id in rows if id not in found]
            stale: dict[int, str] = {}
            for number, (id, path) in enumerate(found.items(), 1):
                at = index.get(id)
                row = rows.get(id)
                if at is not None and not (row and self._is_good(row, path, at)):
                    stale[at] = id
                if number % AT_ONCE == 0:
                    yield False
            for id in gone:
                rows.pop(id, None)
            if gone:
                self.version += 1
                self._cache(place).put([], gone)
            yield bool(gone)
            yield from self._count(place, stale)
        self.is_looked = True
        yield True

    def annotation_runs(self) -> Iterator[Run]:
        """The annotation files that are known of, by the numbers of their articles."""
        for place, rows in list(self._rows.items()):
            index = self._index.get(place, {})
            found = sorted((index[id], f"{id}{SUFFIX}") for id in list(rows) if id in index)
            if found:
                yield Run(str(place.kept), [at for at, _ in found], [name for _, name in found])

    def write(self) -> None:
        """Write what was noted since."""
        while self._noted:
            place, id, noted = self._noted.pop()
            self._cache(place).note(id, noted)

    def close(self) -> None:
        """Close the caches."""
        for cache in self._caches.values():
            cache.close()

    def _load(self, place: Place) -> None:
        cache = self._cache(place)
        self._rows[place] = cache.rows()
        self._left[place] = cache.proposals() | self._left.get(place, {})

    def _count(self, place: Place, stale: dict[int, str]) -> Iterator[bool]:
        """Count anew, what is wanted first."""
        rows, counted = self._rows[place], list[tuple[str, Row]]()
        while stale:
            wanted = [at for at in self.wanted if at in stale]
            for at in wanted or list(stale)[:8]:
                id = stale.pop(at)
                row = self._row(place, at, id)
                if row is None:
                    rows.pop(id, None)
                else:
                    rows[id] = row
                    counted.append((id, row))
            self.version += 1
            if len(counted) >= AT_ONCE:
                self._cache(place).put(counted)
                counted.clear()
            yield True
        if counted:
            self._cache(place).put(counted)

    def _row(self, place: Place, at: int, id: str) -> Row | None:
        """What the files of an article say now; None where there is no annotation file."""
        path = place.kept / f"{id}.toml"
        stamps = stamp(path, self._settled), stamp(self._path(at), self._settled)
        try:
            refuse_outside(path, place.folder)
            content = read_ordinary_file(path)
        except InputError:
            return None if not may_exist(path) else Row(*stamps, UNUSABLE)
        if len(content) > LARGEST:
            return Row(*stamps, UNUSABLE)
        return Row(*stamps, facts_in(content, self._document(at), self._annotator))

    def _document(self, at: int) -> Document | None:
        content = self._articles.content(at)
        try:
            if content is None:
                path = Path(self._path(at))
                if path.stat().st_size > LARGEST_ARTICLE:
                    return None
                content = read_ordinary_file(path)
        except (OSError, InputError):
            return None
        return Document.from_bytes(content)

    def _is_good(self, row: Row, path: str, at: int) -> bool:
        return (
            row.annotations not in (UNSETTLED, NO_FILE)
            and row.annotations == stamp(path, 0.0)
            and row.text != UNSETTLED
            and row.text == stamp(self._path(at), 0.0)
        )

    def _path(self, at: int) -> str:
        return self._articles.file(at)

    def _reindex(self) -> None:
        """Take in the articles that were listed since."""
        until = len(self._articles)
        while self._indexed < until:
            place, end = self._articles.place(self._indexed), self._articles.end_of_group(self._indexed)
            ids = self._articles.ids(self._indexed, end)
            self._index.setdefault(place, {}).update(zip(ids, range(self._indexed, end), strict=True))
            self._indexed = end

    def _cache(self, place: Place) -> FactCache:
        if place not in self._caches:
            self._caches[place] = FactCache(self._folder, place.real, place.annotator)
        return self._caches[place]


def annotation_files(place: Place) -> Iterator[tuple[str, str]]:
    """The annotation files of a place as (id, path), in no order; hidden ones and the label file are left out.

    Links are followed, but no folder is listed twice.
    """
    waiting = [(str(place.kept), "")]
    seen: set[str] = set()
    while waiting:
        here, prefix = waiting.pop()
        real = os.path.realpath(here)
        if real in seen:
            continue
        seen.add(real)
        try:
            with os.scandir(here) as found:
                entries = list(found)
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name[0] == "." or (not prefix and name == LABEL_FILE):
                continue
            try:
                if name.endswith(SUFFIX) and entry.is_file():
                    yield prefix + name[: -len(SUFFIX)], entry.path
                elif entry.is_dir():
                    waiting.append((entry.path, f"{prefix}{name}/"))
            except OSError:
                continue
