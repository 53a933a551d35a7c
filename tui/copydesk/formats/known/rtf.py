"""Rich Text Format, for word processors: the articles under their names, and a legend.

Made by Pygments' formatter. Each span is underlined, a passage in italics, and the name of its label stands after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from pygments.formatters import RtfFormatter

from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.highlighting.page import Page, joined, selected
from copydesk.formats.highlighting.style import PAPER
from copydesk.formats.report import Report

FONT, HALF_POINTS = "Georgia", 23


_CODE = re.compile(r"\{\\u(\d+)\}")
"""A character as the formatter writes it: in a group of its own, so that no text looks like one."""


class _Formatter(RtfFormatter):
    """Pygments' formatter, with tints that word processors draw, and numbers of characters that all of them read."""

    def format_unencoded(self, tokensource: Iterable[tuple[Any, str]], outfile: Any) -> None:
        """Write the document."""
        super().format_unencoded(tokensource, _Adapted(outfile))


class _Adapted:
    r"""Writes `\chcbpat` beside each `\cb`, which alone few draw, and numbers above 32767 as negative ones (RTF 1.9.1).

    Args:
        out: What the formatter was to write to.
    """

    def __init__(self, out: Any) -> None:
        self._out = out

    def write(self, text: str) -> None:
        """Write one of the strings that the formatter makes; only a group of its own begins with `cb`."""
        if text.startswith("{\\cb"):
            number = text[4:].partition("\\")[0].strip()
            text = f"{{\\chshdng0\\chcbpat{number}{text[1:]}"
        self._out.write(_CODE.sub(_signed, text))


def _signed(code: re.Match[str]) -> str:
    number = int(code[1])
    return f"{{\\u{number - 0x10000 if number > 0x7FFF else number}}}"


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one document of all articles."""
    page = Page(options.label_set, tabs=True)
    tokens = joined(page, selected(articles, FORMAT.carries, options, report), titles=True)
    formatter = _Formatter(style=page.style(PAPER), fontface=FONT, fontsize=HALF_POINTS, encoding="ascii")
    formatter.format(tokens, out)


FORMAT = Format(
    name="rtf",
    title="rich text for word processors",
    extension=".rtf",
    carries=Carries(overlap=True, discontinuous=True, subtoken=True, relations=True, attributes=True),
    write=write,
)
