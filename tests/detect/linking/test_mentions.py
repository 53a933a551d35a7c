"""Which spans of the open articles name the same; test_linking.py has whole articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import Span
from copydesk.detect.linking.article_names import NAME_LABELS, ArticleNames, names_among
from copydesk.detect.linking.article_text import ArticleText
from copydesk.detect.linking.mentions import Mentions, article_names
from copydesk.detect.linking.name_forms import name_key

Article = tuple[str, str, list[Span]]


def article(article_id: str, *names: tuple[str, str]) -> Article:
    text = ""
    spans = []
    for name, label in names:
        spans.append(Span(label=label, start=len(text), end=len(text) + len(name)))
        text += name + " | "
    return article_id, text, spans


def mentions_of(articles: list[Article]) -> Mentions:
    return Mentions([(article_id, article_names(text, spans)) for article_id, text, spans in articles])


def linked(articles: list[Article], number: int, position: int) -> list[tuple[str, str]]:
    """The article and the text of each mention of one span."""
    texts = {article_id: text for article_id, text, _ in articles}
    found = mentions_of(articles).of(articles[number][0], articles[number][2][position])
    return [(mention.article_id, texts[mention.article_id][mention.start : mention.end]) for mention in found]


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("the U.S.", "US", "GPE"),
        ("U.S.", "United States", "GPE"),
        ("Kyiv", "Kiev", "GPE"),
        ("Kim", "Kim Jong Un", "PERSON"),
        ("Moon", "Moon Jae-in", "PERSON"),
        ("Jae-in Moon", "Moon Jae-in", "PERSON"),
        ("Kim Jong-un", "Kim Jong Un", "PERSON"),
        ("Trump", "Donald J. Trump", "PERSON"),
        ("Donald Trump", "Donald J. Trump", "PERSON"),
        ("JD Vance", "J.D. Vance", "PERSON"),
        ("President Lund", "Mary Lund", "PERSON"),
        ("Lund’s", "Lund", "PERSON"),
        ("von Ahe", "Karl von Ahe", "PERSON"),
        ("Leyen", "Ursula von der Leyen", "PERSON"),
        ("Assad", "Bashar al-Assad", "PERSON"),
        ("Charles", "King Charles III", "PERSON"),
        ("Crooked Ada Quill", "Ada Quill", "PERSON"),
        ("Lemon", "Don Lemon", "PERSON"),
        ("D’Arcy", "D'Arcy", "PERSON"),
        ("the Guardian", "The Guardian", "ORG"),
        ("U.S. Senate", "the United States Senate", "ORG"),
        ("Tarn & Oake", "Tarn and Oake Ltd.", "ORG"),
        ("Ministry of Defence", "Ministry of Defense", "ORG"),
        ("Koreans", "Korean", "NORP"),
    ],
)
def test_two_forms_of_one_name(one: str, other: str, label: str) -> None:
    assert len(linked([article("a", (one, label), (other, label))], 0, 0)) == 2
    assert len(linked([article("a", (other, label), (one, label))], 0, 0)) == 2


@pytest.mark.parametrize(
    ("one", "other", "label", "other_label"),
    [
        ("Korea", "North Korea", "GPE", "GPE"),
        ("Jong", "Kim Jong Un", "PERSON", "PERSON"),
        ("Donald Trump", "Donald Trump Jr.", "PERSON", "PERSON"),
        ("George W. Bush", "George H. W. Bush", "PERSON", "PERSON"),
        ("Ada Quill", "Ben Quill", "PERSON", "PERSON"),
        ("Washington", "George Washington", "GPE", "PERSON"),
        ("Lund", "Lund Foundation", "PERSON", "ORG"),
        ("Korean", "Korea", "NORP", "GPE"),
        ("Larkwood", "Larkwood", "GPE", "ORG"),
        ("Orbit", "Orbit Foundation", "ORG", "ORG"),
        ("Swiss", "Swi", "NORP", "NORP"),
    ],
)
def test_two_names(one: str, other: str, label: str, other_label: str) -> None:
    assert len(linked([article("a", (one, label), (other, other_label))], 0, 0)) == 1


def test_places_of_different_kinds_link_and_so_do_a_person_and_an_organisation_written_alike() -> None:
    assert len(linked([article("a", ("Larkwood", "GPE"), ("Larkwood", "LOC"))], 0, 0)) == 2
    assert len(linked([article("a", ("Larkwood", "PERSON"), ("Larkwood", "ORG"))], 0, 0)) == 2


def test_mentions_come_in_reading_order_across_articles() -> None:
    articles = [
        article("b", ("Kim", "PERSON"), ("Kim Jong Un", "PERSON")),
        article("a", ("Kim Jong Un", "PERSON"), ("Oslo", "GPE"), ("Kim", "PERSON")),
    ]
    expected = [("b", "Kim"), ("b", "Kim Jong Un"), ("a", "Kim Jong Un"), ("a", "Kim")]
    assert linked(articles, 0, 0) == expected
    assert linked(articles, 1, 2) == expected


def test_a_short_form_that_may_be_two_peoples_goes_with_none() -> None:
    articles = [
        article("a", ("Kim Jong Un", "PERSON"), ("Kim", "PERSON"), ("Kim Yo Jong", "PERSON"), ("Kim", "PERSON")),
    ]
    assert linked(articles, 0, 1) == [("a", "Kim Jong Un"), ("a", "Kim")]
    assert linked(articles, 0, 3) == [("a", "Kim")]


def test_a_span_that_is_no_name_has_no_mentions() -> None:
    articles = [article("a", ("Monday", "DATE"), ("Monday", "DATE"))]
    assert linked(articles, 0, 0) == []


def test_the_end_of_a_first_name_is_not_taken_for_an_article() -> None:
    assert len(linked([article("a", ("Ada Quill", "PERSON"), ("Quill", "PERSON"))], 0, 0)) == 2
    assert len(linked([article("a", ("Joan Smith", "PERSON"), ("Smith", "PERSON"))], 0, 0)) == 2
    assert len(linked([article("a", ("The Hague", "GPE"), ("Hague", "GPE"))], 0, 0)) == 2


def speakers(*names: str) -> tuple[str, list[Span]]:
    """A person, and a pronoun for each of some names that it stands for."""
    text = "Ada Quill met Ben Tarn and the Nordal Line. " + "He left. " * len(names)
    spans = [Span(label="PERSON", start=0, end=9), Span(label="PERSON", start=14, end=22)]
    spans.append(Span(label="ORG", start=31, end=42))
    for number, name in enumerate(names):
        start = 44 + number * 9
        spans.append(Span(label="SPEAKER", start=start, end=start + 2, attrs={"name": name} if name else {}))
    return text, spans


@pytest.mark.parametrize(
    ("name", "start"), [("Ada Quill", 0), ("Tarn", 14), ("Nordal Line", 31), ("the Nordal Line", 31)]
)
def test_a_speaker_is_with_the_name_it_stands_for(name: str, start: int) -> None:
    text, spans = speakers(name)
    mentions = Mentions([("a", article_names(text, spans))])
    assert [mention.start for mention in mentions.of("a", spans[-1])] == [start, 44]


@pytest.mark.parametrize("name", ["", "Olga Brandt", "A"])
def test_a_speaker_that_stands_for_nobody_here_is_alone(name: str) -> None:
    text, spans = speakers(name)
    assert Mentions([("a", article_names(text, spans))]).of("a", spans[-1]) == ()


def test_what_a_group_is_told_of_it() -> None:
    text = "Ms. Ada Quill left. Quill sang. Ada M. Quill ran."
    spans = [Span(label="PERSON", start=start, end=end) for start, end in ((4, 13), (20, 25), (32, 44))]
    group = Mentions([("a", article_names(text, spans))]).group("a", spans[1])
    assert group is not None
    assert (group.kind, group.written, group.gender, group.certain) == ("PERSON", "Ada M. Quill", "she", True)


NAMES = st.lists(
    st.sampled_from(
        "Kim Jong Un Mary Lund J. the U.S. von Ahe Jr. Mr. President Korea North ’s ' . al- (ARG) ARG Acme".split()
    ),
    min_size=1,
    max_size=4,
)
SPANS = st.lists(st.tuples(NAMES.map(" ".join), st.sampled_from(sorted(NAME_LABELS))), max_size=8)


@given(st.lists(SPANS, max_size=3))
def test_to_be_linked_goes_both_ways(names: list[list[tuple[str, str]]]) -> None:
    articles = [article(str(number), *found) for number, found in enumerate(names)]
    mentions = mentions_of(articles)
    for article_id, _, spans in articles:
        for span in spans:
            group = mentions.of(article_id, span)
            assert (article_id, span.start, span.end) in group
            for other_id, _, others in articles:
                for other in others:
                    if (other_id, other.start, other.end) in group:
                        assert mentions.of(other_id, other) == group


@given(SPANS, SPANS)
def test_names_that_come_and_go_are_grouped_as_if_they_had_always_been_there(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    _, text, spans = article("a", *before, *after)
    first, then = names_among(spans[: len(before)]), names_among(spans[len(before) :])
    known = ArticleNames(ArticleText(text), first)
    both = Mentions([("a", known.changed([], then))])
    anew = Mentions([("a", article_names(text, spans))])
    assert [both.of("a", span) for span in spans] == [anew.of("a", span) for span in spans]
    rest = Mentions([("a", known.changed([], then).changed(first, []))])
    anew = Mentions([("a", article_names(text, spans[len(before) :]))])
    assert [rest.of("a", span) for span in spans] == [anew.of("a", span) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "A." * 40_000,
        "A " * 40_000,
        "Mr " * 40_000,
        "the " * 40_000,
        "the leader of " * 10_000,
        "A" * 100_000,
        "(" * 80_000,
    ],
    ids=lambda text: text[:4],
)
def test_hostile_text_is_read_in_a_moment(text: str) -> None:
    spans = [Span(label=label, start=0, end=len(text)) for label in sorted(NAME_LABELS)]
    spans += [Span(label="PERSON", start=start, end=start + 2) for start in range(0, 4000, 4)]
    mentions = Mentions([("a", article_names(text, spans))])
    assert all(mentions.of("a", span) for span in spans)


@given(st.text(min_size=1, max_size=30), st.sampled_from(sorted(NAME_LABELS)))
def test_whatever_is_labelled_a_name_has_a_key_and_a_group(name: str, label: str) -> None:
    assert name_key(name, label) == name_key(name, label)
    assert linked([article("a", (name, label), (name, label))], 0, 0) == [("a", name)] * 2
