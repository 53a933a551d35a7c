"""ANSI: text in colours for a terminal, such as `less -R` shows.

Made by Pygments' formatter for 256 colours (ECMA-48 SGR, `38;5` and `48;5`). Every line switches off what it switched
on, so that any line can be shown by itself. No control character of the text gets through: each is shown by its code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pygments.formatters import Terminal256Formatter

from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.highlighting.page import Page, joined, selected
from copydesk.formats.highlighting.style import SCREEN
from copydesk.formats.report import Report

WIDTH = 80
"""Cells of a row."""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write all articles, each under its name, and a legend."""
    page = Page(options.label_set, width=WIDTH)
    tokens = joined(page, selected(articles, FORMAT.carries, options, report), titles=True)
    formatter = Terminal256Formatter(style=page.style(SCREEN), encoding="utf-8")
    formatter.format(tokens, out)


FORMAT = Format(
    name="ansi",
    title="text in colours for a terminal",
    extension=".ansi",
    carries=Carries(overlap=True, discontinuous=True, subtoken=True, relations=True, attributes=True),
    write=write,
    for_terminals=True,
)
