"""Scores of quotations, on hand-made gold and predictions."""

from __future__ import annotations

import pytest
from evaluation.articles import KINDS, Annotated, Quotation
from evaluation.quotation_scores import closeness, quotation_measures, quotation_tallies
from evaluation.quoted_text import Range
from evaluation.tally import Tally
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "“It holds,” Ana Ruiz said. “We tried it,” she added.\n"
    "Tom Berg called it “a wonder” of the age and told the council that the old bridge would be closed in spring.\n"
    "“Nobody asked,” said Lee.\n"
)


def place(words: str) -> Range:
    start = TEXT.index(words)
    return start, start + len(words)


def said(kind: str, content: str, speaker: str = "", cue: str = "") -> Quotation:
    roles = [(place(words),) if words else () for words in (speaker, cue)]
    return Quotation(kind, (place(content),), *roles)


GOLD = Annotated(
    "a",
    TEXT,
    quotations=(
        said("direct", "“It holds,”", "Ana Ruiz", "said"),
        said("direct", "“We tried it,”", "she", "added"),
        said("direct", "“Nobody asked,”", "Lee"),
        said("mixed", "“a wonder”", "Tom Berg", "called"),
        said("indirect", "that the old bridge would be closed in spring", "Tom Berg", "told"),
    ),
)
PREDICTED = Annotated(
    "a",
    TEXT,
    quotations=(
        said("direct", "“It holds,”", "Ruiz", "said"),
        said("mixed", "“We tried it,”", "Ana Ruiz", "added"),
        said("mixed", "it “a wonder” of", "Tom Berg", "called"),
        said("scare", "“Nobody asked,”"),
        said("indirect", "the old bridge would be", "the council"),
        said("indirect", "of the age"),
    ),
)


def scored(gold: Annotated, predicted: Annotated) -> dict[str, Tally]:
    return dict(quotation_tallies(quotation_measures(KINDS), gold, predicted))


def test_the_known_figures_of_a_known_article() -> None:
    assert scored(GOLD, PREDICTED) == {
        "direct, exact (recall)": Tally(gold=3, found=2),
        "direct, exact, scare quotes too (recall)": Tally(gold=3, found=3),
        "direct, overlapping (recall)": Tally(gold=3, found=2),
        "direct, exact and of that kind": Tally(gold=3, found=1, predicted=1, right=1),
        "quoted words": Tally(gold=9, found=7, predicted=7, right=7),
        "quoted words with scare quotes": Tally(gold=9, found=9, predicted=9, right=9),
        "speaker of direct, end to end": Tally(gold=3, found=1),
        "speaker of the matched direct": Tally(gold=2, found=1),
        "cue of direct, end to end": Tally(gold=2, found=2),
        "cue of the matched direct": Tally(gold=2, found=2),
        "indirect content": Tally(gold=1, found=1, predicted=2, right=1),
        "indirect content, mixed clauses aside": Tally(gold=1, found=1, predicted=2, right=1),
        "speaker of indirect, end to end": Tally(gold=1, found=0),
        "speaker of the matched indirect": Tally(gold=1, found=0),
        "cue of the matched indirect": Tally(gold=1, found=0),
    }


def test_a_proposal_over_a_mixed_clause_can_be_left_aside() -> None:
    clause = Quotation("mixed", (place("“a wonder”"),), clause=(place("it “a wonder” of the age"),))
    predicted = Annotated("a", TEXT, quotations=(said("indirect", "of the age"), said("indirect", "the council")))
    found = scored(Annotated("a", TEXT, quotations=(clause,)), predicted)
    assert found["indirect content"] == Tally(predicted=2)
    assert found["indirect content, mixed clauses aside"] == Tally(predicted=1)


def test_kinds_that_the_gold_does_not_know_have_no_row() -> None:
    assert {measure.kind for measure in quotation_measures({"direct", "mixed"})} == {"direct"}
    assert quotation_measures(()) == []


def test_a_quotation_over_two_paragraphs_is_compared_paragraph_by_paragraph() -> None:
    text = "“One.\n\n“Two,” she said."
    whole = Annotated("a", text, quotations=(Quotation("direct", ((0, 13),)),))
    parts = Annotated("a", text, quotations=(Quotation("direct", ((0, 5),)), Quotation("direct", ((7, 13),))))
    assert scored(whole, parts)["direct, exact and of that kind"] == Tally(2, 2, 2, 2)


def test_the_exact_piece_is_matched_before_a_longer_one() -> None:
    longer = Quotation("direct", ((0, place("“We tried it,”")[1]),), (place("Lee"),))
    exact = said("direct", "“It holds,”", "Ana Ruiz")
    gold = Annotated("a", TEXT, quotations=GOLD.quotations[:1])
    found = scored(gold, Annotated("a", TEXT, quotations=(longer, exact)))
    assert found["speaker of the matched direct"] == Tally(gold=1, found=1)
    found = scored(gold, Annotated("a", TEXT, quotations=(longer,)))
    assert found["direct, exact (recall)"] == Tally(gold=1)
    assert found["speaker of the matched direct"] == Tally(gold=1)


@pytest.mark.parametrize(("words", "close"), [("that the old bridge", True), ("that the old", False)])
def test_indirect_speech_is_matched_from_three_tenths_of_the_longer_on(words: str, close: bool) -> None:
    gold = GOLD.quotations[-1]
    predicted = said("indirect", words)
    assert (closeness(gold, predicted) >= 0.3) is close
    found = scored(Annotated("a", TEXT, quotations=(gold,)), Annotated("a", TEXT, quotations=(predicted,)))
    assert found["indirect content"].found == int(close)


def test_two_predictions_for_one_indirect_quotation_are_one_right_and_one_wrong() -> None:
    halves = (said("indirect", "that the old bridge would"), said("indirect", "be closed in spring"))
    gold = Annotated("a", TEXT, quotations=GOLD.quotations[-1:])
    assert scored(gold, Annotated("a", TEXT, quotations=halves))["indirect content"] == Tally(1, 1, 2, 1)


@st.composite
def quoted(draw: st.DrawFn) -> Annotated:
    """Quotations of all kinds, those of one kind apart from each other, as gold has them."""
    found = []
    for kind in KINDS:
        edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=10)))
        for start, end in zip(edges[::2], edges[1::2], strict=False):
            speaker = (place("Ana Ruiz"),) if draw(st.booleans()) else ()
            cue = (place("said"),) if draw(st.booleans()) else ()
            found.append(Quotation(kind, ((start, end),), speaker, cue))
    return Annotated("a", TEXT, quotations=tuple(found))


@given(quoted())
def test_predictions_that_are_the_gold_are_perfect(gold: Annotated) -> None:
    for name, tally in scored(gold, gold).items():
        assert tally.found == tally.gold
        # No gold is what marks stand around without a speaker; there it is one mistake a word to propose them.
        if name != "quoted words with scare quotes":
            assert tally.right == tally.predicted


@given(quoted(), quoted())
def test_what_is_scored_by_f1_does_not_change_when_sides_change_places(one: Annotated, other: Annotated) -> None:
    there, back = scored(one, other), scored(other, one)
    for name in ("direct, exact and of that kind", "quoted words", "indirect content"):
        assert back[name] == there[name].swapped()
