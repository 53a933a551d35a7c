r"""LaTeX: a document that stands alone, for LuaLaTeX or XeLaTeX.

Made by Pygments' formatter: lines of a `Verbatim` environment (package fancyvrb), broken between words. Each span is
underlined, a passage in italics, and the name of its label stands after it. What TeX takes for commands is escaped.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import BinaryIO

from pygments.formatters import LatexFormatter

from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.highlighting.page import Page, joined, selected
from copydesk.formats.highlighting.style import PAPER
from copydesk.formats.report import Report

WIDTH = 84
"""Cells of a row: what fits on a page in the size that is set below."""

_HEAD = r"""\documentclass[a4paper]{article}
\usepackage[margin=2cm]{geometry}
\usepackage{iftex}
\iftutex
  \usepackage{fontspec}
  \IfFontExistsTF{DejaVu Sans Mono}{\setmonofont[Scale=0.86]{DejaVu Sans Mono}}{}
\else
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
\fi
\usepackage{xcolor}
\usepackage{fancyvrb}
\pagestyle{plain}
"""


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write one document of all articles."""
    page = Page(options.label_set, width=WIDTH)
    tokens = joined(page, selected(articles, FORMAT.carries, options, report), titles=True)
    formatter = LatexFormatter(style=page.style(PAPER), verboptions="fontsize=\\small,baselinestretch=1.25")
    out.write(f"{_HEAD}{formatter.get_style_defs()}\n\\begin{{document}}\n".encode())
    formatter.format(tokens, codecs.getwriter("utf-8")(out))
    out.write(b"\\end{document}\n")


FORMAT = Format(
    name="latex",
    title="LaTeX, a document that stands alone",
    extension=".tex",
    carries=Carries(overlap=True, discontinuous=True, subtoken=True, relations=True, attributes=True),
    write=write,
)
