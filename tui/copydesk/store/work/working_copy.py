"""The working copy: one open article, whose every edit is on the disk before it counts as saved.

An edit goes to the journal at once, and to the annotation file a little later; both in the saver's thread (`keeper`).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.annotation.edit import Edit
from copydesk.annotation.history import Step
from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError
from copydesk.store.annotations.loading import LoadedAnnotations
from copydesk.store.corpus.article import Article
from copydesk.store.files.atomic import REAL, FileSystem, StoreError
from copydesk.store.files.guarded_file import NO_FILE, GuardedFile
from copydesk.store.files.locks import Holder, Lock, LockHeld, acquire
from copydesk.store.work.journal import Journal
from copydesk.store.work.keeper import Keeper, Outside, read_annotations
from copydesk.store.work.merge import Conflict, Merged, Side, difference, merge
from copydesk.store.work.recovery import MERGED_TITLE, Notice, Recovery, fresh, recover, wrong_notice
from copydesk.store.work.saver import Saver
from copydesk.store.work.workplace import JOURNAL, LOCK, work_folders, work_name
from copydesk.text.document import Document

if TYPE_CHECKING:
    from copydesk.store.annotations.annotation_file import AnnotationFile
    from copydesk.store.annotations.reanchoring import Reanchored


@dataclass(frozen=True, slots=True)
class WorkState:
    """How far the work on one article has come to the disk.

    Attributes:
        pending: Whether an edit is not on the disk yet.
        problem: What could not be written and why, and where the work is safe meanwhile; or empty.
        outside: Whether the annotation file was changed by another, and `take_in` is to be called.
    """

    pending: bool = False
    problem: str = ""
    outside: bool = False


class WorkingCopy:
    """One article's annotations, opened for work; see `open`.

    Args:
        article: The article.
        document: Its text.
        saver: Does the writing.
        recovery: What to begin with.
        loaded: What the annotation file said.
        keeper: Keeps the work; None when there is to be none.
        lock: Held until it is closed.
        on_change: Called in the saver's thread when `state` has changed.
        read_only: Why nothing may be annotated, or empty.
        holder: Who has the article open elsewhere, if that is why.

    Attributes:
        snapshot: The annotations to begin with.
        history: What can be undone and redone. It reports to the working copy: a desk that uses it needs nothing more.
        loaded: What the annotation file said, with what was moved in it because the article changed.
        read_only: Why nothing may be annotated, or empty.
        holder: Who has the article open elsewhere, if that is why.
        notices: What to tell the person.
    """

    def __init__(
        self,
        article: Article,
        document: Document,
        saver: Saver,
        recovery: Recovery,
        loaded: LoadedAnnotations,
        keeper: Keeper | None = None,
        lock: Lock | None = None,
        on_change: Callable[[WorkingCopy], object] | None = None,
        read_only: str = "",
        holder: Holder | None = None,
    ) -> None:
        self.article = article
        self.document = document
        self.snapshot = recovery.snapshot
        self.history = recovery.history
        self.loaded = loaded
        self.read_only = read_only
        self.holder = holder
        self.notices = (*recovery.notices, *([wrong_notice(loaded.problems)] if loaded.problems else []))
        self._saver = saver
        self._keeper = keeper
        self._lock = lock or Lock()
        self._on_change = on_change
        self._queue: deque[Step | Outside] = deque()
        self._recorded = 0
        self._taken: Outside | None = None
        self._look_due = False
        self._closing = False
        self._finished = threading.Event()
        self._told: WorkState | None = self.state
        if keeper:
            self.history.watch = self.record

    @classmethod
    def open(
        cls,
        article: Article,
        document: Document,
        saver: Saver,
        on_change: Callable[[WorkingCopy], object] | None = None,
        *,
        places: Sequence[Path] | None = None,
        files: FileSystem = REAL,
    ) -> WorkingCopy:
        """Lock an article's annotations, read them, and bring back what a session that was cut off had not written.

        Opening writes nothing but a lock file in the program's own folder. An article that cannot be annotated, and
        one that another Copydesk has open, is opened for reading, with the reason in `read_only`.

        Args:
            article: Whose annotations.
            document: The article, as `article.read()` gave it.
            saver: Does the writing; shared by all articles.
            on_change: Called in the saver's thread when `state` has changed.
            places: The folders for journal and lock, the first that can be written is taken; those of the platform.
            files: The file system, for tests.
        """
        places = work_folders() if places is None else places
        name = work_name(article.annotation_path)
        read_only, holder, lock = "", None, Lock()
        if document.damaged is not None:
            read_only = f"Read-only: the text is not UTF-8 at byte {document.damaged}; convert it to annotate it"
        else:
            try:
                lock = acquire(places, f"{name}{LOCK}")
            except LockHeld as held:
                holder = held.holder
                read_only = f"Read-only: {holder} is at work on this article"
        try:
            loaded, sha256 = read_annotations(article, document)
        except CopydeskError as error:
            lock.release()
            nothing = LoadedAnnotations(Snapshot())
            start = fresh(nothing.snapshot, NO_FILE)
            return cls(article, document, saver, start, nothing, read_only=f"Read-only: {error}", holder=holder)
        if read_only:
            start = fresh(loaded.snapshot, sha256)
            return cls(article, document, saver, start, loaded, None, None, on_change, read_only, holder)
        file = GuardedFile(article.annotation_path, article.annotation_folder, files)
        file.sweep()
        journal = Journal(places, f"{name}{JOURNAL}", files)
        journal.sweep()
        start = _recover(journal, loaded.snapshot, sha256, article, document)
        outside = Outside(sha256, loaded.snapshot, start.base) if start.conflict else None
        keeper = Keeper(article, document, start, journal, file, sha256, outside)
        copy = cls(article, document, saver, start, loaded, keeper, lock, on_change)
        if start.pending:
            saver.schedule(copy)
        return copy

    @property
    def state(self) -> WorkState:
        """How far the work has come to the disk; cheap."""
        keeper = self._keeper
        if keeper is None:
            return WorkState()
        outside = keeper.outside is not None and keeper.outside is not self._taken
        return WorkState(keeper.durable < self._recorded, keeper.problem, outside)

    def record(self, step: Step) -> None:
        """Keep a step; returns at once. The history calls it.

        Raises:
            RuntimeError: When the working copy is for reading only or closed, because the work would be lost.
        """
        if self._keeper is None or self._closing:
            raise RuntimeError("an edit was made where it cannot be kept")
        self._recorded += 1
        self._told = None  # whoever looked meanwhile saw it pending, and is to be told when it is not
        self._queue.append(step)
        self._saver.schedule(self)

    def write(self) -> None:
        """Write the annotation file now rather than a little later; returns at once. For leaving an article."""
        if self._keeper and not self._closing:
            self._saver.schedule(self, urgent=True)

    def look(self) -> None:
        """Look whether another changed the annotation file; returns at once, and `on_change` tells."""
        if self._keeper and not self._closing:
            self._look_due = True
            self._saver.schedule(self)

    def take_in(
        self, ours: Snapshot, apply: Callable[[Edit], object], prefer: Side | None = None
    ) -> tuple[Conflict, ...]:
        """Take in what another wrote to the annotation file, by a three-way merge, as one edit that can be undone.

        Until then the other's file stays as it is, and the journal keeps what is done here.

        Args:
            ours: The annotations as they are now.
            apply: Makes an edit and records it in `history`.
            prefer: Whose version is to hold where both changed the same; None to be asked.

        Returns:
            What both changed, each differently: nothing was done then, and `prefer` is needed. Else nothing.
        """
        outside = self._keeper.outside if self._keeper else None
        if outside is None or outside is self._taken:
            return ()
        merged = merge(outside.base, ours, outside.theirs, prefer or "ours")
        conflicts = merged.conflicts
        if outside.sha256 == NO_FILE:
            # Nobody removes everything by the way: it may be a checkout, or an editor at work.
            conflicts = _all_removed(outside.base, ours)
            if prefer == "ours":
                merged = Merged(ours)
        if conflicts and prefer is None:
            return conflicts
        edit = difference(ours, merged.snapshot, MERGED_TITLE)
        if edit:
            apply(edit)
        self._taken = outside
        self._queue.append(outside)
        self._saver.schedule(self)
        return ()

    def reopen(self) -> WorkingCopy | None:
        """Try to open for work what another Copydesk had open; None while it still has."""
        if self.holder is None:
            return None
        try:  # first only this: to read the annotations may take long
            acquire(work_folders(), f"{work_name(self.article.annotation_path)}{LOCK}").release()
        except LockHeld:
            return None
        copy = WorkingCopy.open(self.article, self.document, self._saver, self._on_change)
        return copy if copy.holder is None else None

    def close(self, timeout: float | None = 10.0) -> str:
        """Write what is left, keep the undo history for the next time, and give the lock back.

        Args:
            timeout: Seconds to wait at most; 0 does not wait, and the saver's `close` does.

        Returns:
            What could not be written and where it is safe, or empty.
        """
        keeper = self._keeper
        if keeper is None:
            return ""
        if not self._closing:
            self._closing = True
            self._saver.schedule(self, urgent=True)
        if timeout != 0 and not self._finished.wait(timeout):
            return keeper.problem or f"{self.article.annotation_path}: it is still being written"
        return keeper.problem

    def run(self, urgent: bool) -> float | None:
        """Write what is due; the saver calls it. See `saver.Task`."""
        keeper, closing, look = self._keeper, self._closing, self._look_due
        if keeper is None or self._finished.is_set():
            return None
        self._look_due = False
        again = None
        try:
            again = keeper.work(self._drain(), urgent=urgent or closing, look=look)
            self._look_due = self._look_due or (look and bool(keeper.problem))
            if closing:
                keeper.finish()
        finally:
            if closing:
                self._lock.release()
                self._finished.set()
            if self.state != self._told:
                self._told = self.state
                if self._on_change:
                    self._on_change(self)
        return None if closing else again

    def _drain(self) -> Iterator[Step | Outside]:
        while self._queue:
            yield self._queue.popleft()


def _all_removed(base: Snapshot, ours: Snapshot) -> tuple[Conflict, ...]:
    """The conflicts when the other removed the whole file."""
    now = {span.id: span for span in ours.spans}
    return tuple(Conflict(span.id, span, now.get(span.id), None) for span in base.spans)


def _recover(journal: Journal, file: Snapshot, sha256: str, article: Article, document: Document) -> Recovery:
    """What journal and annotation file say together; a journal that is of no use is put aside."""

    def find(made: AnnotationFile) -> Reanchored:
        from copydesk.store.annotations.reanchoring import reanchor_article

        return reanchor_article(article, document, made)

    try:
        if not journal.exists:
            return fresh(file, sha256)
        content = journal.read()
        salvaged = journal.salvage(sha256, file) if content is None or content.lost else None
        recovery = recover(content, salvaged, file, sha256, document, find)
        if not recovery.aside:
            return recovery
        kept = ", ".join(map(str, journal.put_aside()))
        return replace(recovery, notices=(*recovery.notices, Notice("aside", f"The journal is kept as {kept}")))
    except (OSError, StoreError, ValueError) as error:
        text = f"The journal of this article cannot be used: {error}"
        with suppress(StoreError):
            text += f"; it is kept as {', '.join(map(str, journal.put_aside()))}"
        return replace(fresh(file, sha256), notices=(Notice("aside", text),))
