"""What each command does to the reading in the active pane; those that need more than that are the screen's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, get_args

from copydesk.app.keys import passages, units
from copydesk.app.reading import Reading
from copydesk.text.caret import Motion

_EXTENSIONS: Final[dict[str, Motion]] = {
    "extend_left": "left",
    "extend_right": "right",
    "extend_up": "line_up",
    "extend_down": "line_down",
    "extend_word_left": "word_left",
    "extend_word_right": "word_end",
}


def _move(reading: Reading, motion: Motion, extend: bool) -> str:
    reading.move(motion, extend=extend)
    return ""


def _toggle_selection(reading: Reading) -> str:
    reading.caret.toggle_selection()
    return ""


READING_COMMANDS: Final[dict[str, Callable[[Reading], str]]] = {
    **{motion: partial(_move, motion=motion, extend=False) for motion in get_args(Motion)},
    **{id: partial(_move, motion=motion, extend=True) for id, motion in _EXTENSIONS.items()},
    "next_annotation": lambda reading: reading.hop(1, annotations=True),
    "previous_annotation": lambda reading: reading.hop(-1, annotations=True),
    "accept": Reading.accept,
    "reject": Reading.reject,
    "repeat": Reading.repeat,
    "select": _toggle_selection,
    "grow": units.grow,
    "shrink": Reading.shrink,
    "next_name": lambda reading: units.hop_name(reading, 1),
    "previous_name": lambda reading: units.hop_name(reading, -1),
    "next_reported": passages.next_reported,
    "previous_passage": passages.previous_passage,
    "select_reported": passages.select_reported,
    "select_word": units.select_word,
    "select_name": units.select_name,
    "select_quote": passages.select_quote,
    "select_clause": units.select_clause,
    "select_sentence": units.select_sentence,
    "select_paragraph": units.select_paragraph,
    "select_to_comma": units.select_to_comma,
    "start_left": lambda reading: reading.nudge("start", -1),
    "start_right": lambda reading: reading.nudge("start", 1),
    "end_left": lambda reading: reading.nudge("end", -1),
    "end_right": lambda reading: reading.nudge("end", 1),
    "start_word_left": lambda reading: reading.nudge("start", -1, words=True),
    "start_word_right": lambda reading: reading.nudge("start", 1, words=True),
    "end_word_left": lambda reading: reading.nudge("end", -1, words=True),
    "end_word_right": lambda reading: reading.nudge("end", 1, words=True),
    "undo": Reading.undo,
    "redo": Reading.redo,
}
"""From the id of a command to what it does; the answer is a sentence for the person, or empty."""
