"""The keymap: keys of the configuration, of the label set, and what does not fit."""

from __future__ import annotations

import pytest

from copydesk.annotation.labels import DEFAULT_LABELS, Label, LabelSet
from copydesk.app.keys.commands import BY_ID, COMMANDS
from copydesk.app.keys.key_presets import PRESETS
from copydesk.app.keys.keymap import Keymap


def ids(keymap: Keymap) -> dict[str, str]:
    return {key: command.id for key, command in keymap.commands.items()}


def test_the_defaults_fit_together() -> None:
    assert Keymap.build(DEFAULT_LABELS).problems == ()


def test_a_remapped_command_loses_its_default_keys() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"line_down": "s"})
    assert ids(keymap)["s"] == "line_down"
    assert "j" not in keymap.commands
    assert "down" not in keymap.commands
    assert keymap.keys_of("line_down") == ("s",)
    assert keymap.problems == ()


def test_a_command_may_have_several_keys_in_the_order_they_are_given() -> None:
    assert Keymap.build(DEFAULT_LABELS, {"accept": ["space", "a"]}).keys_of("accept") == ("space", "a")


@pytest.mark.parametrize("nothing", ["none", "", [], ["none"]])
def test_a_command_may_have_no_key(nothing: str | list[str]) -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"line_down": nothing})
    assert keymap.keys_of("line_down") == ()
    assert keymap.problems == ()


def test_a_command_that_does_not_exist_is_told() -> None:
    (problem,) = Keymap.build(DEFAULT_LABELS, {"fly": "s"}).problems
    assert "fly" in problem


def test_a_key_of_the_configuration_wins_over_a_default_one() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"accept": "j"})
    assert ids(keymap)["j"] == "accept"
    assert keymap.keys_of("line_down") == ("down",)


def test_two_commands_put_on_one_key_are_told() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"accept": "z", "reject": "z"})
    (problem,) = keymap.problems
    assert "z" in problem
    assert "accept" in problem
    assert "reject" in problem
    assert ids(keymap)["z"] in {"accept", "reject"}


def test_two_commands_can_swap_their_keys() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"undo": ["ctrl+r"], "redo": ["u"]})
    assert (ids(keymap)["ctrl+r"], ids(keymap)["u"], keymap.problems) == ("undo", "redo", ())


@pytest.mark.parametrize(
    ("written", "name"),
    [("(", "left_parenthesis"), ("?", "question_mark"), ("+", "plus"), ("esc", "escape"), ("pgdn", "pagedown")],
)
def test_keys_are_understood_as_a_person_writes_them(written: str, name: str) -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"theme": written})
    assert ids(keymap)[name] == "theme"


def labels_with(key: str) -> LabelSet:
    return LabelSet((Label("DRUG", key),))


@pytest.mark.parametrize("key", ["j", "G", "/", "?", ":", '"', "+", "=", "[", ".", "(", "{", "<"])
def test_a_label_on_the_key_of_a_command_is_told_and_the_command_stays(key: str) -> None:
    keymap = Keymap.build(labels_with(key))
    (problem,) = keymap.problems
    assert "DRUG" in problem
    assert key in problem
    assert keymap.labels == {}
    assert ids(keymap) == ids(Keymap.build(DEFAULT_LABELS))


def test_a_label_takes_a_key_that_a_command_gave_up() -> None:
    keymap = Keymap.build(labels_with("j"), {"line_down": "down"})
    assert keymap.labels == {"j": "DRUG"}
    assert keymap.problems == ()


@pytest.mark.parametrize("written", ["!", "exclamation_mark"])
def test_a_label_on_a_key_that_the_configuration_gave_to_a_command_is_told(written: str) -> None:
    keymap = Keymap.build(labels_with("!"), {"accept": written})
    assert keymap.labels == {}
    assert len(keymap.problems) == 1


@pytest.mark.parametrize("key", ["V", "ß", "é", "ж", "字", "Z", "~"])
def test_a_label_may_have_any_other_character_for_its_key(key: str) -> None:
    keymap = Keymap.build(labels_with(key))
    assert keymap.labels == {key: "DRUG"}
    assert keymap.problems == ()


