"""The table of commands: the one source of bindings, key bar, palette, help and the key table of the docs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOVE: Final = "Move"
DECIDE: Final = "Decide"
SELECT: Final = "Select"
EDIT: Final = "Edit"
FIND: Final = "Find"
ARTICLES: Final = "Articles"
PROGRAM: Final = "Program"

GROUPS: Final = (MOVE, DECIDE, SELECT, EDIT, FIND, ARTICLES, PROGRAM)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does.

    Attributes:
        id: Its name in the configuration's table of keys.
        keys: Its keys by default, in Textual's names.
        label: Two or three words, for the palette and the help.
        help: One sentence that says what it does.
        group: Where the help lists it.
        short: One word for the bar of keys; empty keeps it out of the bar.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    short: str = ""


COMMANDS: Final[tuple[Command, ...]] = (
    Command("line_down", ("j", "down"), "Line down", "Move one row down.", MOVE),
    Command("line_up", ("k", "up"), "Line up", "Move one row up.", MOVE),
    Command("left", ("h", "left"), "Character left", "Move to the character before.", MOVE),
    Command("right", ("l", "right"), "Character right", "Move to the next character.", MOVE),
    Command("word_right", ("w", "ctrl+right"), "Next word", "Move to the start of the next word.", MOVE),
    Command("word_left", ("b", "ctrl+left"), "Word back", "Move to the start of this word or the one before.", MOVE),
    Command("word_end", ("e",), "End of word", "Move to the last character of this word or the next.", MOVE),
    Command("line_start", ("home",), "Start of row", "Move to the first character of the row.", MOVE),
    Command("line_end", ("end",), "End of row", "Move to the last character of the row.", MOVE),
    Command("sentence_left", ("left_parenthesis",), "Sentence back", "Move to the start of the sentence.", MOVE),
    Command("sentence_right", ("right_parenthesis",), "Next sentence", "Move to the next sentence.", MOVE),
    Command("paragraph_left", ("left_curly_bracket",), "Paragraph back", "Move to the start of the paragraph.", MOVE),
    Command("paragraph_right", ("right_curly_bracket",), "Next paragraph", "Move to the next paragraph.", MOVE),
    Command("top", ("g", "ctrl+home"), "Top", "Move to the start of the article.", MOVE),
    Command("end", ("G", "ctrl+end"), "End", "Move to the end of the article.", MOVE),
    Command("half_down", ("ctrl+d",), "Half a page down", "Move down by half a window.", MOVE),
    Command("half_up", ("ctrl+u",), "Half a page up", "Move up by half a window.", MOVE),
    Command("page_down", ("pagedown",), "Page down", "Move down by a window.", MOVE),
    Command("page_up", ("pageup",), "Page up", "Move up by a window.", MOVE),
    Command("next_proposal", ("tab",), "Next proposal", "Hop to the next proposal left to decide.", DECIDE, "hop"),
    Command("previous_proposal", ("shift+tab",), "Previous proposal", "Hop back to the proposal before.", DECIDE),
    Command(
        "accept",
        ("enter",),
        "Accept",
        "Accept the proposal here and hop on, or confirm an annotation that was found by nearly the same words.",
        DECIDE,
        "accept",
    ),
    Command(
        "reject",
        ("x",),
        "Reject or remove",
        "Reject the proposal here and hop on, or remove the annotation here.",
        DECIDE,
        "reject",
    ),
    Command("pick_label", ("t",), "Type a label", "Type to find a label and give it.", DECIDE, "label"),
    Command("repeat", ("full_stop",), "Repeat the label", "Give the last label again.", DECIDE),
    Command("next_annotation", ("J",), "Next annotation", "Hop to the next annotation.", DECIDE),
    Command("previous_annotation", ("K",), "Previous annotation", "Hop to the annotation before.", DECIDE),
    Command("select", ("v",), "Select", "Start a selection at the cursor, or end it.", SELECT, "select"),
    Command("extend_left", ("shift+left",), "Extend left", "Extend the selection by a character to the left.", SELECT),
    Command("extend_right", ("shift+right",), "Extend right", "Extend the selection by a character.", SELECT),
    Command("extend_up", ("shift+up",), "Extend up", "Extend the selection by a row upwards.", SELECT),
    Command("extend_down", ("shift+down",), "Extend down", "Extend the selection by a row.", SELECT),
    Command(
        "extend_word_left", ("ctrl+shift+left",), "Extend word left", "Extend the selection back by a word.", SELECT
    ),
    Command("extend_word_right", ("ctrl+shift+right",), "Extend word right", "Extend the selection by a word.", SELECT),
    Command(
        "grow", ("plus", "equals_sign"), "Grow", "Select the next larger unit: word, span, sentence, paragraph.", SELECT
    ),
    Command("shrink", ("minus",), "Shrink", "Go back to the smaller unit.", SELECT),
    Command("select_quote", ("quotation_mark",), "Select the quote", "Select the quotation here.", SELECT),
    Command(
        "start_left", ("left_square_bracket",), "Start left", "Move the start of the span here one to the left.", EDIT
    ),
    Command(
        "start_right", ("right_square_bracket",), "Start right", "Move the start of the span one to the right.", EDIT
    ),
    Command("end_left", ("less_than_sign",), "End left", "Move the end of the span here one to the left.", EDIT),
    Command("end_right", ("greater_than_sign",), "End right", "Move the end of the span here one to the right.", EDIT),
    Command("relate", ("r",), "Relate", "Relate the span here to another: once on each of the two.", EDIT),
    Command("comment", ("c",), "Comment", "Write a comment on the annotation here.", EDIT),
    Command(
        "attribute",
        ("a",),
        "Attribute",
        "Choose an attribute of the annotation here, such as a quote’s kind.",
        EDIT,
    ),
    Command(
        "place_orphan",
        ("A",),
        "Place an orphan",
        "Put an annotation whose words were not found again on the selection; in its list, del removes it.",
        EDIT,
    ),
    Command("undo", ("u", "ctrl+z"), "Undo", "Take the last edit back and return to where it was made.", EDIT, "undo"),
    Command("redo", ("ctrl+r", "ctrl+y"), "Redo", "Make the last edit taken back again.", EDIT),
    Command("copy", ("y", "ctrl+c"), "Copy", "Copy the selection, or the span here.", EDIT),
    Command("search", ("slash",), "Search", "Search the text; capitals matter only if you type one.", FIND, "search"),
    Command("next_match", ("n",), "Next match", "Go to the next match.", FIND),
    Command("previous_match", ("N",), "Previous match", "Go to the match before.", FIND),
    Command(
        "next_mention", ("m",), "Next mention", "Go to the next mention of the name here, in any pane.", FIND, "mention"
    ),
    Command(
        "previous_mention", ("M",), "Previous mention", "Go to the mention before of the name here, in any pane.", FIND
    ),
    Command("other_pane", ("o",), "Other pane", "Go to the next pane.", ARTICLES, "pane"),
    Command("open_article", ("O",), "Open an article", "Choose an article for this pane.", ARTICLES, "open"),
    Command(
        "mark_done", ("D",), "Done, next", "Mark this article done (or open again) and open the next one.", ARTICLES
    ),
    Command("add_pane", ("P",), "New pane", "Open another article in a pane of its own, up to four.", ARTICLES),
    Command("close_pane", ("X",), "Close the pane", "Close this pane; its article stays saved.", ARTICLES),
    Command("theme", (), "Theme", "Choose the colours.", PROGRAM),
    Command("palette", ("colon", "ctrl+p"), "Palette", "Find any command by its name.", PROGRAM),
    Command("help", ("question_mark", "f1"), "Help", "Show every key.", PROGRAM, "help"),
    Command("cancel", ("escape",), "Cancel", "Leave the selection, the relation or the search.", PROGRAM),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; everything is saved.", PROGRAM, "quit"),
)

BY_ID: Final = {command.id: command for command in COMMANDS}

_SYMBOLS: Final = {
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "quotation_mark": '"',
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "asterisk": "*",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
}


def key_name(key: str) -> str:
    """A key as a person writes it: `ctrl+←`, `?`."""
    *modifiers, name = key.split("+") if key != "+" else ["plus"]
    return "+".join([*modifiers, _SYMBOLS.get(name, name)])


def key_names(keys: tuple[str, ...]) -> str:
    """Keys as a person writes them, side by side."""
    return " ".join(key_name(key) for key in keys)
