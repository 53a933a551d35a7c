"""Looking through items: each taken or skipped, the last answer taken back, the rest taken at once."""

from __future__ import annotations

from copydesk.app.everywhere.looking_through import LookingThrough


def test_items_are_asked_about_one_after_the_other() -> None:
    look = LookingThrough("abcd")
    look.answer(True)
    look.answer(False)
    assert (look.current, look.taken, look.skipped) == ("c", ["a"], 1)
    look.take_rest()
    assert (look.current, look.taken, look.skipped) == (None, ["a", "c", "d"], 1)


def test_the_last_answers_can_be_taken_back() -> None:
    look = LookingThrough("abc")
    look.answer(True)
    look.answer(False)
    assert look.back()
    assert look.current == "b"
    assert look.back()
    assert (look.current, look.taken, look.skipped) == ("a", [], 0)
    assert not look.back()


def test_what_was_said_stays_when_more_is_shown() -> None:
    look = LookingThrough("bd")
    look.answer(True)
    look.answer(False)
    assert look.taken == ["b"]
    look.replace("abcd")
    assert (look.current, look.taken) == ("a", ["b"])
    look.answer(True)
    assert look.current == "c"
    look.replace("b")
    assert sorted(look.taken) == ["a", "b"]
    assert look.current is None


def test_of_nothing_nothing_is_asked() -> None:
    look: LookingThrough[str] = LookingThrough()
    look.answer(True)
    look.take_rest()
    assert (look.current, look.taken) == (None, [])
    look.forget()
    assert not look.back()
