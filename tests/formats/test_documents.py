"""The formats to look at: all of the text is there, every tag by its name, and hostile text does nothing."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.formats.articles import article, span, write, write_folder
from tests.formats.nasty import LABELS, NASTY, accepted

from copydesk.annotation.labels import Label, LabelSet
from copydesk.annotation.palette import blend, hex_color
from copydesk.annotation.span import Relation
from copydesk.formats.format import ExportArticle
from copydesk.formats.highlighting.filters import Visible
from copydesk.formats.highlighting.layers import numbers
from copydesk.formats.highlighting.lexer import name_of
from copydesk.formats.highlighting.style import PAPER
from copydesk.formats.highlighting.token_types import TEXT

STREAMS = ("html", "rtf", "latex", "ansi")
HOSTILE = "</pre><script>alert(1)</script> \\input{secrets} {\\rtf1 \x1b[2J\x1b]0;x\x07 &amp; $x$ %y \u200b"
SGR = re.compile("\x1b\\[[0-9;]*m")
SVG = "{http://www.w3.org/2000/svg}"


def visible(text: str, *, tabs: bool = True) -> str:
    return "".join(value for _, value in Visible(tabs=tabs).filter(None, [(TEXT, text)]))


def squeezed(text: str) -> str:
    """A text without white space, which documents lay out as they like."""
    return re.sub(r"\s", "", text)


def names(made: ExportArticle) -> Counter[str]:
    """What must stand beside the text of an article: the name of each tag, at each of its pieces."""
    spans = [each for each in made.snapshot.spans if each.status == "accepted"]
    told_apart = numbers(spans)
    return Counter(squeezed(name_of(each, told_apart)) for each in spans for _ in each.pieces)


class Page(HTMLParser):
    """What a browser shows of each article, apart: its text, the marks in it, and the titles of its pieces."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.marks: list[str] = []
        self.titles: list[str] = []
        self.tags: Counter[str] = Counter()
        self._open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if tag == "pre":
            self.texts.append("")
        if tag in ("pre", "span"):
            self._open.append("mark" if values.get("class", "").startswith("m ") else tag)
            if "pre" in self._open and "title" in values:
                self.titles.append(values["title"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("pre", "span"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "pre" in self._open and "mark" in self._open:
            self.marks.append(data)
        elif "pre" in self._open:
            self.texts[-1] += data


def html(*articles: ExportArticle, **options: Any) -> tuple[Page, str]:
    source = write("html", *articles, **options)[0].decode()
    return Page(source), source


def prove_html(made: ExportArticle) -> None:
    page, _ = html(made, label_set=LABELS)
    (text,) = page.texts
    shown = visible(made.document.text)
    assert text == (shown if shown.endswith("\n") else f"{shown}\n")
    # Marks of one label that meet are one element.
    assert Counter(squeezed("".join(page.marks))) == Counter("".join(names(made).elements()))
    assert page.tags["script"] == 0


@pytest.mark.parametrize("made", accepted(NASTY), ids=lambda made: made.id)
def test_a_page_shows_the_text_of_an_article_and_names_each_tag(made: ExportArticle) -> None:
    prove_html(made)


def test_a_page_is_valid_html() -> None:
    html5lib = pytest.importorskip("html5lib")
    parser = html5lib.HTMLParser()
    parser.parse(write("html", *accepted(NASTY), label_set=LABELS)[0])
    assert parser.errors == []


def test_a_piece_of_a_page_tells_its_layers_from_the_outside_in() -> None:
    text = "She said “Ana won”."
    page, source = html(article(text, span(text, "“Ana won”", "QUOTE"), span(text, "Ana")))
    assert page.titles == ["QUOTE", "QUOTE › PERSON", "QUOTE"]
    assert "pre .l-QUOTE-PERSON { background: #" in source
    assert source.count("prefers-color-scheme: dark") == 2


def test_a_page_has_a_legend_relations_and_the_labels_of_articles() -> None:
    text = "“No,” said Ana"
    quote, who = span(text, "“No,”", "QUOTE", id="q"), span(text, "Ana", id="p")
    relation = Relation(id="r", type="speaker", head="q", tail="p")
    made = article(text, quote, who, relations=[relation], labels={"topic": "<war>"})
    _, source = html(made)
    assert '<q dir="auto">“No,”</q>' in source
    assert "speaker <b>Ana</b>" in source
    assert "<p>topic: &lt;war&gt;</p>" in source
    assert "A person&#x27;s name, without titles." in source


def test_a_label_of_any_name_and_color_is_drawn_and_can_do_nothing() -> None:
    odd = '"><script>x</script> {}'
    labels = LabelSet((Label(odd, color="tomato", description="<b>"), Label("B", color="no-such-color")))
    made = article("Ana and Bo", span("Ana and Bo", "Ana", odd), span("Ana and Bo", "Bo", "B"), name="<i>")
    page, source = html(made, label_set=labels)
    assert page.tags["script"] == page.tags["b"] == page.tags["i"] == 0
    tomato = hex_color(blend((255, 255, 255), (255, 99, 71), PAPER.tint))
    assert f"background: {tomato};" in source
    for name in ("rtf", "latex", "ansi"):
        assert write(name, made, label_set=labels)[0]


@pytest.mark.parametrize(
    ("name", "raw", "escaped"),
    [
        ("html", "<script", "&lt;script&gt;"),
        ("rtf", "} {\\rtf1", "\\} \\{\\\\rtf1"),
        ("latex", "\\input{", "\\PYZbs{}input\\PYZob{}"),
        ("ansi", "\x1b[2J", "␛"),
    ],
)
def test_hostile_text_does_nothing(name: str, raw: str, escaped: str) -> None:
    assert raw in HOSTILE
    made = article(HOSTILE, span(HOSTILE, "secrets"), span(HOSTILE, "pre", "ORG"), span(HOSTILE, "%y \u200b", "GPE"))
    source = write(name, made, label_set=LABELS)[0].decode()
    assert raw not in source
    assert escaped in source
    assert not set("\x1b\x07\u200b") & set(SGR.sub("", source) if name == "ansi" else source)


@pytest.mark.parametrize("made", accepted(NASTY), ids=lambda made: made.id)
def test_a_picture_is_valid_and_has_all_of_the_text(made: ExportArticle, tmp_path: Path) -> None:
    write_folder("svg", tmp_path, made, label_set=LABELS)
    (path,) = tmp_path.glob("*.svg")
    root = ET.parse(path).getroot()
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == made.id
    shown = "".join(each.text or "" for each in root.iter(f"{SVG}text"))
    body = squeezed(visible(made.document.text, tabs=False))
    marks = "".join(names(made).elements())
    assert Counter(body) + Counter(marks) <= Counter(squeezed(shown))
    sizes = [(float(each.get("x", 0)), float(each.get("textLength", 0))) for each in root.iter(f"{SVG}text")]
    assert all(x + length <= float(root.get("width", 0)) for x, length in sizes)


@pytest.mark.parametrize("made", accepted(NASTY), ids=lambda made: made.id)
def test_a_terminal_is_shown_all_of_the_text_and_each_name(made: ExportArticle) -> None:
    data, _, _ = write("ansi", made, label_set=LABELS)
    shown = squeezed(SGR.sub("", data.decode()))
    assert Counter(squeezed(visible(made.document.text, tabs=False))) <= Counter(shown)
    for name in names(made):
        assert name in shown


@pytest.mark.parametrize("made", accepted(NASTY), ids=lambda made: made.id)
def test_a_word_processor_reads_all_of_the_text_and_each_name(made: ExportArticle) -> None:
    striprtf = pytest.importorskip("striprtf.striprtf")
    data, _, _ = write("rtf", made, label_set=LABELS)
    halves = striprtf.rtf_to_text(data.decode("ascii"))  # this reader leaves surrogates apart
    shown = squeezed(halves.encode("utf-16", "surrogatepass").decode("utf-16"))
    text = squeezed(visible(made.document.text))
    assert Counter(text) <= Counter(shown)
    for name in names(made):
        assert name in shown


@pytest.mark.parametrize("made", accepted(NASTY), ids=lambda made: made.id)
def test_tex_takes_nothing_of_the_text_for_a_command(made: ExportArticle) -> None:
    data, _, _ = write("latex", made, label_set=LABELS)
    source = data.decode()
    body = source[source.index("\\begin{Verbatim}") : source.index("\\end{Verbatim}")].partition("\n")[2]
    plain = re.sub(r"\\PY\{[^{}]*\}\{((?:[^{}\\]|\\PYZ\w+\{\})*)\}", r"\1", body)
    assert not re.sub(r"\\PYZ\w+\{\}", "", plain).count("\\")
    unescaped = plain
    for code, char in {"bs": "\\", "ob": "{", "cb": "}", "ca": "^", "us": "_", "am": "&", "lt": "<", "gt": ">",
                       "sh": "#", "pc": "%", "dl": "$", "hy": "-", "sq": "'", "dq": '"', "ti": "~", "at": "@",
                       "lb": "[", "rb": "]"}.items():  # fmt: skip
        unescaped = unescaped.replace(f"\\PYZ{code}{{}}", char)
    assert Counter(squeezed(visible(made.document.text, tabs=False))) <= Counter(squeezed(unescaped))


def test_what_has_no_place_is_reported() -> None:
    made = article("Ana", span("Ana", "Ana", id="a", note="who?"), span("Ana", "An", id="b", status="rejected"))
    for name in STREAMS:
        records = write(name, made, rejected=True)[1]
        assert [(each.annotation, each.reason) for each in records] == [("a", "note"), ("b", "rejected")]
