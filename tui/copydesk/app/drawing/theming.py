"""Theming: which theme an app of this program has, and the styles that follow from it."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.color import Color

from copydesk.annotation.labels import LabelSet
from copydesk.app.drawing.shades import Shades
from copydesk.app.drawing.themes import DEFAULT_THEME, label_colors, textual_themes
from copydesk.errors import InputError
from copydesk.store.personal.config import Config
from copydesk.store.personal.preferences import THEME, remembered


def choose_theme(app: App[Any], config: Config) -> None:
    """Give an app the theme of the configuration, else the one that was chosen last, else the default one.

    Raises:
        InputError: When there is no such theme as the configuration names.
    """
    for theme in textual_themes():
        app.register_theme(theme)
    if config.theme and config.theme not in app.available_themes:
        names = ", ".join(sorted(app.available_themes))
        raise InputError(f"there is no theme {config.theme!r}", remedy=f"Choose one of: {names}")
    chosen = config.theme or remembered(THEME)
    app.theme = chosen if chosen in app.available_themes else DEFAULT_THEME


def theme_shades(app: App[Any], labels: LabelSet) -> Shades:
    """The styles of a label set in the theme that an app shows."""
    theme, current = app.theme_variables, app.current_theme
    background, foreground, accent = (Color.parse(theme[name]) for name in ("background", "foreground", "warning"))
    palette = label_colors(current.name, dark=current.dark)
    colorless = app.no_color or not app.console.color_system
    return Shades(labels, background, foreground, accent, current.dark, palette, colorless)
