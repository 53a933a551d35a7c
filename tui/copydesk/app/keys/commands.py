"""The table of commands: the one source of bindings, key bar, palette, help and the key table of the docs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOVE: Final = "Move"
DECIDE: Final = "Decide"
SELECT: Final = "Select"
EDIT: Final = "Edit"
FIND: Final = "Find"
LOOK: Final = "Look"
ARTICLES: Final = "Articles"
PROGRAM: Final = "Program"

GROUPS: Final = (DECIDE, MOVE, SELECT, EDIT, FIND, LOOK, ARTICLES, PROGRAM)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does.

    Attributes:
        id: Its name in the configuration's table of keys.
        keys: Its keys by default, in Textual's names; keys that are typed one after the other have a space between.
        label: Two or three words, for the palette and the help.
        help: One sentence that says what it does.
        group: Where the help lists it.
        short: One word for the bar of keys; empty keeps it out of the bar.
        repeats: Whether a count before its key does it so many times.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    short: str = ""
    repeats: bool = False


COMMANDS: Final[tuple[Command, ...]] = (
    Command("line_down", ("j", "down"), "Line down", "Move one row down.", MOVE, repeats=True),
    Command("line_up", ("k", "up"), "Line up", "Move one row up.", MOVE, repeats=True),
    Command("left", ("h", "left"), "Character left", "Move to the character before.", MOVE, repeats=True),
    Command("right", ("l", "right"), "Character right", "Move to the next character.", MOVE, repeats=True),
    Command("word_right", ("w", "ctrl+right"), "Next word", "Move to the start of the next word.", MOVE, repeats=True),
    Command(
        "word_left",
        ("b", "ctrl+left"),
        "Word back",
        "Move to the start of this word or the one before.",
        MOVE,
        repeats=True,
    ),
    Command(
        "word_end", ("e",), "End of word", "Move to the last character of this word or the next.", MOVE, repeats=True
    ),
    Command(
        "line_start", ("home", "circumflex_accent"), "Start of row", "Move to the first character of the row.", MOVE
    ),
    Command("line_end", ("end", "dollar_sign"), "End of row", "Move to the last character of the row.", MOVE),
    Command(
        "sentence_left",
        ("left_parenthesis",),
        "Sentence back",
        "Move to the start of the sentence.",
        MOVE,
        repeats=True,
    ),
    Command(
        "sentence_right", ("right_parenthesis",), "Next sentence", "Move to the next sentence.", MOVE, repeats=True
    ),
    Command(
        "paragraph_left",
        ("left_curly_bracket",),
        "Paragraph back",
        "Move to the start of the paragraph.",
        MOVE,
        repeats=True,
    ),
    Command(
        "paragraph_right", ("right_curly_bracket",), "Next paragraph", "Move to the next paragraph.", MOVE, repeats=True
    ),
    Command("top", ("g", "ctrl+home"), "Top", "Move to the start of the article.", MOVE),
    Command("end", ("G", "ctrl+end"), "End", "Move to the end of the article.", MOVE),
    Command("half_down", ("ctrl+d",), "Half a page down", "Move down by half a window.", MOVE, repeats=True),
    Command("half_up", ("ctrl+u",), "Half a page up", "Move up by half a window.", MOVE, repeats=True),
    Command("page_down", ("pagedown",), "Page down", "Move down by a window.", MOVE, repeats=True),
    Command("page_up", ("pageup",), "Page up", "Move up by a window.", MOVE, repeats=True),
    Command(
        "next_name",
        ("semicolon",),
        "Next name",
        "Select the next run of words with capitals, or number, whether proposed or not.",
        MOVE,
        repeats=True,
    ),
    Command(
        "previous_name",
        ("comma",),
        "Name before",
        "Select the run of words with capitals, or number, before.",
        MOVE,
        repeats=True,
    ),
    Command(
        "next_reported",
        ("C",),
        "Next reported clause",
        "Select the next clause that is reported without quotation marks (that it would rain) and not tagged.",
        MOVE,
        repeats=True,
    ),
    Command(
        "previous_passage",
        ("V",),
        "Passage before",
        "Select the passage before that is in quotation marks, or reported without, and not tagged.",
        MOVE,
        repeats=True,
    ),
    Command(
        "jump",
        ("f",),
        "Jump",
        "Go to any word on the screen by the two letters drawn over it; a selection is extended to it.",
        MOVE,
        "jump",
    ),
    Command(
        "count",
        ("number_sign",),
        "Count",
        "Type a number after it, and then a key that moves, extends, nudges or undoes: so many times.",
        MOVE,
    ),
    Command(
        "next_proposal",
        ("tab",),
        "Next proposal",
        "Hop to the next proposal left to decide.",
        DECIDE,
        "hop",
        repeats=True,
    ),
    Command(
        "previous_proposal",
        ("shift+tab", "p"),
        "Previous proposal",
        "Hop back to the proposal before.",
        DECIDE,
        repeats=True,
    ),
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
    Command(
        "every_occurrence",
        ("asterisk",),
        "Every occurrence",
        "Give this span’s label to every occurrence of its words: y each, n skip, a all, s article, panes or corpus.",
        DECIDE,
        "all",
    ),
    Command(
        "relabel_everywhere",
        ("ampersand",),
        "Relabel everywhere",
        "Give another label to every annotation of these words that has the label here.",
        DECIDE,
    ),
    Command(
        "remove_everywhere",
        ("underscore",),
        "Remove everywhere",
        "Take the label here off every occurrence of these words.",
        DECIDE,
    ),
    Command(
        "accept_paragraph",
        ("Y p",),
        "Accept the paragraph",
        "Look through the proposals of this paragraph and accept them together.",
        DECIDE,
    ),
    Command(
        "accept_label",
        ("Y l",),
        "Accept a label",
        "Look through the proposals of the label here and accept them together.",
        DECIDE,
    ),
    Command(
        "accept_confident",
        ("Y c",),
        "Accept the confident",
        "Look through the proposals at or above a confidence, which + and - change, and accept them together.",
        DECIDE,
    ),
    Command(
        "accept_screen",
        ("Y s",),
        "Accept the screen",
        "Look through the proposals selected, or shown in this pane (s: in all panes), and accept them together.",
        DECIDE,
    ),
    Command(
        "reject_paragraph",
        ("Y x p",),
        "Reject the paragraph",
        "Look through the proposals of this paragraph and reject them together.",
        DECIDE,
    ),
    Command(
        "reject_label",
        ("Y x l",),
        "Reject a label",
        "Look through the proposals of the label here and reject them together.",
        DECIDE,
    ),
    Command(
        "reject_unsure",
        ("Y x c",),
        "Reject the unsure",
        "Look through the proposals below a confidence, which + and - change, and reject them together.",
        DECIDE,
    ),
    Command(
        "reject_screen",
        ("Y x s",),
        "Reject the screen",
        "Look through the proposals selected, or shown in this pane (s: in all panes), and reject them together.",
        DECIDE,
    ),
    Command("next_annotation", ("J",), "Next annotation", "Hop to the next annotation.", DECIDE, repeats=True),
    Command(
        "previous_annotation", ("K",), "Previous annotation", "Hop to the annotation before.", DECIDE, repeats=True
    ),
    Command("select", ("v",), "Select", "Start a selection at the cursor, or end it.", SELECT, "select"),
    Command(
        "extend_left",
        ("shift+left",),
        "Extend left",
        "Extend the selection by a character to the left.",
        SELECT,
        repeats=True,
    ),
    Command(
        "extend_right", ("shift+right",), "Extend right", "Extend the selection by a character.", SELECT, repeats=True
    ),
    Command("extend_up", ("shift+up",), "Extend up", "Extend the selection by a row upwards.", SELECT, repeats=True),
    Command("extend_down", ("shift+down",), "Extend down", "Extend the selection by a row.", SELECT, repeats=True),
    Command(
        "extend_word_left",
        ("ctrl+shift+left",),
        "Extend word left",
        "Extend the selection back by a word.",
        SELECT,
        repeats=True,
    ),
    Command(
        "extend_word_right",
        ("ctrl+shift+right",),
        "Extend word right",
        "Extend the selection by a word.",
        SELECT,
        repeats=True,
    ),
    Command(
        "grow",
        ("plus", "equals_sign"),
        "Grow",
        "Select the next larger unit: word, name, clause, quote, sentence, paragraph.",
        SELECT,
        repeats=True,
    ),
    Command("shrink", ("minus",), "Shrink", "Go back to the smaller unit.", SELECT, repeats=True),
    Command(
        "select_quote",
        ("quotation_mark", "i q"),
        "Select the quote",
        "Select the quotation here; where there is none, or it was selected or tagged just now, the next one.",
        SELECT,
        repeats=True,
    ),
    Command("select_word", ("i w",), "Select the word", "Select the word here.", SELECT),
    Command(
        "select_name",
        ("i n",),
        "Select the name",
        "Select the name here: what is tagged or proposed, else the run of words with capitals.",
        SELECT,
    ),
    Command(
        "select_clause",
        ("i c",),
        "Select the clause",
        "Select the part of the sentence here between commas, dashes and the like.",
        SELECT,
    ),
    Command(
        "select_reported",
        ("i r",),
        "Select what is reported",
        "Select the clause here that is reported without quotation marks.",
        SELECT,
    ),
    Command("select_sentence", ("i s",), "Select the sentence", "Select the sentence here.", SELECT),
    Command("select_paragraph", ("i p",), "Select the paragraph", "Select the paragraph here.", SELECT),
    Command(
        "select_to_comma",
        ("i comma",),
        "Select to the comma",
        "Select from the cursor up to the next comma, or the end of the sentence.",
        SELECT,
    ),
    Command(
        "start_left",
        ("left_square_bracket",),
        "Start left",
        "Move the start of the span here one to the left.",
        EDIT,
        repeats=True,
    ),
    Command(
        "start_right",
        ("right_square_bracket",),
        "Start right",
        "Move the start of the span one to the right.",
        EDIT,
        repeats=True,
    ),
    Command(
        "end_left",
        ("less_than_sign",),
        "End left",
        "Move the end of the span here one to the left.",
        EDIT,
        repeats=True,
    ),
    Command(
        "end_right",
        ("greater_than_sign",),
        "End right",
        "Move the end of the span here one to the right.",
        EDIT,
        repeats=True,
    ),
    Command(
        "start_word_left",
        ("B",),
        "Start back a word",
        "Move the start of the span here back by a word.",
        EDIT,
        repeats=True,
    ),
    Command(
        "start_word_right",
        ("W",),
        "Start on a word",
        "Move the start of the span here on by a word.",
        EDIT,
        repeats=True,
    ),
    Command(
        "end_word_left", ("H",), "End back a word", "Move the end of the span here back by a word.", EDIT, repeats=True
    ),
    Command(
        "end_word_right", ("L",), "End on a word", "Move the end of the span here on by a word.", EDIT, repeats=True
    ),
    Command(
        "relate",
        ("r",),
        "Relate",
        "Relate the span here, or the selection as a QUOTE, to another by its letter; or go there and press again.",
        EDIT,
        "relate",
    ),
    Command("unrelate", ("R",), "Take a relation away", "Take a relation of the annotation here away.", EDIT),
    Command(
        "other_end", ("percent_sign",), "Other end", "Go to what the span here is related to, and on or back.", MOVE
    ),
    Command("comment", ("c",), "Comment", "Write a comment on the annotation here.", EDIT),
    Command(
        "attribute", ("a",), "Attribute", "Choose an attribute of the annotation here, such as a quote’s kind.", EDIT
    ),
    Command("unsure", ("s",), "Unsure", "Flag the annotation here as doubtful, or take the flag away.", EDIT),
    Command("label_article", ("d",), "Label the article", "Choose a label of the whole article.", EDIT),
    Command(
        "place_orphan",
        ("A",),
        "Place an orphan",
        "Put an annotation whose words were not found again on the selection; in its list, del removes it.",
        EDIT,
    ),
    Command(
        "undo",
        ("u", "ctrl+z"),
        "Undo",
        "Take the last edit back and return to where it was made.",
        EDIT,
        "undo",
        repeats=True,
    ),
    Command("redo", ("ctrl+r", "ctrl+y"), "Redo", "Make the last edit taken back again.", EDIT, repeats=True),
    Command("copy", ("y", "ctrl+c"), "Copy", "Copy the selection, or the span here.", EDIT),
    Command("search", ("slash",), "Search", "Search the text; capitals matter only if you type one.", FIND, "search"),
    Command(
        "search_corpus",
        ("ctrl+f",),
        "Search all articles",
        "Search all articles, each hit with its context; afterwards n and N go from hit to hit.",
        FIND,
    ),
    Command("next_match", ("n",), "Next match", "Go to the next match.", FIND, repeats=True),
    Command("previous_match", ("N",), "Previous match", "Go to the match before.", FIND, repeats=True),
    Command(
        "next_mention",
        ("m",),
        "Next mention",
        "Go to the next mention of the name here, in any pane.",
        FIND,
        "mention",
        repeats=True,
    ),
    Command(
        "previous_mention",
        ("M",),
        "Previous mention",
        "Go to the mention before of the name here, in any pane.",
        FIND,
        repeats=True,
    ),
    Command(
        "filter",
        ("F",),
        "Filter",
        "Hop to and list only one label, what is unsure, what has a note, or what an attribute says.",
        FIND,
    ),
    Command("inspector", ("I",), "Inspector", "Show all that is known of the annotation here, or hide it.", LOOK),
    Command(
        "source", ("T",), "Annotations in TOML", "Show the annotations from here on as they stand in the file.", LOOK
    ),
    Command("names", ("E",), "Names", "List who and what the open articles name, and go there.", LOOK),
    Command("voices", ("Q",), "Who said what", "List the quotations of the open articles by their speakers.", LOOK),
    Command("tags", ("S",), "Tags", "List the annotations of the open articles that the filter lets pass.", LOOK),
    Command(
        "closest", ("apostrophe",), "Closest passage", "Go to the passage of another pane that is most like this.", LOOK
    ),
    Command(
        "closest_back",
        ("grave_accent",),
        "Back",
        "Go back to where the closest passage was asked for, to and fro.",
        LOOK,
    ),
    Command(
        "lock_scrolling",
        ("z s",),
        "Scroll together",
        "Let the other panes follow to the closest passage, to the same part, or not at all.",
        LOOK,
    ),
    Command("focus", ("z f",), "Focus", "Fade all but the paragraph here, then the sentence, then nothing.", LOOK),
    Command("wider", ("z w",), "Wider rows", "Make the rows of text wider.", LOOK, repeats=True),
    Command("narrower", ("z n",), "Narrower rows", "Make the rows of text narrower.", LOOK, repeats=True),
    Command("other_pane", ("o",), "Other pane", "Go to the next pane.", ARTICLES, "pane"),
    Command(
        "open_article",
        ("O",),
        "Open an article",
        "List all articles, and how far each is, to open one.",
        ARTICLES,
        "open",
    ),
    Command(
        "mark_done",
        ("D",),
        "Done, next",
        "Mark this article done (or open again) and open the next one.",
        ARTICLES,
        "done",
    ),
    Command("add_pane", ("P",), "New pane", "Open another article in a pane of its own, up to four.", ARTICLES),
    Command("close_pane", ("X",), "Close the pane", "Close this pane; its article stays saved.", ARTICLES),
    Command(
        "labels", ("z l",), "Labels", "Rename, describe, colour, order a label, give it a key, or add one.", PROGRAM
    ),
    Command("add_label", ("z a",), "New label", "Add a label to labels.toml.", PROGRAM),
    Command("theme", (), "Theme", "Choose the colours.", PROGRAM),
    Command("palette", ("colon", "ctrl+p"), "Palette", "Find any command by its name.", PROGRAM),
    Command("help", ("question_mark", "f1"), "Help", "Show every key.", PROGRAM, "help"),
    Command("cancel", ("escape",), "Cancel", "Leave the selection, the relation or the search.", PROGRAM),
    Command(
        "tutorial",
        ("z t",),
        "Tutorial",
        "Learn the keys in two minutes, on two made-up articles; there it passes a step over.",
        PROGRAM,
    ),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; everything is saved.", PROGRAM, "quit"),
)

BY_ID: Final = {command.id: command for command in COMMANDS}

KEY_BAR: Final = (
    "next_proposal", "accept", "reject", "undo", "pick_label", "select", "every_occurrence", "mark_done", "jump",
    "relate", "open_article", "other_pane", "search", "next_mention",
)  # fmt: skip
"""The commands in the bar of keys, those first that are pressed all day; a narrow screen shows only these."""
KEY_BAR_END: Final = ("help", "quit")
"""Those at its right, which are seen however narrow the screen is."""
