"""The start page: what can be opened when there is nothing to read, and the keys that matter, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rich.cells import cell_len

from copydesk.app.corpus.line_list import cut_left
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.keymap import Keymap
from copydesk.app.screen import TUTORIAL
from copydesk.store.personal.recent import Recent

WIDEST: Final = 76
"""Cells that are used at most."""
KEYS: Final = (
    ("next_proposal", "next proposal"),
    ("accept", "accept it"),
    ("reject", "reject it"),
    ("select", "select words"),
    ("undo", "undo"),
    ("other_pane", "other pane"),
    ("help", "every key"),
    ("quit", "leave, all is saved"),
)
"""The commands whose keys matter most, in few words."""
LABELS_AFTER: Final = 3
"""The keys of labels stand after so many of them."""
KEY_CELLS: Final = 9
COLUMN_CELLS: Final = 28
TUTORIAL_KEY: Final = "t"

Choice = Recent | str
"""What can be chosen: something to open, or `TUTORIAL`."""


class Line(NamedTuple):
    """A line of the page.

    Attributes:
        words: Its pieces.
        choice: The index of the choice that it shows, or -1.
    """

    words: tuple[Words, ...] = ()
    choice: int = -1


class StartPage:
    """What the start screen shows.

    Args:
        recent: What was opened before, the newest first.
        notice: Why there is nothing to read.
        keymap: The keys in force.

    Attributes:
        choices: What can be chosen, each with its key.
    """

    def __init__(self, recent: Sequence[Recent], notice: str, keymap: Keymap) -> None:
        self._notice = notice
        self._keymap = keymap
        self.choices: list[tuple[str, Choice]] = [(str(digit), each) for digit, each in enumerate(recent, 1)]
        self.choices.append((TUTORIAL_KEY, TUTORIAL))

    def index_of(self, key: str) -> int:
        """The index of the choice that a key makes, or -1."""
        return next((index for index, (name, _) in enumerate(self.choices) if name == key), -1)

    def lines(self, shades: Shades, width: int, height: int, mark: int) -> list[Line]:
        """The page on a screen of so many cells and rows, with one choice marked.

        On a low screen the keys that matter go first, then what was opened longest ago.
        """
        room = max(1, min(WIDEST, width - 2))
        above = [Line((("Copydesk", shades.key),))]
        above += [Line(((line, shades.base),)) for line in _wrapped(self._notice, room)]
        above.append(Line())
        below = [Line(((" q  ", shades.key), ("Leave; or name what to read: copydesk FOLDER", shades.base)))]
        keys = [Line(), Line((("While you read", shades.dim),)), *self._keys(shades, room)]
        recent = [self._choice(index, shades, room, mark) for index in range(len(self.choices) - 1)]
        if recent:
            recent = [Line((("Opened before", shades.dim),)), *recent, Line()]
        fixed = [*above, *recent, self._choice(len(self.choices) - 1, shades, room, mark), *below]
        if len(fixed) + len(keys) <= height:
            return fixed + keys
        while len(fixed) > height and len(recent) > 3:
            del recent[-2]
            fixed = [*above, *recent, self._choice(len(self.choices) - 1, shades, room, mark), *below]
        return fixed

    def _choice(self, index: int, shades: Shades, room: int, mark: int) -> Line:
        key, choice = self.choices[index]
        marked = index == mark
        name = _name(choice, room - 4).ljust(room - 4 if marked else 0)
        strong = shades.bar_strong
        return Line(((f" {key}  ", strong if marked else shades.key), (name, strong if marked else shades.base)), index)

    def _keys(self, shades: Shades, room: int) -> list[Line]:
        """The keys that matter, in columns that are read downwards."""
        pairs = [(self._key(id), words) for id, words in KEYS]
        pairs.insert(LABELS_AFTER, (self._label_keys(), "give a label"))
        rows = -(-len(pairs) // max(1, room // COLUMN_CELLS))
        lines = []
        for row in range(rows):
            words: list[Words] = []
            for key, does in pairs[row::rows]:
                words.append((f" {key}".ljust(KEY_CELLS), shades.key))
                words.append((does.ljust(COLUMN_CELLS - KEY_CELLS), shades.dim))
            lines.append(Line(tuple(words)))
        return lines

    def _key(self, id: str) -> str:
        keys = self._keymap.keys_of(id)
        return key_name(keys[0]) if keys else "–"

    def _label_keys(self) -> str:
        keys = list(self._keymap.labels)
        return f"{keys[0]} … {keys[-1]}" if len(keys) > 1 else "".join(keys) or "–"


def _name(choice: Choice, room: int) -> str:
    """A choice in so many cells at most."""
    if isinstance(choice, str):
        return "Tutorial: two minutes, on two made-up articles"
    name = ", ".join(map(_short, choice.folders))
    name += f" · tags in {_short(choice.annotations)}" if choice.annotations else ""
    name += f" · as {choice.annotator}" if choice.annotator else ""
    return cut_left(harmless(name), room).rstrip()


def _short(folder: str) -> str:
    """A folder as a person writes it."""
    try:
        inside = Path(folder).relative_to(Path.home())
    except (ValueError, RuntimeError):  # it is elsewhere, or nobody knows where home is
        return folder
    return str("~" / inside)


def _wrapped(text: str, room: int) -> list[str]:
    """A text in lines of so many cells; a word that is longer has a line of its own."""
    lines: list[str] = []
    for word in harmless(text).split():
        if lines and cell_len(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
