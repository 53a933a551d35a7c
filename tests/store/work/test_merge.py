"""Three-way merge by id."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.work.merge import Item, difference, merge
from copydesk.text.anchors import Anchor

A = Span(id="a", label="PERSON", start=0, end=3)
B = Span(id="b", label="QUOTE", start=5, end=9)
LINK = Relation(id="r", type="speaker", head="b", tail="a")
BASE = Snapshot(spans=(A, B))


def made(*items: Item, base: Snapshot = BASE) -> Snapshot:
    return replace(
        base,
        spans=tuple(sorted((each for each in items if isinstance(each, Span)), key=lambda span: span.order)),
        relations=tuple(each for each in items if isinstance(each, Relation)),
        orphans=tuple(sorted((each for each in items if isinstance(each, Orphan)), key=lambda each: each.span.order)),
    )


def test_additions_of_both_are_kept() -> None:
    ours, theirs = Span(id="c", label="GPE", start=1, end=2), Span(id="d", label="GPE", start=1, end=2)
    assert merge(BASE, made(A, B, ours), made(A, B, theirs)).snapshot == made(A, B, ours, theirs)


def test_a_change_of_one_and_a_removal_by_the_other_elsewhere_are_both_made() -> None:
    changed = replace(A, label="ORG")
    assert merge(BASE, made(changed, B), made(A)).snapshot == made(changed)
    assert merge(BASE, made(A), made(changed, B)).snapshot == made(changed)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    changed = made(replace(A, label="ORG"), B)
    assert merge(BASE, changed, changed).conflicts == ()


def test_different_changes_of_one_are_a_conflict_and_go_to_the_preferred() -> None:
    ours, theirs = made(replace(A, label="ORG"), B), made(replace(A, label="GPE"), B)
    merged = merge(BASE, ours, theirs)
    assert [(each.id, each.base, each.ours, each.theirs) for each in merged.conflicts] == [
        ("a", A, ours.spans[0], theirs.spans[0])
    ]
    assert merged.snapshot == ours
    assert merge(BASE, ours, theirs, "theirs").snapshot == theirs


def test_a_change_against_a_removal_is_a_conflict() -> None:
    ours = made(replace(A, label="ORG"), B)
    assert merge(BASE, ours, made(B)).conflicts[0].theirs is None
    assert merge(BASE, ours, made(B)).snapshot == ours
    assert merge(BASE, ours, made(B), "theirs").snapshot == made(B)


def test_a_span_that_one_removed_and_the_other_related_is_a_conflict() -> None:
    related, removed = made(A, B, LINK), made(B)
    for ours, theirs, keeps in ((related, removed, "ours"), (removed, related, "theirs")):
        loses = "theirs" if keeps == "ours" else "ours"
        merged = merge(BASE, ours, theirs, keeps)  # type: ignore[arg-type]
        assert [each.id for each in merged.conflicts] == ["a"]
        assert merged.snapshot == related
        assert merge(BASE, ours, theirs, loses).snapshot == removed  # type: ignore[arg-type]


def test_the_status_of_whoever_changed_it_holds() -> None:
    done = replace(BASE, status="done")
    assert merge(BASE, done, BASE).snapshot.status == "done"
    assert merge(BASE, BASE, done).snapshot.status == "done"
    assert merge(done, BASE, done).snapshot.status == "open"


def test_what_no_edit_changes_is_theirs() -> None:
    theirs = replace(BASE, labels={"topic": "x"}, extra={"tool": 1})
    assert merge(BASE, made(A), theirs).snapshot == replace(theirs, spans=(A,))


def test_a_number_that_is_none_is_no_change() -> None:
    one, other = (made(replace(A, attrs={"x": float("nan")}), B) for _ in range(2))
    assert difference(one, other, "x") is None
    assert merge(one, one, other).conflicts == ()


def test_an_orphan_that_one_placed_and_the_other_left_is_placed() -> None:
    lost = Orphan(A, Anchor("Ana"))
    assert merge(made(lost), made(A), made(lost)).snapshot == made(A)
    assert merge(made(lost), made(lost), made(A)).snapshot == made(A)
    assert merge(made(lost), made(A), made()).conflicts[0].theirs is None


def test_an_id_that_is_an_annotation_on_one_side_and_a_relation_on_the_other_is_a_conflict() -> None:
    base, ours, theirs = made(A, B), made(A, B, replace(LINK, id="x")), made(A, B, replace(A, id="x"))
    assert [each.id for each in merge(base, ours, theirs).conflicts] == ["x"]
    for prefer, chosen in (("ours", ours), ("theirs", theirs)):
        merged = merge(base, ours, theirs, prefer).snapshot  # type: ignore[arg-type]
        edit = difference(ours, merged, "")
        annotations = AnnotationSet(ours)
        if edit:
            annotations.apply(edit)
        assert annotations.snapshot() == chosen


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    ids = draw(st.lists(st.sampled_from("abcde"), unique=True))
    spans = [Span(id=id, label=draw(st.sampled_from("XY")), start=ord(id) - 97, end=10) for id in ids]
    items = [Orphan(span, Anchor("x")) if draw(st.integers(0, 3)) == 0 else span for span in spans]
    links = []
    for id in draw(st.lists(st.sampled_from(sorted(set("rste") - set(ids))), unique=True)) if ids else []:
        head, tail = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        links.append(Relation(id=id, type="see", head=head, tail=tail))
    status: ArticleStatus = draw(st.sampled_from(("open", "done")))
    return made(*items, *sorted(links, key=lambda link: link.id), base=Snapshot(status=status))


@settings(max_examples=300)
@given(snapshots(), snapshots(), snapshots())
def test_laws(base: Snapshot, ours: Snapshot, theirs: Snapshot) -> None:
    assert merge(base, ours, base).snapshot == ours
    assert merge(base, base, theirs).snapshot == theirs
    assert merge(base, ours, ours).snapshot == ours
    one, other = merge(base, ours, theirs, "ours"), merge(base, theirs, ours, "theirs")
    assert one.snapshot == other.snapshot
    assert [each.id for each in one.conflicts] == [each.id for each in other.conflicts]
    for merged in (one.snapshot, merge(base, ours, theirs, "theirs").snapshot):
        ids = {span.id for span in merged.spans} | {orphan.id for orphan in merged.orphans}
        assert all({link.head, link.tail} <= ids for link in merged.relations)
        edit = difference(ours, merged, "taken in")
        annotations = AnnotationSet(ours)
        if edit:
            annotations.apply(edit)
            assert annotations.snapshot() == merged
            annotations.apply(edit.inverse())
        assert annotations.snapshot() == ours


def test_labels_of_the_article_are_merged_one_by_one() -> None:
    base = Snapshot(labels={"topic": "sport", "opinion": True})
    ours = Snapshot(labels={"topic": "harbors", "opinion": True, "mine": "a"})
    theirs = Snapshot(labels={"topic": "sport", "theirs": "b"})
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.snapshot.labels == {"topic": "harbors", "mine": "a", "theirs": "b"}
    edit = difference(ours, merged.snapshot, "merged")
    assert edit is not None
    annotations = AnnotationSet(ours)
    annotations.apply(edit)
    assert annotations.snapshot().labels == merged.snapshot.labels
    annotations.apply(edit.inverse())
    assert annotations.snapshot().labels == ours.labels


def test_a_label_of_the_article_that_both_changed_is_a_conflict() -> None:
    base, ours, theirs = (Snapshot(labels={"topic": each}) for each in ("sport", "harbors", "roads"))
    merged = merge(base, ours, theirs)
    assert [each.id for each in merged.conflicts] == ["topic"]
    assert merged.snapshot.labels == {"topic": "harbors"}
    assert merge(base, ours, theirs, "theirs").snapshot.labels == {"topic": "roads"}
