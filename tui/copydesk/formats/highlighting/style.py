"""The Pygments style of a set of labels, so that layers add up and nothing is told by colour alone.

A span is underlined, a passage (a quotation, a claim) in italics; a proposal has no tint. Each lies on a tint of its
label's colour, mixed with those of the layers around it. Names of labels stand beside the text as marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pygments.style import Style

from copydesk.annotation.contrast import RGB
from copydesk.annotation.labels import PASSAGES
from copydesk.annotation.palette import blend, hex_color, legible
from copydesk.formats.highlighting.token_types import BYLINE, CODE, HEADLINE, MARK, NOTE, TITLE, layers_of


@dataclass(frozen=True, slots=True)
class Ground:
    """What a text stands on.

    Attributes:
        background: Its colour.
        foreground: The colour of text without annotations.
        tint: How much of a label's colour a span is laid in, from 0 to 1.
        wide_tint: The same of a passage.
    """

    background: RGB
    foreground: RGB
    tint: float
    wide_tint: float

    def faint(self, share: float = 0.62) -> RGB:
        """The colour of what matters less than the text."""
        return legible(blend(self.background, self.foreground, share), self.background)

    def under(self, layers: Iterable[tuple[str, str]], colors: Mapping[str, RGB]) -> RGB:
        """The background of a piece of text under layers of labels, outermost first, each with its status."""
        color = self.background
        for label, status in layers:
            if status == "accepted":
                color = blend(color, colors[label], self.wide_tint if label in PASSAGES else self.tint)
        return color


PAPER = Ground((255, 255, 255), (28, 30, 34), 0.30, 0.13)
SCREEN = Ground((24, 26, 31), (228, 230, 235), 0.38, 0.20)


def make_style(types: Iterable[Any], colors: Mapping[str, RGB], ground: Ground) -> type[Style]:
    """A Pygments style for exactly these token types.

    Args:
        types: The types of a stream of tokens.
        colors: The colour of each label in them.
        ground: What the text stands on.
    """
    faint = hex_color(ground.faint())
    styles: dict[Any, str] = {
        HEADLINE: "bold",
        BYLINE: f"noinherit {faint}",
        CODE: f"noinherit {faint}",
        TITLE: f"noinherit bold {faint}",
        NOTE: f"noinherit {faint}",
        MARK: f"noinherit {faint}",
    }
    for type_ in types:
        if layers := layers_of(type_):
            styles[type_] = _mark(layers[0], colors, ground) if type_ in MARK else _text(type_, layers, colors, ground)
    name = {"styles": styles, "background_color": hex_color(ground.background)}
    return type("LabelStyle", (Style,), name)


def _text(type_: Any, layers: tuple[tuple[str, str], ...], colors: Mapping[str, RGB], ground: Ground) -> str:
    background = ground.under(layers, colors)
    foreground = ground.foreground
    rules = ["noinherit"]
    if type_ in HEADLINE:
        rules.append("bold")
    if any(label in PASSAGES for label, _ in layers):
        rules.append("italic")
    if any(label not in PASSAGES for label, _ in layers):
        rules.append("underline")
    if layers[-1][1] != "accepted":
        foreground = legible(colors[layers[-1][0]], background)
    if background != ground.background:
        rules.append(f"bg:{hex_color(background)}")
        foreground = legible(foreground, background)
    return " ".join([*rules, hex_color(foreground)])


def _mark(layer: tuple[str, str], colors: Mapping[str, RGB], ground: Ground) -> str:
    label = layer[0]
    background = ground.under([layer], colors)
    ink = f"noinherit bold {hex_color(legible(colors[label], background))}"
    return ink if background == ground.background else f"{ink} bg:{hex_color(background)}"
