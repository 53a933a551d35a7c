"""Remembering: what the person decided, in this session and before, votes on the proposals of every open article."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.annotation.decision import Decision, decision_on
from copydesk.annotation.edit import Edit
from copydesk.annotation.span import Span
from copydesk.app.lull import Lull
from copydesk.app.proposing.voted_desk import VotedDesk
from copydesk.app.proposing.voter import AT_ONCE, Voter
from copydesk.app.reading import Reading
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.detect.memory.memory import Memory, Tallies

BREATH = 0.005
"""Seconds of rest after each piece of work in the background, for keys and what they ask for."""
LULL, LULL_AT_MOST = 0.1, 1.5
"""Seconds without a key that such work waits for, and those after which it goes on in any case."""
AT_A_TIME = 500
"""Annotations of an opened article that are taken down in one go, in a few milliseconds."""
LISTED = 1000
"""Files that are listed in one go."""
READ = 8
"""Files that are read in one go."""
FIRST_VOTE = 0.3
"""Seconds of reading what was decided earlier after which it first votes; then after twice as long, and so on."""
SHOWN_EVERY = 0.25
"""Seconds between two looks at the screen while a long article is searched."""


class Remembering:
    """The memory of one session.

    A decision votes at once on the articles that are shown. What was decided in earlier sessions is read from the
    annotation files in the background, the latest first.

    Args:
        corpus: The articles, their label set, and whose annotations count.
        changed: Called when proposals changed without a key.
        lull: When keys pause: work in the background waits for it, at least for a while.
    """

    def __init__(self, corpus: Corpus, changed: Callable[[], object], lull: Lull | None = None) -> None:
        self._corpus = corpus
        self._changed = changed
        self._lull = lull or Lull()
        self._memory: Memory | None = None
        self._voters: dict[str, Voter] = {}
        self._shown: list[Voter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_counting = False
        self._rested = 0.0

    def start(self, articles: Iterable[tuple[Article, Reading]]) -> None:
        """Begin to remember: attach what is open, and read what was decided before."""
        from copydesk.detect.memory.memory import Memory

        self._memory = Memory()
        for article, reading in articles:
            self.attach(article, reading)
        self._do(self._recall(self._memory))

    def attach(self, article: Article, reading: Reading) -> None:
        """Let memory vote on an open article, and learn from it; nothing before `start`, and once for each reading."""
        memory, desk, name = self._memory, reading.desk, str(article.annotation_path)
        known = self._voters.get(name)
        if memory is None or not isinstance(desk, VotedDesk) or (known and known.reading is reading):
            return
        if len(desk.annotations) > AT_A_TIME:
            self._do(self._attach_later(memory, reading, desk, name))
        else:
            from copydesk.detect.memory.memory import tallied

            self._attach(memory, reading, desk, name, tallied(self._decisions(desk, desk.annotations)))

    async def _attach_later(self, memory: Memory, reading: Reading, desk: VotedDesk, name: str) -> None:
        """The same for many annotations, a few at a time between keys."""
        from copydesk.detect.memory.memory import tallied

        edits, tallies = -1, None
        while edits != desk.edits:
            edits, spans = desk.edits, iter(list(desk.annotations))
            decisions: list[Decision] = []
            while some := list(islice(spans, AT_A_TIME)):
                decisions += self._decisions(desk, some)
                await self._rest()
            tallies = await asyncio.to_thread(tallied, decisions)
        known = self._voters.get(name)
        if tallies is not None and (known is None or known.reading is not reading):
            self._attach(memory, reading, desk, name, tallies)

    def _attach(self, memory: Memory, reading: Reading, desk: VotedDesk, name: str, tallies: Tallies) -> None:
        from copydesk.detect.memory.voting import Voting

        keys = memory.replace(name, tallies)
        for other in self._voters.values():
            other.learn(keys)
            other.catch_up()
        desk.voting = Voting(memory, name, desk.text, desk.annotations.index)
        self._voters[name] = voter = Voter(name, reading, desk, desk.voting)
        desk.watch = lambda edit: self._learn(memory, voter, edit)

    def detected(self, readings: Sequence[Reading]) -> None:
        """The detectors spoke, or have nothing to say: memory may propose names of its own in what is shown."""
        for voter in self._voters.values():
            if voter.reading in readings:
                voter.detected()

    def settle(self, readings: Sequence[Reading]) -> None:
        """Vote on what is shown after decisions were made; at once as far as that is quick, the rest follows.

        Args:
            readings: What is shown.
        """
        self._shown = [voter for voter in self._voters.values() if voter.reading in readings]
        for voter in self._shown:
            voter.answer()
        self._count()

    def reason(self, reading: Reading, span: Span) -> str:
        """What the person decided earlier on the words of a proposal; empty where that is nothing."""
        voter = next((each for each in self._shown if each.reading is reading), None)
        voting = voter.desk.voting if voter else None
        if voter is None or voting is None or self._memory is None or span.status != "proposed":
            return ""
        if not voting.is_name(span):
            return ""
        return self._memory.reason(voter.desk.text[span.start : span.end], span.label, voter.article)

    def close(self) -> None:
        """Stop what goes on in the background."""
        for task in self._tasks:
            task.cancel()

    def _decisions(self, desk: VotedDesk, spans: Iterable[Span]) -> list[Decision]:
        """The decisions on names among annotations, the annotator's own."""
        mine = (span for span in spans if span.by in ("", self._corpus.annotator))
        made = (decision_on(desk.text[span.start : span.end], span) for span in mine)
        return [decision for decision in made if decision and decision.label in self._corpus.labels]

    def _learn(self, memory: Memory, voter: Voter, edit: Edit) -> None:
        """Learn from an edit of an article."""
        if self._voters.get(voter.article) is not voter:
            return
        gone = self._decisions(voter.desk, (change.before for change in edit.spans if change.before))
        come = self._decisions(voter.desk, (change.after for change in edit.spans if change.after))
        keys = memory.change(voter.article, gone, come)
        for each in self._voters.values():
            each.decide(keys, list(edit.ranges()) if each is voter else ())

    def _count(self) -> None:
        """Count what is left of the votes on what is shown, between keys."""
        if not self._is_counting and any(voter.is_busy for voter in self._shown):
            self._is_counting = True
            self._do(self._counting())

    async def _counting(self) -> None:
        try:
            await self._rest()
            while any(voter.is_busy for voter in self._shown):
                await self._count_for(SHOWN_EVERY)
                await self._show()
        finally:
            self._is_counting = False

    async def _count_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and (busy := [voter for voter in self._shown if voter.is_busy]):
            for voter in busy:
                voter.step()
                await self._breathe()

    async def _show(self) -> None:
        """Change the proposals as the votes say that were counted so far."""
        shown = False
        for voter in self._shown:
            while voter.show():
                shown = True
                await self._breathe()
        if shown:
            self._changed()

    async def _recall(self, memory: Memory) -> None:
        """Read what was decided in earlier sessions."""
        from copydesk.detect.memory.surfaces import prepare
        from copydesk.store.annotations.remembered import entries, folders_of, latest

        await asyncio.to_thread(prepare)
        found = []
        listing = entries(await asyncio.to_thread(folders_of, self._corpus.articles))
        while some := await asyncio.to_thread(list, islice(listing, LISTED)):
            found += some
        paths = deque(await asyncio.to_thread(latest, found))
        voted, wait = time.monotonic(), FIRST_VOTE
        while paths:
            some_paths = [paths.popleft() for _ in range(min(READ, len(paths)))]
            for name, tallies in await asyncio.to_thread(self._read, some_paths):
                if name not in self._voters:
                    self._tell(memory.replace(name, tallies))
                    await self._breathe()
            if not paths or time.monotonic() - voted > wait:
                for voter in self._voters.values():
                    voter.catch_up()
                self._count()
                voted, wait = time.monotonic(), 2 * wait

    def _read(self, paths: Iterable[Path]) -> list[tuple[str, Tallies]]:
        """What the annotator decided in some files; for a thread of its own, which rests after each."""
        from copydesk.detect.memory.memory import tallied
        from copydesk.detect.memory.surfaces import taken_apart
        from copydesk.store.annotations.remembered import decisions_in

        annotator, labels = self._corpus.annotator, self._corpus.labels
        read = []
        for path in paths:
            tallies = tallied(each for each in decisions_in(path, annotator) if each.label in labels)
            for tally in tallies.values():
                for decision, _ in tally:
                    taken_apart(decision.words)  # what takes longest is then in its cache when memory asks for it
            read.append((str(path), tallies))
            time.sleep(BREATH)
        return read

    def _tell(self, keys: Collection[str]) -> None:
        for voter in self._voters.values():
            voter.learn(keys)

    async def _breathe(self) -> None:
        """Rest when enough was done."""
        if time.monotonic() - self._rested > AT_ONCE:
            await self._rest()

    async def _rest(self) -> None:
        """Let keys go first."""
        await asyncio.sleep(BREATH)
        await self._lull.wait(LULL, LULL_AT_MOST)
        self._rested = time.monotonic()

    def _do(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
