"""Recovery: what an article's annotations are when it is opened, from its file and the journal that was left. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from copydesk.annotation.history import History, Step
from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError
from copydesk.store.work.bringing_along import Find, bring_along, unwritten
from copydesk.store.work.journal_content import JournalContent, Point
from copydesk.store.work.merge import difference, merge
from copydesk.text.anchors import anchor_of
from copydesk.text.document import Document

MERGED_TITLE = "changes from the disk"
"""What undo calls the step in which the work of another was taken in."""
RECOVERED_TITLE = "what was recovered"
"""What undo calls the step in which work was brought along to an article that was changed since."""
UNKNOWN = "unknown"
"""In place of a digest: no file has it."""

NoticeKind = Literal["recovered", "merged", "aside", "place", "wrong"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person.

    Attributes:
        kind: Work was recovered that had not reached the annotation file; the work of another was merged; something was
            put aside because it could not be used; work is kept in another place than usual; entries of the annotation
            file are wrong.
        text: A sentence.
        count: How many edits or changes it is about.
    """

    kind: NoticeKind
    text: str
    count: int = 0


@dataclass(frozen=True)
class Recovery:
    """The start of a working copy.

    Attributes:
        snapshot: The annotations to work on.
        base: The annotations of the file as they were when it was last written or taken in.
        log_base: What `steps` begin with.
        steps: What was done since, with what can be undone.
        points: The states of the annotation file since.
        turn: Of the journal.
        pending: How many steps have not reached the annotation file.
        conflict: Whether the file was changed by another in a way that a person has to decide about; `base` is then
            what both began with.
        aside: Whether the journal is to be put aside.
        anew: Whether the journal on the disk does not begin like this one.
        notices: What to tell.
    """

    snapshot: Snapshot
    base: Snapshot
    log_base: Snapshot
    steps: tuple[Step, ...] = ()
    points: tuple[Point, ...] = ()
    turn: int = 0
    pending: int = 0
    conflict: bool = False
    aside: bool = False
    anew: bool = False
    notices: tuple[Notice, ...] = field(default=())

    @property
    def history(self) -> History:
        """What can be undone and redone."""
        return History(self.steps)


def fresh(file: Snapshot, sha256: str, turn: int = 0) -> Recovery:
    """A start without a journal."""
    return Recovery(file, file, file, points=(Point("saved", sha256, 0),), turn=turn, anew=True)


def recover(
    content: JournalContent | None,
    salvaged: JournalContent | None,
    file: Snapshot,
    sha256: str,
    document: Document,
    find: Find,
) -> Recovery:
    """Bring the journal and the annotation file together.

    Args:
        content: What the journal says; None when it cannot be read, though there is one.
        salvaged: What it still says after its last damaged line, if it is damaged.
        file: What the annotation file says.
        sha256: Its digest; empty where there is none.
        document: The article.
        find: Finds annotations in it that were made in an earlier text.
    """
    if content is None or content.lost:
        return _damaged(content, salvaged, file, sha256, document, find)
    point = content.match(sha256)
    final = _further(content.after(len(content.steps)), file)
    known = point or content.saved
    at = known.at if known else 0
    then = _further(final if at == len(content.steps) else content.after(at), file)
    if content.document_sha256 != document.sha256:
        met = point is not None and point.kind == "met"
        if met:  # what was done between the last writing and the taking in is not in the file either
            at = content.saved.at if content.saved else 0
            then = _further(content.after(at), file)
        return _other_text(content, then, at, file, sha256, find, met=met)
    start = Recovery(final, file, content.base, content.steps, content.points, content.turn, anew=not content.whole)
    if point and (point.kind == "met" or not difference(then, file, MERGED_TITLE)):
        if not difference(file, final, MERGED_TITLE):
            return start
        count = len(content.steps) - (at if point.kind != "met" or not content.saved else content.saved.at)
        return replace(start, pending=count, notices=(_recovered(count),))
    count = len(content.steps) - at if difference(then, final, MERGED_TITLE) else 0
    merged = merge(then, final, file)
    recovered = (_recovered(count),) if count else ()
    if merged.conflicts:
        return replace(start, base=then, pending=count, conflict=True, notices=recovered)
    edit = difference(final, merged.snapshot, MERGED_TITLE)
    steps = (*content.steps, Step("do", edit)) if edit else content.steps
    points = (*content.points, Point("met", sha256, len(steps)))
    number = len({each.id for each in edit.changes}) + bool(edit.status) if edit else 0
    notices = (*recovered, merged_notice(number)) if edit else recovered
    return replace(
        start, snapshot=merged.snapshot, steps=steps, points=points, pending=count, anew=True, notices=notices
    )


