"""Shades: how each label looks in a theme, so that layers add up and nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import cycle
from string import ascii_letters, digits
from typing import Any, NamedTuple

from rich.style import Style
from textual.color import Color, ColorParseError

from copydesk.annotation.contrast import contrast_ratio
from copydesk.annotation.labels import LabelSet
from copydesk.app.drawing.themes import label_colors

TINT = 0.30
WIDE_TINT = 0.13
FOCUS = 0.55
WIDE_FOCUS = 0.30
LIT = 0.45
FADED = 0.45
BAR = 0.10
TITLE = 0.28
READABLE = 4.5
"""The contrast that WCAG 2.1 asks of text."""
STANDS_OUT = 2.0
"""The contrast at which the cursor is seen at once."""
HALFWAY = 0.4
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
WIDE = frozenset({"QUOTE", "CLAIM"})
"""Labels of long passages: they are tinted less, so that names in them stand out."""


class Layer(NamedTuple):
    """One thing that is drawn over a piece of a row.

    Attributes:
        kind: `proposal`, `annotation`, `focus`, `lit`, `end` and `head` (of a relation), `match`, `selection`,
            `cursor`, `code` (of a character that cannot be shown), `headline`, `byline`,
            `faded` (what is not in focus), `kept` (what is; drawn by nothing).
        label: The label it belongs to, or empty.
    """

    kind: str
    label: str = ""


class Shades:
    """The styles of a theme for each combination of layers.

    Args:
        labels: The label set in force.
        background: Of the text, as the theme has it.
        foreground: Of the text.
        accent: For matches and what is lit.
        dark: Whether the theme is dark.
        palette: The colours of labels that declare none, in the order of the label set; over again when they end.
        colorless: Whether no colours will be seen: what they would tell is then told otherwise.
    """

    def __init__(
        self,
        labels: LabelSet,
        background: Color,
        foreground: Color,
        accent: Color,
        dark: bool,
        palette: Sequence[str] = (),
        colorless: bool = False,
    ) -> None:
        self.colorless = colorless
        self.background = background
        self.foreground = foreground
        self.accent = accent
        self.dark = dark
        self.colors = _label_colors(labels, dark, palette or label_colors("", dark=dark))
        ground = background.blend(foreground, BAR)
        self.base = self._style(foreground, background)
        self.dim = self._style(background.blend(foreground, 0.6), background)
        self.faint = Style(color=background.blend(foreground, 0.3).rich_color, bgcolor=background.rich_color)
        self.bar = self._style(foreground, ground)
        self.bar_dim = self._style(background.blend(foreground, 0.65), ground)
        self.bar_strong = self._style(background, background.blend(foreground, 0.75)) + Style(bold=True)
        self.title = self._style(foreground, background.blend(foreground, TITLE)) + Style(bold=True)
        self.title_dim = self._style(background.blend(foreground, 0.6), background.blend(foreground, BAR))
        self.key = self.base + Style(bold=True)
        self.here = Style(reverse=True)
        self.sign = self._style(background, accent, {"bold"})
        self.combine = lru_cache(8192)(self._combine)
        self.label_style = lru_cache(512)(self._label_style)
        self.proposal_letter = self.dim + Style(underline=True)

    def color(self, label: str) -> Color:
        """The colour of a label, also of one that the label set does not know."""
        return self.colors.get(label) or self.foreground

    def _label_style(self, label: str, *, on_bar: bool = False) -> Style:
        """A label's name or letter beside the text."""
        ground = self.background.blend(self.foreground, BAR) if on_bar else self.background
        return self._style(self.color(label), ground) + Style(bold=True)

    def _combine(self, layers: tuple[Layer, ...]) -> Style:
        """The style of a piece of text under layers, the lowest first.

        The colours are those that are seen. What is drawn as a block (focus, match, selection, cursor) is reversed as
        well, so that it is a block on a terminal without colours; the cursor turns a block round again.
        """
        if not layers:
            return self.base
        background, foreground = self.background, self.foreground
        on: set[str] = set()
        for layer in layers:
            color = self.color(layer.label)
            wide = layer.label in WIDE
            match layer.kind:
                case "headline":
                    on.add("bold")
                case "byline":
                    foreground = background.blend(foreground, 0.6)
                case "code":
                    foreground = background.blend(foreground, 0.6)
                    on.add("dim")
                case "annotation":
                    background = background.blend(color, WIDE_TINT if wide else TINT)
                    on.add("overline" if wide else "underline2")
                case "proposal" if wide:
                    on.add("italic")
                case "proposal":
                    foreground = color
                    on.add("underline")
                case "lit":
                    background = background.blend(self.accent, LIT)
                    on.add("bold")
                case "faded":
                    background, foreground = self.background, self.background.blend(self.foreground, FADED)
                    on = {"dim"}
                case "end" | "head":
                    background = background.blend(color, WIDE_FOCUS if wide else FOCUS)
                    on |= {"bold", "italic"}
                case "focus" if wide:
                    background = background.blend(color, WIDE_FOCUS)
                    on |= {"bold", "overline"}
                case "focus":
                    background = self.background.blend(color, FOCUS)
                    on |= {"bold", "reverse"}
                case "match":
                    background, foreground = self.accent, self.background
                    on |= {"reverse", "italic"}
                case "selection":
                    background = background.blend(self.foreground, 0.35)
                    on ^= {"reverse"}
                case "cursor":
                    background, foreground = self._cursor(background)
                    on ^= {"reverse"}
                    on.add("underline2")
        if "underline2" in on:
            on.discard("underline")
        return self._style(foreground, background, on)

    def _cursor(self, background: Color) -> tuple[Color, Color]:
        """The ground and the text of the cursor: as bright as text, else between that and the page, to stand out."""
        if contrast_ratio(self.foreground.rgb, background.rgb) >= STANDS_OUT:
            return self.foreground, self.background
        return self.background.blend(self.foreground, HALFWAY), self.foreground

    def _style(self, foreground: Color, background: Color, on: Collection[str] = ()) -> Style:
        """A style that can be read and is seen in these colours, whether or not it is reversed."""
        text, ground = self._readable(foreground, background).rich_color, background.rich_color
        color, bgcolor = (ground, text) if "reverse" in on else (text, ground)
        attributes: dict[str, Any] = dict.fromkeys(on, True)
        return Style(color=color, bgcolor=bgcolor, **attributes)

    def _readable(self, color: Color, background: Color) -> Color:
        """A colour, moved towards the text's own, else to black or white, until it can be read on a background."""
        candidates = [color.blend(self.foreground, step * 0.2) for step in range(6)]
        extremes = sorted((BLACK, WHITE), key=lambda extreme: -contrast_ratio(extreme.rgb, background.rgb))
        return next((each for each in candidates if contrast_ratio(each.rgb, background.rgb) >= READABLE), extremes[0])


