"""Any keys in any order on any text: nothing raises, the cursor stays where it may stand, and all can be undone."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from tests.app.made_up import HARBOR, names_of_harbor, quote_of_harbor, reading_of
from tests.text.strategies import texts

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.span import Relation, Span
from copydesk.app.keys.reading_commands import READING_COMMANDS
from copydesk.app.navigator import Delta
from copydesk.app.reading import Reading
from copydesk.detect.proposals import proposed, related
from copydesk.text.graphemes import is_boundary
from copydesk.text.words import words

Step = Callable[[Reading], object]


def finding(needle: str) -> Step:
    return lambda reading: reading.find(needle)


def resizing(width: int, height: int) -> Step:
    """As a pane does it: what was at the top stays there unless the cursor would be out of sight."""

    def resize(reading: Reading) -> None:
        reading.caret.resize(width, height)
        reading.caret.viewport.show(reading.caret.offset)

    return resize


def hopping(delta: Delta) -> Step:
    return lambda reading: reading.hop(delta)


def giving(label: str) -> Step:
    return lambda reading: reading.give(label)


def going(offset: int) -> Step:
    return lambda reading: reading.go(offset)


def dragging(offset: int) -> Step:
    return lambda reading: reading.caret.drag(offset)


def scrolling(delta: int) -> Step:
    return lambda reading: reading.scroll(delta)


def commenting(note: str) -> Step:
    return lambda reading: reading.comment(note)


def running(command: str) -> Step:
    return READING_COMMANDS[command]


offsets = st.integers(0, 300)
deeds = st.sampled_from(["accept", "reject", "repeat", "select", "grow", "undo", "redo"])
steps = st.one_of(
    st.sampled_from(sorted(READING_COMMANDS)).map(running),
    deeds.map(running),
    st.sampled_from([hopping(1), hopping(-1)]),
    st.sampled_from([label.name for label in DEFAULT_LABELS]).map(giving),
    st.sampled_from(["a", "Kim", " ", "", "(", "字", "“"]).map(finding),
    st.builds(resizing, st.integers(1, 60), st.integers(1, 20)),
    offsets.map(going),
    offsets.map(dragging),
    st.integers(-9, 9).map(scrolling),
    st.sampled_from(["", "why?"]).map(commenting),
)


def proposals_for(text: str) -> tuple[list[Span], list[Relation]]:
    """A proposal on every third word, a quote around three words, related to the first proposal in it."""
    found = list(words(text))
    spans = [proposed("PERSON", *each, source="made-up@1", score=0.9) for each in found[::3]]
    if len(found) < 3:
        return spans, []
    quote = proposed("QUOTE", found[0][0], found[2][1], source="made-up@1", score=0.8)
    return [quote, *spans], [related("speaker", quote, spans[0])]


def opened(text: str) -> Reading:
    spans, relations = proposals_for(text)
    return reading_of(text, *spans, relations=relations)


def assert_sound(reading: Reading) -> None:
    """The cursor stands on the first code point of a cluster in a block and in the window; tags have clean edges."""
    text, caret = reading.document.text, reading.caret
    blocks = caret.blocks
    if blocks:
        assert any(block.start <= caret.offset < block.end for block in blocks)
        assert caret.viewport.y_of(caret.viewport.layout.place(caret.offset).line) is not None
    else:
        assert caret.offset == 0
    assert is_boundary(text, caret.offset)
    if caret.selection:
        start, end = caret.selection
        assert 0 <= start <= end <= len(text)
        assert is_boundary(text, start)
        assert is_boundary(text, end)
    for span in reading.desk.annotations:
        assert 0 <= span.start < span.end <= len(text)
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        edges = text[span.start], text[span.end - 1]
        assert not any(edge.isspace() and is_boundary(text, span.start + 1) for edge in edges)


def undo_all(reading: Reading) -> int:
    taken_back = 0
    while len(reading.desk.history):
        reading.undo()
        taken_back += 1
    return taken_back


@given(texts, st.lists(steps, max_size=25))
def test_no_keys_on_any_text_do_harm(text: str, keys: list[Step]) -> None:
    reading = opened(text)
    before = reading.desk.annotations.snapshot()
    for key in keys:
        key(reading)
        assert_sound(reading)
    after = reading.desk.annotations.snapshot()
    count = undo_all(reading)
    assert reading.desk.annotations.snapshot() == before
    for _ in range(count):
        reading.redo()
    assert reading.desk.annotations.snapshot() == after


@given(st.lists(steps, max_size=40))
def test_no_keys_on_an_article_do_harm(keys: list[Step]) -> None:
    quote, relations = quote_of_harbor()
    everything = {span.id: span for span in (*names_of_harbor(), *quote)}
    reading = reading_of(HARBOR, *everything.values(), relations=relations)
    left = reading.desk.left
    for key in keys:
        key(reading)
        assert_sound(reading)
    undo_all(reading)
    assert len(reading.desk.annotations) == 0
    assert reading.desk.left == left


@given(texts, st.lists(steps, max_size=15))
def test_no_keys_change_what_is_read_only(text: str, keys: list[Step]) -> None:
    spans, relations = proposals_for(text)
    reading = reading_of(text, *spans, relations=relations, read_only="Read-only: made up")
    for key in keys:
        key(reading)
    assert reading.desk.edits == 0
    assert len(reading.desk.annotations) == 0
