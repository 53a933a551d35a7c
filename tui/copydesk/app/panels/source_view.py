"""The source view: the annotations from the cursor on as they stand in the file, in TOML, highlighted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import maxsize
from typing import TYPE_CHECKING

from rich.style import Style

from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import Words, visible
from copydesk.app.drawing.shades import Shades
from copydesk.app.panels.panel import Entry, Target
from copydesk.app.reading import Reading
from copydesk.store.annotations.writer import render_relation, render_span

if TYPE_CHECKING:
    from pygments.token import _TokenType

MOST = 24
"""Annotations that are shown at once; further ones come as the cursor moves on."""
_LABEL = re.compile(r'label = "(.*)"')


def source(reading: Reading, shades: Shades) -> tuple[Entry, ...]:
    """The blocks of the annotation here, or else of the next one, and of those that follow; with their relations."""
    return tuple(_entries(reading, shades))


def _entries(reading: Reading, shades: Shades) -> Iterator[Entry]:
    annotations = reading.desk.annotations
    first = reading.annotation or annotations.index.after((reading.caret.offset, -maxsize, ""))
    if first is None:
        said = "No annotation from here on" if len(annotations) else "No annotations yet: nothing is written"
        yield Entry(((said, shades.dim),))
        return
    span: Span | None = first
    for _ in range(MOST):
        if span is None:
            return
        yield from _block(render_span(span, reading.document.view), Target(reading, *span.range), shades)
        for relation in annotations.relations_of(span.id):
            if relation.head == span.id:
                yield from _block(render_relation(relation), Target(reading, *span.range), shades)
        span = annotations.index.after(span.order)


def _block(toml: str, target: Target, shades: Shades) -> Iterator[Entry]:
    """The lines of one table; the name of a label is drawn as the label is."""
    for line in toml.splitlines():
        label = _LABEL.fullmatch(line)
        words: list[Words] = []
        for kind, text in _tokens(line):
            style = shades.label_style(label[1]) if label and kind == "string" else _style(kind, shades)
            words.append((visible(text), style))
        yield Entry(tuple(words), target)
    yield Entry()


def _style(kind: str, shades: Shades) -> Style:
    match kind:
        case "table":
            return shades.key
        case "string":
            return shades.base + Style(italic=True)
        case "sign":
            return shades.faint
        case "key":
            return shades.dim
        case _:
            return shades.base


@lru_cache(4096)
def _tokens(line: str) -> tuple[tuple[str, str], ...]:
    """The pieces of a line of TOML with what each is: `table`, `key`, `string`, `sign`, `value` or `space`."""
    from pygments.lexers.configs import TOMLLexer

    found: list[tuple[str, str]] = []
    for token, text in TOMLLexer(ensurenl=False, stripnl=False).get_tokens(line):
        kind = _kind(token)
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + text)
        else:
            found.append((kind, text))
    return tuple(found)


def _kind(token: _TokenType) -> str:
    from pygments.token import Keyword, Name, Operator, Punctuation, String, Whitespace

    for kinds, name in (
        ((Keyword,), "table"),
        ((Name,), "key"),
        ((String,), "string"),
        ((Operator, Punctuation), "sign"),
        ((Whitespace,), "space"),
    ):
        if any(token in each for each in kinds):
            return name
    return "value"
