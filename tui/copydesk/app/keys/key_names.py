"""Key names: keys as a person writes them."""

from __future__ import annotations

from typing import Final

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
    "percent_sign": "%",
    "apostrophe": "'",
    "grave_accent": "`",
    "number_sign": "#",
    "ampersand": "&",
    "underscore": "_",
    "circumflex_accent": "^",
    "dollar_sign": "$",
    "semicolon": ";",
    "comma": ",",
    "at_sign": "@",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
}


def key_name(key: str) -> str:
    """A key as a person writes it: `ctrl+←`, `?`; of several that are typed one after the other, side by side: `ip`."""
    names = [_one_key_name(each) for each in key.split(" ")]
    return ("" if all(len(name) == 1 for name in names) else "\u00a0").join(names)


def _one_key_name(key: str) -> str:
    *modifiers, name = key.split("+") if key != "+" else ["plus"]
    return "+".join([*modifiers, _SYMBOLS.get(name, name)])


def key_names(keys: tuple[str, ...]) -> str:
    """Keys as a person writes them, side by side."""
    return " ".join(key_name(key) for key in keys)
