"""The lexer: nothing of the text is altered, and every span is marked where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.token import Token
from tests.formats.articles import annotated_articles, span
from tests.formats.nasty import NASTY

from copydesk.annotation.span import Span
from copydesk.formats.format import ExportArticle
from copydesk.formats.highlighting.layers import numbers
from copydesk.formats.highlighting.lexer import AnnotationLexer, Marks
from copydesk.formats.highlighting.token_types import MARK, label_of, layers_of, part


def tokens(text: str, *spans: Span, marks: Marks = "none") -> list[tuple[Any, str]]:
    return list(AnnotationLexer(spans, marks).get_tokens(text))


def bracketed(text: str, *spans: Span) -> str:
    return "".join(value for _, value in tokens(text, *spans, marks="brackets"))


def prove(article: ExportArticle, marks: Marks) -> None:
    text = article.document.text
    found = list(AnnotationLexer(article.snapshot.spans, marks).get_tokens_unprocessed(text))
    assert "".join(value for _, type, value in found if type not in MARK) == text
    for at, type, value in found:
        if type not in MARK:
            assert text[at : at + len(value)] == value
            over = [each for each in article.snapshot.spans if each.covers(at)]
            assert layers_of(type) == tuple((each.label, each.status) for each in over)[:8]


@pytest.mark.parametrize("article", NASTY, ids=lambda article: article.id)
@pytest.mark.parametrize("marks", ["none", "names", "brackets"])
def test_nothing_of_the_text_is_altered_and_each_piece_bears_the_labels_over_it(
    article: ExportArticle, marks: Marks
) -> None:
    prove(article, marks)


@given(annotated_articles(), st.sampled_from(["none", "names", "brackets"]))
def test_so_it_is_with_any_text_and_any_spans(article: ExportArticle, marks: Marks) -> None:
    prove(article, marks)


def test_a_nested_span_is_of_a_subtype_of_the_type_around_it() -> None:
    text = "She said “Ana won”."
    found = tokens(text, span(text, "“Ana won”", "QUOTE"), span(text, "Ana"))
    assert found == [
        (Token.Text, "She said "),
        (Token.Text.QUOTE, "“"),
        (Token.Text.QUOTE.PERSON, "Ana"),
        (Token.Text.QUOTE, " won”"),
        (Token.Text, "."),
    ]


def test_a_headline_and_a_byline_are_told_from_the_body() -> None:
    text = "Ana wins\nBy Bo Ek\n\nAna won on Monday.\n"
    found = tokens(text, span(text, "Ana"))
    assert (Token.Generic.Heading.PERSON, "Ana") in found
    assert (Token.Generic.Subheading, "By Bo Ek") in found
    assert (Token.Text, "\n\nAna won on Monday.\n") in found


def test_a_name_stands_after_its_span_with_its_attributes_and_is_not_torn_from_it() -> None:
    text = "“No,” he said"
    found = tokens(text, span(text, "“No,”", "QUOTE", attrs={"kind": "direct", "sure": True}), marks="names")
    assert found[:2] == [
        (Token.Text.QUOTE, "“No,”"),
        (Token.Comment.Mark.QUOTE, "\u00a0QUOTE\u00a0direct\u00a0sure=True"),
    ]


def test_brackets_nest_and_are_numbered_where_they_cross_or_a_span_has_pieces() -> None:
    text = "a b c d"
    assert bracketed(text, span(text, "a b c", "X"), span(text, "b", "Y")) == "[X: a [Y: b] c] d"
    assert bracketed(text, span(text, "a b", "X"), span(text, "b c", "Y")) == "[X#1: a [Y#2: b #1] c #2] d"
    pieces = Span(label="X", start=0, end=5, fragments=((0, 1), (4, 5)))
    assert bracketed(text, pieces) == "[X#1: a #1] b [X#1: c #1] d"


def test_a_proposal_is_marked_as_one() -> None:
    assert bracketed("Ana", span("Ana", "Ana", status="proposed")) == "[PERSON?: Ana]"
    (found,) = tokens("Ana", span("Ana", "Ana", status="proposed"))
    assert layers_of(found[0]) == (("PERSON", "proposed"),)


@given(annotated_articles())
def test_only_spans_that_cross_have_numbers(article: ExportArticle) -> None:
    spans = article.snapshot.spans
    crossing = {
        one.id
        for one in spans
        for other in spans
        if one.overlaps(*other.range)
        and not (one.start <= other.start and other.end <= one.end)
        and not (other.start <= one.start and one.end <= other.end)
    }
    assert numbers(spans).keys() == crossing


@given(st.text(min_size=1), st.sampled_from(["accepted", "proposed", "rejected"]))
def test_every_label_is_a_part_of_a_type_and_none_is_taken_for_another(label: str, status: Any) -> None:
    made = part(label, status)
    assert label_of(made) == (label, status)
    assert made.replace("_", "").isascii()
    assert made.replace("_", "").isalnum()
    assert made[0].isupper()
