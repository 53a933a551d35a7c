"""The palette: which colour each label has, and how colours are mixed and made legible."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle

from copydesk.annotation.color_names import color_names
from copydesk.annotation.contrast import RGB, contrast_ratio
from copydesk.annotation.labels import LabelSet

PALETTE = (
    "#4c9be8", "#e8a33d", "#3fb68b", "#c98bdb", "#e0707a", "#7fb3b0", "#b5b04c", "#d98cb3", "#9aa7b8", "#c08457",
    "#6fa8dc", "#a3c26d", "#8e8cd8", "#d0a060", "#88b5c4",
)  # fmt: skip
"""Label colours in the order of the label set; hues far apart come first."""

LEGIBLE = 4.5
"""The contrast that WCAG 2.1 asks of text."""

_HEX = re.compile("#([0-9a-fA-F]{6})")


def label_colors(labels: LabelSet, further: Iterable[str] = ()) -> dict[str, RGB]:
    """The colour of each label: its own where it can be read, else the palette's next.

    Args:
        labels: The label set.
        further: Labels that it may not declare; they come after it, in their order.
    """
    declared = {label.name: label.color for label in labels}
    names = dict.fromkeys([*declared, *further])
    return {
        name: parse_color(declared.get(name, "")) or _hex(default)
        for name, default in zip(names, cycle(PALETTE), strict=False)
    }


def parse_color(color: str) -> RGB | None:
    """A colour of a label file, `#rrggbb` or a name of the web; None for another."""
    color = color_names().get(color.lower(), color)
    return _hex(color) if _HEX.fullmatch(color) else None


def _hex(color: str) -> RGB:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def hex_color(color: RGB) -> str:
    """A colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def blend(ground: RGB, color: RGB, share: float) -> RGB:
    """A colour laid over a ground; a share of 0 is the ground, of 1 the colour."""
    red, green, blue = (round(below + (above - below) * share) for below, above in zip(ground, color, strict=True))
    return red, green, blue


def legible(color: RGB, ground: RGB) -> RGB:
    """The colour, moved towards black or white as far as it takes to be read on a ground."""
    extreme = max(((0, 0, 0), (255, 255, 255)), key=lambda each: contrast_ratio(each, ground))
    steps = (blend(color, extreme, step / 10) for step in range(11))
    return next((each for each in steps if contrast_ratio(each, ground) >= LEGIBLE), extreme)
