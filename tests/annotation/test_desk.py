"""The desk: what is here, when an article is done, and that each decision is one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.annotation.made_up_desk import (
    INNER,
    OSLO,
    QUOTE,
    RUIZ,
    SOON,
    TEXT,
    the,
    words,
)

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit


def test_only_proposals_are_proposed(desk: Desk) -> None:
    with pytest.raises(ValueError, match="only proposals"):
        desk.propose((replace(OSLO, status="accepted"),))
    assert desk.left == 5


def test_what_is_here_is_the_shortest_first_and_without_rejections(desk: Desk) -> None:
    desk.accept(QUOTE)
    desk.tag(*QUOTE.range, "CLAIM")
    desk.reject(INNER)
    found = desk.here(INNER.start)
    assert {(span.label, span.status) for span in found} == {("QUOTE", "accepted"), ("CLAIM", "accepted")}
    desk.undo()
    assert [words(span) for span in desk.here(INNER.start)] == ["‘rebuild’", words(QUOTE), words(QUOTE)]


def test_an_article_is_marked_done_and_open_again(desk: Desk) -> None:
    assert desk.mark(True, 7)
    assert desk.annotations.snapshot().status == "done"
    assert desk.mark(True, 7) is None
    assert desk.mark(False, 7)
    assert desk.annotations.snapshot().status == "open"
    undone = desk.undo()
    assert undone
    assert undone.offset == 7
    assert desk.annotations.snapshot().status == "done"


def test_a_long_title_is_cut(desk: Desk) -> None:
    edit = desk.tag(0, len(TEXT), "CLAIM")
    assert edit
    assert edit.title.startswith("CLAIM on ““We will")
    assert edit.title.endswith("…”")


def test_nothing_to_undo_or_redo_is_said(desk: Desk) -> None:
    version = desk.version
    assert desk.undo() is None
    assert desk.redo() is None
    assert desk.version == version


def test_a_new_decision_ends_what_could_be_redone(desk: Desk) -> None:
    desk.accept(OSLO)
    desk.undo()
    desk.accept(RUIZ)
    assert desk.redo() is None


STEPS: dict[str, Callable[[Desk], Edit | None]] = {
    "accept": lambda desk: desk.accept(INNER),
    "accept as": lambda desk: desk.accept(INNER, "CLAIM"),
    "reject": lambda desk: desk.reject(INNER),
    "tag": lambda desk: desk.tag(0, 3, "ORG"),
    "tag a proposal": lambda desk: desk.tag(*OSLO.range, "GPE"),
    "correct": lambda desk: desk.tag(INNER.start, INNER.end + 1, "QUOTE"),
    "relabel": lambda desk: desk.relabel(the(desk, words(QUOTE)), "CLAIM"),
    "move": lambda desk: desk.move(the(desk, "Ana Ruiz"), RUIZ.start - 6, RUIZ.end),
    "annotate": lambda desk: desk.annotate(the(desk, "said"), "or says"),
    "remove": lambda desk: desk.remove(the(desk, words(QUOTE))),
    "relate": lambda desk: desk.relate("speaker", the(desk, words(SOON)), the(desk, "Ana Ruiz")),
    "unrelate": lambda desk: desk.unrelate("cue", the(desk, words(SOON)), the(desk, "added")),
    "mark": lambda desk: desk.mark(True, 3),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_decision_is_one_step_that_can_be_undone_and_redone(desk: Desk, step: str) -> None:
    desk.accept(QUOTE)
    desk.accept(SOON)
    before, open_before, steps, edits = desk.annotations.snapshot(), list(desk.open), len(desk.history), desk.edits
    edit = STEPS[step](desk)
    assert edit
    after, open_after = desk.annotations.snapshot(), list(desk.open)
    assert after != before
    assert len(desk.history) == steps + 1
    undone = desk.undo()
    assert undone
    assert (undone.title, undone.offset) == (edit.title, edit.offset)
    assert (desk.annotations.snapshot(), list(desk.open)) == (before, open_before)
    assert desk.redo() == edit
    assert (desk.annotations.snapshot(), list(desk.open)) == (after, open_after)
    assert desk.edits == edits + 3
