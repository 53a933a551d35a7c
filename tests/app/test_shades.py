"""Shades: every combination of layers can be read, and nothing is told by colour alone."""

from __future__ import annotations

from itertools import combinations
from unicodedata import east_asian_width

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from copydesk.annotation.contrast import RGB, contrast_ratio, luminance
from copydesk.annotation.labels import DEFAULT_LABELS, Label, LabelSet
from copydesk.app.drawing.shades import READABLE, STANDS_OUT, Layer, Shades, margin_letters

THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light", "dracula")

LAYERS = (
    Layer("headline"), Layer("annotation", "PERSON"), Layer("annotation", "QUOTE"), Layer("proposal", "ORG"),
    Layer("proposal", "QUOTE"), Layer("lit"), Layer("end", "CUE"), Layer("focus", "GPE"), Layer("focus", "CLAIM"),
    Layer("match"), Layer("selection"), Layer("cursor"), Layer("code"),
)  # fmt: skip
"""From the lowest to the highest."""

TOLD_APART = {
    "annotation": Layer("annotation", "PERSON"),
    "proposal": Layer("proposal", "PERSON"),
    "focus": Layer("focus", "PERSON"),
    "selection": Layer("selection"),
    "match": Layer("match"),
    "lit": Layer("lit"),
    "cursor": Layer("cursor"),
}
"""What a reader has to tell apart from plain text and from each other."""

WIDE_ONES = {"annotation": Layer("annotation", "QUOTE"), "proposal": Layer("proposal", "QUOTE")}


def shades(theme: str = "textual-dark", labels: LabelSet = DEFAULT_LABELS) -> Shades:
    built_in = BUILTIN_THEMES[theme]
    colors = built_in.to_color_system().generate()
    return Shades(
        labels,
        Color.parse(colors["background"]),
        Color.parse(colors["foreground"]),
        Color.parse(colors["warning"]),
        built_in.dark,
    )


def rgb(style: Style, part: str) -> RGB:
    color = style.bgcolor if part == "background" else style.color
    assert color is not None
    red, green, blue = color.get_truecolor()
    return red, green, blue


def seen_ground(style: Style) -> RGB:
    """The colour that is seen behind the text."""
    return rgb(style, "text" if style.reverse else "background")


def attributes(style: Style) -> tuple[bool | None, ...]:
    """All of a style but its colours."""
    return (
        style.bold, style.italic, style.underline, style.underline2, style.reverse, style.overline, style.strike,
        style.dim, style.frame, style.blink,
    )  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_every_combination_of_layers_can_be_read(theme: str) -> None:
    painted = shades(theme)
    for count in range(4):
        for layers in combinations(LAYERS, count):
            style = painted.combine(layers)
            ratio = contrast_ratio(rgb(style, "text"), rgb(style, "background"))
            assert ratio >= READABLE, (theme, layers, ratio)
    assert contrast_ratio(rgb(painted.combine(LAYERS), "text"), rgb(painted.combine(LAYERS), "background")) >= READABLE


@pytest.mark.parametrize("theme", THEMES)
def test_every_label_can_be_read_as_annotation_and_as_proposal(theme: str) -> None:
    painted = shades(theme)
    for label in DEFAULT_LABELS:
        for kind in ("annotation", "proposal", "focus", "end"):
            style = painted.combine((Layer(kind, label.name),))
            assert contrast_ratio(rgb(style, "text"), rgb(style, "background")) >= READABLE, (theme, kind, label.name)


@pytest.mark.parametrize("theme", THEMES)
def test_the_bars_can_be_read(theme: str) -> None:
    painted = shades(theme)
    for style in (painted.base, painted.bar, painted.bar_strong, painted.key, painted.title, painted.title_dim):
        assert contrast_ratio(rgb(style, "text"), rgb(style, "background")) >= READABLE
    for label in DEFAULT_LABELS:
        for on_bar in (False, True):
            style = painted.label_style(label.name, on_bar=on_bar)
            ratio = contrast_ratio(rgb(style, "text"), rgb(style, "background"))
            assert ratio >= READABLE, (theme, label.name, on_bar, ratio)


@pytest.mark.parametrize("name", TOLD_APART)
def test_each_layer_differs_from_plain_text_in_more_than_colour(name: str) -> None:
    painted = shades()
    assert attributes(painted.combine((TOLD_APART[name],))) != attributes(painted.combine(()))


@pytest.mark.parametrize(("one", "other"), list(combinations(TOLD_APART, 2)))
def test_layers_differ_from_each_other_in_more_than_colour(one: str, other: str) -> None:
    painted = shades()
    assert attributes(painted.combine((TOLD_APART[one],))) != attributes(painted.combine((TOLD_APART[other],)))


