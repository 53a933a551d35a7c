"""Presets of keys: what the commands are on for hands that are used to another program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DEFAULT_PRESET: Final = "vi"

_EMACS: Final[Mapping[str, tuple[str, ...]]] = {
    "line_down": ("ctrl+n", "down"),
    "line_up": ("ctrl+p", "up"),
    "left": ("ctrl+b", "left"),
    "right": ("ctrl+f", "right"),
    "word_right": ("alt+f", "ctrl+right"),
    "word_left": ("alt+b", "ctrl+left"),
    "line_start": ("ctrl+a", "home"),
    "line_end": ("ctrl+e", "end"),
    "sentence_left": ("alt+a", "left_parenthesis"),
    "sentence_right": ("alt+e", "right_parenthesis"),
    "paragraph_left": ("ctrl+up", "left_curly_bracket"),
    "paragraph_right": ("ctrl+down", "right_curly_bracket"),
    "top": ("ctrl+home", "ctrl+x left_square_bracket"),
    "end": ("ctrl+end", "ctrl+x right_square_bracket"),
    "half_down": ("ctrl+d", "alt+down"),
    "half_up": ("alt+up", "alt+u"),
    "page_down": ("ctrl+v", "pagedown"),
    "page_up": ("alt+v", "pageup"),
    "jump": ("alt+g", "f"),
    "count": ("ctrl+u", "number_sign"),
    "select": ("ctrl+space", "ctrl+@", "v"),
    "select_paragraph": ("alt+h", "i p"),
    "next_annotation": ("alt+n", "J"),
    "previous_annotation": ("alt+p", "K"),
    "undo": ("ctrl+underscore", "ctrl+x u", "u"),
    "redo": ("ctrl+y", "ctrl+x r"),
    "copy": ("alt+w", "y"),
    "search": ("ctrl+s", "slash"),
    "search_corpus": ("alt+s", "ctrl+x s"),
    "previous_match": ("ctrl+r", "N"),
    "other_pane": ("ctrl+x o", "o"),
    "open_article": ("ctrl+x ctrl+f", "O"),
    "add_pane": ("ctrl+x 3", "P"),
    "close_pane": ("ctrl+x 0", "X"),
    "palette": ("alt+x", "colon"),
    "cancel": ("ctrl+g", "escape"),
    "quit": ("ctrl+x ctrl+c", "q"),
}
"""As in Emacs, with a second key where a terminal or a multiplexer may keep the first for itself."""

_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "line_down": ("down",),
    "line_up": ("up",),
    "left": ("left",),
    "right": ("right",),
    "word_right": ("ctrl+right", "alt+right"),
    "word_left": ("ctrl+left", "alt+left"),
    "word_end": ("ctrl+e",),
    "line_start": ("home",),
    "line_end": ("end",),
    "paragraph_left": ("ctrl+up", "left_curly_bracket"),
    "paragraph_right": ("ctrl+down", "right_curly_bracket"),
    "top": ("ctrl+home", "f11"),
    "end": ("ctrl+end", "f12"),
    "half_down": ("alt+down",),
    "half_up": ("alt+up",),
    "next_name": ("f8", "semicolon"),
    "previous_name": ("f7", "comma"),
    "next_proposal": ("tab",),
    "jump": ("ctrl+g",),
    "select": ("ctrl+space", "ctrl+@", "f9"),
    "reject": ("delete", "x"),
    "pick_label": ("ctrl+t",),
    "next_annotation": ("f6",),
    "previous_annotation": ("f5",),
    "comment": ("ctrl+k",),
    "relate": ("ctrl+r",),
    "undo": ("ctrl+z",),
    "redo": ("ctrl+y",),
    "copy": ("ctrl+c",),
    "search": ("ctrl+f", "slash"),
    "search_corpus": ("ctrl+l",),
    "next_match": ("f3",),
    "previous_match": ("f4",),
    "other_pane": ("ctrl+w", "f2"),
    "open_article": ("ctrl+o",),
    "mark_done": ("ctrl+d",),
    "add_pane": ("ctrl+n",),
    "palette": ("ctrl+p", "f10"),
    "quit": ("ctrl+q",),
}
"""As in a plain editor: arrows, control and function keys, so that most letters are free for labels."""

PRESETS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {DEFAULT_PRESET: {}, "emacs": _EMACS, "plain": _PLAIN}
"""From the name of a preset to the keys of commands by their ids; the others have their keys by default."""
