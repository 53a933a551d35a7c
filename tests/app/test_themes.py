"""Themes: labels are told apart whatever eyes see them, and text can be read in all of them."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from copydesk.annotation.contrast import contrast_ratio
from copydesk.annotation.labels import DEFAULT_LABELS, Label, LabelSet
from copydesk.app.drawing.shades import Layer, Shades, margin_letters
from copydesk.app.drawing.themes import BY_NAME, DEFAULT_THEME, LOOKS, Look, textual_themes
from copydesk.store.personal.preferences import THEME, remember, remembered

if TYPE_CHECKING:
    from tests.app.stage import Opener, Stage

Matrix = tuple[tuple[float, float, float], ...]

VISIONS: dict[str, Matrix] = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""On linear sRGB, severity 1.0: Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009, table 1."""

XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix: Matrix, vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def lab(color: str, vision: Matrix) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as a kind of colour vision sees it."""
    parts = (int(color[index : index + 2], 16) / 255 for index in (1, 3, 5))
    linear = tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    seen = tuple(min(1.0, max(0.0, part)) for part in times(vision, linear))
    ratios = (part / white for part, white in zip(times(XYZ, seen), WHITE, strict=True))
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, vision: str) -> float:
    """The CIE 1976 distance of two colours; about 2.3 is just noticeable."""
    pairs = zip(lab(one, VISIONS[vision]), lab(other, VISIONS[vision]), strict=True)
    return sqrt(sum((a - b) ** 2 for a, b in pairs))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_no_two_labels_look_alike_to_any_eyes(look: Look, vision: str) -> None:
    assert len(look.labels) >= len(tuple(DEFAULT_LABELS))
    for one, other in combinations(look.labels, 2):
        assert apart(one, other, vision) >= look.apart, (one, other)


def test_the_distance_knows_what_red_green_blindness_confuses() -> None:
    red, green = "#c00000", "#5e5e00"
    assert apart(red, green, "full") > 60
    assert apart(red, green, "protan") < 20


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_labels_can_be_read_on_their_ground(look: Look) -> None:
    ground = Color.parse(look.background).rgb
    for color in (*look.labels, look.foreground, look.accent, look.primary):
        assert contrast_ratio(Color.parse(color).rgb, ground) >= look.contrast, color


def test_there_are_two_themes_that_are_safer_still() -> None:
    safe = [look for look in LOOKS if look.name.startswith("color-blind")]
    assert {look.dark for look in safe} == {True, False}
    assert min(look.apart for look in safe) > max(BY_NAME[name].apart for name in ("dark", "light"))


def test_a_label_keeps_the_colour_of_the_palette_on_the_screen() -> None:
    for look, theme in zip(LOOKS, textual_themes(), strict=True):
        colors = theme.to_color_system().generate()
        ground, text, accent = (Color.parse(colors[name]) for name in ("background", "foreground", "warning"))
        shades = Shades(DEFAULT_LABELS, ground, text, accent, look.dark, look.labels)
        style = shades.combine((Layer("proposal", "PERSON"),))
        assert style.color is not None
        assert style.color.get_truecolor().hex == look.labels[0]


def test_two_labels_never_share_their_letter_however_many_there_are() -> None:
    labels = LabelSet(tuple(Label(f"LABEL_{number}") for number in range(300)))
    letters = margin_letters(labels)
    assert len(set(letters.values())) == 300


async def test_a_theme_that_was_chosen_is_there_the_next_time(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        assert stage.app.theme == DEFAULT_THEME
        stage.screen.dispatcher.run("theme")
        await stage.press(*"light", "enter")
        assert stage.app.theme == "light"
    assert remembered(THEME) == "light"
    async with harbor_and_valley.open() as stage:
        assert stage.app.theme == "light"


async def test_a_remembered_theme_that_is_gone_does_no_harm(harbor_and_valley: Opener) -> None:
    remember(THEME, "mauve")
    async with harbor_and_valley.open() as stage:
        assert stage.app.theme == DEFAULT_THEME


def text_rows(stage: Stage) -> list[str]:
    """The rows of the pane from where the text begins, without its title."""
    region, (left, _) = stage.pane.region, stage.cell_of("Ferry")
    return [row[left : region.right] for row in stage.below()[region.y + 1 : region.bottom]]


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (200, 60)])
async def test_the_text_stays_where_it_is_when_everything_is_tagged(
    harbor_and_valley: Opener, size: tuple[int, int]
) -> None:
    async with harbor_and_valley.open(size) as stage:
        before = text_rows(stage)
        await stage.press("tab", *["enter"] * 4, "g", "v", "e", "e", "9", "escape", "g")
        assert stage.reading.desk.tagged >= 4
        assert text_rows(stage) == before
