"""Unopened articles: looking for something in one that nobody has open, and editing its annotations there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from copydesk.annotation.bulk import Candidate, Task
from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit
from copydesk.annotation.labels import LabelSet
from copydesk.errors import CopydeskError
from copydesk.store.annotations.loading import load
from copydesk.store.corpus.article import Article
from copydesk.store.work.saver import Saver
from copydesk.store.work.working_copy import WorkingCopy

SECONDS = 30.0
"""How long the writing of one article is waited for."""
CONTEXT = 60
"""Code points on either side of a candidate that are kept to show it."""


@dataclass(frozen=True, eq=False, slots=True)
class FoundIn:
    """What was found in an article.

    Attributes:
        article: The article.
        sha256: The digest of its bytes as they were then.
        candidates: Where something can be done.
        contexts: For each of them what stands before it, its words, and what stands after it.
    """

    article: Article
    sha256: str
    candidates: tuple[Candidate, ...]
    contexts: tuple[tuple[str, str, str], ...]


def look(article: Article, task: Task, labels: LabelSet) -> FoundIn | None:
    """Look where a task can be done in an article, as it and its annotation file are on the disk; None for nowhere.

    Raises:
        CopydeskError: When the article or its annotations cannot be read.
    """
    document = article.read()
    if document.damaged is not None or not task.concerns(document.text):
        return None
    text = document.text
    found = task.find(Desk(text, load(article, document).snapshot, labels=labels)).candidates
    contexts = tuple(
        (text[max(0, each.start - CONTEXT) : each.start], text[each.start : each.end], text[each.end :][:CONTEXT])
        for each in found
    )
    return FoundIn(article, document.sha256, found, contexts) if found else None


def edit(
    article: Article,
    sha256: str,
    annotator: str,
    labels: LabelSet,
    saver: Saver,
    work: Callable[[Desk], object],
) -> Edit | None:
    """Open an article's annotations under their lock, do something to them, and write them.

    The edit is journalled like any other and is in the article's history: undo takes it back there.

    Args:
        article: The article.
        sha256: The digest it must still have.
        annotator: Who annotates, or empty.
        labels: The label set.
        saver: Does the writing.
        work: Does it, on the article's desk.

    Returns:
        The last edit that was made, undone or redone; None when nothing was.

    Raises:
        CopydeskError: When it cannot be done: the article changed, another Copydesk has it open, or it cannot be
            written.
    """
    document = article.read()
    if document.sha256 != sha256:
        raise CopydeskError("the article was changed meanwhile")
    copy = WorkingCopy.open(article, document, saver)
    try:
        if copy.read_only:
            raise CopydeskError(copy.read_only.removeprefix("Read-only: "))
        if copy.state.outside:
            raise CopydeskError("another program changed the annotations too: open it to settle that")
        desk = Desk(document.text, copy.snapshot, annotator, labels)
        desk.history = copy.history
        before = desk.edits
        work(desk)
        changed = desk.edits > before
    finally:
        problem = copy.close(SECONDS)
    if problem:
        raise CopydeskError(problem)
    if not changed:
        return None
    history = desk.history
    return history.done[-1] if history.done else history.undone[-1] if history.undone else None
