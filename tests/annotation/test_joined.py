"""Several edits as one step: it does, and takes back, what they did one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.desk import Desk
from copydesk.annotation.joined import joined
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.span import Span

TEXT = "Ada Quill met Ben Tarrow in Lorvik, and Quill left."


def work(desk: Desk, deeds: list[tuple[str, int, int]]) -> None:
    """Tag, relabel, move, remove, relate, comment and mark, as numbers say."""
    for deed, one, other in deeds:
        spans = [span for span in desk.annotations if span.status == "accepted"]
        if deed == "tag":
            start = one % (len(TEXT) - 4)
            desk.tag(start, start + 1 + other % 4, ("PERSON", "QUOTE", "GPE")[one % 3])
        elif deed == "mark":
            desk.mark(bool(one % 2), 0)
        elif spans:
            span = spans[one % len(spans)]
            if deed == "relabel":
                desk.relabel(span, ("PERSON", "QUOTE", "ORG")[other % 3])
            elif deed == "move":
                desk.move(span, span.start, min(len(TEXT), span.end + other % 3))
            elif deed == "remove":
                desk.remove(span)
            elif deed == "comment":
                desk.annotate(span, f"note {other}")
            elif deed == "relate" and span.label == "QUOTE":
                tail = spans[other % len(spans)]
                if tail.id != span.id and tail.label in ("PERSON", "GPE", "ORG"):
                    desk.relate("speaker", span, tail)


deeds = st.lists(
    st.tuples(
        st.sampled_from(["tag", "tag", "relabel", "move", "remove", "comment", "relate", "mark"]),
        st.integers(0, 60),
        st.integers(0, 9),
    ),
    max_size=12,
)


@given(deeds, deeds)
def test_what_was_done_together_is_one_step_that_is_undone_and_redone(
    first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]
) -> None:
    desk = Desk(TEXT, labels=DEFAULT_LABELS)
    work(desk, first)
    before, steps = desk.annotations.snapshot(), len(desk.history)
    with desk.together("all of it", 7):
        work(desk, second)
    after = desk.annotations.snapshot()
    if after == before:
        assert len(desk.history) == steps
        return
    assert len(desk.history) == steps + 1
    assert (desk.history.done[-1].title, desk.history.done[-1].offset) == ("all of it", 7)
    desk.undo()
    assert desk.annotations.snapshot() == before
    desk.redo()
    assert desk.annotations.snapshot() == after


@given(deeds, deeds)
def test_what_goes_on_is_undone_and_redone_with_what_it_goes_on_from(
    first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]
) -> None:
    desk = Desk(TEXT, labels=DEFAULT_LABELS)
    desk.tag(48, 50, "PERSON")
    states = [desk.annotations.snapshot()]
    with desk.together("begun", 7):
        work(desk, first)
    last = desk.history.last if desk.annotations.snapshot() != states[0] else None
    for deed in second:
        with desk.together("gone on", 3, last):
            work(desk, [deed])
        last = desk.history.last if last or desk.annotations.snapshot() != states[0] else None
    after = desk.annotations.snapshot()
    assert len(desk.history) <= 2
    if len(desk.history) == 2:
        desk.undo()
        assert desk.annotations.snapshot() == states[0]
        desk.redo()
        assert desk.annotations.snapshot() == after


def test_an_edit_does_not_go_on_once_another_came_after_it() -> None:
    desk = Desk(TEXT)
    first = desk.tag(0, 3, "PERSON")
    desk.tag(4, 9, "PERSON")
    with desk.together("more", 0, first):
        desk.tag(10, 13, "PERSON")
    assert len(desk.history) == 3


@given(deeds)
def test_the_joined_edit_leads_where_the_edits_led_one_by_one(done: list[tuple[str, int, int]]) -> None:
    desk = Desk(TEXT, labels=DEFAULT_LABELS)
    work(desk, done)
    fresh = AnnotationSet()
    fresh.apply(joined(desk.history.done, "all", 0))
    assert fresh.snapshot() == desk.annotations.snapshot()


def test_what_was_made_and_taken_away_leaves_nothing() -> None:
    desk = Desk(TEXT)
    with desk.together("nothing", 0):
        desk.tag(0, 3, "PERSON")
        desk.remove(next(iter(desk.annotations)))
    assert len(desk.history) == 0


def test_an_error_within_keeps_what_was_done_as_one_step() -> None:
    desk = Desk(TEXT)
    stranger = Span(label="PERSON", start=0, end=1)
    try:
        with desk.together("half of it", 0):
            desk.tag(0, 3, "PERSON")
            desk.tag(4, 9, "PERSON")
            desk.remove(stranger)
    except ValueError:
        pass
    assert len(desk.history) == 1
    desk.undo()
    assert len(desk.annotations) == 0


def test_together_within_together_is_one_step() -> None:
    desk = Desk(TEXT)
    with desk.together("outer", 0):
        desk.tag(0, 3, "PERSON")
        with desk.together("inner", 5):
            desk.tag(4, 9, "PERSON")
    assert [edit.title for edit in desk.history.done] == ["outer"]
