"""Filters narrow what is hopped to."""

from __future__ import annotations

from tests.app.made_up import HARBOR, annotation, names_of_harbor, reading_of
from tests.app.stage import Opener

from copydesk.app.filtering import Filter, filters

ANNOTATIONS = (
    annotation(HARBOR, "pier", "FAC", note="which?"),
    annotation(HARBOR, "Friday", "DATE", attrs={"unsure": True}),
    annotation(HARBOR, "May", "DATE", attrs={"kind": "month"}),
)


def test_only_filters_that_let_something_pass_are_offered_with_their_counts() -> None:
    found = [(str(each), number) for each, number in filters(ANNOTATIONS, ["DATE", "FAC"])]
    assert found == [("unsure", 1), ("with a note", 1), ("DATE", 2), ("FAC", 1), ("kind: month", 1)]


def test_hopping_stops_only_at_what_the_filter_admits() -> None:
    reading = reading_of(HARBOR, annotations=ANNOTATIONS)
    for kept, words in (
        (Filter("unsure"), "Friday"),
        (Filter("note"), "pier"),
        (Filter("attribute", "kind", "month"), "May"),
        (Filter("attribute", "kind"), "May"),
    ):
        reading.filter = kept
        for _ in range(2):
            reading.hop(1, annotations=True)
            assert reading.annotation is not None
            assert HARBOR[slice(*reading.annotation.range)] == words
    reading.filter = Filter("label", "ORG")
    assert "ORG" in reading.hop(1, annotations=True)


def test_after_a_decision_the_cursor_hops_on_within_the_filter() -> None:
    reading = reading_of(HARBOR, *names_of_harbor())
    reading.filter = Filter("label", "PERSON")
    visited: list[str] = []
    for _ in range(3):
        if not visited:
            reading.hop(1)
        assert reading.item is not None
        visited.append(HARBOR[slice(*reading.item.range)])
        reading.accept()
    assert visited == ["Mara Ostrem", "Ada Quill", "Quill"]


async def test_a_filter_is_chosen_with_one_key_shown_and_taken_off(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("F", "2")
        assert all(each.filter == Filter("label", "ORG") for each in stage.readings())
        assert "only ORG" in stage.header
        await stage.press("tab")
        assert stage.reading.item is not None
        assert stage.reading.item.label == "ORG"
        await stage.press("F", "1")
        assert "only" not in stage.header
