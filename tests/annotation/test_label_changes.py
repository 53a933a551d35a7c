"""Changes of a label set."""

from __future__ import annotations

import pytest

from copydesk.annotation.label_changes import added, changed, moved, renamed
from copydesk.annotation.labels import DEFAULT_LABELS, Label, LabelSet, RelationType
from copydesk.annotation.proposal_labels import renamed as renamed_proposals
from copydesk.annotation.span import Span

LABELS = LabelSet(
    (Label("A", "1", description="a"), Label("B"), Label("C")),
    (RelationType("r", ("A",), ("B", "C")), RelationType("s")),
)


def names(labels: LabelSet) -> str:
    return "".join(label.name for label in labels)


def test_a_label_is_added_at_the_end_once() -> None:
    assert names(added(LABELS, " D ")) == "ABCD"
    for name in ("A", "", "  "):
        with pytest.raises(ValueError, match=r"already|name"):
            added(LABELS, name)


def test_facts_are_changed_and_a_key_is_given_once() -> None:
    assert changed(LABELS, "B", description="b", key="2").get("B") == Label("B", "2", description="b")
    with pytest.raises(ValueError, match="share the key"):
        changed(LABELS, "B", key="1")
    with pytest.raises(ValueError, match="no label"):
        changed(LABELS, "X", key="3")


@pytest.mark.parametrize(("name", "by", "order"), [("A", 1, "BAC"), ("C", -1, "ACB"), ("A", -1, "ABC")])
def test_a_label_moves_and_stops_at_the_ends(name: str, by: int, order: str) -> None:
    assert names(moved(LABELS, name, by)) == order


def test_a_renamed_label_keeps_its_place_key_and_relations_and_its_old_name_still_means_it() -> None:
    made = renamed(LABELS, "A", "X")
    assert names(made) == "XBC"
    assert made.get("A") == made.get("X") == Label("X", "1", description="a", was=("A",))
    assert made.relations[0] == RelationType("r", ("X",), ("B", "C"))
    assert renamed(made, "X", "A").get("A").was == ("X",)
    assert renamed(LABELS, "A", "A") is LABELS


def test_a_label_is_merged_into_another_only_when_that_is_wanted() -> None:
    with pytest.raises(ValueError, match="already"):
        renamed(LABELS, "C", "B")
    made = renamed(LABELS, "C", "B", merge=True)
    assert names(made) == "AB"
    assert made.get("C").name == "B"
    assert made.relations[0].tails == ("B",)


def test_what_detectors_propose_bears_the_name_of_now() -> None:
    labels = renamed(DEFAULT_LABELS, "PERSON", "Mensch")
    spans = [Span(label="PERSON", start=0, end=1, status="proposed"), Span(label="ORG", start=1, end=2)]
    assert [span.label for span in renamed_proposals(spans, labels)] == ["Mensch", "ORG"]
