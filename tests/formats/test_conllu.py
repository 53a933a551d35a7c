"""CoNLL-U: valid for its reader, and the text and every span can be put together again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from tests.formats.articles import annotated_articles, article, span, write
from tests.formats.nasty import NASTY, accepted, continuous, facts

from copydesk.errors import InputError
from copydesk.formats.format import ExportArticle

WHOLE = continuous(accepted(NASTY))
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def unescaped(value: str) -> str:
    plain = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else plain[found[2]], value)


def rebuilt(tokens: list[tuple[str, dict[str, str]]]) -> tuple[str, list[tuple[str, int, int, str]]]:
    """The text that tokens make up, and the spans of all layers."""
    text = ""
    spans: list[list[Any]] = []
    running: dict[str, list[Any]] = {}
    for form, misc in tokens:
        text += unescaped(misc.get("SpacesBefore", ""))
        start = len(text)
        text += unescaped(misc["Form"]) if "Form" in misc else form
        tags = {name: unescaped(value) for name, value in misc.items() if name.startswith("NER")}
        for name in running.keys() - tags.keys():
            del running[name]
        for name, tag in tags.items():
            if tag.startswith("B-"):
                running[name] = [tag[2:], start, 0]
                spans.append(running[name])
            assert running[name][0] == tag[2:]
            running[name][2] = len(text)
        if "SpacesAfter" in misc:
            text += unescaped(misc["SpacesAfter"])
        elif misc.get("SpaceAfter") != "No":
            text += " "
    return text, sorted((label, start, end, text[start:end]) for label, start, end in spans)


def trimmed(made: ExportArticle) -> list[tuple[str, int, int, str]]:
    """The spans of an article without the white space at their ends, which no token has."""
    found = []
    for label, start, _, words in facts(made):
        left = len(words) - len(words.lstrip())
        if words.strip():
            found.append((label, start + left, start + left + len(words.strip()), words.strip()))
    return sorted(found)


def lines_of(made: ExportArticle) -> list[list[str]]:
    data, _, _ = write("conllu", made)
    return [line.split("\t") for line in data.decode().split("\n") if line and not line.startswith("#")]


def misc_of(cell: str) -> dict[str, str]:
    return {} if cell == "_" else dict(part.split("=", 1) for part in cell.split("|"))


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.id)
def test_the_text_and_the_spans_of_every_nasty_article_come_back(made: ExportArticle) -> None:
    rows = lines_of(made)
    assert all(len(row) == 10 for row in rows)
    text, spans = rebuilt([(row[1], misc_of(row[9])) for row in rows])
    assert text == made.document.text or not made.document.text.strip()
    assert spans == trimmed(made)


@given(annotated_articles())
def test_the_text_of_any_article_comes_back(made: ExportArticle) -> None:
    rows = lines_of(made)
    text, _ = rebuilt([(row[1], misc_of(row[9])) for row in rows])
    assert text == made.document.text or not rows


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.id)
def test_the_conllu_package_reads_the_same(made: ExportArticle) -> None:
    conllu = pytest.importorskip("conllu")
    data, _, _ = write("conllu", made)
    sentences = conllu.parse(data.decode())
    tokens = [(token["form"], token["misc"] or {}) for sentence in sentences for token in sentence]
    text, spans = rebuilt(tokens)
    assert text == made.document.text or not made.document.text.strip()
    assert spans == trimmed(made)
    for number, sentence in enumerate(sentences, 1):
        assert sentence.metadata["sent_id"] == f"{made.id}-{number}"
        assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
    if sentences:
        assert sentences[0].metadata["newdoc id"] == made.id


def test_overlaps_are_in_layers_or_one_layer_is_chosen() -> None:
    text = "the University of North Bend"
    made = article(text, span(text, "University of North Bend", "ORG"), span(text, "North Bend", "GPE"))
    assert [row[9] for row in lines_of(made)] == [
        "_",
        "NER=B-ORG",
        "NER=I-ORG",
        "NER=I-ORG|NER2=B-GPE",
        "NER=I-ORG|NER2=I-GPE|SpaceAfter=No",
    ]
    data, records, _ = write("conllu", made, overlap="longest")
    assert b"NER2" not in data
    assert [(each.reason, each.action) for each in records] == [("overlap", "omitted")]


def test_the_text_of_a_sentence_is_on_its_line() -> None:
    text = "One.\n“Two\nlines.” Three."
    data, _, _ = write("conllu", article(text, span(text, "“Two\nlines.”", "QUOTE")))
    assert [line for line in data.decode().split("\n") if line.startswith("# text")] == [
        "# text = One.",
        "# text = “Two lines.”",
        "# text = Three.",
    ]


def test_a_label_with_white_space_is_refused() -> None:
    with pytest.raises(InputError, match="cannot stand in a column"):
        write("conllu", article("Ana", span("Ana", "Ana", "A B")))