def merged_notice(count: int) -> Notice:
    """Says that the work of another was taken in."""
    return Notice("merged", f"Merged {_count(count, 'change')} made elsewhere; undo takes them back", count)


def wrong_notice(problems: Sequence[CopydeskError]) -> Notice:
    """Says what is wrong with entries of the annotation file."""
    first = problems[0]
    where = Path(first.path or "").name + (f":{first.line}" if first.line else "")
    further = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
    return Notice("wrong", f"{where}: {first.problem}{further}; copydesk check lists what is wrong", len(problems))


def _other_text(
    content: JournalContent, then: Snapshot, at: int, file: Snapshot, sha256: str, find: Find, *, met: bool
) -> Recovery:
    """The article was edited since: what is undone or redone would stand on other words, so undo begins anew.

    Work that did not reach the annotation file is brought along: each annotation to where it stands now, else it is an
    orphan. Only where the journal does not know its words, the journal is put aside.
    """
    start = fresh(file, sha256, content.turn)
    count = len(content.steps) - at
    if not unwritten(then, content.after(len(content.steps)), file if met else None):
        return start
    brought = bring_along(content, at, then, file, find, met=met)
    if brought is None:
        text = f"{_count(count, 'edit')} could not be recovered, because the article was changed since"
        return replace(start, aside=True, notices=(Notice("aside", text, count),))
    merged = brought.merged
    recovered = _recovered(count)
    if brought.orphans:
        lost = f"{_count(brought.orphans, 'annotation')} of them not found in the article, which was changed since"
        recovered = replace(recovered, text=f"{recovered.text}; {lost}")
    if merged.conflicts:
        edit = difference(brought.base, merged.snapshot, RECOVERED_TITLE)
        base, points = brought.base, (Point("saved", UNKNOWN, 0),)
        start = replace(start, base=base, log_base=base, points=points, conflict=True)
    else:
        edit = difference(file, merged.snapshot, RECOVERED_TITLE)
    if edit is None:
        return start
    return replace(start, snapshot=merged.snapshot, steps=(Step("do", edit),), pending=count, notices=(recovered,))


def _damaged(
    content: JournalContent | None,
    salvaged: JournalContent | None,
    file: Snapshot,
    sha256: str,
    document: Document,
    find: Find,
) -> Recovery:
    """The journal is put aside; what follows from its sound part for certain is taken in."""
    turn = content.turn if content else 0
    start = fresh(file, sha256, turn)
    if salvaged is not None and _stands(salvaged, document):
        start = replace(
            start,
            snapshot=_further(salvaged.after(len(salvaged.steps)), file),
            steps=salvaged.steps,
            pending=len(salvaged.steps),
            notices=(_recovered(len(salvaged.steps)),) if salvaged.steps else (),
        )
    elif content and content.match(sha256):
        start = recover(replace(content, lost=0), None, file, sha256, document, find)
    lost = Notice("aside", "The journal of this article was damaged: it is kept aside, and undo may not reach back")
    return replace(start, aside=True, anew=True, notices=(*start.notices, lost))


def _stands(salvaged: JournalContent, document: Document) -> bool:
    """Whether all that was salvaged stands in the article where it says, on the same words in the same context.

    The line that said which text the journal is about may be among those that are damaged.
    """
    for step, anchors in zip(salvaged.steps, salvaged.anchors, strict=True):
        for change in step.change.spans:
            after = change.after
            known = anchors.get(after.id) if after else None
            if after and (known is None or known[0] != anchor_of(document.view, after.start, after.end)):
                return False
    return True


def _further(snapshot: Snapshot, file: Snapshot) -> Snapshot:
    """A snapshot with what no edit changes taken from the annotation file."""
    return replace(
        file,
        spans=snapshot.spans,
        relations=snapshot.relations,
        orphans=snapshot.orphans,
        status=snapshot.status,
        labels=snapshot.labels,
    )


def _recovered(count: int) -> Notice:
    return Notice("recovered", f"Recovered {_count(count, 'edit')} from a session that was cut off", count)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
