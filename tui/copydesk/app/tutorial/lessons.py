"""The lessons of the tutorial: what to do in each, and which act shows that it was done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from copydesk.app.keys.commands import BY_ID
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.keymap import Keymap
from copydesk.app.tutorial.acts import Act

NO_KEY: Final = "the palette"
"""Where the configuration leaves a command without a key."""
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One step; with the default keys each of its two lines fits into 58 cells.

    Attributes:
        title: What is learned.
        text: What to press; `{accept}` is the key of that command in force, `{GPE}` that of that label.
        act: What shows that it was done; None for the last one, which stays.
    """

    title: str
    text: str
    act: Act | None


LESSONS: Final = (
    Lesson("Hop", "Underlined words are proposals: {next_proposal} hops to the next.", "hop"),
    Lesson("Accept", "Right words, right label (see below)? {accept} accepts it.", "accept"),
    Lesson("Reject", "Nothing to tag? {reject} rejects it, and it stays away.", "reject"),
    Lesson("Label", "{PERSON} makes it a PERSON, {GPE} a GPE: words or a proposal.", "label"),
    Lesson("Select", "Go to Harbor Day: {select} {word_end} {word_end} selects both words, {EVENT} tags.", "select"),
    Lesson("Undo", "{undo} takes the last step back, as often as you like.", "undo"),
    Lesson("Relate", "{select_quote} goes to a quote; {relate} and a letter say who said it.", "relate"),
    Lesson(
        "That is all: {help} shows every key, {quit} leaves. Then:",
        "copydesk export FOLDER --to jsonl -o tags.jsonl",
        None,
    ),
)  # fmt: skip


def with_keys(text: str, keymap: Keymap) -> str:
    """A text with the keys in force in it."""
    of_label = {label: key for key, label in keymap.labels.items()}

    def key(match: re.Match[str]) -> str:
        name = match[1]
        if name not in BY_ID:
            return of_label.get(name, f"{_first(keymap, 'pick_label')} {name}")
        return _first(keymap, name)

    return _PLACE.sub(key, text)


def _first(keymap: Keymap, id: str) -> str:
    keys = keymap.keys_of(id)
    return key_name(keys[0]) if keys else NO_KEY
