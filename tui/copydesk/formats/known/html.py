"""HTML: one page that stands alone, with the annotated text of each article, a legend, and who said what.

Made by Pygments' formatter from the tokens of `highlighting`. Each piece of text is a `span` element whose title names
the labels over it, outermost first; the name of a label stands after each of its spans and is no part of a selection.
The text of an article, in its `pre`, is what is shown: without those names it is the article's, with codes for what
cannot be seen and one line feed for each line break. The page has no script and loads nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, BinaryIO

from pygments.formatters import HtmlFormatter

from copydesk.annotation.contrast import RGB
from copydesk.annotation.labels import PASSAGES
from copydesk.annotation.palette import blend, hex_color, legible
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.highlighting.filters import Visible
from copydesk.formats.highlighting.page import Page, related, words_of
from copydesk.formats.highlighting.style import PAPER, SCREEN, Ground
from copydesk.formats.highlighting.token_types import BYLINE, CODE, HEADLINE, MARK, layers_of, part
from copydesk.formats.plain import plain
from copydesk.formats.report import Report
from copydesk.formats.selection import select

_HEAD = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Copydesk">
<title>Annotated articles</title>
<style>
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.5rem 5rem; line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; font-size: 1rem; }
article { margin-bottom: 5rem; }
header p { margin: 0; font-size: .8rem; letter-spacing: .02em; }
pre { margin: 1.2rem 0 2rem; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
  font: 1.14rem/2.05 Charter, "Bitstream Charter", Georgia, "Noto Serif", "DejaVu Serif", serif; }
pre .line { display: block; margin: 0 0 .75em; }
pre .blank { display: none; }
pre .gh { font-weight: 700; }
pre .line:has(> .gh) { font-size: 1.5rem; line-height: 1.75; margin: 0 0 .3em; }
pre .line:has(> .gu) { margin: 0; }
pre .line:has(> .gu) + .line:not(:has(> .gu)), pre .blank + .line:not(:has(> .gu)) { margin-top: 1em; }
pre .gu { font-size: .86em; }
pre span[title] { border-radius: .18em; padding: .1em 0 .18em; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
.m { font: 700 .58rem/1 system-ui, "Segoe UI", "Noto Sans", sans-serif; letter-spacing: .05em;
  vertical-align: .22em; padding: .28em .3em .24em 0; user-select: none; -webkit-user-select: none;
  border-radius: .2em; white-space: nowrap; }
.esc { font: .72em ui-monospace, "DejaVu Sans Mono", monospace; }
h2 { font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; margin: 0 0 .6rem; }
dl { display: grid; grid-template-columns: max-content max-content 1fr; gap: .35rem .8rem; margin: 0;
  font-size: .88rem; }
dt, dd { margin: 0; }
dt .m { font-size: .7rem; padding: .35em .45em; vertical-align: 0; }
dd.n { text-align: right; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding: 0; list-style: none; font-size: .88rem; }
li { padding: .45rem 0; border-top: 1px solid; }
li q { quotes: none; font-family: Charter, Georgia, "Noto Serif", "DejaVu Serif", serif; }
li .ends { display: block; }
"""


class _Openers(dict[Any, str]):
    """The opening tag of each token type: its class, and its labels as a title."""

    def __missing__(self, type_: Any) -> str:
        layers = layers_of(type_)
        if type_ in MARK and layers:
            return f'<span class="m {_class(layers)}">'
        if type_ == CODE:
            return '<span class="esc" title="a character that cannot be shown">'
        names = [name for name, base in (("gh", HEADLINE), ("gu", BYLINE)) if type_ in base]
        if not layers:
            return f'<span class="{names[0]}">' if names else ""
        title = escape(" › ".join(label for label, _ in layers))
        return f'<span class="{" ".join([*names, _class(layers)])}" title="{title}">'