def test_every_default_key_reaches_its_command() -> None:
    keymap = Keymap.build(DEFAULT_LABELS)
    for command in COMMANDS:
        assert keymap.keys_of(command.id) == command.keys


@pytest.mark.parametrize("key", ["foo", "ctrl+foo", "pgdwn"])
def test_a_key_that_no_terminal_sends_is_told(key: str) -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"accept": (key,)})
    assert any(key in problem for problem in keymap.problems)


@pytest.mark.parametrize(
    "key", ["a", "?", "pgdn", "ctrl+up", "f5", "shift+tab", "space", "ctrl+space", "é", "f12", "backspace"]
)
def test_a_key_that_terminals_send_is_taken(key: str) -> None:
    assert Keymap.build(LabelSet(), {"accept": (key,), "attribute": "none"}).problems == ()


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_every_command_on_a_key_that_fits(preset: str) -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {}, preset)
    assert keymap.problems == ()
    assert set(keymap.labels) == set("1234567890")
    assert [command.id for command in COMMANDS if command.keys and not keymap.keys_of(command.id)] == []
    for id, keys in PRESETS[preset].items():
        assert keymap.keys_of(id) == keys


def test_keys_of_the_configuration_stand_on_top_of_a_preset() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"line_down": "j", "accept": "ctrl+f"}, "emacs")
    assert ids(keymap)["j"] == "line_down"
    assert ids(keymap)["ctrl+f"] == "accept"
    assert "ctrl+n" not in keymap.commands
    assert keymap.problems == ()


def test_what_does_not_fit_is_told_with_its_place() -> None:
    places = {"acept": "mine.toml:3", "reject": "mine.toml:4", "undo": "mine.toml:5", "preset": "mine.toml:1"}
    remapped = {"accept": "z", "acept": "q", "reject": "z", "undo": "pgdwn"}
    keymap = Keymap.build(DEFAULT_LABELS, remapped, "wordstar", places)
    assert keymap.problems == (
        "mine.toml:1: There are no keys 'wordstar': choose one of vi, emacs, plain",
        "mine.toml:3: There is no command 'acept' to put on a key; did you mean accept?",
        "mine.toml:5: No terminal sends the key 'pgdwn' of undo",
        "mine.toml:4: The key z is accept already, not reject",
    )
    assert ids(keymap)["j"] == "line_down"


def test_keys_may_be_typed_one_after_the_other() -> None:
    keymap = Keymap.build(LabelSet(), {"accept": "V a", "reject": ["V r", "V ,"]})
    assert keymap.keys_of("reject") == ("V r", "V comma")
    assert keymap.begins("V")
    assert not keymap.begins("V a")
    assert [key for key, _ in keymap.after("V")] == ["a", "r", "comma"]


def test_a_key_that_begins_others_is_no_key_of_its_own() -> None:
    (problem,) = Keymap.build(LabelSet(), {"accept": "z", "reject": "z r"}).problems
    assert "accept" in problem
    (problem,) = Keymap.build(labels_with("i")).problems
    assert "DRUG" in problem


def test_a_label_takes_a_letter_that_few_fingers_know_and_the_palette_still_finds_the_command() -> None:
    keymap = Keymap.build(labels_with("s"))
    assert keymap.labels == {"s": "DRUG"}
    assert keymap.problems == ()
    assert "s" not in keymap.commands


def test_a_label_takes_no_letter_that_the_configuration_gave_to_a_command() -> None:
    keymap = Keymap.build(labels_with("s"), {"unsure": "s"})
    assert keymap.labels == {}
    assert keymap.problems


def test_a_command_whose_keys_no_terminal_sends_keeps_those_it_has() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"undo": ("pgdwn",), "redo": ("foo", "ctrl+y")})
    assert keymap.keys_of("undo") == BY_ID["undo"].keys
    assert keymap.keys_of("redo") == ("ctrl+y",)
    assert len(keymap.problems) == 2
