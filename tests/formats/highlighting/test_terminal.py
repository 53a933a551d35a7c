"""Terminals: as many colours as there are, none where none are wanted, and no line that stays switched on."""

from __future__ import annotations

import io
import re

import pytest
from tests.formats.nasty import LABELS, NASTY, accepted

from copydesk.formats.highlighting.filters import Visible
from copydesk.formats.highlighting.page import Page, Shown, joined
from copydesk.formats.highlighting.style import PAPER, SCREEN
from copydesk.formats.highlighting.terminal import Colors, ground_of, terminal_colors, terminal_formatter
from copydesk.formats.highlighting.token_types import MARK, TEXT

SGR = re.compile("\x1b\\[([0-9;]*)m")


@pytest.mark.parametrize(
    ("environment", "terminal", "colors"),
    [
        ({"TERM": "xterm"}, True, 16),
        ({"TERM": "xterm-256color"}, True, 256),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, True, 16777216),
        ({"TERM": "xterm-direct"}, True, 16777216),
        ({"TERM": "dumb"}, True, 0),
        ({}, True, 0),
        ({"TERM": "xterm-256color"}, False, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, 256),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "1"}, False, 256),
        ({"TERM": "xterm", "CLICOLOR_FORCE": "0"}, False, 0),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, True, 0),
    ],
)
def test_colors_are_those_of_the_terminal(environment: dict[str, str], terminal: bool, colors: int) -> None:
    assert terminal_colors(environment, terminal=terminal) == colors


def test_a_light_terminal_that_says_so_gets_light_tints() -> None:
    assert ground_of({"COLORFGBG": "0;15"}) is PAPER
    assert ground_of({"COLORFGBG": "15;0"}) is SCREEN
    assert ground_of({}) is SCREEN


@pytest.mark.parametrize("colors", [16, 256, 16777216])
@pytest.mark.parametrize("article", accepted(NASTY), ids=lambda article: article.id)
def test_every_line_switches_off_what_it_switches_on_and_shows_the_text(article: object, colors: Colors) -> None:
    from copydesk.formats.format import ExportArticle

    assert isinstance(article, ExportArticle)
    page = Page(LABELS, aired=False)
    tokens = list(page.article(article.document, article.snapshot.spans))
    out = io.StringIO()
    terminal_formatter(page, colors, SCREEN).format(tokens, out)
    for line in out.getvalue().split("\n"):
        codes = [found for found in SGR.findall(line) if found]
        assert not codes or codes[-1] in ("39;49;00", "00", "39", "39;49", "49", "39;00")
        assert "\x1b" not in SGR.sub("", line)
    want = "".join(value for kind, value in tokens if kind not in MARK)
    assert want == "".join(value for _, value in Visible().filter(None, [(TEXT, article.document.text)]))
    assert SGR.sub("", out.getvalue()) == "".join(value for _, value in tokens)


@pytest.mark.parametrize("article", NASTY, ids=lambda article: article.id)
def test_without_colors_each_tag_is_in_brackets(article: object) -> None:
    from copydesk.formats.format import ExportArticle

    assert isinstance(article, ExportArticle)
    page = Page(LABELS, "brackets")
    shown = Shown(article.id, article.document, article.snapshot.spans, article.snapshot.relations)
    marks = [value for kind, value in joined(page, [shown], titles=True) if kind in MARK]
    count = sum(len(span.pieces) for span in article.snapshot.spans)
    opened = [value for value in marks if value.startswith("[")]
    assert len(opened) == count
    assert len(marks) == 2 * count
