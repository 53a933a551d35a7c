"""The program's own themes with their label colours: dark, light, high contrast, two safe for any colour vision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.theme import Theme

DEFAULT_THEME: Final = "dark"


@dataclass(frozen=True, slots=True)
class Look:
    """A theme.

    Attributes:
        name: What it is called in the configuration.
        dark: Whether its ground is dark.
        background: Of the text, as `#rrggbb`.
        foreground: Of the text.
        accent: Of matches, and of what glows.
        primary: Of frames and what is marked in lists.
        labels: The colours of labels in the order of the label set.
        contrast: What WCAG 2.1 asks between each label colour and the background: 4.5 (AA), or 7 (AAA).
        apart: The least distance between two label colours, in CIE 1976 units, for each kind of colour vision.
    """

    name: str
    dark: bool
    background: str
    foreground: str
    accent: str
    primary: str
    labels: tuple[str, ...]
    contrast: float = 4.5
    apart: float = 12.0


LOOKS: Final[tuple[Look, ...]] = (
    Look(
        "dark",
        True,
        "#16181d",
        "#e4e6eb",
        "#ffb86b",
        "#6aa5e8",
        (
            "#c29634", "#12f6f1", "#e6ecb2", "#1b99f7", "#9b84b4", "#86a48b", "#3f9b50", "#9bd576", "#97c2ff",
            "#ffcdc7", "#c7cc59", "#bb6bcc", "#f56862", "#74d09c", "#ef8db8",
        ),
    ),
    Look(
        "light",
        False,
        "#fbfaf7",
        "#1d1f23",
        "#b35c00",
        "#22559c",
        (
            "#4d1705", "#0a68cf", "#032657", "#b83e54", "#79500f", "#351e35", "#575c9a", "#813851", "#2c3e99",
            "#003e2b", "#5d3262", "#346e81", "#720327", "#6f2378", "#5d6c31",
        ),
        apart=10.0,
    ),
    Look(
        "high-contrast",
        True,
        "#000000",
        "#ffffff",
        "#ffd700",
        "#7ec8ff",
        (
            "#ac7cff", "#ff6704", "#6efdd1", "#fff779", "#d38091", "#a99756", "#f6c980", "#ccfc2c", "#61cbff",
            "#8d99b9", "#84e045", "#a3cb98", "#2e9ed9", "#c3b9c7", "#64b125",
        ),
        contrast=7.0,
    ),
    Look(
        "color-blind-dark",
        True,
        "#16181d",
        "#e4e6eb",
        "#ffffff",
        "#81c4ff",
        (
            "#61d770", "#db06fe", "#f4f605", "#ee3091", "#ff2007", "#c86a69", "#aaff75", "#dbba03", "#3d9aaa",
            "#81fcff", "#e0ffc5", "#eb20d9", "#839934", "#c7bdc2", "#a1cb9b",
        ),
        apart=18.0,
    ),
    Look(
        "color-blind-light",
        False,
        "#fbfaf7",
        "#1d1f23",
        "#0047b3",
        "#0047b3",
        (
            "#627275", "#681d00", "#121236", "#9804fb", "#ab48b6", "#3f3e51", "#e2051b", "#631097", "#337f1e",
            "#8a6750", "#2e4a7d", "#2d0416", "#8250dd", "#50362e", "#4507bc",
        ),
        apart=18.0,
    ),
)  # fmt: skip
"""The colours were found by search: no two labels of a theme are close for full colour vision, nor for any of the three
common deficiencies as Machado, Oliveira and Fernandes (2009) model them in full; a test holds that."""

BY_NAME: Final = {look.name: look for look in LOOKS}


def label_colors(theme: str, *, dark: bool) -> tuple[str, ...]:
    """The label colours of a theme by its name; of one that is not ours, those of the dark or the light theme."""
    return BY_NAME.get(theme, BY_NAME["dark" if dark else "light"]).labels


def textual_themes() -> list[Theme]:
    """The themes as Textual has them."""
    from textual.theme import Theme

    return [
        Theme(
            name=look.name,
            dark=look.dark,
            background=look.background,
            surface=look.background,
            panel=look.background,
            foreground=look.foreground,
            primary=look.primary,
            secondary=look.primary,
            accent=look.accent,
            warning=look.accent,
            error="#ff8080" if look.dark else "#a00000",
            success="#9be09b" if look.dark else "#005a00",
        )
        for look in LOOKS
    ]
