"""Reading keys that belong together: counts, and keys that are typed one after the other."""

from __future__ import annotations

import pytest

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.keys.key_reader import MOST_TIMES, KeyReader, Typed
from copydesk.app.keys.keymap import Keymap


def reader(**keys: str) -> KeyReader:
    return KeyReader(Keymap.build(DEFAULT_LABELS, keys))


def type_keys(keys: KeyReader, *typed: str) -> Typed:
    """Type keys; the command that counts is obeyed."""
    found = Typed()
    for key in typed:
        found = keys.read(key, key if len(key) == 1 else {"comma": ",", "number_sign": "#"}.get(key))
        if found.command and found.command.id == "count":
            keys.begin_count()
    return found


def done(*typed: str) -> tuple[str, int]:
    found = type_keys(reader(), *typed)
    return (found.command.id if found.command else "", found.count)


def test_one_key_runs_its_command_once() -> None:
    assert done("w") == ("word_right", 1)


def test_a_digit_gives_its_label() -> None:
    assert type_keys(reader(), "3").label == "GPE"


def test_a_count_is_begun_by_its_key_and_digits_belong_to_it_until_a_command() -> None:
    assert done("number_sign", "3", "w") == ("word_right", 3)
    assert done("number_sign", "1", "2", "j") == ("line_down", 12)
    keys = reader()
    type_keys(keys, "number_sign", "3", "w")
    assert type_keys(keys, "3").label == "GPE"


def test_a_count_can_be_corrected_left_and_is_bounded() -> None:
    assert done("number_sign", "1", "2", "backspace", "5", "j") == ("line_down", 15)
    assert done("number_sign", *"99999999", "j") == ("line_down", MOST_TIMES)
    keys = reader()
    assert type_keys(keys, "number_sign", "3", "escape") == Typed()
    assert type_keys(keys, "3").label == "GPE"
    assert done("number_sign", "0", "w") == ("word_right", 1)


@pytest.mark.parametrize("key", ["enter", "x", "D", "q", "full_stop", "t"])
def test_nothing_that_decides_is_repeated_by_a_count(key: str) -> None:
    found = type_keys(reader(), "number_sign", "9", key)
    assert found.command is None
    assert "no count" in found.said


def test_keys_one_after_the_other_run_one_command() -> None:
    assert done("i", "s") == ("select_sentence", 1)
    assert done("i", "comma") == ("select_to_comma", 1)


def test_after_the_first_key_the_choices_are_told() -> None:
    keys = reader()
    assert keys.choices() is None
    type_keys(keys, "i")
    for choice in (("s", "sentence"), ("q", "quote"), (",", "comma")):
        assert choice in (keys.choices() or [])
    keys.reset()
    type_keys(keys, "Y")
    assert ("x", "reject …") in (keys.choices() or [])
    assert ("p", "paragraph") in (keys.choices() or [])


def test_a_key_that_does_not_go_on_does_nothing_but_is_told() -> None:
    for key in ("x", "1", "enter"):
        keys = reader()
        found = type_keys(keys, "i", key)
        assert (found.command, found.label) == (None, "")
        assert found.said
        assert not keys.waiting


def test_escape_leaves_what_was_begun_without_a_word() -> None:
    keys = reader()
    assert type_keys(keys, "i", "escape") == Typed()
    assert type_keys(keys, "~") == Typed()


def test_a_key_with_a_modifier_is_not_the_letter_without() -> None:
    keys = reader()
    for key, character in (("alt+x", "x"), ("ctrl+x", "\x18"), ("alt+1", "1"), ("super+x", "x")):
        assert keys.read(key, character) == Typed()


def test_counts_and_sequences_go_together() -> None:
    assert type_keys(reader(word_right="z w"), "number_sign", "4", "z", "w").count == 4
