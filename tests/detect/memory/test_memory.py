"""What was tagged and rejected before votes on what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.decision import Decision, decision_on
from copydesk.annotation.index import SpanIndex
from copydesk.annotation.span import Span
from copydesk.detect.memory.memory import Memory, tallied
from copydesk.detect.memory.surfaces import surface_key
from copydesk.detect.memory.voting import SOURCE, Voting, vote
from copydesk.detect.proposals import Proposals, proposed, related

TEXT = (
    "Orlen bought a mill in Tarvos. Later Orlen sold it.\n\n"
    "“We are glad,” said Mira Dolen of Orlen, who grew up in Tarvos."
)


def tag(words: str, label: str) -> Decision:
    return Decision(words, label, accepted=True)


def reject(words: str, label: str) -> Decision:
    return Decision(words, label, accepted=False)


def memory_of(*articles: Sequence[Decision]) -> Memory:
    """A memory of some articles, which it knows as a0, a1 and so on."""
    memory = Memory()
    for number, decisions in enumerate(articles):
        memory.replace(f"a{number}", tallied(decisions))
    return memory


def places(text: str, words: str) -> list[tuple[int, int]]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return found


def proposals(text: str, *names: tuple[str, str], score: float = 0.8) -> Proposals:
    """Each occurrence of some words proposed."""
    spans = [
        proposed(label, *place, source="made-up@1", score=score)
        for words, label in names
        for place in places(text, words)
    ]
    return Proposals(tuple(sorted(spans, key=lambda span: span.order)))


def annotated(text: str, words: str, label: str, status: str = "accepted", nth: int = 0, source: str = "human") -> Span:
    start, end = places(text, words)[nth]
    return Span(label=label, start=start, end=end, status=status, source=source)  # type: ignore[arg-type]


def learned(memory: Memory, text: str, annotations: Iterable[Span]) -> SpanIndex:
    """Teach a memory what is annotated in the article that is voted on; the annotations by place."""
    annotations = list(annotations)
    made = (decision_on(text[span.start : span.end], span) for span in annotations)
    memory.replace("here", tallied(each for each in made if each))
    return SpanIndex(annotations)


def voted(memory: Memory, text: str, found: Proposals, annotations: Sequence[Span] = ()) -> list[tuple[str, str]]:
    index = learned(memory, text, annotations)
    return [(text[span.start : span.end], span.label) for span in vote(memory, "here", text, found, index).spans]


def test_without_memories_nothing_changes() -> None:
    found = proposals(TEXT, ("Orlen", "ORG"), ("Tarvos", "GPE"), ("Mira Dolen", "PERSON"))
    assert vote(Memory(), "here", TEXT, found) == found


def test_a_name_tagged_otherwise_in_another_article_is_proposed_so_and_says_why() -> None:
    memory = memory_of([tag("Orlen", "ORG")])
    found = vote(memory, "here", TEXT, proposals(TEXT, ("Orlen", "PERSON"), ("Tarvos", "GPE")))
    orlen = [span for span in found.spans if span.label == "ORG"]
    assert [TEXT[span.start : span.end] for span in orlen] == ["Orlen"] * 3
    assert {span.source for span in orlen} == {SOURCE}
    assert all(span.score and 0.5 < span.score < 0.8 for span in orlen)
    assert memory.reason("Orlen", "ORG", "here") == "you tagged this as ORG in 1 article"
    assert {span.source for span in found.spans if span.label == "GPE"} == {"made-up@1"}


def test_more_articles_make_it_surer() -> None:
    scores = []
    for times in (1, 3, 9):
        memory = memory_of(*[[tag("Orlen", "ORG")]] * times)
        spans = vote(memory, "here", TEXT, proposals(TEXT, ("Orlen", "PERSON"))).spans
        scores.append(spans[0].score or 0.0)
    assert scores == sorted(scores)
    assert scores[0] < scores[-1] < 1


def test_a_relation_to_a_name_outlives_its_new_label() -> None:
    quote = proposed("QUOTE", *places(TEXT, "“We are glad,”")[0], source="made-up@1", score=0.9)
    speaker = proposed("ORG", *places(TEXT, "Mira Dolen")[0], source="made-up@1", score=0.6)
    arrow = related("speaker", quote, speaker)
    found = vote(memory_of([tag("Mira Dolen", "PERSON")]), "here", TEXT, Proposals((quote, speaker), (arrow,)))
    assert found.relations == (arrow,)
    assert {span.id: span.label for span in found.spans} == {quote.id: "QUOTE", speaker.id: "PERSON"}


def test_a_name_tagged_this_way_and_that_stays_as_detected() -> None:
    memory = memory_of([tag("Orlen", "ORG")], [tag("Orlen", "PERSON")])
    assert voted(memory, TEXT, proposals(TEXT, ("Orlen", "PERSON"))) == [("Orlen", "PERSON")] * 3
    clear = memory_of(*[[tag("Orlen", "ORG")]] * 3, [tag("Orlen", "PERSON")])
    assert voted(clear, TEXT, proposals(TEXT, ("Orlen", "PERSON"))) == [("Orlen", "ORG")] * 3


def test_one_article_does_not_overrule_a_detector_that_is_very_sure() -> None:
    sure = proposals(TEXT, ("Tarvos", "GPE"), score=0.97)
    once, twice = memory_of([tag("Tarvos", "ORG")]), memory_of(*[[tag("Tarvos", "ORG")]] * 2)
    assert voted(once, TEXT, sure) == [("Tarvos", "GPE")] * 2
    assert voted(twice, TEXT, sure) == [("Tarvos", "ORG")] * 2


def test_what_was_rejected_in_two_articles_is_left_out() -> None:
    found = proposals(TEXT, ("Later", "PERSON"), ("Orlen", "ORG"))
    once = memory_of([reject("Later", "PERSON")])
    twice = memory_of([reject("Later", "PERSON")], [reject("Later", "PERSON")])
    assert ("Later", "PERSON") in voted(once, TEXT, found)
    assert voted(twice, TEXT, found) == [("Orlen", "ORG")] * 3
    assert twice.reason("Later", "PERSON", "here") == "you rejected this as PERSON in 2 articles"


def test_what_was_rejected_but_also_accepted_is_still_proposed() -> None:
    memory = memory_of(*[[reject("Orlen", "ORG")]] * 3, [tag("Orlen", "ORG")])
    assert voted(memory, TEXT, proposals(TEXT, ("Orlen", "ORG"))) == [("Orlen", "ORG")] * 3


def test_a_rejection_of_one_label_says_nothing_of_another() -> None:
    memory = memory_of(*[[reject("Orlen", "ORG")]] * 3)
    assert voted(memory, TEXT, proposals(TEXT, ("Orlen", "PERSON"))) == [("Orlen", "PERSON")] * 3


def test_a_name_that_no_detector_saw_is_proposed_anew() -> None:
    memory = memory_of([tag("Tarvos", "GPE"), tag("Mira Dolen", "PERSON")])
    found = vote(memory, "here", TEXT, proposals(TEXT, ("Orlen", "ORG")))
    anew = [span for span in found.spans if span.source == SOURCE]
    assert [(TEXT[span.start : span.end], span.label) for span in anew] == [
        ("Tarvos", "GPE"),
        ("Mira Dolen", "PERSON"),
        ("Tarvos", "GPE"),
    ]
    assert {span.status for span in anew} == {"proposed"}
    assert all(span.score for span in anew)


def test_labels_of_the_persons_own_are_remembered_too() -> None:
    memory = memory_of([tag("Tarvos mill", "PLANT_NAME")])
    text = "The Tarvos mill burned."
    assert voted(memory, text, Proposals()) == [("Tarvos mill", "PLANT_NAME")]


def test_nothing_is_proposed_over_what_is_proposed_already() -> None:
    memory = memory_of([tag("Dolen", "ORG"), tag("Orlen", "ORG")])
    text = "Mira Dolen left. Orlen Group stays."
    found = proposals(text, ("Mira Dolen", "PERSON"), ("Orlen Group", "ORG"))
    assert voted(memory, text, found) == [("Mira Dolen", "PERSON"), ("Orlen Group", "ORG")]


def test_a_quote_holds_names() -> None:
    text = "“We trust Tarvos today,” he said."
    found = proposals(text, ("“We trust Tarvos today,”", "QUOTE"))
    assert ("Tarvos", "GPE") in voted(memory_of([tag("Tarvos", "GPE")]), text, found)


def test_of_two_remembered_names_the_longer_one_is_proposed() -> None:
    memory = memory_of([tag("Tarvos", "GPE"), tag("Tarvos Bank", "ORG")])
    assert voted(memory, "At the Tarvos Bank in Tarvos.", Proposals()) == [("Tarvos Bank", "ORG"), ("Tarvos", "GPE")]


@pytest.mark.parametrize(
    "text",
    [
        "He saw Telecom Tarvos there.",
        "He saw Tarvos Hall there.",
        "The Republic of Tarvos won.",
        "See news/Tarvos/today or @Tarvos.",
        "A Tarvos-based firm.",
        "TARVOS WINS",
        "tarvos wins",
    ],
)
def test_what_is_likely_part_of_something_longer_or_something_else_is_not_proposed(text: str) -> None:
    assert voted(memory_of([tag("Tarvos", "GPE")]), text, Proposals()) == []


@pytest.mark.parametrize("text", ["In Tarvos it rains.", "President Tarvos spoke.", "When Tarvos spoke, she left."])
def test_what_stands_by_itself_or_after_a_title_is(text: str) -> None:
    assert voted(memory_of([tag("Tarvos", "PERSON")]), text, Proposals()) == [("Tarvos", "PERSON")]


@pytest.mark.parametrize(
    ("name", "text"), [("aspirin", "He took aspirin."), ("Will", "Then Will left."), ("TV", "On TV.")]
)
def test_a_word_that_is_as_likely_no_name_needs_more_articles(name: str, text: str) -> None:
    once, often = memory_of([tag(name, "THING")] * 9), memory_of(*[[tag(name, "THING")]] * 3)
    assert voted(once, text, Proposals()) == []
    assert voted(often, text, Proposals()) == [(name, "THING")]


def test_a_word_that_the_article_has_without_a_capital_needs_more_articles() -> None:
    text = "The Harbour is near the harbour."
    assert voted(memory_of([tag("Harbour", "FAC")]), text, Proposals()) == []
    assert voted(memory_of([tag("Harbour", "FAC")]), text.replace("the harbour", "it"), Proposals()) == [
        ("Harbour", "FAC")
    ]


def test_a_name_rejected_as_often_as_tagged_is_not_proposed_anew() -> None:
    memory = memory_of([tag("Tarvos", "GPE")], [reject("Tarvos", "GPE")])
    assert voted(memory, TEXT, Proposals()) == []


def test_a_tag_in_the_article_votes_on_the_rest_of_it() -> None:
    memory = Memory()
    here = [annotated(TEXT, "Orlen", "ORG")]
    assert voted(memory, TEXT, proposals(TEXT, ("Orlen", "PERSON")), here)[1:] == [("Orlen", "ORG")] * 2
    assert voted(memory, TEXT, Proposals(), here) == [("Orlen", "ORG")] * 2
    assert memory.reason("Orlen", "ORG", "here") == "you tagged this as ORG here"


def test_a_tag_in_the_article_counts_more_than_other_articles() -> None:
    memory = memory_of(*[[tag("Orlen", "ORG")]] * 9)
    here = [annotated(TEXT, "Orlen", "PERSON")]
    assert voted(memory, TEXT, proposals(TEXT, ("Orlen", "GPE")), here)[1:] == [("Orlen", "PERSON")] * 2
    assert memory.reason("Orlen", "PERSON", "here") == "you tagged this as PERSON here, as ORG in 9 articles"


def test_a_label_rejected_in_the_article_is_not_brought_back_by_others() -> None:
    memory = memory_of(*[[tag("Orlen", "ORG")]] * 9)
    here = [annotated(TEXT, "Orlen", "ORG", "rejected", source=SOURCE)]
    found = voted(memory, TEXT, proposals(TEXT, ("Orlen", "PERSON")), here)
    assert found == [("Orlen", "ORG"), ("Orlen", "PERSON"), ("Orlen", "PERSON")], (
        "the first is decided by its rejection"
    )
    assert voted(memory, TEXT, Proposals(), here) == []


def test_what_was_rejected_twice_in_the_article_is_left_out_of_its_rest() -> None:
    here = [annotated(TEXT, "Orlen", "ORG", "rejected", nth) for nth in (0, 1)]
    index = SpanIndex(here)
    memory = Memory()
    learned(memory, TEXT, here)
    found = vote(memory, "here", TEXT, proposals(TEXT, ("Orlen", "ORG")), index)
    assert [span.start for span in found.spans] == [span.start for span in here]


def test_nothing_is_proposed_over_what_is_tagged() -> None:
    memory = memory_of([tag("Dolen", "ORG")])
    assert voted(memory, "Here Dolen\u2019s aunt left.", Proposals()) == [("Dolen", "ORG")]
    text = "He met the aunt of Dolen there."
    assert voted(memory, text, Proposals(), [annotated(text, "the aunt of Dolen", "PERSON")]) == []


def test_what_is_annotated_stays_as_it_was_proposed() -> None:
    text = "Mira Dolen left. So Dolen left."
    memory = memory_of(*[[tag("Dolen", "ORG")]] * 5)
    found = voted(memory, text, proposals(text, ("Dolen", "PERSON")), [annotated(text, "Mira Dolen", "PERSON")])
    assert found == [("Dolen", "PERSON"), ("Dolen", "ORG")], "the first is decided by what it is a part of"


def test_reasons_count_articles_and_name_other_labels() -> None:
    memory = memory_of(*[[tag("Orlen", "ORG")] * 5] * 3, [tag("ORLEN’s", "GPE")], [reject("Orlen", "ORG")])
    assert memory.reason("Orlen", "ORG", "here") == (
        "you tagged this as ORG in 3 articles, as GPE in 1 article; you rejected this as ORG in 1 article"
    )
    assert memory.reason("Orlen", "ORG", "a0").startswith("you tagged this as ORG here and in 2 more")
    assert memory.reason("Tarvos", "ORG", "here") == ""


@pytest.mark.parametrize("label", ["QUOTE", "CLAIM", "CUE", "SPEAKER"])
def test_passages_and_what_depends_on_quotes_are_no_names(label: str) -> None:
    assert decision_on("said", Span(label=label, start=0, end=4)) is None


def test_what_is_in_pieces_or_very_long_is_no_name() -> None:
    assert decision_on("a b c", Span(label="ORG", start=0, end=5, fragments=((0, 1), (4, 5)))) is None
    assert decision_on("x" * 500, Span(label="ORG", start=0, end=500)) is None


def test_an_article_can_be_forgotten() -> None:
    memory = memory_of([tag("Orlen", "ORG")], [tag("Orlen", "ORG")])
    assert memory.replace("a0", {}) == {surface_key("Orlen")}
    assert memory.reason("Orlen", "ORG", "here") == "you tagged this as ORG in 1 article"
    memory.replace("a1", {})
    assert memory.reason("Orlen", "ORG", "here") == ""
    assert voted(memory, TEXT, Proposals()) == []


NAMES = ("Orlen", "Tarvos", "Mira Dolen", "Dolen", "mill", "Later", "a mill", "Orlen sold")
decisions = st.builds(Decision, st.sampled_from(NAMES), st.sampled_from(("ORG", "GPE", "OWN")), st.booleans())
histories = st.lists(st.tuples(st.integers(0, 3), st.lists(decisions, max_size=4), st.booleans()), max_size=12)


def assert_same(memory: Memory, other: Memory) -> None:
    """Two memories say the same of everything."""
    for name in NAMES:
        key = surface_key(name)
        assert memory.surfaces(key) == other.surfaces(key)
        for article in ("a0", "a1", "here"):
            assert memory.opinion(key, article) == other.opinion(key, article)
    known, fresh = ({each.written for each in one.table.find(" ; ".join(NAMES))} for one in (memory, other))
    assert known == fresh


@given(histories)
def test_a_memory_changed_step_by_step_is_that_made_at_once(history: list[tuple[int, list[Decision], bool]]) -> None:
    memory, told = Memory(), dict[str, list[Decision]]()
    for number, some, anew in history:
        article = f"a{number}"
        before = told.get(article, [])
        if anew:
            memory.replace(article, tallied(some))
            told[article] = list(some)
        else:
            memory.change(article, before[:2], some)
            told[article] = [*before[2:], *some]
    fresh = Memory()
    for article, some in told.items():
        fresh.replace(article, tallied(some))
    assert_same(memory, fresh)


spans = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 2), st.sampled_from(("ORG", "GPE", "OWN"))), max_size=6
)


def spans_of(chosen: list[tuple[str, int, str]]) -> dict[str, Span]:
    made = {}
    for words, nth, label in chosen:
        there = places(TEXT, words)
        span = proposed(label, *there[nth % len(there)], source="made-up@1", score=0.8)
        made[span.id] = span
    return made


@given(
    st.lists(st.one_of(histories.map(lambda h: ("learn", h)), spans.map(lambda s: ("add", s))), max_size=5),
    spans,
    spans,
)
def test_votes_kept_up_to_date_are_those_counted_at_once(
    steps: list[tuple[str, list[tuple[int, list[Decision], bool]] | list[tuple[str, int, str]]]],
    first: list[tuple[str, int, str]],
    tagged: list[tuple[str, int, str]],
) -> None:
    memory = Memory()
    index = SpanIndex()
    voting = Voting(memory, "here", TEXT, index)
    base = spans_of(first)
    shown = {span.id: span for span in voting.begin(base.values())}

    def follow(change: tuple[tuple[Span, ...], tuple[Span, ...]]) -> None:
        come, gone = change
        for span in gone:
            assert shown.pop(span.id) == span
        shown.update((span.id, span) for span in come)

    def learn(keys: set[str], ranges: list[tuple[int, int]]) -> None:
        follow(voting.reconsider(keys, ranges))
        for change in voting.search(keys):
            follow(change)

    for kind, what in steps:
        if kind == "learn":
            for number, some, _ in what:
                learn(memory.replace(f"a{number}", tallied(some)), [])  # type: ignore[arg-type]
        else:
            more = spans_of(what)  # type: ignore[arg-type]
            gone = list(base)[::2]
            base = {id: span for id, span in base.items() if id not in gone} | more
            follow(voting.amend(more.values(), gone))
    for span in spans_of(tagged).values():
        rejected = Span(label=span.label, start=span.start, end=span.end, status="rejected", source="made-up@1")
        index.add(rejected)
        words = TEXT[span.start : span.end]
        learn(memory.change("here", [], [Decision(words, span.label, accepted=False)]), [span.range])
    at_once = vote(memory, "here", TEXT, Proposals(tuple(base.values())), index)
    assert shown == {span.id: span for span in at_once.spans}
    ours = [span for span in at_once.spans if span.source == SOURCE and span.id not in base]
    for span in ours:
        assert not any(span.start < each.end and each.start < span.end for each in at_once.spans if each is not span)
