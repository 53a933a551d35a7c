"""Bulk work: what is decided in many places at once, first found and looked through, then done as one edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from sys import maxsize
from typing import Protocol

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEPENDENT, PASSAGES, compete
from copydesk.annotation.span import Span
from copydesk.text.occurrences import Occurrences

SAME_LABEL = "tagged already"
INSIDE = "inside another tag"
PART = "part of a longer proposal"
REJECTED = "rejected before"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where something can be decided.

    Attributes:
        start: First code point.
        end: One past the last.
        label: The label it would bear, or of which it would be freed.
        before: The label of the annotation that stands there and would be changed; empty where none does.
        span: The annotation or proposal it is about, if there is one.
    """

    start: int
    end: int
    label: str
    before: str = ""
    span: Span | None = None

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Found:
    """Where a task can be done.

    Attributes:
        candidates: In the order of the text.
        left_out: Why places are not among them, and how many for each reason.
    """

    candidates: tuple[Candidate, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)


class Task(Protocol):
    """Something to be decided in many places."""

    @property
    def title(self) -> str:
        """What it does, for the person: `PERSON on every “Kim”`."""
        ...

    def concerns(self, text: str) -> bool:
        """Whether a text may have a place for it; quick."""
        ...

    def find(self, desk: Desk) -> Found:
        """Where it can be done on a desk."""
        ...

    def apply(self, desk: Desk, candidate: Candidate) -> bool:
        """Do it in one place, if it still can be; whether it was done."""
        ...


@dataclass(frozen=True)
class GiveEverywhere:
    """Give a label to every occurrence of some words.

    Left out is what bears the label already, what was rejected under it, and what lies inside another name that is
    tagged or proposed; an occurrence with another label that competes is offered as a change of label.

    Attributes:
        label: The label.
        words: What to look for.
    """

    label: str
    words: Occurrences

    @property
    def title(self) -> str:
        """What it does."""
        return f"{self.label} on every “{self.words.words}”"

    def concerns(self, text: str) -> bool:
        """Whether the words occur."""
        return next(self.words(text), None) is not None

    def find(self, desk: Desk) -> Found:
        """The occurrences to which the label can be given."""
        candidates: list[Candidate] = []
        left_out: Counter[str] = Counter()
        for start, end in self.words(str(desk.text)):
            reason, span = self._there(desk, start, end)
            if reason:
                left_out[reason] += 1
            else:
                accepted = span is not None and span.status == "accepted"
                candidates.append(Candidate(start, end, self.label, span.label if span and accepted else "", span))
        return Found(tuple(candidates), left_out)

    def _there(self, desk: Desk, start: int, end: int) -> tuple[str, Span | None]:
        """Why an occurrence is left out, or empty; and what stands exactly there and competes."""
        exact: Span | None = None
        for span in desk.annotations.overlapping(start, end):
            if not compete(self.label, span.label) or not span.overlaps(start, end):
                continue
            same_place = span.pieces == ((start, end),)
            if span.status == "rejected":
                if same_place and span.label == self.label:
                    return REJECTED, None
            elif span.label == self.label and span.start <= start and end <= span.end:
                return SAME_LABEL, None
            elif same_place:
                exact = span
            elif span.label not in DEPENDENT:
                return INSIDE, None
        if exact:
            return "", exact
        for span in desk.open.overlapping(start, end):
            if compete(self.label, span.label) and span.label not in DEPENDENT and span.overlaps(start, end):
                if span.pieces == ((start, end),):
                    exact = span
                elif span.end - span.start > end - start and self.label not in PASSAGES:
                    return PART, None
        return "", exact

    def apply(self, desk: Desk, candidate: Candidate) -> bool:
        """Tag, accept or relabel."""
        reason, span = self._there(desk, *candidate.range)
        if reason:
            return False
        if span and span.status == "accepted":
            return desk.relabel(span, self.label) is not None
        return desk.tag(*candidate.range, self.label) is not None


