"""The linear form of an article, for screen readers and for `grep`: paragraphs, and after each its tags in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.annotation.span import Span
from copydesk.formats.highlighting.filters import Visible, Wrapped
from copydesk.formats.highlighting.lexer import attributes_of
from copydesk.formats.highlighting.page import Shown, related, words_of
from copydesk.formats.highlighting.token_types import TEXT
from copydesk.text.blocks import Blocks


def linear(article: Shown, width: int = 0) -> Iterator[str]:
    """The lines of an article.

    Each paragraph is on one line, and after it comes a line for each tag that begins in it: a dash, the label, its
    attributes, the words, and where relations lead. An empty line stands between paragraphs. What cannot be seen is
    shown by its code.

    Args:
        article: The article.
        width: Cells after which a line is broken; 0 for never.
    """
    text = article.document.text
    blocks = Blocks(article.document)
    tags: dict[int, list[Span]] = {}
    for span in article.spans:
        tags.setdefault(blocks.at(span.start).start, []).append(span)
    ends = {head.id: tails for head, tails in related(article.spans, article.relations)}
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from _lines(text[block.start : block.end], width)
        for span in sorted(tags.get(block.start, ()), key=lambda each: each.order):
            said = [f"- {_named(span)}: {words_of(span, text)}"]
            said += [f"{type}: {words_of(tail, text)}" for type, tail in ends.get(span.id, ())]
            yield from _lines("; ".join(said), width)


def _named(span: Span) -> str:
    """The label of a span, its status where it is not accepted, and its attributes."""
    status = [span.status] if span.status != "accepted" else []
    return ", ".join([span.label, *status, *attributes_of(span)])


def _lines(text: str, width: int) -> list[str]:
    """A text as it is shown, on as many lines as it takes."""
    stream: Iterator[tuple[Any, str]] = Visible().filter(None, [(TEXT, text)])
    if width:
        stream = Wrapped(width).filter(None, stream)
    return "".join(value for _, value in stream).split("\n")
