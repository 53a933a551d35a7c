"""The cache of facts: a database for each folder of annotations; it is never the truth, and may vanish at any time.

It is kept in the user's cache folder, under a name made of the folder's real path and the annotator's. A row holds the
facts of one article, with stamps of the two files that they were counted in; it is good while both files bear them.
Several programs may use it at once: it has a write-ahead log, every change is one immediate transaction, and whoever
finds it locked goes on without it. A damaged one, or one of another version, is thrown away and made anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from copydesk.annotation.snapshot import ArticleStatus
from copydesk.store.corpus.facts import Facts

if TYPE_CHECKING:
    import sqlite3

VERSION = 1
"""Of what is in it, and of how facts are counted; a cache of another version is thrown away."""
APPLICATION = 0x434F5059
"""What SQLite's header says whose database it is."""
PATIENCE = 0.5
"""Seconds that a lock of another program is waited for."""
MOST_CACHES = 200
"""So many are kept; those that were not used for longest go."""

Result = TypeVar("Result")

_READ = "SELECT id, annotations, text, status, tagged, rejected, orphans, mine, changed, problem FROM article"
_SCHEMA = """
CREATE TABLE article (
    id TEXT PRIMARY KEY, annotations TEXT NOT NULL, text TEXT NOT NULL, status TEXT NOT NULL,
    tagged INTEGER NOT NULL, rejected INTEGER NOT NULL, orphans INTEGER NOT NULL, mine INTEGER NOT NULL,
    changed INTEGER NOT NULL, problem INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE proposals (id TEXT PRIMARY KEY, text TEXT NOT NULL, decided INTEGER NOT NULL, left INTEGER NOT NULL)
    WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an article.

    Attributes:
        annotations: The stamp of its annotation file.
        text: The stamp of the article's file.
        facts: What was counted.
    """

    annotations: str
    text: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class ProposalsLeft:
    """How many proposals were left in an article when it was looked at last.

    Attributes:
        text: The stamp of the article's file then.
        decided: How many decisions there were then.
        left: How many proposals were left.
    """

    text: str
    decided: int
    left: int


class FactCache:
    """The cache of one folder of annotations; for one thread. What fails is as if nothing were kept.

    Args:
        folder: The cache folder; made with the first row.
        real: Where the folder of annotations really is.
        annotator: Whose annotations count as their own.
    """

    def __init__(self, folder: Path, real: str, annotator: str = "") -> None:
        from copydesk.store.files.guarded_file import digest_of

        name = digest_of(os.fsencode(real) + b"\0" + annotator.encode("utf-8", "surrogateescape"))[:32]
        self.path = folder / f"{name}.sqlite"
        self._database: sqlite3.Connection | None = None

    def rows(self) -> dict[str, Row]:
        """All rows by the articles' ids."""

        def read(database: sqlite3.Connection) -> dict[str, Row]:
            found: dict[str, Row] = {}
            for id, file, text, status, *counts, changed, problem in database.execute(_READ):
                tagged, rejected, orphans, mine = counts
                known: ArticleStatus = "done" if status == "done" else "open"
                facts = Facts(known, tagged, rejected, orphans, mine, bool(changed), bool(problem))
                found[id] = Row(file, text, facts)
            return found

        return self._try(read) or {}

    def proposals(self) -> dict[str, ProposalsLeft]:
        """How many proposals are left where that was noted, by the articles' ids."""

        def read(database: sqlite3.Connection) -> dict[str, ProposalsLeft]:
            noted = database.execute("SELECT id, text, decided, left FROM proposals")
            return {id: ProposalsLeft(*rest) for id, *rest in noted}

        return self._try(read) or {}

    def put(self, rows: Iterable[tuple[str, Row]], gone: Iterable[str] = ()) -> None:
        """Keep rows in the place of older ones, and forget those of articles that have no annotation file any more."""
        values = [(id, row.annotations, row.text, *astuple(row.facts)) for id, row in rows]

        def write(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            database.executemany("DELETE FROM article WHERE id = ?", [(id,) for id in gone])

        self._try(write, write=True)

    def note(self, id: str, left: ProposalsLeft) -> None:
        """Note how many proposals are left in an article."""
        row = (id, left.text, left.decided, left.left)
        self._try(
            lambda database: database.execute("INSERT OR REPLACE INTO proposals VALUES (?, ?, ?, ?)", row), write=True
        )

    def close(self) -> None:
        """Close it."""
        if self._database:
            with suppress(Exception):
                self._database.close()
            self._database = None

    def _try(self, work: Callable[[sqlite3.Connection], Result], *, write: bool = False) -> Result | None:
        """Do something in a transaction; None where that fails, or there is none. What is damaged is thrown away."""
        import sqlite3

        try:
            database = self._opened(write)
            if database is None:
                return None
            database.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                result = work(database)
                database.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    database.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR:  # a table is not there
                self._throw_away()
            else:  # it is locked, or the disk is full: what is there may be sound
                self.close()
            return None
        except (sqlite3.Error, ValueError, TypeError, OverflowError, OSError):
            self._throw_away()
            return None
        return result

    def _opened(self, write: bool) -> sqlite3.Connection | None:
        """The database, made where there is none and something is to be written."""
        import sqlite3

        if self._database:
            return self._database
        is_new = not self.path.exists()
        if (is_new and not write) or not (is_new or self.path.is_file()):
            return None
        if is_new:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sweep(self.path.parent)
            self.path.touch(mode=0o600)
        database = sqlite3.connect(
            os.fspath(self.path), timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if found == [0, 0]:
                self._make(database)
            elif found != [APPLICATION, VERSION] or database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("not a cache of this version")
            database.execute("PRAGMA synchronous = OFF")
            with suppress(OSError):
                os.utime(self.path)
        except BaseException:
            database.close()
            raise
        self._database = database
        return database

    def _make(self, database: sqlite3.Connection) -> None:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("BEGIN IMMEDIATE")
        if database.execute("PRAGMA user_version").fetchone()[0] == 0:  # else another program was faster
            for statement in filter(str.strip, _SCHEMA.split(";")):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("COMMIT")

    def _throw_away(self) -> None:
        self.close()
        for path in _parts(self.path):
            with suppress(OSError):
                path.unlink()


def _parts(path: Path) -> list[Path]:
    """The files that a database may have."""
    return [path, *(path.with_name(f"{path.name}-{part}") for part in ("wal", "shm", "journal"))]


def _sweep(folder: Path) -> None:
    """Make room for a new one: caches that were not used for longest go."""
    with suppress(OSError):
        caches = sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
        for path in caches[: max(0, len(caches) - MOST_CACHES + 1)]:
            for part in _parts(path):
                part.unlink(missing_ok=True)
