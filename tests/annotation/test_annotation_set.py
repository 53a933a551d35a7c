"""The annotation set: edits fit or change nothing, can be turned round, and leave no relation without its ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.edit import Edit, RelationChange, SpanChange, StatusChange
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span

QUOTE = Span(id="q", label="QUOTE", start=0, end=9)
PERSON = Span(id="p", label="PERSON", start=12, end=20)
CUE = Span(id="c", label="CUE", start=20, end=24, status="rejected")
SPEAKER = Relation(id="r", type="speaker", head="q", tail="p")
SNAPSHOT = Snapshot(spans=(QUOTE, PERSON, CUE), relations=(SPEAKER,), labels={"topic": "a"}, extra={"k": 1})


def spans(*changes: tuple[Span | None, Span | None]) -> Edit:
    return Edit("", tuple(SpanChange(*change) for change in changes))


def links(*changes: tuple[Relation | None, Relation | None]) -> Edit:
    return Edit("", relations=tuple(RelationChange(*change) for change in changes))


def test_what_is_not_changed_is_handed_on() -> None:
    assert AnnotationSet(SNAPSHOT).snapshot() == SNAPSHOT


def test_the_snapshot_is_in_the_order_of_files() -> None:
    mixed = Snapshot(spans=(CUE, PERSON, QUOTE), relations=(replace(SPEAKER, id="s"), SPEAKER))
    found = AnnotationSet(mixed).snapshot()
    assert found.spans == (QUOTE, PERSON, CUE)
    assert [relation.id for relation in found.relations] == ["r", "s"]


def test_only_accepted_spans_are_counted() -> None:
    annotations = AnnotationSet(SNAPSHOT)
    assert (annotations.accepted, len(annotations)) == (2, 3)
    annotations.apply(spans((CUE, replace(CUE, status="accepted"))))
    assert annotations.accepted == 3


def test_spans_are_found_by_label_and_place() -> None:
    annotations = AnnotationSet(SNAPSHOT)
    annotations.apply(spans((PERSON, replace(PERSON, label="ORG")), (None, replace(QUOTE, id="z", start=3))))
    assert list(annotations.labelled("PERSON")) == []
    assert [span.id for span in annotations.labelled("ORG").overlapping(0, 99)] == ["p"]
    assert [span.id for span in annotations.overlapping(0, 12)] == ["q", "z"]
    assert list(annotations.labelled("NONE")) == []


@pytest.mark.parametrize(
    "edit",
    [
        spans((None, QUOTE)),
        spans((replace(QUOTE, note="other"), QUOTE)),
        spans((replace(QUOTE, id="x"), None)),
        spans((None, replace(QUOTE, id="r"))),
        spans((None, replace(QUOTE, id="x", status="proposed"))),
        spans((QUOTE, None)),
        spans((PERSON, None)),
        links((None, SPEAKER)),
        links((None, replace(SPEAKER, id="q"))),
        links((replace(SPEAKER, type="cue"), None)),
        links((None, replace(SPEAKER, id="x", tail="nowhere"))),
        links((None, replace(SPEAKER, id="x", head="nowhere"))),
        links((SPEAKER, replace(SPEAKER, tail="nowhere"))),
        Edit("", (SpanChange(PERSON, None),), (RelationChange(SPEAKER, replace(SPEAKER, type="other")),)),
        Edit("", status=StatusChange("done", "open")),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing(edit: Edit) -> None:
    annotations = AnnotationSet(SNAPSHOT)
    with_more = Edit(
        "",
        (SpanChange(None, Span(id="new", label="ORG", start=1, end=2)), *edit.spans, SpanChange(CUE, None)),
        (RelationChange(None, Relation(id="n", type="see", head="new", tail="q")), *edit.relations),
        edit.status or StatusChange("open", "done"),
    )
    with pytest.raises(ValueError, match=r"expects|lose|proposed"):
        annotations.apply(with_more)
    assert annotations.snapshot() == SNAPSHOT
    assert annotations.accepted == 2
    assert annotations.relations_of("q") == (SPEAKER,)


def test_a_span_goes_together_with_its_relations() -> None:
    annotations = AnnotationSet(SNAPSHOT)
    annotations.apply(Edit("", (SpanChange(PERSON, None),), (RelationChange(SPEAKER, None),)))
    assert annotations.relations_of("q") == annotations.relations == ()


def test_a_relation_may_come_together_with_its_ends() -> None:
    annotations = AnnotationSet()
    annotations.apply(
        Edit("", (SpanChange(None, QUOTE), SpanChange(None, PERSON)), (RelationChange(None, SPEAKER),)),
    )
    assert annotations.relations_of("p") == (SPEAKER,)


def test_a_relation_that_came_without_an_end_is_kept_and_can_be_removed_and_restored() -> None:
    adrift = Relation(id="s", type="speaker", head="q", tail="lost")
    annotations = AnnotationSet(replace(SNAPSHOT, relations=(SPEAKER, adrift)))
    before = annotations.snapshot()
    for edit in (
        links((adrift, None)),
        spans((None, Span(id="lost", label="ORG", start=1, end=2))),
        Edit("", (SpanChange(QUOTE, None),), (RelationChange(SPEAKER, None),)),
    ):
        annotations.apply(edit)
        annotations.apply(edit.inverse())
        assert annotations.snapshot() == before
    with pytest.raises(ValueError, match="lose"):
        annotations.apply(links((adrift, replace(adrift, type="cue"))))


@pytest.mark.parametrize(
    "snapshot",
    [
        Snapshot(spans=(QUOTE, replace(PERSON, id="q"))),
        Snapshot(spans=(QUOTE, PERSON), relations=(SPEAKER, replace(SPEAKER, type="cue"))),
        Snapshot(spans=(QUOTE,), relations=(replace(SPEAKER, id="q", tail="q"),)),
    ],
)
def test_ids_are_used_once(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="share an id"):
        AnnotationSet(snapshot)


def test_a_proposal_is_no_annotation() -> None:
    with pytest.raises(ValueError, match="proposal"):
        AnnotationSet(Snapshot(spans=(replace(QUOTE, status="proposed"),)))


def test_a_change_needs_something_that_changes_under_one_id() -> None:
    with pytest.raises(ValueError, match="changes something"):
        SpanChange(None, None)
    with pytest.raises(ValueError, match="one id"):
        SpanChange(QUOTE, PERSON)
    with pytest.raises(ValueError, match="one id"):
        RelationChange(SPEAKER, replace(SPEAKER, id="s"))


def test_an_edit_that_changes_an_id_twice_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="once"):
        spans((QUOTE, replace(QUOTE, note="a")), (replace(QUOTE, note="a"), None))
    with pytest.raises(ValueError, match="once"):
        Edit("", (SpanChange(None, replace(QUOTE, id="r")),), (RelationChange(None, SPEAKER),))


def test_an_id_may_become_that_of_another_kind_of_thing_when_the_first_goes() -> None:
    annotations = AnnotationSet(SNAPSHOT)
    edit = Edit("", (SpanChange(None, replace(QUOTE, id="r")),), (RelationChange(SPEAKER, None),))
    annotations.apply(edit)
    assert annotations.get("r")
    annotations.apply(edit.inverse())
    assert annotations.snapshot() == SNAPSHOT


IDS = "abcde"


@st.composite
def some_spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 9))
    return Span(
        id=draw(st.sampled_from(IDS)),
        label=draw(st.sampled_from(("QUOTE", "PERSON"))),
        start=start,
        end=start + draw(st.integers(1, 9)),
        status=draw(st.sampled_from(("accepted", "rejected"))),
    )


some_relations = st.builds(
    Relation,
    id=st.sampled_from("vwxyz"),
    type=st.sampled_from(("cue", "speaker")),
    head=st.sampled_from(IDS),
    tail=st.sampled_from(IDS),
)


@st.composite
def edits(draw: st.DrawFn, annotations: AnnotationSet) -> Edit:
    """Edits of which most fit."""
    span_changes = []
    for id in draw(st.lists(st.sampled_from(IDS), max_size=4, unique=True)):
        after = draw(st.none() | some_spans())
        if annotations.get(id) or after:
            span_changes.append(SpanChange(annotations.get(id), after and replace(after, id=id)))
    there = {relation.id: relation for relation in annotations.relations}
    link_changes = []
    for id in draw(st.lists(st.sampled_from("vwxyz"), max_size=4, unique=True)):
        link = draw(st.none() | some_relations)
        if there.get(id) or link:
            link_changes.append(RelationChange(there.get(id), link and replace(link, id=id)))
    status = None
    if draw(st.booleans()):
        status = StatusChange(annotations.status, draw(st.sampled_from(("open", "done"))))
    return Edit("an edit", tuple(span_changes), tuple(link_changes), status, draw(st.integers(0, 9)))


def consistent(annotations: AnnotationSet, adrift: frozenset[str]) -> None:
    snapshot = annotations.snapshot()
    there = {span.id for span in snapshot.spans}
    assert annotations.accepted == sum(span.status == "accepted" for span in snapshot.spans)
    assert list(snapshot.spans) == sorted(snapshot.spans, key=lambda span: span.order)
    assert [each.id for each in snapshot.relations] == sorted(each.id for each in snapshot.relations)
    assert all({each.head, each.tail} <= there for each in snapshot.relations if each.id not in adrift)
    for id in IDS:
        assert annotations.relations_of(id) == tuple(
            each for each in snapshot.relations if id in (each.head, each.tail)
        )
    for label in ("QUOTE", "PERSON"):
        assert list(annotations.labelled(label)) == [span for span in snapshot.spans if span.label == label]


@given(
    st.lists(some_spans(), max_size=5, unique_by=lambda span: span.id),
    st.lists(some_relations, max_size=5, unique_by=lambda relation: relation.id),
    st.data(),
)
def test_an_edit_and_its_inverse_restore_exactly(
    first: list[Span], arrows: list[Relation], data: st.DataObject
) -> None:
    snapshot = Snapshot(spans=tuple(first), relations=tuple(arrows))
    annotations = AnnotationSet(snapshot)
    there = {span.id for span in first}
    adrift = frozenset(each.id for each in arrows if not {each.head, each.tail} <= there)
    states, made = [annotations.snapshot()], []
    for _ in range(data.draw(st.integers(1, 6))):
        edit = data.draw(edits(annotations))
        assert edit.inverse().inverse() == edit
        try:
            annotations.apply(edit)
        except ValueError:
            assert annotations.snapshot() == states[-1]
        else:
            made.append(edit)
            states.append(annotations.snapshot())
        consistent(annotations, adrift)
    for edit in reversed(made):
        assert annotations.snapshot() == states.pop()
        annotations.apply(edit.inverse())
        consistent(annotations, adrift)
    assert annotations.snapshot() == states.pop()