def _label_colors(labels: LabelSet, dark: bool, palette: Sequence[str]) -> Mapping[str, Color]:
    colors: dict[str, Color] = {}
    for label, default in zip(labels, cycle(palette), strict=False):
        colors[label.name] = Color.parse(default)
        if label.color:
            try:
                color = Color.parse(label.color)
            except ColorParseError:
                continue
            colors[label.name] = color if dark else color.darken(0.12)
    return colors


MORE_LETTERS = tuple(filter(str.isalpha, map(chr, (*range(0xC0, 0x180), *range(0x391, 0x3CA), *range(0x410, 0x450)))))
"""Letters of one cell beside the ASCII ones."""


def margin_letters(labels: LabelSet) -> dict[str, str]:
    """One letter of one cell for each label, no two the same: the first of its name that is free.

    What is left when the Latin letters are used up are letters with accents, and Greek and Cyrillic ones.
    """
    letters: dict[str, str] = {}
    taken: set[str] = set()
    for label in labels:
        name = [each for each in label.name if each.isascii() and each.isalnum()]
        candidates = [
            *(each.upper() for each in name),
            *(each.lower() for each in name),
            *ascii_letters,
            *digits,
            *MORE_LETTERS,
        ]
        letters[label.name] = next((each for each in candidates if each not in taken), "?")
        taken.add(letters[label.name])
    return letters
