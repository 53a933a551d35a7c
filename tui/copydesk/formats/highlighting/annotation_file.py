"""Annotation files, highlighted: the TOML as it is written, line by line, in pieces of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pygments.lexers import TOMLLexer
from pygments.style import Style
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, Punctuation, String
from pygments.token import Literal as Value

from copydesk.annotation.palette import blend, hex_color
from copydesk.formats.highlighting.filters import Visible
from copydesk.formats.highlighting.style import Ground
from copydesk.formats.highlighting.token_types import CODE

Kind = Literal[
    "plain", "table", "key", "string", "escape", "number", "date", "boolean", "comment", "mark", "error", "code"
]
"""What a piece is: a table's name, a key, a value, a comment, punctuation, what is no TOML, or the code of a character
that cannot be shown."""

_KINDS: Final[tuple[tuple[Any, Kind], ...]] = (
    (CODE, "code"),
    (Comment, "comment"),
    (Keyword.Constant, "boolean"),
    (Keyword, "table"),
    (Name, "key"),
    (String.Escape, "escape"),
    (String, "string"),
    (Value.Date, "date"),
    (Number, "number"),
    (Operator, "mark"),
    (Punctuation, "mark"),
    (Error, "error"),
)
"""Types that Pygments gives, each before those that it is a kind of."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line.

    Attributes:
        text: What is shown; free of control characters.
        kind: What it is.
    """

    text: str
    kind: Kind


def toml_tokens(source: str) -> Iterator[tuple[Any, str]]:
    """The tokens of a TOML file as they are shown; what is no TOML is there too, as errors."""
    stream = ((type, value) for _, type, value in TOMLLexer().get_tokens_unprocessed(source))
    return Visible(feeds=True).filter(None, stream)


def highlight_annotation_file(source: str) -> list[list[Fragment]]:
    """The lines of an annotation file, of a label file, or of any TOML, each in pieces of one kind.

    Args:
        source: The text of the file, whether or not it is valid.
    """
    lines: list[list[Fragment]] = [[]]
    for type_, value in toml_tokens(source):
        kind: Kind = next((name for base, name in _KINDS if type_ in base), "plain")
        for number, piece in enumerate(value.split("\n")):
            if number:
                lines.append([])
            if piece and lines[-1] and lines[-1][-1].kind == kind:
                lines[-1][-1] = Fragment(lines[-1][-1].text + piece, kind)
            elif piece:
                lines[-1].append(Fragment(piece, kind))
    return lines if lines[-1] else lines[:-1]


def toml_style(ground: Ground) -> type[Style]:
    """A Pygments style for TOML on a ground: names stand out, punctuation steps back."""
    faint = hex_color(ground.faint())

    def ink(red: int, green: int, blue: int) -> str:
        return hex_color(blend(ground.foreground, (red, green, blue), 0.75))

    styles = {
        Comment: f"italic {faint}",
        CODE: f"noinherit {faint}",
        Keyword: f"bold {ink(76, 130, 220)}",
        Keyword.Constant: f"noinherit {ink(190, 100, 60)}",
        Name: ink(110, 110, 200),
        String: ink(50, 150, 100),
        String.Escape: f"bold {ink(50, 150, 100)}",
        Number: ink(190, 100, 60),
        Value.Date: ink(190, 100, 60),
        Operator: faint,
        Punctuation: faint,
        Error: f"underline {ink(220, 60, 60)}",
    }
    return type("TomlStyle", (Style,), {"styles": styles, "background_color": hex_color(ground.background)})
