"""What holds for every text, however odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.proposals import Proposals
from copydesk.detect.registry import detect
from copydesk.text.document import Document

WORDS = """
“ ” ‘ ’ " ' « » „ `` '' , . ! ? : ; ( ) - — … $ % & 's said told he she who according to Mr. Dr. President Kim Jong Un
Moon Anna Berg Paris France North Korea U.S. French the a of and in May March 2019 Monday this year 5 percent million
dollars By University Bank War River 10:30 a.m. the's O'Neill
""".split()
PIECES = [*WORDS, "\n\n", "\n", "\r\n", "\t", "\xa0", "\u200b", ""]
NEWSLIKE = st.lists(st.sampled_from([*PIECES, " ", " ", " ", "\n"]), max_size=60).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=60
).map(" ".join)
TEXTS = NEWSLIKE | st.text(max_size=200)


@given(TEXTS)
def test_spans_lie_in_the_text_trimmed_and_never_empty(text: str) -> None:
    for span in detect(Document.from_text(text)).spans:
        piece = text[span.start : span.end]
        assert piece
        assert piece == piece.strip()
        assert span.status == "proposed"
        assert span.score is not None
        assert 0 < span.score <= 1


@given(TEXTS)
def test_no_detector_fails_on_any_text(text: str) -> None:
    assert detect(Document.from_text(text)).problems == ()


@given(TEXTS)
def test_the_same_text_gives_the_same_proposals(text: str) -> None:
    assert detect(Document.from_text(text)) == detect(Document.from_text(text))


@given(TEXTS)
def test_proposals_are_in_order_with_ids_of_their_own_and_relations_have_both_ends(text: str) -> None:
    proposals = detect(Document.from_text(text))
    assert list(proposals.spans) == sorted(proposals.spans, key=lambda span: span.order)
    ids = [span.id for span in proposals.spans]
    assert len(ids) == len(set(ids))
    labels = {span.id: span.label for span in proposals.spans}
    for relation in proposals.relations:
        assert labels[relation.head] == "QUOTE"
        assert (
            labels[relation.tail]
            in {
                "cue": {"CUE"},
                "speaker": {"PERSON", "ORG", "GPE", "NORP", "SPEAKER"},
            }[relation.type]
        )


@given(TEXTS)
def test_entities_do_not_overlap(text: str) -> None:
    ends = 0
    for span in detect(Document.from_text(text)).spans:
        if span.label not in ("QUOTE", "SPEAKER", "CUE"):
            assert span.start >= ends
            ends = span.end


HOSTILE = (
    *('"', "“", "' a ", "“a” he ", "A ", "Aa of ", "Ministry of ", "1", "1,", "$1-", "May ", "a-", "A.", "Mr. ", "x@"),
    *("By A ", "said ", "(", "\n", "ab, who ", "“A,” B and ", "a b c, said “", "'s ", "A'", "http://", "five ", "1.1 "),
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_long_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (12_000 // len(unit)) + "\n“It will hold,” she said."
    proposals = detect(Document.from_text(text))
    assert proposals.problems == ()
    assert any(span.label == "QUOTE" and text[span.start : span.end] == "“It will hold,”" for span in proposals.spans)


def test_an_empty_text_has_no_proposals() -> None:
    assert detect(Document.from_text("")) == Proposals()
