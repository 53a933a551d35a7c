"""Undo and redo."""

from __future__ import annotations

from tests.app.made_up import HARBOR, go, harbor_reading, place, tags, words_here


def test_undo_and_redo_return_to_where_it_happened() -> None:
    reading = harbor_reading()
    go(reading, "pier", within=1)
    reading.give("FAC")
    reading.move("end")
    reading.undo()
    assert tags(reading) == []
    assert reading.caret.offset == place(HARBOR, "pier")[0]
    reading.move("top")
    reading.redo()
    assert tags(reading) == [("FAC", "pier")]
    assert reading.caret.offset == place(HARBOR, "pier")[0]


def test_undo_brings_the_proposal_back() -> None:
    reading = harbor_reading()
    reading.hop(1)
    reading.accept()
    reading.undo()
    assert reading.desk.left == 7
    assert words_here(reading) == "Lorvik"
    reading.reject()
    reading.undo()
    assert reading.desk.left == 7
    assert len(reading.desk.annotations) == 0


def test_with_nothing_to_undo_or_redo_that_is_said_and_nothing_moves() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    assert reading.undo()
    assert reading.redo()
    assert reading.caret.offset == place(HARBOR, "pier")[0]


def test_a_new_edit_ends_redoing() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    reading.give("FAC")
    reading.undo()
    go(reading, "port")
    reading.give("FAC")
    reading.redo()
    assert tags(reading) == [("FAC", "port")]
