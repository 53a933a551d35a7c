"""Terminals: how many colours one has, and the Pygments formatter for them."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pygments.formatter import Formatter
from pygments.formatters import Terminal256Formatter, TerminalFormatter, TerminalTrueColorFormatter
from pygments.token import Token

from copydesk.annotation.contrast import RGB
from copydesk.annotation.labels import PASSAGES
from copydesk.formats.highlighting.page import Page
from copydesk.formats.highlighting.style import PAPER, SCREEN, Ground
from copydesk.formats.highlighting.token_types import HEADLINE, MARK, TITLE, layers_of

Colors = Literal[0, 16, 256, 16777216]
"""How many colours a terminal has; 0 where none are wanted."""

TRUE_COLOR: Colors = 16777216

_HUES = ("red", "yellow", "green", "cyan", "blue", "magenta")
"""The colours of old terminals in the order of the colour wheel, 60 degrees apart."""

_LIGHT_GROUNDS = frozenset({"7", "15"})


def terminal_colors(environment: Mapping[str, str], *, terminal: bool) -> Colors:
    """How many colours to use on a stream.

    `NO_COLOR` (no-color.org) turns colours off, `FORCE_COLOR` and `CLICOLOR_FORCE` turn them on where the stream is no
    terminal; `COLORTERM` and `TERM` say how many there are.

    Args:
        environment: The environment of the process.
        terminal: Whether the stream is a terminal.
    """
    if environment.get("NO_COLOR"):
        return 0
    forced = any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    term = environment.get("TERM", "")
    if not forced and (not terminal or term in ("", "dumb")):
        return 0
    return depth(environment)


def depth(environment: Mapping[str, str]) -> Colors:
    """How many colours the terminal has that the environment describes, if it has any."""
    term = environment.get("TERM", "")
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return TRUE_COLOR
    return 256 if "256" in term else 16


def ground_of(environment: Mapping[str, str]) -> Ground:
    """What text stands on: dark, unless the terminal says that it is light (`COLORFGBG`)."""
    return PAPER if environment.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_GROUNDS else SCREEN


def terminal_formatter(page: Page, colors: Colors, ground: Ground) -> Formatter:
    """A formatter for what a page handed out. Whatever it switches on in a line it switches off in that line."""
    if colors == TRUE_COLOR:
        return TerminalTrueColorFormatter(style=page.style(ground))
    if colors == 256:
        return Terminal256Formatter(style=page.style(ground))
    return TerminalFormatter(colorscheme=_scheme(page.types, page.colors()))


def _scheme(types: Iterable[Any], colors: Mapping[str, RGB]) -> dict[Any, tuple[str, str]]:
    """The scheme of a terminal with 16 colours, whose background is its own: the nearest hue of the innermost label."""
    scheme: dict[Any, str] = {Token: "", HEADLINE: "**", TITLE: "**"}
    for type_ in types:
        if layers := layers_of(type_):
            names = [label for label, _ in layers if label not in PASSAGES] or [layers[-1][0]]
            hue = _hue(colors[names[-1]])
            is_bold = type_ in MARK or type_ in HEADLINE
            is_underlined = type_ not in MARK and layers[-1][0] not in PASSAGES
            hue = f"_{hue}_" if is_underlined else hue
            scheme[type_] = f"*{hue}*" if is_bold else hue
    return {type_: (attribute, attribute) for type_, attribute in scheme.items()}


def _hue(color: RGB) -> str:
    hue, _, _ = colorsys.rgb_to_hls(*(part / 255 for part in color))
    return _HUES[round(hue * len(_HUES)) % len(_HUES)]
