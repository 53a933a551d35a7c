"""Elsewhere: what is done at once in several articles, also in those that are not open, and undone together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit, same
from copydesk.app.reading import Reading
from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from copydesk.annotation.bulk import Candidate, Task
    from copydesk.app.screen import ReadingScreen
    from copydesk.store.corpus.article import Article
    from copydesk.store.work.unopened import FoundIn

MOST_NAMED = 3
"""How many articles that could not be written are named."""

Direction = Literal["undo", "redo"]


@dataclass
class Together:
    """One decision in several articles.

    Attributes:
        title: What was decided.
        open: The edits of the articles that were open.
        closed: The edits of those that were not, with the digest of each article.
    """

    title: str
    open: list[tuple[Reading, Edit]] = field(default_factory=list)
    closed: list[tuple[Article, str, Edit]] = field(default_factory=list)


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

    def do(self, together: Together, task: Task, chosen: Sequence[tuple[FoundIn, Sequence[Candidate]]]) -> None:
        """Do a task in some places of articles that are not open; returns at once."""

        def doing(candidates: Sequence[Candidate]) -> Callable[[Desk], object]:
            def work(desk: Desk) -> None:
                with desk.together(f"{together.title} ({len(candidates)})", candidates[0].start):
                    for candidate in candidates:
                        task.apply(desk, candidate)

            return work

        jobs = [(found.article, found.sha256, doing(candidates)) for found, candidates in chosen]

        def done(article: Article, sha256: str, edit: Edit) -> None:
            together.closed.append((article, sha256, edit))

        self._begin(together.title, jobs, done)

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
            self._begin(f"{direction} of {together.title}", jobs)
        said = (
            "" if not others else ", and in the other article" if others == 1 else f", and in {others} other articles"
        )
        said += f"; not in {', '.join(stayed)}, where other work came after it" if stayed else ""
        return said + (f"; {len(jobs)} articles that are not open follow" if jobs else "")

    def _is_of(self, together: Together, edit: Edit) -> bool:
        edits = [theirs for _, theirs in together.open] + [theirs for *_, theirs in together.closed]
        return any(theirs is edit or same(theirs, edit) for theirs in edits)

    def _begin(
        self,
        title: str,
        jobs: Sequence[tuple[Article, str, Callable[[Desk], object]]],
        done: Callable[[Article, str, Edit], None] | None = None,
    ) -> None:
        before = self._work
        self._work = asyncio.create_task(self._run(before, title, jobs, done))

    async def _run(
        self,
        before: asyncio.Task[None] | None,
        title: str,
        jobs: Sequence[tuple[Article, str, Callable[[Desk], object]]],
        done: Callable[[Article, str, Edit], None] | None,
    ) -> None:
        if before:
            await asyncio.shield(before)
        from copydesk.store.work import unopened
        from copydesk.store.work.saver import Saver

        saver, library = Saver(), self._screen.library
        written, failed = 0, []
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
                failed.append(f"{article.id} ({error})")
                continue
            if edit:
                written += 1
                if done:
                    done(article, sha256, edit)
            if number % 16 == 15:
                self._tell(f"{title}: {number + 1} of {len(jobs)} articles …")
        await asyncio.to_thread(saver.close, unopened.SECONDS)
        left = f"; not in {', '.join(failed[:MOST_NAMED])}" if failed else ""
        left += f" and {len(failed) - MOST_NAMED} more" if len(failed) > MOST_NAMED else ""
        self._tell(f"{title}: done in {written} articles that are not open{left}")

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