def test_long_passages_are_told_from_plain_text_and_proposed_from_accepted_in_more_than_colour() -> None:
    painted = shades()
    looks = {attributes(painted.combine(layers)) for layers in ((), *((layer,) for layer in WIDE_ONES.values()))}
    assert len(looks) == 3


@pytest.mark.parametrize("under", ["annotation", "proposal", "lit", "match", "focus"])
def test_the_cursor_and_the_selection_are_seen_on_top_of_everything(under: str) -> None:
    painted = shades()
    plain = attributes(painted.combine((TOLD_APART[under],)))
    for over in ("cursor", "selection"):
        assert attributes(painted.combine((TOLD_APART[under], TOLD_APART[over]))) != plain


def test_the_cursor_is_seen_inside_a_selection() -> None:
    painted = shades()
    both = painted.combine((Layer("selection"), Layer("cursor")))
    assert attributes(both) != attributes(painted.combine((Layer("selection"),)))


@pytest.mark.parametrize("theme", THEMES)
def test_the_cursor_stands_out_from_whatever_it_is_on(theme: str) -> None:
    painted = shades(theme)
    for under in LAYERS[:-2]:
        ground, cursor = seen_ground(painted.combine((under,))), seen_ground(painted.combine((under, Layer("cursor"))))
        assert contrast_ratio(cursor, ground) >= STANDS_OUT, under


def test_what_is_under_the_cursor_has_the_colour_of_its_label_also_where_it_glows() -> None:
    painted, focus = shades(), Layer("focus", "GPE")
    plain, lit = (painted.combine(layers) for layers in ((focus,), (Layer("lit"), focus)))
    assert seen_ground(plain) == seen_ground(lit)


def test_an_entity_inside_a_quote_shows_both() -> None:
    painted = shades()
    quote, name = Layer("annotation", "QUOTE"), Layer("annotation", "PERSON")
    grounds = {rgb(painted.combine(layers), "background") for layers in ((), (quote,), (name,), (quote, name))}
    assert len(grounds) == 4


def test_labels_have_colours_of_their_own() -> None:
    painted = shades()
    assert len({painted.color(label.name).hex for label in DEFAULT_LABELS}) == len(DEFAULT_LABELS.labels)


def test_a_colour_that_does_not_exist_is_passed_over() -> None:
    painted = shades(labels=LabelSet((Label("DRUG", color="no-such-colour"), Label("DOSE", color="#ff0000"))))
    assert painted.color("DRUG").hex != painted.color("DOSE").hex
    assert painted.color("UNKNOWN") == painted.foreground


# Margin letters.


def test_each_label_has_a_margin_letter_of_its_own() -> None:
    letters = margin_letters(DEFAULT_LABELS)
    assert len(set(letters.values())) == len(DEFAULT_LABELS.labels)
    assert letters["PERSON"] == "P"
    assert letters["ORG"] == "O"


def test_margin_letters_stay_apart_where_names_look_alike() -> None:
    labels = LabelSet(tuple(Label(name) for name in ("A", "AA", "AAA", "a", "aa", "B", "AB", "1", "11", "-", "éa")))
    letters = margin_letters(labels)
    assert set(letters) == {label.name for label in labels}
    assert len(set(letters.values())) == len(letters)


@pytest.mark.parametrize("name", ["人物", "ﾃｽﾄ", "ßa", "İzmir", "ｗｉｄｅ", "हिन्दी", "🙂", "\u0301x", "\x1b[31m"])
def test_a_margin_letter_is_one_cell_wide_and_harmless(name: str) -> None:
    letter = margin_letters(LabelSet((Label(name),)))[name]
    assert len(letter) == 1
    assert letter.isprintable()
    assert east_asian_width(letter) not in "WF"


def test_more_labels_than_letters_still_have_one_cell_each() -> None:
    letters = margin_letters(LabelSet(tuple(Label(f"A{number}") for number in range(100))))
    assert len(letters) == 100
    assert all(len(letter) == 1 for letter in letters.values())


# Contrast.


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((255, 0, 0), (255, 255, 255), 3.998),
        ((0, 0, 255), (255, 255, 255), 8.592),
        ((119, 119, 119), (255, 255, 255), 4.478),
        ((118, 118, 118), (255, 255, 255), 4.542),
        ((0, 128, 0), (0, 0, 0), 4.088),
    ],
)
def test_contrast_is_that_of_the_standard(one: RGB, other: RGB, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


def test_luminance_is_linear_near_black() -> None:
    assert luminance((0, 0, 0)) == 0
    assert luminance((255, 255, 255)) == pytest.approx(1)
    assert luminance((10, 10, 10)) == pytest.approx(10 / 255 / 12.92)