def _class(layers: Iterable[tuple[str, str]]) -> str:
    return "l-" + "-".join(part(label) for label, _ in layers)


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the page; the articles as they come, and the colours after them."""
    page = Page(options.label_set, tabs=True, aired=False)
    formatter = HtmlFormatter(nowrap=True)
    formatter.span_element_openers = _Openers()
    out.write(f"{_HEAD}{_ground(PAPER)}@media (prefers-color-scheme: dark) {{\n{_ground(SCREEN)}}}\n".encode())
    out.write(b"</style>\n</head>\n<body>\n")
    for article in articles:
        spans, relations = select(article, FORMAT.carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        out.write(_article(article, spans, relations, page, formatter).encode("utf-8", "replace"))
    out.write(_legend(page).encode())
    colors = page.colors()
    combinations = sorted({(type_ in MARK, layers) for type_ in page.types if (layers := layers_of(type_))})
    light, dark = (_colors(combinations, colors, ground) for ground in (PAPER, SCREEN))
    out.write(
        f"<style>\n{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n</style>\n</body>\n</html>\n".encode()
    )


def _article(
    article: ExportArticle, spans: Sequence[Span], relations: Sequence[Relation], page: Page, formatter: Any
) -> str:
    shown = io.StringIO()
    formatter.format(page.article(article.document, spans), shown)
    lines = shown.getvalue().removesuffix("\n").split("\n")
    body = "".join(f'<span class="{"line" if line.strip() else "blank"}">{line}\n</span>' for line in lines)
    facts = [article.id, *(f"{key}: {value}" for key, value in plain(article.snapshot.labels).items())]
    said = _relations(article.document.text, spans, relations)
    return (
        f"<article>\n<header>{''.join(f'<p>{_shown(fact)}</p>' for fact in facts)}</header>\n"
        f'<pre dir="auto">{body}</pre>\n{said}</article>\n'
    )


def _relations(text: str, spans: Sequence[Span], relations: Sequence[Relation]) -> str:
    """What each span is related to, in words."""
    if not relations:
        return ""
    items = []
    for head, tails in related(spans, relations):
        ends = ", ".join(f"{_shown(type)} <b>{_shown(words_of(tail, text))}</b>" for type, tail in tails)
        items.append(
            f'<li><q dir="auto">{_shown(words_of(head, text))}</q> {_badge(head.label)}'
            f'<span class="ends">{ends}</span></li>\n'
        )
    return f"<section>\n<h2>Relations</h2>\n<ul>\n{''.join(items)}</ul>\n</section>\n"


def _legend(page: Page) -> str:
    if not page.used:
        return ""
    rows = "".join(
        f'<dt>{_badge(name)}</dt><dd class="n">{page.used[name]}</dd>'
        f"<dd>{_shown(page.labels.get(name).description)}</dd>\n"
        for name in page.ordered()
    )
    return f"<footer>\n<h2>Labels</h2>\n<dl>\n{rows}</dl>\n</footer>\n"


def _badge(label: str) -> str:
    return f'<span class="m {_class([(label, "accepted")])}">{_shown(label)}</span>'


def _shown(text: str) -> str:
    """Text outside of the articles."""
    return escape("".join(value for _, value in Visible().filter(None, [(CODE, text)])))


def _ground(ground: Ground) -> str:
    """The colours that no label has to do with."""
    faint, line = hex_color(ground.faint()), hex_color(blend(ground.background, ground.foreground, 0.15))
    return (
        f"body {{ background: {hex_color(ground.background)}; color: {hex_color(ground.foreground)}; }}\n"
        f"header, h2, .gu:not([title]), .esc, dd {{ color: {faint}; }}\nli {{ border-color: {line}; }}\n"
    )


def _colors(
    combinations: Iterable[tuple[bool, tuple[tuple[str, str], ...]]], colors: Mapping[str, RGB], ground: Ground
) -> str:
    """A tint for each combination of labels, and below the text a line for each of them, the innermost on top."""
    rules = []
    for is_mark, layers in combinations:
        background = ground.under(layers, colors)
        if is_mark:
            ink = hex_color(legible(colors[layers[0][0]], background))
            rules.append(f".m.{_class(layers)} {{ background: {hex_color(background)}; color: {ink}; }}\n")
            continue
        inner = [label for label, _ in reversed(layers)]
        shadows = []
        depth = 0
        for label in inner:
            thick = 1 if label in PASSAGES else 2
            depth += thick
            line = blend(ground.background, colors[label], 0.7 if label in PASSAGES else 1)
            shadows.append(f"inset 0 -{depth}px 0 {hex_color(line)}")
            depth += 1
            shadows.append(f"inset 0 -{depth}px 0 {hex_color(background)}")
        rules.append(
            f"pre .{_class(layers)} {{ background: {hex_color(background)}; box-shadow: {', '.join(shadows[:-1])}; }}\n"
        )
    return "".join(rules)


FORMAT = Format(
    name="html",
    title="a page to read, with a legend",
    extension=".html",
    carries=Carries(
        overlap=True, discontinuous=True, subtoken=True, relations=True, attributes=True, document_labels=True
    ),
    write=write,
)
