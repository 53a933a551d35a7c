"""The token types of a highlighted document: where a piece stands, and the labels over it, outermost first.

`Token.Text.QUOTE.PERSON` is a name inside a quotation in the body. A label is a part of a type only where it is a
capital letter with letters and digits after it; any other is written in hexadecimal codes, so that no label can be
mistaken for another, nor for markup in a formatter that takes types for names of classes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from pygments.token import Token

from copydesk.annotation.span import Span, Status

TEXT: Final = Token.Text
HEADLINE: Final = Token.Generic.Heading
BYLINE: Final = Token.Generic.Subheading
MARK: Final = Token.Comment.Mark
"""What is no part of the text: the name of a label beside it, or a bracket."""

CODE: Final = Token.Comment.Code
"""The code of a character that cannot be shown itself."""

TITLE: Final = Token.Comment.Title
NOTE: Final = Token.Comment.Note
"""What is said about an article: its name, and the words of a legend."""

DEEPEST: Final = 8
"""Layers that are told apart by type; what lies deeper still has its name marked."""

_PLAIN = re.compile("[A-Z][A-Za-z0-9]*")
_CODED = re.compile("_([0-9a-f]+)_")
_STATUS: dict[Status, str] = {"accepted": "", "proposed": "P_", "rejected": "R_"}


def layered(base: Any, spans: Sequence[Span]) -> Any:
    """The type of a piece of text under spans, outermost first."""
    for span in spans[:DEEPEST]:
        base = getattr(base, part(span.label, span.status))
    return base


@lru_cache(1024)
def part(label: str, status: Status = "accepted") -> str:
    """A label, and the status of its span, as a part of a token type."""
    if not _PLAIN.fullmatch(label):
        coded = "".join(each if each.isascii() and each.isalnum() else f"_{ord(each):x}_" for each in label)
        label = f"X_{coded}"
    return f"{_STATUS[status]}{label}"


@lru_cache(1024)
def label_of(name: str) -> tuple[str, Status]:
    """What `part` made a part of a token type of."""
    status: Status = "accepted"
    for each, prefix in _STATUS.items():
        if prefix and name.startswith(prefix):
            status, name = each, name.removeprefix(prefix)
            break
    if name.startswith("X_"):
        name = _CODED.sub(lambda found: chr(int(found[1], 16)), name.removeprefix("X_"))
    return name, status


def layers_of(type: Any) -> tuple[tuple[str, Status], ...]:
    """The labels, and the status of the span of each, that a type of `layered` tells of, outermost first."""
    for base in (HEADLINE, BYLINE, MARK, TEXT):
        if type in base:
            return tuple(label_of(name) for name in type[len(base) :])
    return ()
