"""The label set: what may be declared, and what is answered about what is not."""

from __future__ import annotations

import pytest

from copydesk.annotation.labels import DEFAULT_LABELS, DEPENDENT, PASSAGES, Label, LabelSet, RelationType, compete


def test_two_labels_on_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="PERSON and ORG share the key '1'"):
        LabelSet((Label("PERSON", "1"), Label("ORG", "1")))


def test_many_labels_may_be_without_a_key() -> None:
    labels = LabelSet((Label("PERSON"), Label("ORG"), Label("GPE")))
    assert labels.by_key("") is None


@pytest.mark.parametrize(
    ("labels", "relations"),
    [((Label("ORG"), Label("ORG", "1")), ()), ((), (RelationType("cue"), RelationType("cue", ("QUOTE",))))],
)
def test_a_name_is_declared_once(labels: tuple[Label, ...], relations: tuple[RelationType, ...]) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        LabelSet(labels, relations)


def test_a_label_needs_a_name() -> None:
    with pytest.raises(ValueError, match="no name"):
        LabelSet((Label(""),))


def test_a_label_and_a_relation_may_share_a_name() -> None:
    labels = LabelSet((Label("speaker"),), (RelationType("speaker"),))
    assert labels.get("speaker") == Label("speaker")
    assert labels.relation("speaker") == RelationType("speaker")


def test_an_undeclared_label_is_answered_bare() -> None:
    assert DEFAULT_LABELS.get("WEAPON") == Label("WEAPON")
    assert "WEAPON" not in DEFAULT_LABELS
    assert "PERSON" in DEFAULT_LABELS


def test_the_empty_set_knows_nothing_and_forbids_nothing() -> None:
    assert list(LabelSet()) == []
    assert LabelSet().allows("speaker", "QUOTE", "DATE")


def test_what_a_relation_may_join() -> None:
    assert DEFAULT_LABELS.allows("speaker", "QUOTE", "ORG")
    assert not DEFAULT_LABELS.allows("speaker", "QUOTE", "DATE")
    assert not DEFAULT_LABELS.allows("cue", "CLAIM", "CUE")
    assert DEFAULT_LABELS.allows("rebuts", "CLAIM", "CLAIM"), "nothing is known against an undeclared type"
    anywhere = RelationType("see")
    assert anywhere.allows("A", "B")
    assert not RelationType("see", heads=("A",)).allows("B", "A")


def test_the_default_labels_are_on_the_digits_in_their_order() -> None:
    keyed = [label.name for label in DEFAULT_LABELS if label.key]
    assert keyed == "PERSON ORG GPE LOC NORP DATE MONEY EVENT QUOTE CLAIM".split()
    assert "".join(label.key for label in DEFAULT_LABELS) == "1234567890"
    assert [label.name for label in DEFAULT_LABELS if not label.key] == "FAC TIME PERCENT SPEAKER CUE".split()
    assert all(label.description.endswith(".") for label in DEFAULT_LABELS)


def test_every_label_with_a_meaning_of_its_own_is_a_default_label() -> None:
    declared = {label.name for label in DEFAULT_LABELS}
    ends = {name for each in DEFAULT_LABELS.relations for name in (*each.heads, *each.tails)}
    assert declared >= DEPENDENT | PASSAGES | ends


def test_a_person_is_no_organisation_but_a_quote_may_be_a_claim() -> None:
    assert compete("PERSON", "ORG")
    assert compete("QUOTE", "QUOTE")
    assert not compete("QUOTE", "CLAIM")
    assert not compete("EVENT", "QUOTE")


def test_label_sets_can_be_put_into_sets() -> None:
    assert (
        len({DEFAULT_LABELS, LabelSet((Label("A", extra={"k": []}),)), LabelSet((Label("A", extra={"k": []}),))}) == 2
    )
