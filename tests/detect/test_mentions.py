"""Which spans of the open articles name the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import Span
from copydesk.detect.mentions import NAME_LABELS, Mentions, name_key, same_name


def article(article_id: str, *names: tuple[str, str]) -> tuple[str, str, list[Span]]:
    text = ""
    spans = []
    for name, label in names:
        spans.append(Span(label=label, start=len(text), end=len(text) + len(name)))
        text += name + " | "
    return article_id, text, spans


def linked(articles: list[tuple[str, str, list[Span]]], number: int, position: int) -> list[tuple[str, str]]:
    """The article and the text of each mention of one span."""
    texts = {article_id: text for article_id, text, _ in articles}
    found = Mentions(articles).of(articles[number][0], articles[number][2][position])
    return [(mention.article_id, texts[mention.article_id][mention.start : mention.end]) for mention in found]


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("the U.S.", "US", "GPE"),
        ("U.S.", "United States", "GPE"),
        ("Kim", "Kim Jong Un", "PERSON"),
        ("Moon", "Moon Jae-in", "PERSON"),
        ("Trump", "Donald J. Trump", "PERSON"),
        ("Donald Trump", "Donald J. Trump", "PERSON"),
        ("President Lund", "Mary Lund", "PERSON"),
        ("Lund’s", "Lund", "PERSON"),
        ("von Ahe", "Karl von Ahe", "PERSON"),
        ("the Guardian", "The Guardian", "ORG"),
        ("D’Arcy", "D'Arcy", "PERSON"),
    ],
)
def test_two_forms_of_one_name(one: str, other: str, label: str) -> None:
    assert same_name(one, other, label, label)
    assert same_name(other, one, label, label)


@pytest.mark.parametrize(
    ("one", "other", "label", "other_label"),
    [
        ("Korea", "North Korea", "GPE", "GPE"),
        ("Jong", "Kim Jong Un", "PERSON", "PERSON"),
        ("Washington", "George Washington", "GPE", "PERSON"),
        ("Lund", "Lund Foundation", "PERSON", "ORG"),
        ("Korean", "Korea", "NORP", "GPE"),
    ],
)
def test_two_names(one: str, other: str, label: str, other_label: str) -> None:
    assert not same_name(one, other, label, other_label)


def test_places_of_different_kinds_link_and_so_do_a_person_and_an_organisation_written_alike() -> None:
    assert same_name("Larkwood", "Larkwood", "GPE", "LOC")
    assert same_name("Larkwood", "Larkwood", "PERSON", "ORG")


def test_mentions_come_in_reading_order_across_articles() -> None:
    articles = [
        article("b", ("Kim", "PERSON"), ("Kim Jong Un", "PERSON")),
        article("a", ("Kim Jong Un", "PERSON"), ("Oslo", "GPE"), ("Kim", "PERSON")),
    ]
    expected = [("b", "Kim"), ("b", "Kim Jong Un"), ("a", "Kim Jong Un"), ("a", "Kim")]
    assert linked(articles, 0, 0) == expected
    assert linked(articles, 1, 2) == expected


def test_a_short_form_goes_with_the_full_name_introduced_last_before_it() -> None:
    articles = [
        article("a", ("Kim Jong Un", "PERSON"), ("Kim", "PERSON"), ("Kim Yo Jong", "PERSON"), ("Kim", "PERSON")),
    ]
    assert linked(articles, 0, 1) == [("a", "Kim Jong Un"), ("a", "Kim")]
    assert linked(articles, 0, 3) == [("a", "Kim Yo Jong"), ("a", "Kim")]


def test_a_short_form_is_left_alone_where_other_articles_know_two_who_bear_it() -> None:
    articles = [
        article("a", ("Lund", "PERSON")),
        article("b", ("Mary Lund", "PERSON")),
        article("c", ("Karl Lund", "PERSON")),
    ]
    assert linked(articles, 0, 0) == [("a", "Lund")]


def test_a_short_form_links_to_the_only_full_name_of_another_article() -> None:
    articles = [article("a", ("Trump", "PERSON")), article("b", ("Donald J. Trump", "PERSON"), ("Trump", "PERSON"))]
    assert linked(articles, 0, 0) == [("a", "Trump"), ("b", "Donald J. Trump"), ("b", "Trump")]


def test_a_span_that_is_no_name_has_no_mentions() -> None:
    articles = [article("a", ("Monday", "DATE"), ("Monday", "DATE"))]
    assert linked(articles, 0, 0) == []


NAMES = st.lists(
    st.sampled_from("Kim Jong Un Mary Lund J. the U.S. von Ahe Jr. Mr. President Korea North ’s ' .".split()),
    min_size=1,
    max_size=4,
)
SPANS = st.lists(st.tuples(NAMES.map(" ".join), st.sampled_from(sorted(NAME_LABELS))), max_size=8)


@given(st.lists(SPANS, max_size=3))
def test_to_be_linked_goes_both_ways(names: list[list[tuple[str, str]]]) -> None:
    articles = [article(str(number), *found) for number, found in enumerate(names)]
    mentions = Mentions(articles)
    for article_id, _, spans in articles:
        for span in spans:
            group = mentions.of(article_id, span)
            assert (article_id, span.start, span.end) in [(each.article_id, each.start, each.end) for each in group]
            for other_id, _, others in articles:
                for other in others:
                    if (other_id, other.start, other.end) in [(m.article_id, m.start, m.end) for m in group]:
                        assert mentions.of(other_id, other) == group


@given(st.text(min_size=1, max_size=30), st.sampled_from(sorted(NAME_LABELS)))
def test_a_name_has_a_key_whatever_it_is(name: str, label: str) -> None:
    assert name_key(name, label) == name_key(name, label)
    assert same_name(name, name, label, label)


def test_the_end_of_a_first_name_is_not_taken_for_an_article() -> None:
    assert same_name("Ada Quill", "Quill", "PERSON", "PERSON")
    assert same_name("Joan Smith", "Smith", "PERSON", "PERSON")
    assert same_name("The Hague", "Hague", "GPE", "GPE")
