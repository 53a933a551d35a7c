"""Orphans at the desk: given a place or deleted, with their relations, and undone."""

from __future__ import annotations

import pytest

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit, OrphanChange, SpanChange
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.text.anchors import Anchor

TEXT = "“We will rebuild,” said Ruiz."
QUOTE = Span(id="q", label="QUOTE", start=0, end=18)
LOST = Orphan(Span(id="o", label="PERSON", start=90, end=98), Anchor("Ana Ruiz", "said ", "."))
CUE = Span(id="c", label="CUE", start=19, end=23)
RELATION = Relation(id="r", type="speaker", head="q", tail="o")


def desk(*relations: Relation, spans: tuple[Span, ...] = (QUOTE,), orphans: tuple[Orphan, ...] = (LOST,)) -> Desk:
    return Desk(TEXT, Snapshot(spans=spans, relations=relations, orphans=orphans), "ana")


def test_an_orphan_that_is_deleted_takes_its_relations_along_and_comes_back_with_them() -> None:
    work = desk(RELATION)
    before = work.annotations.snapshot()
    edit = work.discard(LOST, 7)
    assert edit.title == "removed PERSON on “Ana Ruiz”, which had no place"
    assert edit.offset == 7
    assert not work.orphans
    assert work.annotations.snapshot() == Snapshot(spans=(QUOTE,))
    after = work.annotations.snapshot()
    work.undo()
    assert work.annotations.snapshot() == before
    assert work.orphans == (LOST,)
    work.redo()
    assert work.annotations.snapshot() == after


def test_a_cue_that_only_a_deleted_orphan_needed_goes_with_it() -> None:
    lost = Orphan(Span(id="l", label="QUOTE", start=90, end=98), Anchor("“Go on.”"))
    work = desk(Relation(id="r", type="cue", head="l", tail="c"), spans=(CUE,), orphans=(lost,))
    work.discard(lost, 0)
    assert len(work.annotations) == 0
    work.undo()
    assert [span.id for span in work.annotations] == ["c"]


def test_an_orphan_is_deleted_once() -> None:
    work = desk()
    work.discard(LOST, 0)
    with pytest.raises(ValueError, match="no orphan"):
        work.discard(LOST, 0)
    with pytest.raises(ValueError, match="no orphan"):
        work.reanchor(LOST, 24, 28)


def test_undoing_the_place_of_an_orphan_makes_it_one_again_also_in_another_desk_that_never_knew_it() -> None:
    work = desk(RELATION)
    work.reanchor(LOST, 24, 28)
    assert not work.orphans
    assert work.annotations.snapshot().orphans == ()
    later = Desk(TEXT, work.annotations.snapshot())
    later.history = work.history
    assert later.undo()
    assert later.orphans == (LOST,)
    assert later.annotations.relations == (RELATION,)


def test_a_relation_may_end_at_an_orphan_but_not_at_nothing() -> None:
    annotations = AnnotationSet(Snapshot(spans=(QUOTE,), relations=(RELATION,), orphans=(LOST,)))
    with pytest.raises(ValueError, match="lose its end o"):
        annotations.apply(Edit("", orphans=(OrphanChange(LOST, None),)))
    with pytest.raises(ValueError, match="orphan o is not as"):
        annotations.apply(Edit("", orphans=(OrphanChange(None, LOST),)))
    place = LOST.reanchored(24, 28)
    annotations.apply(Edit("", (SpanChange(None, place),), orphans=(OrphanChange(LOST, None),)))
    with pytest.raises(ValueError, match="lose its end o"):
        annotations.apply(Edit("", (SpanChange(place, None),)))
    annotations.apply(Edit("", (SpanChange(place, None),), orphans=(OrphanChange(None, LOST),)))
    assert annotations.orphans == (LOST,)


def test_removing_a_span_takes_its_relation_to_an_orphan_along() -> None:
    work = desk(RELATION)
    work.remove(QUOTE)
    assert not work.annotations.relations
    work.undo()
    assert work.annotations.relations == (RELATION,)


def test_the_orphans_are_in_their_order_whatever_came_back_last() -> None:
    first = Orphan(Span(id="a", label="GPE", start=50, end=52), Anchor("Oslo"))
    work = desk(orphans=(first, LOST))
    work.discard(first, 0)
    work.undo()
    assert work.orphans == (first, LOST)
