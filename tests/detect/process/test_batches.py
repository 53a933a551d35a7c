"""Batches of proposals: all of them, each once, and what is related together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.process.batches import batches
from copydesk.detect.proposals import Proposals, arranged, proposed, related


@st.composite
def some(draw: st.DrawFn) -> Proposals:
    spans = [proposed("QUOTE", 3 * n, 3 * n + 2, source="a@1", score=0.5) for n in range(draw(st.integers(0, 40)))]
    pairs = draw(st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=12))
    return arranged(spans, [related("cue", spans[a], spans[b]) for a, b in pairs if max(a, b) < len(spans)])


@given(some(), st.integers(1, 9))
def test_every_span_and_relation_comes_once_and_in_order(proposals: Proposals, size: int) -> None:
    found = list(batches(proposals, size))
    assert [span for spans, _ in found for span in spans] == list(proposals.spans)
    assert sorted(each.id for _, relations in found for each in relations) == sorted(r.id for r in proposals.relations)
    assert all(len(spans) <= 4 * size for spans, _ in found)


@given(some(), st.integers(1, 9))
def test_what_is_related_comes_together_unless_the_batch_is_full(proposals: Proposals, size: int) -> None:
    for spans, relations in batches(proposals, size):
        ids = {span.id for span in spans}
        full = len(spans) == 4 * size
        assert full or all(each.head in ids for each in relations)


def test_a_quote_comes_with_its_cue_and_speaker() -> None:
    spans = [proposed("QUOTE", 3 * n, 3 * n + 2, source="a@1", score=0.5) for n in range(12)]
    proposals = arranged(spans, [related("cue", spans[4], spans[6]), related("speaker", spans[5], spans[3])])
    assert [[proposals.spans.index(span) for span in batch] for batch, _ in batches(proposals, 5)] == [
        [0, 1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11],
    ]


def test_a_relation_to_another_piece_comes_with_what_it_starts_from() -> None:
    here, elsewhere = (proposed("QUOTE", start, start + 2, source="a@1", score=0.5) for start in (0, 90))
    link = related("speaker", here, elsewhere)
    assert list(batches(Proposals((here,), (link,)))) == [((here,), [link])]
