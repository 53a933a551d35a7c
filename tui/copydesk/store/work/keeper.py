"""The keeper: the saver's side of a working copy, which journals every step and writes the annotation file.

It has a copy of the annotations of its own and makes the same edits on it, so that it never reads what a key is just
changing. Everything here happens in the saver's thread, one call at a time.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.history import Step
from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError, InputError
from copydesk.store.annotations.loading import LoadedAnnotations, load
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import Article, read_ordinary_file
from copydesk.store.files.atomic import StoreError
from copydesk.store.files.guarded_file import NO_FILE, ChangedElsewhere, GuardedFile, digest_of
from copydesk.store.work.journal import Journal
from copydesk.store.work.journal_content import Point, PointKind, base_line, point_line, step_line
from copydesk.store.work.recovery import UNKNOWN, Recovery
from copydesk.text.document import Document

QUIET = 0.3
"""Seconds without an edit after which the annotation file is written."""
LATEST = 2.0
"""Seconds after an edit at which it is written in any case."""
SHARE = 10
"""How many times as long as the writing of a large file takes its thread rests before it writes it again: the journal
has everything meanwhile."""
RETRY = 5.0
"""Seconds until what failed is tried again, unless an edit comes before."""
HISTORY_BYTES = 8 << 20
"""How much undo history is kept for the next session at most: some 30,000 edits; the oldest go first."""
SLACK = 1000
"""By how many steps a journal may be longer than its history before it is written anew."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The annotation file as another wrote it.

    Attributes:
        sha256: Its digest; empty where it was removed.
        theirs: What it says.
        base: What it said when both sides began to change it.
    """

    sha256: str
    theirs: Snapshot
    base: Snapshot


class Keeper:
    """Keeps the work on one article.

    Args:
        article: The article.
        document: Its text.
        recovery: What to begin with.
        journal: Its journal.
        file: Its annotation file.
        sha256: The digest of that when it was read.
        outside: The work of another that is in conflict with what to begin with, if any.

    Attributes:
        applied: How many steps were followed.
        durable: How many of them are on the disk.
        problem: What could not be written and why, and where the work is meanwhile; or empty.
        outside: What another wrote to the annotation file and was not taken in yet.
    """

    def __init__(
        self,
        article: Article,
        document: Document,
        recovery: Recovery,
        journal: Journal,
        file: GuardedFile,
        sha256: str,
        outside: Outside | None = None,
    ) -> None:
        self.applied = 0
        self.durable = 0
        self.problem = ""
        self.outside = outside
        self._article = article
        self._document = document
        self._journal = journal
        self._journal.whole = journal.whole and not recovery.anew
        self._file = file
        self._annotations = AnnotationSet(recovery.snapshot)
        self._history = recovery.history
        self._further = recovery.snapshot
        self._base = recovery.base
        self._sha256 = UNKNOWN if outside else sha256
        self._intent = (self._sha256, self._base)
        self._log_base = recovery.log_base
        self._steps = list(recovery.steps)
        self._points = list(recovery.points)
        self._turn = recovery.turn
        self._used = recovery.pending > 0
        self._last_edit = time.monotonic()
        self._first_edit = self._last_edit if recovery.pending else None
        self._broken = ""
        self._took = 0.0

    def work(self, items: Iterable[Step | Outside], *, urgent: bool, look: bool) -> float | None:
        """Journal what was done, and write the annotation file if that is due.

        Args:
            items: Steps that were made, and the work of another that was taken in, in order.
            urgent: Whether the annotation file is due.
            look: Whether to look if another changed it.

        Returns:
            Seconds until there is more to do, or None.
        """
        problem = self._keep(self._follow(items))
        if not problem:
            self.durable = self.applied
        now = time.monotonic()
        waiting = self._first_edit is not None and self.outside is None
        pause = SHARE * self._took
        due = min(self._last_edit + max(QUIET, pause), (self._first_edit or now) + max(LATEST, pause))
        try:
            if look:
                self._look()
            if waiting and not (urgent or problem) and now < due:
                return due - now
            if waiting:
                self._write_file()
                self._took = time.monotonic() - now
        except (CopydeskError, OSError, ValueError) as error:
            if not self._used and not problem:  # nothing was done here: the file is another's concern
                self.problem = self._broken
                return None
            self.problem = f"{error}; {self._refuge(problem)}"
            if waiting:
                self._first_edit, self._last_edit = now + RETRY - LATEST, now + RETRY - QUIET
            return RETRY
        if self._first_edit is None:
            self.durable = self.applied
            problem = ""
        self.problem = problem or self._broken
        if problem:
            return RETRY
        return None if self._first_edit is None or self.outside else QUIET

    def finish(self) -> None:
        """Keep the history for the next time, if all is written, and let go of the journal."""
        if self._used and self._first_edit is None and self.outside is None:
            if self._history.steps():
                self._compact(HISTORY_BYTES)
            else:
                self._journal.remove()
        self._journal.release()

    def _follow(self, items: Iterable[Step | Outside]) -> list[bytes]:
        """Make the steps here too; their lines for the journal."""
        lines = []
        for item in items:
            self._used = True
            now = time.monotonic()
            if isinstance(item, Outside):
                self._base, self._sha256 = item.theirs, item.sha256
                self._intent = (item.sha256, item.theirs)
                self._further = item.theirs
                self.outside = None
                lines.append(self._point("met", item.sha256))
            else:
                self.applied += 1
                try:
                    self._annotations.apply(item.change)
                    self._history.follow(item)
                except ValueError as error:
                    self._broken = f"an edit could not be kept ({item.edit.title}): {error}"
                    continue
                self._steps.append(item)
                lines.append(step_line(item, len(self._steps), self._document.view))
                self._last_edit = now
            self._first_edit = self._first_edit or now
        return lines

    def _keep(self, lines: list[bytes]) -> str:
        """Bring lines to the journal; why that failed, or empty."""
        if not lines and (self._journal.whole or not self._used):
            return ""
        try:
            if self._journal.whole:
                try:
                    self._journal.append(b"".join(lines))
                except StoreError:
                    self._write_journal()
            else:
                self._write_journal()
        except StoreError as error:
            return str(error)
        return ""

    def _write_journal(self) -> None:
        """Write the whole journal anew.

        Raises:
            StoreError: When no place takes it.
        """
        self._turn = max(self._turn + 1, int(time.time()))
        document, path = self._document, self._article.annotation_path
        lines = [base_line(self._log_base, document.sha256, document.length, self._turn, path)]
        points = deque(sorted(self._points, key=lambda point: point.at))
        for number in range(len(self._steps) + 1):
            if number:
                lines.append(step_line(self._steps[number - 1], number, document.view))
            while points and points[0].at == number:
                lines.append(point_line(points.popleft()))
        self._journal.write(lines)

    def _point(self, kind: PointKind, sha256: str) -> bytes:
        """Take down a state of the annotation file; its line for the journal."""
        point = Point(kind, sha256, len(self._steps))
        self._points.append(point)
        return point_line(point)

    def _write_file(self) -> None:
        """Write the annotation file, unless it holds all this already or another changed it."""
        self._look()
        if self.outside is not None:
            return
        snapshot = self._now()
        digest = NO_FILE
        if self._sha256 != NO_FILE or snapshot != Snapshot():
            content = render_annotation_file(snapshot, self._document, self._article.document_path).encode()
            digest = digest_of(content)
            if digest != self._sha256:
                self._keep([self._point("saving", digest)])
                self._intent = (digest, snapshot)
                try:
                    self._file.replace(content, self._sha256)
                except ChangedElsewhere:
                    self._look()
                    return
        self._sha256, self._base = digest, snapshot
        self._intent = (digest, snapshot)
        self._first_edit = None
        self._keep([self._point("saved", digest)])
        if len(self._steps) > 2 * len(self._history.steps()) + SLACK:
            self._compact()

    def _look(self) -> None:
        """Find out whether another changed the annotation file, and read it if so.

        Raises:
            InputError: When it cannot be read, or not as this article's; or when it belongs to the text that the
                article has by now: written with places in the text that is open here, it would lose those it has.
        """
        sha256 = self._file.digest()
        if sha256 == self._intent[0]:  # also when it took the name though the last sync failed
            self._sha256, self._base = self._intent
        if sha256 == self._sha256:
            self.outside = None
        elif self.outside is None or self.outside.sha256 != sha256:
            theirs, sha256 = read_annotations(self._article, self._document)
            if theirs.file and theirs.rebased and theirs.file.sha256 == self._text_now():
                raise InputError(
                    "the article was changed, and its annotations with it",
                    path=self._article.annotation_path,
                    remedy="Leave and open it anew: what was done here goes along",
                )
            self.outside = Outside(sha256, theirs.snapshot, self._base)

    def _text_now(self) -> str:
        """The digest of the article as it is on the disk."""
        content = self._article.content
        return digest_of(read_ordinary_file(self._article.path) if content is None else content)

    def _compact(self, limit: int | None = None) -> None:
        """Write the journal anew with the shortest way to the history; with a limit, without the oldest edits."""
        steps = list(self._history.steps())
        base = AnnotationSet(self._log_base)
        if limit is not None:
            size, first = 0, len(steps)
            while first and size <= limit:
                first -= 1
                size += len(step_line(steps[first], first + 1, self._document.view))
            first += size > limit
            if first > len(self._history):  # of those that were taken back, all or none
                first = len(steps)
            for step in steps[:first]:
                base.apply(step.change)
            del steps[:first]
        self._log_base = base.snapshot()
        self._steps, self._points = steps, [Point("saved", self._sha256, len(steps))]
        try:
            self._write_journal()
        except StoreError:
            self._journal.whole = False  # the longer one is still there, and says the same

    def _now(self) -> Snapshot:
        """All annotations, as this thread knows them."""
        snapshot = self._annotations.snapshot()
        return replace(
            self._further,
            spans=snapshot.spans,
            relations=snapshot.relations,
            orphans=snapshot.orphans,
            status=snapshot.status,
            labels=snapshot.labels,
        )

    def _refuge(self, problem: str) -> str:
        """Where the work is while the annotation file cannot be written."""
        if problem or self._journal.path is None:
            return "the work is nowhere but in memory: do not quit"
        return f"the work is safe in {self._journal.path}, and writing is tried again"


def read_annotations(article: Article, document: Document) -> tuple[LoadedAnnotations, str]:
    """The annotations in an article's file, and the file's digest.

    Raises:
        InputError: When it cannot be used; see `load`.
    """
    file = GuardedFile(article.annotation_path, article.annotation_folder)
    for _ in range(5):
        sha256 = file.digest()
        loaded = load(article, document)
        if file.digest() == sha256:
            return loaded, sha256
    raise InputError("it is being changed all the time", path=article.annotation_path, remedy="Try again later")
