"""Passages alike: shared names, numbers and rare words decide, and chance does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.blocks import Blocks
from copydesk.text.document import Document
from copydesk.text.passages import Alike, Passages, closest

ONE = (
    "Mayor Ben Tarrow opened the Lorvik bridge on Friday.\n\n"
    "The ferry had carried 1,200 people a day. It will stop in May.\n\n"
    "The weather was fine.\n"
)
OTHER = (
    "Snow is expected in the hills.\n\n"
    "Some 1,200 people used the ferry each day, which stops in May.\n\n"
    "In Lorvik a bridge was opened by Tarrow, who is the mayor there.\n\n"
    "Nothing else happened.\n"
)


def passages(text: str) -> Passages:
    blocks = Blocks(Document.from_text(text))
    return Passages(text, [(block.start, block.end) for block in blocks])


def found(words: str, here: str = ONE, there: str = OTHER) -> Alike | None:
    return closest(passages(here), here.index(words), passages(there))


def test_the_sentence_with_the_same_names_and_numbers_is_found() -> None:
    for words, expected in (("Ben Tarrow", "In Lorvik a bridge"), ("1,200", "Some 1,200 people")):
        alike = found(words)
        assert alike is not None
        assert OTHER[alike.start :].startswith(expected)
        assert OTHER[alike.start : alike.end].endswith(".")


def test_what_they_share_is_told_the_rarest_first() -> None:
    alike = found("Ben Tarrow")
    assert alike is not None
    assert {"tarrow", "lorvik", "mayor", "bridge"} <= set(alike.shared)
    assert "the" not in alike.shared


def test_the_same_words_are_sure_and_others_are_less_so() -> None:
    same = found("Ben Tarrow", ONE, ONE)
    other = found("Ben Tarrow")
    assert same is not None
    assert other is not None
    assert (same.start, same.sureness) == (0, "sure")
    assert same.score > 0.99
    assert other.score < same.score


def test_where_nothing_is_shared_nothing_is_found() -> None:
    assert found("weather") is None
    assert closest(passages("Some words."), 0, passages("")) is None
    assert closest(passages(""), 0, passages("Some words.")) is None


@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 80))
def test_any_two_texts_can_be_compared(one: str, other: str, offset: int) -> None:
    alike = closest(passages(one), offset, passages(other))
    if alike:
        assert 0 <= alike.start < alike.end <= len(other)
        assert 0 < alike.score <= 1
