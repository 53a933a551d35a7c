"""What the tests of durable work share: an article in a folder, and file systems that fail or die at a given step."""

from __future__ import annotations

import errno
import itertools
import threading
from collections.abc import Callable
from pathlib import Path

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.snapshot import Snapshot
from copydesk.store.annotations.loading import load
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.atomic import REAL, FileSystem, OperatingSystem
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy
from copydesk.text.document import Document

TEXT = "Ana Ruiz said: “We will rebuild.”\r\nThe mayor of Lund, Bo Ek, agreed. 👩🏽‍🚀 End.\n" * 3
STEPS = ("create", "append", "chmod", "write", "sync", "close", "replace", "remove", "make_folder", "sync_folder")
_numbers = itertools.count()


class Crash(BaseException):
    """The process died here; nothing it would do afterwards happens."""


class Faulty(OperatingSystem):
    """A file system whose nth operation fails, or at which the process dies.

    Args:
        at: Which operation, from 0; -1 for none.
        error: What it raises.
        after: Whether it is done nevertheless.
        short: Whether a write there leaves a part of its bytes first.
        lasting: Whether all later operations fail as well.
    """

    def __init__(
        self,
        at: int = -1,
        error: BaseException | None = None,
        *,
        after: bool = False,
        short: bool = False,
        lasting: bool = False,
    ) -> None:
        self.calls: list[str] = []
        self.dead = False
        self._fault = (at, error, after, short, lasting)
        for name in STEPS:
            setattr(self, name, self._watched(name, getattr(self, name)))

    def sync(self, descriptor: int) -> None:
        """Nothing: a machine that loses power is not what these tests are about, and they take half the time."""

    def sync_folder(self, path: Path) -> None:
        """Nothing, likewise."""

    def _watched(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        at, error, after, short, lasting = self._fault

        def call(*arguments: object) -> object:
            if self.dead:
                raise Crash
            here = len(self.calls)
            self.calls.append(name)
            if error is None or not (here == at or (lasting and here > at >= 0)):
                return real(*arguments)
            self.dead = isinstance(error, Crash)
            if after:
                real(*arguments)
            elif short and name == "write":
                data = bytes(arguments[1])  # type: ignore[call-overload]
                real(arguments[0], data[: len(data) // 2])
            raise error

        return call


class Now:
    """A saver that runs its task at once, in the caller's thread, and when it is told that time has passed."""

    def __init__(self) -> None:
        self.task: WorkingCopy | None = None
        self.again: float | None = None

    def schedule(self, task: WorkingCopy, after: float = 0.0, *, urgent: bool = False) -> None:
        self.task = task
        self.again = task.run(urgent)

    def write_all(self) -> None:
        if self.task:
            self.again = self.task.run(True)


class Session:
    """A desk and its working copy, as the app would have them."""

    def __init__(
        self,
        article: Article,
        places: list[Path],
        saver: Saver | Now | None = None,
        files: FileSystem = REAL,
        on_change: Callable[[WorkingCopy], object] | None = None,
    ) -> None:
        self.saver = saver or Now()
        self.document: Document = article.read()
        self.copy = WorkingCopy.open(
            article,
            self.document,
            self.saver,  # type: ignore[arg-type]
            on_change,
            places=places,
            files=files,
        )
        self.desk = Desk(self.document.text, self.copy.snapshot)
        self.desk.history = self.copy.history

    def tag(self, number: int, label: str = "PERSON") -> Edit:
        """Annotate the nth pair of code points."""
        start = (number * 2) % (len(self.document.text) - 2)
        edit = self.desk.tag(start, start + 2, label)
        assert edit
        return edit

    def words(self) -> list[tuple[int, int, str]]:
        """What is annotated, without ids."""
        return [(span.start, span.end, span.label) for span in self.desk.annotations]

    def take_in(self, prefer: str | None = None) -> int:
        """Take in an outside change; how many conflicts there are."""
        return len(self.copy.take_in(self.desk.annotations.snapshot(), self.desk._make, prefer))  # type: ignore[arg-type]

    def die(self) -> None:
        """End as a killed process does: the system takes the lock and the files back, and nothing else happens."""
        self.copy._lock.release()
        self.copy.history.watch = None
        if keeper := self.copy._keeper:
            keeper._journal._files = REAL
            keeper._journal.release()

    def swap(self, files: FileSystem) -> None:
        """Go on with another file system."""
        assert self.copy._keeper
        self.copy._keeper._journal._files = files
        self.copy._keeper._file._files = files


def new_article(folder: Path, text: str = TEXT) -> Article:
    """An article in a folder of its own."""
    articles = folder / f"case{next(_numbers)}" / "articles"
    articles.mkdir(parents=True)
    (articles / "a.txt").write_bytes(text.encode())
    return Corpus.open([articles]).articles[0]


def save(article: Article, document: Document, snapshot: Snapshot) -> None:
    """Write an annotation file, as another program would."""
    article.annotation_path.parent.mkdir(parents=True, exist_ok=True)
    content = render_annotation_file(snapshot, document, article.document_path)
    article.annotation_path.write_bytes(content.encode())


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def broken() -> OSError:
    return OSError(errno.EIO, "Input/output error")


def names(folder: Path) -> list[str]:
    """What lies in a folder and below."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait until something holds."""
    event = threading.Event()
    for _ in range(int(seconds / 0.005)):
        if condition():
            return True
        event.wait(0.005)
    return condition()


def on_disk(article: Article) -> Snapshot:
    """What the annotation file says."""
    return load(article, article.read()).snapshot


def edit_elsewhere(article: Article, old: str, new: str) -> None:
    """Change the annotation file as another program would."""
    source = article.annotation_path.read_text(encoding="utf-8")
    assert old in source
    article.annotation_path.write_text(source.replace(old, new), encoding="utf-8")
