"""The lexer: a document and its annotations as Pygments tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pygments.lexer import Lexer

from copydesk.annotation.span import Span
from copydesk.formats.highlighting.layers import numbers, pieces
from copydesk.formats.highlighting.token_types import BYLINE, HEADLINE, MARK, TEXT, layered, part
from copydesk.formats.plain import plain
from copydesk.text.blocks import Blocks, Kind
from copydesk.text.document import Document

Marks = Literal["none", "names", "brackets"]
"""What stands beside the text: nothing; the name of its label after each span; or brackets around it, with the name."""

_BASES = {Kind.HEADLINE: HEADLINE, Kind.BYLINE: BYLINE, Kind.BODY: TEXT}
_GLUE = "\u00a0"
"""Keeps a name on the row of the word that it belongs to."""


class AnnotationLexer(Lexer):
    """Makes tokens of a text by what was annotated in it, not by a grammar.

    Nothing of the text is altered: the values of all tokens that are no marks make up the text, to the last character.
    See `layers` for what becomes of spans that are nested or overlap, and `token_types` for the types.

    Args:
        spans: The annotations of the text.
        marks: What stands beside the text.
    """

    name = "Copydesk annotations"
    aliases: ClassVar[list[str]] = []
    filenames: ClassVar[list[str]] = []

    def __init__(self, spans: Iterable[Span] = (), marks: Marks = "none", **options: Any) -> None:
        super().__init__(**options)
        self.spans = tuple(spans)
        self.marks = marks

    def get_tokens(self, text: str, unfiltered: bool = False) -> Iterator[tuple[Any, str]]:
        """The tokens of a text, whose ends and line breaks stay as they are."""
        stream: Iterator[tuple[Any, str]] = ((type, value) for _, type, value in self.get_tokens_unprocessed(text))
        if not unfiltered:
            for each in self.filters:
                stream = each.filter(self, stream)
        return stream

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        """The offset, type and value of each token; a mark has the offset that it stands at."""
        grounds = list(_grounds(text))
        told_apart = numbers(self.spans) if self.marks != "none" else {}
        at = 0
        for piece in pieces(len(text), self.spans):
            if self.marks == "brackets":
                for span in piece.opening:
                    yield piece.start, _mark(span), f"[{name_of(span, told_apart)}: "
            while grounds[at][1] <= piece.start < len(text):
                at += 1
            here = at
            while here < len(grounds) and grounds[here][0] < piece.end:
                start, end, base = grounds[here]
                left, right = max(start, piece.start), min(end, piece.end)
                yield left, layered(base, piece.spans), text[left:right]
                here += 1
            for span in piece.closing:
                if self.marks == "names":
                    name = name_of(span, told_apart).replace(" ", _GLUE)
                    yield piece.end, _mark(span), f"{_GLUE}{name}"
                elif self.marks == "brackets":
                    number = told_apart.get(span.id)
                    yield piece.end, _mark(span), f" #{number}]" if number else "]"


def name_of(span: Span, told_apart: Mapping[str, int]) -> str:
    """What a mark says of a span: its label, `?` for a proposal, its number if it has one, and its attributes."""
    status = {"accepted": "", "proposed": "?", "rejected": "\N{MULTIPLICATION SIGN}"}[span.status]
    number = f"#{told_apart[span.id]}" if span.id in told_apart else ""
    return " ".join([f"{span.label}{status}{number}", *attributes_of(span)])


def attributes_of(span: Span) -> list[str]:
    """The attributes of a span in words; a quotation's kind needs no more than itself."""
    return [str(value) if key == "kind" else f"{key}={value}" for key, value in plain(span.attrs).items()]


def _mark(span: Span) -> Any:
    return getattr(MARK, part(span.label, span.status))


def _grounds(text: str) -> Sequence[tuple[int, int, Any]]:
    """Half-open ranges that tile a text, with the type of what stands there."""
    found: list[tuple[int, int, Any]] = []
    at = 0
    for block in Blocks(Document.from_text(text)):
        if block.kind is Kind.BODY:
            break
        if at < block.start:
            found.append((at, block.start, TEXT))
        found.append((block.start, block.end, _BASES[block.kind]))
        at = block.end
    if at < len(text) or not found:
        found.append((at, len(text), TEXT))
    return found
