"""Pieces of a long text: together they are the text, and what is proposed for them stands where it should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import Relation, Span
from copydesk.detect.process import pieces
from copydesk.detect.process.pieces import PIECE, WHOLE, Pieces
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.registry import load_engine, run_engine
from copydesk.text.document import Document

FILLER = (
    "The council said on Monday that the road would be closed for repairs until the end of the month, and that buses "
    "would run as before.\n\n"
)
NAMES = re.compile(r"[A-Z]\w*")


@contextmanager
def small_pieces() -> Iterator[None]:
    """Texts of some words are long ones."""
    with mock.patch.multiple(pieces, WHOLE=60, PIECE=30, BEFORE=12, AFTER=9, _SLACK=14):
        yield


def names_and_links(text: str) -> Proposals:
    """A detector that sees no farther than a word: every name, and an arrow to the name right after it."""
    spans = [proposed("PERSON", *match.span(), source="n@1", score=0.5) for match in NAMES.finditer(text)]
    near = [(one, other) for one, other in pairwise(spans) if text[one.end : other.start] == " "]
    return arranged(spans, [related("speaker", one, other) for one, other in near])


def all_placed(text: str) -> list[Proposals]:
    split = Pieces(text)
    excerpts = [split.excerpt(index) for index in range(len(split))]
    return [excerpt.placed(names_and_links(excerpt.text)) for excerpt in excerpts]


lines = st.lists(st.sampled_from(["Ana", "Ben Low", "said", "so", "it is.", "“No,”", "x" * 40, ""]), max_size=30)
breaks = st.sampled_from(["\n\n", "\n", "\r\n", "\r\n\r\n", "\u2028", " ", ". "])
texts = st.lists(st.tuples(lines.map(" ".join), breaks), max_size=8).map(
    lambda parts: "".join(line + after for line, after in parts)
)


@given(texts)
def test_the_pieces_lie_side_by_side_and_make_up_the_text(text: str) -> None:
    with small_pieces():
        split = Pieces(text)
        ranges = [split.range(index) for index in range(len(split))]
        assert [start for start, _ in ranges] == [0, *(end for _, end in ranges[:-1])]
        assert ranges[-1][1] == len(text)
        assert len(ranges) == 1 or all(start < end for start, end in ranges)


@given(texts, st.integers(-5, 2000))
def test_a_piece_is_found_by_what_it_holds(text: str, offset: int) -> None:
    with small_pieces():
        split = Pieces(text)
        start, end = split.range(split.at(offset))
        assert start <= min(max(offset, 0), max(0, len(text) - 1)) < max(end, 1)


@given(texts)
def test_what_needs_no_context_is_proposed_for_the_pieces_as_for_the_whole(text: str) -> None:
    with small_pieces():
        found = all_placed(text)
    whole = names_and_links(text)
    spans = sorted((span for each in found for span in each.spans), key=lambda span: span.order)
    assert spans == list(whole.spans)
    assert {relation for each in found for relation in each.relations} == set(whole.relations)


@given(texts)
def test_an_excerpt_has_the_words_of_the_text_where_its_proposals_are_placed(text: str) -> None:
    with small_pieces():
        split = Pieces(text)
        for index in range(len(split)):
            excerpt = split.excerpt(index)
            read = names_and_links(excerpt.text)
            for span in excerpt.placed(read).spans:
                assert NAMES.fullmatch(text, *span.range)
            assert text[slice(*split.range(index))] in excerpt.text


def test_a_text_of_moderate_length_is_read_as_it_is() -> None:
    text = (FILLER * 200)[:WHOLE]
    split = Pieces(text)
    found = Proposals((Span(id="any", label="ORG", start=3, end=9, status="proposed"),), problems=("said",))
    assert len(split) == 1
    assert split.excerpt(0).text == text
    assert split.excerpt(0).placed(found).spans[0].range == (3, 9)
    assert split.excerpt(0).placed(found).problems == ("said",)


def test_a_long_text_is_cut_where_paragraphs_end() -> None:
    text = FILLER * 400
    split = Pieces(text)
    starts = [split.range(index)[0] for index in range(len(split))]
    assert len(starts) > 2
    assert all(text.startswith("The council", start) and text[start - 1 : start] in ("", "\n") for start in starts)


def test_a_line_without_end_is_cut_between_sentences_or_words_or_anywhere() -> None:
    for line, before in (("It is so. " * 3000, r"\. \Z"), ("so and so " * 3000, r" \Z"), ("x" * 30_000, r"x\Z")):
        split = Pieces(line)
        assert all(re.search(before, line[: split.range(index)[0]]) for index in range(1, len(split)))


def test_a_piece_of_a_very_long_text_is_found_without_looking_at_the_rest() -> None:
    text = "word " * 2_000_000
    split = Pieces(text)
    with mock.patch.object(pieces, "_BREAKS", tuple(map(Looking, pieces._BREAKS))):
        excerpt = split.excerpt(split.at(9_000_000))
    assert excerpt.window
    assert excerpt.window.start <= 9_000_000 < excerpt.window.end
    assert Looking.farthest < 3 * PIECE


class Looking:
    """A pattern that notes in how much text it looked."""

    farthest = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        Looking.farthest = max(Looking.farthest, end - start)
        return self._pattern.search(text, start, end)


def quote_cue(text: str) -> Proposals:
    """Quotes with the cue after them, and a name."""
    spans: list[Span] = []
    relations: list[Relation] = []
    for match in re.finditer(r"“[^”]*”\s+(said)\s+(\w+)", text):
        quote = proposed("QUOTE", match.start(), match.start(1) - 1, source="q@1", score=0.5)
        cue = proposed("CUE", *match.span(1), source="q@1", score=0.5)
        name = proposed("PERSON", *match.span(2), source="q@1", score=0.5)
        spans += [quote, cue, name]
        relations += [related("cue", quote, cue), related("speaker", quote, name)]
    return arranged(spans, relations)


def test_a_cue_goes_with_its_quote_and_a_relation_may_lead_to_a_name_of_the_next_piece() -> None:
    text = "x" * 25 + "\n“No, no.” said Ana.\n" + "y" * 30
    with mock.patch.multiple(pieces, WHOLE=60, PIECE=38, BEFORE=20, AFTER=12, _SLACK=0):
        split = Pieces(text)
        first, second = (split.excerpt(index).placed(quote_cue(split.excerpt(index).text)) for index in range(2))
    assert [(each.label, text[slice(*each.range)]) for each in first.spans] == [("QUOTE", "“No, no.”"), ("CUE", "said")]
    assert [(each.label, text[slice(*each.range)]) for each in second.spans] == [("PERSON", "Ana")]
    assert [each.tail for each in first.relations] == [first.spans[1].id, second.spans[0].id]
    assert second.relations == ()


def test_fragments_are_placed_with_their_span() -> None:
    text = FILLER * 400
    split = Pieces(text)
    excerpt = split.excerpt(3)
    at = excerpt.text.index("road", 1500)
    found = Span(
        id="1", label="EVENT", start=at, end=at + 9, fragments=((at, at + 4), (at + 8, at + 9)), status="proposed"
    )
    (placed,) = excerpt.placed(Proposals((found,))).spans
    assert "".join(placed.texts(text)) == "roadl"


@pytest.mark.parametrize("name", ["Kvale", "Paris"])
def test_a_surname_far_below_is_the_person_introduced_before(name: str) -> None:
    late = f"{name} opened the pier, and {name} left early.\n\n"
    text = FILLER * 20 + f"“We wait,” said Anna {name}, who leads the port.\n\n" + FILLER * 300 + late + FILLER * 50
    split = Pieces(text)
    index = split.at(text.index(late))
    excerpt = split.excerpt(index)
    found = excerpt.placed(run_engine(Document.from_text(excerpt.text), load_engine("rules")))
    assert [span.label for span in found.spans if text[span.start : span.end] == name] == ["PERSON", "PERSON"]
    start, end = split.range(index)
    assert all(start <= span.start < end for span in found.spans)
