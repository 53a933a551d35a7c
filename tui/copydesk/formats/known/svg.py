"""SVG: a picture of each article, which stands alone, in a folder of `<id>.svg`.

Drawn by a formatter for Pygments on a grid of cells, so that it looks the same in whatever font there is: each piece of
text is told how long it is (SVG 1.1, `textLength`). Under it lies the tint of its labels, with a line for each of them,
the innermost on top; the name of a label stands after each of its spans. A legend follows. Text is text: it can be
searched and selected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from pygments.formatters import SvgFormatter

from copydesk.annotation.contrast import RGB
from copydesk.annotation.labels import PASSAGES
from copydesk.annotation.palette import blend, hex_color, legible
from copydesk.formats.file_names import FileNames
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.highlighting.filters import width_of
from copydesk.formats.highlighting.page import Page, joined, selected
from copydesk.formats.highlighting.style import PAPER
from copydesk.formats.highlighting.token_types import BYLINE, CODE, HEADLINE, MARK, NOTE, TITLE, layers_of
from copydesk.formats.report import Report
from copydesk.formats.xml_text import attributes, escape

WIDTH = 84
"""Cells of a row."""

CELL, ROW, AIR, SIZE = 8.4, 27.0, 12.0, 14.0
"""In user units: the width of a cell, the height of a row, that of an empty one, and of letters."""

SMALL = 0.62
"""How wide the name of a label is, of what the same text would take."""

EDGE = 40.0
_LETTERS = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'


class _Out(Protocol):
    def write(self, text: str, /) -> object: ...


class LabelSvgFormatter(SvgFormatter):
    """Draws tokens of `highlighting`.

    Args:
        colors: The colour of each label.
        title: What the picture shows.
    """

    name = "Copydesk SVG"

    def __init__(self, colors: Mapping[str, RGB], title: str, **options: Any) -> None:
        super().__init__(**options)
        self.colors = colors
        self.title = title

    def format_unencoded(self, tokensource: Iterable[tuple[Any, str]], outfile: _Out) -> None:
        """Write the picture."""
        shapes: list[str] = []
        y, right = EDGE, WIDTH * CELL
        for row in _rows(tokensource):
            if not row:
                y += AIR
                continue
            y += ROW
            x = EDGE
            for type_, value in row:
                x += self._draw(shapes, type_, value, x, y)
            right = max(right, x - EDGE)
        width, height = round(right + 2 * EDGE), round(y + EDGE)
        size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
        outfile.write(
            f'<svg xmlns="http://www.w3.org/2000/svg"{attributes(size)} font-size="{SIZE:g}"'
            f"{attributes({'font-family': _LETTERS, 'fill': hex_color(PAPER.foreground)})}>\n"
            f"<title>{escape(self.title)}</title>\n"
            f'<rect width="100%" height="100%" fill="{hex_color(PAPER.background)}"/>\n{"".join(shapes)}</svg>\n'
        )

    def _draw(self, shapes: list[str], type_: Any, value: str, x: float, y: float) -> float:
        """Draw a piece of a row on its base line, and say how wide it is."""
        cells = width_of(value)
        is_mark = type_ in MARK
        width = cells * CELL * (SMALL if is_mark else 1)
        layers = layers_of(type_)
        ground = PAPER.under(layers, self.colors)
        if layers and not is_mark:
            shapes.append(_rect(x, y - 15, width, 20, ground))
            bottom = y + 6.5
            for label, _ in reversed(layers):
                thick = 1.0 if label in PASSAGES else 2.0
                shapes.append(_rect(x, bottom - thick, width, thick, blend(PAPER.background, self.colors[label], 0.9)))
                bottom += thick + 1
        elif layers:
            shapes.append(_rect(x, y - 12, width, 16, ground, 2))
        if value.strip("\u00a0 "):
            style: dict[str, object] = {"x": f"{x:.1f}", "y": f"{y - (1 if is_mark else 0):.1f}"}
            style |= {"textLength": f"{width:.1f}", "lengthAdjust": "spacingAndGlyphs"}
            if is_mark:
                style |= {"font-size": f"{SIZE * SMALL:.1f}", "font-weight": "bold"}
                style["fill"] = hex_color(legible(self.colors[layers[0][0]], ground))
            elif type_ in HEADLINE or type_ in TITLE:
                style["font-weight"] = "bold"
            if not layers and any(type_ in kind for kind in (BYLINE, CODE, NOTE, TITLE)):
                style["fill"] = hex_color(PAPER.faint())
            shapes.append(f'<text{attributes(style)} xml:space="preserve">{escape(value)}</text>\n')
        return width


def _rect(x: float, y: float, width: float, height: float, color: RGB, round_: float = 0) -> str:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:g}"}
    corner = {"rx": f"{round_:g}"} if round_ else {}
    return f"<rect{attributes({**place, **corner, 'fill': hex_color(color)})}/>\n"


def _rows(tokens: Iterable[tuple[Any, str]]) -> Iterator[Sequence[tuple[Any, str]]]:
    row: list[tuple[Any, str]] = []
    for type_, value in tokens:
        for number, part in enumerate(value.split("\n")):
            if number:
                yield row
                row = []
            if part:
                row.append((type_, part))
    yield row


def write_folder(articles: Iterable[ExportArticle], folder: Path, options: ExportOptions, report: Report) -> None:
    """Write a picture of each article."""
    names = FileNames()
    for each in selected(articles, FORMAT.carries, options, report):
        page = Page(options.label_set, width=WIDTH)
        tokens = joined(page, [each], titles=True)
        path = folder / f"{names.name(each.id)}.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            LabelSvgFormatter(page.colors(), each.id).format(tokens, file)


FORMAT = Format(
    name="svg",
    title="a picture of each article",
    extension="",
    carries=Carries(overlap=True, discontinuous=True, subtoken=True, relations=True, attributes=True),
    write_folder=write_folder,
)
