"""Elsewhere: what is done at once in several articles, also in those that are not open, and undone together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit, same
from copydesk.app.reading import Reading
from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.store.corpus.article import Article

MOST_NAMED = 3
"""How many articles that could not be written are named."""

Job = tuple["Article", str, Callable[[Desk], object]]
"""An article, the digest it must still have, and what to do on its desk."""
Done = Callable[["Article", str, Edit | None], object]
"""Is told of an article, its digest, and the last edit of it."""
Direction = Literal["undo", "redo"]


@dataclass
class Together:
    """One decision in several articles.

    Attributes:
        title: What was decided.
        open: The edits of the articles that were open.
        closed: The edits of those that were not, with the digest of each article.
        failed: Why it could not be done in some of these, by the ids of the articles.
    """

    title: str
    open: list[tuple[Reading, Edit]] = field(default_factory=list)
    closed: list[tuple[Article, str, Edit]] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """Where it was done besides in open articles, and where not; empty where there was nothing to do."""
        if not self.closed and not self.failed:
            return ""
        return f"done in {len(self.closed)} articles that are not open{_named(self.failed)}"


class Elsewhere:
    """Writes in articles that are not open, one after the other and in the background.

    Args:
        screen: Where what is done is told.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._known: list[Together] = []
        self._work: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._work is not None and not self._work.done()

    async def wait(self) -> None:
        """Wait until everything is written."""
        while self._work is not None and not self._work.done():
            await asyncio.shield(self._work)

    def remember(self, together: Together) -> None:
        """Know a decision, so that undoing it in one article undoes it in all."""
        self._known.append(together)

    def do(self, together: Together, jobs: Sequence[Job], done: Done) -> None:
        """Do a part of a decision in articles that are not open; returns at once.

        Args:
            together: The decision.
            jobs: What to do in which articles.
            done: Told of each article in which it was done.
        """
        self._begin(together, jobs, done)

    def follow(self, direction: Direction, edit: Edit) -> str:
        """After an edit was undone or redone in one article, do so in the others that it was made in with it.

        Where something else was done since, it stays and the article is named; in those that are not open it is done
        in the background.
        """
        together = next((each for each in self._known if self._is_of(each, edit)), None)
        if together is None:
            return ""
        others, stayed = 0, []
        for reading, theirs in together.open:
            history = reading.desk.history
            last = (history.done if direction == "undo" else history.undone)[-1:]
            if theirs is edit:
                continue
            if last and last[0] is theirs and not reading.read_only:
                (reading.desk.undo if direction == "undo" else reading.desk.redo)()
                others += 1
            elif theirs in (history.done if direction == "undo" else history.undone):
                stayed.append(reading.title)
        jobs = [(article, sha256, _stepping(direction, theirs)) for article, sha256, theirs in together.closed]
        if jobs:
            self._begin(Together(f"{direction} of {together.title}"), jobs)
        said = (
            "" if not others else ", and in the other article" if others == 1 else f", and in {others} other articles"
        )
        said += f"; not in {', '.join(stayed)}, where other work came after it" if stayed else ""
        return said + (f"; {len(jobs)} articles that are not open follow" if jobs else "")

    def _is_of(self, together: Together, edit: Edit) -> bool:
        edits = [theirs for _, theirs in together.open] + [theirs for *_, theirs in together.closed]
        return any(theirs is edit or same(theirs, edit) for theirs in edits)

    def _begin(self, together: Together, jobs: Sequence[Job], done: Done | None = None) -> None:
        self._work = asyncio.create_task(self._run(self._work, together, jobs, done))

    async def _run(
        self, before: asyncio.Task[None] | None, together: Together, jobs: Sequence[Job], done: Done | None
    ) -> None:
        if before:
            await asyncio.shield(before)
        from copydesk.store.work import unopened
        from copydesk.store.work.saver import Saver

        saver, library = Saver(), self._screen.library
        for number, (article, sha256, work) in enumerate(jobs):
            try:
                reading = library.opened(article)
                if reading:  # it was opened since
                    edit = _on_open(reading, work)
                else:
                    edit = await asyncio.to_thread(
                        unopened.edit, article, sha256, library.corpus.annotator, library.labels, saver, work
                    )
            except CopydeskError as error:
                together.failed[article.id] = str(error)
                continue
            together.failed.pop(article.id, None)
            if done:
                done(article, sha256, edit)
            elif edit:
                together.closed.append((article, sha256, edit))
            if number % 16 == 15:
                self._tell(f"{together.title}: {number + 1} of {len(jobs)} articles …")
        await asyncio.to_thread(saver.close, unopened.SECONDS)
        if together.said:
            self._tell(f"{together.title}: {together.said}")

    def _tell(self, message: str) -> None:
        if self._screen.is_attached:
            self._screen.say(message)


def _stepping(direction: Direction, edit: Edit) -> Callable[[Desk], object]:
    """Undo or redo an edit, if nothing else was done since."""

    def work(desk: Desk) -> None:
        done, undone = desk.history.done[-1:], desk.history.undone[-1:]
        last, stepped = (done, undone) if direction == "undo" else (undone, done)
        if stepped and same(stepped[0], edit):
            return
        if not last or not same(last[0], edit):
            raise CopydeskError("other work came after it")
        (desk.undo if direction == "undo" else desk.redo)()

    return work


def _on_open(reading: Reading, work: Callable[[Desk], object]) -> Edit | None:
    """Do something on the desk of an article that is open."""
    if reading.read_only:
        raise CopydeskError(reading.read_only.removeprefix("Read-only: "))
    before = reading.desk.edits
    work(reading.desk)
    done = reading.desk.history.done
    return done[-1] if reading.desk.edits > before and done else None


def _named(failed: Mapping[str, str]) -> str:
    """The first of the articles that could not be written, for a sentence."""
    left = [f"{id} ({why})" for id, why in failed.items()]
    said = f"; not in {', '.join(left[:MOST_NAMED])}" if left else ""
    return said + (f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else "")
