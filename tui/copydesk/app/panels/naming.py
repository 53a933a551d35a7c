"""Naming: how a span is called in a line of its own, so that one knows who or what is meant."""

from __future__ import annotations

from copydesk.annotation.span import Span
from copydesk.app.drawing.bottom import harmless
from copydesk.text.paged_text import Text

NAME = "name"
"""The attribute that says whom a pronoun or description stands for."""


def named(span: Span, text: Text) -> str:
    """The words of a span; where it only stands for a name that is known, that too: `he (Ada Quill)`.

    Args:
        span: Any span of the text.
        text: The article's text.
    """
    words = harmless(" … ".join(span.texts(text)))
    name = harmless(str(span.attrs.get(NAME, "")))
    return f"{words} ({name})" if name and name != words else words
