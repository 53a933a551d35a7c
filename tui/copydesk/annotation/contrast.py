"""Contrast between two colours, by the formula of WCAG 2.1 (relative luminance, 1 to 21)."""

from __future__ import annotations

RGB = tuple[int, int, int]


def luminance(rgb: RGB) -> float:
    """The relative luminance of an sRGB colour with parts from 0 to 255, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if (part := value / 255) <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for value in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: RGB, other: RGB) -> float:
    """The contrast ratio of two sRGB colours; 4.5 is asked of text."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
