"""The voter: the votes on one open article's proposals, in steps that are short enough to come between keys."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from copydesk.app.proposing.voted_desk import VotedDesk
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.detect.memory.voting import Change, Voting

AT_ONCE = 0.003
"""Seconds that a key may spend on what follows from its decision; the rest is done between keys."""
SOME = 64
"""Names that are voted on in one step."""


class Voter:
    """One open article, and the votes on its proposals that are still to be counted.

    A proposal that the caret is on is not taken away, and is changed only by a decision of the person's own.

    Args:
        article: The name under which memory knows the article.
        reading: What is read.
        desk: Its desk.
        voting: The votes on its proposals.
    """

    def __init__(self, article: str, reading: Reading, desk: VotedDesk, voting: Voting) -> None:
        self.article = article
        self.reading = reading
        self.desk = desk
        self._voting = voting
        self._decided: set[str] = set()
        self._ranges: list[tuple[int, int]] = []
        self._learned: set[str] = set()
        self._searched = False
        self._steps: deque[Iterator[Change]] = deque()

    def decide(self, keys: Collection[str], ranges: Collection[tuple[int, int]] = ()) -> None:
        """The person decided on names; in the half-open ranges of this article annotations came or went."""
        self._decided.update(keys)
        self._ranges += ranges

    def learn(self, keys: Collection[str]) -> None:
        """What was decided on names in earlier sessions became known; it counts from `catch_up` on."""
        self._learned.update(keys)

    def detected(self) -> None:
        """The detectors spoke, or have nothing to say: names of memory's own may be proposed."""
        self._voting.begun = True

    def answer(self) -> None:
        """Count the votes that a decision changed, at once as far as that is quick; the rest is left for `step`."""
        deadline = time.monotonic() + AT_ONCE
        by_person = bool(self._decided or self._ranges)
        self._voting.look_at(self.reading.caret.offset)
        if by_person:
            keys, ranges = self._decided, self._ranges
            self._decided, self._ranges = set(), []
            self.desk.note(self._voting.reconsider(keys, ranges))
            if keys and self._searched:
                self._steps.appendleft(self._voting.search(keys))
        is_first = self._voting.begun and not self._searched
        if is_first:
            self._searched = True
            self._steps.append(self._voting.search())
        if (by_person or is_first) and isinstance(self.desk.text, str):  # a long text is searched between keys only
            while time.monotonic() < deadline and self.step():
                pass
        if by_person or is_first or not self._steps:
            self.show(by_person=by_person)

    def catch_up(self) -> None:
        """Have the votes counted, by `step`, that what became known of earlier sessions changed."""
        keys, self._learned = self._learned, set()
        if keys:
            self._steps.append(self._counted(sorted(keys)))

    def _counted(self, keys: list[str]) -> Iterator[Change]:
        for start in range(0, len(keys), SOME):
            yield self._voting.reconsider(keys[start : start + SOME])
        if self._searched:
            yield from self._voting.search(keys)

    @property
    def is_busy(self) -> bool:
        """Whether something is left for `step`."""
        return bool(self._steps)

    def step(self) -> bool:
        """Count some votes, which takes a few milliseconds; whether something was left to count."""
        while self._steps:
            change = next(self._steps[0], None)
            if change is not None:
                self.desk.note(change)
                return True
            self._steps.popleft()
        return False

    def show(self, *, by_person: bool = False) -> bool:
        """Change some proposals as the votes say that were counted; whether any was changed.

        Args:
            by_person: Whether the person just decided something.
        """
        here = {span.id for span in self.reading.here if span.status == "proposed"}
        return self.desk.follow_votes(kept=here, fixed=() if by_person else here)