@dataclass(frozen=True)
class _Annotated:
    """What concerns the annotations of a label on some words.

    Attributes:
        label: The label they have.
        words: The words.
    """

    label: str
    words: Occurrences

    def concerns(self, text: str) -> bool:
        """Whether the words occur."""
        return next(self.words(text), None) is not None

    def _spans(self, desk: Desk) -> Iterator[Span]:
        for span in desk.annotations.labelled(self.label):
            if span.status == "accepted" and self.words.fits(desk.text[span.start : span.end]):
                yield span


@dataclass(frozen=True)
class RelabelEverywhere(_Annotated):
    """Give another label to every annotation of some words.

    Attributes:
        to: The label they are to have.
    """

    to: str = ""

    @property
    def title(self) -> str:
        """What it does."""
        return f"{self.to} instead of {self.label} on every “{self.words.words}”"

    def find(self, desk: Desk) -> Found:
        """The annotations of the label on the words."""
        return Found(tuple(Candidate(span.start, span.end, self.to, self.label, span) for span in self._spans(desk)))

    def apply(self, desk: Desk, candidate: Candidate) -> bool:
        """Relabel."""
        span = _annotation(desk, candidate)
        return span is not None and desk.relabel(span, self.to) is not None


@dataclass(frozen=True)
class RemoveEverywhere(_Annotated):
    """Take a label off every occurrence of some words."""

    @property
    def title(self) -> str:
        """What it does."""
        return f"{self.label} off every “{self.words.words}”"

    def find(self, desk: Desk) -> Found:
        """The annotations of the label on the words."""
        return Found(tuple(Candidate(span.start, span.end, self.label, self.label, span) for span in self._spans(desk)))

    def apply(self, desk: Desk, candidate: Candidate) -> bool:
        """Remove."""
        span = _annotation(desk, candidate)
        if span:
            desk.remove(span)
        return span is not None


@dataclass(frozen=True)
class DecideMany:
    """Accept, or reject, the open proposals that a condition holds of.

    Attributes:
        accept: Whether they are accepted; else rejected.
        which: What they are, for the person: `in this paragraph`.
        condition: Says of a proposal whether it is one of them.
        within: The half-open range of a desk's text in which they are looked for, if that is not all of it.
    """

    accept: bool
    which: str
    condition: Callable[[Span], bool] = field(compare=False)
    within: Callable[[Desk], tuple[int, int]] | None = field(default=None, compare=False)

    @property
    def title(self) -> str:
        """What it does."""
        return f"{'Accept' if self.accept else 'Reject'} what is proposed {self.which}"

    def concerns(self, text: str) -> bool:
        """Proposals are known of open articles only."""
        return False

    def find(self, desk: Desk) -> Found:
        """The proposals left to decide of which the condition holds."""
        low, high = self.within(desk) if self.within else (0, maxsize)
        chosen = (span for span in desk.to_decide if low <= span.start and span.end <= high and self.condition(span))
        return Found(tuple(Candidate(span.start, span.end, span.label, "", span) for span in chosen))

    def apply(self, desk: Desk, candidate: Candidate) -> bool:
        """Accept or reject."""
        there = (span for span in desk.open.on(*candidate.range) if candidate.span and span.id == candidate.span.id)
        proposal = next(there, None)
        if proposal:
            (desk.accept if self.accept else desk.reject)(proposal)
        return proposal is not None


def with_label(task: Task, label: str) -> Task | None:
    """The task with another label to give; None where it gives none."""
    if isinstance(task, GiveEverywhere):
        return replace(task, label=label)
    return replace(task, to=label) if isinstance(task, RelabelEverywhere) and label != task.label else None


def _annotation(desk: Desk, candidate: Candidate) -> Span | None:
    """The annotation that a candidate is about, if it is still there as it was found."""
    span = desk.annotations.get(candidate.span.id) if candidate.span else None
    fits = span and span.status == "accepted" and span.range == candidate.range and span.label == candidate.before
    return span if fits else None
