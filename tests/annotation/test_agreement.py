"""Agreement: what counts as the same, and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.agreement import Agreement
from copydesk.annotation.span import Span


def span(label: str, start: int, end: int, **more: object) -> Span:
    return Span(label=label, start=start, end=end, **more)  # type: ignore[arg-type]


def test_label_start_and_end_must_be_the_same() -> None:
    found = Agreement()
    ana = [span("PERSON", 0, 9), span("GPE", 20, 26), span("ORG", 30, 34)]
    ben = [span("PERSON", 0, 9), span("GPE", 20, 25), span("GPE", 30, 34), span("ORG", 40, 44)]
    found.add({"ana": ana, "ben": ben})
    (pair,) = found.pairs.items()
    assert pair[0] == ("ana", "ben")
    assert (pair[1].said, pair[1].agreed, pair[1].articles) == (7, 1, 1)
    assert pair[1].f1 == pytest.approx(2 / 7)
    assert {label: (each.said, each.agreed, each.f1) for label, each in found.labels.items()} == {
        "PERSON": (2, 1, 1.0),
        "GPE": (3, 0, 0.0),
        "ORG": (2, 0, 0.0),
    }


def test_rejected_proposals_and_other_labels_are_not_compared() -> None:
    found = Agreement()
    ana = [span("PERSON", 0, 9), span("GPE", 0, 3, status="rejected"), span("ORG", 4, 9)]
    found.add({"ana": ana, "ben": ana[:1]}, ["PERSON", "GPE"])
    assert found.labels.keys() == {"PERSON"}
    assert found.labels["PERSON"].f1 == 1.0


def test_the_pieces_of_a_discontinuous_span_must_be_the_same() -> None:
    found = Agreement()
    whole, pieces = span("QUOTE", 0, 9), span("QUOTE", 0, 9, fragments=((0, 3), (5, 9)))
    found.add({"ana": [whole], "ben": [pieces]})
    assert found.labels["QUOTE"].f1 == 0.0


def test_of_three_each_is_compared_with_each_other() -> None:
    found = Agreement()
    found.add({"ana": [span("ORG", 0, 3)], "ben": [span("ORG", 0, 3)], "cy": []})
    found.add({"cy": [], "ana": []})
    assert {pair: (each.articles, each.f1) for pair, each in found.pairs.items()} == {
        ("ana", "ben"): (1, 1.0),
        ("ana", "cy"): (2, 0.0),
        ("ben", "cy"): (1, 0.0),
    }
    assert (found.labels["ORG"].said, found.labels["ORG"].agreed) == (4, 1)


def test_where_nothing_was_said_there_is_no_figure() -> None:
    found = Agreement()
    found.add({"ana": [], "ben": []})
    assert found.pairs["ana", "ben"].f1 is None
    assert not found.labels


SPANS = st.lists(st.builds(span, st.sampled_from("AB"), st.integers(0, 2), st.integers(3, 5)), max_size=6)


@given(SPANS, SPANS)
def test_it_is_the_harmonic_mean_of_precision_and_recall(first: list[Span], second: list[Span]) -> None:
    found = Agreement()
    found.add({"ana": first, "ben": second})
    left = [(each.label, each.range) for each in first]
    both = 0
    for each in second:
        if (each.label, each.range) in left:
            left.remove((each.label, each.range))
            both += 1
    whole = found.pairs["ana", "ben"]
    assert whole.agreed == both
    if both:
        precision, recall = both / len(second), both / len(first)
        assert whole.f1 == pytest.approx(2 * precision * recall / (precision + recall))
