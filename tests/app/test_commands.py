"""The table of commands: every key is bound once, to what the design says, and every command does something."""

from __future__ import annotations

from collections import Counter

import pytest

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.keys.commands import COMMANDS, GROUPS, KEY_BAR, KEY_BAR_END
from copydesk.app.keys.help import KEY_CELLS, HelpScreen
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.keymap import Keymap
from copydesk.app.keys.reading_commands import READING_COMMANDS
from copydesk.app.keys.screen_commands import SCREEN_COMMANDS

FIXED = {
    "j": "line_down", "down": "line_down", "k": "line_up", "up": "line_up",
    "h": "left", "left": "left", "l": "right", "right": "right",
    "w": "word_right", "ctrl+right": "word_right", "b": "word_left", "ctrl+left": "word_left", "e": "word_end",
    "left_parenthesis": "sentence_left", "right_parenthesis": "sentence_right",
    "left_curly_bracket": "paragraph_left", "right_curly_bracket": "paragraph_right",
    "g": "top", "G": "end",
    "ctrl+d": "half_down", "ctrl+u": "half_up", "pagedown": "page_down", "pageup": "page_up",
    "tab": "next_proposal", "shift+tab": "previous_proposal", "J": "next_annotation", "K": "previous_annotation",
    "enter": "accept", "x": "reject",
    "v": "select",
    "shift+left": "extend_left", "shift+right": "extend_right", "shift+up": "extend_up", "shift+down": "extend_down",
    "ctrl+shift+left": "extend_word_left", "ctrl+shift+right": "extend_word_right",
    "plus": "grow", "minus": "shrink", "quotation_mark": "select_quote",
    "left_square_bracket": "start_left", "right_square_bracket": "start_right",
    "less_than_sign": "end_left", "greater_than_sign": "end_right",
    "t": "pick_label", "r": "relate", "c": "comment", "full_stop": "repeat",
    "u": "undo", "ctrl+z": "undo", "ctrl+r": "redo", "ctrl+y": "redo",
    "o": "other_pane", "O": "open_article", "D": "mark_done",
    "slash": "search", "n": "next_match", "N": "previous_match",
    "f": "jump", "asterisk": "every_occurrence",
    "colon": "palette", "ctrl+p": "palette", "question_mark": "help", "q": "quit",
}  # fmt: skip
"""The keys that the design fixes, in Textual's names, and the commands they run."""

UNSENDABLE = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket", "ctrl+slash", "ctrl+space"}
"""What a terminal sends as another key: tab, enter, backspace, a line feed, escape, ctrl+underscore, ctrl+@."""

MULTIPLEXERS = {"ctrl+a", "ctrl+b"}
"""What screen and tmux keep for themselves."""


def default_keys() -> list[str]:
    return [key for command in COMMANDS for key in command.keys]


def test_no_two_commands_share_an_id() -> None:
    assert [id for id, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_every_command_does_something_and_nothing_else_does() -> None:
    assert {*READING_COMMANDS, *SCREEN_COMMANDS} == {command.id for command in COMMANDS}
    assert not set(READING_COMMANDS) & set(SCREEN_COMMANDS)


def test_no_key_is_bound_twice() -> None:
    assert [key for key, count in Counter(default_keys()).items() if count > 1] == []


@pytest.mark.parametrize("key", FIXED)
def test_the_keys_that_the_design_fixes_run_what_it_says(key: str) -> None:
    assert Keymap.build(DEFAULT_LABELS).commands[key].id == FIXED[key]


@pytest.mark.parametrize("digit", "1234567890")
def test_the_digits_are_left_to_the_labels(digit: str) -> None:
    keymap = Keymap.build(DEFAULT_LABELS)
    assert digit not in keymap.commands
    assert keymap.labels[digit] == DEFAULT_LABELS.labels["1234567890".index(digit)].name


def test_no_default_key_is_one_that_terminals_cannot_send() -> None:
    keys = set(default_keys())
    assert not keys & (UNSENDABLE | MULTIPLEXERS)
    assert not [key for key in keys if key.startswith(("super+", "cmd+", "alt+", "meta+"))]
    for key in keys:
        *modifiers, name = key.split("+")
        if "ctrl" in modifiers:
            assert not name.isdigit()
            assert not ("shift" in modifiers and len(name) == 1)
        if "shift" in modifiers:
            assert name in {"left", "right", "up", "down", "tab", "home", "end"}


def test_every_command_is_explained_in_a_group_that_the_help_shows() -> None:
    for command in COMMANDS:
        assert command.label
        assert command.help.endswith(".")
        assert command.group in GROUPS


def test_the_help_lists_every_command_with_its_keys_and_every_label() -> None:
    keymap = Keymap.build(DEFAULT_LABELS)
    text = HelpScreen(keymap, DEFAULT_LABELS).text(400).plain
    lines = text.splitlines()
    for command in COMMANDS:
        (line,) = [line for line in lines if line.endswith(command.help)]
        for key in keymap.keys_of(command.id):
            assert key_name(key) in line
    for label in DEFAULT_LABELS:
        assert any(label.name in line and label.description in line for line in lines)


@pytest.mark.parametrize("width", [48, 90])
def test_the_help_breaks_its_rows_where_they_end_and_lets_them_hang(width: int) -> None:
    lines = HelpScreen(Keymap.build(DEFAULT_LABELS), DEFAULT_LABELS).text(width).plain.splitlines()
    entries = lines[: lines.index("Labels")]
    assert all(len(line) <= width for line in entries)
    text = " ".join("".join(line[KEY_CELLS:] if line.startswith(" ") else line) for line in entries)
    assert all(" ".join(command.help.split()) in " ".join(text.split()) for command in COMMANDS)


def test_the_help_shows_keys_as_they_are_remapped() -> None:
    keymap = Keymap.build(DEFAULT_LABELS, {"accept": "a", "undo": "none"})
    lines = HelpScreen(keymap, DEFAULT_LABELS).text(400).plain.splitlines()
    by_id = {command.id: command.help for command in COMMANDS}
    (accept,) = [line for line in lines if line.endswith(by_id["accept"])]
    (undo,) = [line for line in lines if line.endswith(by_id["undo"])]
    assert accept.split()[0] == "a"
    assert undo.strip() == by_id["undo"]


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+left", "ctrl+←"), ("question_mark", "?"), ("plus", "+"), ("G", "G"), ("shift+tab", "shift+tab")],
)
def test_keys_are_written_as_a_person_writes_them(key: str, name: str) -> None:
    assert key_name(key) == name


def test_every_key_in_the_table_is_written_with_a_name_of_its_own() -> None:
    names = [key_name(key) for key in default_keys()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "_" in name and len(name) > 1]


def test_each_command_with_a_word_for_the_bar_of_keys_is_in_it_once() -> None:
    assert sorted((*KEY_BAR, *KEY_BAR_END)) == sorted(command.id for command in COMMANDS if command.short)
