"""Giving a label to the selection, to what is here, or to the word here."""

from __future__ import annotations

from tests.app.made_up import HARBOR, annotation, go, harbor_reading, place, reading_of, tags, words_here


def test_a_label_goes_to_the_word_here() -> None:
    reading = harbor_reading()
    go(reading, "pier", within=2)
    assert reading.give("FAC") == ""
    assert tags(reading) == [("FAC", "pier")]
    assert words_here(reading) == "pier"


def test_a_label_between_words_says_what_to_do() -> None:
    reading = reading_of("Wait … here.")
    reading.go(5)
    assert reading.give("PERSON")
    assert tags(reading) == []


def test_a_label_goes_to_the_selection_without_the_white_space_at_its_ends() -> None:
    reading = harbor_reading()
    start, end = place(HARBOR, " new pier ")
    reading.select(start, end)
    reading.give("FAC")
    assert tags(reading) == [("FAC", "new pier")]
    assert reading.caret.selection is None
    assert reading.caret.offset == start + 1
    assert words_here(reading) == "new pier"


def test_a_selection_of_white_space_gets_no_label() -> None:
    reading = harbor_reading()
    start = place(HARBOR, " new pier ")[0]
    reading.select(start, start + 1)
    assert reading.give("FAC")
    assert tags(reading) == []


def test_a_selection_wins_over_the_proposal_under_it() -> None:
    reading = harbor_reading()
    go(reading, "Ada Quill")
    reading.move("word_end", extend=True)
    reading.give("PERSON")
    assert tags(reading) == [("PERSON", "Ada")]


def test_a_label_on_a_proposal_accepts_it_under_that_label_and_hops_on() -> None:
    reading = harbor_reading()
    reading.hop(1)
    reading.give("LOC")
    assert tags(reading) == [("LOC", "Lorvik")]
    assert words_here(reading) == "Mara Ostrem"
    (made,) = reading.desk.annotations
    assert (made.source, made.score) == ("human", None)


def test_the_proposed_label_itself_accepts_the_proposal() -> None:
    reading = harbor_reading()
    reading.hop(1)
    reading.give("GPE")
    (made,) = reading.desk.annotations
    assert (made.label, made.source) == ("GPE", "made-up@1")


def test_a_label_on_an_annotation_replaces_its_label_and_keeps_the_rest() -> None:
    before = annotation(HARBOR, "pier", "LOC", note="new")
    reading = harbor_reading(before)
    go(reading, "pier")
    reading.give("FAC")
    (after,) = reading.desk.annotations
    assert (after.id, after.label, after.note, after.range) == (before.id, "FAC", "new", before.range)


def test_the_label_it_has_already_changes_nothing_and_says_so() -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC"))
    go(reading, "pier")
    assert reading.give("FAC")
    assert len(reading.desk.history) == 0
    reading.select(*place(HARBOR, "pier"))
    assert reading.give("FAC")
    assert tags(reading) == [("FAC", "pier")]


def test_the_last_label_is_repeated() -> None:
    reading = harbor_reading()
    assert reading.repeat()
    go(reading, "pier")
    reading.give("FAC")
    go(reading, "port")
    assert reading.repeat() == ""
    assert tags(reading) == [("FAC", "pier"), ("FAC", "port")]


def test_recent_labels_are_remembered_once_each_the_last_one_last() -> None:
    reading = harbor_reading()
    for label in ("FAC", "LOC", "FAC"):
        go(reading, "pier")
        reading.give(label)
    assert reading.recent_labels == ["LOC", "FAC"]


def test_a_label_that_was_not_given_is_not_the_last_label() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    reading.give("FAC")
    start = place(HARBOR, " new pier ")[0]
    reading.select(start, start + 1)
    reading.give("MONEY")
    assert tags(reading) == [("FAC", "pier")]
    go(reading, "port")
    reading.repeat()
    assert tags(reading)[-1][1] == "port"


def test_a_word_ends_before_a_possessive() -> None:
    reading = reading_of("Lorvik’s port")
    reading.give("GPE")
    assert tags(reading) == [("GPE", "Lorvik")]
