"""The voted desk: a desk on whose proposals the person's memory votes before they are laid, and later as it grows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.labels import LabelSet
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.text.paged_text import Text

if TYPE_CHECKING:
    from copydesk.detect.memory.voting import Change, Voting

MOST = 64
"""Proposals that are changed in one go, in a few milliseconds."""


class VotedDesk(Desk):
    """One article's annotations beside what is proposed for it, by detectors and by memory.

    Attributes:
        voting: Changes what is proposed; None until memory is there.
        watch: Told of every edit that was applied, undone and redone ones too.
    """

    def __init__(
        self, text: Text, snapshot: Snapshot | None = None, by: str = "", labels: LabelSet | None = None
    ) -> None:
        super().__init__(text, snapshot, by, labels)
        self.voting: Voting | None = None
        self.watch: Callable[[Edit], object] | None = None
        self._votes: dict[str, tuple[Span, bool]] = {}

    def propose(self, spans: Iterable[Span], relations: Iterable[Relation] = ()) -> None:
        """Replace the proposals of the detectors; see `Desk.propose`."""
        if self.voting:
            names, others = _parted(self.voting, spans)
            spans = (*others, *self.voting.begin(names))
            self._votes.clear()
        super().propose(spans, relations)

    def amend_proposals(
        self, come: Iterable[Span], relations: Iterable[Relation] = (), gone: Iterable[str] = ()
    ) -> None:
        """Add proposals of the detectors, and take some away by their ids; see `Desk.amend_proposals`."""
        if self.voting:
            names, others = _parted(self.voting, come)
            gone = list(gone)
            change = self.voting.amend(names, gone)
            come, gone = (*others, *change.come), (*gone, *(span.id for span in change.gone))
            for id in (*gone, *(span.id for span in come)):
                self._votes.pop(id, None)
        super().amend_proposals(come, relations, gone)

    def note(self, change: Change) -> None:
        """Take down how votes change the proposals, until `follow_votes`; what came later counts."""
        self._votes.update((span.id, (span, True)) for span in change.come)
        self._votes.update((span.id, (span, False)) for span in change.gone)

    def follow_votes(self, kept: Collection[str] = (), fixed: Collection[str] = ()) -> bool:
        """Change the proposals as votes that were noted say, `MOST` of them at most; whether any was changed.

        One whose ends the person moved stays as it is.

        Args:
            kept: The ids of those that are not taken away for now.
            fixed: The ids of those that are not changed in any way for now.
        """
        come: list[Span] = []
        gone: list[str] = []
        for id, (span, stays) in list(self._votes.items()):
            if len(come) + len(gone) == MOST:
                break
            if id in fixed or (id in kept and not stays):
                continue
            del self._votes[id]
            if self._is_adjusted(span):
                continue
            if stays:
                come.append(span)
            else:
                gone.append(id)
        if come or gone:
            super().amend_proposals(come, (), gone)
        return bool(come or gone)

    def _is_adjusted(self, span: Span) -> bool:
        """Whether the person moved the ends of a proposal, and so is about to decide it."""
        return any(each.id == span.id and each.range != span.range for each in self.open.overlapping(*span.range))

    def _apply(self, edit: Edit | None) -> Edit | None:
        applied = super()._apply(edit)
        if applied and self.watch:
            self.watch(applied)
        return applied


def _parted(voting: Voting, spans: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """The names among some proposals, and the others."""
    names: list[Span] = []
    others: list[Span] = []
    for span in spans:
        (names if voting.is_name(span) else others).append(span)
    return names, others
