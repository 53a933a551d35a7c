"""Growing a selection from unit to unit, and shrinking it again."""

from __future__ import annotations

from tests.app.made_up import HARBOR, go, harbor_reading, quote_of_harbor, reading_of, words_selected

from copydesk.app.keys import passages, units


def test_a_selection_grows_from_word_to_name_to_sentence_to_paragraph_to_article_and_back() -> None:
    reading = harbor_reading()
    go(reading, "Tarrow")
    sizes = ["Tarrow", "Ben Tarrow", "Mayor Ben Tarrow called it a relief."]
    for words in sizes:
        assert units.grow(reading) == ""
        assert words_selected(reading).strip() == words
    units.grow(reading)
    assert words_selected(reading).startswith("The Nordal Line")
    assert words_selected(reading).endswith("in May.")
    units.grow(reading)
    assert words_selected(reading) == HARBOR.strip()
    assert units.grow(reading)
    for _ in range(2):
        assert reading.shrink() == ""
    for words in reversed(sizes):
        assert words_selected(reading).strip() == words
        assert reading.shrink() == ""
    assert reading.caret.selection is None
    assert reading.shrink()


def test_a_motion_forgets_what_was_grown() -> None:
    reading = harbor_reading()
    go(reading, "Tarrow")
    units.grow(reading)
    reading.move("left")
    assert reading.shrink()


def test_the_quote_here_is_selected() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    go(reading, "nine")
    assert passages.select_quote(reading) == ""
    assert words_selected(reading) == "“We waited nine years,”"
