"""Who said a passage that a person marked: what the words beside it say, and who else may have."""

from __future__ import annotations

from copydesk.annotation.span import Span
from copydesk.detect.rules.attributing import attribution_of, possible_speakers


def words(text: str, found: tuple[int, int] | None) -> str:
    return text[slice(*found)] if found else ""


def range_of(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_indirect_speech_that_was_marked_has_the_subject_of_the_verb_before_it() -> None:
    text = "She promised to explain herself on Thursday."
    found = attribution_of(text, range_of(text, "to explain herself on Thursday"), (0, len(text)), [])
    assert found
    assert (words(text, found.speaker), words(text, found.cue)) == ("She", "promised")


def test_an_inserted_attribution_is_found_from_the_piece_before_it() -> None:
    text = "Several players, she admitted, had been in tears."
    found = attribution_of(text, range_of(text, "Several players"), (0, len(text)), [])
    assert found
    assert (words(text, found.speaker), words(text, found.cue)) == ("she", "admitted")


def test_a_name_is_the_speaker_as_it_is_tagged() -> None:
    text = "“It will hold,” said Ada Quill of the port."
    start, end = range_of(text, "Ada Quill")
    name = Span(label="PERSON", start=start, end=end)
    found = attribution_of(text, range_of(text, "“It will hold,”"), (0, len(text)), [name])
    assert found
    assert found.speaker == name.range


def test_words_beside_which_nobody_speaks_have_no_attribution() -> None:
    text = "The ferry sails at nine. The pier is new."
    assert attribution_of(text, range_of(text, "The pier is new"), (0, len(text)), []) is None


def test_pronouns_and_subjects_of_verbs_of_saying_may_have_said_it_and_names_are_left_out() -> None:
    text = "A spokesman for the port said little. “It will hold,” he told them, and Ada Quill agreed."
    start, end = range_of(text, "Ada Quill")
    quote = range_of(text, "“It will hold,”")
    found = possible_speakers(text, quote, (0, len(text)), [Span(label="PERSON", start=start, end=end)])
    assert [words(text, each) for each in found] == ["A spokesman for the port", "he"]


def test_those_of_whom_many_say_it_may_have_said_it() -> None:
    text = "The ferry is late. Its critics say the pier is rotten."
    found = possible_speakers(text, range_of(text, "the pier is rotten"), (0, len(text)), [])
    assert [words(text, each) for each in found] == ["Its critics"]
